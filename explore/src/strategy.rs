//! Which of the tasks that can go on is the next one.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use crate::run::TaskId;
use crate::trace::Trace;

/// What a strategy decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Chosen {
    /// The task at this place goes.
    Place(usize),
    /// What follows is known from an earlier schedule: this one need only come to its end,
    /// in whatever way.
    Known,
}

/// Chooses, schedule by schedule, among the tasks that can go on.
pub(crate) trait Strategy: Send {
    /// Prepares the next schedule; `false` when there is none left.
    fn begin(&mut self) -> bool;

    /// Which of the tasks takes the next step. The task that ran last comes first if it is
    /// among them.
    ///
    /// # Errors
    ///
    /// If the program does not repeat itself.
    fn choose(
        &mut self,
        enabled: &[TaskId],
        trace: &Trace,
    ) -> Result<Chosen, String>;

    /// Which of so many ways, at least two, the task takes that goes on.
    ///
    /// # Errors
    ///
    /// If the program does not repeat itself.
    fn pick(&mut self, ways: usize) -> Result<usize, String>;

    /// So many tasks could go on and one waits for a moment: whether that moment comes
    /// first. It is as likely as each of the tasks.
    ///
    /// # Errors
    ///
    /// If the program does not repeat itself.
    fn clock_goes_first(&mut self, enabled: usize) -> Result<bool, String> {
        Ok(self.pick(enabled + 1)? == enabled)
    }

    /// Whether it wants to choose the clock like a task, in place of being asked.
    fn owns_clock(&self) -> bool {
        false
    }

    /// Whether it looks at the events of the schedule.
    fn keeps_events(&self) -> bool {
        false
    }

    /// The task found nothing to do and lets others go first.
    fn yields(&mut self, _task: TaskId) {}

    /// The schedule has come to its end.
    fn ended(&mut self, _trace: &Trace) {}

    /// Whether every schedule was visited once `begin` has returned `false`.
    fn is_exhaustive(&self) -> bool {
        false
    }
}

/// Depth first: the next schedule differs from the last in its latest choice that has
/// an alternative left. The task that runs keeps running at first, so the first failing
/// schedule has few switches.
#[derive(Default)]
pub(crate) struct Every {
    path: Vec<Choice>,
    depth: usize,
    started: bool,
}

/// Every schedule in which so many tasks at most are interrupted, depth first. A task
/// that waits is not interrupted: the others may go on as they like. Where a schedule comes
/// to what an earlier one has come to in another order, nothing new follows.
pub(crate) struct Bounded {
    every: Every,
    interruptions: usize,
    left: usize,
    /// The task that went last.
    last: Option<TaskId>,
    /// What was come to, as hashes: the partial order, who went last, how many
    /// interruptions are left.
    known: HashSet<(u64, u64, usize)>,
}

impl Bounded {
    pub(crate) fn new(interruptions: usize) -> Bounded {
        Bounded {
            every: Every::default(),
            interruptions,
            left: 0,
            last: None,
            known: HashSet::new(),
        }
    }
}

impl Strategy for Bounded {
    fn begin(&mut self) -> bool {
        self.left = self.interruptions;
        self.last = None;
        self.every.begin()
    }

    fn choose(
        &mut self,
        enabled: &[TaskId],
        trace: &Trace,
    ) -> Result<Chosen, String> {
        let may_go_on = Some(enabled[0]) == self.last;
        let is_free = enabled.len() > 1 && (!may_go_on || self.left > 0);
        if is_free && self.every.is_new() {
            let last = self.last.map_or(0, |last| trace.hash_of(last));
            if !self.known.insert((trace.hash(), last, self.left)) {
                return Ok(Chosen::Known);
            }
        }
        let place = if is_free { self.every.pick(enabled.len())? } else { 0 };
        if may_go_on && place > 0 {
            self.left -= 1;
        }
        self.last = Some(enabled[place]);
        Ok(Chosen::Place(place))
    }

    fn pick(&mut self, ways: usize) -> Result<usize, String> {
        self.every.pick(ways)
    }

    fn clock_goes_first(&mut self, enabled: usize) -> Result<bool, String> {
        self.every.clock_goes_first(enabled)
    }
}

struct Choice {
    taken: usize,
    alternatives: usize,
}

impl Every {
    /// Whether the next choice was not made before.
    fn is_new(&self) -> bool {
        self.depth == self.path.len()
    }
}

impl Strategy for Every {
    fn begin(&mut self) -> bool {
        self.depth = 0;
        if !self.started {
            self.started = true;
            return true;
        }
        while let Some(last) = self.path.last_mut() {
            if last.taken + 1 < last.alternatives {
                last.taken += 1;
                return true;
            }
            self.path.pop();
        }
        false
    }

    fn choose(&mut self, enabled: &[TaskId], _: &Trace) -> Result<Chosen, String> {
        match enabled.len() {
            1 => Ok(Chosen::Place(0)),
            tasks => self.pick(tasks).map(Chosen::Place),
        }
    }

    fn pick(&mut self, ways: usize) -> Result<usize, String> {
        if self.depth == self.path.len() {
            self.path.push(Choice { taken: 0, alternatives: ways });
        }
        let choice = &self.path[self.depth];
        self.depth += 1;
        if choice.alternatives != ways {
            return Err(format!(
                "the program does not repeat itself: choice {} was among {} and is \
                 among {ways} the next time. Does it use chance, time, or the order of \
                 a HashMap?",
                self.depth, choice.alternatives
            ));
        }
        Ok(choice.taken)
    }

    fn clock_goes_first(&mut self, _enabled: usize) -> Result<bool, String> {
        Ok(self.pick(2)? == 1)
    }

    fn is_exhaustive(&self) -> bool {
        true
    }
}

/// Each choice is a fair throw.
pub(crate) struct Random {
    left: usize,
    numbers: Numbers,
}

impl Random {
    pub(crate) fn new(schedules: usize, seed: u64) -> Random {
        Random { left: schedules, numbers: Numbers(seed) }
    }
}

impl Strategy for Random {
    fn begin(&mut self) -> bool {
        let more = self.left > 0;
        self.left = self.left.saturating_sub(1);
        more
    }

    fn choose(&mut self, enabled: &[TaskId], _: &Trace) -> Result<Chosen, String> {
        match enabled.len() {
            1 => Ok(Chosen::Place(0)),
            tasks => self.pick(tasks).map(Chosen::Place),
        }
    }

    fn pick(&mut self, ways: usize) -> Result<usize, String> {
        Ok(self.numbers.below(ways))
    }
}

/// Each task gets a random priority and the highest one runs; at `depth - 1` random steps
/// the task that would go on drops to the bottom. Steps count also where only one task can
/// go: that it is the last one to go later may be what matters.
pub(crate) struct Pct {
    /// The schedules have these in turn.
    depths: RangeInclusive<usize>,
    left: usize,
    numbers: Numbers,
    /// Of each task in this schedule; the highest goes first.
    priorities: Vec<u64>,
    /// The next priority to give to a task that drops: below all and falling.
    bottom: u64,
    /// The numbers of the steps at which a task drops.
    drops: Vec<usize>,
    steps: usize,
    /// The most steps that a schedule had.
    most_steps: usize,
}

/// Tasks that drop come below this line, all others above it.
const BOTTOM: u64 = 1 << 32;

impl Pct {
    pub(crate) fn new(
        depths: RangeInclusive<usize>,
        schedules: usize,
        seed: u64,
    ) -> Pct {
        Pct {
            depths,
            left: schedules,
            numbers: Numbers(seed),
            priorities: Vec::new(),
            bottom: BOTTOM,
            drops: Vec::new(),
            steps: 0,
            most_steps: 1,
        }
    }

    fn drop_to_bottom(&mut self, task: TaskId) {
        self.know(task);
        self.bottom -= 1;
        self.priorities[task] = self.bottom;
    }

    fn know(&mut self, task: TaskId) {
        while self.priorities.len() <= task {
            self.priorities.push(BOTTOM | self.numbers.next());
        }
    }

    fn highest(&mut self, enabled: &[TaskId]) -> usize {
        for &task in enabled {
            self.know(task);
        }
        let priority = |&place: &usize| self.priorities[enabled[place]];
        (0..enabled.len()).max_by_key(priority).unwrap_or(0)
    }
}

impl Strategy for Pct {
    fn begin(&mut self) -> bool {
        if self.left == 0 {
            return false;
        }
        self.left -= 1;
        self.most_steps = self.most_steps.max(self.steps);
        self.steps = 0;
        self.priorities.clear();
        self.bottom = BOTTOM;
        self.drops.clear();
        let depths = self.depths.clone();
        let depth = depths.clone().nth(self.left % depths.count()).unwrap_or(1);
        for _ in 1..depth {
            self.drops.push(self.numbers.below(self.most_steps));
        }
        true
    }

    fn choose(&mut self, enabled: &[TaskId], _: &Trace) -> Result<Chosen, String> {
        if self.drops.contains(&self.steps) {
            let task = enabled[self.highest(enabled)];
            self.drop_to_bottom(task);
        }
        self.steps += 1;
        Ok(Chosen::Place(self.highest(enabled)))
    }

    fn pick(&mut self, ways: usize) -> Result<usize, String> {
        Ok(self.numbers.below(ways))
    }

    fn yields(&mut self, task: TaskId) {
        self.drop_to_bottom(task);
    }
}

/// SplitMix64 (Steele, Lea and Flood, 2014): the same numbers for the same seed.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`, each as likely as the others but for a bias that does not
    /// matter for so few.
    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }
}
