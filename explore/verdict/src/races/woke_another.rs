//! A notification for one task has woken one that could not go on, and another one waited
//! too.

use explore::{Act, Cause, Failure, Step, Woken};

use crate::claims;
use crate::diagnosis::{Diagnosis, Sure};
use crate::whereabouts::line_of;

/// How the titles end of what comes of it.
const ENDS: [&str; 4] =
    ["too late", "while a job waited", "did not end at the stop", "had not ended"];

/// The task that was woken waits again at once, and the other one was not woken before the
/// clock moved on.
pub(super) fn diagnose(failure: &Failure) -> Option<Diagnosis> {
    let Cause::Panic { message, .. } = &failure.cause else { return None };
    let (title, _) = claims::read(message).cause?;
    let fits = ENDS.into_iter().find(|end| title.ends_with(end))?;
    let steps = &failure.steps[..];
    let for_one = |place: &usize| steps[*place].act == Act::Notifies(Woken::One);
    let mut notified = (0..steps.len()).filter(for_one);
    let told = notified.find_map(|notified| told(failure, notified))?;
    Some(Diagnosis { fits: Some(fits), ..told })
}

fn told(failure: &Failure, notified: usize) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let notifies = &steps[notified];
    let same = |step: &Step| step.object == notifies.object;
    let wakes = |step: &Step| step.act == Act::Wakes && same(step);
    let waits = |step: &Step| step.act == Act::WaitsOn && same(step);
    let woken = notified + steps[notified..].iter().position(wakes)?;
    let task = &steps[woken].task;
    let own = |step: &Step| step.task == *task;
    // It may look at what it finds, and goes on with none of it.
    let looks =
        |act: &Act| matches!(act, Act::Locks | Act::Unlocks | Act::Reads(_));
    let acts = |step: &Step| own(step) && !looks(&step.act);
    let again = woken + 1 + steps[woken + 1..].iter().position(acts)?;
    let other = (0..notified).rev().find(|&place| {
        let step = &steps[place];
        let goes_on = |later: &Step| later.task == step.task;
        waits(step) && !own(step) && !steps[place + 1..notified].iter().any(goes_on)
    })?;
    let theirs = |step: &Step| step.task == steps[other].task;
    let goes_on = steps[notified..].iter().position(theirs);
    let until = goes_on.map_or(steps.len(), |next| notified + next);
    let is_late = |after: usize| (notified + 1..=until).contains(&after);
    let moves_on = failure.ticks.iter().any(|tick| is_late(tick.after));
    if !waits(&steps[again]) || !moves_on {
        return None;
    }
    let name = &notifies.object.as_ref()?.name;
    let line = line_of(&notifies.place);
    let sentence = format!(
        "The notification on {name}, by {} in line {line}, was for one task. It woke \
         {task}, which waits again in line {}. {}, which waited for {name} in line {}, \
         was not woken.",
        notifies.task,
        line_of(&steps[again].place),
        steps[other].task,
        line_of(&steps[other].place),
    );
    Some(Diagnosis {
        steps: vec![other, notified, woken, again],
        wrong: Some(notified),
        sure: Sure::Possible,
        ask: Some(format!("is it enough to wake one task in line {line}?")),
        ..Diagnosis::told("the wrong task was woken", sentence)
    })
}
