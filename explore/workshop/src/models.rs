//! The modelled std, built for packages that are compiled against it.

use std::fs;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::Value;

use crate::build::{Broken, Building, Flags, Tell, build_with};
use crate::fault::Fault;
use crate::package::of_a_facade;
use crate::places::{folder, lock, root, save, turn};
use crate::stop::Stop;

/// What a crate is compiled with in the place of std.
const FACADE: &str = "conc_package";

/// What the models are made of.
const MODELS: &str = "explore";

/// Crates of which a package is given the models: their names, how their versions begin,
/// and the source that is compiled in the place of theirs, below the folder of facades. It
/// is compiled against [`Models::explore`] and what theirs is compiled against.
const REPLACED: [(&str, &str, &str); 2] = [
    ("parking_lot", "0.12.", "conc_parking_lot/src/lib.rs"),
    ("parking_lot_core", "0.9.", "conc_parking_lot_core/src/lib.rs"),
];

/// The source that is compiled in the place of that of this crate, if there is one.
pub fn replaced(name: &str, version: &str) -> Option<PathBuf> {
    let mut all = REPLACED.iter();
    let (.., source) =
        all.find(|one| one.0 == name && version.starts_with(one.1))?;
    Some(facades().join(source))
}

/// When one of these sources was changed last.
fn changed() -> Option<SystemTime> {
    let folders = REPLACED.iter().filter_map(|(.., source)| {
        fs::read_dir(facades().join(source).parent()?).ok()
    });
    let files = folders.flatten().flatten();
    files.filter_map(|file| file.metadata().ok()?.modified().ok()).max()
}

fn facades() -> PathBuf {
    root().join("explore/facades")
}

/// The modelled std, as rustc takes it.
#[derive(Clone, Debug)]
pub struct Models {
    /// Its library.
    pub library: PathBuf,
    /// Where the libraries are that it needs.
    pub folder: PathBuf,
    /// The library of what the models are made of.
    pub explore: PathBuf,
    /// When it was built, or when a source was last changed that is compiled in the place of
    /// one that is [`replaced`]. What was compiled against an older one has to be compiled
    /// anew.
    pub built: u128,
}

impl Models {
    /// Builds it, or finds that it is built.
    ///
    /// # Errors
    ///
    /// If it cannot be built, which is no fault of a package.
    pub fn build(stop: &Stop, tell: Tell<'_>) -> Result<Models, Fault> {
        let label = "models-of-std";
        let folder = folder(label);
        let _turn = turn(label, || tell(&Building::Waits))?;
        let write = || {
            fs::create_dir_all(&folder)?;
            save(&folder.join("main.rs"), "fn main() {}\n")?;
            save(&folder.join("Cargo.toml"), &of_a_facade(label, FACADE))?;
            lock(&folder)
        };
        write().map_err(|error| Fault::of_path(&folder, &error))?;
        let built =
            build_with(Flags::Own, &folder, stop, tell).map_err(|broken| {
                match broken {
                    Broken::Fault(fault) => fault,
                    Broken::Lines(_) => Fault::of_build("the models have errors"),
                }
            })?;
        Models::of(&built.messages).ok_or_else(|| {
            Fault::of_build("cargo does not say where the models are")
        })
    }

    fn of(messages: &[Value]) -> Option<Models> {
        let of = |name| messages.iter().find_map(|one| library(one, name));
        let library = of(FACADE)?;
        let built = fs::metadata(&library).and_then(|file| file.modified()).ok()?;
        let built = changed().map_or(built, |changed| built.max(changed));
        Some(Models {
            folder: library.parent()?.to_path_buf(),
            explore: of(MODELS)?,
            library,
            built: built.duration_since(UNIX_EPOCH).ok()?.as_nanos(),
        })
    }
}

/// Where cargo says that the library of this name is.
fn library(message: &Value, name: &str) -> Option<PathBuf> {
    if message["target"]["name"] != name {
        return None;
    }
    let mut files = message["filenames"].as_array()?.iter();
    let library = files
        .find_map(|file| file.as_str().filter(|file| file.ends_with(".rlib")))?;
    Some(PathBuf::from(library))
}
