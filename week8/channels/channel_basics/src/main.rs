//! `cargo run -p channel_basics -- --help` says what it can do.

fn main() -> std::process::ExitCode {
    channel_basics::LESSON.main()
}
