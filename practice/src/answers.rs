//! The learner's folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process;

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
                let part = self.part(exercise).map_err(failed(&file))?;
                // Half a starter would stay for ever.
                fs::rename(part, &file).map_err(failed(&file))?;
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
        if !is_there(&file) {
            return Err(Unread::Missing);
        }
        workshop::read(&file).map_err(Unread::Fault)
    }

    /// The starter, under a name that nobody looks for.
    fn part(&self, exercise: &Exercise) -> io::Result<PathBuf> {
        let name = format!(".{}.{}.part", exercise.name, process::id());
        let part = self.folder.join(name);
        let written = fs::write(&part, exercise.starter);
        if written.is_err() {
            // It takes room that there is not.
            let _ = fs::remove_file(&part);
        }
        written.map(|()| part)
    }

    /// Puts the starter back and returns where the answer is kept, if there was one.
    ///
    /// # Errors
    ///
    /// If the starter cannot be written, or the answer not be kept. The answer is where it was
    /// then, or under the name by which it is to be kept.
    pub(crate) fn reset(&self, exercise: &Exercise) -> io::Result<Option<PathBuf>> {
        let file = self.file(exercise);
        let part = self.part(exercise)?;
        let kept = match is_there(&file) {
            true => self.keep(exercise, &file).map(Some),
            false => Ok(None),
        };
        match &kept {
            Ok(_) => fs::rename(&part, &file)?,
            Err(_) => drop(fs::remove_file(&part)),
        }
        kept
    }

    /// Gives it the first name that is free, whatever it is.
    fn keep(&self, exercise: &Exercise, file: &Path) -> io::Result<PathBuf> {
        let backup = (1..)
            .map(|n| self.folder.join(format!("{}.backup{n}.rs", exercise.name)))
            .find(|backup| !is_there(backup))
            .expect("numbers do not end");
        fs::rename(file, &backup)?;
        Ok(backup)
    }
}

/// Whether there is anything of this name, a link without an end included.
fn is_there(file: &Path) -> bool {
    file.symlink_metadata().is_ok()
}
