//! The programs in Rust: parts of this package's own program, and what does not compile.

use std::collections::HashMap;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::fact::Fact;
use crate::root;
use crate::run::{Verdict, outcome};
use crate::tools;

/// The first error of each file that does not compile: its number and its text.
pub(crate) struct Refused(Result<HashMap<String, (String, String)>, String>);

/// Checks what must not compile, all in one call.
pub(crate) fn refused(facts: &[&Fact]) -> Refused {
    if facts.iter().all(|fact| fact.comments.refused.is_none()) {
        return Refused(Ok(HashMap::new()));
    }
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let output = Command::new(cargo)
        .args(["check", "--package", "facts", "--bin", "refused"])
        .args(["--features", "refused", "--message-format=json"])
        .current_dir(root())
        .output();
    let Ok(output) = output else { return Refused(Err("no cargo".into())) };
    let text = String::from_utf8_lossy(&output.stdout);
    let mut first = HashMap::new();
    for line in text.lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else { continue };
        let message = &message["message"];
        if message["level"] != "error" {
            continue;
        }
        let number =
            message["code"]["code"].as_str().unwrap_or_default().to_string();
        let said = message["message"].as_str().unwrap_or_default().to_string();
        let file = message["spans"][0]["file_name"].as_str().unwrap_or_default();
        let stem = Path::new(file).file_stem().unwrap_or_default();
        let stem = stem.to_string_lossy().into_owned();
        first.entry(stem).or_insert((number, said));
    }
    if first.is_empty() {
        let why = String::from_utf8_lossy(&output.stderr).into_owned();
        return Refused(Err(why));
    }
    Refused(Ok(first))
}

pub(crate) fn verdict(fact: &Fact, refused: &Refused, binary: &Path) -> Verdict {
    let held = || {
        let crates = &fact.comments.crates;
        let versions = crates.iter().map(|name| {
            format!("{name} {}", tools::of_crate(name).unwrap_or("unknown".into()))
        });
        let mut versions: Vec<String> = versions.collect();
        if versions.is_empty() {
            versions.push(format!("Rust {}", tools::rust()));
        }
        Verdict::Held(versions.join(", "))
    };
    let result = match &fact.comments.refused {
        Some(wanted) => is_refused(refused, &fact.stem(), wanted),
        None => {
            let mut command = Command::new(binary);
            outcome(command.args(["run", &fact.stem()]), &fact.comments)
        }
    };
    result.map_or_else(Verdict::Failed, |()| held())
}

fn is_refused(refused: &Refused, stem: &str, wanted: &str) -> Result<(), String> {
    let errors = refused.0.as_ref().map_err(String::clone)?;
    match errors.get(stem) {
        None => Err("it compiles".into()),
        Some((number, said)) if number == wanted || said.contains(wanted) => Ok(()),
        Some((number, said)) => Err(format!("error[{number}]: {said}")),
    }
}
