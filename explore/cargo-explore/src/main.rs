//! `cargo explore`: runs a program or a package of one's own, as it is, under many
//! schedules. If one of these fails, it shows that one.
//!
//! The exit code is 0 if no schedule fails, 1 if one does, 2 for a call that makes no sense
//! or names what is not there, and 3 if the program could not be explored.
//!
//! While a package is built, cargo calls this program in the place of rustc.

mod binary;
mod call;
mod file;
mod help;
mod interrupt;
mod options;
mod outcome;
mod own_main;
mod package;
mod said;
mod wrapper;

use std::io::{self, Write as _};
use std::process::ExitCode;

use call::{Call, Search};
use outcome::Outcome;
use workshop::{Stop, plain};

fn main() -> ExitCode {
    if let Some(code) = wrapper::compiles() {
        return code;
    }
    let stop = interrupt::stop();
    let (code, said) = match Call::read() {
        Ok(Call::Help(text)) => (0, Said::Out(text)),
        Ok(Call::Run(run)) => {
            let outcome = file::explore(&run, &stop);
            let file = run.file.to_string_lossy();
            let drawn = outcome.drawn(&file, &run.search).unwrap_or_default();
            let text = match run.search.json {
                true => {
                    let json = outcome.json(&run.search, &[("file", &file)]);
                    Said::Out(json + "\n")
                }
                false if outcome.code() < 2 => {
                    Said::Out(said::text(&outcome, &run) + &plain(&drawn))
                }
                false => Said::Err(said::text(&outcome, &run)),
            };
            (outcome.code(), text)
        }
        Ok(Call::Main(main)) => {
            told(package::explore_main(&main, &stop), &main.search, &stop)
        }
        Ok(Call::Test(test)) => {
            told(package::explore_tests(&test, &stop), &test.search, &stop)
        }
        Err(why) => (2, Said::Err(format!("cargo explore: {why}\n"))),
    };
    ExitCode::from(tell(&said).map_or(code, |error| error))
}

/// The exit code, and what is said of a package if nothing was said of it yet.
fn told(explored: Result<u8, Outcome>, search: &Search, stop: &Stop) -> (u8, Said) {
    match explored {
        Ok(code) => (code, Said::Out(String::new())),
        Err(outcome) => {
            let outcome = outcome.unless_stopped(stop);
            let text = match search.json {
                true => Said::Out(outcome.json(search, &[]) + "\n"),
                false => Said::Err(said::not_explored(&outcome, "The package")),
            };
            (outcome.code(), text)
        }
    }
}

/// A text and where it belongs.
enum Said {
    Out(String),
    Err(String),
}

/// Returns the exit code if it cannot be said. A reader that has seen enough is no error.
fn tell(said: &Said) -> Option<u8> {
    let written = match said {
        Said::Out(text) => io::stdout().write_all(text.as_bytes()),
        Said::Err(text) => io::stderr().write_all(text.as_bytes()),
    };
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            // Nobody is left to tell when standard error is closed too.
            let _ = writeln!(io::stderr(), "cargo explore: {error}");
            Some(Outcome::NOT_EXPLORED)
        }
        _ => None,
    }
}
