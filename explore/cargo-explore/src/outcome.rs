//! All that can come of exploring a program.

use serde_json::json;
use verdict::{Explored, NO_END, SCHEMA, STACK, USUAL_STACK, Verdict, Wrong};
use workshop::{Fault, NoVerdict, Stop, drawn, root, stuck};

use crate::call::Search;

/// The models are read where the course was when this program was installed.
///
/// # Errors
///
/// If it is not there any more.
pub(crate) fn finds_the_course() -> Result<(), Outcome> {
    if root().join("explore/verdict").exists() {
        return Ok(());
    }
    let why = format!("the course is gone from {}", root().display());
    let cure = "Install cargo-explore again from where the course is now.";
    Err(Outcome::Fault(Fault::new(&why, cure)))
}

/// All that can come of exploring a program.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// No schedule failed.
    Clean { explored: Vec<Explored>, text: String },
    /// A schedule failed.
    Fails { explored: Vec<Explored>, wrong: Box<Wrong>, text: String },
    /// The program ends the process: it has failed, and nobody knows in which schedule.
    Ends(NoVerdict),
    /// There is no such file, or it is none.
    NoFile(String),
    /// It does not compile: what rustc says.
    NotCompiled(String),
    /// Something in the program cannot be explored: why, in a sentence.
    Refused(String),
    /// It is no fault of the program.
    Fault(Fault),
    /// Nobody wants to know any more.
    Stopped,
}

impl Outcome {
    /// The exit code when it is not known whether a schedule fails.
    pub(crate) const NOT_EXPLORED: u8 = 3;

    /// What came of it, unless that came of being stopped.
    pub(crate) fn unless_stopped(self, stop: &Stop) -> Outcome {
        if stop.is_stopped() { Outcome::Stopped } else { self }
    }

    /// What the process has found, of a program with this text. If the compiler knows its
    /// file by another name than the reader, these are the two.
    pub(crate) fn by(
        found: Result<Verdict, NoVerdict>,
        names: Option<(&str, &str)>,
        text: &str,
    ) -> Outcome {
        let told = |text: String| match names {
            Some((name, shown)) => text.replace(name, shown),
            None => text,
        };
        let Verdict { explored, outcome, .. } = match found {
            Ok(verdict) => verdict,
            Err(ended) => return Outcome::ended(ended),
        };
        match outcome {
            verdict::Outcome::Right => {
                Outcome::Clean { explored, text: text.to_string() }
            }
            verdict::Outcome::Wrong(mut wrong) => {
                for line in wrong.story.iter_mut().chain(&mut wrong.whole) {
                    if let Some((name, shown)) = names
                        && line.file == name
                    {
                        line.file = shown.to_string();
                    }
                }
                Outcome::Fails { explored, wrong, text: text.to_string() }
            }
            verdict::Outcome::Refused { why } => Outcome::Refused(told(why)),
            verdict::Outcome::Stuck { after, waits } => {
                let after = after.map(told);
                Outcome::Refused(stuck(after.as_deref(), waits))
            }
            verdict::Outcome::Slow { schedules, .. } => Outcome::Refused(format!(
                "{schedules} schedules had taken too long, and nothing was known yet."
            )),
        }
    }

    /// A program may need more than it is given here: that is no failure of its own.
    fn ended(ended: NoVerdict) -> Outcome {
        if let Some(fault) = ended.fault() {
            return Outcome::Fault(fault);
        }
        match ended {
            NoVerdict::Abort | NoVerdict::Heap(_) => Outcome::Ends(ended),
            NoVerdict::Stopped => Outcome::Stopped,
            NoVerdict::Stack => Outcome::Refused(format!(
                "It reached for memory that is not its own. A thread has used up its \
                 stack, as a recursion without an end does, or `unsafe` code is wrong. \
                 A stack has {} KiB here, and {} KiB in a package.",
                USUAL_STACK >> 10,
                STACK >> 10
            )),
            ended => Outcome::Refused(ended.to_string()),
        }
    }

    /// Draws the failing schedule, if there is one, with this name above it, where a
    /// picture is wanted. Returns a line about that.
    pub(crate) fn drawn(&self, name: &str, search: &Search) -> Option<String> {
        let (Outcome::Fails { wrong, .. }, Some(file)) = (self, &search.svg) else {
            return None;
        };
        Some(match std::fs::write(file, drawn(name, wrong)) {
            Ok(()) => format!("  Drawn: {}\n", file.display()),
            Err(error) => format!("  Not drawn: {}: {error}\n", file.display()),
        })
    }

    pub(crate) fn code(&self) -> u8 {
        match self {
            Outcome::Clean { .. } => 0,
            Outcome::Fails { .. } | Outcome::Ends(_) => 1,
            Outcome::NoFile(_) => 2,
            Outcome::NotCompiled(_)
            | Outcome::Refused(_)
            | Outcome::Fault(_)
            | Outcome::Stopped => Outcome::NOT_EXPLORED,
        }
    }

    /// The verdict in a few words.
    pub(crate) fn title(&self) -> &str {
        match self {
            Outcome::Clean { .. } => "clean",
            Outcome::Fails { wrong, .. } => &wrong.title,
            Outcome::Ends(ended) => ended.title(),
            Outcome::NoFile(_) => "there is no such program",
            Outcome::NotCompiled(_) => "it does not compile",
            Outcome::Refused(why) if why.starts_with(NO_END) => {
                "no schedule came to its end"
            }
            Outcome::Refused(_) => "it cannot be explored",
            Outcome::Fault(fault) => &fault.why,
            Outcome::Stopped => "it was stopped",
        }
    }

    /// One word for a program that reads it, as the practice crates say it.
    fn status(&self) -> &'static str {
        match self {
            Outcome::Clean { .. } => "passed",
            Outcome::Fails { .. } | Outcome::Ends(_) => "wrong",
            Outcome::NoFile(_) => "missing",
            Outcome::NotCompiled(_) => "not_compiled",
            Outcome::Refused(_) => "refused",
            Outcome::Fault(_) => "not_judged",
            Outcome::Stopped => "stopped",
        }
    }

    /// In a sentence or more, why there is nothing to show of it.
    pub(crate) fn why(&self) -> Option<String> {
        match self {
            Outcome::Clean { .. } | Outcome::Fails { .. } => None,
            Outcome::Ends(ended) => Some(ended.to_string()),
            Outcome::NoFile(why)
            | Outcome::NotCompiled(why)
            | Outcome::Refused(why) => Some(why.clone()),
            Outcome::Fault(fault) => Some(fault.why.clone()),
            Outcome::Stopped => Some("Nothing was known of it yet.".to_string()),
        }
    }

    /// The verdict as one object, with the names that the practice crates use, and what
    /// these say of where it is.
    pub(crate) fn json(&self, search: &Search, of: &[(&str, &str)]) -> String {
        let (explored, diagnosis) = match self {
            Outcome::Clean { explored, .. } => (Some(explored), None),
            Outcome::Fails { explored, wrong, .. } => (Some(explored), Some(wrong)),
            _ => (None, None),
        };
        let cure = match self {
            Outcome::Fault(fault) => Some(&fault.cure),
            _ => None,
        };
        let mut object = json!({
            "schema": SCHEMA,
            "seed": search.seed,
            "passed": self.code() == 0,
            "status": self.status(),
            "verdict": self.title(),
            "why": self.why(),
            "cure": cure,
            "explored": explored,
            "diagnosis": diagnosis,
        });
        for (name, value) in of {
            object[*name] = (*value).into();
        }
        object.to_string()
    }
}
