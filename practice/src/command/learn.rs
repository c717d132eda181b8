//! What a learner asks for besides a verdict.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::Command;

use workshop::{Building, Lines, told};

use super::{End, Failed, Session, Told, says};
use crate::answers::Unread;
use crate::program::Program;
use crate::progress::{Entry, State};
use crate::warned::warned_native;
use crate::{Criterion, Exercise, Judged, Set};

impl Session {
    pub(crate) fn overview(&self) -> Result<End, Failed> {
        let Set { title, week, name, .. } = self.set;
        let mut text = format!("{name}: {title}\n\n{}", self.lines());
        match self.next() {
            Some(next) => {
                text += &format!(
                    "\nNext: {}. Change its file, then judge it:\n\n  {}\n  \
                     cargo {week} check {}\n",
                    next.name,
                    self.place(next),
                    next.name
                );
            }
            None => text += "\nAll exercises are solved.\n",
        }
        text += &format!("  cargo {week} --help\n");
        says(&text)
    }

    fn lines(&self) -> String {
        let line = |exercise: &Exercise| {
            let state = match self.state(exercise) {
                State::Open => "open",
                State::Passed => "passed",
                State::Changed => "changed",
                State::Unreadable => "no text",
            };
            format!("  {:<20} {state:<8} {}\n", exercise.name, exercise.title)
        };
        let exercises = self.set.exercises;
        let mut text: String = exercises.iter().map(line).collect();
        for exercise in exercises {
            if let Err(Unread::Fault(fault)) = self.answers.read(exercise) {
                text += &format!("\n{}\n", told(&fault.to_string()).trim_end());
            }
        }
        text
    }

    /// The exercises, and how many are solved for each goal.
    pub(crate) fn list(&self) -> String {
        let mut text = self.lines() + "\n";
        for criterion in Criterion::ALL {
            let exercises = self.set.exercises.iter();
            let about_it: Vec<_> = exercises
                .filter(|exercise| exercise.criteria.contains(&criterion))
                .collect();
            let passed =
                about_it.iter().filter(|one| self.state(one) == State::Passed);
            if !about_it.is_empty() {
                let (passed, all) = (passed.count(), about_it.len());
                text += &format!("  {passed} of {all}  {}\n", criterion.says());
            }
        }
        text
    }

    /// The hints so far, and one more; and what could not be kept.
    pub(crate) fn hint(&mut self, exercise: &Exercise) -> (String, Option<String>) {
        let hints = exercise.hints();
        let (shown, unkept) = self.change(exercise, |entry| {
            entry.hints = (entry.hints + 1).min(hints.len());
            entry.hints
        });
        let mut text = String::new();
        for (number, hint) in hints[..shown].iter().enumerate() {
            let lead = format!("  {}. ", number + 1);
            let options = textwrap::Options::new(80);
            let options = options.initial_indent(&lead).subsequent_indent("     ");
            text += &(textwrap::fill(hint, options) + "\n");
        }
        (text + &format!("\n  {} left\n", hints.len() - shown), unkept)
    }

    /// Puts the starter back, and says where the answer is kept; and what could not be
    /// kept.
    pub(crate) fn reset(
        &mut self,
        exercise: &Exercise,
    ) -> Result<(String, Option<String>), Failed> {
        let backup = self.answers.reset(exercise).map_err(|error| {
            let file = self.answers.file(exercise);
            Failed(1, format!("{} cannot be changed: {error}", file.display()))
        })?;
        let ((), unkept) = self.change(exercise, |entry| entry.passed = None);
        let name = |kept: &PathBuf| {
            let name = kept.file_name().unwrap_or_default().to_string_lossy();
            format!(" Your answer is kept as {name}.")
        };
        let kept = backup.as_ref().map(name).unwrap_or_default();
        Ok((format!("The starter is back.{kept}\n"), unkept))
    }

    pub(super) fn solution(&mut self, exercise: &Exercise) -> Result<End, Failed> {
        let solved = self.state(exercise) == State::Passed;
        let ask = |entry: &mut Entry| std::mem::replace(&mut entry.asked, true);
        let (asked, unkept) = self.change(exercise, ask);
        // What was asked once would not be known the next time.
        let is_unkept = unkept.is_some();
        self.tell(unkept);
        if solved || asked || is_unkept {
            return says(exercise.solution);
        }
        let week = self.set.week;
        says(&format!(
            "You have not solved it yet. A hint may be enough: cargo {week} hint {}\n\
             To see the solution, ask again.\n",
            exercise.name
        ))
    }

    pub(super) fn run(&self, exercise: &Exercise) -> Result<End, Failed> {
        let answer = match self.answer(exercise) {
            Ok(answer) => answer,
            Err(judged) => return self.says_why(exercise, judged),
        };
        let lines = Lines::new(self.set.name);
        let tell = |building: &Building| lines.tell(building);
        let (program, warnings) = match Program::native(exercise, &answer, &tell) {
            Ok(built) => built,
            Err(not_built) => return self.says_why(exercise, not_built.into()),
        };
        drop(lines);
        // What the answer prints is all that stands in standard output.
        let _ =
            io::stderr().write_all(warned_native(&answer, &warnings).as_bytes());
        let status = Command::new(&program).status();
        let status = status.map_err(|error| {
            Failed(3, format!("{}: {error}", program.display()))
        })?;
        Ok(if status.success() { End::Passed } else { End::Wrong })
    }

    /// Why an answer does not run.
    fn says_why(&self, exercise: &Exercise, judged: Judged) -> Result<End, Failed> {
        let told = Told::without_text(judged);
        says(&self.shown(exercise, &told))?;
        Ok(told.judged.into())
    }
}
