//! The package that is made of a program, so that cargo builds it against the models: the
//! program is a library of its own, and beside it stands what explores it.

use std::fs;
use std::io;
use std::path::Path;

use verdict::{LINKS, announced};

use crate::crates::modelled;
use crate::places::{root, save};
use crate::published::Twin;
use crate::toml;

/// The generic parts of the models are compiled with the program: exploring is three times
/// as fast, and a change is built 0.2 s slower.
pub const OPTIMIZED: &str = "opt-level = 1";

/// From nothing it is built in a third of the time. Its units of code are small: to tell a
/// failing schedule, all lines of each unit that it comes through are read.
pub const BUILT_ONCE: &str = "incremental = false\ncodegen-units = 128";

/// How the models and what they are made of are built.
const PROFILES: &str = r#"
# Exploring runs the models thousands of times.
[profile.dev.package."*"]
debug = false
opt-level = 1
codegen-units = 16

# What writes code when it is compiled runs once.
[profile.dev.package]
proc-macro2.opt-level = 0
quote.opt-level = 0
serde_derive.opt-level = 0
syn.opt-level = 0

# A failing schedule is told by the lines of the calls that led to its steps.
[profile.dev]
debug = "line-tables-only"
"#;

/// The manifest of a package that needs the facade of this name, and is nothing itself.
pub fn of_a_facade(label: &str, facade: &str) -> String {
    let folder = root().join("explore/facades").join(facade);
    let path = toml::path(&folder);
    format!(
        r#"[package]
name = "{label}"
version = "0.0.0"
edition = "2024"

[[bin]]
name = "{label}"
path = "main.rs"

[dependencies]
facade = {{ package = "{facade}", path = {path} }}

[workspace]
{PROFILES}{OPTIMIZED}
"#
    )
}

/// What a package is built with.
#[derive(Clone, Copy, Debug)]
pub struct Manifest<'a> {
    /// The name of the program's file, without `.rs`.
    pub file: &'a str,
    /// The edition of Rust in which it is written.
    pub edition: &'a str,
    /// The crates besides std that it may use, each by its name: their models.
    pub crates: &'a [&'a str],
    /// The published ones that it may use: their twins.
    pub twins: &'a [Twin],
    /// Whether files and other processes are there, which are real.
    pub outside: bool,
    /// Lines of the profile: [`OPTIMIZED`] or [`BUILT_ONCE`].
    pub profile: &'a str,
    /// Lines about what rustc lets pass.
    pub lints: &'a str,
}

impl Manifest<'_> {
    /// Its text, for the package in this folder. The program is a crate of its own, as it
    /// is when it runs: the same lines compile. Where it says `std`, `core` and `alloc` it
    /// means the models.
    pub fn text(&self, folder: &Path) -> String {
        let Manifest { file, edition, crates, twins, outside, profile, lints } =
            self;
        let label = folder.file_name().unwrap_or_default().to_string_lossy();
        let answer = format!("answers/{file}.rs");
        // Many answers are modules of the program.
        let library = match folder.join(&answer).exists() {
            true => {
                let name = library(folder);
                format!("[lib]\nname = \"{name}\"\npath = \"{answer}\"\n\n")
            }
            false => String::new(),
        };
        format!(
            r#"[package]
name = "{label}"
version = "0.0.0"
edition = "{edition}"

{library}[[bin]]
name = "{label}"
path = "main.rs"
edition = "2024"

[dependencies]
verdict = {{ path = {verdict} }}
{std}{crates}{twins}
[lints.rust]
{lints}

[workspace]
{profiles}{profile}
"#,
            profiles = PROFILES,
            // A TOML string without escapes: paths may hold backslashes.
            verdict = toml::path(&root().join("explore/verdict")),
            std = ["core", "alloc"].iter().fold(
                modelled(
                    "std",
                    if *outside { ", features = [\"outside\"]" } else { "" }
                ),
                |all, name| all + &modelled(name, ""),
            ),
            crates =
                crates.iter().map(|name| modelled(name, "")).collect::<String>(),
            twins = twins.iter().map(Twin::line).collect::<String>(),
        )
    }
}

/// Where a program and its checks stand as they were written; what is compiled stands
/// beside this.
const WRITTEN: &str = "written";

/// Writes a program and its checks into a folder, to be explored there: their destructors
/// are [`announced`].
///
/// # Errors
///
/// If they cannot be written.
pub fn texts(
    folder: &Path,
    file: &str,
    program: &str,
    checks: &str,
) -> io::Result<()> {
    let compiled = format!("{}\n{LINKS}", announced(program));
    for (part, text, compiled) in
        [("answers", program, compiled), ("checks", checks, announced(checks))]
    {
        let file = format!("{part}/{file}.rs");
        for (file, text) in [(format!("{WRITTEN}/{file}"), text), (file, &compiled)]
        {
            let file = folder.join(file);
            file.parent().map_or(Ok(()), fs::create_dir_all)?;
            save(&file, text)?;
        }
    }
    Ok(())
}

/// A program and its checks in a package, which may hold several.
#[derive(Debug)]
pub struct Part<'a> {
    /// What the verdict is asked for by.
    name: &'a str,
    /// Where its files are, with a slash at the end.
    folder: String,
    /// Where its modules are, with colons at the end.
    module: String,
}

impl<'a> Part<'a> {
    /// Without others: its files stand in the package, and it is a library.
    pub fn alone(name: &'a str) -> Part<'a> {
        Part { name, folder: String::new(), module: String::new() }
    }

    /// Beside others: its files stand in a folder of its name, and it is a module.
    pub fn named(name: &'a str) -> Part<'a> {
        Part { name, folder: format!("{name}/"), module: format!("{name}::") }
    }
}

/// The library of the program in the package there.
fn library(folder: &Path) -> String {
    let label = folder.file_name().unwrap_or_default().to_string_lossy();
    format!("{}_answer", label.replace('-', "_"))
}

/// The `main.rs` of a package whose programs stand in files of this name.
pub fn main(file: &str, parts: &[Part<'_>], package: &Path) -> String {
    let mut modules = String::new();
    let mut answers = String::new();
    for Part { name, folder, module } in parts {
        let checks = format!("#[path = \"checks/{file}.rs\"]\npub mod checks;\n");
        modules += &match folder.is_empty() {
            true => {
                format!("extern crate {} as answer;\n{checks}", library(package))
            }
            false => format!(
                "pub mod {name} {{\n#[path = \"answers/{file}.rs\"]\n\
                 pub mod answer;\n{checks}}}\n"
            ),
        };
        // Beside others it is no crate.
        let own_crate = folder.is_empty().then(|| library(package));
        let source = |part: &str| {
            let file = format!("{part}/{file}.rs");
            format!(r#"("{file}", include_str!("{folder}{WRITTEN}/{file}")),"#)
        };
        answers += &format!(
            r#"verdict::Answer {{
    name: "{name}",
    checks: {module}checks::CHECKS,
    sources: verdict::Sources(&[
        {}
        {}
    ]),
    own_crate: {own_crate:?},
}},
"#,
            source("answers"),
            source("checks")
        );
    }
    format!(
        r#"// Made for each check, from the answer and what is checked of it.
#![allow(warnings)]

{LINKS}
{modules}
fn main() -> std::process::ExitCode {{
verdict::main(&[
{answers}])
}}
"#
    )
}
