//! `cargo run -p select_statements -- --help` says what it can do.

fn main() -> std::process::ExitCode {
    select_statements::LESSON.main()
}
