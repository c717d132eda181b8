//! A `main` that nobody can run.

use serde_json::Value;
use workshop::primary;

/// What is wrong with the `main` of the file of this name, if the lines that call it do
/// not compile because of this error.
pub(crate) fn wrong(error: &Value, file: &str) -> String {
    match error["message"]["code"]["code"].as_str() {
        Some("E0425") => {
            format!("There is no `main` in {file}, or none at its root.")
        }
        _ => format!(
            "The `main` of {file} returns what none can: (), a Result whose error is \
             Debug, or an ExitCode. An async one needs #[tokio::main]."
        ),
    }
}

/// The line that an error is about.
pub(crate) fn line(error: &Value) -> Option<usize> {
    usize::try_from(primary(error)?["line_start"].as_u64()?).ok()
}
