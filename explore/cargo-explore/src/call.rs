//! What was asked for.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use lexopt::Parser;
use verdict::{Kind, Plan, Subject};

use crate::help;
use crate::options::{EDITION, OfPackage, Options};

/// A call that was understood.
#[derive(Debug)]
pub(crate) enum Call {
    Help(String),
    Run(Run),
    Main(Main),
    Test(Test),
}

/// How it is explored, whatever it is.
#[derive(Debug)]
pub(crate) struct Search {
    pub(crate) plan: Plan,
    /// What random schedules are made from.
    pub(crate) seed: u64,
    /// How many schedules of each kind.
    pub(crate) schedules: usize,
    pub(crate) json: bool,
    /// Where the first failing schedule is drawn.
    pub(crate) svg: Option<PathBuf>,
}

/// `run FILE.rs`.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) file: PathBuf,
    /// What the program finds as its arguments, without its name.
    pub(crate) arguments: Vec<OsString>,
    pub(crate) search: Search,
    /// The edition of Rust.
    pub(crate) edition: &'static str,
}

/// `run` in a package.
#[derive(Debug)]
pub(crate) struct Main {
    /// What the program finds as its arguments, without its name.
    pub(crate) arguments: Vec<OsString>,
    pub(crate) search: Search,
    pub(crate) package: OfPackage,
}

/// `test [FILTER]`.
#[derive(Debug)]
pub(crate) struct Test {
    /// What stands in the names of the tests that are meant.
    pub(crate) filter: Option<String>,
    pub(crate) search: Search,
    pub(crate) package: OfPackage,
}

/// What is not said otherwise.
const SCHEDULES: usize = 1_500;
const SECONDS: u64 = 3;

/// How often time may pass early in a schedule of a program.
const EARLY: usize = 2;

/// Where one search goes to its end, so many are enough.
const MANY: usize = 1_000_000;

/// What can be said.
const COMMANDS: &str = "say `test`, `run` or `run FILE.rs`";

impl Call {
    /// Reads the command line.
    ///
    /// # Errors
    ///
    /// In a line why it makes no sense.
    pub(crate) fn read() -> Result<Call, String> {
        let more = |error: lexopt::Error| format!("{error} (--help says more)");
        Options::read(Parser::from_env()).and_then(Call::by).map_err(more)
    }

    fn by(options: Options) -> Result<Call, lexopt::Error> {
        if options.asks {
            return Ok(Call::Help(help::text()));
        }
        let mut words = options.words.clone().into_iter();
        let command = words.next().ok_or(COMMANDS)?;
        let words: Vec<OsString> = words.collect();
        match command.to_str() {
            Some("run") if words.is_empty() => main(options).map(Call::Main),
            Some("run") => run(options, words).map(Call::Run),
            Some("test") => test(options, words).map(Call::Test),
            _ => {
                let command = command.to_string_lossy();
                Err(format!("there is no command `{command}`: {COMMANDS}").into())
            }
        }
    }
}

fn run(options: Options, words: Vec<OsString>) -> Result<Run, lexopt::Error> {
    let search = search(&options, Subject::Main)?;
    let mut words = words.into_iter();
    let file = words.next().ok_or(COMMANDS)?;
    if let Some(other) = words.next() {
        let other = other.to_string_lossy();
        return Err(format!(
            "one file at a time, and there is `{other}` too; what the program is called \
             with comes after `--`"
        )
        .into());
    }
    if let Some(first) = options.package.first {
        return Err(
            format!("--{first} is for a package, and this is a file").into()
        );
    }
    let edition = options.edition.unwrap_or(EDITION);
    Ok(Run { file: file.into(), arguments: options.arguments, search, edition })
}

const OWN_EDITION: &str = "--edition is for a file: a package names its own";

/// Options that make no sense where there is one `main`.
const OF_TESTS: [&str; 5] = ["workspace", "exclude", "test", "lib", "bins"];

fn main(options: Options) -> Result<Main, lexopt::Error> {
    let subject = Subject::Binary { strict: options.package.strict };
    let search = search(&options, subject)?;
    let Options { arguments, edition, package, .. } = options;
    let of_tests = OF_TESTS.iter().find(|name| package.has(&[name]));
    if edition.is_some() {
        return Err(OWN_EDITION.into());
    }
    let odd = match package {
        OfPackage { is_exact: true, .. } => Some("exact"),
        OfPackage { ignored: true, .. } => Some("include-ignored"),
        OfPackage { file: Some(_), .. } => Some("file"),
        _ => of_tests.copied(),
    };
    match odd {
        Some(name) => Err(format!("--{name} is for `test`").into()),
        None => Ok(Main { arguments, search, package }),
    }
}

fn test(options: Options, words: Vec<OsString>) -> Result<Test, lexopt::Error> {
    let subject = Subject::Test { strict: options.package.strict };
    let search = search(&options, subject)?;
    let Options { arguments, edition, package, .. } = options;
    let mut words = words.into_iter();
    let filter = words.next().map(|word| word.to_string_lossy().into_owned());
    if let Some(other) = words.next().or(arguments.into_iter().next()) {
        let other = other.to_string_lossy();
        return Err(format!("one FILTER, and there is `{other}` too").into());
    }
    if edition.is_some() {
        return Err(OWN_EDITION.into());
    }
    if package.is_exact && filter.is_none() {
        return Err("--exact needs the name of a test".into());
    }
    Ok(Test { filter, search, package })
}

fn search(options: &Options, subject: Subject) -> Result<Search, lexopt::Error> {
    let kind = match options.kinds[..] {
        [] => Kind::Mixed,
        [one] => one,
        _ => return Err("--exhaustive and --bounded exclude each other".into()),
    };
    // A search that goes to its end is not stopped before, unless somebody says so.
    let (most, long) = match kind {
        Kind::Mixed => (SCHEDULES, Some(Duration::from_secs(SECONDS))),
        Kind::Every | Kind::Bounded(_) => (MANY, None),
    };
    let time = options.time.or(long);
    // A package may be about exact time, and does not say so.
    let early = match subject {
        Subject::Main => EARLY,
        Subject::Binary { .. } | Subject::Test { .. } => 0,
    };
    let jumps = options.jumps.unwrap_or(early);
    let replay = options.replay.clone();
    Ok(Search {
        plan: Plan { kind, jumps, time, subject, replay },
        seed: options.seed,
        schedules: options.schedules.unwrap_or(most),
        json: options.json,
        svg: options.svg.clone(),
    })
}
