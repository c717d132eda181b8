//! A panic before a wait that nobody ends.

use explore::{Act, Failure, Step, Waiting};

use crate::found_panic::{panicked, said};
use crate::sources::Sources;
use crate::whereabouts::told_at;

/// The step that found the last panic.
pub(super) fn found(failure: &Failure, sources: Sources) -> Option<usize> {
    let finds = |step: &Step| {
        step.act == Act::FindsPanic && !sources.is_check(step.location.file())
    };
    failure.steps.iter().rposition(finds)
}

/// The last panic that another task than the one that waits has caught or found, in a
/// sentence or two: if the task that panicked has since done nothing to what is waited for,
/// and has come to that before or would by its text, it may be that it would have done so.
pub(super) fn before(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
) -> Option<String> {
    let found = found(failure, sources)?;
    let step = &failure.steps[found];
    let (other, said) = (panicked(step), said(step));
    let who = other.unwrap_or(&step.task);
    let object = waits.object.as_ref();
    let acts = |step: &Step| {
        step.task == who && object.is_some() && step.object.as_ref() == object
    };
    let would_act = || {
        let word = object.and_then(|object| object.name.split(' ').next());
        let mut started = failure.started.iter().filter(|one| one.task == who);
        word.is_none()
            || failure.steps.iter().any(acts)
            || started.all(|one| sources.reaches(one.location, word.unwrap_or("")))
    };
    if who == waits.task || failure.steps[found..].iter().any(acts) || !would_act()
    {
        return None;
    }
    let (task, place) = (&step.task, told_at(&step.place, sources));
    Some(match other {
        Some(who) => format!(
            "{who} panicked before it had come to its end: {said}. {task} found that in \
             {place}."
        ),
        None => format!(
            "{task} caught a panic in {place}: {said}. So what it called there did not \
             come to its end."
        ),
    })
}
