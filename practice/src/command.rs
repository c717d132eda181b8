//! The command line of a practice crate.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::{Command, ExitCode};

use lexopt::prelude::{Long, Short, Value, ValueExt};
use serde_json::json;

use crate::answers::Answers;
use crate::picture;
use crate::program::{NotBuilt, Program};
use crate::progress::{Progress, State, hash};
use crate::show::{Judged, show, show_whole};
use crate::{
    Criterion, Effort, Exercise, Proof, SCHEDULES, SEED, Set, prove, summary,
};

#[derive(Debug, Default)]
struct Call {
    words: Vec<String>,
    all: bool,
    json: bool,
    help: bool,
    seed: Option<u64>,
    svg: Option<PathBuf>,
    answers: Option<PathBuf>,
}

/// How a call ended that was understood.
enum End {
    Passed,
    Wrong,
}

/// How one was not: the code to exit with, and what to say.
struct Failed(u8, String);

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Failed {
        Failed(1, error.to_string())
    }
}

impl Set {
    /// The `main` of a practice crate.
    ///
    /// Exits with 0; with 1 if an answer does not pass; with 2 for a call that makes no
    /// sense.
    pub fn main(&'static self) -> ExitCode {
        let end = call().and_then(|call| Session::open(self, call)?.answer());
        match end {
            Ok(End::Passed) => ExitCode::SUCCESS,
            Ok(End::Wrong) => ExitCode::from(1),
            Err(Failed(code, why)) => {
                // Nobody is left to tell when standard error is closed too.
                let _ = writeln!(io::stderr(), "{}: {why}", self.name);
                ExitCode::from(code)
            }
        }
    }
}

fn call() -> Result<Call, Failed> {
    let read = || -> Result<Call, lexopt::Error> {
        let mut line = lexopt::Parser::from_env();
        let mut call = Call::default();
        while let Some(argument) = line.next()? {
            match argument {
                Value(word) => call.words.push(word.string()?),
                Long("all") => call.all = true,
                Long("json") => call.json = true,
                Short('h') | Long("help") => call.help = true,
                Long("seed") => call.seed = Some(line.value()?.parse()?),
                Long("svg") => call.svg = Some(line.value()?.into()),
                Long("answers") => call.answers = Some(line.value()?.into()),
                _ => return Err(argument.unexpected()),
            }
        }
        Ok(call)
    };
    read().map_err(|error| Failed(2, format!("{error} (--help says more)")))
}

struct Session {
    set: &'static Set,
    call: Call,
    answers: Answers,
    progress: Progress,
}

impl Session {
    fn open(set: &'static Set, call: Call) -> Result<Session, Failed> {
        let own = || PathBuf::from(set.folder).join("answers");
        let folder = call.answers.clone().unwrap_or_else(own);
        let answers = Answers::open(set, folder)?;
        let file = answers.folder().join("progress.json");
        let (progress, damaged) = Progress::read(&file);
        if let Some(damaged) = damaged {
            let _ = writeln!(io::stderr(), "{}: {damaged}", set.name);
        }
        Ok(Session { set, call, answers, progress })
    }

    fn answer(mut self) -> Result<End, Failed> {
        if self.call.help {
            return self.says(&help(self.set));
        }
        let words = self.call.words.clone();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words[..] {
            [] => self.overview(),
            ["list"] => self.list(),
            ["check"] if self.call.all => self.check_all(),
            ["check"] => match self.next() {
                Some(exercise) => self.check(exercise),
                None => self.says("All are solved.\n"),
            },
            ["check", name] => self.check(self.named(name)?),
            ["hint", name] => self.hint(self.named(name)?),
            ["explain", name] => self.explain(self.named(name)?),
            ["reset", name] => self.reset(self.named(name)?),
            ["solution", name] => self.solution(self.named(name)?),
            ["run", name] => self.run(self.named(name)?),
            ["prove"] => self.prove(self.set.exercises.iter().collect()),
            ["prove", name] => self.prove(vec![self.named(name)?]),
            ["watch"] => Err(Failed(
                2,
                "watch does not exist yet; call check after a change".into(),
            )),
            [other, ..] => Err(Failed(
                2,
                format!("`{other}` does not make sense here (--help says more)"),
            )),
        }
    }

    /// Writes to standard output. A reader that has seen enough is no error.
    fn says(&self, text: &str) -> Result<End, Failed> {
        match io::stdout().write_all(text.as_bytes()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(error.into())
            }
            _ => Ok(End::Passed),
        }
    }

    fn named(&self, name: &str) -> Result<&'static Exercise, Failed> {
        let likeness = |one: &&Exercise| strsim::jaro_winkler(one.name, name);
        self.set.exercise(name).ok_or_else(|| {
            let exercises = self.set.exercises.iter();
            let nearest =
                exercises.max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
            let nearest = nearest.map_or("", |exercise| exercise.name);
            Failed(2, format!("no exercise `{name}`; did you mean `{nearest}`?"))
        })
    }

    fn state(&self, exercise: &Exercise) -> State {
        let answer = self.answers.read(exercise).unwrap_or_default();
        self.progress.state(exercise.name, &answer)
    }

    fn next(&self) -> Option<&'static Exercise> {
        let mut exercises = self.set.exercises.iter();
        exercises.find(|exercise| self.state(exercise) != State::Passed)
    }

    fn overview(&self) -> Result<End, Failed> {
        let Set { title, week, name, .. } = self.set;
        let mut text = format!("{name}: {title}\n\n{}", self.lines());
        match self.next() {
            Some(next) => {
                text += &format!(
                    "\nNext: {}. Change its file, then judge it:\n\n  {}\n  \
                     cargo {week} check {}\n",
                    next.name,
                    self.place(next),
                    next.name
                );
            }
            None => text += "\nAll are solved.\n",
        }
        text += &format!("  cargo {week} --help\n");
        self.says(&text)
    }

    /// The file of an answer, from where the reader stands if it is below.
    fn place(&self, exercise: &Exercise) -> String {
        let file = self.answers.file(exercise);
        let here = std::env::current_dir().unwrap_or_default();
        file.strip_prefix(here).unwrap_or(&file).display().to_string()
    }

    fn lines(&self) -> String {
        let line = |exercise: &Exercise| {
            let state = match self.state(exercise) {
                State::Open => "open",
                State::Passed => "passed",
                State::Changed => "changed",
            };
            format!("  {:<18} {state:<8} {}\n", exercise.name, exercise.title)
        };
        self.set.exercises.iter().map(line).collect()
    }

    fn list(&self) -> Result<End, Failed> {
        let mut text = self.lines() + "\n";
        for criterion in Criterion::ALL {
            let exercises = self.set.exercises.iter();
            let proving: Vec<_> = exercises
                .filter(|exercise| exercise.criteria.contains(&criterion))
                .collect();
            let passed =
                proving.iter().filter(|one| self.state(one) == State::Passed);
            if !proving.is_empty() {
                let (passed, all) = (passed.count(), proving.len());
                text += &format!("  {passed} of {all}  {}\n", criterion.says());
            }
        }
        self.says(&text)
    }

    fn judge(&self, exercise: &Exercise) -> Result<(Judged, String), Failed> {
        if Program::is_first() {
            let _ = writeln!(
                io::stderr(),
                "The judge is built first, once: a minute or so."
            );
        }
        let answer = self.answers.read(exercise)?;
        let seed = self.call.seed.unwrap_or(SEED);
        Ok((Judged::of(exercise, &answer, seed, SCHEDULES), answer))
    }

    fn check(&mut self, exercise: &'static Exercise) -> Result<End, Failed> {
        let (judged, answer) = self.judge(exercise)?;
        let shown = self.progress.of(exercise.name).hints;
        let hints = exercise.hints().len().saturating_sub(shown);
        let text = match self.call.json {
            true => object(self.set, exercise, &judged).to_string() + "\n",
            false => show(&judged, exercise, &answer, self.set.week, hints),
        };
        self.note(exercise, &judged, &answer)?;
        self.says(&text)?;
        Ok(if judged.passed() { End::Passed } else { End::Wrong })
    }

    fn note(
        &mut self,
        exercise: &Exercise,
        judged: &Judged,
        answer: &str,
    ) -> io::Result<()> {
        if judged.passed() {
            self.progress.of(exercise.name).passed = Some(hash(answer));
            self.progress.save()?;
        }
        Ok(())
    }

    fn check_all(&mut self) -> Result<End, Failed> {
        let mut end = End::Passed;
        for exercise in self.set.exercises {
            let (judged, answer) = self.judge(exercise)?;
            self.note(exercise, &judged, &answer)?;
            if !judged.passed() {
                end = End::Wrong;
            }
            let text = match self.call.json {
                true => object(self.set, exercise, &judged).to_string(),
                false => format!("  {:<18} {}", exercise.name, judged.title()),
            };
            self.says(&(text + "\n"))?;
        }
        Ok(end)
    }

    fn hint(&mut self, exercise: &Exercise) -> Result<End, Failed> {
        let hints = exercise.hints();
        let entry = self.progress.of(exercise.name);
        entry.hints = (entry.hints + 1).min(hints.len());
        let shown = entry.hints;
        self.progress.save()?;
        let mut text = String::new();
        for (number, hint) in hints[..shown].iter().enumerate() {
            let lead = format!("  {}. ", number + 1);
            let options = textwrap::Options::new(80);
            let options = options.initial_indent(&lead).subsequent_indent("     ");
            text += &(textwrap::fill(hint, options) + "\n");
        }
        text += &format!("\n  {} left\n", hints.len() - shown);
        self.says(&text)
    }

    fn explain(&mut self, exercise: &'static Exercise) -> Result<End, Failed> {
        let (judged, answer) = self.judge(exercise)?;
        let Some(file) = &self.call.svg else {
            let text = show(&judged, exercise, &answer, self.set.week, 0);
            let whole = show_whole(&judged, exercise, &answer);
            return self.says(&(text + &whole));
        };
        let Some(wrong) = judged.wrong() else {
            let why = format!("there is no interleaving: {}", judged.title());
            return Err(Failed(1, why));
        };
        std::fs::write(file, picture::draw(exercise.name, wrong))
            .map_err(|error| Failed(1, format!("{}: {error}", file.display())))?;
        Ok(End::Passed)
    }

    fn reset(&mut self, exercise: &Exercise) -> Result<End, Failed> {
        let backup = self.answers.reset(exercise)?;
        self.progress.of(exercise.name).passed = None;
        self.progress.save()?;
        let name = backup.file_name().unwrap_or_default().to_string_lossy();
        self.says(&format!("The starter is back; your answer is kept as {name}.\n"))
    }

    fn solution(&mut self, exercise: &Exercise) -> Result<End, Failed> {
        let solved = self.state(exercise) == State::Passed;
        let entry = self.progress.of(exercise.name);
        let asked = std::mem::replace(&mut entry.asked, true);
        self.progress.save()?;
        if solved || asked {
            return self.says(exercise.solution);
        }
        let week = self.set.week;
        self.says(&format!(
            "Not solved yet: cargo {week} hint {} may be enough. Ask again to see it.\n",
            exercise.name
        ))
    }

    fn run(&self, exercise: &Exercise) -> Result<End, Failed> {
        let answer = self.answers.read(exercise)?;
        let program = match Program::native(exercise, &answer) {
            Ok(program) => program,
            Err(NotBuilt::Refused(message)) => {
                self.says(&message)?;
                return Ok(End::Wrong);
            }
            Err(NotBuilt::Failed(why)) => return Err(Failed(1, why)),
        };
        let status = Command::new(program).status()?;
        Ok(if status.success() { End::Passed } else { End::Wrong })
    }
}

impl Session {
    /// Exercises held to their own right and wrong answers, a line each.
    fn prove(&self, exercises: Vec<&'static Exercise>) -> Result<End, Failed> {
        self.says(&format!("{}\n", Proof::HEADING))?;
        let mut end = End::Passed;
        let mut proofs = Vec::new();
        for exercise in exercises {
            let proof = prove(exercise, Effort::FULL);
            self.says(&format!("{}\n", proof.line()))?;
            for fault in &proof.faults {
                let _ = writeln!(io::stderr(), "{fault}");
                end = End::Wrong;
            }
            proofs.push(proof);
        }
        self.says(&format!("{}\n", summary(&proofs)))?;
        Ok(end)
    }
}

/// One verdict for a table of many.
fn object(set: &Set, exercise: &Exercise, judged: &Judged) -> serde_json::Value {
    json!({
        "schema": verdict::SCHEMA,
        "set": set.name,
        "exercise": exercise.name,
        "passed": judged.passed(),
        "verdict": judged.title(),
        "explored": judged.explored(),
        "diagnosis": judged.wrong(),
    })
}

fn help(set: &Set) -> String {
    let Set { name, title, week, .. } = set;
    format!(
        "\
{name}: {title}

usage: cargo {week} [COMMAND]
       cargo run -p {name} -- [COMMAND]

  (nothing)       the exercises, their state, what is next
  list            the exercises, and what they prove
  check [NAME]    judges an answer; without a name the next unsolved
  check --all     judges all
  hint NAME       one hint more each time
  explain NAME    the failing interleaving, then all its steps; --svg FILE draws it
  reset NAME      the starter back; the answer is kept beside it
  solution NAME   the reference; asked twice if not solved
  run NAME        runs the answer as it is, with its own output
  prove [NAME]    holds the judge to the right and wrong answers that are shipped

  --seed N        other random schedules
  --answers DIR   the answers of somebody else
  --json          one object for each verdict

Exits with 0, with 1 if an answer does not pass, with 2 for a wrong call. An answer is
run under limits of time, output and memory. These are no sandbox.
"
    )
}
