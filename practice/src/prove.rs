//! Holds the judge to the answers that an exercise brings: what is right passes, what is
//! wrong does not, by the name of the mistake.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use verdict::{Explored, Wrong, number};
use workshop::{Ended, SILENT, Stop};

use crate::judged::Judged;
use crate::package::Kind;
use crate::show::{Prompts, show};
use crate::{Exercise, Limits, NoVerdict, NotBuilt, Program, WrongAnswer};

/// The most steps that a failure is shown with.
const STEPS: usize = 20;

/// A mistake is found in one of so many random schedules at least, by the check that
/// finds it best.
const RARE: usize = 100;

/// The seed whose verdict is found twice.
const SEED: u64 = 7;

/// How thoroughly to prove.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// Each answer is judged with so many seeds.
    pub seeds: u64,
    /// Random schedules for each check and seed.
    pub schedules: usize,
    /// The same for answers that are right, which are explored to the end.
    pub right: usize,
    /// Whether the odd answers run as they are, too, and not the solution alone, and
    /// whether it is measured how long a learner waits.
    pub is_full: bool,
    kind: Kind,
}

impl Effort {
    /// All that the course promises.
    pub const FULL: Effort = Effort {
        seeds: 20,
        schedules: 2_000,
        right: 2_000,
        is_full: true,
        kind: Kind::Explored,
    };

    /// As many seeds, each with fewer schedules: what every test run can afford.
    pub const QUICK: Effort = Effort {
        seeds: 20,
        schedules: 100,
        right: 20,
        is_full: false,
        kind: Kind::Once,
    };
}

/// What was found out about one exercise.
#[derive(Debug)]
pub struct Proof {
    /// The exercise.
    pub exercise: &'static str,
    /// How many wrong answers there are.
    pub wrong: usize,
    /// The mistakes in them that the judge named.
    pub mistakes: Vec<Mistake>,
    /// How many answers are right, and are not the solution.
    pub odd: usize,
    /// How far the checks of the solution were explored, as a learner's answer would be
    /// if that was measured, otherwise with the first seed.
    pub explored: Vec<Explored>,
    /// From a change of the solution to its verdict, as a learner waits for it; nothing if
    /// it was not measured.
    pub time: Option<Duration>,
    /// What does not hold. Empty: everything does.
    pub faults: Vec<String>,
}

/// A mistake that the judge found.
#[derive(Debug)]
pub struct Mistake {
    /// Its name.
    pub name: &'static str,
    /// How many of the random schedules fail, in the check that finds it best.
    pub failed: usize,
    /// Of so many.
    pub of: usize,
    /// How many steps it is shown with.
    pub steps: usize,
}

/// Proves one exercise: the starter is rejected; the solution and the odd answers pass
/// and, run as they are, end, the odd ones if there is time; each wrong answer is rejected
/// by its title with every seed and in two runs alike, in a text that fits 80 columns, and
/// is not too rare.
pub fn prove(exercise: &'static Exercise, effort: Effort) -> Proof {
    let mut proof = Proof {
        exercise: exercise.name,
        wrong: exercise.wrong.len(),
        mistakes: Vec::new(),
        odd: exercise.odd.len(),
        explored: Vec::new(),
        time: None,
        faults: Vec::new(),
    };
    let own = [("starter", exercise.starter), ("solution", exercise.solution)];
    let wrong = exercise.wrong.iter().map(|wrong| (wrong.name, wrong.text));
    let odd = exercise.odd.iter().copied();
    let answers: Vec<(&str, &str)> =
        own.into_iter().chain(odd).chain(wrong).collect();
    match Program::build_all(exercise, &answers, effort.kind) {
        Ok(programs) => {
            let names = answers.iter().map(|(name, _)| *name);
            let programs = names.zip(programs).collect();
            proof.answers(exercise, &programs, effort);
        }
        Err(NotBuilt::Refused(why)) => {
            proof.fault(&format!("the answers cannot be built:\n{why}"));
        }
        Err(NotBuilt::Failed(fault)) => {
            proof.fault(&format!("the answers: {fault}\n{}", fault.said));
        }
    }
    if effort.is_full {
        proof.waits(exercise);
    }
    proof
}

impl Proof {
    fn answers(
        &mut self,
        exercise: &Exercise,
        programs: &HashMap<&str, Program>,
        effort: Effort,
    ) {
        self.starter(&programs["starter"], effort);
        let right = [("solution", exercise.solution)];
        for (name, text) in right.iter().chain(exercise.odd) {
            self.right(exercise, &programs[name], name, text, effort);
            if *name == "solution" || effort.is_full {
                self.native(exercise, name, text);
            }
        }
        for wrong in exercise.wrong {
            self.wrong(exercise, &programs[wrong.name], wrong, effort);
        }
    }

    /// How long a learner waits who has added a line, and how far that explores.
    fn waits(&mut self, exercise: &Exercise) {
        let judge = |answer: &str| {
            Judged::of(exercise, answer, crate::SEED, crate::SCHEDULES)
        };
        judge(exercise.solution);
        let start = Instant::now();
        let judged = judge(&format!("{}\n// again\n", exercise.solution));
        self.time = Some(start.elapsed());
        self.explored = judged.explored().unwrap_or_default().to_vec();
        if !judged.passed() {
            self.fault("the solution does not pass as an answer of a learner's");
        }
    }

    fn starter(&mut self, program: &Program, effort: Effort) {
        for (seed, judged) in each_seed(program, effort.seeds, effort.schedules) {
            if judged.passed() {
                self.fault(&format!("the starter passes with seed {seed}"));
            }
        }
    }

    fn right(
        &mut self,
        exercise: &Exercise,
        program: &Program,
        name: &str,
        text: &str,
        effort: Effort,
    ) {
        let verdicts = each_seed(program, effort.seeds, effort.right);
        if name == "solution" {
            let first = verdicts.first().and_then(|(_, judged)| judged.explored());
            self.explored = first.unwrap_or_default().to_vec();
        }
        for (seed, judged) in verdicts {
            if !judged.passed() {
                let shown = show(&judged, exercise, text, &prompts(0));
                self.fault(&format!("{name} fails with seed {seed}:\n{shown}"));
                return;
            }
        }
    }

    /// On real threads it ends. Nothing else is asked of that run.
    fn native(&mut self, exercise: &Exercise, name: &str, text: &str) {
        let limits = Limits { time: Duration::from_secs(30), ..Limits::default() };
        match Program::native(exercise, text, SILENT) {
            Ok((program, _)) => {
                let mut command = Command::new(program);
                command.stdin(Stdio::null());
                let ended = workshop::to_end(command, &limits, &Stop::default());
                let Ended { why, said, .. } = ended;
                if why != NoVerdict::Exit(0) {
                    self.fault(&format!("{name}, run as it is: {why}\n{said}"));
                }
            }
            Err(why) => self.fault(&format!("{name} as it is: {why:?}")),
        }
    }

    fn wrong(
        &mut self,
        exercise: &Exercise,
        program: &Program,
        answer: &'static WrongAnswer,
        effort: Effort,
    ) {
        let WrongAnswer { name, title: expected, text } = *answer;
        let mut steps = 0;
        // In a process of its own, with nothing left from other seeds.
        let alone = program.run(SEED, effort.schedules, &Limits::default()).ok();
        for (seed, judged) in each_seed(program, effort.seeds, effort.schedules) {
            let said = judged.title();
            if said != expected {
                self.fault(&format!(
                    "{name}, seed {seed}: the verdict is `{said}`, expected \
                     `{expected}`"
                ));
                return;
            }
            if let Judged::Verdict(verdict) = &judged
                && seed == SEED
                && alone.as_ref() != Some(verdict)
            {
                self.fault(&format!("{name}: two runs with seed {SEED} differ"));
            }
            if let Some(wrong) = judged.wrong() {
                steps = steps.max(wrong.story.len());
                let shown = show(&judged, exercise, text, &prompts(3));
                self.readable(name, wrong, &shown);
            }
        }
        self.rate(program, name, effort.schedules, steps);
    }

    fn readable(&mut self, name: &str, wrong: &Wrong, shown: &str) {
        if !(1..=STEPS).contains(&wrong.story.len()) {
            let steps = wrong.story.len();
            self.fault(&format!("{name} is shown with {steps} steps"));
        }
        if let Some(wide) = shown.lines().find(|line| line.chars().count() > 80) {
            self.fault(&format!("{name}: wider than 80 columns: {wide}"));
        }
    }

    fn rate(
        &mut self,
        program: &Program,
        name: &'static str,
        schedules: usize,
        steps: usize,
    ) {
        let rates = match program.rates(schedules) {
            Ok(rates) => rates,
            Err(why) => return self.fault(&format!("{name}: no rates. {why}")),
        };
        let best = rates.iter().max_by_key(|rate| rate.failed).expect("checks");
        if RARE * best.failed < best.of {
            self.fault(&format!(
                "{name} is rare: {} of {} in {}",
                best.failed, best.of, best.check
            ));
        }
        let (failed, of) = (best.failed, best.of);
        self.mistakes.push(Mistake { name, failed, of, steps });
    }

    fn fault(&mut self, what: &str) {
        self.faults.push(format!("{}: {what}", self.exercise));
    }

    /// The heading of the lines of a table.
    pub const HEADING: &'static str = "\
exercise              wrong  odd  rarest        explored  every one  steps   time";

    /// A line of a table: wrong and odd answers, the rarest mistake in random schedules,
    /// schedules of a passing check, how many checks were explored completely, the most
    /// steps of a failure, the time of a passing check.
    pub fn line(&self) -> String {
        let mistakes = self.mistakes.iter();
        let rarest = mistakes.clone().min_by(|one, other| {
            (one.failed * other.of).cmp(&(other.failed * one.of))
        });
        let rarest = rarest
            .map_or(String::new(), |one| format!("{}/{}", one.failed, one.of));
        let schedules: usize = self.explored.iter().map(|one| one.schedules).sum();
        let whole = self.explored.iter().filter(|one| one.exhaustive).count();
        let steps = mistakes.map(|one| one.steps).max().unwrap_or(0);
        let time = self
            .time
            .map_or(String::new(), |time| format!("  {:.2} s", time.as_secs_f64()));
        let mut line = String::new();
        let _ = write!(
            line,
            "{:<21} {:>5} {:>4}  {rarest:>9}  {:>12}  {:>9}  {steps:>5}{time}",
            self.exercise,
            self.wrong,
            self.odd,
            number(schedules),
            format!("{whole} of {}", self.explored.len())
        );
        line
    }
}

/// What was found out about all of them: how many mistakes were called by their name with
/// every seed, and with how many steps they are shown.
pub fn summary(proofs: &[Proof]) -> String {
    let all: usize = proofs.iter().map(|proof| proof.wrong).sum();
    let mut steps: Vec<usize> = proofs
        .iter()
        .flat_map(|proof| &proof.mistakes)
        .map(|one| one.steps)
        .collect();
    steps.sort_unstable();
    let odd: usize = proofs.iter().map(|proof| proof.odd).sum();
    let median = steps.get(steps.len() / 2).unwrap_or(&0);
    let longest = steps.last().unwrap_or(&0);
    format!(
        "{} of {all} mistakes named by their cause, shown in {median} steps (median), \
         {longest} at most; {odd} odd answers",
        steps.len()
    )
}

/// Those of a learner.
fn prompts(hints: usize) -> Prompts<'static> {
    Prompts { week: "week7", options: "", hints }
}

/// What is said of an answer with each seed, or once if there is no verdict.
fn each_seed(
    program: &Program,
    seeds: u64,
    schedules: usize,
) -> Vec<(u64, Judged)> {
    match program.verdicts(seeds, schedules) {
        Ok(verdicts) => verdicts
            .into_iter()
            .map(|verdict| (verdict.seed, Judged::by(Ok(verdict))))
            .collect(),
        Err(ended) => vec![(0, Judged::by(Err(ended)))],
    }
}
