//! Who goes next.

use std::panic::Location;

use super::failure::Reason;
use super::run::Run;
use super::strategy::{Chosen, Strategy};
use super::task::Task;
use super::trace::CLOCK;
use super::way::{Here, Went};
use crate::model::TaskId;
use crate::model::access::{Access, Key, Mode};
use crate::model::pending::Pending;

/// What the task that asked does now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    GoOn,
    SwitchTo(TaskId),
    Stop,
}

impl Run {
    /// The current task is about to do this to what has this number, if that is known.
    #[inline(always)] // it is written to its place at once, and not copied, which is slow
    pub(super) fn comes_to(
        &mut self,
        pending: Pending,
        on: usize,
        at: &'static Location<'static>,
    ) {
        let task = self.task();
        task.pending = pending;
        task.on = on;
        task.at = at;
    }

    /// The current task has come to what it is about to do: who goes next?
    pub(super) fn reach(&mut self, strategy: &mut dyn Strategy) -> Next {
        let task = self.task();
        task.waits = false;
        task.operations += 1;
        if let Some(stacks) = &mut self.stacks {
            stacks.reaches(self.current);
        }
        if self.is_timed(&self.tasks[self.current].pending) {
            self.touch(Key::Clock, Mode::Looks);
        }
        if self.tasks[self.current].pending.is_met() {
            self.trace.meets();
        }
        let takes_turns =
            self.polls.as_ref().is_some_and(|polls| !polls.interrupts());
        if takes_turns || self.undivided {
            return self.reach_in_a_poll();
        }
        self.next(strategy)
    }

    /// The current task has ended, or goes first: who goes next?
    pub(super) fn next_at_end(&mut self, strategy: &mut dyn Strategy) -> Next {
        match self.repeats {
            true => self.repeat(None, strategy),
            false => self.next(strategy),
        }
    }

    /// Chooses the task that goes next.
    #[inline(always)] // in its few callers: each operation comes here
    pub(crate) fn next(&mut self, strategy: &mut dyn Strategy) -> Next {
        self.keeps_panicking();
        self.count_a_step();
        let keeps_its_turn = self.in_hook.is_some() && self.keeps_its_turn();
        if self.failure.is_some() {
            return Next::Stop;
        }
        if keeps_its_turn {
            return Next::GoOn;
        }
        self.next_by_way(strategy)
    }

    /// The same, when the step is counted.
    #[inline(always)] // each operation comes here
    pub(super) fn next_by_way(&mut self, strategy: &mut dyn Strategy) -> Next {
        let Some(here) = self.here() else { return self.next_anew(strategy) };
        match self.next_again(&here, strategy) {
            Some(task) => Next::SwitchTo(task),
            None => self.next_kept(here, strategy),
        }
    }

    /// The same where it is not known from the schedule before, but known from then on.
    #[inline(never)]
    fn next_kept(&mut self, here: Here, strategy: &mut dyn Strategy) -> Next {
        self.way.asks(here, &self.tasks[here.task]);
        let next = self.next_anew(strategy);
        self.way.has_gone(strategy.answers());
        next
    }

    fn next_anew(&mut self, strategy: &mut dyn Strategy) -> Next {
        loop {
            if let Some(task) = self.tasks_to_go() {
                self.goes(Went { task, waits: true, is_seen: false, choice: None });
                return Next::SwitchTo(task);
            }
            if self.any_enabled() {
                self.save_once(strategy);
                match self.choose(strategy) {
                    Some(next) => return next,
                    None => continue,
                }
            }
            self.way.more_happens();
            if self.all_have_ended() {
                return Next::SwitchTo(0);
            }
            if self.leaves_the_rest() {
                return Next::Stop;
            }
            if self.let_watchers_go() {
                continue;
            }
            let passes = self.time_passes() && self.let_time_pass();
            if passes {
                self.count_a_nap();
            }
            if !passes && !self.let_spinning_go() {
                self.fail(Reason::Deadlock);
                return Next::Stop;
            }
        }
    }

    pub(crate) fn all_have_ended(&self) -> bool {
        self.tasks.iter().all(|task| task.pending.is_end())
    }

    fn any_enabled(&self) -> bool {
        !self.enabled.is_empty()
    }

    #[inline]
    pub(crate) fn count_a_step(&mut self) {
        self.reached += 1;
        if self.reached > self.max_unfair {
            self.count_a_fair_step();
        }
    }

    /// Chooses among the tasks that can go on. `None` if the clock jumped before one of
    /// them did.
    fn choose(&mut self, strategy: &mut dyn Strategy) -> Option<Next> {
        if self.failure.is_some() {
            return Some(Next::Stop);
        }
        match self.chosen(strategy) {
            Ok(CLOCK) => {
                self.way.more_happens();
                self.jumps_left -= 1;
                self.jump();
                None
            }
            Ok(task) => {
                let Task { pending, polled, .. } = &self.tasks[task];
                let waits = !matches!(pending, Pending::Ready);
                let is_timed = self.is_timed(pending);
                let is_polled = polled.is_some();
                let is_choice = self.enabled.len() > 1;
                let choice = self.choices.last().filter(|_| is_choice);
                self.goes(Went { task, waits, is_seen: true, choice });
                if is_polled {
                    // In each turn it may find that it is aborted.
                    let mode = if waits { Mode::Changes } else { Mode::Looks };
                    let key = Key::Woken(task);
                    self.trace.touch(task, Access { key, mode });
                }
                if is_timed {
                    self.way.more_happens();
                    let looks = Access { key: Key::Clock, mode: Mode::Looks };
                    self.trace.touch(task, looks);
                }
                if self.shares_unseen {
                    self.trace.all(task);
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
        if let Some(task) = self.fair_task(strategy) {
            return Ok(task);
        }
        let jumps = self.jumps_left > 0
            && self.time_passes()
            && self.next_moment().is_some();
        let tasks = self.enabled.len();
        if jumps {
            self.enabled.push(CLOCK);
        }
        let place = self.place(strategy, tasks)?;
        self.choices.task(&self.enabled, place);
        Ok(self.enabled[place])
    }

    /// The place of what goes next among so many tasks that can go, and the clock, which
    /// comes last if it can jump.
    fn place(
        &mut self,
        strategy: &mut dyn Strategy,
        tasks: usize,
    ) -> Result<usize, String> {
        if self.is_known {
            return Ok(0);
        }
        let mut enabled = &self.enabled[..];
        if enabled.len() > tasks && !strategy.owns_clock() {
            if strategy.clock_goes_first(tasks)? {
                return Ok(tasks);
            }
            enabled = &enabled[..tasks];
        }
        self.trace.choice();
        Ok(match strategy.choose(enabled, &self.trace)? {
            Chosen::Place(place) => place,
            Chosen::Known => {
                self.is_known = true;
                0
            }
        })
    }

    /// Whether a task that is about to do this does something else when time has passed.
    #[inline(always)] // each operation asks twice, and most are ready
    fn is_timed(&self, pending: &Pending) -> bool {
        match pending {
            Pending::Ready => false,
            Pending::Select { until: None, .. } => {
                self.has_timers && self.moments(pending).next().is_some()
            }
            _ => pending.until().is_some(),
        }
    }

    /// Collects the tasks that can go on, the one chosen last first. Returns a task that
    /// goes without a choice, as no other task can see what it does.
    fn tasks_to_go(&mut self) -> Option<TaskId> {
        self.enabled.clear();
        for task in 0..self.tasks.len() {
            let one = &self.tasks[task];
            match one.pending {
                Pending::End => {}
                Pending::Start => return Some(task),
                Pending::Ready => self.can_go(task),
                _ if self.is_enabled(task) => {
                    if one.pending.is_unseen() {
                        return Some(task);
                    }
                    self.can_go(task);
                }
                _ if one.waits => {}
                _ => self.begins_to_wait(task),
            }
        }
        None
    }

    /// One more task can go on, after those before it. The one chosen last comes first.
    fn can_go(&mut self, task: TaskId) {
        self.enabled.push(task);
        if task == self.chosen {
            self.enabled.rotate_right(1);
        }
    }

    #[cold]
    fn begins_to_wait(&mut self, task: TaskId) {
        self.way.more_happens();
        self.tasks[task].waits = true;
        self.record_wait(task);
    }
}
