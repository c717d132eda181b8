use std::env;
use std::io::{self, Write as _};
use std::path::PathBuf;

use super::{Call, End, Failed, says};
use crate::answers::{Answers, OWN_FOLDER, Unread};
use crate::progress::{Entry, Progress, State};
use crate::{Exercise, Set};

/// The exercises, the answers to them, and what has been solved.
pub(crate) struct Session {
    pub(crate) set: &'static Set,
    pub(crate) call: Call,
    pub(crate) answers: Answers,
    pub(crate) progress: Progress,
}

impl Session {
    pub(crate) fn open(set: &'static Set, call: Call) -> Result<Session, Failed> {
        if let Some(folder) = &call.answers {
            if !folder.is_dir() {
                return Err(Failed(2, format!("no folder {}", folder.display())));
            }
            let answers = Answers::read_only(folder.clone());
            let progress = Progress::default();
            return Ok(Session { set, call, answers, progress });
        }
        let folder = match env::var_os(OWN_FOLDER).filter(|name| !name.is_empty()) {
            Some(folder) => PathBuf::from(folder).join(set.name),
            None => PathBuf::from(set.folder).join("answers"),
        };
        let (answers, unkept) = Answers::open(set, folder);
        if let Some(fault) = unkept {
            tell(set, &fault.to_string());
        }
        let file = answers.folder().join("progress.json");
        let (progress, damaged) = Progress::read(&file);
        if let Some(damaged) = damaged {
            tell(set, &damaged);
        }
        Ok(Session { set, call, answers, progress })
    }

    /// Changes what is known of an exercise. What cannot be kept is no reason to stop; what
    /// is said of it is the second part.
    pub(crate) fn change<T>(
        &mut self,
        exercise: &Exercise,
        change: impl FnOnce(&mut Entry) -> T,
    ) -> (T, Option<String>) {
        let (made, kept) = self.progress.change(exercise.name, change);
        let said = kept.unwrap_or_else(|error| {
            let folder = self.answers.folder().display();
            Some(format!(
                "progress cannot be kept in {folder}: {error}. Set {OWN_FOLDER} to a \
                 folder that can be written."
            ))
        });
        (made, said)
    }

    /// Says this, and then what could not be kept.
    pub(super) fn says(
        &self,
        (text, unkept): (String, Option<String>),
    ) -> Result<End, Failed> {
        says(&text)?;
        self.tell(unkept);
        Ok(End::Passed)
    }

    /// Says what is no part of an answer to what was asked.
    pub(crate) fn tell(&self, what: Option<String>) {
        if let Some(what) = what {
            tell(self.set, &what);
        }
    }

    /// Whether the answers are only read.
    pub(crate) fn is_foreign(&self) -> bool {
        self.call.answers.is_some()
    }

    pub(crate) fn named(&self, name: &str) -> Result<&'static Exercise, Failed> {
        let likeness = |one: &&Exercise| strsim::jaro_winkler(one.name, name);
        self.set.exercise(name).ok_or_else(|| {
            let exercises = self.set.exercises.iter();
            let nearest =
                exercises.max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
            let nearest = nearest.map_or("", |exercise| exercise.name);
            Failed(2, format!("no exercise `{name}`; did you mean `{nearest}`?"))
        })
    }

    /// All if none is named.
    pub(super) fn all_named(
        &self,
        names: &[&str],
    ) -> Result<Vec<&'static Exercise>, Failed> {
        match names {
            [] => Ok(self.set.exercises.iter().collect()),
            _ => names.iter().map(|name| self.named(name)).collect(),
        }
    }

    pub(crate) fn state(&self, exercise: &Exercise) -> State {
        match self.answers.read(exercise) {
            Ok(answer) => self.progress.state(exercise.name, &answer),
            Err(Unread::Missing) => self.progress.state(exercise.name, ""),
            Err(Unread::Fault(_)) => State::Unreadable,
        }
    }

    /// The first that is not solved.
    pub(crate) fn next(&self) -> Option<&'static Exercise> {
        let mut exercises = self.set.exercises.iter();
        exercises.find(|exercise| self.state(exercise) != State::Passed)
    }

    /// The file of an answer, from where the reader stands if it is below.
    pub(crate) fn place(&self, exercise: &Exercise) -> String {
        let file = self.answers.file(exercise);
        let here = env::current_dir().unwrap_or_default();
        file.strip_prefix(here).unwrap_or(&file).display().to_string()
    }

    pub(crate) fn hints_left(&self, exercise: &Exercise) -> usize {
        let shown = self.progress.hints(exercise.name);
        exercise.hints().len().saturating_sub(shown)
    }
}

/// Nobody is left to tell when standard error is closed.
fn tell(set: &Set, what: &str) {
    let _ = writeln!(io::stderr(), "{}: {what}", set.name);
}
