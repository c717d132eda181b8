//! A verdict as text, in 80 columns and without colour.

use verdict::{BLOCKED, Explored, Outcome, PATIENCE, Wrong, number};
use workshop::{Fault, Source, cut, lanes, plain, told};

use crate::Exercise;
use crate::judged::Judged;

/// What the reader can type next.
#[derive(Clone, Debug)]
pub struct Prompts<'a> {
    /// The alias of the practice crate, as in `cargo week7`.
    pub week: &'a str,
    /// The options that lead to the same answer and verdict again, as a shell reads them;
    /// nothing, or each with a space before it.
    pub options: &'a str,
    /// How many hints are left.
    pub hints: usize,
}

/// The verdict as it is printed.
pub fn show(
    judged: &Judged,
    exercise: &Exercise,
    answer: &str,
    prompts: &Prompts<'_>,
) -> String {
    let name = exercise.name;
    let head = format!("{name}: WRONG, {}\n\n", judged.title());
    let verdict = match judged {
        Judged::Verdict(verdict) => verdict,
        Judged::Refused(message) => return message.clone(),
        Judged::Missing(place) => {
            return format!(
                "{name}: there is no answer\n\n  {}\n",
                place.display()
            );
        }
        Judged::NotJudged(fault) => return not_judged(name, fault),
        Judged::Ended(ended) => return head + &told(&ended.to_string()),
    };
    match &verdict.outcome {
        Outcome::Right => passed(exercise, &verdict.explored),
        Outcome::Wrong(wrong) => head + &failed(wrong, exercise, answer, prompts),
        Outcome::Refused { why } => {
            format!("{name}: REFUSED, no verdict\n\n{}", told(why))
        }
        Outcome::Stuck { after, waits } => {
            head + &told(&stuck(after.as_deref(), *waits))
        }
        Outcome::Slow { .. } => head,
    }
}

fn passed(exercise: &Exercise, explored: &[Explored]) -> String {
    let tasks = explored.iter().map(|one| one.tasks).max().unwrap_or(0);
    let all = |exhaustive: bool| {
        let some = explored.iter().filter(|one| one.exhaustive == exhaustive);
        some.map(|one| one.schedules).sum::<usize>()
    };
    let what = match (all(true), all(false)) {
        (every, 0) => format!(
            "Every interleaving of up to {tasks} tasks was tried: {} of them.",
            number(every)
        ),
        (0, some) => format!(
            "{} schedules of up to {tasks} tasks were tried, and none failed. That is \
             no proof.",
            number(some)
        ),
        (every, some) => format!(
            "{} schedules of up to {tasks} tasks were tried, and none failed. In the \
             smaller checks these were all schedules that there are: {}. In the \
             others, that is no proof.",
            number(every + some),
            number(every)
        ),
    };
    let grain = match exercise.is_async {
        true => {
            " Tasks were switched at awaits only: what two threads could do to each \
             other between two awaits was not tried."
        }
        false => "",
    };
    format!("{}: passed\n\n{}", exercise.name, told(&(what + grain)))
}

fn failed(
    wrong: &Wrong,
    exercise: &Exercise,
    answer: &str,
    prompts: &Prompts<'_>,
) -> String {
    let name = exercise.name;
    let path = format!("answers/{name}.rs");
    let source = Source { path: &path, text: answer, checks: "" };
    let mut text = told(&wrong.sentence);
    text.push('\n');
    if !wrong.story.is_empty() {
        text += &lanes(&wrong.story, &source);
        text.push('\n');
    }
    if let Some(end) = &wrong.end {
        text += &told(end);
    }
    if let Some(besides) = &wrong.besides {
        text += &told(&format!("besides: {besides}"));
    }
    text += &told(&format!("checked: {}", wrong.does));
    let found = format!(
        "found in schedule {} of at most {}",
        number(wrong.schedule),
        number(wrong.of)
    );
    let shown = wrong.story.len();
    let shortened = match 0 < shown && shown < wrong.steps {
        true => {
            format!("; shortened from {} steps to {shown}", number(wrong.steps))
        }
        false => String::new(),
    };
    text += &told(&format!("{found}{shortened}"));
    text.push('\n');
    if let Some(ask) = &wrong.ask {
        text += &told(&format!("Ask: {ask}"));
    }
    text += &prompted(name, prompts);
    text
}

/// Every step of the failing schedule, the shortened one, with the lines of the checks;
/// nothing if there is none.
pub fn show_whole(judged: &Judged, exercise: &Exercise, answer: &str) -> String {
    let Some(wrong) = judged.wrong() else { return String::new() };
    let path = format!("answers/{}.rs", exercise.name);
    let source = Source { path: &path, text: answer, checks: exercise.checks };
    let (all, last) = (number(wrong.all), wrong.whole.len());
    let heading = match last == wrong.all {
        true => format!("all {all} steps of it, with the lines of the checks:"),
        false => {
            format!("the last {last} of {all} steps, with the lines of the checks:")
        }
    };
    format!("\n{}\n{}", told(&heading), lanes(&wrong.whole, &source))
}

fn stuck(after: Option<&str>, waits: bool) -> String {
    let place = match after {
        Some(place) => format!("The last step that was seen is in {place}"),
        None => "No step was seen".to_string(),
    };
    match waits {
        false => format!(
            "One schedule took {} seconds of a processor's time and did not end. \
             {place}; after that comes a loop that uses no lock, no atomic and no \
             channel.",
            PATIENCE.as_secs()
        ),
        true => format!(
            "One schedule stood still for {} seconds. {place}; after that it waits \
             for something that cannot be explored.",
            BLOCKED.as_secs()
        ),
    }
}

/// The reason, what to do, and the end of what was said of it.
fn not_judged(name: &str, fault: &Fault) -> String {
    const LAST: usize = 12;
    let Fault { why, cure, said } = fault;
    let lines: Vec<&str> = said.lines().collect();
    let last = &lines[lines.len().saturating_sub(LAST)..];
    let said: String = last
        .iter()
        .map(|line| format!("  | {}\n", cut(&plain(line), 160)))
        .collect();
    let gap = if said.is_empty() { "" } else { "\n" };
    let cure = told(&format!("This is not the fault of the answer. {cure}"));
    let head = textwrap::fill(&plain(&format!("{name}: NOT JUDGED, {why}")), 80);
    format!("{head}\n\n{said}{gap}{cure}")
}

/// Lines to be typed as they stand.
fn prompted(name: &str, prompts: &Prompts<'_>) -> String {
    let Prompts { week, options, hints } = prompts;
    let again = format!("cargo {week} explain {name}{options}");
    let mut text = format!("  again: {again}\n  draw:  {again} --svg {name}.svg\n");
    if *hints > 0 {
        let left = if *hints == 1 { "hint: " } else { "hints:" };
        text += &format!("  {hints} {left} cargo {week} hint {name}\n");
    }
    text
}
