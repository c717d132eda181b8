//! `cargo run -p goroutine_practice -- --help` says what it can do.

fn main() -> std::process::ExitCode {
    goroutine_practice::SET.main()
}
