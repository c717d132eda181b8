//! What was found out about the checks of one exercise, in numbers and lines.

use std::fmt;
use std::ops::AddAssign;

use crate::Made;

/// A mutant that passes, and nobody has said why.
#[derive(Debug)]
pub struct Survivor {
    /// The mutant and its answer.
    pub made: Made,
    /// What was said of it: it passed, or it could not be judged.
    pub said: String,
}

/// How many mutants there are of an answer, or of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// How many were made.
    pub made: usize,
    /// How many of them compile, of those that are judged.
    pub compiled: usize,
    /// How many of these do not pass.
    pub rejected: usize,
    /// How many pass and are the same program.
    pub same: usize,
    /// How many pass, and nobody has said why.
    pub surviving: usize,
}

/// What was found out about the checks of one exercise.
#[derive(Debug, Default)]
pub struct Found {
    /// The name of the exercise.
    pub exercise: &'static str,
    /// Each answer by its name, with how many mutants it has.
    pub answers: Vec<(&'static str, Counts)>,
    /// Those that pass, and nobody has said why.
    pub surviving: Vec<Survivor>,
    /// What does not hold besides: a reason for a mutant that does not exist or that is
    /// rejected.
    pub faults: Vec<String>,
    /// Each mutant that compiles with what was said of it.
    pub said: Vec<(String, String)>,
}

impl Found {
    /// The heading of the lines of a table.
    pub const HEADING: &'static str =
        "exercise              made  compiled  rejected  the same  surviving";

    /// How many mutants there are of all answers.
    pub fn all(&self) -> Counts {
        let mut all = Counts::default();
        for (_, counts) in &self.answers {
            all += *counts;
        }
        all
    }

    /// Those of the answer.
    pub(crate) fn counts(&mut self, answer: &'static str) -> &mut Counts {
        let known = self.answers.iter().position(|(name, _)| *name == answer);
        let place = known.unwrap_or_else(|| {
            self.answers.push((answer, Counts::default()));
            self.answers.len() - 1
        });
        &mut self.answers[place].1
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        self.made += other.made;
        self.compiled += other.compiled;
        self.rejected += other.rejected;
        self.same += other.same;
        self.surviving += other.surviving;
    }
}

/// The columns of a table.
impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counts { made, compiled, rejected, same, surviving } = self;
        write!(f, "{made:>5} {compiled:>9} {rejected:>9} {same:>9} {surviving:>10}")
    }
}

/// A line of a table, and below it one for each answer if there are several.
impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<20} {}", self.exercise, self.all())?;
        if self.answers.len() > 1 {
            for (answer, counts) in &self.answers {
                write!(f, "\n  {answer:<18} {counts}")?;
            }
        }
        Ok(())
    }
}

/// The lines that differ from the answer.
impl fmt::Display for Survivor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}  [{}]", self.made.name(), self.said)?;
        let old: Vec<&str> = self.made.text.lines().collect();
        let new: Vec<&str> = self.made.mutant.text.lines().collect();
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
