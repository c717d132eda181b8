//! Builds a package with cargo, tells how far that is, and sorts what is said of it.

use std::collections::BTreeSet;
use std::env;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use verdict::{Progress, number};

use crate::cargo::{Said, call, program};
use crate::fault::Fault;
use crate::places::{forgets, keeps, target};
use crate::stop::Stop;

/// What goes on while there is nothing to see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Building {
    /// The answer is compiled, and then explored.
    Answer,
    /// The answer is explored, and that takes long.
    Explores(Progress),
    /// Another call that builds the same has to end first.
    Waits,
    /// Crates are fetched from the network.
    Fetches,
    /// Crates are built, which is done once.
    Crates {
        /// So many are.
        built: usize,
        /// Of how many; 0 if that is not known.
        of: usize,
        /// The last one.
        last: String,
    },
    /// The crates of a package are built against the models.
    Package {
        /// So many are.
        built: usize,
        /// The last one.
        last: String,
    },
    /// One of its tests is explored.
    Test {
        /// Its name.
        name: String,
        /// Which one it is, from 1.
        number: usize,
        /// Of how many.
        of: usize,
        /// How far it is, if that takes long.
        progress: Option<Progress>,
    },
}

impl fmt::Display for Building {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Building::Answer => f.write_str("compiling and exploring"),
            Building::Explores(progress) => {
                write!(f, "explores{}", so_far(*progress))
            }
            Building::Waits => {
                f.write_str("waits for another call that builds the same")
            }
            Building::Fetches => f.write_str("fetches crates from the network"),
            Building::Crates { built, of: 0, last } => {
                write!(f, "builds the judge, once: {built} crates, {last}")
            }
            Building::Crates { built, of, last } => {
                write!(f, "builds the judge, once: {built} of {of} crates, {last}")
            }
            Building::Package { built, last } => {
                write!(f, "builds the package: {built} crates, {last}")
            }
            Building::Test { name, number, of, progress } => {
                let so_far = progress.map(so_far).unwrap_or_default();
                write!(f, "explores {number} of {of}: {name}{so_far}")
            }
        }
    }
}

/// How many schedules there were, and about how many are left.
fn so_far(Progress { schedules, left }: Progress) -> String {
    let left = left.and_then(|left| usize::try_from(left).ok());
    let left = left.map_or(String::new(), |left| {
        format!(", about {} left in this search", number(left))
    });
    format!(": {} schedules{left}", number(schedules))
}

/// Who is told of it.
pub type Tell<'a> = &'a dyn Fn(&Building);

/// For whom nobody waits.
pub const SILENT: Tell<'_> = &|_| {};

/// What was built.
#[derive(Debug)]
pub struct Built {
    /// The program.
    pub executable: PathBuf,
    /// What rustc says of it, as cargo passes it on.
    pub messages: Vec<Value>,
}

/// Why nothing was.
#[derive(Debug)]
pub enum Broken {
    /// There are errors in lines of the package.
    Lines(Vec<Value>),
    /// No line of it is to blame.
    Fault(Fault),
}

/// Builds the package and returns the program.
///
/// If a crate is missing, it is tried again with the network. If it fails, no line is to
/// blame and nobody knows why, it is tried again without what rustc kept of earlier
/// builds: when it is ended in the middle of one, files that it shares with the one before
/// can be left empty, and from then on it fails (seen with 1.95).
///
/// # Errors
///
/// If it cannot be built, or was stopped.
pub fn build(folder: &Path, stop: &Stop, tell: Tell<'_>) -> Result<Built, Broken> {
    build_with(Flags::Heard, folder, stop, tell)
}

/// As [`build`], with these flags.
pub(crate) fn build_with(
    flags: Flags,
    folder: &Path,
    stop: &Stop,
    tell: Tell<'_>,
) -> Result<Built, Broken> {
    let cargo = |how: &[&str]| cargo(folder, flags, how, stop, tell);
    // Without asking the network, which takes time.
    let mut built = cargo(&["--offline"]);
    if matches!(&built, Err(Broken::Fault(fault)) if fault.is_missing_crate()) {
        tell(&Building::Fetches);
        built = cargo(&[]);
    }
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let name = name.replace('-', "_");
    // Its own, and then those of the crates that it is built with.
    let own = [format!("{name}-"), format!("{name}_answer-")];
    for kept in [&own[..], &[String::new()]] {
        let is_unknown = |fault: &Fault| !fault.is_known();
        if !matches!(&built, Err(Broken::Fault(fault)) if is_unknown(fault))
            || stop.is_stopped()
        {
            break;
        }
        forget(kept).map_err(Broken::Fault)?;
        built = cargo(&[]);
    }
    built
}

/// Removes what rustc keeps from build to build of the crates whose names begin so, when
/// nobody builds.
fn forget(begins: &[String]) -> Result<(), Fault> {
    let _alone = forgets()?;
    let kept = target().join("build/debug/incremental");
    for crates in fs::read_dir(kept).into_iter().flatten().flatten() {
        let name = crates.file_name();
        let name = name.to_string_lossy();
        if begins.iter().any(|begins| name.starts_with(begins)) {
            // What cannot be removed is told by the next build.
            let _ = fs::remove_dir_all(crates.path());
        }
    }
    Ok(())
}

/// Which flags the compiler gets.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flags {
    /// Those that are set for everybody's programs.
    Heard,
    /// Its own. What the models are made of is nobody's program, and with a flag as
    /// `--cfg miri` some of it needs what is not there.
    Own,
}

/// By these the compiler is given flags for all that it builds.
const VARIABLES: [&str; 3] =
    ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_RUSTFLAGS"];

fn cargo(
    folder: &Path,
    flags: Flags,
    how: &[&str],
    stop: &Stop,
    tell: Tell<'_>,
) -> Result<Built, Broken> {
    let mut command = Command::new(program());
    command
        .args(["build", "--quiet", "--message-format=json"])
        .args(how)
        .arg("--target-dir")
        .arg(target().join("build"))
        .current_dir(folder);
    // What is set for everybody's programs would change this one: it has to unwind.
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        if name.starts_with("CARGO_PROFILE_") {
            command.env_remove(name);
        }
    }
    if flags == Flags::Own {
        VARIABLES.iter().for_each(|name| {
            command.env_remove(name);
        });
    }
    let mut crates = Crates::default();
    let mut see = |message: &Value| {
        if let Some(building) = crates.see(folder, message) {
            tell(&building);
        }
    };
    let kept = keeps().map_err(Broken::Fault)?;
    let said = call(&mut command, stop, &mut see).map_err(Broken::Fault)?;
    drop(kept);
    let Said { succeeded, messages, text } = said;
    if succeeded {
        let mut programs = messages.iter().filter_map(|m| m["executable"].as_str());
        let program = programs.next_back().map(PathBuf::from);
        return match program {
            Some(executable) => Ok(Built { executable, messages }),
            None => {
                Err(Broken::Fault(Fault::of_build("cargo has built no program")))
            }
        };
    }
    let is_error = |message: &Value| {
        message["message"]["level"] == "error" && place(message).is_some()
    };
    let (errors, others): (Vec<Value>, Vec<Value>) =
        messages.into_iter().partition(is_error);
    if !errors.is_empty() {
        return Err(Broken::Lines(errors));
    }
    // What is no line's fault, as when the linker fails, is said in a message too.
    let messages: String = others.iter().filter_map(rendered).collect();
    Err(Broken::Fault(Fault::of_build(&(messages + &text))))
}

/// What a message of cargo says, as it is shown.
pub fn rendered(message: &Value) -> Option<&str> {
    message["message"]["rendered"].as_str()
}

/// The place in a text that a message is about, as rustc describes it.
pub fn primary(message: &Value) -> Option<&Value> {
    let spans = message["message"]["spans"].as_array()?;
    spans.iter().find(|span| span["is_primary"] == true)
}

/// The file of the package that a message is about: its answer or its checks. What is
/// wrong with what a macro has made is wrong where the macro is called.
pub fn place(message: &Value) -> Option<&str> {
    let mut span = primary(message);
    while let Some(here) = span.filter(|span| span.is_object()) {
        let file = here["file_name"].as_str()?;
        if is_ours(file) {
            return Some(file);
        }
        span = here.pointer("/expansion/span");
    }
    None
}

fn is_ours(file: &str) -> bool {
    let parts: Vec<&str> = file.split(['/', '\\']).collect();
    let folder = parts.len().checked_sub(2).map(|at| parts[at]);
    !Path::new(file).is_absolute() && matches!(folder, Some("answers" | "checks"))
}

/// Counts crates while they are built.
#[derive(Default)]
struct Crates {
    done: BTreeSet<String>,
    /// How many there will be, if that was asked.
    of: Option<usize>,
}

impl Crates {
    /// What is to be told of a message; nothing if all is as it was, or was built already.
    fn see(&mut self, folder: &Path, message: &Value) -> Option<Building> {
        if message["reason"] != "compiler-artifact" {
            return None;
        }
        let is_new = self.done.insert(message["package_id"].as_str()?.to_string());
        let manifest = message["manifest_path"].as_str()?;
        let is_own = Path::new(manifest).starts_with(folder);
        if !is_new || is_own || message["fresh"] == true {
            return None;
        }
        let of = *self.of.get_or_insert_with(|| count(folder));
        let last = message["target"]["name"].as_str()?.to_string();
        Some(Building::Crates { built: self.done.len(), of, last })
    }
}

/// How many crates a package is built of; 0 if cargo does not say.
fn count(folder: &Path) -> usize {
    let mut tree = Command::new(program());
    tree.args(["tree", "--quiet", "--offline", "--edges", "normal,build"])
        .args(["--prefix", "none", "--format", "{p}"])
        .current_dir(folder)
        .stdin(Stdio::null())
        .stderr(Stdio::null());
    let Ok(output) = tree.output() else { return 0 };
    let text = String::from_utf8_lossy(&output.stdout);
    let crates: BTreeSet<&str> =
        text.lines().map(|line| line.trim_end_matches(" (*)")).collect();
    crates.len()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_mistake_in_a_macro_is_where_it_is_called() {
        let called = json!({ "file_name": "answers/downloads.rs" });
        let made = json!({
            "file_name": "/course/explore/facades/conc_tokio/src/select.rs",
            "is_primary": true,
            "expansion": { "span": called },
        });
        let message = |span| json!({ "message": { "spans": [span] } });
        let place_of = |span| place(&message(span)).map(str::to_string);
        assert_eq!(place_of(made), Some("answers/downloads.rs".to_string()));
        let elsewhere = json!({
            "file_name": "/course/explore/src/lib.rs",
            "is_primary": true,
            "expansion": null,
        });
        assert_eq!(place_of(elsewhere), None);
    }
}
