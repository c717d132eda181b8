//! The cause of a failure, read from what the tasks did.

use explore::{Act, Cause, Failure, Object, Place, Step};

use crate::claims::{self, Show};
use crate::folded::without_published;
use crate::sources::Sources;
use crate::whereabouts::{line_of, name_files};
use crate::{awaits, consequence, deadlocks, endless, freed, panics, races};

/// What is said of a failure of which nothing else is known.
const PANICKED: &str = "a task panicked";
const NO_CLAIM: &str = "a claim does not hold";
const WRONG_RESULT: &str = "the result is wrong";

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
    /// More steps that tell it, beside those of its objects.
    pub(crate) more: Vec<usize>,
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
        let of = |failure: &Failure| Diagnosis::of(failure, sources).named(sources);
        // Who waits, or goes on for good, may wait for what is done there.
        let is_panic = matches!(failure.cause, Cause::Panic { .. });
        let told = is_panic.then(|| without_published(failure)).flatten();
        match told {
            Some((told, places)) => of(&told).at(&places),
            None => of(failure),
        }
    }

    /// The same where each step has another place.
    fn at(self, places: &[usize]) -> Diagnosis {
        let all =
            |steps: Vec<usize>| steps.iter().map(|step| places[*step]).collect();
        Diagnosis {
            steps: all(self.steps),
            more: all(self.more),
            wrong: self.wrong.map(|step| places[step]),
            ..self
        }
    }

    /// Of a schedule that was cut off: why it would have no end, if that is known.
    pub(crate) fn of_livelock(
        failure: &Failure,
        sources: Sources,
    ) -> Option<Diagnosis> {
        endless::live::diagnose(failure, sources).map(|told| told.named(sources))
    }

    /// What a task of such a schedule finds to be the same each time that it looks.
    pub(crate) fn same_each_time(
        failure: &Failure,
        sources: Sources,
    ) -> Option<String> {
        let mut told = endless::live::same_each_time(failure, sources)?;
        name_files([&mut told], sources);
        Some(told)
    }

    /// With the files that its lines are in.
    pub(crate) fn named(mut self, sources: Sources) -> Diagnosis {
        let Diagnosis { sentence, end, ask, .. } = &mut self;
        // The files of a question are those of its sentence.
        name_files([sentence].into_iter().chain(ask), sources);
        name_files(end, sources);
        self
    }

    fn of(failure: &Failure, sources: Sources) -> Diagnosis {
        match &failure.cause {
            Cause::Panic { task, message, file, line } => {
                let place = panicked(failure, file, *line, sources);
                if let Some((first, found)) =
                    consequence::first_panic(failure, &place, sources)
                    && let told = Diagnosis::of(&first, sources)
                    && (!found.is_poison || !told.is_unexplained(&first))
                {
                    let found = found.told;
                    let end = told.end.map(|end| end + ". ").unwrap_or_default();
                    return Diagnosis { end: Some(end + &found), ..told };
                }
                if sources.is_check(file) || claims::is_claim(message) {
                    claim(failure, message, sources)
                } else if place.line == 0
                    || sources.is_check(&place.file)
                    || sources.is_foreign(&place.file)
                {
                    raised(task, message)
                } else {
                    let told = panic(failure, task, message, &place, sources);
                    let is_claim = is_assertion(message, &place, sources);
                    let between = || match is_claim {
                        true => None,
                        false => panics::came_between(failure, task, sources),
                    };
                    let cause = panics::cause(failure, is_claim, sources);
                    told.because(cause.or_else(between))
                }
            }
            Cause::Deadlock => deadlocks::diagnose(failure, sources),
            Cause::Freed { task, by } => {
                freed::diagnose(failure, task, by, sources)
            }
            Cause::Blocked { task } => awaits::blocked(failure, task),
            Cause::StepLimit { steps } => {
                endless::diagnose(failure, *steps, sources)
            }
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
            more: Vec::new(),
            waits: Vec::new(),
            objects: Vec::new(),
            wrong: None,
            at_wrong: None,
        }
    }
}

impl Diagnosis {
    /// Whether it says what has happened in this schedule, and nothing of why it does not
    /// happen in others.
    pub(crate) fn is_unexplained(&self, failure: &Failure) -> bool {
        let only_says = [PANICKED, NO_CLAIM, WRONG_RESULT];
        let is_claim = match &failure.cause {
            Cause::Panic { message, .. } => claims::is_claim(message),
            _ => false,
        };
        self.cause.is_none()
            && (is_claim && self.end.is_none() && self.title != claims::LEFT_BEHIND
                || only_says.contains(&&*self.title)
                || deadlocks::may_come(failure, &self.title))
    }

    /// The same with the steps whose order decides, if that is known.
    pub(crate) fn decided_by(self, turn: Option<Diagnosis>) -> Diagnosis {
        let Some(turn) = turn else { return self };
        if self.objects.is_empty() && self.steps.is_empty() && self.waits.is_empty()
        {
            return self.because(Some(turn));
        }
        let mut steps = self.steps;
        if !steps.is_empty() {
            steps.extend(&turn.more);
        }
        Diagnosis {
            cause: Some(turn.title),
            sentence: format!("{} {}", self.sentence, turn.sentence),
            ask: turn.ask,
            steps,
            more: [self.more, turn.more].concat(),
            ..self
        }
    }

    /// The same with its cause, whose steps tell it.
    pub(crate) fn because(self, cause: Option<Diagnosis>) -> Diagnosis {
        let Some(cause) = cause.filter(|cause| cause.title != self.title) else {
            return self;
        };
        let what = self.sentence.trim_end_matches('.');
        Diagnosis {
            sentence: format!("{what}. {}", cause.sentence),
            title: self.title,
            cause: Some(cause.title.clone()),
            end: cause.end.or(self.end),
            ..cause
        }
    }
}

/// The surest of these, the first of several.
pub(crate) fn surest(
    causes: impl IntoIterator<Item = Diagnosis>,
) -> Option<Diagnosis> {
    causes
        .into_iter()
        .reduce(|best, other| if other.sure > best.sure { other } else { best })
}

/// The surest of these; of several that are likely what is about the last look of the task
/// that panics, and then the first. What is only possible has been chosen for its order.
fn nearest(failure: &Failure, causes: Vec<Diagnosis>) -> Option<Diagnosis> {
    let what = races::looked_at(failure);
    let is_it = |object: &Object| Some(object) == what;
    let is_about = |told: &Diagnosis| {
        let object = |step: &usize| failure.steps[*step].object.as_ref();
        told.objects.iter().any(is_it)
            || told.steps.iter().filter_map(object).any(is_it)
    };
    let key =
        |told: &Diagnosis| (told.sure, told.sure == Sure::Likely && is_about(told));
    causes
        .into_iter()
        .reduce(|best, other| if key(&other) > key(&best) { other } else { best })
}

fn claim(failure: &Failure, message: &str, sources: Sources) -> Diagnosis {
    let said = claims::read(message);
    let detail = said.detail.to_string();
    let causes = races::causes(failure, sources);
    if let Some((title, show)) = said.cause {
        let steps = chosen(failure, show);
        let told = Diagnosis { steps, ..Diagnosis::told(title, detail) };
        let explains = |cause: &Diagnosis| {
            cause.sure == Sure::Certain
                || cause.fits.is_some_and(|end| title.ends_with(end))
        };
        return told.because(surest(causes.into_iter().filter(explains)));
    }
    match nearest(failure, causes) {
        Some(cause) => Diagnosis { end: Some(detail), ..cause },
        None => Diagnosis::told(WRONG_RESULT, format!("{detail}.")),
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
    match show {
        Show::Notes => told.extend(held_over_notes(&failure.steps)),
        Show::Messages => told.extend(looked_since(failure, &told)),
        Show::Steps => {}
    }
    told.sort_unstable();
    told.dedup();
    told
}

/// What the task whose claim fails looked at after its last message, and what another task
/// did to that before.
fn looked_since(failure: &Failure, told: &[usize]) -> Vec<usize> {
    let Cause::Panic { task, .. } = &failure.cause else { return Vec::new() };
    let steps = &failure.steps[..];
    let receives = |place: &&usize| {
        steps[**place].task == *task && steps[**place].act == Act::Receives
    };
    let since = told.iter().rev().find(receives).map_or(0, |place| place + 1);
    let looks = |step: &Step| {
        let is_look = matches!(step.act, Act::Reads(_))
            || step.operation.starts_with("finds ")
                && !step.operation.ends_with(" disconnected");
        step.task == *task && step.object.is_some() && is_look
    };
    let Some(look) = (since..steps.len()).rev().find(|place| looks(&steps[*place]))
    else {
        return Vec::new();
    };
    let does =
        |step: &Step| step.task != *task && step.object == steps[look].object;
    let done = steps[..look].iter().rposition(does);
    done.into_iter().chain([look]).collect()
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

/// Where the task panicked: in the program if that is known, though the `panic!` is in std,
/// say, that the program has called.
fn panicked(failure: &Failure, file: &str, line: u32, sources: Sources) -> Place {
    let raised = Place { file: file.into(), line };
    let called = failure.panicked.first().filter(|_| !sources.knows(file));
    called.cloned().unwrap_or(raised)
}

/// An assertion is a claim of the program's own, whatever it says; an `unwrap` in it is
/// none.
pub(crate) fn is_assertion(message: &str, at: &Place, sources: Sources) -> bool {
    let unwraps = message.starts_with("called `") && message.contains("unwrap");
    !unwraps && (message.starts_with("assertion ") || sources.asserts(at))
}

/// A panic that no `panic!` of the answer has raised: only what it says is known.
fn raised(task: &str, message: &str) -> Diagnosis {
    let message = message.lines().next().unwrap_or_default();
    let sentence = format!(
        "{task} panics: {message}. Nothing in {task} catches this panic, so it ends {task}."
    );
    Diagnosis {
        ask: Some("which call can panic, and who should catch that?".into()),
        ..Diagnosis::told(PANICKED, sentence)
    }
}

fn panic(
    failure: &Failure,
    task: &str,
    message: &str,
    at: &Place,
    sources: Sources,
) -> Diagnosis {
    let whole = message;
    let place = format!("line {}", line_of(at));
    let message = message.lines().next().unwrap_or_default();
    if message.starts_with("not yet implemented") {
        let sentence = format!("{task} reached the `todo!` in {place}.");
        return Diagnosis::told("it is not written yet", sentence);
    }
    // As tokio says that nothing may block there.
    if message.contains("from within a runtime. This happens because a function") {
        return awaits::runtime_inside(task, message, &place);
    }
    if let Some((call, _)) = message.split_once(" would end everybody's work") {
        let sentence = format!(
            "{task} calls {call} in {place}. That ends the whole process, and every \
             task with it."
        );
        return Diagnosis::told("the process is ended", sentence);
    }
    if is_assertion(message, at, sources) {
        let lines: Vec<&str> = whole.lines().map(str::trim).collect();
        let end = format!("{task} panics in {place}: {}", lines.join(", "));
        return match nearest(failure, races::causes(failure, sources)) {
            Some(cause) => Diagnosis { end: Some(end), ..cause },
            None => Diagnosis::told(NO_CLAIM, end),
        };
    }
    let sentence = format!("{task} panics in {place}: {message}");
    Diagnosis::told(PANICKED, sentence)
}
