//! Verdicts.

use std::io::{self, Write as _};

use serde_json::json;

use super::{End, Failed, Session, says};
use crate::program::Program;
use crate::progress::hash;
use crate::show::{Judged, show, show_whole};
use crate::{
    Effort, Exercise, Proof, SCHEDULES, SEED, Set, picture, prove, summary,
};

impl Session {
    pub(crate) fn seed(&self) -> u64 {
        self.call.seed.unwrap_or(SEED)
    }

    /// # Errors
    ///
    /// If it cannot be read.
    pub(crate) fn answer(&self, exercise: &Exercise) -> Result<String, Failed> {
        let file = self.answers.file(exercise);
        self.answers
            .read(exercise)
            .map_err(|error| Failed(1, format!("{}: {error}", file.display())))
    }

    fn judge(&self, exercise: &Exercise) -> Result<(Judged, String), Failed> {
        let file = self.answers.file(exercise);
        if !file.exists() {
            return Ok((Judged::Missing(file), String::new()));
        }
        if Program::is_first() {
            let _ = writeln!(
                io::stderr(),
                "The judge is built first, once: a minute or so."
            );
        }
        let answer = self.answer(exercise)?;
        Ok((Judged::of(exercise, &answer, self.seed(), SCHEDULES), answer))
    }

    pub(super) fn check(
        &mut self,
        exercise: &'static Exercise,
    ) -> Result<End, Failed> {
        let (judged, answer) = self.judge(exercise)?;
        let text = match self.call.json {
            true => object(self.set, exercise, &judged).to_string() + "\n",
            false => self.shown(exercise, &judged, &answer),
        };
        self.note(exercise, &judged, &answer)?;
        says(&text)?;
        Ok(if judged.passed() { End::Passed } else { End::Wrong })
    }

    /// The verdict as it is printed.
    pub(crate) fn shown(
        &self,
        exercise: &Exercise,
        judged: &Judged,
        answer: &str,
    ) -> String {
        let hints = if self.is_foreign() { 0 } else { self.hints_left(exercise) };
        show(judged, exercise, answer, self.set.week, hints)
    }

    /// Keeps in mind that an answer has passed.
    pub(crate) fn note(
        &mut self,
        exercise: &Exercise,
        judged: &Judged,
        answer: &str,
    ) -> io::Result<()> {
        if judged.passed() && !self.is_foreign() {
            self.progress.of(exercise.name).passed = Some(hash(answer));
            self.progress.save()?;
        }
        Ok(())
    }

    pub(super) fn check_all(&mut self) -> Result<End, Failed> {
        let mut end = End::Passed;
        for exercise in self.set.exercises {
            let (judged, answer) = self.judge(exercise)?;
            self.note(exercise, &judged, &answer)?;
            if !judged.passed() {
                end = End::Wrong;
            }
            let text = match self.call.json {
                true => object(self.set, exercise, &judged).to_string(),
                false => format!("  {:<20} {}", exercise.name, judged.title()),
            };
            says(&(text + "\n"))?;
        }
        Ok(end)
    }

    pub(super) fn explain(
        &mut self,
        exercise: &'static Exercise,
    ) -> Result<End, Failed> {
        let (judged, answer) = self.judge(exercise)?;
        let Some(file) = &self.call.svg else {
            let text = show(&judged, exercise, &answer, self.set.week, 0);
            let whole = show_whole(&judged, exercise, &answer);
            return says(&(text + &whole));
        };
        let Some(wrong) = judged.wrong() else {
            let why = format!("there is no interleaving: {}", judged.title());
            return Err(Failed(1, why));
        };
        std::fs::write(file, picture::draw(exercise.name, wrong))
            .map_err(|error| Failed(1, format!("{}: {error}", file.display())))?;
        Ok(End::Passed)
    }

    /// Exercises held to their own right and wrong answers, a line each.
    pub(super) fn prove(
        &self,
        exercises: Vec<&'static Exercise>,
    ) -> Result<End, Failed> {
        let effort = if self.call.quick { Effort::QUICK } else { Effort::FULL };
        says(&format!("{}\n", Proof::HEADING))?;
        let mut end = End::Passed;
        let mut proofs = Vec::new();
        for exercise in exercises {
            let proof = prove(exercise, effort);
            says(&format!("{}\n", proof.line()))?;
            for fault in &proof.faults {
                let _ = writeln!(io::stderr(), "{fault}");
                end = End::Wrong;
            }
            proofs.push(proof);
        }
        says(&format!("{}\n", summary(&proofs)))?;
        Ok(end)
    }
}

/// One verdict for a table of many.
fn object(set: &Set, exercise: &Exercise, judged: &Judged) -> serde_json::Value {
    json!({
        "schema": verdict::SCHEMA,
        "set": set.name,
        "exercise": exercise.name,
        "passed": judged.passed(),
        "verdict": judged.title(),
        "explored": judged.explored(),
        "diagnosis": judged.wrong(),
    })
}
