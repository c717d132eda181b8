//! One file with a `main`, from its text to an outcome.

use std::collections::hash_map::DefaultHasher;
use std::env;
use std::ffi::OsString;
use std::hash::{Hash as _, Hasher as _};
use std::io;
use std::path::{self, Path, PathBuf};
use std::time::Duration;

use serde_json::Value;
use workshop::package::{Manifest, OPTIMIZED, Part, main, texts};
use workshop::{
    Asked, Broken, Building, Built, CRATES, Fault, Limits, Lines, PUBLISHED, Stop,
    Tell, Twin, build, cleaned, folder, foreign, is_of_a_model, lock, modelled,
    place, read, run, save, told, turn, twins, usable,
};

use crate::call::Run;
use crate::outcome::{Outcome, finds_the_course};
use crate::own_main;

/// The folder with the copy of the file.
const COPIES: &str = "answers/";

/// What is checked of a program: that its `main` comes to a good end. What calls that has
/// another name here, for no step of a story stands under a call that nobody has written.
const CHECKS: &str = r#"
use crate::answer::explored as program;

pub const CHECKS: &[verdict::Check] =
    &[verdict::Check::new("main", "runs main", run).needs(1, 0)];

fn run(_: usize) {
    if let Some(why) = program() {
        verdict::fault("main does not succeed", why, verdict::Show::Steps);
    }
}
"#;

/// What stands at the end of a program's copy: nobody else can call its `main`.
const CALLS: &str = "
/// Runs `main` and says why its end is no good one.
#[doc(hidden)]
pub fn explored() -> ::std::option::Option<::std::string::String> {
    use ::verdict_on_this::ended::*;
    ::verdict_on_this::ended::Ended::by(main()).error()
}
";

/// A program in a file.
struct Program {
    text: String,
    /// As the compiler knows it.
    name: String,
    /// The file, from every folder.
    place: PathBuf,
}

/// Builds the program of this file and explores it.
pub(crate) fn explore(asked: &Run, stop: &Stop) -> Outcome {
    let program = Program::read(&asked.file);
    let found = program.and_then(|program| program.explore(asked, stop));
    found.unwrap_or_else(|outcome| outcome.unless_stopped(stop))
}

impl Program {
    fn read(file: &Path) -> Result<Program, Outcome> {
        let shown = file.display();
        if file.symlink_metadata().is_err() {
            return Err(Outcome::NoFile(format!("there is no file {shown}")));
        }
        if file.is_dir() {
            let why = format!("{shown} is a folder: name one file with a `main`");
            return Err(Outcome::NoFile(why));
        }
        let text = read(file).map_err(Outcome::Fault)?;
        let place = path::absolute(file)
            .map_err(|error| Outcome::Fault(Fault::of_path(file, &error)))?;
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        let plain = |letter: char| match letter.is_ascii_alphanumeric() {
            true => letter.to_ascii_lowercase(),
            false => '_',
        };
        let name = stem.chars().map(plain).take(40).collect();
        Ok(Program { text, name, place })
    }

    /// The name of its package: that of no other file.
    fn label(&self) -> String {
        let mut hasher = DefaultHasher::new();
        self.place.hash(&mut hasher);
        format!("run-{}-{:016x}", self.name, hasher.finish())
    }

    /// The file, as the compiler knows it.
    fn source(&self) -> String {
        format!("{COPIES}{}.rs", self.name)
    }

    /// The crates that it may use besides std. Those of which nothing stands in it would
    /// be built for nothing.
    fn crates(&self) -> Vec<&'static str> {
        let is_used = |name: &&str| self.text.contains(name);
        CRATES.into_iter().filter(is_used).collect()
    }

    /// The twins of the published crates that it uses. They are made only for a program that
    /// names one, as they may have to be downloaded.
    fn twins(&self, stop: &Stop, tell: Tell<'_>) -> Result<Vec<Twin>, Fault> {
        let is_used = |name: &&str| names(&self.text, name);
        if !PUBLISHED.iter().any(is_used) {
            return Ok(Vec::new());
        }
        let mut twins = twins(stop, tell)?;
        twins.retain(|twin| is_used(&&*twin.name));
        Ok(twins)
    }

    /// # Errors
    ///
    /// What came of it, if it is not explored.
    fn explore(&self, asked: &Run, stop: &Stop) -> Result<Outcome, Outcome> {
        finds_the_course()?;
        let label = self.label();
        let folder = folder(&label);
        let lines = Lines::new("cargo explore");
        let tell = |building: &Building| lines.tell(building);
        let _turn =
            turn(&label, || tell(&Building::Waits)).map_err(Outcome::Fault)?;
        let twins = self.twins(stop, &tell).map_err(Outcome::Fault)?;
        tell(&Building::Answer);
        self.write(&folder, asked, &twins)
            .map_err(|error| Outcome::Fault(Fault::of_path(&folder, &error)))?;
        let Built { executable, .. } =
            build(&folder, stop, &tell).map_err(|broken| match broken {
                Broken::Lines(errors) => {
                    Outcome::NotCompiled(self.refusal(&errors, &asked.file))
                }
                Broken::Fault(fault) => Outcome::Fault(fault),
            })?;
        tell(&Building::Answer);
        let plan = ron::to_string(&asked.search.plan).expect("plain data");
        let here = env::current_dir().map_err(|error| {
            Outcome::Fault(Fault::of_path(Path::new("."), &error))
        })?;
        let name = asked.file.file_stem().unwrap_or_default().to_os_string();
        let arguments: Vec<OsString> =
            [name].into_iter().chain(asked.arguments.clone()).collect();
        let wanted = Asked {
            name: &self.name,
            seed: asked.search.seed,
            schedules: asked.search.schedules,
            words: &["program", &plan],
            arguments: &arguments,
            at: &here,
        };
        let limits = Limits { time: Duration::MAX, ..Limits::default() };
        let found = run(&executable, &folder, &wanted, &limits, stop, &tell);
        let names = (&*self.source(), &*asked.file.to_string_lossy());
        Ok(Outcome::by(found, Some(names), &self.text))
    }

    fn write(&self, folder: &Path, asked: &Run, twins: &[Twin]) -> io::Result<()> {
        let name = &self.name;
        texts(folder, name, &(self.text.clone() + "\n" + CALLS), CHECKS)?;
        save(&folder.join("main.rs"), &main(name, &[Part::alone(name)], folder))?;
        let manifest = Manifest {
            file: name,
            edition: asked.edition,
            crates: &self.crates(),
            twins,
            outside: true,
            profile: OPTIMIZED,
            lints: "",
        };
        save(&folder.join("Cargo.toml"), &manifest.text(folder))?;
        lock(folder)
    }

    /// What rustc says, told of the file.
    fn refusal(&self, errors: &[Value], file: &Path) -> String {
        let last = self.text.lines().count();
        let is_ours = |error: &&Value| line(error).is_some_and(|line| line > last);
        let (ours, own): (Vec<&Value>, Vec<&Value>) =
            errors.iter().partition(is_ours);
        let mut text = String::new();
        for error in &own {
            text += &(cleaned(error) + "\n");
        }
        // Of a program with other errors this may be their consequence.
        if own.is_empty()
            && let Some(error) = ours.first()
        {
            text += &told(&own_main::wrong(error, "the file"));
        }
        for name in own.iter().filter_map(|error| foreign(error)) {
            text += &format!("\n{}", told(&unknown(name)));
        }
        if own.iter().any(|error| is_elsewhere(error)) {
            text += &format!(
                "\n{}",
                told("One file is explored, and what lies beside it is not there.")
            );
        }
        if own.iter().any(|error| is_of_a_model(error)) {
            text += &format!("\n{}", told(&modelled(is_async(&self.text))));
        }
        let shown = file.to_string_lossy();
        // Where the copy of the file is, and what else lies beside it.
        let source = self.source();
        let is_told = |line: &&str| !line.replace(&source, "").contains(COPIES);
        let lines = text.split_inclusive('\n').filter(is_told);
        lines.collect::<String>().replace(&source, &shown)
    }
}

/// Whether a program with this text says that it uses the crate of this name. A word alone
/// may be anything.
fn names(text: &str, name: &str) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    text.match_indices(name).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + name.len()..]);
        let is_used = ["use", "crate"].iter().any(|word| {
            before.trim_end().ends_with(word)
                && before.ends_with(char::is_whitespace)
        });
        !before.ends_with(is_part)
            && (after.starts_with("::") || is_used && !after.starts_with(is_part))
    })
}

/// Whether a program with this text may use async tasks.
pub(crate) fn is_async(text: &str) -> bool {
    text.contains("tokio")
}

fn unknown(name: &str) -> String {
    format!("There is no crate {name} here: one file may use {}.", usable())
}

/// Whether an error is about another file, such as that of a module.
fn is_elsewhere(error: &Value) -> bool {
    error["message"]["code"]["code"] == "E0583"
        || error["message"]["message"]
            .as_str()
            .is_some_and(|said| said.starts_with("couldn't read `"))
}

/// The line that an error in the program or its checks is about.
fn line(error: &Value) -> Option<usize> {
    place(error)?;
    own_main::line(error)
}
