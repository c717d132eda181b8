//! The process that explores one answer.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{self, ExitCode};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering::SeqCst};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use explore::Fault;
use serde::Serialize;
use statics::{Calendar, Statics};

use crate::patience::{self, LOOK, Patience, Seen};
use crate::plan::Plan;
use crate::progress::Progress;
use crate::search::Search;
use crate::sources::Sources;
use crate::{Check, FAULT, Outcome, SCHEMA, STUCK, Verdict, limits};

/// How many schedules have begun.
pub(crate) static BEGUN: AtomicUsize = AtomicUsize::new(0);

/// About how many are left of the search that goes on; [`UNKNOWN`] if that is not known.
pub(crate) static LEFT: AtomicU64 = AtomicU64::new(UNKNOWN);
pub(crate) const UNKNOWN: u64 = u64::MAX;

/// Whether a schedule has failed.
pub(crate) static FAILED: AtomicBool = AtomicBool::new(false);

/// How far the schedules are is told as often as they have used so much of a processor:
/// first when somebody begins to wonder.
const TELLS: Duration = Duration::from_secs(2);

/// What the thread that looks has of a stack, however much others get.
const STACK: usize = 256 << 10;

/// What the file is for.
#[derive(Clone, Copy)]
pub(crate) enum Mode {
    /// One verdict.
    Judge,
    /// A verdict for each of so many seeds, in a list. If `after_found`, the others do
    /// without the checks that have passed before the first one failed.
    Seeds { many: u64, after_found: bool },
    /// How often random schedules fail.
    Rates,
    /// How many behaviours the reduced search and that of all orders see, with a fault in
    /// the reduced one.
    Compared(Option<Fault>),
    /// The verdict on a program that is no answer.
    Program,
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
    /// The name of its crate, which nothing else is called, if it has one of its own.
    pub own_crate: Option<&'static str>,
}

/// Explores the checks of an answer and writes the verdict. The command line is its name,
/// the file for the verdict, the number of the process that wants it, the seed and the
/// number of random schedules for each check. After `rates`, how often these schedules
/// fail is written in its place; after `seeds` and a number, a list of verdicts, for so
/// many seeds beginning with that one, and with `after-found` the others begin with the
/// check that the first one failed in; after `replay` and the name of a schedule, the
/// verdict on that one alone; after `compared`, a list of [`Compared`], with the fault of
/// this name. After `program` comes a [`Plan`] as RON.
///
/// [`Compared`]: crate::Compared
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
            "usage: ANSWER FILE STARTER SEED SCHEDULES \
             [rates | seeds NUMBER [after-found] | replay NAME | compared [FAULT] | program PLAN]"
        );
        return ExitCode::from(2);
    };
    let mut again = None;
    let mode = match words.next().as_deref() {
        Some("replay") => {
            again = words.next();
            Mode::Judge
        }
        Some("rates") => Mode::Rates,
        Some("seeds") => {
            let many = number(words.next()).unwrap_or(1);
            let after_found = words.next().as_deref() == Some("after-found");
            Mode::Seeds { many, after_found }
        }
        Some("compared") => {
            let name = words.next();
            let is_it = |fault: &&Fault| Some(format!("{fault:?}")) == name;
            Mode::Compared(Fault::ALL.iter().find(is_it).copied())
        }
        Some("program") => Mode::Program,
        _ => Mode::Judge,
    };
    let plan: Option<Plan> = match mode {
        Mode::Program => words.next().and_then(|plan| ron::from_str(&plan).ok()),
        _ => None,
    };
    let (file, schedules) = (PathBuf::from(file), schedules as usize);
    explore(answer, Work { file, starter, seed, schedules, mode, plan, again })
}

/// What the process does with an answer.
pub(crate) struct Work {
    /// Where the verdict is to be written.
    pub(crate) file: PathBuf,
    /// The number of the process that wants it.
    pub(crate) starter: u64,
    pub(crate) seed: u64,
    pub(crate) schedules: usize,
    pub(crate) mode: Mode,
    pub(crate) plan: Option<Plan>,
    /// The name of the only schedule of an answer, if it is to be run again.
    pub(crate) again: Option<String>,
}

/// Explores the checks of the answer, writes what was found and ends the process.
pub(crate) fn explore(answer: &Answer, work: Work) -> ! {
    let Answer { checks, sources, own_crate, .. } = *answer;
    let Work { file, starter, seed, schedules, mode, plan, again } = work;
    let seeds = if let Mode::Seeds { many, .. } = mode { many } else { 1 };
    limits::set(patience::most(seeds, plan.as_ref()));
    let patience = Patience::new(seeds, plan.as_ref());
    let looks = Looks { file: file.clone(), starter, seed, mode, sources };
    let watch = thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || looks.watch(patience));
    if let Err(error) = watch {
        fault(&format!("a thread could not be started: {error}"));
    }
    explore::end_before_an_abort();
    if plan.is_some() {
        tells_the_date();
    }
    let whose = plan.as_ref().and_then(|plan| plan.subject.whose(own_crate));
    let statics = whose.and_then(Statics::now);
    let search = Search::new(schedules, sources, plan, again).put_back(statics);
    let verdict = |seed, (explored, outcome)| Verdict {
        schema: SCHEMA,
        seed,
        explored,
        outcome,
    };
    match mode {
        Mode::Judge | Mode::Program => {
            end(&file, &verdict(seed, search.judge(checks, seed)), 0)
        }
        Mode::Seeds { many, after_found } => {
            let seeds = seed..seed.saturating_add(many);
            let all = search.seeds(checks, seeds, after_found);
            let all = all.into_iter().map(|(seed, said)| verdict(seed, said));
            end(&file, &all.collect::<Vec<_>>(), 0)
        }
        Mode::Rates => end(&file, &search.rates(checks, seed), 0),
        Mode::Compared(fault) => end(&file, &search.compared(checks, fault), 0),
    }
}

/// From here on the date of the process is that of the schedule which runs. Each schedule
/// begins with the date of the machine.
fn tells_the_date() {
    let today = SystemTime::now().duration_since(UNIX_EPOCH);
    explore::time::begin_at(today.unwrap_or_default());
    let (date, sees) = (explore::time::date, explore::time::sees);
    statics::set_calendar(Calendar { date, sees });
}

fn number(word: Option<String>) -> Option<u64> {
    word?.parse().ok()
}

/// What who looks from time to time has to know.
struct Looks {
    file: PathBuf,
    starter: u64,
    seed: u64,
    mode: Mode,
    sources: Sources,
}

impl Looks {
    /// Ends the process when one schedule takes too long or all of them do, or when who
    /// has started it is gone: nobody would read the verdict.
    fn watch(&self, mut patience: Patience) -> ! {
        let mut next = TELLS;
        loop {
            thread::sleep(LOOK);
            // This process may have begun after that.
            if is_other(self.starter) {
                process::exit(1);
            }
            // What is made of them takes time too, and so does a disk on which the verdict
            // is written: that says nothing about an answer.
            let runs = explore::is_in_a_schedule();
            let failed = FAILED.load(SeqCst);
            let schedules = BEGUN.load(SeqCst);
            let used = limits::used();
            if runs && used >= next {
                next = used + TELLS;
                let left = Some(LEFT.load(SeqCst)).filter(|left| *left != UNKNOWN);
                let file = Progress::file(&self.file);
                // Nobody is told if it cannot be written.
                let _ = save(&file, &Progress { schedules, left });
            }
            let seen = patience.look(runs, failed, schedules, used);
            let stuck = |waits| {
                let after = last_seen(self.sources);
                self.end(Outcome::Stuck { after, waits }, STUCK)
            };
            match seen {
                Seen::Progress => {}
                Seen::Endless => stuck(false),
                Seen::Blocked => stuck(true),
                Seen::Slow => self.end(Outcome::Slow { schedules, failed }, 0),
            }
        }
    }

    fn end(&self, outcome: Outcome, code: i32) -> ! {
        let (seed, explored) = (self.seed, Vec::new());
        let verdict = Verdict { schema: SCHEMA, seed, explored, outcome };
        match self.mode {
            Mode::Seeds { .. } => end(&self.file, &vec![verdict], code),
            Mode::Judge | Mode::Program => end(&self.file, &verdict, code),
            // Who asks for something else finds no verdict.
            Mode::Rates | Mode::Compared(_) => fault(match verdict.outcome {
                Outcome::Slow { .. } => "all schedules together take too long",
                _ => "a schedule has no end",
            }),
        }
    }
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

/// Writes what was found and ends the process.
fn end(file: &Path, found: &impl Serialize, code: i32) -> ! {
    // One thread writes; another one that would waits here for the end.
    static WRITES: Mutex<()> = Mutex::new(());
    let _writes = WRITES.lock();
    if let Err(error) = save(file, found) {
        fault(&format!("the verdict cannot be written: {error}"));
    }
    // Threads that an answer started behind the back of the exploration are no reason
    // to wait.
    process::exit(code)
}

/// Writes a file that is whole or not there.
fn save(file: &Path, found: &impl Serialize) -> io::Result<()> {
    let text = ron::to_string(found).expect("plain data");
    let mut part = file.as_os_str().to_os_string();
    part.push("-part");
    fs::write(&part, text)?;
    fs::rename(&part, file)
}

/// Ends the process for a reason that is no fault of the answer's, and says it.
pub(crate) fn fault(why: &str) -> ! {
    eprintln!("{why}");
    process::exit(FAULT)
}
