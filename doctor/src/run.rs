//! Asking other programs.

use std::env;
use std::path::Path;
use std::process::{Command, Stdio};

/// The root of the course.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("doctor/ stands in the course")
}

/// The cargo that has started this program, or the one that is found.
pub fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// What a program printed.
///
/// # Errors
///
/// What it printed as errors, if it cannot be started or does not succeed.
pub fn says(command: &mut Command) -> Result<String, String> {
    let output = command
        .current_dir(root())
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("error: it cannot be started: {error}"))?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    match output.status.success() {
        true => Ok(text(&output.stdout)),
        false => Err(text(&output.stderr)),
    }
}

/// The line of a program's errors that says most: the first that calls itself one.
pub fn first_error(text: &str) -> &str {
    let mut errors = text.lines().filter(|line| line.starts_with("error"));
    let line = errors.next().or_else(|| text.lines().next()).unwrap_or_default();
    line.split_once(": ").map_or(line, |(_, rest)| rest)
}
