//! The pairs of steps whose order could have been the other one.

use super::clocks::{Clocks, join, set, slot};
use super::race::Race;
use crate::model::TaskId;
use crate::model::access::{Key, Mode};
use crate::model::fault::Fault;
use crate::schedule::cells::Cells;
use crate::schedule::trace::{CLOCK, Trace};

/// Looks for races, and keeps the memory for the next schedule.
#[derive(Default)]
pub(super) struct Races {
    pub(crate) found: Vec<Race>,
    clocks: Clocks,
    /// The clock of each task as it is now.
    tasks: Vec<u32>,
    /// For each task that has done nothing since all stood still, how it was before.
    stood: Vec<Option<Vec<u32>>>,
    /// The event that each task took last.
    last: Vec<Option<usize>>,
    /// By key: one more than the place among the cells.
    places: Cells<usize>,
    cells: Vec<Cell>,
    /// How many of them are in use.
    known: usize,
    /// The places of what an event touches.
    touched: Vec<usize>,
    /// Of what yields wait for.
    changes: Cell,
    clock: Vec<u32>,
    before: Vec<u32>,
}

/// What is known of an object.
#[derive(Default)]
struct Cell {
    history: Vec<(usize, Mode)>,
    changes: Vec<u32>,
    looks: Vec<u32>,
    left: Vec<u32>,
}

impl Cell {
    fn clear(&mut self) {
        self.history.clear();
        self.changes.clear();
        self.looks.clear();
        self.left.clear();
    }
}

impl Races {
    /// Adds the races whose second step is at `from` or later, among the events up to
    /// `end`. Those that are `blocked` there come later in this schedule: they are second
    /// steps too, as if each came next. `choice` knows of each choice the event that
    /// followed and who could go.
    pub(crate) fn find<'a>(
        &mut self,
        trace: &Trace,
        (end, blocked): (usize, &[usize]),
        from: usize,
        found: &mut Vec<Race>,
        choice: impl Fn(usize) -> Option<(usize, &'a [TaskId])>,
    ) {
        let slots = trace.slots();
        self.clocks.clear(slots);
        self.tasks.clear();
        self.tasks.resize(slots * slots, 0);
        self.stood.clear();
        self.stood.resize(slots, None);
        self.last.clear();
        self.last.resize(slots, None);
        self.places.clear();
        self.known = 0;
        self.changes.clear();
        let rests = trace.events[..end].iter().any(|event| event.rests);
        let mut wall = 0;
        let mut walls = trace.walls.iter().peekable();
        // The last event that may not be swapped with anything.
        let mut all: Option<usize> = None;
        let mut pairs = Vec::new();
        for j in (0..end).chain(blocked.iter().copied()) {
            while j < end && walls.next_if(|&&at| at <= j).is_some() {
                self.wall(slots);
                wall = j;
            }
            let event = trace.events[j];
            let own = slot(event.task);
            if self.last[own].is_none()
                && let Some(&Some(started)) = trace.started.get(event.task)
                && started < j
            {
                let task = &mut self.tasks[own * slots..(own + 1) * slots];
                for (own, &other) in task.iter_mut().zip(self.clocks.of(started)) {
                    *own = other.max(*own);
                }
            }
            let mut before = std::mem::take(&mut self.before);
            let mut clock = std::mem::take(&mut self.clock);
            set(&mut clock, &self.tasks[own * slots..(own + 1) * slots]);
            // What the task waited with when all stood still it might have done before.
            match self.stood[own].take() {
                Some(stood) => before = stood,
                None => set(&mut before, &clock),
            }
            clock[own] = j as u32 + 1;
            pairs.clear();
            let looks = j >= from;
            // Of an event that comes before by its own task or by another pair.
            let settled = |i: usize| {
                let other = trace.events[i].task;
                other == event.task || before[slot(other)] as usize > i
            };
            if looks
                && event.task != CLOCK
                && let Some((_, enabled)) = choice(event.choice)
                && enabled.contains(&CLOCK)
            {
                // The clock may have no moment left to jump to when this has happened:
                // then no step of its own is there to race with.
                let choice = event.choice;
                found.push(Race { choice, firsts: vec![CLOCK], second: CLOCK });
            }
            self.touched.clear();
            for access in trace.accesses(&event) {
                let place = self.place(access.key);
                self.touched.push(place);
                let cell = &self.cells[place];
                match access.mode {
                    Mode::Leaves => {}
                    Mode::Follows => join(&mut clock, &cell.left),
                    Mode::Looks | Mode::Nearly | Mode::Shares => {
                        join(&mut clock, &cell.changes);
                    }
                    Mode::Changes | Mode::Takes | Mode::Gives => {
                        join(&mut clock, &cell.changes);
                        join(&mut clock, &cell.looks);
                    }
                }
                if !looks || !access.mode.counts() {
                    continue;
                }
                for &(i, then) in cell.history.iter().rev() {
                    if settled(i) {
                        if then.changes() {
                            break;
                        }
                        continue;
                    }
                    if !then.conflicts(access.mode)
                        || Mode::never_turns(then, access.mode)
                    {
                        continue;
                    }
                    pairs.push(i);
                }
            }
            if rests && (event.stirs || event.rests) {
                let Cell { changes: stirs, looks: yields, history, .. } =
                    &mut self.changes;
                if event.rests {
                    join(&mut clock, stirs);
                }
                if event.stirs {
                    join(&mut clock, yields);
                }
                if looks {
                    let other = |&&(i, mode): &&(usize, Mode)| {
                        let turns = match mode {
                            Mode::Looks => event.stirs,
                            _ => event.rests,
                        };
                        turns && !settled(i)
                    };
                    let others = history.iter().filter(other);
                    pairs.extend(others.map(|&(i, _)| i));
                }
            }
            if event.all {
                for task in 0..slots {
                    let clocks = &self.tasks[task * slots..(task + 1) * slots];
                    join(&mut clock, clocks);
                }
                if looks {
                    pairs.extend((0..j).filter(|&i| !settled(i)));
                }
            } else if let Some(i) = all {
                join(&mut clock, self.clocks.of(i));
                if looks && !settled(i) {
                    pairs.push(i);
                }
            }
            self.clocks.set(j, &clock);
            if looks
                && trace.fault != Some(Fault::Meets)
                && let Some((first, enabled)) = choice(event.choice)
                && event.task != trace.events[first].task
                && enabled.contains(&event.task)
            {
                // It could have gone by itself, and was met.
                let (choice, task) = (event.choice, event.task);
                found.push(Race { choice, firsts: vec![task], second: task });
            }
            // Before everything stood still it could have gone, and did not.
            let since = self.last[own].map_or(0, |last| last + 1);
            for i in since..if looks { wall } else { 0 } {
                let number = trace.events[i].choice;
                let can_go = |number| {
                    let known: Option<(usize, &[TaskId])> = choice(number);
                    known.is_some_and(|(_, enabled)| enabled.contains(&event.task))
                };
                let is_last = trace
                    .events
                    .get(i + 1)
                    .is_none_or(|next| next.choice != number);
                if is_last
                    && can_go(number)
                    && (i + 1 == wall || !can_go(number + 1))
                {
                    let firsts = vec![event.task];
                    found.push(Race { choice: number, firsts, second: event.task });
                }
            }
            // The latest first: it may put an earlier one in order.
            pairs.sort_unstable_by(|a, b| b.cmp(a));
            pairs.dedup();
            let mut immediate: Vec<usize> = Vec::new();
            for &i in &pairs {
                if immediate.iter().any(|&k| self.clocks.before(trace, i, k)) {
                    continue;
                }
                if let Some(choice) = choice(trace.events[i].choice)
                    && let Some((race, is_certain)) = Race::of(
                        trace,
                        &self.clocks,
                        &self.last,
                        (i, j, end),
                        choice,
                    )
                {
                    // Else it may be an earlier one that keeps the second one waiting.
                    if is_certain {
                        immediate.push(i);
                    }
                    found.push(race);
                }
            }
            if j >= end {
                // It has not happened.
                self.clocks.truncate(end);
                (self.clock, self.before) = (clock, before);
                continue;
            }
            for (access, &place) in trace.accesses(&event).iter().zip(&self.touched)
            {
                let cell = &mut self.cells[place];
                match access.mode {
                    Mode::Follows => {}
                    Mode::Leaves => set(&mut cell.left, &clock),
                    Mode::Looks | Mode::Nearly | Mode::Shares => {
                        join(&mut cell.looks, &clock);
                        cell.history.push((j, access.mode));
                    }
                    Mode::Changes | Mode::Takes | Mode::Gives => {
                        set(&mut cell.changes, &clock);
                        set(&mut cell.left, &clock);
                        cell.looks.clear();
                        cell.history.push((j, access.mode));
                    }
                }
            }
            if event.stirs {
                join(&mut self.changes.changes, &clock);
                self.changes.history.push((j, Mode::Changes));
            }
            if event.rests {
                join(&mut self.changes.looks, &clock);
                self.changes.history.push((j, Mode::Looks));
            }
            if event.all {
                all = Some(j);
            }
            self.tasks[own * slots..(own + 1) * slots]
                .copy_from_slice(&clock[..slots]);
            self.clock = clock;
            self.before = before;
            self.last[own] = Some(j);
        }
    }

    fn wall(&mut self, slots: usize) {
        let mut all = vec![0; slots];
        for (task, stood) in self.tasks.chunks(slots).zip(&mut self.stood) {
            join(&mut all, task);
            stood.get_or_insert_with(|| task.to_vec());
        }
        for task in self.tasks.chunks_mut(slots) {
            task.copy_from_slice(&all);
        }
    }

    /// The place of what is known of this key.
    fn place(&mut self, key: Key) -> usize {
        let place = self.places.of(key);
        if let Some(place) = place.checked_sub(1) {
            return place;
        }
        self.known += 1;
        *place = self.known;
        if self.cells.len() < self.known {
            self.cells.push(Cell::default());
        }
        self.cells[self.known - 1].clear();
        self.known - 1
    }
}
