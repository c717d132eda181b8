//! What has been solved: a small file that can be read.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// The version of the file's form.
const SCHEMA: u32 = 1;

#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Progress {
    schema: u32,
    exercises: BTreeMap<String, Entry>,
    #[serde(skip)]
    file: PathBuf,
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// The hash of the answer that passed.
    pub(crate) passed: Option<String>,
    /// How many hints were shown.
    #[serde(default)]
    pub(crate) hints: usize,
    /// Whether the solution was asked for.
    #[serde(default)]
    pub(crate) asked: bool,
}

/// How far one exercise has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Open,
    Passed,
    /// It passed, and was changed since.
    Changed,
    /// There is something in its place that is no text.
    Unreadable,
}

impl Progress {
    /// Reads the file. One that is damaged is set aside; the second part says so.
    pub(crate) fn read(file: &Path) -> (Progress, Option<String>) {
        let new = || Progress {
            schema: SCHEMA,
            file: file.to_path_buf(),
            ..Progress::default()
        };
        let text = match fs::read_to_string(file) {
            Ok(text) => text,
            // The folder may be none, which is told elsewhere.
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
                ) =>
            {
                return (new(), None);
            }
            Err(error) => {
                return (new(), Some(set_aside(file, &error.to_string())));
            }
        };
        match serde_json::from_str::<Progress>(&text) {
            Ok(progress) if progress.schema == SCHEMA => {
                (Progress { file: file.to_path_buf(), ..progress }, None)
            }
            Ok(progress) => {
                let why = format!("its schema is {}", progress.schema);
                (new(), Some(set_aside(file, &why)))
            }
            Err(error) => (new(), Some(set_aside(file, &error.to_string()))),
        }
    }

    /// How many hints were shown.
    pub(crate) fn hints(&self, name: &str) -> usize {
        self.exercises.get(name).map_or(0, |entry| entry.hints)
    }

    pub(crate) fn state(&self, name: &str, answer: &str) -> State {
        let entry = self.exercises.get(name);
        match entry.and_then(|entry| entry.passed.as_deref()) {
            None => State::Open,
            Some(passed) if passed == hash(answer) => State::Passed,
            Some(_) => State::Changed,
        }
    }

    /// Changes what is known of one exercise, and keeps it: what others have written since
    /// the file was read is not lost. In this process it is changed in any case; the second
    /// part says that a damaged file was set aside.
    ///
    /// # Errors
    ///
    /// If the file cannot be written.
    pub(crate) fn change<T>(
        &mut self,
        name: &str,
        change: impl FnOnce(&mut Entry) -> T,
    ) -> (T, io::Result<Option<String>>) {
        // The first that fails is told, and what can be done is.
        let turn = self.turn();
        let mut said = None;
        if turn.is_ok() && self.file.exists() {
            let (now, damaged) = Progress::read(&self.file);
            self.exercises = now.exercises;
            said = damaged;
        }
        let made = change(self.exercises.entry(name.to_string()).or_default());
        let kept = turn.and_then(|_turn| self.save());
        (made, kept.map(|()| said))
    }

    /// Waits until nobody else changes the file. Where the file system knows no locks
    /// there is none.
    fn turn(&self) -> io::Result<File> {
        let turn = File::create(self.file.with_file_name(".progress.lock"))?;
        match turn.lock() {
            Err(error) if error.kind() != io::ErrorKind::Unsupported => Err(error),
            _ => Ok(turn),
        }
    }

    /// Under its name the file is whole at every moment.
    fn save(&self) -> io::Result<()> {
        let text = serde_json::to_string_pretty(self)? + "\n";
        let part = self.file.with_extension("part");
        fs::write(&part, text)?;
        fs::rename(&part, &self.file)
    }
}

fn set_aside(file: &Path, why: &str) -> String {
    let aside = file.with_extension("damaged.json");
    match fs::rename(file, &aside) {
        Ok(()) => format!(
            "the progress file cannot be read ({why}); it is kept as {}, and a new \
             one begins",
            aside.display()
        ),
        Err(error) => format!("the progress file cannot be read: {why}; {error}"),
    }
}

/// FNV-1a, 64 bits: tells that an answer has changed, nothing else.
pub(crate) fn hash(text: &str) -> String {
    let step = |hash: u64, byte: u8| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    };
    format!("{:016x}", text.bytes().fold(0xcbf2_9ce4_8422_2325, step))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir()
            .join(format!("progress-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn what_passed_is_known_again_until_it_changes() {
        let folder = folder("known");
        let file = folder.join("progress.json");
        let (mut progress, said) = Progress::read(&file);
        assert_eq!((progress.state("one", "text"), said), (State::Open, None));
        let passes = |entry: &mut Entry| entry.passed = Some(hash("text"));
        progress.change("one", passes).1.unwrap();
        let (progress, _) = Progress::read(&file);
        assert_eq!(progress.state("one", "text"), State::Passed);
        assert_eq!(progress.state("one", "text!"), State::Changed);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn what_others_have_kept_stays() {
        let folder = folder("others");
        let file = folder.join("progress.json");
        let (mut mine, _) = Progress::read(&file);
        let (mut theirs, _) = Progress::read(&file);
        theirs.change("one", |entry| entry.hints = 2).1.unwrap();
        mine.change("two", |entry| entry.hints = 1).1.unwrap();
        assert_eq!((mine.hints("one"), mine.hints("two")), (2, 1));
        let (kept, _) = Progress::read(&file);
        assert_eq!((kept.hints("one"), kept.hints("two")), (2, 1));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_damaged_file_is_set_aside() {
        let folder = folder("damaged");
        let file = folder.join("progress.json");
        fs::write(&file, "{ half a fi").unwrap();
        let (progress, said) = Progress::read(&file);
        assert!(said.unwrap().contains("progress.damaged.json"));
        assert_eq!(progress.state("one", ""), State::Open);
        let kept =
            fs::read_to_string(folder.join("progress.damaged.json")).unwrap();
        assert_eq!(kept, "{ half a fi");
        fs::remove_dir_all(folder).unwrap();
    }
}
