//! Starts that the names of tables share.

use std::collections::BTreeMap;

/// The start up to the first `_` that most names share, such as `t_` or `wp_`; there must be three of them at least.
pub fn common<'n>(names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut all = 0_usize;
    for name in names {
        all += 1;
        let start = name.find('_').map(|end| &name[..=end]);
        // `_` alone, and names that would be nothing without it, are no prefix.
        if let Some(start) = start.filter(|start| start.len() > 1 && start.len() < name.len()) {
            *counts.entry(start).or_default() += 1;
        }
    }
    let (prefix, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (count >= 3 && count * 2 > all).then_some(prefix)
}

#[cfg(test)]
mod tests {
    use super::common;

    #[test]
    fn most_tables_share_a_prefix() {
        let of = |names: &'static str| common(names.split(' '));
        assert_eq!(of("t_user t_role t_menu log"), Some("t_"));
        assert_eq!(of("wp_posts wp_users wp_"), None);
        assert_eq!(of("sys_user sys_role gen_table gen_column"), None);
        assert_eq!(of("order order_items"), None);
        assert_eq!(of("_a _b _c"), None);
    }
}
