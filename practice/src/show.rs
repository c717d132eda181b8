//! A verdict as text, in 80 columns and without colour.

use std::fmt::Write;
use std::path::PathBuf;

use textwrap::Options;
use verdict::{Explored, Outcome, PATIENCE, Verdict, Wrong, number};

use crate::child::NoVerdict;
use crate::lanes::{Source, lanes};
use crate::program::{NotBuilt, Program};
use crate::stop::Stop;
use crate::{Exercise, Limits};

/// All that can come of judging one answer.
#[derive(Debug)]
pub enum Judged {
    /// It was explored.
    Verdict(Verdict),
    /// It does not compile: what rustc says.
    Refused(String),
    /// It ended its process, or was ended.
    Ended(NoVerdict),
    /// There is no answer in this place.
    Missing(PathBuf),
    /// It could not be judged, and that is not its fault.
    Failed(String),
}

impl Judged {
    /// Builds an answer and explores it.
    pub fn of(
        exercise: &Exercise,
        answer: &str,
        seed: u64,
        schedules: usize,
    ) -> Judged {
        Judged::of_until(exercise, answer, seed, schedules, &Stop::default())
    }

    /// As [`of`](Judged::of), but it can be stopped, and then says anything.
    pub fn of_until(
        exercise: &Exercise,
        answer: &str,
        seed: u64,
        schedules: usize,
        stop: &Stop,
    ) -> Judged {
        let program = match Program::build_until(exercise, answer, stop) {
            Ok(program) => program,
            Err(NotBuilt::Refused(message)) => return Judged::Refused(message),
            Err(NotBuilt::Failed(why)) => return Judged::Failed(why),
        };
        match program.run(seed, schedules, &Limits::default()) {
            Ok(verdict) => Judged::Verdict(verdict),
            Err(ended) => Judged::Ended(ended),
        }
    }

    /// Whether the answer passed.
    pub fn passed(&self) -> bool {
        matches!(self, Judged::Verdict(verdict) if verdict.outcome == Outcome::Right)
    }

    /// How far each check was explored, if there is a verdict.
    pub fn explored(&self) -> Option<&[Explored]> {
        match self {
            Judged::Verdict(verdict) => Some(&verdict.explored),
            _ => None,
        }
    }

    /// The failure, if a schedule failed.
    pub fn wrong(&self) -> Option<&Wrong> {
        match self {
            Judged::Verdict(Verdict { outcome: Outcome::Wrong(wrong), .. }) => {
                Some(wrong)
            }
            _ => None,
        }
    }

    /// The verdict in a few words: "an update was lost".
    pub fn title(&self) -> &str {
        match self {
            Judged::Refused(_) => "it does not compile",
            Judged::Missing(_) => "there is no answer",
            Judged::Failed(_) => "it could not be judged",
            Judged::Ended(ended) => ended.title(),
            Judged::Verdict(verdict) => match &verdict.outcome {
                Outcome::Right => "passed",
                Outcome::Wrong(wrong) => &wrong.title,
                Outcome::Refused { .. } => "it cannot be judged",
                Outcome::Stuck { .. } => "it never ends",
            },
        }
    }
}

/// The verdict as it is printed. `week` is the alias of the practice crate, and `hints`
/// the number of hints that are left.
pub fn show(
    judged: &Judged,
    exercise: &Exercise,
    answer: &str,
    week: &str,
    hints: usize,
) -> String {
    let name = exercise.name;
    let head = format!("{name}: WRONG, {}\n\n", judged.title());
    let verdict = match judged {
        Judged::Verdict(verdict) => verdict,
        Judged::Refused(message) => return message.clone() + &modelled(message),
        Judged::Missing(place) => {
            return format!(
                "{name}: there is no answer\n\n  {}\n",
                place.display()
            );
        }
        Judged::Failed(why) => {
            return format!("{name} could not be judged:\n\n{why}\n");
        }
        Judged::Ended(ended) => return head + &told(&ended.to_string()),
    };
    match &verdict.outcome {
        Outcome::Right => passed(exercise, &verdict.explored),
        Outcome::Wrong(wrong) => {
            head + &failed(wrong, exercise, answer, week, hints)
        }
        Outcome::Refused { why } => {
            format!("{name}: REFUSED, no verdict\n\n{}", told(why))
        }
        Outcome::Stuck { after } => head + &told(&stuck(after.as_deref())),
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
            "Every behaviour of up to {tasks} tasks visited, in {} schedules.",
            number(every)
        ),
        (0, some) => format!(
            "{} schedules of up to {tasks} tasks, none failed; that is no proof.",
            number(some)
        ),
        (every, some) => format!(
            "{} schedules of up to {tasks} tasks, none failed. In some checks they \
             show every behaviour, {}; in the others that is no proof.",
            number(every + some),
            number(every)
        ),
    };
    let grain = match exercise.is_async {
        true => {
            " Explored at the grain of awaits only: what two threads could do to each \
             other between two awaits was not looked at."
        }
        false => "",
    };
    format!("{}: passed\n\n{}", exercise.name, told(&(what + grain)))
}

fn failed(
    wrong: &Wrong,
    exercise: &Exercise,
    answer: &str,
    week: &str,
    hints: usize,
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
    let _ = writeln!(text, "  again: cargo {week} explain {name} [--svg FILE]");
    if hints > 0 {
        let _ = writeln!(text, "  hint:  cargo {week} hint {name} ({hints} left)");
    }
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
            format!("the last {last} of its {all} steps, with the checks' lines:")
        }
    };
    format!("\n{}\n{}", told(&heading), lanes(&wrong.whole, &source))
}

fn stuck(after: Option<&str>) -> String {
    let place = match after {
        Some(place) => format!("A task was seen last in {place}"),
        None => "No task was seen since".to_string(),
    };
    format!(
        "One schedule went on for {} seconds. {place}; after that there is a loop \
         without a lock, an atomic or a channel in it, or the wait for something that \
         cannot be explored.",
        PATIENCE.as_secs()
    )
}

/// A paragraph.
fn told(text: &str) -> String {
    let options = Options::new(80).initial_indent("  ").subsequent_indent("  ");
    textwrap::fill(&plain(text), options) + "\n"
}

/// What there is of the crates, if rustc says that something of them does not exist.
fn modelled(message: &str) -> String {
    let names = ["in `crossbeam`", "in `tokio`", "conc_crossbeam", "conc_tokio"];
    if !names.iter().any(|name| message.contains(name)) {
        return String::new();
    }
    told(
        "What tasks share is modelled here, so that interleavings can be tried. Of \
         crossbeam there are channel, select!, sync, thread and scope; of tokio sync, \
         task, time, spawn, select!, join! and try_join!. What else they have cannot be \
         judged.",
    )
}

/// The text without what a terminal would obey: an answer names its tasks and words its
/// panics, and could paint over the verdict.
pub(crate) fn plain(text: &str) -> String {
    let obeyed = |letter: char| letter.is_control() && letter != '\n';
    text.replace(obeyed, "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::told;

    #[test]
    fn a_terminal_is_not_told_what_to_do() {
        assert_eq!(
            told("panics: \u{1b}[2Jpassed\r"),
            "  panics: \u{fffd}[2Jpassed\u{fffd}\n"
        );
    }
}
