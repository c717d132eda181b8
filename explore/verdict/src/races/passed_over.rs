//! A panic that was found and passed over.

use explore::{Act, Failure, Step};

use crate::diagnosis::{Diagnosis, Sure};
use crate::found_panic::{panicked, said};
use crate::sources::Sources;
use crate::whereabouts::told_at;

/// The program has caught the panic of a task, and went on without what that was to do.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let finds = |step: &Step| {
        step.act == Act::FindsPanic && sources.is_own(step.location.file())
    };
    let found = failure.steps.iter().rposition(finds)?;
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
