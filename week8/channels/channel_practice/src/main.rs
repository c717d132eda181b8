//! `cargo run -p channel_practice -- --help` says what it can do.

fn main() -> std::process::ExitCode {
    channel_practice::SET.main()
}
