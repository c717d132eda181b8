//! `cargo run -p goroutine_patterns -- --help` says what it can do.

fn main() -> std::process::ExitCode {
    goroutine_patterns::LESSON.main()
}
