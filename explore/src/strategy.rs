//! Which of the tasks that can go on is the next one.

use crate::run::TaskId;

/// Chooses, schedule by schedule, among the tasks that can go on.
pub(crate) trait Strategy: Send {
    /// Prepares the next schedule; `false` when there is none left.
    fn begin(&mut self) -> bool;

    /// The place in `enabled` of the task that takes the next step. There are at least
    /// two; the task that ran last comes first if it is among them.
    fn choose(&mut self, enabled: &[TaskId]) -> Result<usize, String>;

    /// Which of so many ways, at least two, the task takes that goes on.
    fn pick(&mut self, ways: usize) -> Result<usize, String>;

    /// So many tasks could go on and one waits for a moment: whether that moment comes
    /// first. It is as likely as each of the tasks.
    fn clock_goes_first(&mut self, enabled: usize) -> Result<bool, String> {
        Ok(self.pick(enabled + 1)? == enabled)
    }

    /// The task goes on because no other can.
    fn goes_alone(&mut self, _task: TaskId) {}

    /// The task found nothing to do and lets others go first.
    fn yields(&mut self, _task: TaskId) {}

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
/// that waits is not interrupted: the others may go on as they like.
pub(crate) struct Bounded {
    every: Every,
    interruptions: usize,
    left: usize,
    /// The task that went last.
    last: Option<TaskId>,
}

impl Bounded {
    pub(crate) fn new(interruptions: usize) -> Bounded {
        let every = Every::default();
        Bounded { every, interruptions, left: 0, last: None }
    }
}

impl Strategy for Bounded {
    fn begin(&mut self) -> bool {
        self.left = self.interruptions;
        self.last = None;
        self.every.begin()
    }

    fn choose(&mut self, enabled: &[TaskId]) -> Result<usize, String> {
        let may_go_on = Some(enabled[0]) == self.last;
        let place = match (may_go_on, self.left) {
            (true, 0) => 0,
            _ => self.every.choose(enabled)?,
        };
        if may_go_on && place > 0 {
            self.left -= 1;
        }
        self.last = Some(enabled[place]);
        Ok(place)
    }

    fn pick(&mut self, ways: usize) -> Result<usize, String> {
        self.every.pick(ways)
    }

    fn clock_goes_first(&mut self, enabled: usize) -> Result<bool, String> {
        self.every.clock_goes_first(enabled)
    }

    fn goes_alone(&mut self, task: TaskId) {
        self.last = Some(task);
    }
}

struct Choice {
    taken: usize,
    alternatives: usize,
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

    fn choose(&mut self, enabled: &[TaskId]) -> Result<usize, String> {
        self.pick(enabled.len())
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

    fn choose(&mut self, enabled: &[TaskId]) -> Result<usize, String> {
        self.pick(enabled.len())
    }

    fn pick(&mut self, ways: usize) -> Result<usize, String> {
        Ok(self.numbers.below(ways))
    }
}

/// Each task gets a random priority and the highest one runs; at `depth - 1` random
/// choices the task that would go on drops to the bottom.
pub(crate) struct Pct {
    depth: usize,
    left: usize,
    numbers: Numbers,
    /// Of each task in this schedule; the highest goes first.
    priorities: Vec<u64>,
    /// The next priority to give to a task that drops: below all and falling.
    bottom: u64,
    /// The numbers of the choices at which a task drops.
    drops: Vec<usize>,
    choices: usize,
    /// The most choices that a schedule had.
    most_choices: usize,
}

/// Tasks that drop come below this line, all others above it.
const BOTTOM: u64 = 1 << 32;

impl Pct {
    pub(crate) fn new(depth: usize, schedules: usize, seed: u64) -> Pct {
        Pct {
            depth,
            left: schedules,
            numbers: Numbers(seed),
            priorities: Vec::new(),
            bottom: BOTTOM,
            drops: Vec::new(),
            choices: 0,
            most_choices: 1,
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
        self.most_choices = self.most_choices.max(self.choices);
        self.choices = 0;
        self.priorities.clear();
        self.bottom = BOTTOM;
        self.drops.clear();
        for _ in 1..self.depth {
            self.drops.push(self.numbers.below(self.most_choices));
        }
        true
    }

    fn choose(&mut self, enabled: &[TaskId]) -> Result<usize, String> {
        if self.drops.contains(&self.choices) {
            let task = enabled[self.highest(enabled)];
            self.drop_to_bottom(task);
        }
        self.choices += 1;
        Ok(self.highest(enabled))
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
