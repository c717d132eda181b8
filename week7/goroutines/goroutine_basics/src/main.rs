//! `cargo run -p goroutine_basics -- --help` says what it can do.

fn main() -> std::process::ExitCode {
    goroutine_basics::LESSON.main()
}
