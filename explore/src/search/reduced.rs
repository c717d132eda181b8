//! Every behaviour, and each but once if it can be: of the schedules that differ only in
//! swaps that nobody can tell, one.
//!
//! Source sets with sleep sets: Abdulla, Aronis, Jonsson and Sagonas, "Source Sets: A
//! Foundation for Optimal Dynamic Partial Order Reduction", JACM 2017. When a schedule has
//! ended, each pair of steps whose order could have been the other one, a race, says which
//! tasks have to be tried at an earlier choice. A task that was tried there sleeps in what
//! comes next until a step comes that may not be swapped with its own. A schedule in which
//! all tasks sleep was visited in another order.
//!
//! What a step touches may depend on what others did before: who tries a lock takes it or
//! not, and an async task does in one turn what it finds to do. The algorithm takes for
//! granted that it does not: that the second step of a race does at the earlier choice what
//! it does here. Where its task was tried, and touched something else that has to do with what
//! came in between, all that can go is tried.
//!
//! Where tasks share what acts as it is dropped, any step may drop a clone of an `Arc`, and
//! so turn a step of another task into the one that drops the last clone. That step may be
//! swapped with none then. Which step this will be is not known before, but where it begins:
//! the search begins anew when such a drop is seen in a step of a new place. A task that was
//! tried, and in whose step nothing was dropped last, may sleep until it would be last. As
//! the schedules in which it came first were all visited, one of them has shown which steps
//! were last after its own: it wakes before a step of the same place. For this it must be
//! known in whose turn a task goes on that goes without a choice. Beside async tasks nobody
//! sleeps.
//!
//! A task that waits for what nobody else can see, a join say, goes on without a choice, in
//! the turn of whoever came last: of the task that it joins, or its own if that had ended.
//! What it does then up to its next choice belongs to that turn, such as to clone an end of a
//! channel, to drop one, to start a task or to end: no other task comes in between. The two
//! turns come before it in both orders. So nobody can tell which of them was the last if what
//! it does may be swapped with all that others do then. Else a third task may come after the
//! one turn, because of what this one did, and before what follows the wait: only if the
//! other turn is the last one there is such a schedule. Then what decides this may not be
//! swapped with each other: ends, arrivals at a join, and the like. Which programs need it is
//! not known before: the search begins anew when it sees a race with a step that came without
//! a choice, unless the wait itself puts the two in order. A jump of the clock is no such
//! race, as it may be swapped with neither of the two turns.

use super::estimate::left;
use super::looked::Seen;
use super::node::{Choice, Node, Slept};
use super::races::Races;
use crate::model::TaskId;
use crate::model::fault::Fault;
use crate::schedule::strategy::{Chosen, Strategy};
use crate::schedule::trace::{CLOCK, Trace};

/// Source sets with sleep sets.
#[derive(Default)]
pub(crate) struct Reduced {
    path: Vec<Node>,
    depth: usize,
    started: bool,
    /// How much of the path is that of the schedule before, if it goes on from there.
    same: Option<usize>,
    /// Where all tasks slept.
    cut: Option<Cut>,
    /// The number of events when it chose no longer.
    stopped: Option<usize>,
    /// Events before this one are those of the schedule before.
    new_from: usize,
    /// Whether nobody sleeps.
    wakes_all: bool,
    seen: Seen,
    races: Races,
    /// The place of each choice in the path, by its number.
    choices: Vec<usize>,
    /// Choices that are left, for their memory.
    spare: Vec<Choice>,
    /// Whether it has come to a schedule with too many races, and goes no further.
    gives_up: bool,
}

/// The place where all tasks slept that could go.
struct Cut {
    /// The number of events before.
    event: usize,
    enabled: Vec<TaskId>,
}

impl Cut {
    /// What those do next who were there and could not go, in what comes after.
    ///
    /// They may be blocked by what others did who could have gone later. Nothing that
    /// happens up to here races with that: what they wait to do does.
    fn blocked(&self, trace: &Trace) -> Vec<usize> {
        let mut seen = self.enabled.clone();
        let mut blocked = Vec::new();
        for (place, event) in trace.events.iter().enumerate().skip(self.event) {
            let task = event.task;
            let started = trace.started.get(task).copied().flatten();
            let was_there = started.is_none_or(|started| started < self.event);
            if task != CLOCK && was_there && !seen.contains(&task) {
                blocked.push(place);
            }
            seen.push(task);
        }
        blocked
    }
}

impl Reduced {
    /// Who sleeps at the next choice.
    fn sleep(&self, trace: &Trace, sleep: &mut Vec<Slept>) {
        sleep.clear();
        if self.wakes_all {
            return;
        }
        let last = self.path.iter().rev().find_map(|node| match node {
            Node::Task(choice) => Some(choice),
            Node::Pick { .. } => None,
        });
        let Some(last) = last else { return };
        let events = last.event..trace.events.len();
        let stays = |slept: &&Slept| {
            let moved = trace.events[events.clone()]
                .iter()
                .any(|event| event.task == slept.task);
            !moved && !trace.wakes(events.clone(), &slept.did)
        };
        let slept = last.sleep.iter().chain(&last.done);
        sleep.extend(slept.filter(stays).cloned());
    }

    /// What was decided counts no longer.
    fn begins_anew(&mut self) {
        self.path.clear();
        // All events are new to it.
        self.new_from = 0;
        self.races.forget_from(0);
        self.started = false;
    }

    /// What the chosen tasks did in the schedule that has ended.
    fn note(&mut self, trace: &Trace, end: usize) {
        let mut next = end;
        for node in self.path.iter_mut().rev() {
            if let Node::Task(choice) = node {
                // What came before the new events is known from the schedule before.
                if next > self.new_from {
                    choice.did.add(trace, choice.event..next);
                }
                next = choice.event;
            }
        }
    }

    fn find_races(&mut self, trace: &Trace, end: usize, blocked: &[usize]) {
        let Reduced { path, races, new_from, choices, seen, .. } = self;
        choices.clear();
        let is_choice = |&place: &usize| matches!(path[place], Node::Task(_));
        choices.extend((0..path.len()).filter(is_choice));
        races.find(trace, (end, blocked), *new_from, |number| {
            let place = *choices.get(number.checked_sub(1)?)?;
            match &path[place] {
                Node::Task(choice) => Some((choice.event, &choice.enabled[..])),
                Node::Pick { .. } => None,
            }
        });
        for (number, turned) in races.found.races() {
            let place =
                number.checked_sub(1).and_then(|number| choices.get(number));
            if let Some(&place) = place
                && let Node::Task(choice) = &mut path[place]
            {
                if trace.events[turned.event].all {
                    choice.did.may_be_last();
                }
                choice.try_one(&turned, trace, seen);
            }
        }
    }
}

impl Strategy for Reduced {
    fn begin(&mut self) -> bool {
        if self.gives_up {
            return false;
        }
        self.depth = 0;
        self.cut = None;
        self.stopped = None;
        if !self.started {
            self.started = true;
            self.same = None;
            return true;
        }
        while let Some(node) = self.path.last_mut() {
            match node {
                Node::Pick { ways, taken } => {
                    if *taken + 1 < *ways {
                        *taken += 1;
                        // What was picked belongs to the step that began before it.
                        let mut nodes = self.path.iter().rev();
                        self.new_from = nodes.find_map(Node::event).unwrap_or(0);
                        self.same = Some(self.path.len() - 1);
                        return true;
                    }
                }
                Node::Task(choice) => {
                    if choice.tries_next(&mut self.seen) {
                        self.new_from = choice.event;
                        self.same = Some(self.path.len() - 1);
                        return true;
                    }
                }
            }
            if let Some(Node::Task(choice)) = self.path.pop() {
                self.spare.push(choice);
            }
        }
        false
    }

    fn same(&self) -> Option<usize> {
        self.same
    }

    fn answers(&self) -> usize {
        self.depth
    }

    fn repeats(&mut self, answers: usize) {
        self.depth = answers;
    }

    fn choose(
        &mut self,
        enabled: &[TaskId],
        trace: &Trace,
    ) -> Result<Chosen, String> {
        if self.cut.is_some() {
            return Ok(Chosen::Place(0));
        }
        if let Some(node) = self.path.get(self.depth) {
            self.depth += 1;
            return match node {
                Node::Task(choice)
                    if choice.enabled == enabled
                        && choice.event == trace.events.len() =>
                {
                    let place = enabled.iter().position(|&t| t == choice.chosen);
                    Ok(Chosen::Place(place.unwrap_or(0)))
                }
                _ => Err(not_repeated(self.depth)),
            };
        }
        let mut choice = self.spare.pop().unwrap_or_default();
        self.sleep(trace, &mut choice.sleep);
        let Some(place) = enabled.iter().position(|&task| !choice.has_slept(task))
        else {
            let (event, enabled) = (trace.events.len(), enabled.to_vec());
            self.cut = Some(Cut { event, enabled });
            return Ok(Chosen::Known);
        };
        choice.begins(enabled, enabled[place], trace);
        self.path.push(Node::Task(choice));
        self.depth += 1;
        Ok(Chosen::Place(place))
    }

    fn pick(&mut self, ways: usize) -> Result<usize, String> {
        if self.cut.is_some() {
            return Ok(0);
        }
        if self.depth == self.path.len() {
            self.path.push(Node::Pick { ways, taken: 0 });
        }
        self.depth += 1;
        match self.path[self.depth - 1] {
            Node::Pick { ways: then, taken } if then == ways => Ok(taken),
            _ => Err(not_repeated(self.depth)),
        }
    }

    fn owns_clock(&self) -> bool {
        true
    }

    fn keeps_events(&self) -> bool {
        true
    }

    fn stops(&mut self, trace: &Trace) {
        self.path.truncate(self.depth);
        self.stopped = Some(trace.events.len());
    }

    fn goes_again(&mut self, steps: usize) {
        let is_before = |node: &Node| match node {
            Node::Task(choice) => choice.event < steps,
            Node::Pick { .. } => true,
        };
        let end = self.path.iter().position(|node| !is_before(node));
        self.path.truncate(end.unwrap_or(self.path.len()));
        let last = self.path.iter().rev().find_map(Node::event);
        self.races.forget_from(last.unwrap_or(0));
        self.started = false;
    }

    fn ended(&mut self, trace: &mut Trace) {
        let overlooked =
            self.seen.add(trace.looks) && trace.fault != Some(Fault::Asked);
        let wakes_all = trace.shares() && trace.polled;
        if overlooked || trace.learns || wakes_all != self.wakes_all {
            self.wakes_all = wakes_all;
            self.begins_anew();
            return;
        }
        let events = trace.events.len();
        let cut = self.cut.take();
        let end = cut.as_ref().map_or(events, |cut| cut.event);
        self.note(trace, end.min(self.stopped.unwrap_or(events)));
        // A little of what comes then shows what else could have come before.
        let most = self.stopped.map_or(events, |stopped| 2 * stopped);
        let sees_blocked = trace.fault != Some(Fault::Blocked);
        let cut = cut.filter(|cut| sees_blocked && cut.event <= most);
        let blocked = cut.map(|cut| cut.blocked(trace)).unwrap_or_default();
        self.find_races(trace, end.min(most), &blocked);
        self.gives_up = self.races.found.are_too_many();
        let is_told = trace.counts_turns
            || trace.shares()
            || trace.fault == Some(Fault::Turns);
        if self.races.found.turns && !is_told {
            trace.counts_turns = true;
            self.begins_anew();
        }
    }

    fn left(&self, schedules: usize) -> Option<u64> {
        let ways = self.path.iter().map(|node| match node {
            Node::Pick { ways, taken } => (*taken, *ways),
            Node::Task(choice) => {
                let done = choice.done.len();
                (done, choice.tries.len().max(done + 1))
            }
        });
        left(schedules, ways)
    }

    fn is_exhaustive(&self) -> bool {
        !self.gives_up
    }
}

fn not_repeated(choice: usize) -> String {
    format!(
        "the program does not repeat itself: choice {choice} was among other tasks the \
         time before. Does it use chance, time, or the order of a HashMap?"
    )
}
