//! What was in a lock was taken out of it, and the future that was to put it back was dropped.

use explore::{Act, Dropped, Failure, Step};

use super::half_way::TITLE;
use super::last_look::{LastLook, is_look, last_look};
use crate::diagnosis::Diagnosis;
use crate::left::Left;
use crate::operations::may_change;
use crate::sources::Sources;
use crate::whereabouts::{line_of, numbered};

/// A future that held a lock was dropped between the line that takes something out of it and
/// the one that changes it again. The task that fails is the first that locks it after that.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let LastLook { task, place: look, what } = last_look(failure, is_look)?;
    let steps = &failure.steps[..];
    let is_it = |left: &Left<'_>| {
        let drops = &steps[left.dropped];
        let others = steps.get(left.dropped..look).unwrap_or_default();
        let is_locked =
            |step: &Step| step.object.as_ref() == Some(what) && may_change(step);
        drops.act == Act::DropsFuture(Dropped::Lock)
            && drops.object.as_ref() == Some(what)
            && left.dropped < look
            && !others.iter().any(is_locked)
    };
    let left = Left::all(steps).rev().find(is_it)?;
    let locks = left.begins();
    let guard = sources.guard_of(&locks.place)?;
    let waits = left.waits_within(sources)?;
    let out = sources.takes_out(&locks.place, &waits, guard)?;
    let back = sources.puts_in(&waits, guard)?;
    let [locked, out, back] =
        [locks.place.line, out, back].map(|line| numbered(&locks.place.file, line));
    let name = &what.name;
    let sentence = format!(
        "{} locked {name} in line {locked} and took something out of it in line {out}. Then \
         its future waited{}. {} during that wait, and {name} was let go as it was: line \
         {back}, which changes it again, was never done. {task} found it that way in line {}.",
        locks.task,
        left.waited(&waits),
        left.by(),
        line_of(&steps[look].place),
    );
    let mut story = left.story();
    story.push(look);
    Some(Diagnosis {
        steps: story,
        wrong: Some(left.dropped),
        ask: Some(format!(
            "what is in {name} if nobody goes on after line {}?",
            line_of(&waits)
        )),
        ..Diagnosis::told(TITLE, sentence)
    })
}
