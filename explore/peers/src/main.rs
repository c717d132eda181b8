//! Explores the same programs with `explore`, shuttle and loom: how many executions each
//! takes to visit all, and how many it runs in a second.

// The programs are the same file for each tool; what they import differs.
#![allow(clippy::duplicate_mod)]

mod one;
mod table;
mod tools;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use lexopt::prelude::*;

use one::One;
use tools::Tool;

const HELP: &str = "\
Explores the same programs with explore, shuttle and loom.

peers table [--seconds N]   the executions until all is visited; a program gets N
                            seconds of processor time from each tool, 10 if not said
peers rates [--seconds N]   the executions in a second of processor time, measured for N
                            seconds, 2 if not said; the middle one of five rounds
            [--before FILE] beside an older build of this program
";

/// The tools are measured to so many executions at most.
const MOST: usize = 1_000_000;

fn main() -> ExitCode {
    match call() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("peers: {error}; `peers --help` tells more");
            ExitCode::from(2)
        }
    }
}

fn call() -> Result<(), lexopt::Error> {
    let mut args = lexopt::Parser::from_env();
    let mut words = Vec::new();
    let mut seconds = None;
    let mut before = None;
    while let Some(arg) = args.next()? {
        match arg {
            Long("help") | Short('h') => {
                print!("{HELP}");
                return Ok(());
            }
            Long("seconds") => seconds = Some(args.value()?.parse()?),
            Long("before") => before = Some(PathBuf::from(args.value()?)),
            Value(word) => words.push(word.string()?),
            other => return Err(other.unexpected()),
        }
    }
    let time =
        |seconds_else: u64| Duration::from_secs(seconds.unwrap_or(seconds_else));
    let words: Vec<_> = words.iter().map(String::as_str).collect();
    match &words[..] {
        ["table"] => table::executions(MOST, time(10)),
        ["rates"] => table::rates(time(2), before.as_deref()),
        ["one", tool, program, size, most, millis, again @ ..] => {
            let tool = Tool::named(tool).ok_or("there is no such tool")?;
            let program = table::PROGRAMS.iter().find(|(name, _)| name == program);
            let (program, _) = program.ok_or("there is no such program")?;
            let number = |text: &str| text.parse().map_err(|_| "that is no number");
            let time = Duration::from_millis(number(millis)? as u64);
            let (size, most) = (number(size)?, number(most)?);
            let again = again == [one::AGAIN];
            One { tool, program, size, most, time, again }.run()
        }
        _ => return Err("say `table` or `rates`".into()),
    }
    Ok(())
}
