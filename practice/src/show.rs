//! A verdict as text, in 80 columns and without colour.

use verdict::{Explored, Outcome, Wrong, number};
use workshop::{
    Fault, Source, cut, fails, found, lanes, passes, plain, stuck, told,
};

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
    let cause = judged.wrong().and_then(|wrong| wrong.cause.as_ref());
    let cause = cause.map(|cause| format!("; {cause}")).unwrap_or_default();
    let head = format!("{name}: WRONG, {}{cause}", judged.title());
    let head = textwrap::fill(&plain(&head), 80) + "\n\n";
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
    let what = passes(explored, exercise.is_async);
    format!("{}: passed\n\n{}", exercise.name, told(&what))
}

fn failed(
    wrong: &Wrong,
    exercise: &Exercise,
    answer: &str,
    prompts: &Prompts<'_>,
) -> String {
    let name = exercise.name;
    let path = format!("answers/{name}.rs");
    let source = Source { path: &path, text: answer, checks: "", others: &[] };
    let mut text = fails(wrong, &source);
    text += &told(&format!("checked: {}", wrong.does));
    text += &told(&found(wrong));
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
    let source =
        Source { path: &path, text: answer, checks: exercise.checks, others: &[] };
    let (all, last) = (number(wrong.all), wrong.whole.len());
    let heading = match last == wrong.all {
        true => format!("all {all} steps of it, with the lines of the checks:"),
        false => {
            format!("the last {last} of {all} steps, with the lines of the checks:")
        }
    };
    format!("\n{}\n{}", told(&heading), lanes(&wrong.whole, &source))
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
