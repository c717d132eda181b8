//! A loop goes back to what is ready first, and comes late to what else has come.

use explore::{Act, Cause, Failure, Object, Step};

use crate::deadlocks::receiver;
use crate::diagnosis::{Diagnosis, Sure};
use crate::functions::has_word;
use crate::number;
use crate::sources::Sources;
use crate::whereabouts::told_at;

/// So many times it has gone back at least.
const OFTEN: usize = 2;

/// The task that panics has told another one something, and that one has received from
/// elsewhere several times before it came to that.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let Cause::Panic { task: panics, .. } = &failure.cause else { return None };
    let steps = &failure.steps[..];
    let tells = |place: &usize| {
        let step = &steps[*place];
        step.task == *panics
            && (matches!(step.act, Act::Sends | Act::DropsSender)
                || step.act == Act::Writes("true".into()))
    };
    let mut events = (0..steps.len()).filter(tells);
    events.find_map(|event| {
        let tasks = failure.started.iter().filter(|one| one.task != *panics);
        let mut tasks = tasks.map(|one| &*one.task);
        tasks.find_map(|task| late(steps, event, task, sources))
    })
}

fn late(
    steps: &[Step],
    event: usize,
    task: &str,
    sources: Sources,
) -> Option<Diagnosis> {
    let came = &steps[event];
    let object = came.object.as_ref()?;
    let own = |step: &Step| step.task == task;
    let looks = |step: &Step| {
        own(step)
            && step.object.as_ref() == Some(object)
            && !matches!(step.act, Act::DropsReceiver | Act::Waits(_))
    };
    let found = event + 1 + steps[event + 1..].iter().position(looks)?;
    let takes = |place: &usize| {
        let step = &steps[*place];
        own(step) && step.act == Act::Receives && step.object != came.object
    };
    let taken: Vec<usize> = (event..found).filter(takes).collect();
    let first = &steps[*taken.first()?];
    let alike = taken.iter().filter(|place| {
        let step = &steps[**place];
        step.location == first.location && step.object == first.object
    });
    let times = alike.count();
    let why = why(first, &steps[found], object, sources)?;
    if times < OFTEN || times < taken.len() {
        return None;
    }
    let from = &first.object.as_ref()?.name;
    let at = |step: &Step| told_at(&step.place, sources);
    let sentence = format!(
        "{} {} in {}. After that {task} receives from {from} {} times more in {}, before \
         it comes to {} in {}: {why}.",
        came.task,
        came.operation,
        at(came),
        number(times),
        at(first),
        object.name,
        at(&steps[found]),
    );
    Some(Diagnosis {
        steps: vec![event, taken[0], taken[taken.len() - 1], found],
        wrong: Some(taken[1]),
        sure: Sure::Likely,
        ask: Some(format!("what does {task} have to look at first in each turn?")),
        ..Diagnosis::told("a loop comes late to what is ready", sentence)
    })
}

/// Why the task goes to the one first, in each turn of one loop.
fn why(
    takes: &Step,
    finds: &Step,
    object: &Object,
    sources: Sources,
) -> Option<&'static str> {
    let at = takes.location;
    let line = sources.line(at.file(), at.line())?;
    let has_arm =
        || takes.looks.iter().any(|one| one.object.as_ref() == Some(object));
    if line.contains("select_biased!") {
        return has_arm().then_some(BIASED);
    }
    if let Some(arms) = sources.biased_arms_after(at) {
        let name = receiver(object, sources).unwrap_or_else(|| object.name.clone());
        let is_it = |arm: &str| has_word(arm, &name) || has_word(arm, &object.name);
        let found = arms.split("=>").find(|arm| is_it(arm))?;
        return (!has_word(found, "if")).then_some(BIASED);
    }
    let function = sources.function(at)?;
    let both = [at.line() as usize, finds.location.line() as usize];
    let body = sources.body(at)?;
    let is_one = sources.is_one_function(at, finds.location);
    (is_one
        && function.loop_has(&both)
        && both[0] < both[1]
        && !body.contains("select"))
    .then_some("it goes back to the begin of its loop each time")
}

const BIASED: &str = "its select! is biased, and takes the first arm that is ready";
