//! Futures that were dropped half-way, as the record tells of them.

use explore::{Act, Dropped, Place, Step};

use crate::races::half_way::{Within, is_aborted};
use crate::sources::Sources;
use crate::whereabouts::{line_at, line_of};

/// A future that had done something, waited and was dropped in that wait.
pub(crate) struct Left<'a> {
    steps: &'a [Step],
    /// What it did last that others may see, or what it has taken.
    pub(crate) begun: usize,
    /// Its wait is given up in this step, if the record tells.
    pub(crate) wait: Option<usize>,
    /// The step that tells of the drop.
    pub(crate) dropped: usize,
}

impl<'a> Left<'a> {
    /// All that were dropped, in order.
    pub(crate) fn all(
        steps: &'a [Step],
    ) -> impl DoubleEndedIterator<Item = Left<'a>> {
        (0..steps.len()).filter_map(|dropped| Left::of(steps, dropped))
    }

    /// The one that was dropped in this step.
    pub(crate) fn of(steps: &'a [Step], dropped: usize) -> Option<Left<'a>> {
        let drops = &steps[dropped];
        let Act::DropsFuture(had) = drops.act else { return None };
        let begins = |step: &Step| {
            step.task == drops.task
                && step.object == drops.object
                && has_begun(had, &step.act)
        };
        let begun = steps[..dropped].iter().rposition(begins)?;
        let wait = wait_around(steps, dropped);
        Some(Left { steps, begun, wait, dropped })
    }

    /// The step with which it began.
    pub(crate) fn begins(&self) -> &'a Step {
        &self.steps[self.begun]
    }

    /// Whether a message was dropped with it.
    pub(crate) fn had_message(&self) -> bool {
        self.steps[self.dropped].act == Act::DropsFuture(Dropped::Message)
    }

    /// Whether another schedule drops the same future in the same wait.
    pub(crate) fn is_in(&self, others: &[Step]) -> bool {
        let at = |one: &Left<'_>| {
            let drops = &one.steps[one.dropped];
            let wait = one.wait.map(|wait| one.steps[wait].location);
            (drops.task.clone(), drops.act.clone(), drops.location, wait)
        };
        Left::all(others).any(|other| at(&other) == at(self))
    }

    /// What happened to it: "It was dropped in line 9".
    pub(crate) fn by(&self) -> String {
        let drops = &self.steps[self.dropped];
        match is_aborted(&self.steps[self.dropped..], drops) {
            true => format!("{} was aborted", drops.task),
            false => format!("It was dropped in line {}", line_at(drops.location)),
        }
    }

    /// The line in which the function waited that had begun, after it had.
    pub(crate) fn waits_within(&self, sources: Sources) -> Option<Place> {
        self.frames(sources)?.pop()
    }

    /// The same after the lines in which the functions waited that this one called, the
    /// innermost first.
    fn frames(&self, sources: Sources) -> Option<Vec<Place>> {
        let mut frames = calls_of(&self.steps[self.wait?]);
        let begun = calls_of(self.begins());
        let (depth, line) = frames.iter().enumerate().find_map(|(depth, at)| {
            Some((depth, Within::of(at, sources)?.line(&begun)?))
        })?;
        frames.truncate(depth + 1);
        // Who comes there again has begun anew.
        (line <= frames[depth].line).then_some(frames)
    }

    /// Where it waited, of a function that did so in this line: " in line 9".
    pub(crate) fn waited(&self, within: &Place) -> String {
        let at = self.wait.map_or(within, |wait| &self.steps[wait].place);
        let called = match at == within {
            true => String::new(),
            false => format!(", called in line {}", line_of(within)),
        };
        format!(" in line {}{called}", line_of(at))
    }

    /// What was never done: of the function that had begun, or else of one that it called.
    pub(crate) fn undone(&self, sources: Sources) -> Option<String> {
        let frames = self.frames(sources)?;
        let mut outer = frames.iter().rev();
        let last = outer.find(|at| sources.goes_on_after(at))?;
        Some(format!("What comes after line {} was never done.", line_of(last)))
    }

    /// What it had done, where it waited and how it was dropped. Nothing if nothing was left
    /// to do.
    pub(crate) fn sentence(&self, sources: Sources) -> Option<String> {
        let (within, undone) = (self.waits_within(sources)?, self.undone(sources)?);
        let begins = self.begins();
        Some(format!(
            "{} {} in line {}. Then its future waited{}. {} during that wait. {undone}",
            begins.task,
            begins.operation,
            line_of(&begins.place),
            self.waited(&within),
            self.by(),
        ))
    }

    /// The steps that tell it.
    pub(crate) fn story(&self) -> Vec<usize> {
        let mut story: Vec<usize> = self.wait.into_iter().collect();
        story.extend([self.begun, self.dropped]);
        story.sort_unstable();
        story
    }
}

/// The lines that led to a step, the innermost first; its own if they are not known.
fn calls_of(step: &Step) -> Vec<Place> {
    match &step.calls[..] {
        [] => vec![step.place.clone()],
        calls => calls.to_vec(),
    }
}

/// Whether the future has come by such a step to what is told of it.
fn has_begun(had: Dropped, act: &Act) -> bool {
    match had {
        Dropped::Message => *act == Act::Receives,
        Dropped::Lock => *act == Act::Locks,
        Dropped::Permits(_) => matches!(act, Act::TakesPermits(_)),
        Dropped::Work => !matches!(
            act,
            Act::Unlocks | Act::Waits(_) | Act::GivesUp | Act::DropsFuture(_)
        ),
    }
}

/// The wait that ends with the future that is dropped in this step. Nobody comes in between
/// as a future is dropped.
fn wait_around(steps: &[Step], dropped: usize) -> Option<usize> {
    let is_wait = |place: &usize| {
        let step = &steps[*place];
        step.act == Act::GivesUp && step.task == steps[dropped].task
    };
    let is_drop = |place: &usize| {
        let step = &steps[*place];
        let drops = matches!(
            step.act,
            Act::GivesUp
                | Act::DropsFuture(_)
                | Act::Unlocks
                | Act::GivesPermits(_)
                | Act::DropsSender
                | Act::DropsReceiver
        );
        drops && step.task == steps[dropped].task
    };
    let next = Some(dropped + 1).filter(|&next| next < steps.len());
    let before = || (0..dropped).rev().take_while(is_drop).find(is_wait);
    next.filter(is_wait).or_else(before)
}
