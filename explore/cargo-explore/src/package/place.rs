//! Where a package is, and where it is built.

use std::env;
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hasher as _};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use workshop::{Building, Fault, Models, Tell, program, turn};

use crate::options::OfPackage;
use crate::outcome::Outcome;

/// Where a package is, and where it is built.
#[derive(Debug)]
pub(super) struct Place {
    /// The root of its workspace, in which the compiler is called.
    pub(super) root: PathBuf,
    /// The folder for all that cargo builds.
    target: PathBuf,
    /// What cargo says of the packages of the workspace.
    pub(super) found: Value,
}

impl Place {
    /// Asks cargo.
    ///
    /// # Errors
    ///
    /// If there is no package.
    pub(super) fn of(package: &OfPackage) -> Result<Place, Outcome> {
        let found =
            asked(package, &["metadata", "--no-deps", "--format-version", "1"])?;
        let path = |name: &str| found[name].as_str().map(PathBuf::from);
        match (path("workspace_root"), path("target_directory")) {
            (Some(root), Some(target)) => Ok(Place { root, target, found }),
            _ => Err(Outcome::Fault(Fault::of_build("cargo knows no workspace"))),
        }
    }

    /// The folder in which it is built against these models, with these crates left out.
    /// Cargo does not see that one of them has changed, so each has a folder of its own,
    /// and those of older models are removed unless somebody uses them.
    ///
    /// # Errors
    ///
    /// If it cannot be made.
    pub(super) fn target(
        &self,
        models: &Models,
        package: &OfPackage,
    ) -> Result<Target, Outcome> {
        let all = self.target.join("explore");
        let models = hash((&models.library, models.built, version()));
        let label = hash((&package.skip, &package.only));
        let made = || {
            fs::create_dir_all(&all)?;
            let used = in_use(&all, &models)?;
            used.lock_shared()?;
            for old in fs::read_dir(&all)?.flatten() {
                let name = old.file_name().to_string_lossy().into_owned();
                if name == models || !old.path().is_dir() {
                    continue;
                }
                if in_use(&all, &name)?.try_lock().is_ok() {
                    // What cannot be removed does no harm.
                    let _ = fs::remove_dir_all(old.path());
                }
            }
            Ok(used)
        };
        let used = made().map_err(|error| fault(&all, &error))?;
        Ok(Target { folder: all.join(models).join(label), _used: used })
    }
}

/// A folder in which is built. It is there as long as this is.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) folder: PathBuf,
    /// Keeps others from removing it.
    _used: File,
}

impl Target {
    /// Waits until nobody else builds in it: two workspaces may have one such folder, and
    /// programs of one name. The turn lasts until the file is dropped.
    ///
    /// # Errors
    ///
    /// If there can be no turn.
    pub(super) fn turn(&self, tell: Tell<'_>) -> Result<File, Outcome> {
        let label = format!("package-{}", hash(&self.folder));
        turn(&label, || tell(&Building::Waits)).map_err(Outcome::Fault)
    }
}

/// What cargo says, as JSON, if it is asked so about the package.
///
/// # Errors
///
/// If there is no package.
pub(super) fn asked(package: &OfPackage, words: &[&str]) -> Result<Value, Outcome> {
    let mut cargo = Command::new(program());
    cargo.args(words).arg("--offline").stdin(Stdio::null());
    if let Some(manifest) = package.values("manifest-path").last() {
        cargo.arg("--manifest-path").arg(manifest);
    }
    let cargo =
        cargo.output().map_err(|error| fault(Path::new(&program()), &error))?;
    if !cargo.status.success() {
        let said = String::from_utf8_lossy(&cargo.stderr).into_owned();
        let said = said.lines().find_map(|line| line.strip_prefix("error: "));
        let why = said.unwrap_or("cargo finds no package");
        return Err(Outcome::NoFile(why.to_string()));
    }
    Ok(serde_json::from_slice(&cargo.stdout).unwrap_or_default())
}

/// The file that is locked by who uses the folder of this name.
fn in_use(all: &Path, name: &str) -> io::Result<File> {
    File::create(all.join(format!("{name}.lock")))
}

/// Which build of this program it is: the calls of rustc that it makes may differ.
fn version() -> Option<std::time::SystemTime> {
    fs::metadata(env::current_exe().ok()?).ok()?.modified().ok()
}

fn hash(of: impl std::hash::Hash) -> String {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// What the system said of a path.
pub(super) fn fault(path: &Path, error: &io::Error) -> Outcome {
    Outcome::Fault(Fault::of_path(path, error))
}
