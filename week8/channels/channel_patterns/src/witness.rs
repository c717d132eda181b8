//! How it is seen that a task is cancelled, and that none is left.

use std::ops::Deref;
use std::thread;

use shared::Task;
use tokio::runtime::Handle;

/// A task's voice. It says so if it is dropped before the task has said `done`: the
/// future that holds it was dropped at the await where it waited.
pub struct Witness {
    task: Task,
    done: bool,
}

impl Witness {
    pub fn of(task: Task) -> Self {
        Self { task, done: false }
    }

    pub fn done(mut self) {
        self.done = true;
    }
}

impl Deref for Witness {
    type Target = Task;

    fn deref(&self) -> &Task {
        &self.task
    }
}

impl Drop for Witness {
    fn drop(&mut self) {
        if thread::panicking() {
            writeln!(self.task, "panics");
        } else if !self.done {
            writeln!(self.task, "is cancelled");
        }
    }
}

/// How many tasks of this runtime have not ended. The one that it was started with, `main`,
/// does not count.
pub fn tasks_alive() -> usize {
    Handle::current().metrics().num_alive_tasks()
}
