//! The tests of a package, from its text to what came of each.

mod built;
mod listed;
mod place;
mod told;

use std::cell::Cell;
use std::fs;
use std::path::Path;
use std::process::{self, Command};
use std::time::Duration;

use verdict::{JOB, Job, Progress, STACK, Verdict};
use workshop::{Building, Limits, Lines, Models, NoVerdict, Stop, verdict_in};

use crate::call::Test;
use crate::outcome::{Outcome, finds_the_course};
use built::{Program, Programs};
use listed::Listed;
use place::{Place, fault};
use told::{Count, Told};

/// Explores the tests of the package, tells each, and returns the exit code.
///
/// # Errors
///
/// What came of it, if none is explored.
pub(crate) fn explore(test: &Test) -> Result<u8, Outcome> {
    finds_the_course()?;
    let place = Place::of(test)?;
    let stop = Stop::default();
    let lines = Lines::new("cargo explore");
    let tell = |building: &Building| lines.tell(building);
    let models = Models::build(&stop, &tell).map_err(Outcome::Fault)?;
    let programs = Programs::build(&place, test, &models, (&stop, &tell))?;
    let chosen: Vec<(&Program, Option<Vec<Listed>>)> = programs
        .all
        .iter()
        .map(|program| {
            (program, listed::tests(program).map(|all| wanted(test, all)))
        })
        .collect();
    let of: usize = chosen.iter().flat_map(|(_, tests)| tests).map(Vec::len).sum();
    let filter = test.filter.as_deref();
    match (filter, of) {
        (Some(filter), 0) => {
            return Err(Outcome::NoFile(format!("no test is called `{filter}`")));
        }
        (None, 0) => {
            let why = "There is no test in it that could be explored.";
            return Err(Outcome::Refused(why.to_string()));
        }
        (_, 2..) if test.search.plan.replay.is_some() => {
            return Err(Outcome::NoFile(format!(
                "--replay runs one test, and these are {of}: give its name and --exact"
            )));
        }
        _ => {}
    }
    let texts = texts(&place, &programs);
    let told = Told { test, texts: &texts, gap: Cell::new(false) };
    let mut count = Count::default();
    let mut number = 0;
    for (program, tests) in chosen {
        let Some(tests) = tests else {
            told.has_no_harness(program);
            count.left_out += 1;
            continue;
        };
        told.program(program, tests.len());
        for one in tests {
            number += 1;
            let explores = |progress: Option<Progress>| {
                let name = one.name.clone();
                tell(&Building::Test { name, number, of, progress });
            };
            explores(None);
            if one.is_ignored && !test.package.ignored {
                lines.clear();
                told.ignored(&one);
                count.left_out += 1;
                continue;
            }
            let explores = |progress| explores(Some(progress));
            let order = (test, program, &one);
            let outcome = run(&place, &programs.files, order, (&stop, &explores))?;
            lines.clear();
            told.outcome(program, &one, &outcome);
            count.add(&outcome);
        }
    }
    told.summary(&count);
    Ok(count.code())
}

/// The tests that are meant.
fn wanted(test: &Test, all: Vec<Listed>) -> Vec<Listed> {
    let is_meant = |one: &Listed| match &test.filter {
        Some(name) if test.package.is_exact => one.name == *name,
        Some(part) => one.name.contains(part.as_str()),
        None => true,
    };
    all.into_iter().filter(is_meant).collect()
}

/// The files of the workspace, each with its text.
fn texts(place: &Place, programs: &Programs) -> Vec<(String, String)> {
    let read = |file: &String| {
        Some((file.clone(), fs::read_to_string(place.root.join(file)).ok()?))
    };
    programs.files.iter().filter_map(read).collect()
}

/// Explores one test, in a process of its own.
fn run(
    place: &Place,
    files: &[String],
    (test, program, one): (&Test, &Program, &Listed),
    (stop, explores): (&Stop, &dyn Fn(Progress)),
) -> Result<Outcome, Outcome> {
    let folder = program.executable.parent().unwrap_or(Path::new("."));
    let order = folder.join(format!("test-{}.ron", process::id()));
    let write = |file: &Path| {
        let job = Job {
            name: one.name.clone(),
            file: file.to_path_buf(),
            starter: process::id().into(),
            seed: test.search.seed,
            schedules: test.search.schedules,
            plan: test.search.plan.clone(),
            root: place.root.clone(),
            files: files.to_vec(),
        };
        fs::write(&order, ron::to_string(&job).expect("plain data"))
    };
    let limits = Limits { time: Duration::MAX, ..Limits::default() };
    let mut written = Ok(());
    let found: Result<Verdict, _> =
        verdict_in(folder, &limits, stop, explores, |file| {
            written = write(file);
            let mut command = Command::new(&program.executable);
            command
                .args([&*one.name, "--exact", "--include-ignored", "--nocapture"])
                .args(["--test-threads", "1"])
                .current_dir(&program.folder)
                .env(JOB, &order)
                // As cargo says it to a test.
                .env("CARGO_MANIFEST_DIR", &program.folder)
                .env("CARGO_MANIFEST_PATH", program.folder.join("Cargo.toml"))
                .env("CARGO_PKG_NAME", &program.package)
                .env("EXPLORED_ARGUMENT_0", &program.executable);
            command
        });
    let _ = fs::remove_file(&order);
    written.map_err(|error| fault(&order, &error))?;
    if let Err(NoVerdict::Stack) = found {
        return Ok(Outcome::Refused(format!(
            "It reached for memory that is not its own. A thread has used up its stack \
             of {} KiB, or `unsafe` code is wrong.",
            STACK >> 10
        )));
    }
    Ok(Outcome::by(found, None, ""))
}
