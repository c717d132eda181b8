//! What a test may claim about a run: sets, orders, counts and peaks of lines.
//!
//! A line is named as it is in [`Transcript::lines`]: `worker A: step 0`. Every claim
//! returns the transcript, so that the next can follow, and panics where it is broken.

use std::collections::BTreeSet;
use std::fmt::Debug;

use crate::Transcript;

impl Transcript {
    /// The task says these lines, in this order, and no others.
    #[track_caller]
    pub fn says<L: AsRef<str> + Debug>(&self, task: &str, lines: &[L]) -> &Self {
        let said = self.of(task);
        let wanted: Vec<&str> = lines.iter().map(AsRef::as_ref).collect();
        assert!(said == wanted, "{task} says {said:?} and not {wanted:?}");
        self
    }

    /// These are all the lines, in any order.
    #[track_caller]
    pub fn exactly<L: AsRef<str>>(&self, lines: &[L]) -> &Self {
        let mut wanted: Vec<&str> = lines.iter().map(AsRef::as_ref).collect();
        wanted.sort_unstable();
        let mut said = self.lines();
        said.sort_unstable();
        assert!(said == wanted, "the lines are {said:#?} and not {wanted:#?}");
        self
    }

    /// Each of these lines comes once, and after the one before it.
    #[track_caller]
    pub fn in_order<L: AsRef<str>>(&self, lines: &[L]) -> &Self {
        for pair in lines.windows(2) {
            let (first, second) = (pair[0].as_ref(), pair[1].as_ref());
            let in_order = self.place(first) < self.place(second);
            assert!(in_order, "`{first}` does not come before `{second}`");
        }
        self
    }

    /// Where this line stands among all lines.
    ///
    /// # Panics
    /// When there is none, or more than one.
    #[track_caller]
    pub fn place(&self, line: &str) -> usize {
        let lines = self.lines();
        let mut places = (0..lines.len()).filter(|&place| lines[place] == line);
        let place = places.next();
        assert!(places.next().is_none(), "`{line}` comes more than once");
        match place {
            Some(place) => place,
            None => panic!("`{line}` never comes"),
        }
    }

    /// How many lines hold this text, whoever says it.
    pub fn count(&self, text: &str) -> usize {
        self.lines().iter().filter(|line| line.contains(text)).count()
    }

    /// No task says this.
    #[track_caller]
    pub fn never(&self, text: &str) -> &Self {
        assert!(self.count(text) == 0, "`{text}` is said");
        self
    }

    /// The largest number of lines that began with `enter` and were not yet followed by
    /// one that begins with `leave`.
    pub fn peak(&self, enter: &str, leave: &str) -> usize {
        let (mut inside, mut peak) = (0_usize, 0);
        for event in &self.events {
            match event.line() {
                Some(line) if line.starts_with(enter) => inside += 1,
                Some(line) if line.starts_with(leave) => inside -= 1,
                _ => {}
            }
            peak = peak.max(inside);
        }
        peak
    }

    /// When this line was said, in milliseconds on the section's clock.
    ///
    /// # Panics
    /// When there is no such line, more than one, or no clock.
    #[track_caller]
    pub fn at(&self, line: &str) -> u64 {
        let place = self.place(line);
        let mut spoken = self.events.iter().filter(|event| event.line().is_some());
        let event = spoken.nth(place).expect("the place of a line that is said");
        event.at.expect("the section has a clock")
    }

    /// The tasks whose last word is that they wait, and what for.
    pub fn stuck(&self) -> BTreeSet<String> {
        let tasks = self.tasks().into_iter();
        let last = tasks.filter_map(|task| Some((task, self.of(task).pop()?)));
        let waits = last.filter(|(_, line)| line.starts_with("waits for "));
        waits.map(|(task, line)| format!("{task} {line}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::{Log, Transcript};

    fn two_tasks() -> Transcript {
        let log = Log::silent();
        let (a, b) = (log.task("a"), log.task("b"));
        writeln!(a, "in");
        writeln!(b, "in");
        writeln!(a, "out");
        b.waits_for("a");
        drop(a);
        log.transcript()
    }

    #[test]
    fn true_claims_pass() {
        let run = two_tasks();
        run.says("a", &["in", "out"])
            .exactly(&["b: waits for a", "a: out", "b: in", "a: in"])
            .in_order(&["a: in", "b: in", "a: out"])
            .never("through");
        assert_eq!(run.peak("in", "out"), 2);
        assert_eq!(run.stuck(), ["b waits for a".to_string()].into());
    }

    #[test]
    #[should_panic(expected = "a says [\"in\", \"out\"] and not [\"in\"]")]
    fn a_line_too_many_is_seen() {
        two_tasks().says("a", &["in"]);
    }

    #[test]
    #[should_panic(expected = "the lines are")]
    fn a_missing_line_is_seen() {
        two_tasks().exactly(&["a: in", "b: in", "a: out"]);
    }

    #[test]
    #[should_panic(expected = "`a: out` does not come before `b: in`")]
    fn a_wrong_order_is_seen() {
        two_tasks().in_order(&["a: out", "b: in"]);
    }

    #[test]
    #[should_panic(expected = "`a: off` never comes")]
    fn an_absent_line_is_seen() {
        two_tasks().in_order(&["a: in", "a: off"]);
    }

    #[test]
    #[should_panic(expected = "`out` is said")]
    fn a_forbidden_line_is_seen() {
        two_tasks().never("out");
    }

    #[test]
    fn paused_time_refuses_another_thread() {
        let log = Log::silent();
        log.clock(std::time::Instant::now);
        let worker = log.task("worker");
        let spoke = std::thread::spawn(move || writeln!(worker, "hello")).join();
        assert!(spoke.is_err());
    }
}
