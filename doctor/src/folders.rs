//! Where the course writes.

use std::env;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process;

use serde_json::Value;

use crate::finding::Finding;
use crate::run::{cargo, root, says};

/// Names another folder for the learner's own answers.
const OWN_FOLDER: &str = "PRACTICE_ANSWERS";

/// The folders that are written to.
pub struct Folders {
    /// Of what is built.
    pub target: PathBuf,
    /// Of the learner's answers, one for each week.
    answers: Vec<PathBuf>,
}

impl Folders {
    pub fn find() -> Folders {
        Folders { target: target(), answers: answers() }
    }

    /// A folder of one's own below that of what is built or, if nothing can be written
    /// there, where temporary files are.
    ///
    /// # Errors
    ///
    /// If nothing can be written there either.
    pub fn scratch(&self) -> io::Result<Scratch> {
        let folder = |place: &Path| {
            let folder = place.join(format!("doctor-{}", process::id()));
            fs::create_dir_all(&folder).map(|()| Scratch(folder))
        };
        folder(&self.target).or_else(|_| folder(&env::temp_dir()))
    }

    /// Whether all of them can be written to.
    pub fn writable(&self) -> Finding {
        let folders = self.answers.iter().chain([&self.target]);
        let refused = folders.filter_map(|folder| {
            let error = try_to_write(folder).err()?;
            Some(format!("{}: {error}", folder.display()))
        });
        let refused: Vec<String> = refused.collect();
        match refused.is_empty() {
            true => {
                Finding::ok("folders", "answers and what is built can be written")
            }
            false => Finding::missing(
                "folders",
                refused.join("; "),
                format!(
                    "{OWN_FOLDER} names another folder for the answers, \
                     CARGO_TARGET_DIR one for what is built: set both to full paths"
                ),
            ),
        }
    }
}

/// A folder that goes away.
pub struct Scratch(PathBuf);

impl Scratch {
    pub fn folder(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed is in the way of nobody.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// As cargo says, which knows its settings and the environment.
fn target() -> PathBuf {
    let ask = ["metadata", "--format-version", "1", "--no-deps", "--offline"];
    let said = says(cargo().args(ask)).unwrap_or_default();
    let said: Value = serde_json::from_str(&said).unwrap_or_default();
    let folder = said["target_directory"].as_str();
    folder.map_or_else(|| root().join("target"), PathBuf::from)
}

fn answers() -> Vec<PathBuf> {
    let folders = |folder: &Path| {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).filter(|path| path.is_dir())
    };
    let weeks = folders(root()).filter(|path| name(path).starts_with("week"));
    let parts = weeks.flat_map(|week| folders(&week).collect::<Vec<_>>());
    let members = parts.flat_map(|part| folders(&part).collect::<Vec<_>>());
    let practice = members.filter(|path| name(path).ends_with("_practice"));
    let own = env::var_os(OWN_FOLDER).filter(|own| !own.is_empty());
    let mut answers: Vec<PathBuf> = match own {
        Some(own) => {
            practice.map(|path| Path::new(&own).join(name(&path))).collect()
        }
        None => practice.map(|path| path.join("answers")).collect(),
    };
    answers.sort();
    answers
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Writes a file and removes it. A folder that is not there yet is made later, in the
/// nearest that is there.
fn try_to_write(folder: &Path) -> io::Result<()> {
    let there = nearest(folder).unwrap_or(folder);
    let file = there.join(format!(".doctor-{}", process::id()));
    File::create_new(&file)?;
    fs::remove_file(file)
}

/// The nearest folder that is there: this one or one that it is in.
pub fn nearest(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|path| path.symlink_metadata().is_ok())
}
