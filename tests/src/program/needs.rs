//! Which crates a program needs, and what of them: the `cargo add` lines above it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::tokens::Code;
use crate::root;

/// What of tokio a program uses, and the feature that has it.
const TOKIO: [(&str, &str); 25] = [
    ("spawn", "rt"),
    ("task", "rt"),
    ("runtime", "rt"),
    ("JoinSet", "rt"),
    ("new_multi_thread", "rt-multi-thread"),
    ("block_in_place", "rt-multi-thread"),
    ("multi_thread", "rt-multi-thread"),
    ("join", "macros"),
    ("try_join", "macros"),
    ("select", "macros"),
    ("main", "macros"),
    ("sync", "sync"),
    ("time", "time"),
    ("start_paused", "test-util"),
    ("pause", "test-util"),
    ("advance", "test-util"),
    ("net", "net"),
    ("signal", "signal"),
    ("fs", "fs"),
    ("io", "io-util"),
    ("AsyncReadExt", "io-util"),
    ("AsyncWriteExt", "io-util"),
    ("TcpListener", "net"),
    ("TcpStream", "net"),
    ("duplex", "io-util"),
];

/// What a feature has in it already.
const IMPLIED: [(&str, &[&str]); 2] =
    [("rt-multi-thread", &["rt"]), ("test-util", &["rt", "sync", "time"])];

/// Stands for the folder that has the course's own crates.
pub const PLACE: &str = "PATH-OF-THE-COURSE";

/// A crate that a program needs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Crate {
    /// Its name, as cargo has it.
    pub name: String,
    /// Its version, or nothing if it is the course's own.
    pub version: Option<String>,
    /// Features that it does not have by default.
    pub features: Vec<String>,
}

impl Crate {
    /// The line that a reader types.
    pub fn line(&self) -> String {
        let Self { name, version, features } = self;
        let features = match features.len() {
            0 => String::new(),
            _ => format!(" --features {}", features.join(",")),
        };
        match version {
            Some(version) => format!("cargo add {name}@{version}{features}"),
            None => format!("cargo add --path {PLACE}/{name}{features}"),
        }
    }
}

/// The crates of a program, by name.
///
/// # Errors
/// If it names a crate that no lesson depends on.
pub fn crates(program: &Code) -> Result<Vec<Crate>, String> {
    let versions = versions()?;
    let mut crates = Vec::new();
    for (name, version) in &versions {
        let word = name.replace('-', "_");
        let named = (0..program.tokens.len()).any(|at| {
            program.at(at) == word
                && program.is_name(at)
                && program.at(at + 1) == ":"
                && program.at(at + 2) == ":"
        });
        if named {
            let (name, version) = (name.clone(), version.clone());
            let features = match name.as_str() {
                "tokio" => of_tokio(program),
                "tokio-util" => of_tokio_util(program),
                _ => Vec::new(),
            };
            crates.push(Crate { name, version, features });
        }
    }
    Ok(crates)
}

fn of_tokio(program: &Code) -> Vec<String> {
    let mut features: Vec<&str> = Vec::new();
    let imports = import_of("tokio", program);
    for at in 0..program.tokens.len() {
        let word = program.at(at);
        let path = program.before(at, 1) == ":"
            && program.before(at, 2) == ":"
            && program.before(at, 3) == "tokio";
        let by_name = matches!(
            word,
            "new_multi_thread" | "block_in_place" | "start_paused" | "advance"
        );
        // The runtime of many threads, as `#[tokio::main]` alone makes it.
        let default = word == "Runtime"
            && program.at(at + 1) == ":"
            && program.at(at + 3) == "new";
        features.extend(default.then_some("rt-multi-thread"));
        let flavor = word == "\"multi_thread\"";
        if path || by_name || imports.contains(&at) || flavor {
            let word = word.trim_matches('"');
            let known = TOKIO.iter().filter(|(name, _)| *name == word);
            features.extend(known.map(|(_, feature)| *feature));
            // Without a flavor it is the one of many threads.
            let bare = word == "main" && path && program.at(at + 1) == "]";
            features.extend(bare.then_some("rt-multi-thread"));
            features.extend((word == "main" && path).then_some("rt"));
        }
    }
    tidy(features)
}

/// The tokens of the imports from this crate.
fn import_of(name: &str, program: &Code) -> Vec<usize> {
    let mut tokens = Vec::new();
    for at in 0..program.tokens.len() {
        if program.at(at) == "use" && program.at(at + 1) == name {
            let end =
                (at..program.tokens.len()).find(|&end| program.at(end) == ";");
            tokens.extend(at + 2..end.unwrap_or(at + 2));
        }
    }
    tokens
}

fn of_tokio_util(program: &Code) -> Vec<String> {
    let words = (0..program.tokens.len()).map(|at| program.at(at));
    let mut features = Vec::new();
    for word in words {
        features.extend((word == "TaskTracker").then_some("rt"));
        features.extend((word == "DelayQueue").then_some("time"));
    }
    tidy(features)
}

fn tidy(mut features: Vec<&str>) -> Vec<String> {
    features.sort_unstable();
    features.dedup();
    let all = features.clone();
    features.retain(|feature| {
        !IMPLIED
            .iter()
            .any(|(above, below)| all.contains(above) && below.contains(feature))
    });
    features.into_iter().map(str::to_string).collect()
}

/// The crates that the lessons depend on, with the versions that the workspace has.
fn versions() -> Result<BTreeMap<String, Option<String>>, String> {
    let mut versions = BTreeMap::from([("explore".to_string(), None)]);
    let lessons = crate::lessons()
        .map(|lesson| crate::folder(&lesson.sections[0]).join("Cargo.toml"));
    for manifest in lessons.chain([root().join("Cargo.toml")]) {
        for (name, version) in dependencies(&manifest)? {
            versions.insert(name, Some(version));
        }
    }
    Ok(versions)
}

fn dependencies(manifest: &Path) -> Result<Vec<(String, String)>, String> {
    let text = fs::read_to_string(manifest)
        .map_err(|error| format!("{}: {error}", manifest.display()))?;
    let mut found = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        if line.starts_with('[') {
            inside = line.ends_with("dependencies]");
        }
        let Some((name, value)) = line.split_once(" = ").filter(|_| inside) else {
            continue;
        };
        let version = value.split("version = \"").nth(1);
        let version = version.or_else(|| value.strip_prefix('"'));
        if let Some((version, _)) = version.and_then(|text| text.split_once('"')) {
            found.push((name.to_string(), version.to_string()));
        }
    }
    Ok(found)
}
