//! The manifests of twins.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::changes::needs_the_models;
use crate::crates::modelled;
use crate::places::root;
use crate::toml;

/// Something that a package needs.
pub(super) struct Needs<'a> {
    /// By what name it knows it.
    pub(super) name: &'a str,
    pub(super) on: On,
}

/// What stands for a published crate.
pub(super) enum On {
    /// Its model, by its name.
    Model(String),
    /// Itself.
    Real { name: String, version: String, features: Vec<String> },
    /// Its twin: what its package is called, and where that is.
    Twin(String, PathBuf),
}

impl On {
    pub(super) fn is_twin(&self) -> bool {
        matches!(self, On::Twin(..))
    }
}

/// The manifest of a package that asks which versions of these packages there are.
pub(super) fn asks(roots: &str) -> String {
    format!(
        "[package]\nname = \"published\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [[bin]]\nname = \"published\"\npath = \"main.rs\"\n\n\
         [dependencies]{roots}\n[workspace]\n"
    )
}

/// What the twin of a package is called.
pub(super) fn label(package: &Value) -> String {
    format!("explored-{}", text(package, "name"))
}

/// The manifest of a twin, which has these features, all of them always.
pub(super) fn twin(
    package: &Value,
    (library, folder): (&Value, &Path),
    features: &[&str],
    needs: &[Needs<'_>],
) -> String {
    let path = |path: &str| {
        let path = Path::new(path);
        let path = path.strip_prefix(folder).unwrap_or(path);
        toml::path(path)
    };
    let others: Vec<&&str> =
        features.iter().filter(|name| **name != "default").collect();
    let none: String = others.iter().map(|name| format!("{name} = []\n")).collect();
    let mut depends: String = needs.iter().map(line).collect();
    depends += &modelled("std", ", features = [\"outside\"]");
    depends += &(modelled("core", "") + &modelled("alloc", ""));
    if needs_the_models(text(package, "name")) {
        let models = toml::path(&root().join("explore"));
        depends += &format!("explore = {{ path = {models} }}\n");
    }
    format!(
        "[package]\nname = \"{label}\"\nversion = \"{version}\"\n\
         edition = \"{edition}\"\nautobins = false\nautoexamples = false\n\
         autotests = false\nautobenches = false\nbuild = false\n\n\
         [lib]\nname = \"{name}\"\npath = {source}\n\n\
         [features]\ndefault = {others:?}\n{none}\n\
         [dependencies]\n{depends}\n\
         [workspace]\n",
        label = label(package),
        version = text(package, "version"),
        edition = text(package, "edition"),
        name = text(library, "name"),
        source = path(text(library, "src_path")),
    )
}

fn line(needs: &Needs<'_>) -> String {
    let name = needs.name;
    match &needs.on {
        On::Model(model) => modelled(model, ""),
        On::Real { name: package, version, features } => format!(
            "{name} = {{ package = \"{package}\", version = \"={version}\", \
             default-features = false, features = {features:?} }}\n"
        ),
        On::Twin(package, folder) => on_twin(name, package, folder),
    }
}

/// A twin among the dependencies.
pub(super) fn on_twin(name: &str, package: &str, folder: &Path) -> String {
    let folder = toml::path(folder);
    format!("{name} = {{ package = \"{package}\", path = {folder} }}\n")
}

/// What cargo says of something by this name.
pub(super) fn text<'a>(of: &'a Value, name: &str) -> &'a str {
    of[name].as_str().unwrap_or_default()
}
