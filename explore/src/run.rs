//! One schedule: its tasks, what each is about to do, and who goes next.

use std::panic::Location;
use std::sync::Arc;

use crate::access::{Key, Mode};
use crate::hook::{self, Heard};
use crate::object::{Handle, Kind, Model, Moment, Object, ObjectId, Once, Readers};
use crate::op::{Op, Wait};
use crate::pipe::{Arm, Arms};
use crate::strategy::{Chosen, Strategy};
use crate::tasks::Async;
use crate::trace::{CLOCK, Trace};

/// The place of a task in the order in which they were started; the program is 0.
pub(crate) type TaskId = usize;

/// The most prints that a schedule keeps.
const MOST_PRINTED: usize = 1_000;

/// The most characters that are kept of one.
const LONGEST_PRINTED: usize = 200;

/// What a task is about to do. It goes on only while that is possible, so a task that
/// is chosen never finds itself blocked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pending {
    /// Runs up to its first operation.
    Start,
    /// An operation that never blocks.
    Ready,
    /// Repeats what it did in vain until something changes after this many changes.
    Spin(u64),
    Lock(ObjectId),
    LockToRead(ObjectId),
    LockToWrite(ObjectId),
    Wake {
        condvar: ObjectId,
        mutex: ObjectId,
        until: Option<Moment>,
    },
    Barrier {
        barrier: ObjectId,
        generation: usize,
    },
    Initialize(ObjectId),
    /// Waits until somebody has initialized it, or has failed to if that ends the wait.
    Initialized {
        once: ObjectId,
        or_poisoned: bool,
    },
    /// Sends or receives by the first of these arms that can.
    Select {
        arms: Arms,
        /// Its turn among those that another task may choose to meet, if it is one.
        turn: Option<usize>,
        until: Option<Moment>,
    },
    /// Another task has met this arm, for the message with this number.
    Met {
        arm: usize,
        message: usize,
        channel: ObjectId,
    },
    /// Takes the message with this number, which is on its way.
    Take {
        channel: ObjectId,
        message: usize,
        arrived: bool,
    },
    Park(Option<Moment>),
    Parker {
        parker: ObjectId,
        until: Option<Moment>,
    },
    Group(ObjectId),
    Join(TaskId),
    Scope(ScopeId),
    /// Until this moment, or for good.
    Sleep(Option<Moment>),
    /// An async task that waits until its waker is called.
    Await,
    /// Nothing any more.
    End,
}

/// A scope of tasks, in order of opening.
pub(crate) type ScopeId = usize;

pub(crate) struct Task {
    pub(crate) name: Option<String>,
    pub(crate) pending: Pending,
    /// Where in the source.
    pub(crate) at: &'static Location<'static>,
    pub(crate) scope: Option<ScopeId>,
    pub(crate) unparked: bool,
    /// Of an async task.
    pub(crate) polled: Option<Polled>,
    /// Whether the record says that it waits.
    pub(crate) waits: bool,
    /// Where it yielded last and how many changes there had been.
    yielded: Option<(&'static Location<'static>, u64)>,
    /// How often it has yielded there one after the other, and changed nothing for sure
    /// in between.
    pub(crate) rounds: u32,
}

/// After so many rounds what is reached to be changed is taken to be left as it is.
const ROUNDS: u32 = 4;

/// What an async task has in addition.
#[derive(Default)]
pub(crate) struct Polled {
    pub(crate) flag: Arc<crate::tasks::Flag>,
    pub(crate) future: Option<crate::tasks::TaskFuture>,
    pub(crate) aborted: bool,
    /// Where in the source.
    pub(crate) started: Option<&'static Location<'static>>,
    /// What it found not ready when it was polled last.
    pub(crate) awaits: Vec<(Option<ObjectId>, Wait)>,
}

/// One step of the record.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Recorded {
    pub(crate) task: TaskId,
    pub(crate) object: Option<ObjectId>,
    pub(crate) op: Op,
    pub(crate) at: &'static Location<'static>,
}

/// Why a schedule failed.
pub(crate) enum Reason {
    Panic {
        task: TaskId,
        message: String,
        file: String,
        line: u32,
        /// How many steps had been recorded.
        steps: usize,
    },
    Deadlock,
    /// This async task blocks the thread of all.
    Blocked(TaskId),
    StepLimit(usize),
    /// The exploration cannot go on: no verdict on the program.
    Refusal(String),
}

/// What the task that asked does now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    GoOn,
    SwitchTo(TaskId),
    Stop,
}

/// The schedule that runs.
pub(crate) struct Run {
    /// Differs from that of every other schedule in this process.
    number: u64,
    pub(crate) tasks: Vec<Task>,
    pub(crate) current: TaskId,
    /// The task that was chosen last.
    chosen: TaskId,
    pub(crate) objects: Vec<Object>,
    pub(crate) steps: Vec<Recorded>,
    pub(crate) notes: Vec<String>,
    /// How often something was printed.
    printed: usize,
    /// Those of every select so far.
    pub(crate) arms: Vec<Arm>,
    /// How many tasks waited to be met so far.
    pub(crate) turns: usize,
    pub(crate) failure: Option<Reason>,
    pub(crate) scopes: usize,
    pub(crate) now: Moment,
    /// How often something changed that another task could see.
    changes: u64,
    /// How many operations there were.
    reached: usize,
    max_steps: usize,
    enabled: Vec<TaskId>,
    /// While async tasks are polled.
    pub(crate) polls: Option<Async>,
    /// How often the clock may jump while a task could go on.
    jumps: usize,
    jumps_left: usize,
    /// The partial order of what was done.
    pub(crate) trace: Trace,
    /// Whether what follows is known: no choice is left to make.
    pub(crate) is_known: bool,
}

impl Run {
    pub(crate) fn new(number: u64, max_steps: usize, jumps: usize) -> Run {
        Run {
            number,
            tasks: Vec::new(),
            current: 0,
            chosen: 0,
            objects: Vec::new(),
            steps: Vec::new(),
            notes: Vec::new(),
            printed: 0,
            arms: Vec::new(),
            turns: 0,
            failure: None,
            scopes: 0,
            now: Moment::ZERO,
            changes: 0,
            reached: 0,
            max_steps,
            enabled: Vec::new(),
            polls: None,
            jumps,
            jumps_left: jumps,
            trace: Trace::default(),
            is_known: false,
        }
    }

    /// Forgets the schedule but keeps the memory for the next one.
    pub(crate) fn reset(&mut self, number: u64) {
        self.number = number;
        self.tasks.clear();
        self.current = 0;
        self.chosen = 0;
        self.objects.clear();
        self.steps.clear();
        self.notes.clear();
        self.printed = 0;
        self.arms.clear();
        self.turns = 0;
        self.failure = None;
        self.scopes = 0;
        self.now = Moment::ZERO;
        self.changes = 0;
        self.reached = 0;
        self.polls = None;
        self.jumps_left = self.jumps;
        self.trace.reset();
        self.is_known = false;
    }

    /// Leaves behind what its async tasks own: part of it may be on stacks that are gone.
    pub(crate) fn give_up(&mut self) {
        for task in &mut self.tasks {
            let polled = task.polled.as_mut();
            std::mem::forget(polled.and_then(|polled| polled.future.take()));
        }
    }

    pub(crate) fn add_task(
        &mut self,
        name: Option<String>,
        scope: Option<ScopeId>,
        at: &'static Location<'static>,
    ) -> TaskId {
        self.tasks.push(Task {
            name,
            pending: Pending::Start,
            at,
            scope,
            unparked: false,
            polled: None,
            waits: false,
            yielded: None,
            rounds: 0,
        });
        self.changes += 1;
        let task = self.tasks.len() - 1;
        self.trace.start(self.current);
        if task > 0 {
            self.touch(Key::Tasks, Mode::Changes);
            self.trace.stir(self.current);
        }
        task
    }

    pub(crate) fn end_task(&mut self) {
        self.task().pending = Pending::End;
        self.changes += 1;
        self.touch(Key::End(self.current), Mode::Changes);
        self.trace.stir(self.current);
    }

    /// The current task touches something in this way.
    pub(crate) fn touch(&mut self, key: Key, mode: Mode) {
        self.trace.touch(self.current, key, mode);
    }

    /// The tasks of the scope have ended before what the current task does now.
    pub(crate) fn follow_tasks_of(&mut self, scope: ScopeId) {
        for task in 0..self.tasks.len() {
            if self.tasks[task].scope == Some(scope) {
                self.touch(Key::End(task), Mode::Follows);
            }
        }
    }

    /// The current task has waited until something changed.
    pub(crate) fn rests(&mut self) {
        self.trace.rest(self.current);
    }

    /// About to do something to the object that never blocks.
    pub(crate) fn ready_for(&mut self, handle: &Handle) -> Pending {
        self.object(handle);
        Pending::Ready
    }

    /// The current task looks at something of the object, in no step of its own.
    pub(crate) fn looks(&mut self, handle: &Handle) {
        let object = self.object(handle);
        self.touch(Key::Object(object), Mode::Looks);
    }

    /// The current task changes something of the object, in no step of its own.
    pub(crate) fn changes(&mut self, handle: &Handle) {
        let object = self.object(handle);
        self.touch(Key::Object(object), Mode::Changes);
    }

    pub(crate) fn task(&mut self) -> &mut Task {
        &mut self.tasks[self.current]
    }

    /// The object behind the handle. One that outlives the schedule ends it.
    pub(crate) fn object(&mut self, handle: &Handle) -> ObjectId {
        let object = handle.id(self.number, &mut self.objects);
        let object = object.unwrap_or_else(|why| {
            self.fail(Reason::Refusal(why));
            // Any object: the schedule goes no further.
            let kind = Kind::Atomic;
            let _ = Handle::new(kind).id(self.number, &mut self.objects);
            self.objects.len() - 1
        });
        while let Some(new) = self.objects.get(self.trace.classes.len()) {
            self.trace.classes.push(new.class());
        }
        object
    }

    pub(crate) fn record(
        &mut self,
        object: Option<ObjectId>,
        op: Op,
        at: &'static Location<'static>,
    ) {
        let task = self.current;
        self.steps.push(Recorded { task, object, op, at });
    }

    /// Records what the current task prints, unless it prints without end.
    pub(crate) fn print(&mut self, text: &str, at: &'static Location<'static>) {
        self.printed += 1;
        if self.printed > self.max_steps {
            self.fail(Reason::StepLimit(self.max_steps));
        } else if self.printed <= MOST_PRINTED {
            let line = text.strip_suffix('\n').unwrap_or(text);
            self.notes.push(line.chars().take(LONGEST_PRINTED).collect());
            self.record(None, Op::Print(self.notes.len() - 1), at);
        }
    }

    /// How many steps there were, without what was printed.
    pub(crate) fn count(&self) -> usize {
        self.steps.len() - self.printed.min(MOST_PRINTED)
    }

    /// Something is different that another task can see.
    pub(crate) fn change(&mut self) {
        self.changes += 1;
        self.task().rounds = 0;
        self.trace.stir(self.current);
    }

    /// A value behind a lock was reached to be changed: perhaps only to look whether there
    /// is something to take.
    pub(crate) fn may_change(&mut self) {
        if self.task().rounds < ROUNDS {
            self.changes += 1;
            self.trace.stir(self.current);
        }
    }

    /// The first failure is the one that counts.
    pub(crate) fn fail(&mut self, reason: Reason) {
        if self.failure.is_some() {
            return;
        }
        let stuck = matches!(
            reason,
            Reason::Deadlock | Reason::StepLimit(_) | Reason::Blocked(_)
        );
        self.failure = Some(match hook::heard() {
            // A destructor waits in vain because of a panic, which is the cause.
            Some(heard) if stuck && std::thread::panicking() => heard.into(),
            _ => reason,
        });
    }

    /// What a yield on this line is about to do. The first one leaves the choice to the
    /// next operation; when it is repeated and nothing has changed in between, the task
    /// waits for a change.
    pub(crate) fn yields(&mut self, at: &'static Location<'static>) -> Pending {
        let changes = self.changes;
        self.trace.rest(self.current);
        let task = self.task();
        match task.yielded.replace((at, changes)) {
            Some((line, then)) if line == at => {
                task.rounds += 1;
                if then == changes {
                    Pending::Spin(changes)
                } else {
                    Pending::Ready
                }
            }
            _ => {
                task.rounds = 0;
                Pending::Ready
            }
        }
    }

    /// The current task is about to do this: who goes next?
    pub(crate) fn reach(
        &mut self,
        pending: Pending,
        at: &'static Location<'static>,
        strategy: &mut dyn Strategy,
    ) -> Next {
        let task = self.task();
        task.pending = pending;
        task.at = at;
        task.waits = false;
        if self.is_timed(pending) {
            self.touch(Key::Clock, Mode::Looks);
        }
        if self.polls.is_some() {
            return self.reach_in_a_poll();
        }
        // A destructor that runs because of a panic is not interrupted, unless it waits:
        // std counts panics by thread, and all tasks share one.
        if std::thread::panicking()
            && self.failure.is_none()
            && self.is_enabled(self.current)
        {
            return Next::GoOn;
        }
        match self.next(strategy) {
            Next::SwitchTo(task) if task == self.current => Next::GoOn,
            next => next,
        }
    }

    /// Chooses the task that goes next.
    pub(crate) fn next(&mut self, strategy: &mut dyn Strategy) -> Next {
        self.count_a_step();
        if self.failure.is_some() {
            return Next::Stop;
        }
        loop {
            if let Some(task) = self.tasks_to_go() {
                self.trace.begin(task, true);
                return Next::SwitchTo(task);
            }
            if self.any_enabled() {
                match self.choose(strategy) {
                    Some(next) => return next,
                    None => continue,
                }
            }
            if self.tasks.iter().all(|task| task.pending == Pending::End) {
                return Next::SwitchTo(0);
            }
            if !self.let_time_pass() && !self.let_spinning_go() {
                self.fail(Reason::Deadlock);
                return Next::Stop;
            }
        }
    }

    pub(crate) fn any_enabled(&self) -> bool {
        !self.enabled.is_empty()
    }

    pub(crate) fn count_a_step(&mut self) {
        self.reached += 1;
        if self.reached > self.max_steps {
            self.fail(Reason::StepLimit(self.max_steps));
        }
    }

    /// Chooses among the tasks that can go on. `None` if the clock jumped before one of
    /// them did.
    pub(crate) fn choose(&mut self, strategy: &mut dyn Strategy) -> Option<Next> {
        if self.failure.is_some() {
            return Some(Next::Stop);
        }
        match self.chosen(strategy) {
            Ok(CLOCK) => {
                self.jumps_left -= 1;
                self.jump();
                None
            }
            Ok(task) => {
                self.chosen = task;
                let waits = self.tasks[task].pending != Pending::Ready;
                self.trace.begin(task, waits);
                if self.polls.is_some() {
                    self.trace.all(task);
                }
                if self.is_timed(self.tasks[task].pending) {
                    self.trace.touch(task, Key::Clock, Mode::Looks);
                }
                Some(Next::SwitchTo(task))
            }
            Err(why) => {
                self.fail(Reason::Refusal(why));
                Some(Next::Stop)
            }
        }
    }

    /// The task that goes next, or the clock.
    fn chosen(&mut self, strategy: &mut dyn Strategy) -> Result<TaskId, String> {
        if self.is_known {
            return Ok(self.enabled[0]);
        }
        // For async tasks that are left when the first one has ended time stands still.
        let passes = self.polls.is_none() || self.tasks[0].pending != Pending::End;
        if passes && self.jumps_left > 0 && self.next_moment().is_some() {
            if strategy.owns_clock() {
                self.enabled.push(CLOCK);
            } else if strategy.clock_goes_first(self.enabled.len())? {
                return Ok(CLOCK);
            }
        }
        self.trace.choice();
        match strategy.choose(&self.enabled, &self.trace)? {
            Chosen::Place(place) => Ok(self.enabled[place]),
            Chosen::Known => {
                self.is_known = true;
                Ok(self.enabled[0])
            }
        }
    }

    /// Whether a task that is about to do this does something else when time has passed.
    fn is_timed(&self, pending: Pending) -> bool {
        pending.until().is_some()
            || matches!(pending, Pending::Select { .. })
                && self.moments(pending).next().is_some()
    }

    /// Collects the tasks that can go on, the one chosen last first. Returns a task that
    /// goes without a choice, as no other task can see what it does.
    pub(crate) fn tasks_to_go(&mut self) -> Option<TaskId> {
        self.enabled.clear();
        for task in 0..self.tasks.len() {
            let pending = self.tasks[task].pending;
            if pending == Pending::End {
                continue;
            }
            if self.is_enabled(task) {
                if pending.is_unseen() {
                    return Some(task);
                }
                self.enabled.push(task);
            } else if !self.tasks[task].waits {
                self.tasks[task].waits = true;
                self.record_wait(task);
            }
        }
        let chosen = |&task: &TaskId| task == self.chosen;
        if let Some(place) = self.enabled.iter().position(chosen) {
            self.enabled[..=place].rotate_right(1);
        }
        None
    }

    pub(crate) fn record_wait(&mut self, task: TaskId) {
        let Some((object, wait)) = self.waits_for(task) else {
            return;
        };
        let says_so = match wait {
            // Said by the operation that came before, or too usual to say.
            Wait::Notification
            | Wait::Barrier
            | Wait::Group
            | Wait::Join(_)
            | Wait::Scope => false,
            Wait::Time | Wait::Message | Wait::Select(_) | Wait::Waker => false,
            Wait::Lock { .. } => {
                !matches!(self.tasks[task].pending, Pending::Wake { .. })
            }
            _ => true,
        };
        // A writer says it as soon as it is in the way of others.
        let last = self.steps.iter().rev().find(|step| step.task == task);
        let is_said = last
            .is_some_and(|step| matches!(step.op, Op::Wait(said) if said == wait));
        if says_so && !is_said {
            let (op, at) = (Op::Wait(wait), self.tasks[task].at);
            self.steps.push(Recorded { task, object, op, at });
        }
    }

    /// The first moment to come that somebody waits for.
    fn next_moment(&self) -> Option<Moment> {
        let moments = self.tasks.iter().flat_map(|task| self.moments(task.pending));
        let timers = self.polls.iter().flat_map(Async::moments);
        moments.chain(timers).filter(|&moment| moment > self.now).min()
    }

    /// No task can go on: the clock jumps to the first moment that somebody waits for.
    /// Returns whether there is one.
    pub(crate) fn let_time_pass(&mut self) -> bool {
        let Some(next) = self.next_moment() else { return false };
        if self.jumps_left > 0 {
            // It could have jumped before.
            self.trace.jump();
        }
        self.trace.wall();
        self.set_clock(next);
        true
    }

    /// The clock jumps although tasks could go on.
    fn jump(&mut self) {
        let Some(next) = self.next_moment() else { return };
        self.trace.jump();
        self.set_clock(next);
    }

    fn set_clock(&mut self, now: Moment) {
        self.now = now;
        self.changes += 1;
        if let Some(polls) = &mut self.polls {
            polls.wake(now);
        }
    }

    /// Only tasks that repeat themselves are left: they may as well.
    pub(crate) fn let_spinning_go(&mut self) -> bool {
        let mut any = false;
        for task in &mut self.tasks {
            if matches!(task.pending, Pending::Spin(_)) {
                task.pending = Pending::Ready;
                any = true;
            }
        }
        if any {
            self.trace.wall();
        }
        any
    }

    pub(crate) fn is_enabled(&self, task: TaskId) -> bool {
        match self.tasks[task].pending {
            Pending::Start | Pending::Ready => true,
            Pending::Spin(changes) => self.changes != changes,
            Pending::Lock(mutex) => self.holder(mutex).is_none(),
            Pending::LockToRead(lock) => {
                matches!(&self.objects[lock].model,
                    Model::RwLock(lock) if lock.lets_read())
            }
            Pending::LockToWrite(lock) => {
                // That a writer begins to wait for readers is a step, which readers see.
                matches!(&self.objects[lock].model, Model::RwLock(lock)
                    if lock.is_free()
                        || lock.writer.is_none() && !lock.waiting.contains(&task))
            }
            Pending::Wake { condvar, mutex, until } => {
                (self.may_wake(condvar, task) || self.is_over(until))
                    && self.holder(mutex).is_none()
            }
            Pending::Barrier { barrier, generation } => {
                matches!(&self.objects[barrier].model,
                    Model::Barrier { generation: now, .. } if *now != generation)
            }
            Pending::Initialize(once) => !matches!(
                &self.objects[once].model,
                Model::Once { state: Once::Running(_) }
            ),
            Pending::Initialized { once, or_poisoned } => {
                match self.objects[once].model {
                    Model::Once { state: Once::Poisoned } => or_poisoned,
                    Model::Once { state } => state == Once::Done,
                    _ => false,
                }
            }
            Pending::Select { arms, until, .. } => {
                self.is_over(until) || self.ready(task, arms).next().is_some()
            }
            Pending::Met { .. } => true,
            Pending::Take { arrived, .. } => arrived,
            Pending::Park(until) => {
                self.tasks[task].unparked || self.is_over(until)
            }
            Pending::Parker { parker, until } => {
                matches!(
                    self.objects[parker].model,
                    Model::Parker { unparked: true }
                ) || self.is_over(until)
            }
            Pending::Group(group) => {
                matches!(self.objects[group].model, Model::WaitGroup { members: 0 })
            }
            Pending::Join(task) => self.tasks[task].pending == Pending::End,
            Pending::Scope(scope) => self.open_tasks(scope).next().is_none(),
            Pending::Sleep(until) => self.is_over(until),
            Pending::Await => self.tasks[task].is_woken(),
            Pending::End => false,
        }
    }

    /// What the task waits for, if it cannot go on.
    pub(crate) fn waits_for(
        &self,
        task: TaskId,
    ) -> Option<(Option<ObjectId>, Wait)> {
        if self.is_enabled(task) && !self.is_blocked() {
            return None;
        }
        Some(match self.tasks[task].pending {
            Pending::Lock(mutex) => (Some(mutex), self.waits_for_lock(mutex)),
            Pending::LockToRead(lock) => (Some(lock), self.waits_to_read(lock)),
            Pending::LockToWrite(lock) => (Some(lock), self.waits_for_lock(lock)),
            Pending::Wake { condvar, mutex, .. } => {
                if self.may_wake(condvar, task) {
                    (Some(mutex), self.waits_for_lock(mutex))
                } else {
                    (Some(condvar), Wait::Notification)
                }
            }
            Pending::Barrier { barrier, .. } => (Some(barrier), Wait::Barrier),
            Pending::Initialize(once) => match self.objects[once].model {
                Model::Once { state: Once::Running(by) } => {
                    (Some(once), Wait::Initialization { by: Some(by) })
                }
                _ => return None,
            },
            Pending::Initialized { once, .. } => {
                let by = match self.objects[once].model {
                    Model::Once { state: Once::Running(by) } => Some(by),
                    Model::Once { state: Once::Done } => return None,
                    _ => None,
                };
                (Some(once), Wait::Initialization { by })
            }
            Pending::Select { arms, .. } => match self.arms[arms.range()] {
                [arm] => (Some(arm.channel), arm.wait()),
                _ => (None, Wait::Select(arms)),
            },
            Pending::Take { channel, .. } => (Some(channel), Wait::Message),
            Pending::Park(_) => (None, Wait::Unpark),
            Pending::Parker { parker, .. } => (Some(parker), Wait::Unpark),
            Pending::Group(group) => (Some(group), Wait::Group),
            Pending::Join(task) => (None, Wait::Join(task)),
            Pending::Scope(scope) => {
                let mut open = self.open_tasks(scope);
                match (open.next(), open.next()) {
                    (Some(only), None) => (None, Wait::Join(only)),
                    _ => (None, Wait::Scope),
                }
            }
            Pending::Sleep(_) => (None, Wait::Time),
            // One that could go on, but for the task that blocks all.
            Pending::Await
                if self.is_enabled(task) && self.awaits_nothing(task) =>
            {
                return None;
            }
            Pending::Await => self.awaits(task),
            Pending::Spin(_) if self.polls.is_some() => (None, Wait::Waker),
            Pending::Start
            | Pending::Ready
            | Pending::Spin(_)
            | Pending::Met { .. }
            | Pending::End => return None,
        })
    }

    pub(crate) fn waits_for_lock(&self, lock: ObjectId) -> Wait {
        match &self.objects[lock].model {
            Model::Mutex { holder } => Wait::Lock { holder: *holder },
            Model::RwLock(lock) => match (lock.writer, lock.readers.first()) {
                (None, Some(&reader)) => Wait::Readers { reader },
                (holder, _) => Wait::Lock { holder },
            },
            _ => Wait::Lock { holder: None },
        }
    }

    fn waits_to_read(&self, lock: ObjectId) -> Wait {
        match &self.objects[lock].model {
            Model::RwLock(Readers { writer: None, waiting, .. })
                if !waiting.is_empty() =>
            {
                Wait::Writer { writer: Some(waiting[0]) }
            }
            _ => self.waits_for_lock(lock),
        }
    }

    pub(crate) fn holder(&self, mutex: ObjectId) -> Option<TaskId> {
        match self.objects[mutex].model {
            Model::Mutex { holder } => holder,
            _ => None,
        }
    }

    fn may_wake(&self, condvar: ObjectId, task: TaskId) -> bool {
        matches!(&self.objects[condvar].model,
            Model::Condvar(waiters) if waiters.may_wake(task))
    }

    fn open_tasks(&self, scope: ScopeId) -> impl Iterator<Item = TaskId> {
        let open = move |task: &Task| {
            task.scope == Some(scope) && task.pending != Pending::End
        };
        (0..self.tasks.len()).filter(move |&task| open(&self.tasks[task]))
    }

    pub(crate) fn is_over(&self, until: Option<Moment>) -> bool {
        until.is_some_and(|until| self.now >= until)
    }

    /// What the task waits for on the clock.
    fn moments(&self, pending: Pending) -> impl Iterator<Item = Moment> {
        let arms = match pending {
            Pending::Select { arms, .. } => &self.arms[arms.range()],
            _ => &[],
        };
        let next = |arm: &Arm| self.channel(arm.channel).next();
        pending.until().into_iter().chain(arms.iter().filter_map(next))
    }
}

impl From<Heard> for Reason {
    fn from(heard: Heard) -> Reason {
        Reason::Panic {
            task: heard.task,
            message: heard.message,
            file: heard.file,
            line: heard.line,
            steps: heard.steps,
        }
    }
}

impl Pending {
    /// Whether nobody else can see it happen, so that it may as well happen at once.
    fn is_unseen(self) -> bool {
        matches!(
            self,
            Pending::Start
                | Pending::Join(_)
                | Pending::Scope(_)
                | Pending::Barrier { .. }
                | Pending::Group(_)
                | Pending::Met { .. }
                | Pending::Take { .. }
        )
    }

    pub(crate) fn until(self) -> Option<Moment> {
        match self {
            Pending::Wake { until, .. }
            | Pending::Select { until, .. }
            | Pending::Parker { until, .. }
            | Pending::Park(until)
            | Pending::Sleep(until) => until,
            _ => None,
        }
    }
}
