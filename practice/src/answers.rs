//! The learner's folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use workshop::Fault;

use crate::{Exercise, Set, editor};

/// Names another folder for the learner's own answers.
pub(crate) const OWN_FOLDER: &str = "PRACTICE_ANSWERS";

/// The folder `answers` of a practice crate.
pub(crate) struct Answers {
    folder: PathBuf,
}

/// Why there is no text of an answer.
#[derive(Debug)]
pub(crate) enum Unread {
    /// There is no file.
    Missing,
    /// There is something that is no text.
    Fault(Fault),
}

impl Answers {
    /// Makes the folder from the starters; what is there stays as it is. The second part
    /// says what could not be written.
    pub(crate) fn open(set: &Set, folder: PathBuf) -> (Answers, Option<Fault>) {
        let answers = Answers { folder };
        let fault = answers.make(set).err().map(|(file, error)| {
            let why = format!("{} cannot be written: {error}", file.display());
            let cure = format!("Set {OWN_FOLDER} to a folder that can be written.");
            Fault::new(&why, &cure)
        });
        (answers, fault)
    }

    fn make(&self, set: &Set) -> Result<(), (PathBuf, io::Error)> {
        let failed = |file: &Path| {
            let file = file.to_path_buf();
            |error| (file, error)
        };
        fs::create_dir_all(&self.folder).map_err(failed(&self.folder))?;
        for exercise in set.exercises {
            let file = self.file(exercise);
            if !is_there(&file) {
                fs::write(&file, exercise.starter).map_err(failed(&file))?;
            }
        }
        editor::write(set, &self.folder).map_err(failed(&self.folder))
    }

    /// A folder in which nothing is written.
    pub(crate) fn read_only(folder: PathBuf) -> Answers {
        Answers { folder }
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn file(&self, exercise: &Exercise) -> PathBuf {
        self.folder.join(format!("{}.rs", exercise.name))
    }

    /// # Errors
    ///
    /// If there is no file, or none that is text.
    pub(crate) fn read(&self, exercise: &Exercise) -> Result<String, Unread> {
        let file = self.file(exercise);
        let fault = |matter: &str, cure: &str| {
            Unread::Fault(Fault::new(&format!("{} {matter}", file.display()), cure))
        };
        if !is_there(&file) {
            return Err(Unread::Missing);
        }
        let kind = match fs::metadata(&file) {
            Ok(kind) => kind,
            Err(_) if file.is_symlink() => {
                let to = fs::read_link(&file).unwrap_or_default();
                let matter =
                    format!("is a link to {}, which cannot be read", to.display());
                return Err(fault(&matter, "Remove the link, or mend it."));
            }
            Err(error) => {
                return Err(fault(&format!("cannot be read: {error}"), ""));
            }
        };
        if kind.is_dir() {
            return Err(fault("is a folder", "Move it: a file belongs there."));
        }
        if !kind.is_file() {
            return Err(fault("is no file", "Move it: a file belongs there."));
        }
        let bytes = fs::read(&file).map_err(|error| {
            fault(&format!("cannot be read: {error}"), "Make it readable.")
        })?;
        String::from_utf8(bytes).map_err(|error| {
            let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
            let matter = format!("is not UTF-8 in line {line}");
            fault(&matter, "Save it as UTF-8.")
        })
    }

    /// Puts the starter back and returns where the answer is kept.
    ///
    /// # Errors
    ///
    /// If it cannot be kept, or the starter not be written.
    pub(crate) fn reset(&self, exercise: &Exercise) -> io::Result<PathBuf> {
        let file = self.file(exercise);
        let backup = (1..)
            .map(|n| self.folder.join(format!("{}.backup{n}.rs", exercise.name)))
            .find(|backup| !is_there(backup))
            .expect("numbers do not end");
        if is_there(&file) {
            fs::rename(&file, &backup)?;
        }
        fs::write(file, exercise.starter)?;
        Ok(backup)
    }
}

/// Whether there is anything of this name, a link without an end included.
fn is_there(file: &Path) -> bool {
    file.symlink_metadata().is_ok()
}
