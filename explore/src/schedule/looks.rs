//! Loops that look at the clock until a time is over: when nobody else can go on, a little
//! time passes for them, and then more and more.

use std::panic::Location;
use std::time::Duration;

use super::clock::LAST;
use super::run::Run;
use crate::model::pending::Pending;

/// After so many looks with nothing else in between, a task waits for time to pass.
const LOOKS: u32 = 100;

/// After so many, if it does the same in between and changes nothing: it waits for
/// something else too.
const ROUNDS: u32 = 30;

/// The first time that passes; each is twice as long as the one before.
const FIRST: Duration = Duration::from_millis(1);

impl Run {
    /// The current task looks at the clock, which the record tells.
    pub(crate) fn sees_the_clock(&mut self) {
        let after = self.steps.len();
        self.task().looks.after = Some(after);
    }

    /// The current task looks at the clock there. Returns what it is about to do if it
    /// waits for time to pass.
    pub(crate) fn looks_at_the_clock(
        &mut self,
        at: &'static Location<'static>,
    ) -> Option<Pending> {
        self.sees_the_clock();
        let changes = self.changes;
        let task = self.task();
        let (operations, looks) = (task.operations, &mut task.looks);
        looks.since = true;
        let last = looks.last.replace((at, changes, operations));
        let most = match last {
            Some((line, then, _)) if line != at || then != changes => None,
            Some((_, _, then)) if then == operations => Some(LOOKS),
            Some(_) => Some(ROUNDS),
            None => None,
        };
        let Some(most) = most else {
            looks.times = 0;
            looks.passes = FIRST;
            return None;
        };
        looks.times += 1;
        if looks.times < most {
            return None;
        }
        looks.watches = true;
        if self.polls.is_some() {
            // The other async tasks have their turn at the next await.
            self.skips_orders |= self.pass_for(self.current);
            return None;
        }
        self.trace.rest(self.current);
        Some(Pending::Spin(changes))
    }

    /// No task can go on: time passes for one that waits for it. Returns whether there is
    /// one.
    pub(super) fn let_watchers_go(&mut self) -> bool {
        let watches = |task: &usize| {
            let task = &self.tasks[*task];
            matches!(task.pending, Pending::Spin(_)) && task.looks.watches
        };
        let mut watchers = (0..self.tasks.len()).filter(watches);
        match watchers.next() {
            Some(task) => self.pass_for(task),
            None => false,
        }
    }

    /// Some time passes for this task, but not beyond what another one waits for.
    fn pass_for(&mut self, task: usize) -> bool {
        let looks = &mut self.tasks[task].looks;
        let passes = looks.passes.max(FIRST);
        looks.passes = passes.saturating_mul(2);
        let over = self.now.saturating_add(passes).min(LAST);
        if over == self.now {
            return false;
        }
        let now = self.next_moment().map_or(over, |next| next.min(over));
        self.moves_on_to(now);
        // That time has passed is what it waited for: it is no change to start anew for.
        let changes = self.changes;
        let looks = &mut self.tasks[task].looks;
        if let Some((_, then, _)) = &mut looks.last {
            *then = changes;
        }
        true
    }
}
