//! What a learner asks for besides a verdict.

use std::process::Command;

use super::{End, Failed, Session, says};
use crate::program::{NotBuilt, Program};
use crate::progress::State;
use crate::{Criterion, Exercise, Set};

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
            None => text += "\nAll are solved.\n",
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
            };
            format!("  {:<20} {state:<8} {}\n", exercise.name, exercise.title)
        };
        self.set.exercises.iter().map(line).collect()
    }

    /// The exercises, and how many of those that prove something are solved.
    pub(crate) fn list(&self) -> String {
        let mut text = self.lines() + "\n";
        for criterion in Criterion::ALL {
            let exercises = self.set.exercises.iter();
            let proving: Vec<_> = exercises
                .filter(|exercise| exercise.criteria.contains(&criterion))
                .collect();
            let passed =
                proving.iter().filter(|one| self.state(one) == State::Passed);
            if !proving.is_empty() {
                let (passed, all) = (passed.count(), proving.len());
                text += &format!("  {passed} of {all}  {}\n", criterion.says());
            }
        }
        text
    }

    /// The hints so far, and one more.
    pub(crate) fn hint(&mut self, exercise: &Exercise) -> Result<String, Failed> {
        let hints = exercise.hints();
        let entry = self.progress.of(exercise.name);
        entry.hints = (entry.hints + 1).min(hints.len());
        let shown = entry.hints;
        self.progress.save()?;
        let mut text = String::new();
        for (number, hint) in hints[..shown].iter().enumerate() {
            let lead = format!("  {}. ", number + 1);
            let options = textwrap::Options::new(80);
            let options = options.initial_indent(&lead).subsequent_indent("     ");
            text += &(textwrap::fill(hint, options) + "\n");
        }
        Ok(text + &format!("\n  {} left\n", hints.len() - shown))
    }

    /// Puts the starter back, and says where the answer is kept.
    pub(crate) fn reset(&mut self, exercise: &Exercise) -> Result<String, Failed> {
        let backup = self.answers.reset(exercise)?;
        self.progress.of(exercise.name).passed = None;
        self.progress.save()?;
        let name = backup.file_name().unwrap_or_default().to_string_lossy();
        Ok(format!("The starter is back; your answer is kept as {name}.\n"))
    }

    pub(super) fn solution(&mut self, exercise: &Exercise) -> Result<End, Failed> {
        let solved = self.state(exercise) == State::Passed;
        let entry = self.progress.of(exercise.name);
        let asked = std::mem::replace(&mut entry.asked, true);
        self.progress.save()?;
        if solved || asked {
            return says(exercise.solution);
        }
        let week = self.set.week;
        says(&format!(
            "Not solved yet: cargo {week} hint {} may be enough. Ask again to see it.\n",
            exercise.name
        ))
    }

    pub(super) fn run(&self, exercise: &Exercise) -> Result<End, Failed> {
        let answer = self.answer(exercise)?;
        let program = match Program::native(exercise, &answer) {
            Ok(program) => program,
            Err(NotBuilt::Refused(message)) => {
                says(&message)?;
                return Ok(End::Wrong);
            }
            Err(NotBuilt::Failed(why)) => return Err(Failed(1, why)),
        };
        let status = Command::new(program).status()?;
        Ok(if status.success() { End::Passed } else { End::Wrong })
    }
}
