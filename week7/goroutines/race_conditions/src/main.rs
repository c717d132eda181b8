//! `cargo run -p race_conditions -- --help` says what it can do.

fn main() -> std::process::ExitCode {
    race_conditions::LESSON.main()
}
