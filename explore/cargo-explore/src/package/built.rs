//! The programs that cargo builds of a package.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use workshop::{
    Building, Fault, Models, Said, Stop, Tell, call, cleaned, is_of_a_model,
    modelled, primary, program, rendered, told,
};

use super::chosen::Chosen;
use super::executable::Executable;
use super::place::{Place, Target, fault};
use crate::binary;
use crate::options::{OfPackage, TARGETS};
use crate::outcome::Outcome;
use crate::own_main;
use crate::wrapper;

/// A program with tests, or one whose `main` is explored.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) executable: Executable,
    /// The name of its package.
    pub(super) package: String,
    /// Of what kind its target is: `lib`, `bin` or `test`.
    pub(super) kind: String,
    /// The name of its target.
    pub(super) name: String,
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
    _in: Target,
}

impl Programs {
    /// Builds the tests of the package as it is, against the models.
    ///
    /// # Errors
    ///
    /// If it does not compile so.
    pub(super) fn with_tests(
        place: &Place,
        package: &OfPackage,
        models: &Models,
        how: (&Stop, Tell<'_>),
    ) -> Result<Programs, Outcome> {
        let mut words = vec!["test".into(), "--no-run".into()];
        words.extend(package.words_but(&[]));
        if !package.has(&TARGETS) {
            words.push("--tests".into());
        }
        let is_meant = |artifact: &Value| artifact["profile"]["test"] == true;
        Programs::build((place, package), &words, models, how, &is_meant)
    }

    /// Builds a binary of the package as it is, against the models.
    ///
    /// # Errors
    ///
    /// If it does not compile so.
    pub(super) fn with_main(
        place: &Place,
        package: &OfPackage,
        chosen: &Chosen,
        models: &Models,
        how: (&Stop, Tell<'_>),
    ) -> Result<Programs, Outcome> {
        let mut words: Vec<OsString> = vec!["rustc".into()];
        words.extend(package.words_but(&["bin", "package"]));
        let named = ["--package", &chosen.id, "--bin", &chosen.name, "--"];
        words.extend(named.map(OsString::from));
        words.extend(binary::MARK.map(OsString::from));
        let is_meant = |artifact: &Value| {
            let target = &artifact["target"];
            target["kind"][0] == "bin" && target["name"] == chosen.name.as_str()
        };
        Programs::build((place, package), &words, models, how, &is_meant)
    }

    /// The files of the workspace, each with its text.
    pub(super) fn texts(&self, place: &Place) -> Vec<(String, String)> {
        let read = |file: &String| {
            Some((file.clone(), fs::read_to_string(place.root.join(file)).ok()?))
        };
        self.files.iter().filter_map(read).collect()
    }

    fn build(
        (place, package): (&Place, &OfPackage),
        words: &[OsString],
        models: &Models,
        (stop, tell): (&Stop, Tell<'_>),
        is_meant: &dyn Fn(&Value) -> bool,
    ) -> Result<Programs, Outcome> {
        let (command, words) = words.split_first().expect("a command of cargo");
        let (mut cargo, target) = cargo((place, package), command, models)?;
        cargo.arg("--message-format=json").args(words);
        let _turn = target.turn(place, tell)?;
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
            true => Programs::of(place, &said.messages, is_meant, target),
            false => Err(refusal(&said, &place.root)),
        }
    }

    fn of(
        place: &Place,
        messages: &[Value],
        is_meant: &dyn Fn(&Value) -> bool,
        target: Target,
    ) -> Result<Programs, Outcome> {
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
                files.extend(sources(Path::new(file), &place.root));
            }
            if is_meant(artifact)
                && let Some(executable) = executable
            {
                let own = Executable::of(Path::new(executable));
                let own =
                    own.map_err(|error| fault(Path::new(executable), &error))?;
                all.extend(Program::of(place, artifact, own));
            }
        }
        let order = |one: &Program| {
            let place =
                ["lib", "bin", "test"].iter().position(|kind| *kind == one.kind);
            (one.folder.clone(), place.unwrap_or(0), one.file.clone())
        };
        all.sort_by_key(order);
        Ok(Programs { all, files: files.into_iter().collect(), _in: target })
    }
}

/// This command of cargo, which builds against the models, and where.
///
/// # Errors
///
/// If the folder for it cannot be made, or there is no compiler.
pub(super) fn cargo(
    (place, package): (&Place, &OfPackage),
    command: &OsStr,
    models: &Models,
) -> Result<(Command, Target), Outcome> {
    let target = place.target(models, package)?;
    let mut cargo = Command::new(program());
    cargo
        .arg(command)
        .args(["--quiet", "--target", &host()?])
        .arg("--target-dir")
        .arg(&target.folder)
        // A task that panics is no reason to end the process that explores. Of tests cargo
        // knows that.
        .env("CARGO_PROFILE_DEV_PANIC", "unwind");
    wrapper::wraps(&mut cargo, models, &package.skip, &package.only)
        .map_err(|error| fault(Path::new("cargo-explore"), &error))?;
    Ok((cargo, target))
}

impl Program {
    fn of(
        place: &Place,
        artifact: &Value,
        executable: Executable,
    ) -> Option<Program> {
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
            executable,
            package,
            kind: artifact["target"]["kind"][0].as_str()?.to_string(),
            name: artifact["target"]["name"].as_str()?.to_string(),
            file: file.to_string_lossy().replace('\\', "/"),
            folder,
        })
    }
}

/// The files, as the compiler calls them, of what was built as this. What lies elsewhere
/// than in the workspace with this root is not among them.
fn sources(built: &Path, root: &Path) -> Vec<String> {
    let name = built.file_stem().unwrap_or_default().to_string_lossy();
    let name = match built.extension() {
        Some(_) => name.strip_prefix("lib").unwrap_or(&name),
        None => &name,
    };
    let list = built.with_file_name(format!("{name}.d"));
    let text = fs::read_to_string(list).unwrap_or_default();
    // The first rule names all files. Those of the workspace have a path from its root in a
    // list of rustc, and one from that of the system in a list of cargo.
    let files = text.lines().find_map(|line| Some(line.split_once(": ")?.1));
    let files = files.unwrap_or_default().replace("\\ ", "\0");
    let files = files.split_whitespace().map(|file| file.replace('\0', " "));
    let own = files.filter_map(|file| {
        let file = Path::new(&file);
        let file = file.strip_prefix(root).unwrap_or(file);
        file.is_relative().then(|| file.to_string_lossy().into_owned())
    });
    own.collect()
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

/// The file of the workspace that an error is in: it has a path from its root.
fn own(error: &Value) -> Option<&str> {
    let file = primary(error)?["file_name"].as_str()?;
    Path::new(file).is_relative().then_some(file)
}

/// The file of the workspace at whose end more stands for the compiler than there is, if an
/// error is there: that calls its `main`.
fn added_to<'a>(error: &'a Value, root: &Path) -> Option<&'a str> {
    let file = own(error)?;
    let text = fs::read_to_string(root.join(file)).ok()?;
    (own_main::line(error)? > text.lines().count()).then_some(file)
}

/// Why it does not compile.
fn refusal(said: &Said, root: &Path) -> Outcome {
    let errors: Vec<&Value> = said
        .messages
        .iter()
        .filter(|message| message["message"]["level"] == "error")
        .filter(|message| rendered(message).is_some())
        .collect();
    if errors.is_empty() {
        let fault = Fault::of_build(&said.text);
        // What is no fault of the machine is the package's own, and cargo tells it best.
        let is_own = !fault.is_known() || fault.is_missing_crate();
        return match is_own && !fault.said.is_empty() {
            true => Outcome::NotCompiled(fault.said + "\n"),
            false => Outcome::Fault(fault),
        };
    }
    let (added, others): (Vec<&Value>, Vec<&Value>) =
        errors.iter().partition(|error| added_to(error, root).is_some());
    let mut text = String::new();
    for error in &others {
        // Of a dependency all is elsewhere.
        text += &match own(error) {
            Some(_) => cleaned(error),
            None => rendered(error).unwrap_or_default().to_string(),
        };
        text.push('\n');
    }
    // Of a program with other errors this may be their consequence.
    if others.is_empty()
        && let Some(error) = added.first()
        && let Some(file) = added_to(error, root)
    {
        text += &told(&own_main::wrong(error, file));
    }
    if errors.iter().any(|error| is_of_a_model(error)) {
        text += &format!("\n{}", told(&modelled(false)));
    }
    Outcome::NotCompiled(text)
}
