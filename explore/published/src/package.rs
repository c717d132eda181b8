//! The packages that are explored, each in a folder of its own in the target folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use workshop::{program, root, save};

use crate::bugs::Bug;
use crate::crates::Crate;

/// A package, ready to be explored.
#[derive(Debug)]
pub(crate) struct Package {
    pub(crate) folder: PathBuf,
    /// Where the versions of all that it depends on are kept.
    lock: PathBuf,
}

/// Where a folder of this package is.
pub(crate) fn own(folder: &str) -> PathBuf {
    root().join("explore/published").join(folder)
}

fn placed(name: &str) -> PathBuf {
    root().join("target/published").join(name)
}

impl Package {
    /// The sources of a crate, as they were published.
    ///
    /// # Errors
    ///
    /// If they cannot be had.
    pub(crate) fn of_crate(one: &Crate) -> Result<Package, String> {
        let Crate { name, version, .. } = one;
        let fetches = placed("fetches").join(name);
        let needs = format!("{name} = \"={version}\"\n");
        written(&fetches, &needs)?;
        let from = source(&fetches, name)?;
        let package = Package::new(&format!("{name}-{version}"));
        copy(&from, &package.folder)?;
        // It is no part of the workspace in whose target folder it lies.
        let manifest = package.folder.join("Cargo.toml");
        let text = read(&manifest)?;
        if !text.lines().any(|line| line == "[workspace]") {
            write(&manifest, &format!("{text}\n[workspace]\n"))?;
        }
        package.locked("")
    }

    /// A package with the test of this bug, that depends on this version.
    ///
    /// # Errors
    ///
    /// If the version cannot be had.
    pub(crate) fn of_bug(bug: &Bug, version: &str) -> Result<Package, String> {
        let Bug { name, of, features, .. } = bug;
        let package = Package::new(&format!("{name}-{version}"));
        // The second one runs a future to its end, in the tests that have one.
        let needs = format!(
            "{of} = {{ version = \"={version}\"{features} }}\npollster = \"=0.4.0\"\n"
        );
        written(&package.folder, &needs)?;
        let test = read(&own("bugs").join(format!("{name}.rs")))?;
        write(&package.folder.join("tests").join(format!("{name}.rs")), &test)?;
        package.locked(&format!(
            "version = 4\n\n[[package]]\nname = \"{of}\"\nversion = \"{version}\"\n\
             source = \"registry+https://github.com/rust-lang/crates.io-index\"\n"
        ))
    }

    fn new(name: &str) -> Package {
        let lock = own("locks").join(format!("{name}.lock"));
        Package { folder: placed(name), lock }
    }

    /// With the versions that are kept, or with these and the newest ones, which are then
    /// kept. A version that was yanked can be had by its lock alone.
    fn locked(self, first: &str) -> Result<Package, String> {
        let here = self.folder.join("Cargo.lock");
        if self.lock.exists() {
            write(&here, &read(&self.lock)?)?;
            return Ok(self);
        }
        write(&here, first)?;
        metadata(&self.folder)?;
        write(&self.lock, &read(&here)?)?;
        Ok(self)
    }
}

/// A package without a line, that needs these.
fn written(folder: &Path, needs: &str) -> Result<(), String> {
    let manifest = format!(
        "[package]\nname = \"needs\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [workspace]\n\n[dependencies]\n{needs}"
    );
    write(&folder.join("Cargo.toml"), &manifest)?;
    write(&folder.join("src/lib.rs"), "")
}

/// What cargo knows of a package; what it depends on is downloaded.
fn metadata(folder: &Path) -> Result<Value, String> {
    let mut cargo = Command::new(program());
    cargo
        .args(["metadata", "--format-version", "1", "--quiet"])
        .current_dir(folder)
        .stdin(Stdio::null());
    let output = cargo.output().map_err(|error| at(folder, error))?;
    if !output.status.success() {
        return Err(at(folder, String::from_utf8_lossy(&output.stderr)));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| at(folder, error))
}

/// Where cargo keeps the sources of a crate that this package needs.
fn source(folder: &Path, name: &str) -> Result<PathBuf, String> {
    let known = metadata(folder)?;
    let mut packages = known["packages"].as_array().into_iter().flatten();
    let found = packages
        .find(|one| one["name"] == name)
        .and_then(|one| Path::new(one["manifest_path"].as_str()?).parent());
    let found = found.ok_or_else(|| at(folder, format!("needs no {name}")))?;
    Ok(found.to_path_buf())
}

/// All files of a folder; what was there before is gone.
fn copy(from: &Path, to: &Path) -> Result<(), String> {
    let _ = fs::remove_dir_all(to);
    fs::create_dir_all(to).map_err(|error| at(to, error))?;
    for entry in fs::read_dir(from).map_err(|error| at(from, error))?.flatten() {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        match from.is_dir() {
            true => copy(&from, &to)?,
            false => {
                fs::copy(&from, &to).map_err(|error| at(&from, error))?;
            }
        }
    }
    Ok(())
}

pub(crate) fn read(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(|error| at(file, error))
}

/// Writes a file, with the folder that it is in.
pub(crate) fn write(file: &Path, text: &str) -> Result<(), String> {
    let folder = file.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)
        .and_then(|()| save(file, text))
        .map_err(|error| at(file, error))
}

fn at(file: &Path, error: impl std::fmt::Display) -> String {
    format!("{}: {error}", file.display())
}
