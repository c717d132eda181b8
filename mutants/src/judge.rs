//! Builds the mutants of an exercise, judges them, and counts.

use std::collections::HashSet;
use std::fmt;
use std::sync::{Arc, Mutex};
use std::thread;

use practice::{Exercise, Judged, Limits, NotBuilt, Program};

use crate::same::{in_any, may_be_of};
use crate::{Mutant, Same, mutants};

/// How thoroughly to look.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// Of how many odd answers mutants are made besides those of the solution.
    pub odd: usize,
    /// Random schedules for each check. What survives is judged again with as many as an
    /// answer of a learner's.
    pub schedules: usize,
    /// Every so-manieth mutant is taken.
    pub every: usize,
    /// So many are built at once.
    pub batch: usize,
}

impl Effort {
    /// All mutants of the solution and of two odd answers.
    pub const FULL: Effort =
        Effort { odd: 2, schedules: 100, every: 1, batch: 120 };
}

/// A mutant that passes, and nobody has said why.
#[derive(Debug)]
pub struct Survivor {
    /// The name of the answer, of the place and of the mistake.
    pub name: String,
    /// The answer that it was made of.
    pub answer: Arc<str>,
    /// The mutant itself.
    pub mutant: Mutant,
    /// What was said of it: it passed, or it could not be judged.
    pub said: String,
}

/// What was found out about the checks of one exercise.
#[derive(Debug, Default)]
pub struct Found {
    /// The name of the exercise.
    pub exercise: &'static str,
    /// How many mutants were made.
    pub made: usize,
    /// How many of them compile.
    pub compiled: usize,
    /// How many of these do not pass.
    pub rejected: usize,
    /// How many pass and are the same program.
    pub same: usize,
    /// The others.
    pub surviving: Vec<Survivor>,
    /// What does not hold besides: a reason for a mutant that does not exist or that is
    /// rejected.
    pub faults: Vec<String>,
    /// Each mutant that compiles with what was said of it.
    pub said: Vec<(String, String)>,
}

/// Makes the mutants of the solution and of some odd answers, and judges them.
///
/// # Errors
///
/// If they cannot be built at all, or an answer or the file of reasons cannot be read.
pub fn judge(exercise: &'static Exercise, effort: Effort) -> Result<Found, String> {
    let same = Same::of(exercise)?;
    let mut found = Found { exercise: exercise.name, ..Found::default() };
    let mut answers = vec![("solution", exercise.solution.to_string())];
    for name in exercise.odd.iter().take(effort.odd) {
        answers.push((name, exercise.shipped(name).map_err(|fault| fault.why)?));
    }
    let mut all = Vec::new();
    let mut texts = HashSet::new();
    for (answer, text) in answers {
        let made = mutants(&text, exercise.is_async)
            .map_err(|why| format!("{answer}: {why}"))?;
        let text: Arc<str> = text.into();
        for mutant in made {
            if texts.insert(mutant.text.clone()) {
                all.push((answer, Arc::clone(&text), mutant));
            }
        }
    }
    let each = all.iter();
    let names: HashSet<String> = each
        .flat_map(|(answer, _, one)| [named(answer, one), in_any(&one.name)])
        .collect();
    for name in same.names().filter(|name| !names.contains(*name)) {
        // An odd answer that is left out today has no mutants today.
        let mut left_out = exercise.odd.iter().skip(effort.odd);
        let left_out = left_out.any(|answer| may_be_of(answer, name));
        if !left_out {
            found.faults.push(format!("no such mutant any more: {name}"));
        }
    }
    let taken: Vec<_> = all.into_iter().step_by(effort.every.max(1)).collect();
    found.made = taken.len();
    for batch in taken.chunks(effort.batch.max(1)) {
        found.batch(exercise, batch, &same, effort)?;
    }
    Ok(found)
}

/// With the name of its answer.
fn named(answer: &str, mutant: &Mutant) -> String {
    format!("{answer} {}", mutant.name)
}

impl Found {
    fn batch(
        &mut self,
        exercise: &'static Exercise,
        batch: &[(&'static str, Arc<str>, Mutant)],
        same: &Same,
        effort: Effort,
    ) -> Result<(), String> {
        let modules: Vec<String> =
            (0..batch.len()).map(|number| format!("mutant_{number}")).collect();
        let texts = batch.iter().map(|(_, _, mutant)| mutant.text.as_str());
        let answers: Vec<(&str, &str)> =
            modules.iter().map(String::as_str).zip(texts).collect();
        let programs =
            Program::build_those_that_compile(exercise, &answers, "mutants")
                .map_err(|why| match why {
                    NotBuilt::Refused(said) => said,
                    NotBuilt::Failed(fault) => format!("{fault}\n{}", fault.said),
                })?;
        let programs: Vec<_> = batch.iter().zip(&programs).collect();
        let verdicts = each(&programs, |(_, program)| {
            program.as_ref().map(|program| said_of(program, effort))
        });
        for (((answer, text, mutant), _), said) in programs.iter().zip(verdicts) {
            let Some(said) = said else { continue };
            let name = named(answer, mutant);
            self.compiled += 1;
            self.said.push((name.clone(), said.title().to_string()));
            let passes = said.passed() || said.fault().is_some();
            match (passes, same.why(&name)) {
                (false, None) => self.rejected += 1,
                (false, Some(_)) => {
                    self.rejected += 1;
                    let title = said.title();
                    self.faults.push(format!(
                        "it is said to be the same program, and `{title}` is said \
                         of it: {name}"
                    ));
                }
                (true, Some(_)) => self.same += 1,
                (true, None) => self.surviving.push(Survivor {
                    name,
                    answer: Arc::clone(text),
                    mutant: mutant.clone(),
                    said: said.title().to_string(),
                }),
            }
        }
        Ok(())
    }

    /// The heading of the lines of a table.
    pub const HEADING: &'static str =
        "exercise              made  compiled  rejected  the same  surviving";
}

/// A line of a table.
impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Found { exercise, made, compiled, rejected, same, .. } = self;
        let surviving = self.surviving.len();
        write!(
            f,
            "{exercise:<20} {made:>5} {compiled:>9} {rejected:>9} {same:>9} \
             {surviving:>10}"
        )
    }
}

/// The lines that differ from the answer.
impl fmt::Display for Survivor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}  [{}]", self.name, self.said)?;
        let old: Vec<&str> = self.answer.lines().collect();
        let new: Vec<&str> = self.mutant.text.lines().collect();
        let begin =
            old.iter().zip(&new).take_while(|(old, new)| old == new).count();
        let rest = old.len().min(new.len()) - begin;
        let ends = old.iter().rev().zip(new.iter().rev());
        let end = ends.take(rest).take_while(|(old, new)| old == new).count();
        for line in &old[begin..old.len() - end] {
            writeln!(f, "    - {}", line.trim_end())?;
        }
        for line in &new[begin..new.len() - end] {
            writeln!(f, "    + {}", line.trim_end())?;
        }
        Ok(())
    }
}

/// Few schedules are enough for most.
fn said_of(program: &Program, effort: Effort) -> Judged {
    let judge = |schedules| {
        Judged::by(program.run(practice::SEED, schedules, &Limits::default()))
    };
    let first = judge(effort.schedules);
    match first.passed() {
        true => judge(practice::SCHEDULES.max(effort.schedules)),
        false => first,
    }
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
