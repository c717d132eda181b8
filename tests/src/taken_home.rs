//! What the pages show of packages that are explored as they stand.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::recorded::{at, keep};
use crate::root;

/// A file of the course, as it stands.
///
/// # Errors
///
/// If it cannot be read.
pub(crate) fn file(path: &str) -> Result<String, String> {
    let text = read(&root().join(path))?;
    let kind = Path::new(path).extension().and_then(|ending| ending.to_str());
    let kind = match kind {
        Some("rs") => "rust",
        Some("patch") => "diff",
        Some(kind) => kind,
        None => "text",
    };
    Ok(format!("```{kind}\n{}\n```\n", text.trim_end()))
}

/// What `cargo explore test` says of the package in this folder, once a patch of it is
/// applied if there is one.
///
/// # Errors
///
/// If the patch does not apply, or the package could not be explored.
pub(crate) fn explored(
    package: &str,
    patch: Option<&str>,
) -> Result<String, String> {
    let from = root().join(package);
    // A copy, for a lock file stays where a package is built.
    let to = root().join("target/taken_home").join(patch.unwrap_or("as_it_stands"));
    let manifest = read(&from.join("Cargo.toml"))?;
    let mut text = read(&from.join(SOURCE))?;
    if let Some(patch) = patch {
        let lines = read(&from.join(patch))?;
        let applies = |error: &dyn std::fmt::Display| format!("{patch}: {error}");
        let change =
            diffy::Patch::from_str(&lines).map_err(|error| applies(&error))?;
        text = diffy::apply(&text, &change).map_err(|error| applies(&error))?;
    }
    keep(&to.join("Cargo.toml"), &manifest)?;
    keep(&to.join(SOURCE), &text)?;

    let mut command =
        Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
    command.args([
        "run",
        "--quiet",
        "--package",
        "cargo-explore",
        "--manifest-path",
    ]);
    command.arg(root().join("Cargo.toml")).args(["--", "explore", "test"]);
    // Where the models are built already.
    command.env("CARGO_TARGET_DIR", root().join("target"));
    let output = command.current_dir(&to).output();
    let output = output.map_err(|error| format!("{package}: {error}"))?;
    let said = String::from_utf8_lossy(&output.stdout);
    match output.status.code() {
        Some(0 | 1) => {
            Ok(format!("```text\n$ cargo explore test\n{}\n```\n", said.trim_end()))
        }
        _ => Err(format!(
            "{package} could not be explored: {}",
            String::from_utf8_lossy(&output.stderr).trim_end()
        )),
    }
}

/// The only file of a package that is shown.
const SOURCE: &str = "src/lib.rs";

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| at(path, error))
}
