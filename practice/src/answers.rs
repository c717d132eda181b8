//! The learner's folder: a small workspace of its own, for the editor.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::package::{self, crates};
use crate::{Exercise, Set};

/// The folder `answers` of a practice crate.
pub(crate) struct Answers {
    folder: PathBuf,
}

impl Answers {
    /// Makes the folder from the starters; what is there stays as it is.
    pub(crate) fn open(set: &Set, folder: PathBuf) -> io::Result<Answers> {
        fs::create_dir_all(&folder)?;
        let answers = Answers { folder };
        for exercise in set.exercises {
            let file = answers.file(exercise);
            if !file.exists() {
                fs::write(file, exercise.starter)?;
            }
        }
        // For the editor alone: nothing here reads it.
        let manifest = answers.folder.join("Cargo.toml");
        if !manifest.exists() {
            fs::write(manifest, manifest_text(set))?;
            // With it the editor needs no network either.
            package::lock(&answers.folder)?;
        }
        Ok(answers)
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

    pub(crate) fn read(&self, exercise: &Exercise) -> io::Result<String> {
        fs::read_to_string(self.file(exercise))
    }

    /// Puts the starter back and returns where the answer is kept.
    pub(crate) fn reset(&self, exercise: &Exercise) -> io::Result<PathBuf> {
        let file = self.file(exercise);
        let backup = (1..)
            .map(|n| self.folder.join(format!("{}.backup{n}.rs", exercise.name)))
            .find(|backup| !backup.exists())
            .expect("numbers do not end");
        if file.exists() {
            fs::rename(&file, &backup)?;
        }
        fs::write(file, exercise.starter)?;
        Ok(backup)
    }
}

fn manifest_text(set: &Set) -> String {
    let bin = |exercise: &Exercise| {
        let name = exercise.name;
        format!("\n[[bin]]\nname = \"{name}\"\npath = \"{name}.rs\"\n")
    };
    let bins: String = set.exercises.iter().map(bin).collect();
    let is_async = set.exercises.iter().any(|exercise| exercise.is_async);
    let crates = crates(is_async);
    format!(
        "# For your editor. `check` makes a manifest of its own and never reads this.\n\
         [package]\nname = \"answers\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [workspace]\n\n[dependencies]\n{crates}{bins}"
    )
}
