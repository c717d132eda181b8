//! `cargo run -p buffered_channels -- --help` says what it can do.

fn main() -> std::process::ExitCode {
    buffered_channels::LESSON.main()
}
