//! What makes the folder of answers a workspace of its own, in which an editor gives types
//! and errors. Nothing that judges reads it.
//!
//! In that folder cargo takes this workspace for the course's. So that the course's
//! commands go on there, it has packages with the names that the commands run, and these
//! run the course's.

use std::fs;
use std::io;
use std::path::Path;

use workshop::{lock, root};

use crate::package::crates;
use crate::{Exercise, Set};

/// The packages that are run by what the course tells to type.
const COMMANDS: [&str; 3] = ["goroutine_practice", "channel_practice", "doctor"];

/// The members that run the course's commands.
const MEMBERS: &str = "members = [\".course/*\"]\n";

/// Makes what is not there. A manifest that was changed stays as it is.
pub(crate) fn write(set: &Set, folder: &Path) -> io::Result<()> {
    let manifest = folder.join("Cargo.toml");
    // Elsewhere the commands of the course are not known.
    let is_in_course = folder.starts_with(root());
    let members = if is_in_course { MEMBERS } else { "" };
    let old = fs::read_to_string(&manifest).ok();
    // One that was written before there were such members.
    let is_older = old.is_some_and(|old| old == manifest_text(set, ""));
    if is_older || !manifest.exists() {
        fs::write(manifest, manifest_text(set, members))?;
    }
    if is_in_course {
        for command in COMMANDS {
            run_by(&folder.join(".course").join(command), command)?;
        }
    }
    // With it neither the editor nor the commands need the network.
    if !folder.join("Cargo.lock").exists() {
        lock(folder)?;
    }
    Ok(())
}

/// The package of that name.
fn run_by(folder: &Path, command: &str) -> io::Result<()> {
    if folder.join("main.rs").exists() {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    fs::write(
        folder.join("Cargo.toml"),
        format!(
            "[package]\nname = \"{command}\"\nversion = \"0.0.0\"\n\
             edition = \"2024\"\n\n\
             # Not the name of the program that it runs: both may be built in one place.\n\
             [[bin]]\nname = \"run_{command}\"\npath = \"main.rs\"\n"
        ),
    )?;
    fs::write(folder.join("main.rs"), RUNS)
}

/// Runs the package of the same name in the course.
const RUNS: &str = r#"//! Runs the course's command of this name.

use std::env;
use std::path::Path;
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let is_course = |folder: &&Path| folder.join("practice/Cargo.toml").exists();
    let Some(course) = here.ancestors().find(is_course) else {
        eprintln!("{} is in no course", here.display());
        return ExitCode::from(2);
    };
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()));
    cargo.args(["run", "--quiet", "--manifest-path"]);
    cargo.arg(course.join("Cargo.toml"));
    cargo.args(["--package", env!("CARGO_PKG_NAME"), "--"]);
    cargo.args(env::args_os().skip(1));
    run(cargo)
}

/// In place of this process: keys and signals reach it as if it had been called.
#[cfg(unix)]
fn run(mut cargo: Command) -> ExitCode {
    eprintln!("{}", std::os::unix::process::CommandExt::exec(&mut cargo));
    ExitCode::from(2)
}

#[cfg(not(unix))]
fn run(mut cargo: Command) -> ExitCode {
    let code = cargo.status().ok().and_then(|status| status.code());
    ExitCode::from(code.and_then(|code| u8::try_from(code).ok()).unwrap_or(2))
}
"#;

fn manifest_text(set: &Set, members: &str) -> String {
    let bin = |exercise: &Exercise| {
        let name = exercise.name;
        format!("\n[[bin]]\nname = \"{name}\"\npath = \"{name}.rs\"\n")
    };
    let bins: String = set.exercises.iter().map(bin).collect();
    let is_async = set.exercises.iter().any(|exercise| exercise.is_async);
    let crates = crates(is_async);
    format!(
        "# For your editor. `check` makes a manifest of its own and never reads this.\n\
         [package]\nname = \"answers\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [workspace]\n{members}\n[dependencies]\n{crates}{bins}"
    )
}
