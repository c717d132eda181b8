//! What there is on this machine, and in which version.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::comments::version_of;
use crate::root;

/// A program that answers, and the version that it gives.
pub struct Tool {
    /// What to start.
    pub program: PathBuf,
    /// As in `1.27.3`.
    pub version: String,
}

/// The oldest Go that does what the sentences say.
pub const GO: (u32, u32) = (1, 27);

/// Go: the one of the path, or the one that CI installs into `target/go`.
pub fn go() -> Option<Tool> {
    let installed = root().join("target/go/bin/go");
    [PathBuf::from("go"), installed].into_iter().find_map(|program| {
        let said = says(&program, ["env", "GOVERSION"])?;
        let version = said.trim().strip_prefix("go")?.to_string();
        (version_of(&version)? >= GO).then_some(Tool { program, version })
    })
}

/// The oldest Python that has all of what most of the programs use.
pub const PYTHON: (u32, u32) = (3, 11);

/// A Python of at least this version: `python3`, or the one that has its number.
pub fn python((major, minor): (u32, u32)) -> Option<Tool> {
    let names = ["python3".to_string(), format!("python{major}.{minor}")];
    names.into_iter().find_map(|name| {
        let said = says(Path::new(&name), ["--version"])?;
        let version = said.trim().strip_prefix("Python ")?.to_string();
        let enough = version_of(&version)? >= (major, minor);
        enough.then_some(Tool { program: name.into(), version })
    })
}

/// A compiler for C, without which Go's race detector cannot be linked.
pub fn has_c() -> bool {
    says(Path::new("cc"), ["--version"]).is_some()
}

/// The version of the compiler.
pub fn rust() -> String {
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".into());
    let said = says(Path::new(&rustc), ["--version"]).unwrap_or_default();
    said.split_whitespace().nth(1).unwrap_or("unknown").to_string()
}

/// The version of a crate that the workspace is built with.
pub fn of_crate(name: &str) -> Option<String> {
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).ok()?;
    let (_, after) =
        lock.split_once(&format!("\nname = \"{name}\"\nversion = \""))?;
    Some(after.split_once('"')?.0.to_string())
}

fn says<const N: usize>(program: &Path, arguments: [&str; N]) -> Option<String> {
    let output =
        Command::new(program).args(arguments.map(OsStr::new)).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    output.status.success().then_some(text)
}
