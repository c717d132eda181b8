//! Two tasks act on one check.

use explore::{Act, Step};

use crate::diagnosis::Diagnosis;
use crate::whereabouts::line_at;

/// Both read the same value of an atomic before either changed it in a step of its own.
pub(super) fn diagnose(steps: &[Step]) -> Option<Diagnosis> {
    steps.iter().enumerate().find_map(|(late, change)| {
        if !updates(change) {
            return None;
        }
        let same = |step: &Step| step.object == change.object;
        let mine = |step: &Step| step.task == change.task;
        let early =
            steps[..late].iter().rposition(|step| mine(step) && same(step))?;
        let check = &steps[early];
        if !matches!(check.act, Act::Reads(_)) || updates(check) {
            return None;
        }
        let others = |step: &Step| !mine(step) && same(step) && updates(step);
        let between = early + steps[early..late].iter().position(others)?;
        let other = &steps[between];
        let theirs = steps[..between]
            .iter()
            .rposition(|step| step.task == other.task && same(step))?;
        if steps[theirs].act != check.act || updates(&steps[theirs]) {
            return None;
        }
        let Act::Reads(value) = &check.act else { return None };
        let (first, second) = (line_at(check.location), line_at(change.location));
        let sentence = format!(
            "Both tasks read {value} in line {first} before either changed it in line \
             {second}. So both acted on the same value."
        );
        let mut story = vec![early, theirs, between, late];
        story.sort_unstable();
        Some(Diagnosis {
            steps: story,
            wrong: Some(late),
            ask: Some(format!(
                "can the change in line {second} say what was there before?"
            )),
            ..Diagnosis::told("two tasks acted on the same check", sentence)
        })
    })
}

/// Whether it is a change in one step, be it one that leaves the value as it is: a plain
/// read says so.
fn updates(step: &Step) -> bool {
    matches!(step.act, Act::Updates(_))
        || matches!(step.act, Act::Reads(_))
            && !step.operation.starts_with("reads ")
}
