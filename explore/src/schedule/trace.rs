//! The steps of a schedule as a partial order: what each touched, and a hash that is the
//! same for all schedules which differ in swaps alone.

use std::ops::Range;
use std::panic::Location;
use std::ptr;

use super::cells::Cells;
use super::numbers::mix;
use crate::model::TaskId;
use crate::model::access::{Access, Key, Mode};
use crate::model::fault::Fault;

/// What a task did between two places where others may go.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Event {
    pub(crate) task: TaskId,
    /// How many choices had been made, the one that led here included.
    pub(crate) choice: usize,
    first: usize,
    end: usize,
    /// Whether it could not happen at all times.
    pub(crate) waits: bool,
    /// Whether it changed something that who yields waits for.
    pub(crate) stirs: bool,
    /// Whether it looked for any such change.
    pub(crate) rests: bool,
    /// Whether it may be the one that drops the last clone of what acts as it is dropped.
    drops: bool,
    /// Whether it came without a choice, in the turn of another task that let its own go on.
    /// A start does if it is one in such an event; else it belongs to the one that starts it.
    pub(crate) comes_along: bool,
    /// Whether it decides in whose turn another task goes on without a choice, where such a
    /// task may do what others see.
    pub(crate) meets: bool,
    /// Whether it may not be swapped with anything.
    pub(crate) all: bool,
}

/// What is known of a thing: the hash of its last change, and of those who have looked
/// since, in whatever order.
#[derive(Clone, Copy, Default)]
struct Cell {
    change: u64,
    looks: u64,
    left: u64,
}

/// What was looked at of that which each task changes, and few look at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Looked {
    /// Whether a task has ended.
    pub(crate) at_ends: bool,
    /// Whether anything at all has changed.
    pub(crate) for_changes: bool,
}

impl Looked {
    /// All of it.
    pub(crate) const ALL: Looked = Looked { at_ends: true, for_changes: true };

    /// What one of the two has looked at.
    pub(crate) fn or(self, other: Looked) -> Looked {
        Looked {
            at_ends: self.at_ends || other.at_ends,
            for_changes: self.for_changes || other.for_changes,
        }
    }
}

/// How much a trace keeps of what only grows.
#[derive(Clone, Copy, Default)]
pub(super) struct Kept {
    events: usize,
    accesses: usize,
    walls: usize,
    started: usize,
}

/// The clock as a task: it goes when it jumps although others could go on.
pub(crate) const CLOCK: TaskId = usize::MAX;

/// The schedule so far.
#[derive(Default)]
pub(crate) struct Trace {
    /// Whether events are kept, and not only the hash.
    pub(crate) keeps: bool,
    /// What is forgotten of the events, for a test.
    pub(crate) fault: Option<Fault>,
    pub(crate) events: Vec<Event>,
    accesses: Vec<Access>,
    /// The numbers of the events before which everything else had come.
    pub(crate) walls: Vec<usize>,
    /// By task: the event that started it.
    pub(crate) started: Vec<Option<usize>>,
    /// Of each object the kind and where it was made.
    pub(crate) classes: Vec<u64>,
    /// Whether something acted as it was dropped that tasks may have shared.
    pub(crate) drops_shared: bool,
    /// Whether that was in an event of a place where it was not known to happen.
    pub(crate) learns: bool,
    /// Whether it counts in whose turn a task goes on that goes without a choice.
    pub(crate) counts_turns: bool,
    /// Whether async tasks were polled, in any schedule.
    pub(crate) polled: bool,
    /// The places of all events so far in which it has happened, in all schedules.
    drop_places: Vec<&'static Location<'static>>,
    /// The place of the last event.
    at: Option<&'static Location<'static>>,
    /// What was looked at of that which each task changes.
    pub(crate) looks: Looked,
    choices: usize,
    /// Of the clock and of each task: what it did and saw.
    tasks: Vec<u64>,
    cells: Cells<Cell>,
    /// Of what yields wait for.
    changes: Cell,
    /// Of what may not be swapped with anything.
    all: u64,
}

fn slot(task: TaskId) -> usize {
    task.wrapping_add(1)
}

impl Trace {
    pub(crate) fn reset(&mut self) {
        self.events.clear();
        self.accesses.clear();
        self.walls.clear();
        self.started.clear();
        self.classes.clear();
        self.drops_shared = false;
        self.learns = false;
        self.at = None;
        self.looks = Looked::default();
        self.choices = 0;
        self.tasks.clear();
        self.tasks.push(1);
        self.cells.clear();
        self.changes = Cell::default();
        self.all = 0;
    }

    /// How much it keeps.
    pub(super) fn kept(&self) -> Kept {
        Kept {
            events: self.events.len(),
            accesses: self.accesses.len(),
            walls: self.walls.len(),
            started: self.started.len(),
        }
    }

    /// It keeps no more than that.
    pub(super) fn keep_only(&mut self, kept: Kept) {
        self.events.truncate(kept.events);
        self.accesses.truncate(kept.accesses);
        self.walls.truncate(kept.walls);
        self.started.truncate(kept.started);
    }

    /// It is as the other one, which has the same objects, but for what both
    /// [keep](Trace::kept).
    pub(super) fn copy_from(&mut self, other: &Trace) {
        self.drops_shared = other.drops_shared;
        self.learns = other.learns;
        self.at = other.at;
        self.looks = other.looks;
        self.choices = other.choices;
        self.tasks.clone_from(&other.tasks);
        self.cells.copy_from(&other.cells);
        self.changes = other.changes;
        self.all = other.all;
    }

    /// The hash of the partial order so far.
    pub(crate) fn hash(&self) -> u64 {
        self.tasks.iter().fold(0, |sum, task| sum.wrapping_add(mix(*task, 5)))
    }

    /// The hash of what the task did and saw.
    pub(crate) fn hash_of(&self, task: TaskId) -> u64 {
        self.tasks[slot(task)]
    }

    pub(crate) fn accesses(&self, event: &Event) -> &[Access] {
        &self.accesses[event.first..event.end]
    }

    /// Whether the last event has touched it, in whatever way.
    pub(super) fn has_touched(&self, key: Key) -> bool {
        let last = self.events.last().map(|event| self.accesses(event));
        last.is_some_and(|all| all.iter().any(|access| access.key == key))
    }

    /// How many clocks there are: one for each task, and that of the clock itself.
    pub(crate) fn slots(&self) -> usize {
        self.tasks.len()
    }

    /// Starts a task; the first one is the program.
    pub(crate) fn start(&mut self, by: TaskId) {
        let child = match self.tasks.get_mut(slot(by)) {
            None => 2,
            Some(parent) => {
                let child = mix(*parent, 11);
                *parent = mix(*parent, 12);
                child
            }
        };
        self.tasks.push(child);
        if self.keeps {
            self.started.push(self.events.len().checked_sub(1));
        }
    }

    /// A choice is made.
    pub(crate) fn choice(&mut self) {
        self.choices += 1;
    }

    /// The task goes on at this place; `waits` says whether that was not possible at all
    /// times.
    pub(crate) fn begin(
        &mut self,
        task: TaskId,
        waits: bool,
        at: &'static Location<'static>,
    ) {
        self.picks(task, 3);
        if self.keeps {
            self.at = Some(at);
            let end = self.accesses.len();
            self.events.push(Event {
                task,
                choice: self.choices,
                first: end,
                end,
                waits,
                stirs: false,
                rests: false,
                drops: self.knows(at),
                comes_along: false,
                meets: false,
                all: false,
            });
        }
    }

    /// The last event came without a choice. Where it is a start, it is as the event that
    /// has started its task.
    pub(crate) fn comes_along(&mut self, is_start: bool) {
        let Some(event) = self.events.last() else { return };
        let starter = self.started.get(event.task).copied().flatten();
        let comes_along = match starter.filter(|_| is_start) {
            Some(starter) => self.events[starter].comes_along,
            None => !is_start,
        };
        if let Some(event) = self.events.last_mut() {
            event.comes_along = comes_along;
        }
    }

    /// The task does something that depends on this, and on nothing that others do.
    pub(crate) fn picks(&mut self, task: TaskId, what: usize) {
        let hash = &mut self.tasks[slot(task)];
        *hash = mix(*hash, what as u64 + 77);
    }

    /// Everything so far comes before everything from now on: no task could go on.
    pub(crate) fn wall(&mut self) {
        self.join_all();
        if self.keeps {
            self.walls.push(self.events.len());
        }
    }

    /// The clock jumps although it need not, or need not have waited until now. Nobody
    /// counts the jumps that are left but it: with what others do it may not be swapped.
    pub(crate) fn jump(&mut self) {
        self.begin(CLOCK, true, Location::caller());
        self.join_all();
        if let Some(event) = self.events.last_mut() {
            event.all = self.fault != Some(Fault::Jumps);
        }
    }

    fn join_all(&mut self) {
        let sum = self.hash();
        for task in &mut self.tasks {
            *task = mix(*task, sum);
        }
    }

    /// The task touches something in this way.
    pub(crate) fn touch(&mut self, task: TaskId, access: Access) {
        let Access { key, mode } = access;
        if let Key::End(other) = key {
            self.looks.at_ends |= mode.counts() && other != task;
        }
        let Some(cell) = self.cells.get(key) else {
            return self.touch_first(task, access);
        };
        let hash = &mut self.tasks[slot(task)];
        match mode {
            Mode::Looks | Mode::Nearly | Mode::Shares => {
                *hash = mix(*hash, cell.change ^ 1);
                cell.looks = cell.looks.wrapping_add(mix(*hash, 2));
            }
            Mode::Adds => cell.looks = cell.looks.wrapping_add(mix(*hash, 8)),
            Mode::Changes | Mode::Takes | Mode::Gives => {
                *hash = mix(mix(*hash, cell.change ^ 4), cell.looks);
                cell.change = *hash;
                cell.looks = 0;
                cell.left = *hash;
            }
            Mode::Leaves => cell.left = *hash,
            Mode::Follows => *hash = mix(*hash, cell.left),
        }
        if self.keeps {
            self.keep(access);
        }
    }

    /// The same for a key that none was like so far.
    #[cold]
    fn touch_first(&mut self, task: TaskId, access: Access) {
        self.cells.of(access.key);
        self.touch(task, access);
    }

    #[inline(never)]
    fn keep(&mut self, access: Access) {
        if let Some(event) = self.events.last_mut() {
            let spoil = |fault: Fault| fault.spoil(access);
            self.accesses.push(self.fault.map_or(access, spoil));
            event.end += 1;
        }
    }

    /// The task changes something that who yields waits for.
    pub(crate) fn stir(&mut self, task: TaskId) {
        let hash = &mut self.tasks[slot(task)];
        if self.changes.looks != 0 {
            *hash = mix(*hash, self.changes.looks);
        }
        self.changes.change = self.changes.change.wrapping_add(mix(*hash, 6));
        if let Some(event) = self.events.last_mut() {
            event.stirs = self.fault != Some(Fault::Stirs);
        }
    }

    /// The task yields: it looks whether anything has changed.
    pub(crate) fn rest(&mut self, task: TaskId) {
        let hash = &mut self.tasks[slot(task)];
        *hash = mix(*hash, self.changes.change);
        self.changes.looks = self.changes.looks.wrapping_add(mix(*hash, 7));
        self.looks.for_changes = true;
        if let Some(event) = self.events.last_mut() {
            event.rests = true;
        }
    }

    /// What the task does may not be swapped with anything. Said of all steps that the
    /// schedule has from its first such step on.
    pub(crate) fn all(&mut self, task: TaskId) {
        let hash = &mut self.tasks[slot(task)];
        *hash = mix(*hash, self.all);
        self.all = *hash;
        if let Some(event) = self.events.last_mut() {
            event.all = true;
        }
    }

    /// What the task does now includes a drop which it might not have done if another task
    /// had done something else before. The hash leaves this out: it says more of a schedule
    /// than what tasks see.
    pub(crate) fn drops_shared(&mut self) {
        self.drops_shared = true;
        if let Some(at) = self.at
            && !self.knows(at)
        {
            self.learns = true;
            self.drop_places.push(at);
        }
        if let Some(event) = self.events.last_mut() {
            event.all = self.fault != Some(Fault::Owners);
        }
    }

    /// What the task does now decides whether another task goes on at once, without a
    /// choice, now or later: by its end, say, or as it begins to wait for one. So it decides
    /// in whose turn that task does what comes next, up to its own next choice.
    pub(crate) fn meets(&mut self) {
        if !self.shares() && !self.counts_turns || self.fault == Some(Fault::Owners)
        {
            return;
        }
        if let Some(event) = self.events.last_mut() {
            event.meets = true;
        }
    }

    /// Whether tasks share what acts as it is dropped, in any schedule so far.
    pub(crate) fn shares(&self) -> bool {
        !self.drop_places.is_empty()
    }

    /// Whether it has happened in an event of this place.
    fn knows(&self, at: &'static Location<'static>) -> bool {
        self.drop_places.iter().any(|&known| ptr::eq(known, at))
    }

    /// Whether a task that did this at some choice may do something else after one of these
    /// events, or the event after that.
    pub(crate) fn wakes(&self, events: Range<usize>, did: &Did) -> bool {
        self.events[events].iter().any(|event| {
            event.all
                || did.all
                || event.stirs && did.rests
                || event.rests && did.stirs
                || event.meets && did.meets
                || (event.drops || event.meets) && did.may_be_last
                || self.accesses(event).iter().any(|&access| {
                    did.accesses.iter().any(|&other| access.wakes(other))
                        || did.strange.iter().any(|&(class, other)| {
                            let object = access.key.object();
                            object.is_some_and(|object| {
                                object >= did.fresh
                                    && self.classes[object] == class
                                    && access.wakes(Access {
                                        key: other.key.of(object),
                                        ..other
                                    })
                            })
                        })
                })
        })
    }
}

/// What the step of a task touched when it was taken at some choice.
#[derive(Clone, Debug, Default)]
pub(crate) struct Did {
    accesses: Vec<Access>,
    /// Those of objects that were not known yet, with what is known of them: in another
    /// schedule they have other numbers.
    strange: Vec<(u64, Access)>,
    /// How many objects were known.
    fresh: usize,
    stirs: bool,
    rests: bool,
    meets: bool,
    /// Whether it may be what acts, as the last owner, if another one has dropped its clone
    /// before.
    may_be_last: bool,
    all: bool,
}

impl Did {
    /// At a choice where so many objects were known.
    pub(crate) fn at(fresh: usize) -> Did {
        Did { fresh, ..Did::default() }
    }

    /// Nothing was done, at a choice where so many objects were known.
    pub(crate) fn begins(&mut self, fresh: usize) {
        let Did { mut accesses, mut strange, .. } = std::mem::take(self);
        accesses.clear();
        strange.clear();
        *self = Did { accesses, strange, fresh, ..Did::default() };
    }

    /// In a schedule something came after it that may not be swapped with anything, and
    /// nothing in between puts the two in order.
    pub(crate) fn may_be_last(&mut self) {
        self.may_be_last = true;
    }

    /// How many objects were known.
    pub(crate) fn fresh(&self) -> usize {
        self.fresh
    }

    /// What this event of the schedule touched, and what came along without a choice. So
    /// many objects were known at the choice for which it counts.
    pub(crate) fn of(trace: &Trace, event: usize, fresh: usize) -> Did {
        let choice = trace.events[event].choice;
        let events = trace.events[event..].iter();
        let events = events.take_while(|event| event.choice == choice).count();
        let mut did = Did::at(fresh);
        did.add(trace, event..event + events);
        did.all |= trace.fault == Some(Fault::Others);
        did
    }

    /// Whether all that may not be swapped with the other may not be swapped with this, as
    /// long as this is all that is looked at. Of both the same objects were known.
    pub(crate) fn covers(&self, other: &Did, looked: Looked) -> bool {
        let stirs = looked.for_changes && other.stirs;
        let flags = (self.stirs || !stirs)
            && (self.rests || !other.rests)
            && (self.meets || !other.meets);
        let seen = |(_, Access { key, .. }): &(Option<u64>, Access)| {
            looked.at_ends || !matches!(key, Key::End(_))
        };
        let all = || {
            let mut touches = other.touches().filter(seen);
            touches.all(|that| that.0.is_none() && self.has(that, Mode::covers))
        };
        self.all || !other.all && flags && all()
    }

    /// What it touched; of an object that was not known what is known of it.
    fn touches(&self) -> impl Iterator<Item = (Option<u64>, Access)> {
        let known = self.accesses.iter().map(|&access| (None, access));
        known.chain(
            self.strange.iter().map(|&(class, access)| (Some(class), access)),
        )
    }

    /// Whether it touched the same in a way of which this is so.
    fn has(&self, what: (Option<u64>, Access), is: fn(Mode, Mode) -> bool) -> bool {
        let (class, Access { key, mode }) = what;
        self.touches().any(|(of, one)| {
            let may_be_it = match (of, key.object()) {
                (Some(_), Some(object)) => one.key.of(object) == key,
                _ => one.key == key,
            };
            of == class && may_be_it && is(one.mode, mode)
        })
    }

    /// Adds what these events of the schedule changed.
    pub(crate) fn add_changes(&mut self, trace: &Trace, events: Range<usize>) {
        for event in &trace.events[events] {
            let accesses = trace.accesses(event).iter();
            accesses
                .filter(|access| access.mode.changes())
                .for_each(|&access| self.touches_too(trace, access));
        }
    }

    fn touches_too(&mut self, trace: &Trace, access: Access) {
        match access.key.object().filter(|&object| object >= self.fresh) {
            None if !self.accesses.contains(&access) => self.accesses.push(access),
            Some(object) => self.strange.push((trace.classes[object], access)),
            None => {}
        }
    }

    /// Adds what these events of the schedule touched.
    pub(crate) fn add(&mut self, trace: &Trace, events: Range<usize>) {
        for event in &trace.events[events] {
            self.stirs |= event.stirs;
            self.rests |= event.rests;
            self.meets |= event.meets;
            self.all |= event.all;
            for &access in trace.accesses(event) {
                if access.mode.counts() {
                    self.touches_too(trace, access);
                }
            }
        }
    }
}
