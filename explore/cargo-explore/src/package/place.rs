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

    /// The names of the packages of the workspace.
    fn packages(&self) -> impl Iterator<Item = &str> {
        let all = self.found["packages"].as_array().into_iter().flatten();
        all.filter_map(|package| package["name"].as_str())
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
                // Locked until it is removed.
                let other = in_use(&all, &name)?;
                if other.try_lock().is_ok() {
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

/// What cargo knows of each package that was built in this folder: `host/debug` and `debug`
/// hold a folder for each.
fn fingerprints(folder: &Path) -> Vec<PathBuf> {
    let inner = within(folder).flat_map(|one| within(&one).chain([one]));
    inner.flat_map(|one| within(&one.join(".fingerprint"))).collect()
}

/// What is in this folder, if it is one.
fn within(folder: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path())
}

/// Whether a folder of this name, which ends with a hash, is that of the package.
fn is_of(folder: &str, package: &str) -> bool {
    folder.rsplit_once('-').is_some_and(|(name, _)| name == package)
}

/// A folder in which is built. It is there as long as this is.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) folder: PathBuf,
    /// Keeps others from removing it.
    _used: File,
}

impl Target {
    /// Waits until nobody else builds in it. The turn lasts until the file is dropped.
    ///
    /// Two workspaces may have one such folder. Cargo tells their packages by the names
    /// alone, and takes what is older than a build for built. So if the last one who built
    /// here was another workspace, all packages of this one are to be built.
    ///
    /// # Errors
    ///
    /// If there can be no turn, or what another one has built cannot be told from this.
    pub(super) fn turn(
        &self,
        place: &Place,
        tell: Tell<'_>,
    ) -> Result<File, Outcome> {
        let label = format!("package-{}", hash(&self.folder));
        let turn = turn(&label, || tell(&Building::Waits));
        let turn = turn.map_err(Outcome::Fault)?;
        let begins = || {
            fs::create_dir_all(&self.folder)?;
            let file = self.folder.join("workspace");
            let own = place.root.to_string_lossy();
            if fs::read_to_string(&file).is_ok_and(|last| last == own) {
                return Ok(());
            }
            for known in fingerprints(&self.folder) {
                let name = known.file_name().unwrap_or_default().to_string_lossy();
                if place.packages().any(|package| is_of(&name, package)) {
                    fs::remove_dir_all(&known)?;
                }
            }
            fs::write(file, &*own)
        };
        begins().map_err(|error| fault(&self.folder, &error))?;
        Ok(turn)
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
