//! The programs that cargo builds for the tests of a package.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use workshop::{
    Building, Fault, Models, Said, Stop, Tell, call, cleaned, is_of_a_model,
    modelled, program, rendered, told,
};

use super::place::{Place, fault};
use crate::call::Test;
use crate::outcome::Outcome;
use crate::wrapper;

/// A program with tests.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) executable: PathBuf,
    /// The name of its package.
    pub(super) package: String,
    /// Of what kind its target is: `lib`, `bin` or `test`.
    pub(super) kind: String,
    /// The file in which it begins, as the reader knows it.
    pub(super) file: String,
    /// The folder of its package.
    pub(super) folder: PathBuf,
}

/// What was built.
#[derive(Debug)]
pub(super) struct Programs {
    /// In an order that does not change.
    pub(super) all: Vec<Program>,
    /// The files of the workspace that are part of them, from its root.
    pub(super) files: Vec<String>,
    /// Keeps others from removing them.
    _used: File,
}

impl Programs {
    /// Builds the package as it is, against the models.
    ///
    /// # Errors
    ///
    /// If it does not compile so.
    pub(super) fn build(
        place: &Place,
        test: &Test,
        models: &Models,
        (stop, tell): (&Stop, Tell<'_>),
    ) -> Result<Programs, Outcome> {
        let (target, used) = place.target(models, test)?;
        let mut cargo = Command::new(program());
        cargo
            .args(["test", "--no-run", "--quiet", "--message-format=json"])
            .args(["--target", &host()?])
            .arg("--target-dir")
            .arg(&target)
            .args(&test.package.cargo);
        if !test.package.has_targets {
            cargo.arg("--tests");
        }
        wrapper::wraps(&mut cargo, models, &test.package.skip, &test.package.only)
            .map_err(|error| fault(Path::new("cargo-explore"), &error))?;
        let mut built = 0;
        let mut see = |message: &Value| {
            if message["reason"] == "compiler-artifact" && message["fresh"] != true
            {
                built += 1;
                let last = message["target"]["name"].as_str().unwrap_or_default();
                tell(&Building::Package { built, last: last.to_string() });
            }
        };
        let said = call(&mut cargo, stop, &mut see).map_err(Outcome::Fault)?;
        match said.succeeded {
            true => Ok(Programs::of(place, &said.messages, used)),
            false => Err(refusal(&said)),
        }
    }

    fn of(place: &Place, messages: &[Value], used: File) -> Programs {
        let artifacts = messages.iter().filter(|message| {
            message["reason"] == "compiler-artifact"
                && message["manifest_path"]
                    .as_str()
                    .is_some_and(|path| Path::new(path).starts_with(&place.root))
        });
        let mut all = Vec::new();
        let mut files = BTreeSet::new();
        for artifact in artifacts {
            let built = artifact["filenames"].as_array().into_iter().flatten();
            let executable = artifact["executable"].as_str();
            for file in built.filter_map(Value::as_str).chain(executable) {
                files.extend(sources(Path::new(file)));
            }
            if artifact["profile"]["test"] == true
                && let Some(executable) = executable
            {
                all.extend(Program::of(place, artifact, executable));
            }
        }
        let order = |one: &Program| {
            let place =
                ["lib", "bin", "test"].iter().position(|kind| *kind == one.kind);
            (one.folder.clone(), place.unwrap_or(0), one.file.clone())
        };
        all.sort_by_key(order);
        Programs { all, files: files.into_iter().collect(), _used: used }
    }
}

impl Program {
    fn of(place: &Place, artifact: &Value, executable: &str) -> Option<Program> {
        let manifest = Path::new(artifact["manifest_path"].as_str()?);
        let file = Path::new(artifact["target"]["src_path"].as_str()?);
        let file = file.strip_prefix(&place.root).unwrap_or(file);
        // path+file:///home/me/bank#0.1.0, or #name@0.1.0 where the folder is another one.
        let folder = manifest.parent()?.to_path_buf();
        let id = artifact["package_id"].as_str()?.rsplit('#').next()?;
        let package = match id.split_once('@') {
            Some((name, _)) => name.to_string(),
            None => folder.file_name()?.to_string_lossy().into_owned(),
        };
        Some(Program {
            executable: executable.into(),
            package,
            kind: artifact["target"]["kind"][0].as_str()?.to_string(),
            file: file.to_string_lossy().replace('\\', "/"),
            folder,
        })
    }
}

/// The files, as the compiler calls them, of what was built as this. What lies elsewhere
/// than in the workspace has a path from the root of the system, and is not among them.
fn sources(built: &Path) -> Vec<String> {
    let name = built.file_stem().unwrap_or_default().to_string_lossy();
    let name = match built.extension() {
        Some(_) => name.strip_prefix("lib").unwrap_or(&name),
        None => &name,
    };
    let list = built.with_file_name(format!("{name}.d"));
    let text = fs::read_to_string(list).unwrap_or_default();
    // Each file is a rule of its own, without a condition.
    let files = text.lines().filter_map(|line| line.strip_suffix(':'));
    let files = files.map(|file| file.replace("\\ ", " "));
    files.filter(|file| Path::new(file).is_relative()).collect()
}

/// What this compiler builds for if nobody says it.
fn host() -> Result<String, Outcome> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let said = Command::new(&rustc).arg("-vV").stdin(Stdio::null()).output();
    let said = said.map_err(|error| fault(Path::new(&rustc), &error))?;
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_string).ok_or_else(|| {
        Outcome::Fault(Fault::of_build("rustc does not name its host"))
    })
}

/// Whether an error is in a file of the workspace: that has a path from its root.
fn is_own(error: &Value) -> bool {
    let spans = error["message"]["spans"].as_array();
    spans.into_iter().flatten().any(|span| {
        span["is_primary"] == true
            && span["file_name"]
                .as_str()
                .is_some_and(|file| Path::new(file).is_relative())
    })
}

/// Why it does not compile.
fn refusal(said: &Said) -> Outcome {
    let errors: Vec<&Value> = said
        .messages
        .iter()
        .filter(|message| message["message"]["level"] == "error")
        .filter(|message| rendered(message).is_some())
        .collect();
    if errors.is_empty() {
        return Outcome::Fault(Fault::of_build(&said.text));
    }
    let mut text = String::new();
    for error in &errors {
        // Of a dependency all is elsewhere.
        text += &match is_own(error) {
            true => cleaned(error),
            false => rendered(error).unwrap_or_default().to_string(),
        };
        text.push('\n');
    }
    if errors.iter().any(|error| is_of_a_model(error)) {
        text += &format!("\n{}", told(&modelled(false)));
    }
    Outcome::NotCompiled(text)
}
