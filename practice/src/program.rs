//! From an answer to a verdict.

use std::env;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{self, Command, Stdio};
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::Value;
use verdict::{Rate, SCHEMA, STUCK, Verdict};

use crate::Exercise;
use crate::child::{self, Ended, Limits, NoVerdict};
use crate::fault::Fault;
use crate::package::{self, Kind};
use crate::stop::{Stop, in_a_group};

/// An answer, built with its checks into a program.
#[derive(Debug)]
pub struct Program {
    folder: PathBuf,
    executable: PathBuf,
    /// Which of the answers in it.
    answer: String,
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
    /// Whether a first build is due, which takes longer.
    pub fn is_first() -> bool {
        !package::workshop().join("build").exists()
    }

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
        Program::make(exercise, answer, label, Kind::Once, &Stop::default())
    }

    /// As [`build`](Program::build), and both building and running end when they are
    /// stopped.
    ///
    /// # Errors
    ///
    /// If the answer does not compile, cannot be built for another reason, or was stopped.
    pub fn build_until(
        exercise: &Exercise,
        answer: &str,
        stop: &Stop,
    ) -> Result<Program, NotBuilt> {
        Program::make(exercise, answer, exercise.name, Kind::Explored, stop)
    }

    /// Builds an answer as it is, with the real std and the real crossbeam, and returns
    /// the program.
    ///
    /// # Errors
    ///
    /// If the answer does not compile, or cannot be built for another reason.
    pub(crate) fn native(
        exercise: &Exercise,
        answer: &str,
    ) -> Result<PathBuf, NotBuilt> {
        let label = format!("{}-native", exercise.name);
        let stop = Stop::default();
        Ok(Program::make(exercise, answer, &label, Kind::Native, &stop)?.executable)
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
        let turn = Arc::new(turn(&label)?);
        let stop = Stop::default();
        let folder = package::folder(&label);
        package::write_all(&folder, exercise, answers, kind)
            .map_err(NotBuilt::by(&folder))?;
        let executable = cargo_build(&folder, &stop)?;
        let program = |(name, _): &(&str, &str)| Program {
            folder: folder.join(name),
            executable: executable.clone(),
            answer: (*name).to_string(),
            _turn: Arc::clone(&turn),
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
    ) -> Result<Program, NotBuilt> {
        let turn = Arc::new(turn(label)?);
        let folder = package::folder(label);
        package::write(&folder, exercise, answer, kind)
            .map_err(NotBuilt::by(&folder))?;
        let executable = cargo_build(&folder, stop)?;
        let (answer, stop) = (exercise.name.to_string(), stop.clone());
        Ok(Program { folder, executable, answer, _turn: turn, stop })
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
        let verdict: Verdict = self.process(seed, schedules, limits, &[])?;
        match verdict.schema {
            SCHEMA => Ok(verdict),
            _ => Err(NoVerdict::Exit(0)),
        }
    }

    /// The verdicts of so many seeds, from one process, which finds out once what no seed
    /// changes. One that is stuck is the last.
    ///
    /// # Errors
    ///
    /// If the process ended without them.
    pub fn verdicts(
        &self,
        seeds: u64,
        schedules: usize,
    ) -> Result<Vec<Verdict>, NoVerdict> {
        let Limits { time, output } = Limits::default();
        let many = usize::try_from(seeds).unwrap_or(usize::MAX);
        let limits = Limits {
            time: time.saturating_mul(u32::try_from(seeds).unwrap_or(u32::MAX)),
            output: output.saturating_mul(many),
        };
        self.process(0, schedules, &limits, &["seeds", &seeds.to_string()])
    }

    /// How often random schedules fail, for each check.
    ///
    /// # Errors
    ///
    /// If the process ended without a result.
    pub fn rates(&self, schedules: usize) -> Result<Vec<Rate>, NoVerdict> {
        self.process(0, schedules, &Limits::default(), &["rates"])
    }

    /// Runs the program and reads the file that it has written.
    fn process<T: DeserializeOwned>(
        &self,
        seed: u64,
        schedules: usize,
        limits: &Limits,
        mode: &[&str],
    ) -> Result<T, NoVerdict> {
        // Its own: a program that outlived who started it may still write another one.
        let file = self.folder.join(format!("verdict-{}.json", process::id()));
        // One that was left from an earlier run would be taken for this one's.
        let _ = fs::remove_file(&file);
        let mut command = Command::new(&self.executable);
        command.current_dir(&self.folder).arg(&self.answer).arg(&file);
        command.arg(process::id().to_string());
        command.args([seed.to_string(), schedules.to_string()]).args(mode);
        // All threads would get as much, and the memory is bounded.
        command.env_remove("RUST_MIN_STACK");
        let Ended { why, printing, .. } = child::run(command, limits, &self.stop);
        let text = fs::read_to_string(&file).unwrap_or_default();
        let _ = fs::remove_file(file);
        let found = serde_json::from_str(&text).map_err(|_| why.clone())?;
        match printing {
            Some(bytes) if why == NoVerdict::Exit(STUCK) => {
                Err(NoVerdict::Output(bytes))
            }
            _ => Ok(found),
        }
    }
}

/// Waits until nobody else builds or runs in the folder of that name.
fn turn(label: &str) -> Result<File, NotBuilt> {
    let turns = package::workshop().join("turns");
    let take = || {
        fs::create_dir_all(&turns)?;
        let turn = File::create(turns.join(label))?;
        turn.lock()?;
        Ok(turn)
    };
    take().map_err(NotBuilt::by(&turns))
}

/// Builds the package and returns the program.
///
/// If that fails and no line is to blame, it is tried again with the network, as a crate
/// may be wanted for the first time, and without what rustc kept of earlier builds: when
/// it is ended in the middle of one, files that it shares with the one before can be left
/// empty, and from then on it fails (seen with 1.95).
fn cargo_build(folder: &Path, stop: &Stop) -> Result<PathBuf, NotBuilt> {
    // Without asking the network, which takes time.
    let mut built = cargo(folder, &["--offline"], stop);
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    // Its own, and then those of the crates that it is built with.
    for kept in [format!("{}-", name.replace('-', "_")), String::new()] {
        if !matches!(built, Err(NotBuilt::Failed(_))) || stop.is_stopped() {
            break;
        }
        forget(&kept);
        built = cargo(folder, &[], stop);
    }
    built
}

/// Removes what rustc keeps from build to build of the crates whose names begin so.
fn forget(begins: &str) {
    let kept = package::workshop().join("build/debug/incremental");
    for crates in fs::read_dir(kept).into_iter().flatten().flatten() {
        if crates.file_name().to_string_lossy().starts_with(begins) {
            // What cannot be removed is told by the next build.
            let _ = fs::remove_dir_all(crates.path());
        }
    }
}

fn cargo(folder: &Path, how: &[&str], stop: &Stop) -> Result<PathBuf, NotBuilt> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(&cargo);
    command
        .args(["build", "--quiet", "--message-format=json"])
        .args(how)
        .arg("--target-dir")
        .arg(package::workshop().join("build"))
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    if stop.is_sole {
        in_a_group(&mut command);
    }
    let child =
        stop.start(&mut command).map_err(NotBuilt::by(Path::new(&cargo)))?;
    let output =
        child.wait_with_output().map_err(NotBuilt::by(Path::new(&cargo)))?;
    stop.ended();
    let text = String::from_utf8_lossy(&output.stdout);
    let messages: Vec<Value> =
        text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    if output.status.success() {
        let mut programs = messages.iter().filter_map(|m| m["executable"].as_str());
        let program = programs.next_back().map(PathBuf::from);
        return program.ok_or_else(|| {
            NotBuilt::Failed(Fault::of_build("cargo has built no program"))
        });
    }
    let errors: Vec<&Value> = messages.iter().filter(blames_a_line).collect();
    // Of an answer that has some, those of its checks are the consequence.
    let (own, others): (Vec<&Value>, Vec<&Value>) =
        errors.into_iter().partition(|message| is_in_answer(message));
    let errors = if own.is_empty() { others } else { own };
    if !errors.is_empty() {
        return Err(NotBuilt::Refused(
            errors.into_iter().filter_map(rendered).collect(),
        ));
    }
    // What is no line's fault, as when the linker fails, is said in a message too.
    let said: String = messages.iter().filter_map(rendered).collect();
    let said = said + &String::from_utf8_lossy(&output.stderr);
    Err(NotBuilt::Failed(Fault::of_build(&said)))
}

/// What a message of cargo says, as it is shown.
fn rendered(message: &Value) -> Option<&str> {
    message["message"]["rendered"].as_str()
}

/// Whether a message of cargo is an error in a line.
fn blames_a_line(message: &&Value) -> bool {
    let message = &message["message"];
    message["level"] == "error" && message["spans"][0].is_object()
}

/// Whether an error of cargo is in a line of the answer.
fn is_in_answer(message: &Value) -> bool {
    let file = message["message"]["spans"][0]["file_name"].as_str();
    file.is_some_and(|file| file.contains("answers"))
}
