//! From an answer to a verdict.

use std::collections::{BTreeSet, HashMap};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::Value;
use verdict::{Compared, Rate, SCHEMA, Verdict};
use workshop::{
    Asked, Broken, Building, Built, Fault, Limits, NoVerdict, SILENT, Stop, Tell,
    build, place, rendered, warnings,
};

use crate::Exercise;
use crate::package::{self, Kind};
use crate::refusal::refusal;

/// An answer, built with its checks into a program.
#[derive(Debug)]
pub struct Program {
    folder: PathBuf,
    executable: PathBuf,
    /// Which of the answers in it.
    answer: String,
    /// What rustc warns of in the answer.
    warnings: String,
    /// Nobody else builds or runs in the same folder meanwhile.
    _turn: Arc<File>,
    stop: Stop,
}

/// Why there is no program.
#[derive(Debug)]
pub enum NotBuilt {
    /// The answer does not compile: what rustc says.
    Refused(String),
    /// It is not the answer's fault.
    Failed(Fault),
}

impl NotBuilt {
    /// This folder, file or program cannot be used.
    fn by(what: &Path) -> impl Fn(io::Error) -> NotBuilt {
        move |error| NotBuilt::Failed(Fault::of_path(what, &error))
    }
}

impl Program {
    /// Builds an answer that is not built again after a change. `label` is a package's
    /// name and tells it from other answers to the same exercise.
    ///
    /// # Errors
    ///
    /// If the answer does not compile, or cannot be built for another reason.
    pub fn build(
        exercise: &Exercise,
        answer: &str,
        label: &str,
    ) -> Result<Program, NotBuilt> {
        let stop = Stop::default();
        Program::make(exercise, answer, label, Kind::Once, &stop, SILENT)
    }

    /// As [`build`](Program::build), and both building and running end when they are
    /// stopped; what goes on meanwhile is told.
    ///
    /// # Errors
    ///
    /// If the answer does not compile, cannot be built for another reason, or was stopped.
    pub fn build_until(
        exercise: &Exercise,
        answer: &str,
        stop: &Stop,
        tell: Tell<'_>,
    ) -> Result<Program, NotBuilt> {
        Program::make(exercise, answer, exercise.name, Kind::Explored, stop, tell)
    }

    /// What rustc warns of in the answer, as it shows it.
    pub fn warnings(&self) -> &str {
        &self.warnings
    }

    /// Builds an answer as it is, with the real std and the real crossbeam, and returns
    /// the program and what rustc warns of.
    ///
    /// # Errors
    ///
    /// If the answer does not compile, or cannot be built for another reason.
    pub(crate) fn native(
        exercise: &Exercise,
        answer: &str,
        tell: Tell<'_>,
    ) -> Result<(PathBuf, String), NotBuilt> {
        let (label, stop) = (format!("{}-native", exercise.name), Stop::default());
        let kind = Kind::Native;
        let program = Program::make(exercise, answer, &label, kind, &stop, tell)?;
        Ok((program.executable, program.warnings))
    }

    /// Builds many answers, each with its name, into one program, which takes a third of
    /// the time.
    ///
    /// # Errors
    ///
    /// If one of them does not compile, or they cannot be built for another reason.
    pub(crate) fn build_all(
        exercise: &Exercise,
        answers: &[(&str, &str)],
        kind: Kind,
    ) -> Result<Vec<Program>, NotBuilt> {
        let label = format!("{}-all", exercise.name);
        let turn = Arc::new(turn(&label, SILENT)?);
        let built = Program::of_many(exercise, answers, kind, &label, &turn);
        built.map_err(|broken| match broken {
            Unbuilt::Lines(errors) => {
                NotBuilt::Refused(errors.iter().filter_map(rendered).collect())
            }
            Unbuilt::Other(why) => why,
        })
    }

    /// As many in one program as compile, each with its name, which is a name of Rust's;
    /// nothing for the others. `label` tells the program from those of the same exercise.
    ///
    /// # Errors
    ///
    /// If they cannot be built, and it is not the answers' fault.
    pub fn build_those_that_compile(
        exercise: &Exercise,
        answers: &[(&str, &str)],
        label: &str,
    ) -> Result<Vec<Option<Program>>, NotBuilt> {
        let label = format!("{}-{label}", exercise.name);
        let turn = Arc::new(turn(&label, SILENT)?);
        let mut left = answers.to_vec();
        while !left.is_empty() {
            let kind = Kind::Once;
            let built = Program::of_many(exercise, &left, kind, &label, &turn);
            let errors = match built {
                Ok(programs) => {
                    let names = left.iter().map(|(name, _)| *name);
                    let mut programs: HashMap<&str, Program> =
                        names.zip(programs).collect();
                    let all = answers.iter();
                    return Ok(all
                        .map(|(name, _)| programs.remove(name))
                        .collect());
                }
                Err(Unbuilt::Lines(errors)) => errors,
                Err(Unbuilt::Other(why)) => return Err(why),
            };
            let broken: BTreeSet<String> =
                errors.iter().filter_map(module).collect();
            let before = left.len();
            left.retain(|(name, _)| !broken.contains(*name));
            if left.len() == before {
                let said = errors.iter().filter_map(rendered).collect();
                return Err(NotBuilt::Refused(said));
            }
        }
        Ok(answers.iter().map(|_| None).collect())
    }

    fn of_many(
        exercise: &Exercise,
        answers: &[(&str, &str)],
        kind: Kind,
        label: &str,
        turn: &Arc<File>,
    ) -> Result<Vec<Program>, Unbuilt> {
        let stop = Stop::default();
        let folder = workshop::folder(label);
        package::write_all(&folder, exercise, answers, kind)
            .map_err(NotBuilt::by(&folder))
            .map_err(Unbuilt::Other)?;
        let built = build(&folder, &stop, SILENT);
        let Built { executable, .. } = built.map_err(|broken| match broken {
            Broken::Lines(errors) => Unbuilt::Lines(errors),
            Broken::Fault(fault) => Unbuilt::Other(NotBuilt::Failed(fault)),
        })?;
        let program = |(name, _): &(&str, &str)| Program {
            folder: folder.join(name),
            executable: executable.clone(),
            answer: (*name).to_string(),
            warnings: String::new(),
            _turn: Arc::clone(turn),
            stop: stop.clone(),
        };
        Ok(answers.iter().map(program).collect())
    }

    fn make(
        exercise: &Exercise,
        answer: &str,
        label: &str,
        kind: Kind,
        stop: &Stop,
        tell: Tell<'_>,
    ) -> Result<Program, NotBuilt> {
        let turn = Arc::new(turn(label, tell)?);
        tell(&Building::Answer);
        let folder = workshop::folder(label);
        package::write(&folder, exercise, answer, kind)
            .map_err(NotBuilt::by(&folder))?;
        let Built { executable, messages } =
            build(&folder, stop, tell).map_err(|broken| match broken {
                Broken::Lines(errors) => {
                    NotBuilt::Refused(refusal(exercise, answer, &errors))
                }
                Broken::Fault(fault) => NotBuilt::Failed(fault),
            })?;
        tell(&Building::Answer);
        let warnings = warnings(&messages);
        let (answer, stop) = (exercise.name.to_string(), stop.clone());
        Ok(Program { folder, executable, answer, warnings, _turn: turn, stop })
    }

    /// Explores the checks in a process of its own. The same seed gives the same
    /// verdict.
    ///
    /// # Errors
    ///
    /// If the process ended without a verdict.
    pub fn run(
        &self,
        seed: u64,
        schedules: usize,
        limits: &Limits,
    ) -> Result<Verdict, NoVerdict> {
        self.run_telling(seed, schedules, limits, SILENT)
    }

    /// As [`run`](Program::run), and if that takes long it is told how far it is.
    ///
    /// # Errors
    ///
    /// If the process ended without a verdict.
    pub(crate) fn run_telling(
        &self,
        seed: u64,
        schedules: usize,
        limits: &Limits,
        tell: Tell<'_>,
    ) -> Result<Verdict, NoVerdict> {
        let verdict: Verdict = self.process(seed, schedules, limits, &[], tell)?;
        match verdict.schema {
            SCHEMA => Ok(verdict),
            _ => Err(NoVerdict::Unreadable),
        }
    }

    /// Runs the schedule of this name alone. It is no verdict of [`Outcome::Right`].
    ///
    /// # Errors
    ///
    /// If the process ended without a verdict.
    ///
    /// [`Outcome::Right`]: verdict::Outcome::Right
    pub(crate) fn replay(&self, schedule: &str) -> Result<Verdict, NoVerdict> {
        let words = ["replay", schedule];
        let (seed, schedules) = (crate::SEED, crate::SCHEDULES);
        self.process(seed, schedules, &Limits::default(), &words, SILENT)
    }

    /// The verdicts of so many seeds, from one process, which finds out once what no seed
    /// changes. One that is stuck is the last. If `after_found`, the others do without the
    /// checks that have passed before the first one failed.
    ///
    /// # Errors
    ///
    /// If the process ended without them.
    pub fn verdicts(
        &self,
        seeds: u64,
        schedules: usize,
        after_found: bool,
    ) -> Result<Vec<Verdict>, NoVerdict> {
        let Limits { time, output } = Limits::default();
        let many = usize::try_from(seeds).unwrap_or(usize::MAX);
        let limits = Limits {
            time: time.saturating_mul(u32::try_from(seeds).unwrap_or(u32::MAX)),
            output: output.saturating_mul(many),
        };
        let after = if after_found { "after-found" } else { "" };
        let words = ["seeds", &seeds.to_string(), after];
        self.process(0, schedules, &limits, &words, SILENT)
    }

    /// How often random schedules fail, for each check.
    ///
    /// # Errors
    ///
    /// If the process ended without a result.
    pub fn rates(&self, schedules: usize) -> Result<Vec<Rate>, NoVerdict> {
        self.process(0, schedules, &Limits::default(), &["rates"], SILENT)
    }

    /// How many behaviours of each check the reduced search sees and that of all orders,
    /// in so many schedules at most, with the planted fault of this name in the reduced
    /// one.
    ///
    /// # Errors
    ///
    /// If the process ended without a result.
    pub fn compared(
        &self,
        schedules: usize,
        fault: Option<&str>,
    ) -> Result<Vec<Compared>, NoVerdict> {
        let words = ["compared", fault.unwrap_or_default()];
        self.process(0, schedules, &Limits::default(), &words, SILENT)
    }

    /// Runs the program and reads the file that it has written.
    fn process<T: DeserializeOwned>(
        &self,
        seed: u64,
        schedules: usize,
        limits: &Limits,
        mode: &[&str],
        tell: Tell<'_>,
    ) -> Result<T, NoVerdict> {
        let Program { executable, folder, answer, stop, .. } = self;
        let asked = Asked {
            name: answer,
            seed,
            schedules,
            words: mode,
            arguments: &[],
            at: folder,
        };
        workshop::run(executable, folder, &asked, limits, stop, tell)
    }
}

/// Why many answers are no program.
enum Unbuilt {
    /// Some of them do not compile: the errors, as cargo passes them on.
    Lines(Vec<Value>),
    Other(NotBuilt),
}

/// The answer, among many, that an error is about.
fn module(error: &Value) -> Option<String> {
    let file = Path::new(place(error)?);
    Some(file.parent()?.parent()?.to_str()?.to_string())
}

/// Waits until nobody else builds or runs in the folder of that name.
fn turn(label: &str, tell: Tell<'_>) -> Result<File, NotBuilt> {
    workshop::turn(label, || tell(&Building::Waits)).map_err(NotBuilt::Failed)
}
