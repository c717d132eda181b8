//! The modelled std, built for packages that are compiled against it.

use std::fs;
use std::path::PathBuf;
use std::time::UNIX_EPOCH;

use serde_json::Value;

use crate::build::{Broken, Building, Flags, Tell, build_with};
use crate::fault::Fault;
use crate::package::of_a_facade;
use crate::places::{folder, lock, save, turn};
use crate::stop::Stop;

/// What a crate is compiled with in the place of std.
const FACADE: &str = "conc_package";

/// The modelled std, as rustc takes it.
#[derive(Clone, Debug)]
pub struct Models {
    /// Its library.
    pub library: PathBuf,
    /// Where the libraries are that it needs.
    pub folder: PathBuf,
    /// When it was built: what was compiled against an older one has to be compiled anew.
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
        let library = messages.iter().find_map(library)?;
        let built = fs::metadata(&library).and_then(|file| file.modified()).ok()?;
        Some(Models {
            folder: library.parent()?.to_path_buf(),
            library,
            built: built.duration_since(UNIX_EPOCH).ok()?.as_nanos(),
        })
    }
}

/// Where cargo says that the library of the facade is.
fn library(message: &Value) -> Option<PathBuf> {
    if message["target"]["name"] != FACADE {
        return None;
    }
    let mut files = message["filenames"].as_array()?.iter();
    let library = files
        .find_map(|file| file.as_str().filter(|file| file.ends_with(".rlib")))?;
    Some(PathBuf::from(library))
}
