//! Runs the schedules, each task on a stack of its own; which task is next is decided in
//! `run`. A schedule that failed is stopped: its tasks stay where they are.

use std::any::Any;
use std::cell::RefCell;
use std::collections::HashSet;
use std::panic::{self, AssertUnwindSafe, Location};
use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use crossbeam_utils::atomic::AtomicCell;

use crate::hook;
use crate::locals;
use crate::run::{Next, Pending, Reason, Run, ScopeId, TaskId};
use crate::strategy::Strategy;

/// An exploration: one schedule after the other.
pub(crate) struct Exploration {
    pub(crate) schedules: usize,
    /// The hash of each partial order that a schedule had.
    pub(crate) behaviours: HashSet<u64>,
    pub(crate) most_tasks: usize,
    pub(crate) most_steps: usize,
    /// Whether the strategy has no schedule left.
    pub(crate) finished: bool,
    pub(crate) run: Run,
    pub(crate) strategy: Box<dyn Strategy>,
    max_schedules: usize,
    /// When no schedule begins any more.
    until: Option<Instant>,
    /// What the task that switches away has decided on.
    next: Option<Next>,
}

thread_local! {
    static EXPLORATION: RefCell<Option<Exploration>> = const { RefCell::new(None) };
}

impl Exploration {
    pub(crate) fn new(
        strategy: Box<dyn Strategy>,
        max_schedules: usize,
        until: Option<Instant>,
        run: Run,
    ) -> Exploration {
        Exploration {
            schedules: 0,
            behaviours: HashSet::new(),
            most_tasks: 0,
            most_steps: 0,
            finished: false,
            run,
            strategy,
            max_schedules,
            until,
            next: None,
        }
    }

    /// Runs the program until a schedule fails or none is left. On an OS thread of its
    /// own: what a failed schedule leaves behind, a panic that never came to its end
    /// say, goes with it.
    pub(crate) fn run(
        self,
        program: impl Fn() + Send + Sync + 'static,
    ) -> Exploration {
        install_hook();
        let explores = std::thread::spawn(move || self.run_here(program));
        explores.join().unwrap_or_else(|panic| panic::resume_unwind(panic))
    }

    fn run_here(
        mut self,
        program: impl Fn() + Send + Sync + 'static,
    ) -> Exploration {
        self.run.trace.keeps = self.strategy.keeps_events();
        EXPLORATION.set(Some(self));
        let silence = hook::Silence::new();
        let end = panic::catch_unwind(AssertUnwindSafe(|| run_schedules(program)));
        drop(silence);
        let mut exploration =
            EXPLORATION.take().expect("only this function takes it");
        exploration.run.give_up();
        match end {
            Err(panic) if exploration.run.failure.is_none() => {
                panic::resume_unwind(panic)
            }
            _ => exploration,
        }
    }

    fn begin(&mut self) -> bool {
        static NUMBER: AtomicU64 = AtomicU64::new(1);

        self.most_tasks = self.most_tasks.max(self.run.tasks.len());
        self.most_steps = self.most_steps.max(self.run.count());
        if self.schedules > 0 {
            if !self.run.is_known {
                self.behaviours.insert(self.run.trace.hash());
            }
            if self.run.failure.is_none() {
                self.strategy.ended(&self.run.trace);
            }
        }
        if self.run.failure.is_some() || self.schedules == self.max_schedules {
            return false;
        }
        if self.schedules > 0
            && self.until.is_some_and(|until| Instant::now() >= until)
        {
            return false;
        }
        if !self.strategy.begin() {
            self.finished = true;
            return false;
        }
        self.schedules += 1;
        self.next = None;
        self.run.reset(NUMBER.fetch_add(1, Ordering::Relaxed));
        self.run.add_task(None, None, Location::caller());
        true
    }

    fn next(&mut self) -> Next {
        match self.next.take() {
            Some(next) => next,
            None => self.run.next(&mut *self.strategy),
        }
    }

    /// Whether what the current task does counts. It does not in a destructor that runs
    /// after the schedule was stopped, or after its task has ended.
    pub(crate) fn counts(&mut self) -> bool {
        let has_task = !self.run.tasks.is_empty();
        has_task
            && self.run.failure.is_none()
            && self.run.task().pending != Pending::End
    }
}

/// Where a task was that came to an operation last, whichever exploration it is of.
static LAST_SEEN: AtomicCell<Option<&'static Location<'static>>> =
    AtomicCell::new(None);

pub(crate) fn last_seen() -> Option<&'static Location<'static>> {
    LAST_SEEN.load()
}

/// A task has come to this place.
pub(crate) fn seen(at: &'static Location<'static>) {
    LAST_SEEN.store(Some(at));
}

/// The current task is about to do what `pending` returns: lets others go first, and
/// returns when it can go on. Returns `false` if there is no schedule to take part in.
pub(crate) fn reach(
    at: &'static Location<'static>,
    pending: impl FnOnce(&mut Run) -> Pending,
) -> bool {
    let next = with_exploration(|exploration| {
        if !exploration.counts() {
            return None;
        }
        let pending = pending(&mut exploration.run);
        let next = exploration.run.reach(pending, at, &mut *exploration.strategy);
        if next != Next::GoOn {
            exploration.next = Some(next);
        }
        Some(next)
    });
    seen(at);
    match next.flatten() {
        None => return false,
        Some(Next::GoOn) => {}
        Some(Next::SwitchTo(_)) => switch(),
        Some(Next::Stop) => stop(),
    }
    true
}

/// Changes or reads the schedule that runs; if that makes it fail, the task stops here.
/// Returns `None` if there is no schedule to take part in.
pub(crate) fn with_run<R>(act: impl FnOnce(&mut Run) -> R) -> Option<R> {
    let act = |exploration: &mut Exploration| {
        exploration.counts().then(|| {
            let result = act(&mut exploration.run);
            (result, exploration.run.failure.is_some())
        })
    };
    match with_exploration(act).flatten()? {
        (_, true) => stop(),
        (result, false) => Some(result),
    }
}

/// Which of so many ways the current task takes: each is a schedule of its own.
pub(crate) fn pick(ways: usize) -> usize {
    if ways < 2 {
        return 0;
    }
    let picked = with_exploration(|exploration| {
        if !exploration.counts() {
            return Ok(0);
        }
        if exploration.run.is_known {
            return Ok(0);
        }
        let way = exploration.strategy.pick(ways)?;
        let task = exploration.run.current;
        exploration.run.trace.picks(task, way);
        Ok(way)
    });
    match picked {
        None => 0,
        Some(Ok(way)) => way,
        Some(Err(why)) => {
            with_run(|run| run.fail(Reason::Refusal(why)));
            0
        }
    }
}

/// The task yields: the strategy may prefer others.
pub(crate) fn yields() {
    with_exploration(|exploration| {
        let task = exploration.run.current;
        exploration.strategy.yields(task);
    });
}

/// The current task and the number of steps recorded so far.
pub(crate) fn position() -> Option<(TaskId, usize)> {
    with_run(|run| (run.current, run.steps.len()))
}

/// Whether this OS thread explores, be it in a schedule that was stopped.
pub(crate) fn is_exploring() -> bool {
    with_exploration(|_| ()).is_some()
}

/// Adds a task to the schedule, whose stack the caller adds. Returns `None` if there is no
/// schedule to take part in.
pub(crate) fn spawn(
    name: Option<String>,
    scope: Option<ScopeId>,
    at: &'static Location<'static>,
) -> Option<TaskId> {
    with_run(|run| {
        if run.polls.is_some() {
            let (file, line) = (at.file(), at.line());
            run.fail(Reason::Refusal(format!(
                "a thread is started at {file}:{line}, and only async tasks take \
                 turns here: start a task"
            )));
        }
        run.add_task(name, scope, at)
    })
}

pub(crate) fn with_exploration<R>(
    act: impl FnOnce(&mut Exploration) -> R,
) -> Option<R> {
    EXPLORATION
        .try_with(|exploration| {
            exploration.try_borrow_mut().ok()?.as_mut().map(act)
        })
        .ok()
        .flatten()
}

/// Runs what a task does. A panic that leaves it ends the schedule.
pub(crate) fn run_body<T>(body: impl FnOnce() -> T) -> T {
    match panic::catch_unwind(AssertUnwindSafe(body)) {
        Ok(value) => {
            locals::end_of_task();
            with_run(Run::end_task);
            value
        }
        Err(payload) => {
            with_run(|run| fail_by_panic(run, &*payload));
            // Not reached but in a task that had been stopped before.
            stop()
        }
    }
}

fn fail_by_panic(run: &mut Run, payload: &(dyn Any + Send)) {
    let task = run.current;
    let at = run.task().at;
    run.fail(match hook::heard() {
        Some(heard) if heard.task == task => heard.into(),
        // A panic that was caught and raised again later.
        _ => Reason::Panic {
            task,
            message: hook::message(payload),
            file: at.file().to_string(),
            line: at.line(),
            steps: run.steps.len(),
        },
    });
}

fn switch() {
    stacks::switch();
    let failed = |exploration: &mut Exploration| exploration.run.failure.is_some();
    assert!(with_exploration(failed) != Some(true), "a task of it goes on");
}

/// Leaves the task where it is: the schedule has failed.
pub(crate) fn stop() -> ! {
    loop {
        stacks::switch();
    }
}

/// From here on a panic is silent where it is explored.
pub(crate) fn install_hook() {
    hook::install();
}

/// Runs one schedule after the other, up to one that fails.
fn run_schedules(program: impl Fn() + Send + Sync + 'static) {
    let program = Rc::new(program);
    while with_exploration(Exploration::begin) == Some(true) {
        let program = program.clone();
        stacks::add(move || run_body(&*program));
        while stacks::live() > 0 {
            let next = with_exploration(|exploration| match exploration.next() {
                Next::SwitchTo(task) => {
                    exploration.run.current = task;
                    Some(task)
                }
                Next::GoOn | Next::Stop => None,
            });
            let Some(task) = next.flatten() else { break };
            stacks::resume(task);
        }
        locals::forget();
        stacks::clear();
    }
}
