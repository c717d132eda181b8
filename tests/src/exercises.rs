//! What the pages show of the exercises.

use std::fmt::Write;

use practice::{Exercise, Judged, Prompts, Set, show};

/// As many as the command line tries: the page shows what the reader will see.
const SCHEDULES: usize = practice::SCHEDULES;

/// Each exercise with what it is about, what it proves, and in how many of its checks
/// every interleaving of the solution is visited.
///
/// # Errors
///
/// If a solution does not pass.
pub(crate) fn table(set: &Set) -> Result<String, String> {
    let mut table =
        "| exercise | what it is about | what it proves | explored to the end |\n\
         | --- | --- | --- | --- |\n"
            .to_string();
    for exercise in set.exercises {
        let Exercise { name, title, criteria, .. } = exercise;
        let proves: Vec<&str> = criteria.iter().map(|one| one.says()).collect();
        let (proves, explored) = (proves.join("; "), explored(exercise)?);
        writeln!(table, "| `{name}` | {title} | {proves} | {explored} |")
            .expect("a string takes every write");
    }
    Ok(table)
}

fn explored(exercise: &Exercise) -> Result<String, String> {
    let solution = exercise.solution;
    let judged = Judged::of(exercise, solution, practice::SEED, SCHEDULES);
    let Some(explored) = judged.explored().filter(|_| judged.passed()) else {
        return Err(format!(
            "the solution of {}: {}",
            exercise.name,
            judged.title()
        ));
    };
    let complete = explored.iter().filter(|one| one.exhaustive).count();
    Ok(match explored.len() {
        all if all == complete => format!("all {all}"),
        all => format!("{complete} of {all}"),
    })
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
    let prompts = Prompts { week: set.week, options: "", hints };
    let text = show(&judged, exercise, exercise.starter, &prompts);
    Ok(format!("```\n$ cargo {} check {name}\n{text}```\n", set.week))
}
