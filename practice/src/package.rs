//! The package that is made for an answer, or for all that an exercise brings. What lies
//! beside the answer, a manifest of the learner's for instance, is never read.

use std::env;
use std::fs;
use std::io;
use std::path::{self, Path, PathBuf};
use std::sync::LazyLock;

use crate::Exercise;

#[cfg(test)]
mod tests;

/// The root of the course.
pub(crate) fn root() -> &'static Path {
    let practice = Path::new(env!("CARGO_MANIFEST_DIR"));
    practice.parent().expect("practice/ stands in the course")
}

/// Where packages are made and built: a path that means the same from every folder.
pub(crate) fn workshop() -> &'static Path {
    static WORKSHOP: LazyLock<PathBuf> = LazyLock::new(|| {
        let target =
            env::var_os("CARGO_TARGET_DIR").filter(|name| !name.is_empty());
        // As cargo takes it, from the folder in which it was called.
        let target = target
            .map(PathBuf::from)
            .map(|folder| path::absolute(&folder).unwrap_or(folder));
        target.unwrap_or_else(|| root().join("target")).join("practice")
    });
    &WORKSHOP
}

/// Where the package of this name is made.
pub(crate) fn folder(label: &str) -> PathBuf {
    workshop().join("packages").join(label)
}

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
    texts(folder, exercise, answer)?;
    let main = explored_main(exercise.name, &[Part::alone(exercise)], folder);
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
        texts(&folder.join(name), exercise, answer)?;
    }
    let parts: Vec<Part<'_>> =
        answers.iter().map(|(name, _)| Part::named(name)).collect();
    frame(folder, exercise, kind, &explored_main(exercise.name, &parts, folder))
}

/// An answer and its checks.
fn texts(folder: &Path, exercise: &Exercise, answer: &str) -> io::Result<()> {
    let name = exercise.name;
    for (part, text) in [("answers", answer), ("checks", exercise.checks)] {
        fs::create_dir_all(folder.join(part))?;
        save(&folder.join(format!("{part}/{name}.rs")), text)?;
    }
    Ok(())
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

/// Gives a package the versions that the course is tested with: they are downloaded with
/// it. Cargo takes out of the lock file what the package does not need, so a copy cannot
/// be told from a stale one by its text; it is stale if the course's file is younger.
pub(crate) fn lock(folder: &Path) -> io::Result<()> {
    let (course, copy) = (root().join("Cargo.lock"), folder.join("Cargo.lock"));
    let changed = |file: &Path| fs::metadata(file).and_then(|file| file.modified());
    match (changed(&course), changed(&copy)) {
        (Ok(course), Ok(copy)) if course <= copy => {}
        _ => {
            // Not copied as a file: a copy of a read-only one cannot be changed by cargo.
            fs::write(copy, fs::read(course)?)?;
        }
    }
    Ok(())
}

/// Leaves a file alone that has this text, so that cargo sees no change.
fn save(file: &Path, text: &str) -> io::Result<()> {
    match fs::read_to_string(file) {
        Ok(old) if old == text => Ok(()),
        _ => fs::write(file, text),
    }
}

/// The crates that stand under the names of what they model: of std, and of the others.
pub(crate) const MODELS: [&str; 6] =
    ["std", "core", "alloc", "crossbeam", "tokio", "tokio_util"];

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

/// The generic parts of the models are compiled with the answer: exploring is three times
/// as fast, and a change is built 0.2 s slower.
const OPTIMIZED: &str = "opt-level = 1";

/// From nothing it is built in a third of the time.
const BUILT_ONCE: &str = "incremental = false\ncodegen-units = 1";

/// The answer is a crate of its own, as it is when it runs: the same lines compile. Where
/// it says `std`, `core` and `alloc` it means the models.
fn explored_manifest(folder: &Path, exercise: &Exercise, profile: &str) -> String {
    let label = folder.file_name().unwrap_or_default().to_string_lossy();
    let answer = format!("answers/{}.rs", exercise.name);
    // Many answers are modules of the program.
    let library = match folder.join(&answer).exists() {
        true => {
            let name = library(folder);
            format!("[lib]\nname = \"{name}\"\npath = \"{answer}\"\n\n")
        }
        false => String::new(),
    };
    let path = |part: &str| {
        // A TOML string without escapes: paths may hold backslashes.
        format!("{{ path = '{}' }}", root().join("practice").join(part).display())
    };
    format!(
        r#"[package]
name = "{label}"
version = "0.0.0"
edition = "2024"

{library}[[bin]]
name = "{label}"
path = "main.rs"

[dependencies]
verdict = {verdict}
{std}
{crates}
# Of an answer nothing calls `main`.
[lints.rust]
dead_code = "allow"
unsafe_code = "forbid"

[workspace]

# Exploring runs the models thousands of times.
[profile.dev.package."*"]
opt-level = 1
codegen-units = 16

# What writes code when it is compiled runs once.
[profile.dev.package]
proc-macro2.opt-level = 0
quote.opt-level = 0
serde_derive.opt-level = 0
syn.opt-level = 0

[profile.dev]
debug = false
{profile}
"#,
        verdict = path("verdict"),
        std = ["std", "core", "alloc"].map(modelled).concat(),
        crates = modelled_crates(exercise.is_async),
    )
}

/// The crate that models the one of this name, under that name.
fn modelled(name: &str) -> String {
    let folder = root().join("explore/facades").join(format!("conc_{name}"));
    format!(
        "{name} = {{ package = \"conc_{name}\", path = '{}' }}\n",
        folder.display()
    )
}

/// The same crates, modelled.
fn modelled_crates(is_async: bool) -> String {
    let mut crates = modelled("crossbeam");
    if is_async {
        crates += &["tokio", "tokio_util"].map(modelled).concat();
    }
    crates
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

/// An answer in a program.
struct Part<'a> {
    name: &'a str,
    /// Where its files are, with a slash at the end.
    folder: String,
    /// Where its modules are, with colons at the end.
    module: String,
}

impl<'a> Part<'a> {
    /// Without others.
    fn alone(exercise: &Exercise) -> Part<'static> {
        let name = exercise.name;
        Part { name, folder: String::new(), module: String::new() }
    }

    /// Beside others.
    fn named(name: &'a str) -> Part<'a> {
        Part { name, folder: format!("{name}/"), module: format!("{name}::") }
    }
}

/// The library of the answer in the package there.
fn library(folder: &Path) -> String {
    let label = folder.file_name().unwrap_or_default().to_string_lossy();
    format!("{}_answer", label.replace('-', "_"))
}

fn explored_main(exercise: &str, parts: &[Part<'_>], package: &Path) -> String {
    let mut modules = String::new();
    let mut answers = String::new();
    for Part { name, folder, module } in parts {
        let checks =
            format!("#[path = \"checks/{exercise}.rs\"]\npub mod checks;\n");
        modules += &match folder.is_empty() {
            true => {
                format!("extern crate {} as answer;\n{checks}", library(package))
            }
            false => format!(
                "pub mod {name} {{\n#[path = \"answers/{exercise}.rs\"]\n\
                 pub mod answer;\n{checks}}}\n"
            ),
        };
        let source = |part: &str| {
            let file = format!("{part}/{exercise}.rs");
            format!(r#"("{file}", include_str!("{folder}{file}")),"#)
        };
        answers += &format!(
            r#"verdict::Answer {{
    name: "{name}",
    checks: {module}checks::CHECKS,
    sources: verdict::Sources(&[
        {}
        {}
    ]),
}},
"#,
            source("answers"),
            source("checks")
        );
    }
    format!(
        r#"// Made for each check, from the answer and what is checked of it.
#![allow(warnings)]

{modules}
fn main() -> std::process::ExitCode {{
verdict::main(&[
{answers}])
}}
"#
    )
}
