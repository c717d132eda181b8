//! Which binary of a package is meant.

use std::path::Path;

use serde_json::Value;

use super::place::{Place, asked};
use crate::options::OfPackage;
use crate::outcome::Outcome;

/// The binary that is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chosen {
    /// Its package, as cargo knows it from all others.
    pub(super) id: String,
    /// Its name.
    pub(super) name: String,
}

impl Chosen {
    /// The one that `cargo run` would run.
    ///
    /// # Errors
    ///
    /// If there is none, or nobody knows which.
    pub(super) fn of(
        place: &Place,
        package: &OfPackage,
    ) -> Result<Chosen, Outcome> {
        let located = asked(package, &["locate-project"])?;
        let here = located["root"].as_str().map(Path::new);
        let name = |name| package.values(name).last()?.to_str();
        choose(&place.found, here, name("package"), name("bin"))
            .map_err(Outcome::NoFile)
    }
}

/// # Errors
///
/// In a line, why none is chosen.
fn choose(
    found: &Value,
    here: Option<&Path>,
    package: Option<&str>,
    name: Option<&str>,
) -> Result<Chosen, String> {
    let packages = || found["packages"].as_array().into_iter().flatten();
    let is_here =
        |one: &Value| one["manifest_path"].as_str().map(Path::new) == here;
    let defaults = found["workspace_default_members"].as_array();
    let is_default =
        |one: &Value| defaults.is_some_and(|all| all.contains(&one["id"]));
    let meant: Vec<&Value> = match package {
        Some(spec) => packages().filter(|one| is_meant(one, spec)).collect(),
        None if packages().any(is_here) => {
            packages().filter(|one| is_here(one)).collect()
        }
        None => packages().filter(|one| is_default(one)).collect(),
    };
    if let (Some(name), true) = (package, meant.is_empty()) {
        return Err(format!("there is no package `{name}` in the workspace"));
    }
    let all: Vec<Chosen> = meant.iter().flat_map(|one| binaries(one)).collect();
    let defaults: Vec<&str> =
        meant.iter().filter_map(|one| one["default_run"].as_str()).collect();
    let wanted: Vec<&Chosen> = match (name, &defaults[..]) {
        (Some(name), _) => all.iter().filter(|one| one.name == name).collect(),
        (None, [one]) if all.len() > 1 => {
            all.iter().filter(|other| other.name == *one).collect()
        }
        _ => all.iter().collect(),
    };
    let names = || {
        let names: Vec<&str> = all.iter().map(|one| &*one.name).collect();
        names.join(", ")
    };
    match (&wanted[..], name) {
        ([one], _) => Ok((*one).clone()),
        _ if all.is_empty() => {
            Err("there is no binary in the package: `test` explores its tests"
                .into())
        }
        ([], Some(name)) => {
            Err(format!("there is no binary `{name}`: there is {}", names()))
        }
        (_, Some(name)) => {
            Err(format!("several packages have a binary `{name}`: name one by -p"))
        }
        _ => Err(format!("name a binary by --bin: there are {}", names())),
    }
}

/// Whether this package is meant by a name, a name with a version or a part of that, such as
/// `bank@0.1`, or the name by which cargo knows it from all others.
fn is_meant(package: &Value, spec: &str) -> bool {
    let version = package["version"].as_str().unwrap_or_default();
    let is_it = |part: &str| {
        let rest = version.strip_prefix(part);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let with_version = spec.split_once('@');
    package["name"] == spec
        || package["id"] == spec
        || with_version
            .is_some_and(|(name, part)| package["name"] == name && is_it(part))
}

fn binaries(package: &Value) -> Vec<Chosen> {
    let id = package["id"].as_str().unwrap_or_default();
    let targets = package["targets"].as_array().into_iter().flatten();
    let binaries = targets.filter(|target| target["kind"][0] == "bin");
    let names = binaries.filter_map(|target| target["name"].as_str());
    names
        .map(|name| Chosen { id: id.to_string(), name: name.to_string() })
        .collect()
}
