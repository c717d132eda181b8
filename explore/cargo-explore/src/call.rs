//! What was asked for.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use lexopt::Parser;
use lexopt::prelude::{Long, Short, Value, ValueExt};
use verdict::{Kind, Plan};

use crate::help;

/// A call that was understood.
#[derive(Debug)]
pub(crate) enum Call {
    Help(&'static str),
    Run(Run),
}

/// `run FILE.rs`.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) file: PathBuf,
    /// What the program finds as its arguments, without its name.
    pub(crate) arguments: Vec<OsString>,
    pub(crate) plan: Plan,
    /// What random schedules are made from.
    pub(crate) seed: u64,
    /// How many schedules of each kind.
    pub(crate) schedules: usize,
    /// The edition of Rust.
    pub(crate) edition: &'static str,
    pub(crate) json: bool,
}

/// What is not said otherwise.
pub(crate) const SEED: u64 = 1;
pub(crate) const SCHEDULES: usize = 1_500;
pub(crate) const SECONDS: u64 = 3;
pub(crate) const JUMPS: usize = 2;

/// The last one is the one that is taken if nothing is said.
const EDITIONS: [&str; 4] = ["2015", "2018", "2021", "2024"];

/// Where one search goes to its end, so many are enough.
const MANY: usize = 1_000_000;

impl Call {
    /// Reads the command line.
    ///
    /// # Errors
    ///
    /// In a line why it makes no sense.
    pub(crate) fn read() -> Result<Call, String> {
        let more = |error: lexopt::Error| format!("{error} (--help says more)");
        read(Parser::from_env()).map_err(more)
    }
}

fn read(mut line: Parser) -> Result<Call, lexopt::Error> {
    let mut words = Vec::new();
    let mut kinds = Vec::new();
    let (mut schedules, mut time, mut seed, mut jumps) = (None, None, SEED, 0);
    let (mut json, mut asks) = (false, false);
    let mut edition = EDITIONS[3];
    let mut arguments = Vec::new();
    loop {
        if let Some(mut raw) = line.try_raw_args()
            && raw.next_if(|word| word == "--").is_some()
        {
            arguments.extend(raw);
            break;
        }
        let Some(argument) = line.next()? else { break };
        match argument {
            // Cargo calls a subcommand by its name.
            Value(word)
                if words.is_empty() && kinds.is_empty() && word == "explore" => {}
            Value(word) => words.push(word),
            Short('h') | Long("help") => asks = true,
            Long("json") => json = true,
            Long("edition") => edition = line.value()?.parse_with(known)?,
            Long("seed") => seed = line.value()?.parse()?,
            Long("schedules") => schedules = Some(line.value()?.parse_with(some)?),
            Long("time") => time = Some(line.value()?.parse_with(seconds)?),
            Long("exhaustive") => kinds.push(Kind::Every),
            Long("bounded") => kinds.push(Kind::Bounded(line.value()?.parse()?)),
            Long("racing-clock") => {
                jumps = match line.optional_value() {
                    Some(jumps) => jumps.parse_with(some)?,
                    None => JUMPS,
                };
            }
            _ => return Err(argument.unexpected()),
        }
    }
    if asks {
        return Ok(Call::Help(help::TEXT));
    }
    let kind = match kinds[..] {
        [] => Kind::Mixed,
        [one] => one,
        _ => return Err("--exhaustive and --bounded exclude each other".into()),
    };
    let mut words = words.into_iter();
    let command = words.next().ok_or("say `run FILE.rs`")?;
    if command != "run" {
        let command = command.to_string_lossy();
        return Err(
            format!("there is no command `{command}`: say `run FILE.rs`").into()
        );
    }
    let file = words.next().ok_or("`run` needs a file: `run FILE.rs`")?;
    if let Some(other) = words.next() {
        let other = other.to_string_lossy();
        return Err(format!(
            "one file at a time, and there is `{other}` too; what the program is called \
             with comes after `--`"
        )
        .into());
    }
    // A search that goes to its end is not stopped before, unless somebody says so.
    let (most, long) = match kind {
        Kind::Mixed => (SCHEDULES, Some(Duration::from_secs(SECONDS))),
        Kind::Every | Kind::Bounded(_) => (MANY, None),
    };
    Ok(Call::Run(Run {
        file: file.into(),
        arguments,
        plan: Plan { kind, jumps, time: time.or(long) },
        seed,
        schedules: schedules.unwrap_or(most),
        edition,
        json,
    }))
}

fn known(edition: &str) -> Result<&'static str, String> {
    let found = EDITIONS.into_iter().find(|one| *one == edition);
    found.ok_or_else(|| format!("there are {}", EDITIONS.join(", ")))
}

/// A number of 1 or more.
fn some(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) => Err("1 is the least".into()),
        Ok(number) => Ok(number),
        Err(error) => Err(error.to_string()),
    }
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 =
        text.parse().map_err(|_| "it is a number of seconds".to_string())?;
    match Duration::try_from_secs_f64(seconds) {
        Ok(time) if time > Duration::ZERO => Ok(time),
        Ok(_) => Err("it has to be more than 0".into()),
        Err(error) => Err(error.to_string()),
    }
}
