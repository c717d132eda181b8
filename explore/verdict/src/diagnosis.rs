//! The cause of a failure, read from what the tasks did.

use std::mem::discriminant;

use explore::{Act, Cause, Failure, Object, Step};

use crate::claims::{self, Show};
use crate::sources::Sources;
use crate::{awaits, deadlocks, number, panics, races};

/// How many steps have to repeat an earlier one to be called a loop.
const RECENT: usize = 100;

/// The most steps of a loop that is shown once.
const LONGEST_ROUND: usize = 12;

/// How sure a rule is that what it has seen is the cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sure {
    /// It happens in right programs as well: told if nothing else is known.
    Possible,
    /// It seldom happens in right programs: told of a result that is wrong.
    Likely,
    /// It is a mistake wherever it happens: told beside what else is known.
    Certain,
}

/// What went wrong, in words, and where it can be seen.
#[derive(Debug)]
pub(crate) struct Diagnosis {
    pub(crate) title: String,
    /// The cause in a few words, if the title says what came of it.
    pub(crate) cause: Option<String>,
    pub(crate) sure: Sure,
    /// How the titles end of what it explains for sure.
    pub(crate) fits: Option<&'static str>,
    pub(crate) sentence: String,
    pub(crate) end: Option<String>,
    pub(crate) ask: Option<String>,
    /// The steps that tell it; all of these objects if there are none.
    pub(crate) steps: Vec<usize>,
    /// Of a schedule in which nobody can go on, the tasks whose waits tell why; all if
    /// there are none.
    pub(crate) waits: Vec<String>,
    /// What it is about. Empty: everything.
    pub(crate) objects: Vec<Object>,
    /// The step at which it went wrong.
    pub(crate) wrong: Option<usize>,
    /// What is said of that step in place of its own words.
    pub(crate) at_wrong: Option<String>,
}

impl Diagnosis {
    pub(crate) fn new(failure: &Failure, sources: Sources) -> Diagnosis {
        match &failure.cause {
            Cause::Panic { task, message, file, line } => {
                if sources.is_check(file) || claims::is_claim(message) {
                    claim(failure, message, sources)
                } else {
                    let place = sources.place_of(file, *line);
                    let told = panic(failure, task, message, &place, sources);
                    told.because(panics::cause(failure, sources))
                }
            }
            Cause::Deadlock => deadlocks::diagnose(failure),
            Cause::Blocked { task } => awaits::blocked(failure, task),
            Cause::StepLimit { steps } => endless(failure, *steps),
            _ => Diagnosis::told("it fails", failure.cause.to_string()),
        }
    }

    pub(crate) fn told(title: &str, sentence: String) -> Diagnosis {
        Diagnosis {
            title: title.to_string(),
            cause: None,
            sure: Sure::Likely,
            fits: None,
            sentence,
            end: None,
            ask: None,
            steps: Vec::new(),
            waits: Vec::new(),
            objects: Vec::new(),
            wrong: None,
            at_wrong: None,
        }
    }
}

impl Diagnosis {
    /// The same with its cause, whose steps tell it.
    fn because(self, cause: Option<Diagnosis>) -> Diagnosis {
        let Some(cause) = cause.filter(|cause| cause.title != self.title) else {
            return self;
        };
        let what = self.sentence.trim_end_matches('.');
        Diagnosis {
            sentence: format!("{what}. {}", cause.sentence),
            title: self.title,
            cause: Some(cause.title.clone()),
            ..cause
        }
    }
}

/// The surest of these, the first of several.
pub(crate) fn surest(
    causes: impl IntoIterator<Item = Option<Diagnosis>>,
) -> Option<Diagnosis> {
    causes
        .into_iter()
        .flatten()
        .reduce(|best, other| if other.sure > best.sure { other } else { best })
}

fn claim(failure: &Failure, message: &str, sources: Sources) -> Diagnosis {
    let said = claims::read(message);
    let detail = said.detail.to_string();
    let cause = races::cause(failure, sources);
    if let Some((title, show)) = said.cause {
        let steps = chosen(failure, show);
        let told = Diagnosis { steps, ..Diagnosis::told(title, detail) };
        let explains = |cause: &Diagnosis| {
            cause.sure == Sure::Certain
                || cause.fits.is_some_and(|end| title.ends_with(end))
        };
        return told.because(cause.filter(explains));
    }
    match cause {
        Some(cause) => Diagnosis { end: Some(detail), ..cause },
        None => Diagnosis::told("the result is wrong", format!("{detail}.")),
    }
}

/// The steps that a claim has asked for; none if there are none of these.
fn chosen(failure: &Failure, show: Show) -> Vec<usize> {
    let tells = |act: &Act| match show {
        Show::Steps => false,
        Show::Notes => *act == Act::Notes,
        Show::Messages => matches!(
            act,
            Act::Sends
                | Act::Receives
                | Act::FindsFull
                | Act::FindsNoReceiver
                | Act::DropsSender
                | Act::DropsReceiver
                | Act::Notes
        ),
    };
    let steps = failure.steps.iter().enumerate();
    let told = steps.filter(|(_, step)| tells(&step.act)).map(|(place, _)| place);
    let mut told: Vec<usize> = told.collect();
    if show == Show::Notes {
        told.extend(held_over_notes(&failure.steps));
        told.sort_unstable();
        told.dedup();
    }
    told
}

/// Where a lock is taken and let go that is held while the check notes something of the
/// same task, such as that it works.
fn held_over_notes(steps: &[Step]) -> Vec<usize> {
    let mut held = Vec::new();
    let locks = steps.iter().enumerate().filter(|(_, step)| step.act == Act::Locks);
    for (place, lock) in locks {
        let is_own = |(_, step): &(usize, &Step)| step.task == lock.task;
        let own = || steps.iter().enumerate().skip(place).filter(is_own);
        let unlocks = own().find(|(_, step)| {
            step.act == Act::Unlocks && step.object == lock.object
        });
        let until = unlocks.map_or(steps.len(), |(place, _)| place);
        let notes =
            |(at, step): (usize, &Step)| at < until && step.act == Act::Notes;
        if own().any(notes) {
            held.push(place);
            held.extend(unlocks.map(|(place, _)| place));
        }
    }
    held
}

/// The last steps, once each if they come round and round.
fn endless(failure: &Failure, limit: usize) -> Diagnosis {
    let all: Vec<(usize, &Step)> = failure.steps.iter().enumerate().collect();
    // One print in many rounds makes these no less alike.
    let silent = || {
        let silent = all.iter().filter(|(_, step)| step.act != Act::Prints);
        silent.copied().collect::<Vec<_>>()
    };
    let limit = number(limit);
    let round = last_round(&all).or_else(|| last_round(&silent()));
    let Some(round) = round else {
        let sentence = format!(
            "After {limit} steps the tasks still run. Probably a loop waits for \
             something that never happens."
        );
        return Diagnosis::told("it never ends", sentence);
    };
    let steps: Vec<usize> = round.iter().map(|(place, _)| *place).collect();
    let mut tasks: Vec<&str> = round.iter().map(|(_, step)| &*step.task).collect();
    tasks.sort_unstable();
    tasks.dedup();
    let who = match tasks[..] {
        [one] => format!("{one} still runs. It repeats"),
        _ => format!("{} still run. They repeat", tasks.join(" and ")),
    };
    let sentence =
        format!("After {limit} steps {who} the steps below again and again.");
    Diagnosis {
        wrong: steps.last().copied(),
        steps,
        ask: Some("what should end this loop, and can it still happen?".into()),
        ..Diagnosis::told("it never ends", sentence)
    }
}

/// The steps of the last round if there have been rounds, alike but for numbers and for
/// what they print.
fn last_round<'a>(steps: &[(usize, &'a Step)]) -> Option<Vec<(usize, &'a Step)>> {
    let words = |step: &'a Step| {
        let words = if step.act == Act::Prints { "" } else { &step.operation };
        words.chars().filter(|letter| !letter.is_ascii_digit())
    };
    let place = |step: &'a Step| {
        (
            &step.task,
            discriminant(&step.act),
            step.location.file(),
            step.location.line(),
        )
    };
    let alike = |at: usize, round: usize| {
        let (step, before) = (steps[at].1, steps[at - round].1);
        place(step) == place(before) && words(step).eq(words(before))
    };
    let recent = steps.len().saturating_sub(RECENT)..steps.len();
    let round = (1..=LONGEST_ROUND).find(|&round| {
        steps.len() >= RECENT + round
            && recent.clone().all(|place| alike(place, round))
    })?;
    Some(steps[steps.len() - round..].to_vec())
}

fn panic(
    failure: &Failure,
    task: &str,
    message: &str,
    place: &str,
    sources: Sources,
) -> Diagnosis {
    let whole = message;
    let message = message.lines().next().unwrap_or_default();
    if message.starts_with("not yet implemented") {
        let sentence = format!("{task} reached the `todo!` in {place}.");
        return Diagnosis::told("it is not written yet", sentence);
    }
    // As tokio says that nothing may block there.
    if message.contains("from within a runtime. This happens because a function") {
        return awaits::runtime_inside(task, message, place);
    }
    if let Some((call, _)) = message.split_once(" would end everybody's work") {
        let sentence = format!(
            "{task} calls {call} in {place}. That ends the whole process, and every \
             task with it."
        );
        return Diagnosis::told("the process is ended", sentence);
    }
    // An assertion is a claim of the program's own.
    if message.starts_with("assertion ") {
        let lines: Vec<&str> = whole.lines().map(str::trim).collect();
        let end = format!("{task} panics in {place}: {}", lines.join(", "));
        return match races::cause(failure, sources) {
            Some(cause) => Diagnosis { end: Some(end), ..cause },
            None => Diagnosis::told("a claim does not hold", end),
        };
    }
    let sentence = format!("{task} panics in {place}: {message}");
    Diagnosis::told("a task panicked", sentence)
}
