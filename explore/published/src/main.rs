//! Explores published crates with their own tests, and old versions with the bugs that
//! were found in them, by `cargo explore test`. What came of it stands in two tables on
//! the tool's page.

mod bugs;
mod crates;
mod explored;
mod package;
mod page;
mod row;

use std::io::{self, Write as _};
use std::process::ExitCode;

use lexopt::prelude::{Long, Short, Value, ValueExt as _};

use bugs::BUGS;
use crates::CRATES;
use row::Row;

const HELP: &str = "\
usage: cargo run -p published -- [NAME..] [--check]

Downloads published crates, explores them with their own tests, and writes the two
tables in explore/cargo-explore/README.md. With a NAME, only the crate or the bug of this
name is explored, and the other rows stay as they are.

  --check   writes nothing; fails if the page says something else
";

struct Call {
    names: Vec<String>,
    check: bool,
}

fn call() -> Result<Option<Call>, lexopt::Error> {
    let mut line = lexopt::Parser::from_env();
    let mut call = Call { names: Vec::new(), check: false };
    while let Some(argument) = line.next()? {
        match argument {
            Value(name) => call.names.push(name.string()?),
            Long("check") => call.check = true,
            Short('h') | Long("help") => return Ok(None),
            _ => return Err(argument.unexpected()),
        }
    }
    let is_known = |name: &String| {
        CRATES.iter().any(|one| one.name == name)
            || BUGS.iter().any(|bug| bug.name == name)
    };
    match call.names.iter().find(|name| !is_known(name)) {
        Some(name) => Err(format!("there is no `{name}`").into()),
        None => Ok(Some(call)),
    }
}

fn main() -> ExitCode {
    let call = match call() {
        Ok(Some(call)) => call,
        Ok(None) => {
            let _ = io::stdout().write_all(HELP.as_bytes());
            return ExitCode::SUCCESS;
        }
        Err(why) => {
            eprintln!("published: {why} (--help says more)");
            return ExitCode::from(2);
        }
    };
    match run(&call) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("published: {why}");
            ExitCode::FAILURE
        }
    }
}

fn run(call: &Call) -> Result<(), String> {
    let is_meant = |name: &str| {
        call.names.is_empty() || call.names.iter().any(|one| one == name)
    };
    let mut rows = Vec::new();
    // What is known stays on the page, whatever comes of the next one.
    let mut found = |row: Row| {
        eprintln!("{}", row.line);
        if !call.check {
            page::update(std::slice::from_ref(&row))?;
        }
        rows.push(row);
        Ok::<(), String>(())
    };
    for one in CRATES.iter().filter(|one| is_meant(one.name)) {
        found(row::of_crate(one)?)?;
    }
    for bug in BUGS.iter().filter(|bug| is_meant(bug.name)) {
        found(row::of_bug(bug)?)?;
    }
    match call.check {
        true => page::check(&rows),
        false => Ok(()),
    }
}
