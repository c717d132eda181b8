//! The process that explores one answer.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{self, ExitCode};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::thread;
use std::time::Duration;

use serde::Serialize;

use crate::search::Search;
use crate::sources::Sources;
use crate::{Check, Outcome, PATIENCE, SCHEMA, STUCK, Verdict, limits};

/// How many schedules have begun.
pub(crate) static BEGUN: AtomicUsize = AtomicUsize::new(0);

/// Whether schedules run, and not what is made of them: how long that takes, or the disk
/// on which the verdict is written, says nothing about an answer.
pub(crate) static RUNS: AtomicBool = AtomicBool::new(false);

/// How often it is looked whether a schedule has begun. Many looks, so that a machine that
/// stands still for a while is not taken for a schedule that does.
const LOOK: Duration = Duration::from_millis(100);

/// What the file is for.
#[derive(Clone, Copy)]
enum Mode {
    /// One verdict.
    Judge,
    /// A verdict for each of so many seeds, in a list.
    Seeds(u64),
    /// How often random schedules fail.
    Rates,
}

/// One of the answers that a program holds.
#[derive(Debug)]
pub struct Answer {
    /// Tells it from the others.
    pub name: &'static str,
    /// What is checked of it.
    pub checks: &'static [Check],
    /// Its text and that of its checks.
    pub sources: Sources,
}

/// Explores the checks of an answer and writes the verdict. The command line is its name,
/// the file for the verdict, the number of the process that wants it, the seed and the
/// number of random schedules for each check. After `rates`, how often these schedules
/// fail is written in its place; after `seeds` and a number, a list of verdicts, for so
/// many seeds beginning with that one.
pub fn main(answers: &[Answer]) -> ExitCode {
    let mut words = std::env::args().skip(1);
    let name = words.next();
    let answer = answers.iter().find(|answer| Some(answer.name) == name.as_deref());
    let file = words.next();
    let mut next = || number(words.next());
    let (Some(answer), Some(file), Some(starter), Some(seed), Some(schedules)) =
        (answer, file, next(), next(), next())
    else {
        eprintln!(
            "usage: ANSWER FILE STARTER SEED SCHEDULES [rates | seeds NUMBER]"
        );
        return ExitCode::from(2);
    };
    let Answer { checks, sources, .. } = *answer;
    let mode = match words.next().as_deref() {
        Some("rates") => Mode::Rates,
        Some("seeds") => Mode::Seeds(number(words.next()).unwrap_or(1)),
        _ => Mode::Judge,
    };
    let seeds = if let Mode::Seeds(seeds) = mode { seeds } else { 1 };
    limits::set(seeds);
    let file = PathBuf::from(file);
    watch(file.clone(), starter, seed, mode, sources);
    let search = Search::new(schedules as usize, sources);
    let verdict = |seed| {
        let (explored, outcome) = search.judge(checks, seed);
        Verdict { schema: SCHEMA, seed, explored, outcome }
    };
    match mode {
        Mode::Judge => end(&file, &verdict(seed), 0),
        Mode::Seeds(seeds) => {
            let all: Vec<Verdict> =
                (seed..).take(seeds as usize).map(verdict).collect();
            end(&file, &all, 0)
        }
        Mode::Rates => end(&file, &search.rates(checks, seed), 0),
    }
}

fn number(word: Option<String>) -> Option<u64> {
    word?.parse().ok()
}

/// What was seen at the looks so far.
#[derive(Default)]
struct Still {
    /// How many schedules had begun.
    begun: usize,
    /// For how many looks that has not changed while schedules ran.
    looks: u32,
}

impl Still {
    /// Whether, at this look, one schedule has run for too long.
    fn is_endless(&mut self, runs: bool, begun: usize) -> bool {
        let is_still = runs && begun == self.begun;
        self.looks = if is_still { self.looks + 1 } else { 0 };
        self.begun = begun;
        LOOK * self.looks >= PATIENCE
    }
}

/// Ends the process when one schedule takes too long, or when who has started it is gone:
/// nobody would read the verdict.
fn watch(file: PathBuf, starter: u64, seed: u64, mode: Mode, sources: Sources) {
    thread::spawn(move || {
        let mut still = Still::default();
        loop {
            thread::sleep(LOOK);
            // This process may have begun after that.
            if is_other(starter) {
                process::exit(1);
            }
            if still.is_endless(RUNS.load(SeqCst), BEGUN.load(SeqCst)) {
                let outcome = Outcome::Stuck { after: last_seen(sources) };
                let explored = Vec::new();
                let verdict = Verdict { schema: SCHEMA, seed, explored, outcome };
                match mode {
                    Mode::Seeds(_) => end(&file, &[verdict], STUCK),
                    Mode::Judge | Mode::Rates => end(&file, &verdict, STUCK),
                }
            }
        }
    });
}

/// Whether another process is the parent of this one, as it is when the one that started
/// it is gone. Elsewhere than on Unix it is not known.
fn is_other(starter: u64) -> bool {
    #[cfg(unix)]
    return u64::from(std::os::unix::process::parent_id()) != starter;
    #[cfg(not(unix))]
    return false;
}

/// Where in the answer or its checks a task was seen last.
fn last_seen(sources: Sources) -> Option<String> {
    let at = explore::last_seen()?;
    let name = sources.name(at.file())?;
    Some(format!("{name}:{}", at.line()))
}

/// Writes what was found and ends the process. Under its name the file is whole or not
/// there.
fn end(file: &Path, found: &impl Serialize, code: i32) -> ! {
    // One thread writes; another one that would waits here for the end.
    static WRITES: Mutex<()> = Mutex::new(());
    let _writes = WRITES.lock();
    let text = serde_json::to_string_pretty(found).expect("plain data");
    let part = file.with_extension("part");
    // Without a file there is no verdict, which the other side knows how to tell.
    if fs::write(&part, text).and_then(|()| fs::rename(&part, file)).is_err() {
        eprintln!("the verdict cannot be written");
    }
    // Threads that an answer started behind the back of the exploration are no reason
    // to wait.
    process::exit(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The look at which one schedule has run for too long.
    fn endless(mut look: impl FnMut(&mut Still, usize) -> bool) -> Option<usize> {
        let mut still = Still::default();
        (0..1_000).find(|&number| look(&mut still, number))
    }

    #[test]
    fn a_schedule_that_goes_on_is_endless() {
        let ends = endless(|still, _| still.is_endless(true, 1));
        assert_eq!(ends, Some(50));
    }

    #[test]
    fn schedules_that_follow_each_other_are_not() {
        let ends = endless(|still, number| still.is_endless(true, number / 49));
        assert_eq!(ends, None);
    }

    #[test]
    fn what_is_made_of_them_may_take_as_long_as_it_takes() {
        let ends = endless(|still, _| still.is_endless(false, 1));
        assert_eq!(ends, None);
        let ends = endless(|still, number| still.is_endless(number < 50, 1));
        assert_eq!(ends, None);
    }
}
