//! Says whether this machine has what the course needs: one thing a line, what was found,
//! and how to get what is missing.

mod crates;
mod finding;
mod folders;
mod machine;
mod run;
mod settings;
mod tools;

use std::io::{self, Write};
use std::process::ExitCode;

use lexopt::Arg::{Long, Short};

use crate::finding::{Finding, State};
use crate::folders::Folders;
use crate::settings::Settings;

const HELP: &str = "\
usage: make doctor [FETCH=1]
       cargo run -p doctor -- [--fetch]

Checks whether this machine has what the course needs. It prints one line for
each thing, and says how to get what is missing. It removes the files that it
writes for a test.

  --fetch  first downloads every crate that the lessons, the exercises, their
           answers and the tests need on this machine; after that no network
           is needed

A line begins with
  ok       it is there
  missing  the course needs it, and it is not there
  without  it is not there, and not needed; the line says what it is for
  note     it is unusual, and it changes how the course is built or runs

The exit code is 0 if nothing is missing, 1 if something is, and 2 if the
command line is wrong.
";

fn main() -> ExitCode {
    match read(lexopt::Parser::from_env()) {
        Ok(Call::Help) => {
            say(HELP);
            ExitCode::SUCCESS
        }
        Ok(Call::Look { fetch }) => look(fetch),
        Err(why) => {
            eprintln!("doctor: {why} (--help says more)");
            ExitCode::from(2)
        }
    }
}

/// What was asked for.
enum Call {
    Help,
    Look { fetch: bool },
}

fn read(mut line: lexopt::Parser) -> Result<Call, lexopt::Error> {
    let mut fetch = false;
    while let Some(argument) = line.next()? {
        match argument {
            Short('h') | Long("help") => return Ok(Call::Help),
            Long("fetch") => fetch = true,
            _ => return Err(argument.unexpected()),
        }
    }
    Ok(Call::Look { fetch })
}

/// On standard output. Who closes it wants to read no more.
fn say(text: &str) {
    let _ = io::stdout().write_all(text.as_bytes());
}

/// Shows each thing as soon as it was looked at: some take a second.
fn look(fetch: bool) -> ExitCode {
    if fetch {
        crates::fetch();
    }
    let settings = Settings::read();
    let folders = Folders::find();
    let mut missing = 0;
    let mut tell = |finding: Finding| {
        say(&finding.to_string());
        missing += usize::from(finding.state == State::Missing);
    };
    tell(tools::toolchain());
    tell(tools::linker(&folders));
    tell(crates::there(&settings));
    tell(machine::memory());
    tell(machine::disk(&folders));
    tell(folders.writable());
    tell(machine::terminal());
    tell(tools::go());
    tell(tools::python());
    settings.findings().into_iter().for_each(tell);
    match missing {
        0 => {
            say("\nAll that is needed is there.\n");
            ExitCode::SUCCESS
        }
        _ => {
            say("\nFirst get what is missing: see above.\n");
            ExitCode::FAILURE
        }
    }
}
