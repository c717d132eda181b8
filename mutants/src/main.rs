//! `cargo run -p mutants -- --help` says what it can do.

use std::io::{self, Write as _};
use std::process::ExitCode;

use lexopt::prelude::{Long, Short, Value, ValueExt as _};

use mutants::{Effort, Found, SOLUTION, judge, made};
use practice::Exercise;

const HELP: &str = "\
usage: cargo run -p mutants -- [EXERCISE..] [OPTIONS]

Makes small mistakes in the answers that an exercise is shipped with, and judges
each mutant. If one passes, either it does the same as the answer, and the file
same.txt beside the exercise says why, or the checks have a hole.

  --odd N         makes mutants of the solution and of N odd answers; 2 if
                  nothing is said
  --past N        leaves out the solution and the first N odd answers
  --answer NAME   of this answer alone: an odd one, or `solution`
  --named TEXT    only mutants with this in their name
  --same          only mutants that have a reason: whether it still holds
  --new           only mutants whose name no answer before has
  --every N       every N-th mutant
  --schedules N   random schedules for each check; 100 if nothing is said. What
                  passes and has no reason and no proof is judged with as many
                  as an answer is
  --once          nothing is judged again with more
  --list          the names of the mutants; nothing is built
  --said          what is said of each that compiles

After each batch, the progress is printed to standard error.

Exits with 0 if every mutant is rejected or the same; with 2 if the command line
is wrong, or there is no such exercise or answer; with 1 otherwise.
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
            Long("past") => call.effort.past = Some(line.value()?.parse()?),
            Long("answer") => call.effort.answer = Some(line.value()?.string()?),
            Long("named") => call.effort.named = Some(line.value()?.string()?),
            Long("same") => call.effort.same = true,
            Long("new") => call.effort.new = true,
            Long("every") => call.effort.every = line.value()?.parse()?,
            Long("schedules") => call.effort.schedules = line.value()?.parse()?,
            Long("once") => call.effort.once = true,
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
    if let Some(name) = &call.effort.answer
        && name != SOLUTION
        && !exercises.iter().any(|exercise| exercise.odd.contains(&&**name))
    {
        eprintln!("mutants: there is no right answer {name}");
        return ExitCode::from(2);
    }
    if !call.list {
        let _ = writeln!(io::stdout(), "{}", Found::HEADING);
    }
    let mut code = ExitCode::SUCCESS;
    for exercise in exercises {
        let holds = match call.list {
            true => list(exercise, &call.effort),
            false => look(exercise, &call),
        };
        match holds {
            Ok(true) => {}
            Ok(false) => code = ExitCode::from(1),
            Err(why) => {
                eprintln!("{}: {why}", exercise.name);
                code = ExitCode::from(1);
            }
        }
    }
    code
}

/// Says the names.
fn list(exercise: &Exercise, effort: &Effort) -> Result<bool, String> {
    for one in made(exercise, effort)? {
        let _ = writeln!(io::stdout(), "{} {}", exercise.name, one.name());
    }
    Ok(true)
}

/// Judges, and says whether none survives.
fn look(exercise: &'static Exercise, call: &Call) -> Result<bool, String> {
    let mut says = io::stdout();
    let mut shown = 0;
    // A run that is cut short has said what it has found.
    let found = judge(exercise, &call.effort, |found| {
        eprintln!("{:<20} {} so far", found.exercise, found.all());
        for survivor in &found.surviving[shown..] {
            let _ = writeln!(says, "{survivor}");
        }
        shown = found.surviving.len();
    })?;
    if found.answers.is_empty() && found.faults.is_empty() {
        return Ok(true);
    }
    let _ = writeln!(says, "{found}");
    if call.said {
        for (name, said) in &found.said {
            let _ = writeln!(says, "  {said:<45} {name}");
        }
    }
    for fault in &found.faults {
        let _ = writeln!(says, "{fault}");
    }
    Ok(found.surviving.is_empty() && found.faults.is_empty())
}
