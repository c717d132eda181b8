//! The log: what the tasks of a section say, in one order, to a reader and to a test.

use std::fmt::{Arguments, Display};
use std::ops::Sub;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};
use std::time::Duration;

use crate::page;
use crate::screen::Screen;
use crate::{Event, Kind, Transcript};

/// What a section writes to. Cloning it gives another handle to the same log.
#[derive(Clone, Default)]
pub struct Log {
    inner: Arc<Inner>,
}

#[derive(Default)]
struct Inner {
    screen: Option<Arc<Screen>>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    events: Vec<Event>,
    clock: Option<Clock>,
}

struct Clock {
    elapsed: Box<dyn Fn() -> Duration + Send>,
    thread: ThreadId,
}

impl Log {
    /// A log that only remembers.
    pub fn silent() -> Self {
        Self::default()
    }

    /// A log that prints each line as it is written.
    pub(crate) fn on(screen: &Arc<Screen>) -> Self {
        let screen = Some(Arc::clone(screen));
        let state = Mutex::default();
        Self { inner: Arc::new(Inner { screen, state }) }
    }

    /// A task that nobody in this section starts: usually `main`.
    pub fn task(&self, name: impl Display) -> Task {
        self.begin(name.to_string(), "")
    }

    /// From here on every line carries milliseconds on this clock, counted from now.
    ///
    /// Meant for tokio's paused time: `log.clock(tokio::time::Instant::now)`. The clock
    /// belongs to the thread that calls this.
    ///
    /// # Panics
    /// A line from another OS thread panics then: the paused clock does not wait for it,
    /// so its time would mean nothing.
    pub fn clock<I>(&self, now: fn() -> I)
    where
        I: Copy + Send + Sub<Output = Duration> + 'static,
    {
        let start = now();
        let elapsed = Box::new(move || now() - start);
        let thread = thread::current().id();
        self.state().clock = Some(Clock { elapsed, thread });
    }

    /// Copies lines that were recorded elsewhere, `(task, text)` each, in their order:
    /// the failing interleaving of a program that was explored.
    pub fn replay<N: Display, T: Display>(
        &self,
        lines: impl IntoIterator<Item = (N, T)>,
    ) {
        let mut tasks = Vec::<(String, Task)>::new();
        for (name, text) in lines {
            let name = name.to_string();
            let known = tasks.iter().position(|(known, _)| *known == name);
            let task = known.unwrap_or_else(|| {
                tasks.push((name.clone(), self.task(&name)));
                tasks.len() - 1
            });
            let text = text.to_string();
            match text.strip_prefix("waits for ") {
                Some(what) => tasks[task].1.waits_for(what),
                None => tasks[task].1.write_fmt(format_args!("{text}")),
            }
        }
    }

    /// What has been written so far.
    pub fn transcript(&self) -> Transcript {
        Transcript { events: self.state().events.clone() }
    }

    fn begin(&self, name: String, parent: &str) -> Task {
        let log = self.clone();
        log.write(&name, Kind::Start, parent);
        Task { log, name }
    }

    fn write(&self, task: &str, kind: Kind, text: &str) {
        // Printed under the lock, so that the screen and the log agree on the order.
        let mut state = self.state();
        let at = state.time(task, kind);
        let text = text.replace('\t', " ");
        let event = Event { at, task: task.into(), kind, text };
        if let (Some(screen), Some(line)) = (&self.inner.screen, event.line()) {
            page::lane(screen, &event, &line);
        }
        state.events.push(event);
    }

    /// A task that panics while it writes leaves the list of events whole.
    fn state(&self) -> MutexGuard<'_, State> {
        self.inner.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// The section's time in whole milliseconds, where it has a clock.
    fn time(&self, task: &str, kind: Kind) -> Option<u64> {
        let clock = self.clock.as_ref()?;
        if kind == Kind::End {
            // A task may be dropped after its runtime, which took the clock along.
            return self.events.iter().rev().find_map(|event| event.at);
        }
        assert!(
            thread::current().id() == clock.thread,
            "{task} speaks from another OS thread, but this section is on paused time"
        );
        Some((clock.elapsed)().as_millis().try_into().unwrap_or(u64::MAX))
    }
}

/// A task's own voice, and its lane in the picture. Dropping it ends the lane.
pub struct Task {
    log: Log,
    name: String,
}

impl Task {
    /// Makes `writeln!(task, "step {step}")` say a line, without an import or a result.
    pub fn write_fmt(&self, text: Arguments<'_>) {
        for line in text.to_string().lines() {
            self.log.write(&self.name, Kind::Say, line);
        }
    }

    /// The voice of a task that this one starts; it is moved into that task.
    ///
    /// Made by the parent, so that the order of the lanes is the order of the code and
    /// not the scheduler's.
    pub fn starts(&self, name: impl Display) -> Task {
        self.log.begin(name.to_string(), &self.name)
    }

    /// Says what the task is about to wait for; it waits until it speaks again.
    pub fn waits_for(&self, what: impl Display) {
        self.log.write(&self.name, Kind::Wait, &what.to_string());
    }

    /// Says that the task is about to send this: call it before the send, so that the
    /// value cannot be seen to arrive first.
    pub fn sends(&self, value: impl Display) {
        self.log.write(&self.name, Kind::Send, &value.to_string());
    }

    /// Says that the task has received this: call it after the receive.
    pub fn receives(&self, value: impl Display) {
        self.log.write(&self.name, Kind::Receive, &value.to_string());
    }

    /// Names the axes of the chart that this section draws, with their units.
    pub fn axes(&self, x: impl Display, y: impl Display) {
        self.log.write(&self.name, Kind::Axes, &format!("{x}, {y}"));
    }

    /// Adds a point to the line `series` of that chart.
    pub fn point(&self, series: impl Display, x: f64, y: f64) {
        self.log.write(&self.name, Kind::Point, &format!("{series}, {x}, {y}"));
    }

    /// The task's name.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        self.log.write(&self.name, Kind::End, "");
    }
}
