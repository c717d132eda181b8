//! `cargo run -p channel_patterns -- --help` says what it can do.

fn main() -> std::process::ExitCode {
    channel_patterns::LESSON.main()
}
