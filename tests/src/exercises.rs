//! What the pages show of the exercises.

use std::fmt::Write;

use practice::{Exercise, Judged, Prompts, Set, show};

/// As many as the command line tries: the page shows what the reader will see.
const SCHEDULES: usize = practice::SCHEDULES;

/// Each exercise with what it is about, its goals, and in how many of its checks every
/// interleaving of the solution is visited.
///
/// # Errors
///
/// If a solution does not pass.
pub(crate) fn table(set: &Set) -> Result<String, String> {
    let mut table =
        "| exercise | what it is about | goals | explored to the end |\n\
         | --- | --- | --- | --- |\n"
            .to_string();
    for exercise in set.exercises {
        let Exercise { name, title, criteria, .. } = exercise;
        let goals: Vec<&str> = criteria.iter().map(|one| one.says()).collect();
        let (goals, explored) = (goals.join("; "), explored(exercise)?);
        let page = format!("{}/{}", set.name, page(name));
        writeln!(table, "| [`{name}`]({page}) | {title} | {goals} | {explored} |")
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

/// The page of an exercise, from the folder of its practice crate.
pub(crate) fn page(name: &str) -> String {
    format!("exercises/{name}/README.md")
}

/// What an exercise asks for, and what there is to begin with.
///
/// # Errors
///
/// If there is no such exercise.
pub(crate) fn statement(set: &Set, name: &str) -> Result<String, String> {
    let exercise = set.exercise(name);
    let exercise = exercise.ok_or_else(|| format!("no exercise `{name}`"))?;
    let lines = || exercise.starter.lines();
    let asked = lines().map_while(|line| line.strip_prefix("//!"));
    // The first line and the blank one after it are the page's title.
    let asked: Vec<&str> =
        asked.map(|line| line.strip_prefix(' ').unwrap_or(line)).skip(2).collect();
    let above =
        lines().take_while(|line| line.starts_with("//!") || line.is_empty());
    let above = above.count();
    let starter = lines().skip(above).collect::<Vec<_>>().join("\n");
    let goals: Vec<&str> = exercise.criteria.iter().map(|one| one.says()).collect();
    let goals = match goals[..] {
        [only] => format!("Its goal: {only}."),
        _ => format!("Its goals:\n\n- {}", goals.join("\n- ")),
    };
    Ok(format!(
        "{}\n\n{goals}\n\n## The starter\n\n\
         In your file the statement stands above this code, which begins in line {}.\n\n\
         ```rust\n{}\n```\n",
        asked.join("\n"),
        above + 1,
        starter.trim()
    ))
}

/// The page of an exercise, before anything is made of it.
pub(crate) fn blank(set: &Set, exercise: &Exercise) -> String {
    let Exercise { name, title, .. } = exercise;
    let week = set.week;
    let number = week.trim_start_matches("week");
    format!(
        "[week {number}](../../../README.md#practice)\n\n# {name}: {title}\n\n\
         <!-- exercise {week} {name} -->\n<!-- end -->\n\n\
         ## What the starter is told\n\n\
         <!-- verdict {week} {name} -->\n<!-- end -->\n"
    )
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
    if judged.passed()
        || matches!(judged, Judged::NotJudged(_) | Judged::Missing(_))
    {
        return Err(format!("the starter of {name}: {}", judged.title()));
    }
    let hints = exercise.hints().len();
    let prompts = Prompts { week: set.week, options: "", hints };
    let text = show(&judged, exercise, exercise.starter, &prompts);
    Ok(format!("```\n$ cargo {} check {name}\n{text}```\n", set.week))
}
