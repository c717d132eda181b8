//! Published crates that a program may use and of which there is no model. Each gets a
//! twin: its source, as it was published, in a package that means the models by `std`,
//! `core` and `alloc`. So its atomics, locks, threads and wakers are explored, and none of
//! it has to be written anew.
//!
//! Who orders the wakes of a `FuturesUnordered`, say, is found as in the program itself:
//! by what its atomics hold.

mod changes;
mod copied;
mod graph;
mod manifest;

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::{Deserialize, Serialize};

use crate::build::{Building, Tell};
use crate::cargo::{call, program};
use crate::fault::Fault;
use crate::places::{lock, save, target, turn};
use crate::stop::Stop;
use graph::Graph;

/// The packages that all of them come with, as a manifest names them. They are among those
/// that cargo downloads with this one.
const ROOTS: &str = r#"
futures = { version = "0.3.34", features = ["thread-pool"] }
tokio-stream = { version = "0.1.19", features = ["rt", "sync", "time"] }
"#;

/// A crate whose source is compiled against the models.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Twin {
    /// By what name a program uses it.
    pub name: String,
    /// What its package is called, as no published one is.
    pub package: String,
    /// Where that is.
    pub folder: PathBuf,
}

impl Twin {
    /// It among the dependencies in a manifest.
    pub(crate) fn line(&self) -> String {
        manifest::on_twin(&self.name, &self.package, &self.folder)
    }
}

/// The twins of [`PUBLISHED`](crate::PUBLISHED), made or found.
///
/// # Errors
///
/// If they cannot be made: most often cargo has not downloaded them, and there is no
/// network.
pub fn twins(stop: &Stop, tell: Tell<'_>) -> Result<Vec<Twin>, Fault> {
    // By this name steps within them are known.
    let folder = target().join(verdict::PUBLISHED);
    let _turn = turn(verdict::PUBLISHED, || tell(&Building::Waits))?;
    let fault = |error| Fault::of_path(&folder, &error);
    let asks = folder.join("asks");
    fs::create_dir_all(&asks).map_err(fault)?;
    lock(&asks).map_err(fault)?;
    save(&asks.join("main.rs"), "fn main() {}\n").map_err(fault)?;
    save(&asks.join("Cargo.toml"), &manifest::asks(ROOTS)).map_err(fault)?;
    let made = folder.join("made.ron");
    let key = made_from(&asks);
    let known = fs::read_to_string(&made).ok();
    let known =
        known.and_then(|text| ron::from_str::<(u64, Vec<Twin>)>(&text).ok());
    if let Some((_, twins)) = known.filter(|known| Some(known.0) == key) {
        return Ok(twins);
    }
    let found = asks_cargo(&asks, stop, tell)?;
    let unknown = || Fault::of_build("cargo does not say what it has resolved");
    let graph = Graph::of(&found).ok_or_else(unknown)?;
    let twins = graph.twins(&folder).map_err(fault)?;
    // The versions may have been locked only now.
    let text = ron::to_string(&(made_from(&asks).unwrap_or(0), &twins));
    save(&made, &text.expect("plain data")).map_err(fault)?;
    Ok(twins)
}

/// What the twins are made from; nothing if that cannot be read.
fn made_from(asks: &Path) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    for file in ["Cargo.toml", "Cargo.lock"] {
        fs::read(asks.join(file)).ok()?.hash(&mut hasher);
    }
    // How they are made.
    let this = std::env::current_exe().ok()?;
    fs::metadata(this).ok()?.modified().ok()?.hash(&mut hasher);
    Some(hasher.finish())
}

/// What cargo resolves: first without the network, which takes time.
fn asks_cargo(
    asks: &Path,
    stop: &Stop,
    tell: Tell<'_>,
) -> Result<serde_json::Value, Fault> {
    let asked = |how: &[&str]| {
        let mut cargo = Command::new(program());
        cargo
            .args(["metadata", "--quiet", "--format-version", "1"])
            .args(["--filter-platform", "host-tuple"])
            .args(how)
            .current_dir(asks);
        let said = call(&mut cargo, stop, &mut |_| ())?;
        match said.messages.into_iter().next_back() {
            Some(found) if said.succeeded => Ok(found),
            _ => Err(Fault::of_build(&said.text)),
        }
    };
    match asked(&["--offline"]) {
        Err(fault) if fault.is_missing_crate() => {
            tell(&Building::Fetches);
            asked(&[])
        }
        found => found,
    }
}
