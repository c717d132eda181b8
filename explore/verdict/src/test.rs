//! The process that explores one test of a package, or its `main`.

use std::any::Any;
use std::env;
use std::fs;
use std::panic::UnwindSafe;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use statics::Keeper;

use crate::claims::{Show, fault};
use crate::entry::{self, Answer, Mode, Work};
use crate::{Check, Plan, Sources, Subject};

/// The variable that names the file with the [`Job`], as RON.
pub const JOB: &str = "EXPLORED_TEST";

/// What a thread of a test has of a stack, in bytes: half as much as std gives it.
pub const STACK: usize = 1 << 20;

/// What a process that was built to run tests is asked to do: to explore one of them. One
/// that was built to run a `main` is asked so too.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Job {
    /// The name of the test, or of the program.
    pub name: String,
    /// Where the verdict is to be written.
    pub file: PathBuf,
    /// The number of the process that wants it.
    pub starter: u64,
    /// What random schedules are made from.
    pub seed: u64,
    /// How many schedules of each kind.
    pub schedules: usize,
    /// Which schedules.
    pub plan: Plan,
    /// Where the compiler was called.
    pub root: PathBuf,
    /// The files of the package, from there on.
    pub files: Vec<String>,
}

/// Explores the test or the `main` whose body this is, writes a
/// [`Verdict`](crate::Verdict), and ends the process. The program is given a number that
/// says nothing.
pub fn test(program: fn(usize)) -> ! {
    let job = env::var_os(JOB).unwrap_or_else(|| {
        entry::fault("this was built to be explored: `cargo explore` runs it")
    });
    let job = fs::read_to_string(job).map_err(|error| error.to_string());
    let job: Result<Job, String> = job
        .and_then(|text| ron::from_str(&text).map_err(|error| error.to_string()));
    let job = job.unwrap_or_else(|why| {
        entry::fault(&format!("what is to be explored is not known: {why}"))
    });
    let Job { name, file, starter, seed, schedules, plan, root, files } = job;
    let whole = root.to_string_lossy().into_owned();
    let mut texts = vec![("", &*whole.leak())];
    for file in files {
        // One that cannot be read is not shown.
        if let Ok(text) = fs::read_to_string(root.join(&file)) {
            texts.push((file.leak(), text.leak()));
        }
    }
    explore::set_stack_size(STACK);
    let (frees, gives_back) = (explore::frees, explore::gives_back);
    statics::keep_freed(Keeper { frees, gives_back });
    explore::keeps_what_is_freed();
    let name: &'static str = name.leak();
    let does = match plan.subject {
        Subject::Test { .. } => "runs the test",
        Subject::Main | Subject::Binary { .. } => "runs main",
    };
    let check = Check::new(name, does, program).needs(1, 0);
    let (checks, sources) = (vec![check].leak(), Sources(texts.leak()));
    let answer = Answer { name, checks, sources, own_crate: None };
    let (mode, plan, again) = (Mode::Program, Some(plan), None);
    let work = Work { file, starter, seed, schedules, mode, plan, again };
    entry::explore(&answer, work)
}

/// Runs a test that should panic, with a message in which this stands.
///
/// # Panics
///
/// If it does not.
pub fn panics<T>(expected: &str, test: impl FnOnce() -> T + UnwindSafe) {
    let Err(payload) = explore::panic::catch_unwind(test) else {
        let why = "The test should panic, and it has come to its end.";
        fault("the test does not panic", why, Show::Steps)
    };
    let message = text(&*payload).unwrap_or_default();
    if !message.contains(expected) {
        let why = format!(
            "The test should panic with {expected:?}, and it panics with {message:?}."
        );
        fault("the test panics with another message", why, Show::Steps);
    }
}

fn text(payload: &(dyn Any + Send)) -> Option<&str> {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| payload.downcast_ref::<&str>().copied())
}
