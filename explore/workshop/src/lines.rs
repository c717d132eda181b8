//! Signs of life while there is no verdict yet.

use std::cell::RefCell;
use std::io::{self, IsTerminal, Write as _};

use crate::build::Building;

/// One line of a terminal, written again and again; in a pipe a few plain lines.
#[derive(Debug)]
pub struct Lines {
    name: &'static str,
    is_terminal: bool,
    /// What was told last.
    last: RefCell<Option<Building>>,
}

/// In a pipe so many lines are told of all crates.
const TOLD: usize = 10;

/// In a pipe it is told how many schedules there were when they are so many times as many.
const MORE: usize = 2;

impl Lines {
    /// Each line in a pipe begins with this name.
    pub fn new(name: &'static str) -> Lines {
        let is_terminal = io::stderr().is_terminal();
        Lines { name, is_terminal, last: RefCell::default() }
    }

    /// Tells it on standard error. Nobody is left to tell when standard error is closed.
    pub fn tell(&self, building: &Building) {
        if self.is_terminal {
            let line: String = format!("  {building}").chars().take(79).collect();
            let _ = write!(io::stderr(), "\r\u{1b}[K{line}");
        } else if is_news(self.last.borrow().as_ref(), building) {
            let _ = writeln!(io::stderr(), "{}: {building}", self.name);
        } else {
            return;
        }
        self.last.replace(Some(building.clone()));
    }

    /// Takes the line of a terminal away, before something else is said there.
    pub fn clear(&self) {
        if self.is_terminal && self.last.borrow().is_some() {
            let _ = write!(io::stderr(), "\r\u{1b}[K");
        }
    }
}

/// Whether enough has happened since the last line.
fn is_news(last: Option<&Building>, now: &Building) -> bool {
    match (last, now) {
        (_, Building::Answer | Building::Test { progress: None, .. }) => false,
        (Some(Building::Explores(before)), Building::Explores(now)) => {
            now.schedules >= MORE * before.schedules
        }
        (
            Some(Building::Test { number: one, progress: Some(before), .. }),
            Building::Test { number, progress: Some(now), .. },
        ) => one != number || now.schedules >= MORE * before.schedules,
        (
            Some(Building::Package { built: before, .. }),
            Building::Package { built, .. },
        ) => *built >= before + TOLD,
        (
            Some(Building::Crates { built: before, .. }),
            Building::Crates { built, of, .. },
        ) => *built >= before + (of / TOLD).max(5),
        (Some(last), now) => last != now,
        (None, _) => true,
    }
}

impl Drop for Lines {
    fn drop(&mut self) {
        self.clear();
    }
}

#[cfg(test)]
mod tests {
    use verdict::Progress;

    use super::*;

    #[test]
    fn of_many_crates_a_few_are_told_in_a_pipe() {
        let crates =
            |built| Building::Crates { built, of: 100, last: "one".into() };
        assert_eq!(
            crates(7).to_string(),
            "builds the judge, once: 7 of 100 crates, one"
        );
        let mut last = None;
        let mut told = 0;
        for now in (1..=100).map(crates) {
            if is_news(last.as_ref(), &now) {
                told += 1;
                last = Some(now);
            }
        }
        assert_eq!(told, TOLD);
    }

    #[test]
    fn of_many_schedules_it_is_told_when_they_have_doubled() {
        let left = Some(4_000);
        let explores = |schedules| Building::Explores(Progress { schedules, left });
        let test = |number, schedules| Building::Test {
            name: "it_ends".into(),
            number,
            of: 2,
            progress: Some(Progress { schedules, left: None }),
        };
        assert_eq!(
            explores(12_000).to_string(),
            "explores: 12,000 schedules, about 4,000 left in this search"
        );
        assert_eq!(
            test(1, 12_000).to_string(),
            "explores 1 of 2: it_ends: 12,000 schedules"
        );
        assert!(is_news(Some(&Building::Waits), &explores(100)));
        assert!(!is_news(Some(&explores(100)), &explores(199)));
        assert!(is_news(Some(&explores(100)), &explores(200)));
        assert!(!is_news(Some(&test(1, 100)), &test(1, 199)));
        assert!(is_news(Some(&test(1, 100)), &test(2, 100)));
    }
}
