//! The tests of a package, from its text to what came of each.

use std::cell::Cell;
use std::ffi::OsString;

use workshop::{Building, Lines, Models, Stop};

use super::built::{Program, Programs};
use super::docs::{self, Docs};
use super::listed::{self, Listed};
use super::place::Place;
use super::process::{self, Asked};
use super::told::{Count, Told};
use crate::call::Test;
use crate::outcome::{Outcome, finds_the_course};

/// A program, and those of its tests that are meant; nothing if it has no harness.
type Chosen<'a> = (&'a Program, Option<Vec<Listed>>);

/// Explores the tests of the package, tells each, and returns the exit code.
///
/// # Errors
///
/// What came of it, if none is explored.
pub(crate) fn explore(test: &Test, stop: &Stop) -> Result<u8, Outcome> {
    finds_the_course()?;
    let place = Place::of(&test.package)?;
    let lines = Lines::new("cargo explore");
    let tell = |building: &Building| lines.tell(building);
    let models = Models::build(stop, &tell).map_err(Outcome::Fault)?;
    let how = (stop, &tell as _);
    let programs = Programs::with_tests(&place, &test.package, &models, how)?;
    let chosen = chosen(test, &programs)?;
    let of = number_of(&chosen);
    let texts = programs.texts(&place);
    let told = Told {
        search: &test.search,
        texts: &texts,
        gap: Cell::default(),
        drew: Cell::default(),
    };
    let mut count = Count::default();
    let (mut number, mut done) = (0, 0);
    'all: for &(program, ref tests) in &chosen {
        let Some(tests) = tests else {
            told.has_no_harness(program);
            count.left_out += 1;
            continue;
        };
        told.program(program, tests.len());
        for one in tests {
            number += 1;
            if stop.is_stopped() {
                break 'all;
            }
            if one.is_ignored && !test.package.ignored {
                lines.clear();
                told.ignored(program, one);
                count.left_out += 1;
                done += 1;
                continue;
            }
            let asked = Asked {
                place: &place,
                search: &test.search,
                program,
                files: &programs.files,
                name: &one.name,
                number,
                of,
            };
            let outcome = process::explore(asked, (stop, &tell), |command| {
                command
                    .args([&*one.name, "--exact", "--include-ignored"])
                    .args(["--nocapture", "--test-threads", "1"])
                    .current_dir(&program.folder);
            })?;
            lines.clear();
            let is_known = outcome.code() < Outcome::NOT_EXPLORED;
            if stop.is_stopped() && !is_known {
                break 'all;
            }
            let again = again(test, (program, one), &chosen);
            told.outcome((program, one), &again, &outcome);
            count.add(&outcome);
            done += 1;
        }
    }
    count.stopped = of - done;
    let is_whole = test.filter.is_none() && test.package.file.is_none();
    let docs = match is_whole && !test.search.json && !stop.is_stopped() {
        true => docs::count(&place, &test.package, &models, (&programs, stop))?,
        false => Docs::Some(0),
    };
    told.summary(&count, docs);
    Ok(count.code())
}

/// Of these programs those that are meant.
///
/// # Errors
///
/// If no test is meant, or several are where it can be only one.
fn chosen<'a>(
    test: &Test,
    programs: &'a Programs,
) -> Result<Vec<Chosen<'a>>, Outcome> {
    let file = test.package.file.as_deref();
    let is_meant =
        |program: &&Program| file.is_none_or(|file| program.file == file);
    let with_tests = |program: &'a Program| {
        (program, listed::tests(program).map(|all| wanted(test, all)))
    };
    let chosen: Vec<Chosen<'_>> =
        programs.all.iter().filter(is_meant).map(with_tests).collect();
    let of = number_of(&chosen);
    match (test.filter.as_deref(), file, of) {
        (_, Some(file), 0) if chosen.is_empty() => {
            Err(Outcome::NoFile(format!("no target with tests begins in `{file}`")))
        }
        (Some(filter), _, 0) => {
            Err(Outcome::NoFile(format!("no test is called `{filter}`")))
        }
        (None, _, 0) => {
            let why = "There is no test in it that could be explored.";
            Err(Outcome::Refused(why.to_string()))
        }
        (_, _, 2..) if test.search.plan.replay.is_some() => {
            Err(Outcome::NoFile(format!(
                "--replay runs one test, and these are {of}: give its name and --exact"
            )))
        }
        _ => Ok(chosen),
    }
}

/// How many tests these are.
fn number_of(chosen: &[Chosen<'_>]) -> usize {
    chosen.iter().flat_map(|(_, tests)| tests).map(Vec::len).sum()
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

/// The words of a call that means this test alone, in what this call has built.
fn again(
    test: &Test,
    (program, one): (&Program, &Listed),
    all: &[Chosen<'_>],
) -> Vec<OsString> {
    let mut words: Vec<OsString> =
        vec!["test".into(), (&one.name).into(), "--exact".into()];
    let tests = all.iter().flat_map(|(_, tests)| tests).flatten();
    let is_alone = tests.filter(|other| other.name == one.name).count() == 1;
    if !is_alone || test.package.file.is_some() {
        words.extend(["--file", &program.file].map(OsString::from));
    }
    if one.is_ignored {
        words.push("--include-ignored".into());
    }
    words.extend(test.package.words_again(&[]));
    words
}
