//! What `cargo explore test` says of a package, read from its lines of JSON.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use verdict::NO_END;
use workshop::{program, root};

/// What came of a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Clean,
    /// No schedule fails, and some or all were cut off.
    CutOff,
    /// The cause, in a few words.
    Fails(String),
    /// Why, in a sentence.
    Refused(String),
    /// Why, in a few words.
    LeftOut(String),
}

/// A test of a package, and what came of it.
#[derive(Debug)]
pub(crate) struct Test {
    pub(crate) name: String,
    pub(crate) outcome: Outcome,
}

/// Explores the tests of the package in this folder, compiled with these flags. It may take
/// any time, and the same schedules on each machine.
///
/// # Errors
///
/// What the tool says if it cannot: of a package that does not compile, what rustc says.
pub(crate) fn explored(
    folder: &Path,
    schedules: usize,
    options: &[&str],
    flags: &str,
) -> Result<Vec<Test>, String> {
    let mut tool = Command::new(tool()?);
    tool.args(["explore", "test", "--json", "--locked", "--time", "100000"])
        .args(["--schedules", &schedules.to_string()])
        .args(options)
        .current_dir(folder)
        // Where the models are built already.
        .env("CARGO_TARGET_DIR", root().join("target"))
        .env("RUSTFLAGS", flags)
        .stdin(Stdio::null());
    let output = tool.output().map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&output.stdout);
    let tests: Result<Vec<Test>, String> = said.lines().map(read).collect();
    match tests {
        Ok(tests) if tests.is_empty() => {
            Err(String::from_utf8_lossy(&output.stderr).into_owned())
        }
        tests => tests,
    }
}

/// Where the tool is, once it is built: the flags of a package are not for the tool.
fn tool() -> Result<PathBuf, String> {
    let mut cargo = Command::new(program());
    cargo
        .args(["build", "--quiet", "--package", "cargo-explore"])
        .arg("--message-format=json-render-diagnostics")
        .current_dir(root())
        .stdin(Stdio::null())
        .stderr(Stdio::inherit());
    let output = cargo.output().map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&output.stdout);
    let built = said.lines().find_map(|line| {
        let message: Value = serde_json::from_str(line).ok()?;
        message["executable"].as_str().map(PathBuf::from)
    });
    built.ok_or_else(|| "cargo-explore could not be built".to_string())
}

/// Reads a line. One that is of no test says why there is none.
fn read(line: &str) -> Result<Test, String> {
    let line: Value =
        serde_json::from_str(line).map_err(|error| error.to_string())?;
    let text = |name: &str| line[name].as_str().unwrap_or_default().to_string();
    if line["file"].is_null() {
        return Err(format!("{}: {}", text("verdict"), text("why")));
    }
    // A target that has a harness of its own is left out with all its tests.
    let name = line["test"].as_str().map_or_else(|| text("file"), str::to_string);
    let cut = |one: &Value| one["cut"].as_u64() != Some(0);
    let outcome = match &*text("status") {
        "passed"
            if line["explored"]
                .as_array()
                .is_some_and(|all| all.iter().any(cut)) =>
        {
            Outcome::CutOff
        }
        "passed" => Outcome::Clean,
        "wrong" => Outcome::Fails(text("verdict")),
        "left_out" => Outcome::LeftOut(text("why")),
        "refused" if text("why").starts_with(NO_END) => Outcome::CutOff,
        "refused" => Outcome::Refused(text("why")),
        other => return Err(format!("{name}: {other}: {}", text("why"))),
    };
    Ok(Test { name, outcome })
}

#[cfg(test)]
mod tests {
    use super::{Outcome, read};

    #[test]
    fn each_line_is_read_for_what_it_says() {
        let line = |status: &str, why: &str, cut: usize| {
            let text = format!(
                r#"{{"file":"src/lib.rs","test":"one","status":"{status}",
                "why":"{why}","verdict":"a deadlock","explored":[{{"cut":{cut}}}]}}"#
            );
            read(&text.replace('\n', "")).expect("a test").outcome
        };
        assert_eq!(line("passed", "", 0), Outcome::Clean);
        assert_eq!(line("passed", "", 3), Outcome::CutOff);
        assert_eq!(line("wrong", "", 0), Outcome::Fails("a deadlock".into()));
        let why = "No schedule came to its end, and what is cut off is no failure.";
        assert_eq!(line("refused", why, 0), Outcome::CutOff);
        assert_eq!(
            line("refused", "It reads.", 0),
            Outcome::Refused("It reads.".into())
        );
        assert_eq!(line("left_out", "why", 0), Outcome::LeftOut("why".into()));
        assert!(read(r#"{"status":"not_compiled","why":"E0282"}"#).is_err());
    }
}
