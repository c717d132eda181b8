//! What came before what in a schedule. The next schedule begins with the same events, and
//! what is known of those is kept.

use super::clocks::{Clocks, join, set, slot};
use crate::model::access::{Key, Mode};
use crate::schedule::cells::Cells;
use crate::schedule::trace::{Event, Trace};

/// The events of a schedule so far, each with what came before it.
#[derive(Default)]
pub(super) struct Past {
    pub(super) clocks: Clocks,
    /// The event that each task took last.
    pub(super) last: Vec<Option<usize>>,
    /// The slot of each event's task, and the event that the task had taken before.
    events: Vec<(usize, Option<usize>)>,
    /// The events before which everything else had come, each with all that had.
    walls: Vec<(usize, Vec<u32>)>,
    /// The events that decide in whose turn another task goes on without a choice.
    meets: Vec<usize>,
    /// The events that may not be swapped with anything.
    all: Vec<usize>,
    /// By key: one more than the place among the histories.
    places: Cells<usize>,
    /// Of each thing: which events touched it, and how.
    histories: Vec<Vec<(usize, Mode)>>,
    /// Which event was added to which history.
    added: Vec<(usize, usize)>,
    /// The events that changed something that yields wait for.
    stirs: Several,
    /// The yields.
    rests: Several,
}

/// What comes before an event.
#[derive(Default)]
pub(super) struct Before {
    /// By its own task alone, as far as the task had come before all stood still: what it
    /// waited with then it might have done before.
    pub(super) own: Vec<u32>,
    /// All that does, and itself.
    pub(super) clock: Vec<u32>,
}

impl Past {
    /// How many events are known.
    pub(super) fn events(&self) -> usize {
        self.events.len()
    }

    /// The place before which everything else had come, the last one.
    pub(super) fn wall(&self) -> usize {
        self.walls.last().map_or(0, |&(at, _)| at)
    }

    /// The events that decide in whose turn another task goes on without a choice.
    pub(super) fn meets(&self) -> &[usize] {
        &self.meets
    }

    /// The last event that may not be swapped with anything.
    pub(super) fn all(&self) -> Option<usize> {
        self.all.last().copied()
    }

    /// The events that changed something that yields wait for.
    pub(super) fn stirs(&self) -> &[usize] {
        &self.stirs.events
    }

    /// The yields.
    pub(super) fn rests(&self) -> &[usize] {
        &self.rests.events
    }

    /// The events that touched what has this place, and how.
    pub(super) fn history(&self, place: usize) -> &[(usize, Mode)] {
        &self.histories[place]
    }

    /// Forgets the events from this one on. Those to come have so many slots.
    pub(super) fn keep(&mut self, events: usize, slots: usize) {
        while self.events.len() > events
            && let Some((slot, last)) = self.events.pop()
        {
            self.last[slot] = last;
        }
        while let Some((_, place)) =
            self.added.pop_if(|&mut (event, _)| event >= events)
        {
            self.histories[place].pop();
        }
        while self.walls.pop_if(|(at, _)| *at >= events).is_some() {}
        while self.meets.pop_if(|event| *event >= events).is_some() {}
        while self.all.pop_if(|event| *event >= events).is_some() {}
        self.clocks.truncate(events);
        self.stirs.keep(events);
        self.rests.keep(events);
        if slots > self.last.len() {
            self.last.resize(slots, None);
            for (_, wall) in &mut self.walls {
                wall.resize(slots, 0);
            }
            self.clocks.widen(slots);
            self.stirs.clocks.widen(slots);
            self.rests.clocks.widen(slots);
        }
    }

    /// Takes note that all stood still before the event that comes next, if that is so.
    pub(super) fn stands_still(&mut self, trace: &Trace) {
        let next = self.events.len();
        while trace.walls.get(self.walls.len()).is_some_and(|&at| at <= next) {
            let mut clock = vec![0; self.last.len()];
            self.join_all(&mut clock);
            self.walls.push((next, clock));
        }
    }

    /// What comes before this event of the schedule by its own task.
    pub(super) fn begin(&self, trace: &Trace, number: usize, before: &mut Before) {
        let Before { own, clock } = before;
        let event = trace.events[number];
        let last = self.last[slot(event.task)];
        match last {
            Some(last) => set(clock, self.clocks.of(last)),
            None => {
                clock.clear();
                clock.resize(self.last.len(), 0);
            }
        }
        let wall = self.walls.last().filter(|(at, _)| last.is_none_or(|l| *at > l));
        if let Some((_, wall)) = wall {
            set(own, clock);
            join(clock, wall);
        }
        if last.is_none()
            && let Some(&Some(started)) = trace.started.get(event.task)
            && started < number
        {
            join(clock, self.clocks.of(started));
        }
        if wall.is_none() {
            set(own, clock);
        }
        clock[slot(event.task)] = number as u32 + 1;
    }

    /// What comes before an event that touches what has this place in this way.
    pub(super) fn follow(&self, place: usize, mode: Mode, clock: &mut [u32]) {
        for &(event, then) in self.histories[place].iter().rev() {
            let follows = match mode {
                Mode::Leaves => return,
                Mode::Follows => then.changes() || then == Mode::Leaves,
                Mode::Looks | Mode::Nearly | Mode::Adds | Mode::Shares => {
                    then.changes()
                }
                Mode::Changes | Mode::Takes | Mode::Gives => then != Mode::Leaves,
            };
            if follows {
                join(clock, self.clocks.of(event));
            }
            if then.changes() || follows && mode == Mode::Follows {
                return;
            }
        }
    }

    /// What comes before an event that yields, or that changes something that yields wait
    /// for.
    pub(super) fn follow_changes(&self, event: Event, clock: &mut [u32]) {
        if event.rests {
            self.stirs.join_to(clock);
        }
        if event.stirs {
            self.rests.join_to(clock);
        }
    }

    /// All that has happened comes before: of each task the event that it took last, which
    /// its own clock knows first.
    pub(super) fn join_all(&self, clock: &mut [u32]) {
        for (own, last) in clock.iter_mut().zip(&self.last) {
            let number = last.map_or(0, |last| last as u32 + 1);
            *own = (*own).max(number);
        }
    }

    /// The event has this clock.
    pub(super) fn add(&mut self, trace: &Trace, clock: &[u32]) {
        let number = self.events.len();
        let event = trace.events[number];
        for access in trace.accesses(&event) {
            if access.mode == Mode::Follows {
                continue;
            }
            let place = self.place(access.key);
            let history = &mut self.histories[place];
            let entry = (number, access.mode);
            if history.last() != Some(&entry) {
                history.push(entry);
                self.added.push((number, place));
            }
        }
        if event.stirs {
            self.stirs.push(number, clock);
        }
        if event.rests {
            self.rests.push(number, clock);
        }
        if event.meets {
            self.meets.push(number);
        }
        if event.all {
            self.all.push(number);
        }
        let own = slot(event.task);
        self.events.push((own, self.last[own].replace(number)));
        self.clocks.push(clock);
    }

    /// The place of the history of this key.
    pub(super) fn place(&mut self, key: Key) -> usize {
        let place = self.places.of(key);
        if *place == 0 {
            self.histories.push(Vec::new());
            *place = self.histories.len();
        }
        *place - 1
    }
}

/// Some of the events.
#[derive(Default)]
struct Several {
    events: Vec<usize>,
    /// What comes before each and those before it.
    clocks: Clocks,
}

impl Several {
    fn push(&mut self, event: usize, clock: &[u32]) {
        self.clocks.push(clock);
        if let Some(last) = self.events.len().checked_sub(1) {
            self.clocks.join_to_next(last);
        }
        self.events.push(event);
    }

    fn keep(&mut self, events: usize) {
        while self.events.pop_if(|event| *event >= events).is_some() {}
        self.clocks.truncate(self.events.len());
    }

    fn join_to(&self, clock: &mut [u32]) {
        if let Some(last) = self.events.len().checked_sub(1) {
            join(clock, self.clocks.of(last));
        }
    }
}
