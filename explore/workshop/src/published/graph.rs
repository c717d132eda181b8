//! What published crates depend on, as cargo has resolved it.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::Twin;
use super::copied::copy;
use super::manifest::{self, Needs, On, text};
use crate::crates::{CRATES, PUBLISHED};
use crate::places::save;

/// The packages, and what each of them is built with.
pub(super) struct Graph<'a> {
    /// What each one is, by its id.
    packages: BTreeMap<&'a str, &'a Value>,
    /// What each one needs, by its id.
    nodes: BTreeMap<&'a str, &'a Value>,
    root: &'a str,
}

/// What stays as it was published. The types of tokio_util that others have fields of hold
/// nothing that tasks share. memchr keeps in a static which instructions there are, and is
/// the same in each schedule.
const REAL: [&str; 2] = ["memchr", "tokio-util"];

impl<'a> Graph<'a> {
    /// What `cargo metadata` says.
    pub(super) fn of(found: &'a Value) -> Option<Graph<'a>> {
        Some(Graph {
            packages: by_id(&found["packages"])?,
            nodes: by_id(&found["resolve"]["nodes"])?,
            root: found["resolve"]["root"].as_str()?,
        })
    }

    /// Makes the twins in this folder, and returns those that a program may use.
    ///
    /// # Errors
    ///
    /// If one cannot be written.
    pub(super) fn twins(&self, folder: &Path) -> io::Result<Vec<Twin>> {
        let mut ids: Vec<&str> = self.needs(self.root).map(|(id, _)| id).collect();
        let mut seen = BTreeSet::new();
        let mut twins = Vec::new();
        while let Some(id) = ids.pop() {
            if !seen.insert(id)
                || self.on(id, folder).is_none_or(|on| !on.is_twin())
            {
                continue;
            }
            let needs = self.needs(id);
            ids.extend(needs.map(|(id, _)| id));
            twins.extend(self.twin(id, folder)?);
        }
        Ok(twins)
    }

    /// Makes one. Returns it if a program may use it.
    fn twin(&self, id: &str, folder: &Path) -> io::Result<Option<Twin>> {
        let package = self.packages[id];
        let Some((library, from)) = library(package) else { return Ok(None) };
        let to = own(package, folder);
        let needs: Vec<Needs<'_>> = self
            .needs(id)
            .filter_map(|(id, name)| Some(Needs { name, on: self.on(id, folder)? }))
            .collect();
        let name = text(library, "name");
        copy(text(package, "name"), &from, &to)?;
        let features = strings(&self.nodes[id]["features"]);
        let text = manifest::twin(package, (library, &from), &features, &needs);
        save(&to.join("Cargo.toml"), &text)?;
        let is_used = PUBLISHED.contains(&name);
        Ok(is_used.then(|| Twin {
            name: name.to_string(),
            package: manifest::label(package),
            folder: to,
        }))
    }

    /// What the package is linked with where it runs, and by what name it knows each.
    fn needs(&self, id: &str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let needs = self.nodes.get(id).and_then(|node| node["deps"].as_array());
        let is_linked = |one: &&Value| {
            let kinds = one["dep_kinds"].as_array();
            kinds.is_some_and(|all| all.iter().any(|one| one["kind"].is_null()))
        };
        let needs = needs.into_iter().flatten().filter(is_linked);
        needs.map(|one| (text(one, "pkg"), text(one, "name")))
    }

    /// What another package gets for this one.
    fn on(&self, id: &str, folder: &Path) -> Option<On> {
        let package = self.packages.get(id)?;
        let (name, version) = (text(package, "name"), text(package, "version"));
        let targets = package["targets"].as_array()?;
        let makes_code =
            |one: &Value| strings(&one["kind"]).contains(&"proc-macro");
        if targets.iter().any(makes_code) || REAL.contains(&name) {
            return Some(On::Real {
                name: name.to_string(),
                version: version.to_string(),
                features: strings(&self.nodes.get(id)?["features"])
                    .into_iter()
                    .map(str::to_string)
                    .collect(),
            });
        }
        let modelled = name.replace('-', "_");
        if CRATES.contains(&&*modelled) {
            return Some(On::Model(modelled));
        }
        Some(On::Twin(manifest::label(package), own(package, folder)))
    }
}

/// Where the twin of this package is.
fn own(package: &Value, folder: &Path) -> PathBuf {
    folder.join(format!("{}-{}", text(package, "name"), text(package, "version")))
}

/// The library of a package, and the folder in which the package is.
fn library(package: &Value) -> Option<(&Value, PathBuf)> {
    let folder = Path::new(package["manifest_path"].as_str()?).parent()?;
    let mut targets = package["targets"].as_array()?.iter();
    let library = targets.find(|one| {
        let kinds = strings(&one["kind"]);
        kinds.contains(&"lib") || kinds.contains(&"rlib")
    });
    Some((library?, folder.to_path_buf()))
}

/// Each under its id.
fn by_id(all: &Value) -> Option<BTreeMap<&str, &Value>> {
    let all = all.as_array()?.iter();
    all.map(|one| Some((one["id"].as_str()?, one))).collect()
}

fn strings(all: &Value) -> Vec<&str> {
    all.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}
