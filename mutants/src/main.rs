//! `cargo run -p mutants -- --help` says what it can do.

use std::io::{self, Write as _};
use std::process::ExitCode;

use lexopt::prelude::{Long, Short, Value, ValueExt as _};

use mutants::{Effort, Found, judge, mutants};
use practice::Exercise;

const HELP: &str = "\
usage: cargo run -p mutants -- [EXERCISE..] [OPTIONS]

Makes small mistakes in the answers that an exercise is shipped with, and judges
each mutant. One that passes is the same program, and the file same.txt beside the
exercise says why, or there is a hole in the checks.

  --odd N     of so many odd answers, besides the solution; 2 if nothing is said
  --every N   every N-th mutant
  --list      the names of the mutants; nothing is built
  --said      what is said of each that compiles

Exits with 0 if every mutant is rejected or the same, with 1 otherwise.
";

struct Call {
    names: Vec<String>,
    effort: Effort,
    list: bool,
    said: bool,
}

fn call() -> Result<Option<Call>, lexopt::Error> {
    let mut line = lexopt::Parser::from_env();
    let effort = Effort::FULL;
    let mut call = Call { names: Vec::new(), effort, list: false, said: false };
    while let Some(argument) = line.next()? {
        match argument {
            Value(name) => call.names.push(name.string()?),
            Long("odd") => call.effort.odd = line.value()?.parse()?,
            Long("every") => call.effort.every = line.value()?.parse()?,
            Long("list") => call.list = true,
            Long("said") => call.said = true,
            Short('h') | Long("help") => return Ok(None),
            _ => return Err(argument.unexpected()),
        }
    }
    Ok(Some(call))
}

fn main() -> ExitCode {
    let call = match call() {
        Ok(Some(call)) => call,
        Ok(None) => {
            let _ = io::stdout().write_all(HELP.as_bytes());
            return ExitCode::SUCCESS;
        }
        Err(why) => {
            eprintln!("mutants: {why} (--help says more)");
            return ExitCode::from(2);
        }
    };
    let sets = [&goroutine_practice::SET, &channel_practice::SET];
    let all = || sets.into_iter().flat_map(|set| set.exercises);
    for name in &call.names {
        if !all().any(|exercise| exercise.name == name) {
            eprintln!("mutants: there is no exercise {name}");
            return ExitCode::from(2);
        }
    }
    let is_meant = |exercise: &&Exercise| {
        call.names.is_empty() || call.names.iter().any(|name| name == exercise.name)
    };
    let exercises: Vec<_> = all().filter(is_meant).collect();
    let mut code = ExitCode::SUCCESS;
    let mut says = io::stdout().lock();
    if call.list {
        for exercise in exercises {
            let made =
                mutants(exercise.solution, exercise.is_async).unwrap_or_default();
            for mutant in made {
                let _ = writeln!(says, "{} {}", exercise.name, mutant.name);
            }
        }
        return code;
    }
    let _ = writeln!(says, "{}", Found::HEADING);
    for exercise in exercises {
        match judge(exercise, call.effort) {
            Ok(found) => {
                let _ = writeln!(says, "{found}");
                if call.said {
                    for (name, said) in &found.said {
                        let _ = writeln!(says, "  {said:<45} {name}");
                    }
                }
                for survivor in &found.surviving {
                    let _ = writeln!(says, "{survivor}");
                }
                for fault in &found.faults {
                    let _ = writeln!(says, "{fault}");
                }
                if !found.surviving.is_empty() || !found.faults.is_empty() {
                    code = ExitCode::from(1);
                }
            }
            Err(why) => {
                eprintln!("{}: {why}", exercise.name);
                code = ExitCode::from(1);
            }
        }
    }
    code
}
