//! A panic that was found and passed over.

use explore::{Act, Failure, Step};

use crate::diagnosis::{Diagnosis, Sure};
use crate::found_panic::{panicked, said};
use crate::sources::Sources;
use crate::whereabouts::told_at;

/// The program has caught the panic of a task, and went on without what that was to
/// do.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let finds = |step: &Step| {
        step.act == Act::FindsPanic && sources.is_own(step.location.file())
    };
    let mut found = (0..failure.steps.len()).rev().filter(|place| {
        finds(&failure.steps[*place]) && !is_tried_again(failure, *place, sources)
    });
    let found = found.next()?;
    let step = &failure.steps[found];
    let (task, place) = (&step.task, told_at(&step.place, sources));
    let (sentence, who) = match panicked(step) {
        Some(who) => (
            format!(
                "{who} panicked: {}. {task} found that in {place}, and went on without \
                 what {who} was to do.",
                said(step)
            ),
            who,
        ),
        None => (
            format!(
                "{task} caught a panic in {place}: {}. It went on without what it had \
                 called there.",
                said(step)
            ),
            &**task,
        ),
    };
    Some(Diagnosis {
        steps: vec![found],
        wrong: Some(found),
        sure: Sure::Possible,
        ask: Some(format!("what is missing after the panic of {who}?")),
        ..Diagnosis::told("a panic was passed over", sentence)
    })
}

/// Whether a task was started, where the one was that panicked, after this step has
/// found that. In a loop that goes through some work each task has its own.
fn is_tried_again(failure: &Failure, found: usize, sources: Sources) -> bool {
    let Some(who) = panicked(&failure.steps[found]) else { return false };
    let mut all = failure.started.iter();
    let Some(first) = all.find(|one| one.task == who) else { return false };
    let at = first.location;
    let head = sources.function(at);
    let head = head.and_then(|found| found.innermost_loop(at.line() as usize));
    let takes_work = head.is_some_and(|head| {
        let head = sources.line(at.file(), u32::try_from(head).unwrap_or(0));
        head.is_some_and(|head| head.contains("while let "))
            || !sources.tries_again(&at.into())
    });
    !takes_work && all.any(|one| one.location == at && one.after > found)
}
