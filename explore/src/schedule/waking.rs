//! What a waker does.

use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::task::Wake;

use super::exploration::{Exploration, with_exploration};
use super::task::Flag;
use crate::model::access::{Key, Mode};

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    /// Nobody can tell which of several wakes of a task came first.
    fn wake_by_ref(self: &Arc<Self>) {
        self.woken.store(true, Relaxed);
        // The schedule wakes tasks by itself, when time has passed: then nobody has.
        with_exploration(|exploration: &mut Exploration| {
            if exploration.counts() {
                exploration.run.touch(Key::Woken(self.task), Mode::Adds);
            }
        });
    }
}
