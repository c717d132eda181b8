//! How a program is explored that is no answer to an exercise.

use std::time::Duration;

use explore::Explore;
use serde::{Deserialize, Serialize};
use statics::Whose;

/// Which schedules a program gets, and for how long.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Which schedules.
    pub kind: Kind,
    /// How often the clock may jump while others could go on.
    pub jumps: usize,
    /// After this no schedule begins. Without it there is no such end.
    pub time: Option<Duration>,
    /// What is explored.
    #[serde(default)]
    pub subject: Subject,
    /// The name of the only schedule that is run, if one is to be run again.
    #[serde(default)]
    pub replay: Option<String>,
}

/// What is explored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// The `main` of a file, whose tasks end before it does.
    #[default]
    Main,
    /// The `main` of a package, as cargo runs it: its threads may be left behind.
    Binary {
        /// Whether a panic of a thread that nobody joins is a failure.
        strict: bool,
    },
    /// A test, as cargo runs it: its threads may be left behind.
    Test {
        /// Whether a panic of a thread that nobody joins is a failure.
        strict: bool,
    },
}

/// Which schedules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Those of an exercise: with an order that may make a difference, in any order,
    /// random ones, and with random priorities.
    Mixed,
    /// All of them.
    Every,
    /// Those in which a task that could go on is interrupted so many times at most.
    Bounded(usize),
}

/// How many searches of one kind are cut off before the next kind is tried: each takes as
/// long as a thousand schedules that end.
pub(crate) const CUT: usize = 20;

impl Plan {
    /// What one of the searches that are left may take, after so much was used.
    pub(crate) fn share(&self, used: Duration, left: usize) -> Option<Duration> {
        let left = u32::try_from(left).unwrap_or(u32::MAX).max(1);
        Some(self.time?.saturating_sub(used) / left)
    }
}

impl Subject {
    /// Whose statics are new in each schedule: of a file those of its crate, which is the
    /// one of this name. Of a package all crates are its own.
    pub(crate) fn whose<'a>(self, file: Option<&'a str>) -> Option<Whose<'a>> {
        match self {
            Subject::Main => file.map(Whose::Crate),
            Subject::Binary { .. } | Subject::Test { .. } => {
                Some(Whose::AllExplored)
            }
        }
    }

    /// The same schedules, by the rules of what is explored.
    pub(crate) fn rules(self, explore: Explore) -> Explore {
        match self {
            Subject::Main => explore,
            Subject::Binary { strict: true } | Subject::Test { strict: true } => {
                explore.leaves_tasks()
            }
            Subject::Binary { strict: false } | Subject::Test { strict: false } => {
                explore.leaves_tasks().forgives_panics()
            }
        }
    }

    /// What it is, and where its own code is, in words.
    pub(crate) fn words(self) -> (&'static str, &'static str) {
        match self {
            Subject::Main | Subject::Binary { .. } => ("program", "`main`"),
            Subject::Test { .. } => ("test", "the test"),
        }
    }
}
