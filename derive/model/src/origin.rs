//! Origins of web pages, as browsers send them.

/// Whether a text is an origin in the form that browsers send (RFC 6454 section 6.2): scheme and host in lower case, the
/// port unless it is the scheme's own, and nothing else.
pub fn is_origin(text: &str) -> bool {
    let Some((scheme, authority)) = text.split_once("://") else {
        return false;
    };
    let (host, port) = match authority.rsplit_once(':') {
        // The colons of an IPv6 address stand in brackets.
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let in_scheme = |byte: u8| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.')
    };
    scheme.starts_with(|first: char| first.is_ascii_lowercase())
        && scheme.bytes().all(in_scheme)
        && is_host(host)
        && port.is_none_or(|port| is_port(scheme, port))
}

fn is_host(host: &str) -> bool {
    let of_address = |byte: u8| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.');
    let of_name = |byte: u8| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.' | b'_')
    };
    match host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        Some(address) => address.contains(':') && address.bytes().all(of_address),
        None => !host.is_empty() && host.bytes().all(of_name),
    }
}

fn is_port(scheme: &str, port: &str) -> bool {
    let is_own = matches!((scheme, port), ("http", "80") | ("https", "443"));
    let digits = port.bytes().all(|byte| byte.is_ascii_digit());
    !is_own && digits && !port.starts_with('0') && port.parse::<u16>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::is_origin;

    #[test]
    fn origins_are_what_browsers_send() {
        for good in [
            "https://shop.example.com",
            "http://localhost:5173",
            "http://127.0.0.1:8080",
            "http://[::1]:3000",
            "https://[2001:db8::1]",
            "capacitor://localhost",
            "https://xn--bcher-kva.example",
        ] {
            assert!(is_origin(good), "{good}");
        }
        for bad in [
            "",
            "*",
            "null",
            "shop.example.com",
            "https://",
            "https://shop.example.com/",
            "https://Shop.example.com",
            "HTTPS://shop.example.com",
            "https://shop.example.com:443",
            "http://shop.example.com:80",
            "http://shop.example.com:0",
            "http://shop.example.com:65536",
            "http://shop.example.com:",
            "http://shop.example.com:+1",
            "https://*.example.com",
            "https://user@shop.example.com",
            "https://bücher.example",
            "https://shop.example.com ",
            "https://[::1",
            "https://[host]",
        ] {
            assert!(!is_origin(bad), "{bad}");
        }
    }
}
