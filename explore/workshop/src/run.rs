//! A program that was built, run as a process that explores it.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{self, Command};
use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;
use verdict::{Progress, STUCK};

use crate::build::{Building, Tell};
use crate::child::{self, Ended, Limits, NoVerdict};
use crate::stop::Stop;

/// What a process is asked to explore.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Which of the programs in it.
    pub name: &'a str,
    /// What random schedules are made from.
    pub seed: u64,
    /// How many schedules of each kind.
    pub schedules: usize,
    /// More words of its command line: see [`verdict::main`].
    pub words: &'a [&'a str],
    /// What the program finds as its own arguments, its name first.
    pub arguments: &'a [OsString],
    /// The folder in which it runs.
    pub at: &'a Path,
}

/// How often it is looked how far a process has come.
const LOOK: Duration = Duration::from_millis(200);

/// Runs the process and reads the file that it has written into this folder. If that takes
/// long, it is told how far it is.
///
/// # Errors
///
/// If it ended without one.
pub fn run<T: DeserializeOwned>(
    executable: &Path,
    folder: &Path,
    asked: &Asked<'_>,
    limits: &Limits,
    stop: &Stop,
    tell: Tell<'_>,
) -> Result<T, NoVerdict> {
    let explores = |progress| tell(&Building::Explores(progress));
    verdict_in(folder, limits, stop, &explores, |file| {
        let mut command = Command::new(executable);
        command.current_dir(asked.at).arg(asked.name).arg(file);
        command.arg(process::id().to_string());
        command.args([asked.seed.to_string(), asked.schedules.to_string()]);
        command.args(asked.words);
        for (number, argument) in asked.arguments.iter().enumerate() {
            command.env(format!("EXPLORED_ARGUMENT_{number}"), argument);
        }
        command
    })
}

/// Runs the process that writes its verdict into the file that it is told, in this folder,
/// and reads that. If that takes long, `explores` is told how far it is.
///
/// # Errors
///
/// If it ended without one.
pub fn verdict_in<T: DeserializeOwned>(
    folder: &Path,
    limits: &Limits,
    stop: &Stop,
    explores: &dyn Fn(Progress),
    told: impl FnOnce(&Path) -> Command,
) -> Result<T, NoVerdict> {
    // Its own: a program that outlived who started it may still write another one.
    let file = folder.join(format!("verdict-{}.ron", process::id()));
    // One that was left from an earlier run would be taken for this one's.
    let _ = fs::remove_file(&file);
    let _ = fs::remove_file(Progress::file(&file));
    let mut command = told(&file);
    // All threads would get as much, and the memory is bounded.
    command.env_remove("RUST_MIN_STACK");
    let mut looked = Instant::now();
    let mut last = None;
    let mut look = || {
        if looked.elapsed() < LOOK {
            return;
        }
        looked = Instant::now();
        let now = Progress::read(&file);
        if let Some(now) = now.filter(|_| now != last) {
            explores(now);
        }
        last = now;
    };
    let ended = child::to_end_watched(command, limits, stop, &mut look);
    let Ended { why, printing, .. } = ended;
    let text = fs::read_to_string(&file).unwrap_or_default();
    let _ = fs::remove_file(Progress::file(&file));
    let _ = fs::remove_file(file);
    let found = match ron::from_str(&text) {
        Ok(found) => found,
        Err(_) if text.is_empty() => return Err(why),
        Err(_) => return Err(NoVerdict::Unreadable),
    };
    match printing {
        Some(bytes) if why == NoVerdict::Exit(STUCK) => {
            Err(NoVerdict::Output(bytes))
        }
        _ => Ok(found),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_of_another_version_is_no_fault_of_the_answer() {
        let folder = tempfile::tempdir().expect("a folder");
        let found: Result<u32, _> = verdict_in(
            folder.path(),
            &Limits::default(),
            &Stop::default(),
            &|_| {},
            |file| {
                let mut shell = Command::new("sh");
                shell.args(["-c", "echo something else > \"$0\""]).arg(file);
                shell
            },
        );
        assert_eq!(found, Err(NoVerdict::Unreadable));
        let fault = NoVerdict::Unreadable.fault().expect("one of the tool");
        assert!(fault.why.contains("not of the same version"), "{fault}");
    }
}
