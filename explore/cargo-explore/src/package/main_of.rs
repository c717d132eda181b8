//! The `main` of a package, from its text to what came of it.

use std::cell::Cell;
use std::ffi::OsString;

use workshop::{Building, Lines, Models, Stop};

use super::built::Programs;
use super::chosen::Chosen;
use super::place::Place;
use super::process::{self, Asked};
use super::told::Told;
use crate::call::Main;
use crate::outcome::{Outcome, finds_the_course};

/// Explores the `main`, tells what came of it, and returns the exit code.
///
/// # Errors
///
/// What came of it, if it is not explored.
pub(crate) fn explore(main: &Main, stop: &Stop) -> Result<u8, Outcome> {
    finds_the_course()?;
    let place = Place::of(&main.package)?;
    let chosen = Chosen::of(&place, &main.package)?;
    let lines = Lines::new("cargo explore");
    let tell = |building: &Building| lines.tell(building);
    let models = Models::build(stop, &tell).map_err(Outcome::Fault)?;
    let how = (stop, &tell as _);
    let programs =
        Programs::with_main(&place, &main.package, &chosen, &models, how)?;
    let Some(program) = programs.all.first() else {
        let why = format!("cargo has built no program of `{}`", chosen.name);
        return Err(Outcome::Refused(why));
    };
    let texts = programs.texts(&place);
    let asked = Asked {
        place: &place,
        search: &main.search,
        program,
        files: &programs.files,
        name: &chosen.name,
        number: 1,
        of: 1,
    };
    let outcome = process::explore(asked, (stop, &tell), |command| {
        for (number, argument) in main.arguments.iter().enumerate() {
            command.env(format!("EXPLORED_ARGUMENT_{}", number + 1), argument);
        }
    })?;
    lines.clear();
    let told = Told {
        search: &main.search,
        texts: &texts,
        gap: Cell::default(),
        drew: Cell::default(),
    };
    let mut words = vec![OsString::from("run")];
    words.extend(main.package.words_again(&["bin"]));
    words.extend(["--bin".into(), chosen.name.into()]);
    told.main(program, (&words, &main.arguments), &outcome);
    Ok(outcome.code())
}
