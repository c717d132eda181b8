//! The package that is made for an answer, or for all that an exercise brings. What lies
//! beside the answer, a manifest of the learner's for instance, is never read.

use std::fs;
use std::io;
use std::path::Path;

use workshop::package::{BUILT_ONCE, Manifest, OPTIMIZED, Part, main, texts};
use workshop::{lock, save};

use crate::Exercise;

#[cfg(test)]
mod tests;

/// Whether the answer is explored or runs as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Explored, and built for a learner, who changes a few lines and builds again.
    Explored,
    /// Explored with few schedules and never built again: what counts is the first build.
    Once,
    Native,
}

/// Writes the package of an answer into a folder of its name.
pub(crate) fn write(
    folder: &Path,
    exercise: &Exercise,
    answer: &str,
    kind: Kind,
) -> io::Result<()> {
    let name = exercise.name;
    match kind {
        Kind::Native => {
            fs::create_dir_all(folder.join("answers"))?;
            save(&folder.join(format!("answers/{name}.rs")), answer)?;
        }
        Kind::Explored | Kind::Once => {
            texts(folder, name, answer, exercise.checks)?;
        }
    }
    let main = main(exercise.name, &[Part::alone(exercise.name)], folder);
    frame(folder, exercise, kind, &main)
}

/// Writes one package of many answers, each in a folder and a module of its name: what
/// they have in common is compiled once.
pub(crate) fn write_all(
    folder: &Path,
    exercise: &Exercise,
    answers: &[(&str, &str)],
    kind: Kind,
) -> io::Result<()> {
    for (name, answer) in answers {
        texts(&folder.join(name), exercise.name, answer, exercise.checks)?;
    }
    let parts: Vec<Part<'_>> =
        answers.iter().map(|(name, _)| Part::named(name)).collect();
    frame(folder, exercise, kind, &main(exercise.name, &parts, folder))
}

/// What makes it a package.
fn frame(
    folder: &Path,
    exercise: &Exercise,
    kind: Kind,
    main: &str,
) -> io::Result<()> {
    let label = &*folder.file_name().unwrap_or_default().to_string_lossy();
    let manifest = match kind {
        Kind::Explored => explored_manifest(folder, exercise, OPTIMIZED),
        Kind::Once => explored_manifest(folder, exercise, BUILT_ONCE),
        Kind::Native => native_manifest(exercise, label),
    };
    save(&folder.join("main.rs"), main)?;
    save(&folder.join("Cargo.toml"), &manifest)?;
    lock(folder)
}

/// What an answer may use besides std, as a manifest names it.
pub(crate) fn crates(is_async: bool) -> &'static str {
    match is_async {
        false => "crossbeam = \"0.8.5\"\n",
        true => {
            r#"crossbeam = "0.8.5"
tokio = { version = "1.54", features = ["macros", "rt-multi-thread", "sync", "time"] }
tokio-util = { version = "0.7.20", features = ["rt"] }
"#
        }
    }
}

/// Of an answer nothing calls `main`.
const LINTS: &str = "dead_code = \"allow\"\nunsafe_code = \"forbid\"";

/// What it may use besides std when it is explored: the same crates, modelled.
fn explored_manifest(folder: &Path, exercise: &Exercise, profile: &str) -> String {
    let crates: &[&str] = match exercise.is_async {
        false => &["crossbeam"],
        true => &["crossbeam", "tokio", "tokio_util"],
    };
    Manifest {
        file: exercise.name,
        crates,
        twins: &[],
        edition: "2024",
        outside: false,
        profile,
        lints: LINTS,
    }
    .text(folder)
}

fn native_manifest(exercise: &Exercise, label: &str) -> String {
    let name = exercise.name;
    let crates = crates(exercise.is_async);
    format!(
        r#"[package]
name = "{label}"
version = "0.0.0"
edition = "2024"

[[bin]]
name = "{label}"
path = "answers/{name}.rs"

[dependencies]
{crates}
[lints.rust]
dead_code = "allow"
unsafe_code = "forbid"
# Rustc knows the guards of std and not their models: it would refuse here what it lets
# pass when the answer is explored.
let_underscore_lock = "allow"

[workspace]
"#
    )
}
