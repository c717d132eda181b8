use std::env;
use std::io::{self, Write as _};
use std::path::PathBuf;

use super::{Call, Failed};
use crate::answers::Answers;
use crate::progress::{Progress, State};
use crate::{Exercise, Set};

/// Names another folder for the learner's own answers.
pub(super) const OWN_FOLDER: &str = "PRACTICE_ANSWERS";

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
        let folder = match env::var_os(OWN_FOLDER) {
            Some(folder) => PathBuf::from(folder).join(set.name),
            None => PathBuf::from(set.folder).join("answers"),
        };
        let answers = Answers::open(set, folder)?;
        let file = answers.folder().join("progress.json");
        let (progress, damaged) = Progress::read(&file);
        if let Some(damaged) = damaged {
            let _ = writeln!(io::stderr(), "{}: {damaged}", set.name);
        }
        Ok(Session { set, call, answers, progress })
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

    pub(crate) fn state(&self, exercise: &Exercise) -> State {
        let answer = self.answers.read(exercise).unwrap_or_default();
        self.progress.state(exercise.name, &answer)
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
