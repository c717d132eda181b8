//! `cargo run -p waitgroups -- --help` says what it can do.

fn main() -> std::process::ExitCode {
    waitgroups::LESSON.main()
}
