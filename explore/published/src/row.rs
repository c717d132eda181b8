//! A row of a table: what came of a crate, or of a bug.

use crate::bugs::Bug;
use crate::crates::Crate;
use crate::explored::{Outcome, Test, explored};
use crate::package::Package;

/// So many schedules of each kind for a test of a crate. Most crates have many tests.
const OF_A_TEST: usize = 50;
/// And for the test of a bug, as the tool does it where nothing is said.
const OF_A_BUG: usize = 1_500;

/// A row of a table.
#[derive(Debug)]
pub(crate) struct Row {
    /// Its first cell, by which it is found on the page.
    pub(crate) head: String,
    /// The whole of it.
    pub(crate) line: String,
    /// What is said of it below the table, an item of a list each.
    pub(crate) known: Vec<String>,
}

/// The first cell of a row.
pub(crate) fn head(name: &str, version: &str) -> String {
    format!("| {name} {version} |")
}

/// What came of the tests of a crate.
struct OfCrate {
    of: &'static Crate,
    tests: Vec<Test>,
}

/// Explores the tests of a crate.
///
/// # Errors
///
/// If the crate cannot be had, or none of its tests be explored.
pub(crate) fn of_crate(of: &'static Crate) -> Result<Row, String> {
    let named = |why| format!("{}: {why}", of.name);
    let package = Package::of_crate(of).map_err(named)?;
    let tests = explored(&package.folder, OF_A_TEST, of.options, of.flags())
        .map_err(named)?;
    let found = OfCrate { of, tests };
    let head = head(of.name, of.version);
    let line = format!("{head}{}", found.cells());
    Ok(Row { head, line, known: found.known() })
}

/// Explores the test of a bug, with both versions.
///
/// # Errors
///
/// If it does not fail with the old version, or fails with the other one.
pub(crate) fn of_bug(of: &'static Bug) -> Result<Row, String> {
    let outcome = |version: &str| {
        let named = |why| format!("{} with {} {version}: {why}", of.name, of.of);
        let package = Package::of_bug(of, version).map_err(named)?;
        let tests = explored(&package.folder, OF_A_BUG, &[], "").map_err(named)?;
        match <[Test; 1]>::try_from(tests) {
            Ok([test]) => Ok(test.outcome),
            Err(tests) => Err(named(format!("{} tests", tests.len()))),
        }
    };
    match (outcome(of.old)?, outcome(of.mended)?) {
        (Outcome::Fails(says), Outcome::Clean) => Ok(row(of, &says)),
        (old, mended) => {
            let Bug { name, old: was, mended: is, .. } = of;
            Err(format!("{name}: {was} is {old:?}, and {is} is {mended:?}"))
        }
    }
}

/// The row of a bug, of whose old version this is said.
fn row(of: &Bug, says: &str) -> Row {
    let Bug { name, of, old, mended, what, source, .. } = of;
    let label = source.rsplit('/').next().unwrap_or(source);
    let test = format!("[{name}](../published/bugs/{name}.rs)");
    let head = head(of, old);
    let line = format!(
        "{head} {what} | {test} | {says} | {mended} | [{label}]({source}) |"
    );
    Row { head, line, known: Vec::new() }
}

impl OfCrate {
    /// How many of its tests this is said of.
    fn count(&self, is: impl Fn(&Outcome) -> bool) -> usize {
        self.tests.iter().filter(|test| is(&test.outcome)).count()
    }

    /// What is known of the tests that are not clean, an item of a list for each thing
    /// that is known.
    fn known(&self) -> Vec<String> {
        let mut all: Vec<(String, Vec<&str>)> = Vec::new();
        for test in &self.tests {
            let Some(known) = self.of_test(test) else { continue };
            match all.iter_mut().find(|(same, _)| *same == known) {
                // Two files may have a test of the same name.
                Some((_, names)) if names.contains(&&*test.name) => {}
                Some((_, names)) => names.push(&test.name),
                None => all.push((known, vec![&test.name])),
            }
        }
        let item = |(known, names): (String, Vec<&str>)| {
            let names = match names[..] {
                [one] => format!("`{one}`"),
                [one, other] => format!("`{one}` and `{other}`"),
                _ => format!("`{}` and {} more", names[0], names.len() - 1),
            };
            format!("{}, {names}: {known}.", self.of.name)
        };
        let name = self.of.name;
        let flags = match self.of.flags() {
            "" => None,
            flags => Some(format!("{name}, all tests: built with `{flags}`.")),
        };
        flags.into_iter().chain(all.into_iter().map(item)).collect()
    }

    fn of_test(&self, test: &Test) -> Option<String> {
        let mut notes = self.of.notes.iter();
        let note = notes.find(|(part, _)| test.name.contains(part));
        let note = note.map(|(_, note)| (*note).to_string());
        let first = |why: &str| {
            let end = why.find(['.', '\n']).unwrap_or(why.len());
            why[..end].to_string()
        };
        match &test.outcome {
            Outcome::Clean => None,
            Outcome::CutOff => note.map(|note| format!("cut off. {note}")),
            Outcome::Fails(says) => {
                let note =
                    note.unwrap_or_else(|| "Nobody has found out why".into());
                Some(format!("{says}. {note}"))
            }
            Outcome::Refused(why) => {
                Some(format!("refused. {}", note.unwrap_or_else(|| first(why))))
            }
            Outcome::LeftOut(why) => Some(format!("left out, {why}")),
        }
    }

    /// The numbers of its row.
    fn cells(&self) -> String {
        let cells = [
            self.tests.len(),
            self.count(|one| *one == Outcome::Clean),
            self.count(|one| *one == Outcome::CutOff),
            self.count(|one| matches!(one, Outcome::Fails(_))),
            self.count(|one| matches!(one, Outcome::Refused(_))),
            self.count(|one| matches!(one, Outcome::LeftOut(_))),
        ];
        cells.map(|cell| format!(" {cell} |")).concat()
    }
}
