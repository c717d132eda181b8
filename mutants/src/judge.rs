//! Builds the mutants of an exercise, judges them, and counts.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};
use std::thread;

use practice::{Exercise, Judged, Limits, NotBuilt, Program};

use crate::found::{Found, Survivor};
use crate::same::{Same, in_any, may_be_of};
use crate::{Mutant, mutants};

/// How thoroughly to look, and where.
#[derive(Clone, Debug)]
pub struct Effort {
    /// Of how many odd answers mutants are made besides those of the solution.
    pub odd: usize,
    /// Those of the solution and of so many odd answers are left out: they are known.
    pub past: Option<usize>,
    /// Random schedules for each check. What passes without a reason and without a proof
    /// is judged again with as many as an answer of a learner's.
    pub schedules: usize,
    /// Nothing is judged again: what passes is known sooner, and more of it passes.
    pub once: bool,
    /// Only mutants are taken whose name no answer before has: many answers have functions
    /// in common.
    pub new: bool,
    /// Every so-manieth mutant is taken.
    pub every: usize,
    /// So many are built at once.
    pub batch: usize,
    /// The only answer that mutants are made of: an odd one by its name, or
    /// [`SOLUTION`].
    pub answer: Option<String>,
    /// Only mutants with this in their name are taken.
    pub named: Option<String>,
    /// Only mutants that have a reason are taken: does it still hold?
    pub same: bool,
}

/// The name of the solution among the answers that mutants are made of.
pub const SOLUTION: &str = "solution";

impl Effort {
    /// All mutants of the solution and of two odd answers.
    pub const FULL: Effort = Effort {
        odd: 2,
        past: None,
        schedules: 100,
        once: false,
        new: false,
        every: 1,
        batch: 120,
        answer: None,
        named: None,
        same: false,
    };

    /// The answers that mutants are made of.
    fn answers(&self, exercise: &Exercise) -> Vec<&'static str> {
        let odd = exercise.odd.iter().copied();
        match &self.answer {
            None => {
                let all = [SOLUTION].into_iter().chain(odd.take(self.odd));
                all.skip(self.past.map_or(0, |odd| odd + 1)).collect()
            }
            Some(name) => {
                let all = [SOLUTION].into_iter().chain(odd);
                all.filter(|one| one == name).collect()
            }
        }
    }

    /// Whether the mutant is one of those that are asked for.
    fn takes(&self, name: &str, same: &Same) -> bool {
        self.named.as_ref().is_none_or(|part| name.contains(part))
            && (!self.same || same.why(name).is_some())
    }
}

/// A mutant and the answer that it is made of.
#[derive(Clone, Debug)]
pub struct Made {
    /// The name of the answer.
    pub answer: &'static str,
    /// The answer itself.
    pub text: Arc<str>,
    /// The mutant.
    pub mutant: Mutant,
    /// Whether none of an answer before has its name, of those that were looked at.
    is_new: bool,
}

impl Made {
    /// The name of the answer, of the place and of the mistake.
    pub fn name(&self) -> String {
        format!("{} {}", self.answer, self.mutant.name)
    }
}

/// The mutants that are asked for, each text once.
///
/// # Errors
///
/// If an answer or the file of reasons cannot be read, or an answer is not Rust.
pub fn made(exercise: &Exercise, effort: &Effort) -> Result<Vec<Made>, String> {
    let same = Same::of(exercise)?;
    all(exercise, effort).map(|all| taken(all, effort, &same))
}

/// Those of them that are asked for.
fn taken(mut all: Vec<Made>, effort: &Effort, same: &Same) -> Vec<Made> {
    all.retain(|one| {
        effort.takes(&one.name(), same) && (!effort.new || one.is_new)
    });
    all.into_iter().step_by(effort.every.max(1)).collect()
}

/// Those of all answers that are asked for.
fn all(exercise: &Exercise, effort: &Effort) -> Result<Vec<Made>, String> {
    let mut all = Vec::new();
    let mut texts = HashSet::new();
    let mut names = HashSet::new();
    let answers = effort.answers(exercise);
    // Those before are looked at for the names of their mutants alone.
    let before = |answer: &&str| effort.new || answers.contains(answer);
    let each = [SOLUTION].into_iter().chain(exercise.odd.iter().copied());
    for answer in each.filter(before) {
        let text: Arc<str> = match answer {
            SOLUTION => exercise.solution.into(),
            odd => exercise.shipped(odd).map_err(|fault| fault.why)?.into(),
        };
        let made = mutants(&text, exercise.is_async)
            .map_err(|why| format!("{answer}: {why}"))?;
        let is_taken = answers.contains(&answer);
        for mutant in made {
            let is_new = names.insert(mutant.name.clone());
            if is_taken && texts.insert(mutant.text.clone()) {
                all.push(Made { answer, text: Arc::clone(&text), mutant, is_new });
            }
        }
    }
    Ok(all)
}

/// Makes the mutants of the solution and of some odd answers, and judges them. What is
/// found so far is told after each batch.
///
/// # Errors
///
/// If they cannot be built at all, or an answer or the file of reasons cannot be read.
pub fn judge(
    exercise: &'static Exercise,
    effort: &Effort,
    mut tell: impl FnMut(&Found),
) -> Result<Found, String> {
    let same = Same::of(exercise)?;
    let mut found = Found { exercise: exercise.name, ..Found::default() };
    let all = all(exercise, effort)?;
    found.faults = of_nothing(exercise, effort, &all, &same);
    let made = taken(all, effort, &same);
    for one in &made {
        found.counts(one.answer).made += 1;
    }
    for batch in made.chunks(effort.batch.max(1)) {
        judge_batch(&mut found, exercise, batch, &same, effort)?;
        tell(&found);
    }
    Ok(found)
}

/// The reasons for mutants that do not exist among all of the answers that are asked for.
fn of_nothing(
    exercise: &Exercise,
    effort: &Effort,
    all: &[Made],
    same: &Same,
) -> Vec<String> {
    let names: HashSet<String> =
        all.iter().flat_map(|one| [one.name(), in_any(&one.mutant.name)]).collect();
    // An answer that is left out today has no mutants today.
    let taken = effort.answers(exercise);
    let each = [SOLUTION].into_iter().chain(exercise.odd.iter().copied());
    let left_out: Vec<_> = each.filter(|one| !taken.contains(one)).collect();
    same.names()
        .filter(|name| !names.contains(*name))
        .filter(|name| !left_out.iter().any(|answer| may_be_of(answer, name)))
        .map(|name| format!("no such mutant any more: {name}"))
        .collect()
}

fn judge_batch(
    found: &mut Found,
    exercise: &'static Exercise,
    batch: &[Made],
    same: &Same,
    effort: &Effort,
) -> Result<(), String> {
    let modules: Vec<String> =
        (0..batch.len()).map(|number| format!("mutant_{number}")).collect();
    let texts = batch.iter().map(|one| one.mutant.text.as_str());
    let answers: Vec<(&str, &str)> =
        modules.iter().map(String::as_str).zip(texts).collect();
    let programs = Program::build_those_that_compile(exercise, &answers, "mutants")
        .map_err(|why| match why {
            NotBuilt::Refused(said) => said,
            NotBuilt::Failed(fault) => format!("{fault}\n{}", fault.said),
        })?;
    let programs: Vec<_> = batch.iter().zip(programs).collect();
    let verdicts = each(&programs, |(one, program)| {
        let has_reason = same.why(&one.name()).is_some();
        program.as_ref().map(|program| said_of(program, has_reason, effort))
    });
    for (one, said) in batch.iter().zip(verdicts) {
        let Some(said) = said else { continue };
        let name = one.name();
        let title = said.title().to_string();
        let passes = said.passed() || said.fault().is_some();
        let counts = found.counts(one.answer);
        counts.compiled += 1;
        match (passes, same.why(&name)) {
            (false, None) => counts.rejected += 1,
            (false, Some(_)) => {
                counts.rejected += 1;
                found.faults.push(format!(
                    "it is said to be the same program, and `{title}` is said of \
                     it: {name}"
                ));
            }
            (true, Some(_)) => counts.same += 1,
            (true, None) => {
                counts.surviving += 1;
                let (made, said) = (one.clone(), title.clone());
                found.surviving.push(Survivor { made, said });
            }
        }
        found.said.push((name, title));
    }
    Ok(())
}

/// Few schedules are enough for most. One that has a reason is expected to pass, and more
/// schedules add nothing to a proof.
fn said_of(program: &Program, has_reason: bool, effort: &Effort) -> Judged {
    let judge = |schedules| {
        Judged::by(program.run(practice::SEED, schedules, &Limits::default()))
    };
    let first = judge(effort.schedules);
    let is_settled = has_reason || effort.once || is_proven(&first);
    match first.passed() && !is_settled {
        true => judge(practice::SCHEDULES.max(effort.schedules)),
        false => first,
    }
}

/// Whether every behaviour of every check was visited.
fn is_proven(judged: &Judged) -> bool {
    let explored = judged.explored().unwrap_or_default();
    !explored.is_empty() && explored.iter().all(|check| check.exhaustive)
}

/// What is found of each, by as many threads as there are processors.
fn each<T: Sync, R: Send>(all: &[T], find: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = Mutex::new(all.iter().enumerate());
    let found = Mutex::new(Vec::new());
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let take = || next.lock().expect("no panic").next();
                while let Some((place, one)) = take() {
                    let result = find(one);
                    found.lock().expect("no panic").push((place, result));
                }
            });
        }
    });
    let mut found = found.into_inner().expect("no panic");
    found.sort_by_key(|(place, _)| *place);
    found.into_iter().map(|(_, result)| result).collect()
}
