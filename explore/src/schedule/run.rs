//! The schedule that runs: its tasks, its objects, and what they touch.

use std::panic::Location;

use super::calls::Stacks;
use super::choices::Choices;
use super::failure::{Lets, Reason};
use super::fair::Fair;
use super::heard::Unheard;
use super::hook::Heard;
use super::memory::Memory;
use super::polls::Async;
use super::saved::Saves;
use super::task::Task;
use super::ticks::{Expiry, Tick};
use super::trace::Trace;
use super::way::Way;
use crate::model::access::{Access, Key, Mode};
use crate::model::arms::Arm;
use crate::model::fault::Fault;
use crate::model::handle::Handle;
use crate::model::object::Object;
use crate::model::op::Recorded;
use crate::model::pending::Pending;
use crate::model::senders::Senders;
use crate::model::{Moment, ObjectId, ScopeId, TaskId};

/// The schedule that runs.
pub(crate) struct Run {
    /// Differs from that of every other schedule in this process.
    number: u64,
    pub(crate) tasks: Vec<Task>,
    pub(crate) current: TaskId,
    /// The task that was chosen last.
    pub(super) chosen: TaskId,
    pub(crate) objects: Vec<Object>,
    pub(crate) steps: Vec<Recorded>,
    pub(crate) notes: Vec<String>,
    /// The tasks that were started by another one.
    pub(crate) started: Vec<Begins>,
    /// The tasks that have ended, each with the number of steps before.
    pub(crate) ended: Vec<(TaskId, usize)>,
    /// How often something was printed.
    pub(super) printed: usize,
    /// Those of every select so far.
    pub(crate) arms: Vec<Arm>,
    /// How many tasks waited to be met so far.
    pub(crate) turns: usize,
    pub(crate) failure: Option<Reason>,
    /// Whether a task has panicked, as far as is known.
    pub(super) has_panicked: bool,
    /// The task that is in the program's own panic hook.
    pub(super) in_hook: Option<TaskId>,
    /// The panics that nobody has looked at, in their order.
    pub(super) unheard: Vec<Unheard>,
    /// The panics that tasks were told of, in that order.
    pub(crate) told_of: Vec<Heard>,
    /// What else than the program itself may do without a failure.
    pub(crate) lets: Lets,
    /// How many tasks the program has left behind.
    pub(crate) left: usize,
    pub(crate) scopes: usize,
    /// Those of the channels.
    pub(crate) senders: Senders,
    pub(crate) now: Moment,
    /// How the clock has moved on.
    pub(crate) ticks: Vec<Tick>,
    /// The waits whose time was over.
    pub(crate) expired: Vec<Expiry>,
    /// How far the date is ahead of the clock.
    pub(crate) ahead: Moment,
    /// How often something changed that another task could see.
    pub(super) changes: u64,
    /// How many operations there were.
    pub(super) reached: usize,
    pub(super) max_steps: usize,
    /// After so many operations it goes on fairly.
    pub(crate) max_unfair: usize,
    /// If it does.
    pub(super) fair: Option<Fair>,
    pub(super) enabled: Vec<TaskId>,
    /// While async tasks are polled.
    pub(crate) polls: Option<Async>,
    /// Whether they were those of a runtime with several threads, or ran beside others.
    pub(crate) has_workers: bool,
    /// How often the current task has looked at something or done something since it was
    /// polled, and since its last await.
    pub(crate) unawaited: usize,
    /// Whether a channel was used whose messages come by the clock.
    pub(super) has_timers: bool,
    /// Whether a task looked at the clock or waited for a moment on it.
    pub(crate) timed: bool,
    /// How often the clock may jump while a task could go on.
    pub(crate) jumps: usize,
    pub(super) jumps_left: usize,
    /// Whether the program has paused the clock.
    pub(crate) is_paused: bool,
    /// The partial order of what was done.
    pub(crate) trace: Trace,
    pub(super) way: Way,
    pub(super) saves: Saves,
    /// Whether it is like the schedule before, up to what was saved last: until then nothing
    /// is done to the model, but for the numbers of tasks and objects.
    pub(super) repeats: bool,
    /// After how many turns that was.
    pub(super) repeats_until: usize,
    /// Whether that is all that a schedule needs which begins like this one so far.
    pub(super) may_save: bool,
    /// What was chosen so far.
    pub(crate) choices: Choices,
    /// Whether nobody comes in before the operations of the current task.
    pub(crate) undivided: bool,
    /// Whether what follows is known: no choice is left to make.
    pub(crate) is_known: bool,
    /// Whether tasks may share something that no step touches.
    pub(crate) shares_unseen: bool,
    /// Whether there may be orders of which no step tells: time passed though others could
    /// go on, or a thread that is left behind could have gone before.
    pub(super) skips_orders: bool,
    /// Whether the only thread has left tasks when what it waited for was over. They have come
    /// to their end here, as they need not do.
    pub(super) has_left_tasks: bool,
    /// Whether something else could have been done than in any schedule here: after that, or
    /// by a task of which it matters which thread polls it.
    pub(crate) guesses: bool,
    /// The calls that lead to each step, if they are to be seen.
    pub(crate) stacks: Option<Stacks>,
    /// Where what they share lies.
    pub(super) memory: Memory,
}

/// The start of a task.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Begins {
    pub(crate) task: TaskId,
    pub(crate) by: TaskId,
    /// How many steps there had been.
    pub(crate) after: usize,
    pub(crate) at: &'static Location<'static>,
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
            started: Vec::new(),
            ended: Vec::new(),
            printed: 0,
            arms: Vec::new(),
            turns: 0,
            failure: None,
            has_panicked: false,
            in_hook: None,
            unheard: Vec::new(),
            told_of: Vec::new(),
            lets: Lets::default(),
            left: 0,
            scopes: 0,
            senders: Senders::default(),
            now: Moment::ZERO,
            ticks: Vec::new(),
            expired: Vec::new(),
            ahead: Moment::ZERO,
            changes: 0,
            reached: 0,
            max_steps,
            max_unfair: max_steps,
            fair: None,
            enabled: Vec::new(),
            polls: None,
            has_workers: false,
            unawaited: 0,
            has_timers: false,
            timed: false,
            jumps,
            jumps_left: jumps,
            is_paused: false,
            trace: Trace::default(),
            way: Way::default(),
            saves: Saves::default(),
            repeats: false,
            repeats_until: 0,
            may_save: false,
            choices: Choices::default(),
            undivided: false,
            is_known: false,
            shares_unseen: false,
            skips_orders: false,
            has_left_tasks: false,
            guesses: false,
            stacks: None,
            memory: Memory::default(),
        }
    }

    /// Forgets the schedule but keeps the memory for the next one.
    pub(crate) fn reset(&mut self, number: u64) {
        self.number = number;
        self.tasks.clear();
        self.current = 0;
        self.chosen = 0;
        self.objects.clear();
        if !self.repeats {
            self.steps.clear();
            self.notes.clear();
            self.started.clear();
            self.ended.clear();
            self.arms.clear();
            self.choices.clear();
            self.trace.reset();
        }
        self.printed = 0;
        self.turns = 0;
        self.failure = None;
        self.has_panicked = false;
        self.in_hook = None;
        self.unheard.clear();
        self.told_of.clear();
        self.left = 0;
        self.scopes = 0;
        self.senders.reset(number);
        self.now = Moment::ZERO;
        self.ticks.clear();
        self.expired.clear();
        self.ahead = Moment::ZERO;
        self.changes = 0;
        self.reached = 0;
        self.fair = None;
        self.polls = None;
        self.has_workers = false;
        self.unawaited = 0;
        self.has_timers = false;
        self.timed = false;
        self.jumps_left = self.jumps;
        self.is_paused = false;
        self.undivided = false;
        self.is_known = false;
        self.shares_unseen = false;
        self.skips_orders = false;
        self.has_left_tasks = false;
        self.guesses = false;
        self.memory.reset();
        if let Some(stacks) = &mut self.stacks {
            stacks.reset();
        }
    }

    pub(crate) fn add_task(
        &mut self,
        name: Option<&str>,
        scope: Option<ScopeId>,
        at: &'static Location<'static>,
    ) -> TaskId {
        let task = self.tasks.len();
        // Made in its place: it is large.
        self.tasks.resize_with(task + 1, || Task::new(scope, at));
        if let Some(name) = name {
            self.tasks[task].name = Some(name.to_string());
        }
        if self.repeats {
            return task;
        }
        self.changes += 1;
        self.trace.start(self.current);
        if task > 0 {
            let (by, after) = (self.current, self.steps.len());
            self.started.push(Begins { task, by, after, at });
            self.touch(Key::Tasks, Mode::Changes);
            self.trace.stir(self.current);
        }
        task
    }

    pub(crate) fn end_task(&mut self) {
        self.leaves_poll();
        self.task().pending = Pending::End;
        if self.repeats {
            return;
        }
        self.ended.push((self.current, self.steps.len()));
        self.task().ended_at = self.now;
        self.changes += 1;
        self.touch(Key::End(self.current), Mode::Changes);
        self.trace.meets();
        self.trace.stir(self.current);
        if self.all_have_ended() {
            self.fail_by_what_nobody_heard();
        }
    }

    /// The current task touches something in this way.
    pub(crate) fn touch(&mut self, key: Key, mode: Mode) {
        self.timed |= key == Key::Clock;
        self.guesses |= self.has_left_tasks
            && self.polls.is_none()
            && key != Key::End(self.current);
        let access = Access { key, mode };
        let access = match self.polls {
            Some(_) => access.in_a_poll(),
            None => access,
        };
        self.trace.touch(self.current, access);
    }

    /// The current task drops one of so many, of which only the last one makes a difference.
    /// If it is not the first that it drops in this turn, the turn counts as
    /// [`Nearly`](Mode::Nearly) the last one, however many are left. With two left it would
    /// be the last one, so no other task need be the last but one: each that drops one
    /// before it may change what it does.
    pub(crate) fn leaves_one(&mut self, key: Key, of: usize) {
        let mode = match Mode::of_last(of) {
            Mode::Looks if self.drops_several(key) => Mode::Nearly,
            mode => mode,
        };
        self.touch(key, mode);
    }

    fn drops_several(&self, key: Key) -> bool {
        self.trace.has_touched(key) && self.trace.fault != Some(Fault::Several)
    }

    /// The tasks of the scope have ended before what the current task does now.
    pub(crate) fn follow_tasks_of(&mut self, scope: ScopeId) {
        for task in 0..self.tasks.len() {
            if self.tasks[task].scope == Some(scope) {
                self.touch(Key::End(task), Mode::Follows);
            }
        }
    }

    /// The current task looks at something of the object, in no step of its own.
    pub(crate) fn looks(&mut self, handle: &Handle) {
        self.count_an_unawaited();
        let object = self.object(handle);
        self.touch(Key::Object(object), Mode::Looks);
    }

    /// The current task changes something of the object, in no step of its own.
    pub(crate) fn changes(&mut self, handle: &Handle) -> ObjectId {
        let object = self.object(handle);
        self.touch(Key::Object(object), Mode::Changes);
        object
    }

    pub(crate) fn task(&mut self) -> &mut Task {
        &mut self.tasks[self.current]
    }

    /// The object behind the handle. One that outlives the schedule ends it.
    #[inline]
    pub(crate) fn object(&mut self, handle: &Handle) -> ObjectId {
        let object = match self.known(handle) {
            Some(object) => object,
            None => self.new_object(handle),
        };
        self.uses(object, handle);
        object
    }

    /// The same, if it was used in this schedule before.
    #[inline]
    pub(crate) fn known(&self, handle: &Handle) -> Option<ObjectId> {
        handle.known(self.number)
    }

    #[cold]
    fn new_object(&mut self, handle: &Handle) -> ObjectId {
        let object = handle.id(self.number, &mut self.objects);
        let object = object.unwrap_or_else(|why| {
            self.fail(Reason::Refusal(why));
            // One of its kind: the schedule goes no further.
            self.objects.push(Object::new(handle.kind(), handle.made()));
            self.objects.len() - 1
        });
        while let Some(new) = self.objects.get(self.trace.classes.len()) {
            self.trace.classes.push(new.class());
        }
        object
    }

    /// The first failure is the one that counts.
    pub(crate) fn fail(&mut self, reason: Reason) {
        if self.failure.is_some() {
            return;
        }
        self.keeps_panicking();
        let first = match reason {
            // To use what was freed is a mistake whatever has panicked.
            Reason::Refusal(_) | Reason::Freed { .. } => None,
            // What has to do with no lock says nothing of a panic that may be caught.
            Reason::Panic { ref message, .. } => {
                self.first_panic(message.ends_with("PoisonError { .. }"))
            }
            // A destructor may wait in vain because of a panic.
            _ => self.first_panic(true),
        };
        self.failure = Some(first.unwrap_or(reason));
    }
}
