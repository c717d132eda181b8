//! Verdicts.

use std::io::{self, Write as _};

use serde_json::json;
use workshop::{Building, Lines, Stop};

use super::{End, Failed, Session, says};
use crate::answers::Unread;
use crate::progress::hash;
use crate::show::{Prompts, show, show_whole};
use crate::warned::warned;
use crate::{
    Effort, Exercise, Judged, Proof, SCHEDULES, SEED, Set, prove, summary,
};

impl Session {
    pub(crate) fn seed(&self) -> u64 {
        self.call.seed.unwrap_or(SEED)
    }

    /// # Errors
    ///
    /// What is said of it if it cannot be read.
    pub(crate) fn answer(&self, exercise: &Exercise) -> Result<String, Judged> {
        self.answers.read(exercise).map_err(|unread| match unread {
            Unread::Missing => Judged::Missing(self.answers.file(exercise)),
            Unread::Fault(fault) => Judged::NotJudged(fault),
        })
    }

    fn judge(&self, exercise: &Exercise) -> Told {
        let answer = match self.answer(exercise) {
            Ok(answer) => answer,
            Err(judged) => return Told::without_text(judged),
        };
        let lines = Lines::new(self.set.name);
        let tell = |building: &Building| lines.tell(building);
        let (judged, warnings) = match &self.call.replay {
            Some(schedule) => Judged::again(exercise, &answer, schedule, &tell),
            None => Judged::of_until(
                exercise,
                &answer,
                self.seed(),
                SCHEDULES,
                &Stop::default(),
                &tell,
            ),
        };
        Told { judged, answer, warnings }
    }

    pub(super) fn check(
        &mut self,
        exercise: &'static Exercise,
    ) -> Result<End, Failed> {
        let told = self.judge(exercise);
        let text = match self.call.json {
            true => object(self.set, exercise, &told).to_string() + "\n",
            false => self.shown(exercise, &told),
        };
        let unkept = self.note(exercise, &told);
        self.says((text, unkept))?;
        Ok(told.judged.into())
    }

    /// The verdict as it is printed.
    pub(crate) fn shown(&self, exercise: &Exercise, told: &Told) -> String {
        let hints = if self.is_foreign() { 0 } else { self.hints_left(exercise) };
        let Told { judged, answer, warnings } = told;
        let options = self.call.options();
        let prompts = Prompts { week: self.set.week, options: &options, hints };
        show(judged, exercise, answer, &prompts) + &warned(judged, answer, warnings)
    }

    /// Keeps in mind that an answer has passed, and returns what is to be said of that.
    pub(crate) fn note(
        &mut self,
        exercise: &Exercise,
        told: &Told,
    ) -> Option<String> {
        if !told.judged.passed() || self.is_foreign() {
            return None;
        }
        let passed = Some(hash(&told.answer));
        self.change(exercise, |entry| entry.passed = passed).1
    }

    /// Ends with what ended the worst of them.
    pub(super) fn check_all(&mut self) -> Result<End, Failed> {
        let mut end = End::Passed;
        let mut unkept = None;
        for exercise in self.set.exercises {
            let told = self.judge(exercise);
            unkept = self.note(exercise, &told).or(unkept);
            let text = match (self.call.json, told.judged.fault()) {
                (true, _) => object(self.set, exercise, &told).to_string(),
                (false, None) => line(exercise, told.judged.title()),
                (false, Some(fault)) => {
                    line(exercise, &format!("not judged: {}", fault.why))
                }
            };
            says(&(text + "\n"))?;
            end = match (end, End::from(told.judged)) {
                (End::NotJudged, _) | (_, End::NotJudged) => End::NotJudged,
                (End::Passed, other) => other,
                (end, _) => end,
            };
        }
        self.tell(unkept);
        Ok(end)
    }

    /// Ends as the check does. With `--svg` it ends well if there was a failing schedule
    /// to draw.
    pub(super) fn explain(
        &mut self,
        exercise: &'static Exercise,
    ) -> Result<End, Failed> {
        let told = self.judge(exercise);
        if told.judged.fault().is_some() {
            says(&self.shown(exercise, &told))?;
            return Ok(told.judged.into());
        }
        let Told { judged, answer, .. } = told;
        let Some(file) = &self.call.svg else {
            let prompts = Prompts { week: self.set.week, options: "", hints: 0 };
            let text = show(&judged, exercise, &answer, &prompts);
            let whole = show_whole(&judged, exercise, &answer);
            let again = self.again(exercise, &judged).unwrap_or_default();
            says(&(text + &whole + &again))?;
            return Ok(judged.into());
        };
        let Some(wrong) = judged.wrong() else {
            let why = format!("there is no interleaving: {}", judged.title());
            return Err(Failed(1, why));
        };
        std::fs::write(file, workshop::drawn(exercise.name, wrong))
            .map_err(|error| Failed(1, format!("{}: {error}", file.display())))?;
        Ok(End::Passed)
    }

    /// The line that runs the failing schedule again, to be typed as it stands.
    fn again(&self, exercise: &Exercise, judged: &Judged) -> Option<String> {
        let schedule = &judged.wrong()?.replay;
        let (week, name) = (self.set.week, exercise.name);
        let options = self.call.options_of(schedule);
        let line = format!(
            "\n  this schedule alone: cargo {week} check {name}{options}\n"
        );
        (!schedule.is_empty()).then_some(line)
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

/// What is said of an answer.
pub(crate) struct Told {
    pub(crate) judged: Judged,
    pub(crate) answer: String,
    /// What rustc warns of.
    pub(crate) warnings: String,
}

impl Told {
    /// Of what could not be read.
    pub(crate) fn without_text(judged: Judged) -> Told {
        Told { judged, answer: String::new(), warnings: String::new() }
    }
}

/// One of many.
fn line(exercise: &Exercise, said: &str) -> String {
    format!("  {:<20} {said}", exercise.name)
}

impl From<Judged> for End {
    fn from(judged: Judged) -> End {
        match judged {
            judged if judged.passed() => End::Passed,
            Judged::NotJudged(_) => End::NotJudged,
            _ => End::Wrong,
        }
    }
}

/// One verdict for a table of many.
fn object(set: &Set, exercise: &Exercise, told: &Told) -> serde_json::Value {
    let Told { judged, warnings, .. } = told;
    json!({
        "schema": verdict::SCHEMA,
        "set": set.name,
        "exercise": exercise.name,
        "passed": judged.passed(),
        "status": judged.status(),
        "verdict": judged.title(),
        "why": judged.fault().map(|fault| &fault.why),
        "cure": judged.fault().map(|fault| &fault.cure),
        "explored": judged.explored(),
        "diagnosis": judged.wrong(),
        "warnings": warnings,
    })
}
