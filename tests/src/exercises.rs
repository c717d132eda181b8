//! What the pages show of the exercises.

use std::fmt::Write;

use practice::{Exercise, Judged, Set, show};

/// As many as the command line tries: the page shows what the reader will see.
const SCHEDULES: usize = practice::SCHEDULES;

/// Each exercise with what it is about and what it proves.
pub(crate) fn table(set: &Set) -> String {
    let mut table =
        "| exercise | what it is about | what it proves |\n".to_string();
    table.push_str("| --- | --- | --- |\n");
    for Exercise { name, title, criteria, .. } in set.exercises {
        let proves: Vec<&str> = criteria.iter().map(|one| one.says()).collect();
        writeln!(table, "| `{name}` | {title} | {} |", proves.join("; "))
            .expect("a string takes every write");
    }
    table
}

/// What `check` prints of an exercise's starter.
///
/// # Errors
///
/// If it could not be judged.
pub(crate) fn verdict(set: &Set, name: &str) -> Result<String, String> {
    let exercise = set.exercise(name);
    let exercise = exercise.ok_or_else(|| format!("no exercise `{name}`"))?;
    let judged = Judged::of(exercise, exercise.starter, practice::SEED, SCHEDULES);
    if judged.wrong().is_none() {
        return Err(format!("the starter of {name}: {}", judged.title()));
    }
    let hints = exercise.hints().len();
    let text = show(&judged, exercise, exercise.starter, set.week, hints);
    Ok(format!("```\n$ cargo {} check {name}\n{text}```\n", set.week))
}
