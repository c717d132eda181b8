//! The words of a command line, each for what it is.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use lexopt::Parser;
use lexopt::prelude::{Long, Short, Value, ValueExt};
use verdict::Kind;

/// The last one is the one that is taken if nothing is said.
const EDITIONS: [&str; 4] = ["2015", "2018", "2021", "2024"];

/// How often the clock may come early, if nobody says how often.
const JUMPS: usize = 2;

/// What random schedules are made from, if nobody says it.
const SEED: u64 = 1;

/// What stands in a command line.
#[derive(Debug)]
pub(crate) struct Options {
    /// What is no option, without the name by which cargo calls a subcommand.
    pub(crate) words: Vec<OsString>,
    /// What comes after `--`.
    pub(crate) arguments: Vec<OsString>,
    pub(crate) asks: bool,
    pub(crate) json: bool,
    pub(crate) kinds: Vec<Kind>,
    pub(crate) schedules: Option<usize>,
    pub(crate) time: Option<Duration>,
    pub(crate) seed: u64,
    /// Where a picture of what failed is wanted.
    pub(crate) svg: Option<PathBuf>,
    /// How often time may pass early, if that is said.
    pub(crate) jumps: Option<usize>,
    /// The name of the only schedule.
    pub(crate) replay: Option<String>,
    /// Of a file alone: its edition.
    pub(crate) edition: Option<&'static str>,
    /// Of a package alone.
    pub(crate) package: OfPackage,
}

/// What is said of a package alone.
#[derive(Debug, Default)]
pub(crate) struct OfPackage {
    /// The first option of these, to say that it does not belong there.
    pub(crate) first: Option<&'static str>,
    /// What cargo is told, as it is told here: each option and its value.
    pub(crate) cargo: Vec<(&'static str, Option<OsString>)>,
    pub(crate) is_exact: bool,
    /// The file in which the only target begins whose tests are meant.
    pub(crate) file: Option<String>,
    pub(crate) ignored: bool,
    pub(crate) strict: bool,
    pub(crate) only: Vec<String>,
    pub(crate) skip: Vec<String>,
}

/// Options of cargo that have a value.
const VALUES: [&str; 7] =
    ["package", "exclude", "features", "test", "bin", "jobs", "manifest-path"];

/// Those that have none.
const FLAGS: [&str; 8] = [
    "workspace",
    "all-features",
    "no-default-features",
    "lib",
    "bins",
    "offline",
    "locked",
    "frozen",
];

/// Those that say which targets are meant.
pub(crate) const TARGETS: [&str; 4] = ["test", "bin", "lib", "bins"];

impl OfPackage {
    /// Whether one of these options of cargo is there.
    pub(crate) fn has(&self, names: &[&str]) -> bool {
        self.cargo.iter().any(|(name, _)| names.contains(name))
    }

    /// The values of this option of cargo.
    pub(crate) fn values(&self, name: &str) -> impl Iterator<Item = &OsString> {
        let found = self.cargo.iter().filter(move |(one, _)| *one == name);
        found.filter_map(|(_, value)| value.as_ref())
    }

    /// The options of cargo as they are told, but for these.
    pub(crate) fn words_but(&self, names: &[&str]) -> Vec<OsString> {
        let told = self.cargo.iter().filter(|(name, _)| !names.contains(name));
        let words = |(name, value): &(&str, Option<OsString>)| {
            let name = OsString::from(format!("--{name}"));
            [Some(name), value.clone()].into_iter().flatten()
        };
        told.flat_map(words).collect()
    }

    /// The options by which one of its schedules is run again, as they are told: those of
    /// cargo but for these, and those that say what is explored and what is a failure.
    pub(crate) fn words_again(&self, but: &[&str]) -> Vec<OsString> {
        let mut words = self.words_but(but);
        words.extend(self.strict.then(|| OsString::from("--strict")));
        for (name, crates) in [("--only", &self.only), ("--skip", &self.skip)] {
            let told = |one: &String| [OsString::from(name), OsString::from(one)];
            words.extend(crates.iter().flat_map(told));
        }
        words
    }
}

impl Options {
    /// # Errors
    ///
    /// What makes no sense.
    pub(crate) fn read(mut line: Parser) -> Result<Options, lexopt::Error> {
        let mut options = Options {
            words: Vec::new(),
            arguments: Vec::new(),
            asks: false,
            json: false,
            kinds: Vec::new(),
            schedules: None,
            time: None,
            seed: SEED,
            svg: None,
            jumps: None,
            replay: None,
            edition: None,
            package: OfPackage::default(),
        };
        let mut is_first = true;
        loop {
            if let Some(mut raw) = line.try_raw_args()
                && raw.next_if(|word| word == "--").is_some()
            {
                options.arguments.extend(raw);
                return Ok(options);
            }
            let Some(argument) = line.next()? else { return Ok(options) };
            match argument {
                // Cargo calls a subcommand by its name.
                Value(word) if is_first && word == "explore" => {}
                Value(word) => options.words.push(word),
                Short('h') => options.asks = true,
                Short('p') => options.value(&mut line, "package")?,
                Short('F') => options.value(&mut line, "features")?,
                Short('j') => options.value(&mut line, "jobs")?,
                Long(name) => {
                    let name = name.to_string();
                    if !options.long(&name, &mut line)? {
                        return Err(Long(&name).unexpected());
                    }
                }
                Short(_) => return Err(argument.unexpected()),
            }
            is_first = false;
        }
    }

    /// Returns whether there is such an option.
    fn long(
        &mut self,
        name: &str,
        line: &mut Parser,
    ) -> Result<bool, lexopt::Error> {
        match name {
            "help" => self.asks = true,
            "json" => self.json = true,
            "edition" => self.edition = Some(line.value()?.parse_with(known)?),
            "svg" => self.svg = Some(line.value()?.into()),
            "seed" => self.seed = line.value()?.parse()?,
            "schedules" => self.schedules = Some(line.value()?.parse_with(some)?),
            "time" => self.time = Some(line.value()?.parse_with(seconds)?),
            "exhaustive" => self.kinds.push(Kind::Every),
            "replay" => self.replay = Some(line.value()?.parse()?),
            "bounded" => self.kinds.push(Kind::Bounded(line.value()?.parse()?)),
            "racing-clock" => {
                self.jumps = Some(match line.optional_value() {
                    Some(jumps) => jumps.parse_with(some)?,
                    None => JUMPS,
                });
            }
            "exact-clock" => self.jumps = Some(0),
            _ => return self.of_package(name, line),
        }
        Ok(true)
    }

    fn of_package(
        &mut self,
        name: &str,
        line: &mut Parser,
    ) -> Result<bool, lexopt::Error> {
        let found = |known: &&&str| **known == name;
        if let Some(name) = VALUES.iter().find(found) {
            self.value(line, name)?;
        } else if let Some(name) = FLAGS.iter().find(found) {
            self.tells_cargo(name, None);
        } else {
            let package = &mut self.package;
            let first = match name {
                "exact" => {
                    package.is_exact = true;
                    "exact"
                }
                "file" => {
                    package.file = Some(line.value()?.parse()?);
                    "file"
                }
                "include-ignored" => {
                    package.ignored = true;
                    "include-ignored"
                }
                "strict" => {
                    package.strict = true;
                    "strict"
                }
                "only" => {
                    package.only.push(line.value()?.parse()?);
                    "only"
                }
                "skip" => {
                    package.skip.push(line.value()?.parse()?);
                    "skip"
                }
                _ => return Ok(false),
            };
            package.first.get_or_insert(first);
        }
        Ok(true)
    }

    fn value(
        &mut self,
        line: &mut Parser,
        name: &'static str,
    ) -> Result<(), lexopt::Error> {
        let value = line.value()?;
        self.tells_cargo(name, Some(value));
        Ok(())
    }

    fn tells_cargo(&mut self, name: &'static str, value: Option<OsString>) {
        self.package.first.get_or_insert(name);
        self.package.cargo.push((name, value));
    }
}

/// The edition of a file of which nothing is said.
pub(crate) const EDITION: &str = EDITIONS[3];

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
