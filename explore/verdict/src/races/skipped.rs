//! A loop takes what is ready, and does not come to what it has to do besides.

use explore::{Act, Failure, Started, Step};

use super::last_look::{LastLook, last_look};
use crate::diagnosis::{Diagnosis, Sure};
use crate::number;
use crate::sources::Sources;
use crate::whereabouts::{numbered, told_at};

/// So many turns it has gone without that at least.
const OFTEN: usize = 3;

/// What the task whose claim fails reads last is changed by a loop of another task, which has
/// received so often meanwhile, and has not come to that in the same turns.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let look = last_look(failure, |step| matches!(step.act, Act::Reads(_)))?;
    let others = failure.started.iter().filter(|one| one.task != look.task);
    let mut others = others.filter(|one| {
        let mut ended = failure.ended.iter();
        !ended.any(|ended| ended.task == one.task && ended.after <= look.place)
    });
    others.find_map(|one| told(failure, &look, one, sources))
}

fn told(
    failure: &Failure,
    look: &LastLook<'_>,
    started: &Started,
    sources: Sources,
) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let own = |step: &Step| step.task == started.task;
    let comes = |step: &Step| own(step) && step.object.as_ref() == Some(look.what);
    let before = steps[..look.place].iter().rposition(comes);
    let since = before.map_or(0, |before| before + 1);
    let takes = |place: &usize| {
        let step = &steps[*place];
        own(step) && step.act == Act::Receives
    };
    let taken: Vec<usize> = (since..look.place).filter(takes).collect();
    let first = &steps[*taken.first()?];
    let is_alike = |place: &usize| {
        let step = &steps[*place];
        step.location == first.location && step.object == first.object
    };
    if taken.len() < OFTEN || !taken.iter().all(is_alike) {
        return None;
    }
    let names = sources.names_of(started.location, &look.what.name);
    let line = sources.in_its_loop(first.location, &names)?;
    let (task, from) = (&started.task, &first.object.as_ref()?.name);
    let reads = &steps[look.place];
    let sentence = format!(
        "{task} receives from {from} {} times in {}, and does not come to {} in line {} \
         in these turns of its loop. So {} {} in {}.",
        number(taken.len()),
        told_at(&first.place, sources),
        look.what.name,
        numbered(first.location.file(), line),
        look.task,
        reads.operation,
        told_at(&reads.place, sources),
    );
    Some(Diagnosis {
        steps: vec![taken[0], taken[taken.len() - 1], look.place],
        wrong: taken.last().copied(),
        sure: Sure::Likely,
        ask: Some(format!(
            "what does {task} have to do in each turn, whatever has come?"
        )),
        ..Diagnosis::told("a loop does not come to what it has to do", sentence)
    })
}
