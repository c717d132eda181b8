//! What real crates do, beside what their models may do.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Mutex;
use std::thread;

/// Does this for each one, several at once: real threads that let others go wait for most of
/// the time, on a busy machine above all.
pub fn side_by_side<T: Send>(
    all: impl Iterator<Item = T> + Send,
    each: impl Fn(T) + Sync,
) {
    const AT_ONCE: usize = 16;
    let left = Mutex::new(all);
    let next = || left.lock().unwrap().next();
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(one) = next() {
                    each(one);
                }
            });
        }
    });
}

/// The programs of one kind, each run on the real crates and explored on the models.
pub struct Held<P> {
    name: &'static str,
    /// How many there are.
    pub programs: usize,
    /// How many outcomes the models have.
    all: usize,
    /// How many of them the real crates have shown.
    seen: usize,
    /// What real crates did and their models do not, with the program.
    pub wrong: Vec<(&'static str, P, String)>,
}

impl<P: Clone> Held<P> {
    /// None yet.
    pub fn new(name: &'static str) -> Held<P> {
        Held { name, programs: 0, all: 0, seen: 0, wrong: Vec::new() }
    }

    /// Runs one more so often whose model has these outcomes. Returns those of them that
    /// did not come up.
    pub fn hold(
        &mut self,
        program: &P,
        outcomes: &BTreeSet<String>,
        times: usize,
        run: impl Fn() -> String,
    ) -> Vec<String> {
        let seen: BTreeSet<_> = (0..times).map(|_| run()).collect();
        let other = seen.difference(outcomes).cloned();
        self.wrong.extend(other.map(|one| (self.name, program.clone(), one)));
        self.programs += 1;
        self.all += outcomes.len();
        self.seen += seen.intersection(outcomes).count();
        outcomes.difference(&seen).cloned().collect()
    }
}

/// How much of what they may do the real crates did.
impl<P> fmt::Display for Held<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Held { name, programs, all, seen, .. } = self;
        write!(f, "{name}: {seen} of {all} outcomes seen, in {programs} programs")
    }
}
