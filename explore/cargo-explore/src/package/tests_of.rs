//! The tests of a package, from its text to what came of each.

use std::cell::Cell;

use workshop::{Building, Lines, Models, Stop};

use super::built::{Program, Programs};
use super::docs::{self, Docs};
use super::listed::{self, Listed};
use super::place::Place;
use super::process::{self, Asked};
use super::told::{Count, Told};
use crate::call::Test;
use crate::outcome::{Outcome, finds_the_course};

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
    let texts = programs.texts(&place);
    let told = Told {
        search: &test.search,
        texts: &texts,
        gap: Cell::default(),
        drew: Cell::default(),
    };
    let mut count = Count::default();
    let (mut number, mut done) = (0, 0);
    'all: for (program, tests) in chosen {
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
                told.ignored(program, &one);
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
            told.outcome(program, &one, &outcome);
            count.add(&outcome);
            done += 1;
        }
    }
    count.stopped = of - done;
    let docs =
        match test.filter.is_none() && !test.search.json && !stop.is_stopped() {
            true => docs::count(&place, &test.package, &models, (&programs, stop))?,
            false => Docs::Some(0),
        };
    told.summary(&count, docs);
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
