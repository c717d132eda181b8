/// Something that an answer has to do under every schedule.
///
/// The program of a check is explored with each number of tasks in turn, fewest first,
/// so that a failure is shown with as few as can be.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    pub(crate) name: &'static str,
    pub(crate) does: &'static str,
    pub(crate) program: fn(usize),
    pub(crate) sizes: &'static [usize],
    pub(crate) tasks: usize,
    pub(crate) steps: usize,
    pub(crate) jumps: usize,
    pub(crate) schedules: usize,
    pub(crate) max_steps: Option<usize>,
}

impl Check {
    /// A check with its name, what it does in a few words, and its program.
    pub const fn new(
        name: &'static str,
        does: &'static str,
        program: fn(usize),
    ) -> Check {
        Check {
            name,
            does,
            program,
            sizes: &[0],
            tasks: 2,
            steps: 2,
            jumps: 1,
            schedules: usize::MAX,
            max_steps: None,
        }
    }

    /// What the program is given: first this, then this, and so on.
    pub const fn with(mut self, sizes: &'static [usize]) -> Check {
        self.sizes = sizes;
        self
    }

    /// A pass with fewer tasks, the check's own included, or with fewer steps on what
    /// they share is no pass: the answer shares something that cannot be explored.
    pub const fn needs(mut self, tasks: usize, steps: usize) -> Check {
        self.tasks = tasks;
        self.steps = steps;
        self
    }

    /// Timeouts and the end of sleep may come while others could go on, so many times in
    /// a schedule: for what has to hold however busy the machine is. Without this, once.
    pub const fn racing(mut self, jumps: usize) -> Check {
        self.jumps = jumps;
        self
    }

    /// Time passes only when nobody can go on: for a check that speaks of time itself,
    /// be it that it claims how much has passed, or that it sleeps until all others wait.
    pub const fn exact_time(self) -> Check {
        self.racing(0)
    }

    /// So many schedules for each search at most: for large numbers, which take long, and
    /// which no order of the tasks makes right or wrong.
    pub const fn in_few(mut self, schedules: usize) -> Check {
        self.schedules = schedules;
        self
    }

    /// A schedule that has not ended after so many steps, and not after as many more that
    /// are fair, counts as one without an end: for large numbers, which slow answers look
    /// through again and again. Without this, 20,000.
    pub const fn max_steps(mut self, steps: usize) -> Check {
        self.max_steps = Some(steps);
        self
    }

    /// Its name.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Its program, which is given a size, one of [`sizes`](Check::sizes).
    pub const fn program(&self) -> fn(usize) {
        self.program
    }

    /// What its program is given.
    pub const fn sizes(&self) -> &'static [usize] {
        self.sizes
    }

    /// How often the clock may jump while others could go on.
    pub const fn jumps(&self) -> usize {
        self.jumps
    }
}

#[cfg(test)]
mod tests;
