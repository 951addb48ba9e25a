// Yours: scaffold wrote it once.
//! The service as a command: `cargo run -- --help` tells what it takes.

fn main() -> std::process::ExitCode {
    chassis::run(shop::app)
}
