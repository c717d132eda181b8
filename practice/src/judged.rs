//! All that can come of judging one answer.

use std::path::PathBuf;

use verdict::{Explored, Outcome, Verdict, Wrong, number};
use workshop::{Fault, Limits, NoVerdict, SILENT, Stop, Tell};

use crate::exercise::Exercise;
use crate::program::{NotBuilt, Program};

/// All that can come of judging one answer.
#[derive(Debug)]
pub enum Judged {
    /// It was explored.
    Verdict(Verdict),
    /// It does not compile: what rustc says.
    Refused(String),
    /// It ended its process, or was ended.
    Ended(NoVerdict),
    /// There is no answer in this place.
    Missing(PathBuf),
    /// It could not be judged, and that is not its fault.
    NotJudged(Fault),
}

impl Judged {
    /// Builds an answer and explores it.
    pub fn of(
        exercise: &Exercise,
        answer: &str,
        seed: u64,
        schedules: usize,
    ) -> Judged {
        let stop = Stop::default();
        Judged::of_until(exercise, answer, seed, schedules, &stop, SILENT).0
    }

    /// As [`of`](Judged::of), but what goes on meanwhile is told, and it can be stopped,
    /// and then says anything. The second part is what rustc warns of in the answer.
    pub fn of_until(
        exercise: &Exercise,
        answer: &str,
        seed: u64,
        schedules: usize,
        stop: &Stop,
        tell: Tell<'_>,
    ) -> (Judged, String) {
        Judged::built(exercise, answer, stop, tell, |program| {
            program.run_telling(seed, schedules, &Limits::default(), tell)
        })
    }

    /// As [`of_until`](Judged::of_until), in the one schedule that a failure has named. An
    /// answer that does not fail there has not passed.
    pub(crate) fn again(
        exercise: &Exercise,
        answer: &str,
        schedule: &str,
        tell: Tell<'_>,
    ) -> (Judged, String) {
        Judged::built(exercise, answer, &Stop::default(), tell, |program| {
            program.replay(schedule)
        })
    }

    fn built(
        exercise: &Exercise,
        answer: &str,
        stop: &Stop,
        tell: Tell<'_>,
        explore: impl FnOnce(&Program) -> Result<Verdict, NoVerdict>,
    ) -> (Judged, String) {
        match Program::build_until(exercise, answer, stop, tell) {
            Ok(program) => {
                let verdict = Judged::by(explore(&program));
                (verdict, program.warnings().to_string())
            }
            Err(not_built) => (not_built.into(), String::new()),
        }
    }

    /// What came of exploring it.
    pub fn by(verdict: Result<Verdict, NoVerdict>) -> Judged {
        match verdict {
            Ok(Verdict {
                outcome: Outcome::Slow { schedules, failed }, ..
            }) => Judged::NotJudged(slow(schedules, failed)),
            Ok(verdict) => Judged::Verdict(verdict),
            Err(ended) => match ended.fault() {
                Some(fault) => Judged::NotJudged(fault),
                None => Judged::Ended(ended),
            },
        }
    }

    /// Whether the answer passed.
    pub fn passed(&self) -> bool {
        matches!(self, Judged::Verdict(verdict) if verdict.outcome == Outcome::Right)
    }

    /// How far each check was explored, if there is a verdict.
    pub fn explored(&self) -> Option<&[Explored]> {
        match self {
            Judged::Verdict(verdict) => Some(&verdict.explored),
            _ => None,
        }
    }

    /// Why it could not be judged, if that is not its fault.
    pub fn fault(&self) -> Option<&Fault> {
        match self {
            Judged::NotJudged(fault) => Some(fault),
            _ => None,
        }
    }

    /// One word for a program that reads it: `passed`; `wrong`; `refused` if it cannot be
    /// explored; `not_compiled`; `missing`; `not_judged` if that is not its fault.
    pub fn status(&self) -> &'static str {
        match self {
            Judged::Refused(_) => "not_compiled",
            Judged::Missing(_) => "missing",
            Judged::NotJudged(_) => "not_judged",
            Judged::Ended(_) => "wrong",
            Judged::Verdict(verdict) => match verdict.outcome {
                Outcome::Right => "passed",
                Outcome::Wrong(_) | Outcome::Stuck { .. } => "wrong",
                Outcome::Refused { .. } => "refused",
                Outcome::Slow { .. } => "not_judged",
            },
        }
    }

    /// The failure, if a schedule failed.
    pub fn wrong(&self) -> Option<&Wrong> {
        match self {
            Judged::Verdict(Verdict { outcome: Outcome::Wrong(wrong), .. }) => {
                Some(wrong)
            }
            _ => None,
        }
    }

    /// The verdict in a few words: "an update was lost".
    pub fn title(&self) -> &str {
        match self {
            Judged::Refused(_) => "it does not compile",
            Judged::Missing(_) => "there is no answer",
            Judged::NotJudged(_) => "it could not be judged",
            Judged::Ended(ended) => ended.title(),
            Judged::Verdict(verdict) => match &verdict.outcome {
                Outcome::Right => "passed",
                Outcome::Wrong(wrong) => &wrong.title,
                Outcome::Refused { .. } => "it cannot be judged",
                Outcome::Stuck { .. } => "it never ends",
                Outcome::Slow { .. } => "it is too slow to judge",
            },
        }
    }
}

impl From<NotBuilt> for Judged {
    fn from(not_built: NotBuilt) -> Judged {
        match not_built {
            NotBuilt::Refused(message) => Judged::Refused(message),
            NotBuilt::Failed(fault) => Judged::NotJudged(fault),
        }
    }
}

/// It was explored for as long as anybody waits.
fn slow(schedules: usize, failed: bool) -> Fault {
    let found = match failed {
        false => "none failed",
        true => "one failed and could not be told in time",
    };
    let why =
        format!("too slow to judge: {} schedules, {found}", number(schedules));
    let cure = "Check again when the machine is less busy. An answer that looks again and \
                again has more schedules than one that waits to be woken.";
    Fault::new(&why, cure)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_slow_is_not_wrong() {
        let outcome = Outcome::Slow { schedules: 1_812, failed: false };
        let verdict = Verdict { schema: 1, seed: 1, explored: Vec::new(), outcome };
        let judged = Judged::by(Ok(verdict));
        let fault = judged.fault().expect("a fault");
        assert_eq!(fault.why, "too slow to judge: 1,812 schedules, none failed");
        assert_eq!((judged.status(), judged.passed()), ("not_judged", false));
    }
}
