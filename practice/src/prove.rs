//! Holds the judge to the answers that an exercise brings: what is right passes, what is
//! wrong does not, by the name of the mistake.

use std::collections::HashMap;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use verdict::{Explored, Rate, Wrong};
use workshop::{Ended, SILENT, Stop};

use crate::judged::Judged;
use crate::package::Kind;
use crate::show::{Prompts, show};
use crate::{Exercise, Limits, NoVerdict, NotBuilt, Program, WrongAnswer};

mod table;
pub use table::summary;

/// The most steps that a failure is shown with.
const STEPS: usize = 20;

/// A mistake that no search in order finds is found in one of so many random schedules at
/// least, by the check that finds it best.
const RARE: usize = 100;

/// The seed whose verdict is found twice.
const SEED: u64 = 7;

/// How thoroughly to prove.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// Each wrong answer is judged with so many seeds.
    pub seeds: u64,
    /// The same for answers that are right.
    pub right_seeds: u64,
    /// One wrong answer of so many is judged a second time, in a process of its own, and
    /// its schedule is run again by its name.
    pub twice: usize,
    /// Random schedules for each check and seed.
    pub schedules: usize,
    /// The same for answers that are right, which are explored to the end.
    pub right: usize,
    /// The most schedules of the searches of the solution whose behaviours are compared.
    pub compared: usize,
    /// Whether the odd answers run as they are, too, and not the solution alone, and
    /// whether it is measured how long a learner waits.
    pub is_full: bool,
    kind: Kind,
}

impl Effort {
    /// All that the course promises.
    pub const FULL: Effort = Effort {
        seeds: 20,
        right_seeds: 20,
        twice: 1,
        schedules: 2_000,
        right: 2_000,
        compared: 20_000,
        is_full: true,
        kind: Kind::Explored,
    };

    /// Fewer schedules: what every test run can afford.
    pub const QUICK: Effort = Effort {
        seeds: 20,
        right_seeds: 5,
        twice: 4,
        schedules: 100,
        right: 20,
        compared: 1_000,
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
    /// Of how many checks of the solution both searches in order have ended.
    pub compared: usize,
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
    /// How many of the random schedules fail, in the check that finds it best; nothing of
    /// one that a search in order finds, and so each learner.
    pub rate: Option<Rate>,
    /// How many steps it is shown with.
    pub steps: usize,
}

/// An answer and the program that judges it.
struct Built<'a> {
    text: &'a str,
    program: Program,
}

/// Proves one exercise: the starter is rejected; the solution and the odd answers pass
/// and, run as they are, end, the odd ones if there is time; the reduced search sees as
/// many behaviours of the solution as that of all orders, where both end; each wrong
/// answer is rejected by its title with every seed, in a text that fits 80 columns, and is
/// not too rare where it is found by chance. Of some of them two processes have to say the
/// same, and their schedules alone too.
pub fn prove(exercise: &'static Exercise, effort: Effort) -> Proof {
    let mut proof = Proof {
        exercise: exercise.name,
        wrong: exercise.wrong.len(),
        mistakes: Vec::new(),
        odd: exercise.odd.len(),
        explored: Vec::new(),
        compared: 0,
        time: None,
        faults: Vec::new(),
    };
    let wrong = exercise.wrong.iter().map(|wrong| wrong.name);
    let mut shipped = Vec::new();
    for name in exercise.odd.iter().copied().chain(wrong) {
        match exercise.shipped(name) {
            Ok(text) => shipped.push((name, text)),
            Err(fault) => proof.fault(&fault.to_string()),
        }
    }
    if !proof.faults.is_empty() {
        return proof;
    }
    let own = [("starter", exercise.starter), ("solution", exercise.solution)];
    let shipped = shipped.iter().map(|(name, text)| (*name, text.as_str()));
    let answers: Vec<(&str, &str)> = own.into_iter().chain(shipped).collect();
    match Program::build_all(exercise, &answers, effort.kind) {
        Ok(programs) => {
            let answers = answers.iter().zip(programs);
            let answers = answers
                .map(|((name, text), program)| (*name, Built { text, program }))
                .collect();
            proof.answers(exercise, &answers, effort);
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
        answers: &HashMap<&str, Built<'_>>,
        effort: Effort,
    ) {
        self.starter(&answers["starter"].program, effort);
        for name in ["solution"].iter().chain(exercise.odd) {
            self.right(exercise, &answers[name], name, effort);
            if *name == "solution" || effort.is_full {
                self.native(exercise, name, answers[name].text);
            }
        }
        self.compare(&answers["solution"].program, effort.compared);
        for (place, wrong) in exercise.wrong.iter().enumerate() {
            let is_twice = place % effort.twice == 0;
            self.wrong(exercise, &answers[wrong.name], wrong, (effort, is_twice));
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
        for (seed, judged) in each_seed(program, effort) {
            if judged.passed() {
                self.fault(&format!("the starter passes with seed {seed}"));
            }
        }
    }

    fn right(
        &mut self,
        exercise: &Exercise,
        Built { text, program }: &Built<'_>,
        name: &str,
        effort: Effort,
    ) {
        let Effort { right_seeds: seeds, right: schedules, .. } = effort;
        let verdicts = each_seed(program, Effort { seeds, schedules, ..effort });
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

    /// What the reduced search takes for all behaviours are all of them.
    fn compare(&mut self, program: &Program, schedules: usize) {
        let all = match program.compared(schedules, None) {
            Ok(all) => all,
            Err(why) => return self.fault(&format!("nothing is compared. {why}")),
        };
        self.compared = all.iter().filter(|one| one.is_known()).count();
        for one in all.iter().filter(|one| one.differs()) {
            self.fault(&format!("the reduced search loses a behaviour: {one:?}"));
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
        Built { text, program }: &Built<'_>,
        answer: &'static WrongAnswer,
        (effort, is_twice): (Effort, bool),
    ) {
        let WrongAnswer { name, title: expected } = *answer;
        // In a process of its own, with nothing left from other seeds.
        let alone = || program.run(SEED, effort.schedules, &Limits::default()).ok();
        let alone = is_twice.then(alone);
        let mut steps = 0;
        let mut found = None;
        for (seed, judged) in each_seed(program, effort) {
            let said = judged.title();
            if said != expected {
                self.fault(&format!(
                    "{name}, seed {seed}: the verdict is `{said}`, expected \
                     `{expected}`"
                ));
                return;
            }
            if let (Judged::Verdict(verdict), Some(alone)) = (&judged, &alone)
                && seed == SEED
                && alone.as_ref().map(|alone| &alone.outcome)
                    != Some(&verdict.outcome)
            {
                self.fault(&format!("{name}: two runs with seed {SEED} differ"));
            }
            // With most seeds it is the same.
            if let Some(wrong) = judged.wrong()
                && found.as_ref() != Some(wrong)
            {
                steps = steps.max(wrong.story.len());
                let shown = show(&judged, exercise, text, &prompts(3));
                self.readable(name, wrong, &shown);
                found.get_or_insert_with(|| wrong.clone());
            }
        }
        if let Some(wrong) = found.as_ref().filter(|_| is_twice) {
            self.again(program, name, wrong);
        }
        let in_order = found.is_some_and(|wrong| {
            wrong.in_order && wrong.schedule <= crate::SCHEDULES
        });
        let rate = match in_order {
            true => None,
            false => match self.rate(program, name, effort.schedules) {
                Some(rate) => Some(rate),
                None => return,
            },
        };
        self.mistakes.push(Mistake { name, rate, steps });
    }

    /// Its schedule fails once more by its name, for the same reason.
    fn again(&mut self, program: &Program, name: &str, wrong: &Wrong) {
        let Wrong { title, replay, .. } = wrong;
        if replay.is_empty() {
            return;
        }
        let again = Judged::by(program.replay(replay));
        if again.wrong().map(|again| &again.title) != Some(title) {
            let said = again.title();
            self.fault(&format!(
                "{name}: `{title}` is found, and in its schedule {replay} again `{said}`"
            ));
        }
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

    /// How often it shows by chance, in the check that finds it best.
    fn rate(
        &mut self,
        program: &Program,
        name: &'static str,
        schedules: usize,
    ) -> Option<Rate> {
        let rates = match program.rates(schedules) {
            Ok(rates) => rates,
            Err(why) => {
                self.fault(&format!("{name}: no rates. {why}"));
                return None;
            }
        };
        let best =
            rates.into_iter().max_by_key(|rate| rate.failed).expect("checks");
        if RARE * best.failed < best.of {
            self.fault(&format!(
                "{name} is rare: {} of {} in {}",
                best.failed, best.of, best.check
            ));
        }
        Some(best)
    }

    fn fault(&mut self, what: &str) {
        self.faults.push(format!("{}: {what}", self.exercise));
    }
}

/// Those of a learner.
fn prompts(hints: usize) -> Prompts<'static> {
    Prompts { week: "week7", options: "", hints }
}

/// What is said of an answer with each seed, or once if there is no verdict.
fn each_seed(program: &Program, effort: Effort) -> Vec<(u64, Judged)> {
    let Effort { seeds, schedules, is_full, .. } = effort;
    match program.verdicts(seeds, schedules, !is_full) {
        Ok(verdicts) => verdicts
            .into_iter()
            .map(|verdict| (verdict.seed, Judged::by(Ok(verdict))))
            .collect(),
        Err(ended) => vec![(0, Judged::by(Err(ended)))],
    }
}
