//! What came of it, as text in 80 columns and without colour.

use std::ffi::OsString;

use verdict::{Explored, Kind, Wrong, number};
use workshop::{Fault, Source, fails, found, passes, plain, quoted, told};

use crate::call::Run;
use crate::file::is_async;
use crate::options::EDITION;
use crate::outcome::Outcome;

/// What is shown of it.
pub(crate) fn text(outcome: &Outcome, run: &Run) -> String {
    let file = run.file.display();
    let head = |what: &str| plain(&format!("{file}: {what}\n\n"));
    match outcome {
        Outcome::Clean { explored, text } => {
            head(outcome.title()) + &told(&clean(explored, text, run))
        }
        Outcome::Fails { wrong, text, .. } => {
            let path = file.to_string();
            let source = Source { path: &path, text, checks: "", others: &[] };
            let mut said = head(&format!("FAILS, {}", outcome.title()));
            said += &fails(wrong, &source);
            said += &told(&(found(wrong) + &exactly(wrong)));
            if let Some(ask) = &wrong.ask {
                said += &format!("\n{}", told(&format!("Ask: {ask}")));
            }
            said + &again(run, &wrong.replay)
        }
        Outcome::Ends(ended) => {
            head(&format!("FAILS, {}", outcome.title())) + &told(&ended.to_string())
        }
        other => not_explored(other, &file.to_string()),
    }
}

/// How a schedule is tried in which time does not pass early, if it does in this one.
pub(crate) fn exactly(wrong: &Wrong) -> String {
    match wrong.early {
        0 => String::new(),
        _ => ". With --exact-clock it does not".to_string(),
    }
}

/// How the schedule with this name is run again, to be copied as it stands.
fn again(run: &Run, schedule: &str) -> String {
    let file = quoted(&run.file.to_string_lossy());
    let mut words = format!("cargo explore run {file} --replay {schedule}");
    if run.edition != EDITION {
        words += &format!(" --edition {}", run.edition);
    }
    words += &behind_dashes(&run.arguments);
    plain(&format!("  Again: {words}\n"))
}

/// The arguments of a program at the end of a call, to be copied; nothing if it has none.
pub(crate) fn behind_dashes(arguments: &[OsString]) -> String {
    match arguments {
        [] => String::new(),
        all => format!(" --{}", shown(all)),
    }
}

/// Words of a call, each after a space, to be copied.
pub(crate) fn shown(words: &[OsString]) -> String {
    let shown = |word: &OsString| format!(" {}", quoted(&word.to_string_lossy()));
    words.iter().map(shown).collect()
}

/// What is shown where nothing is known.
pub(crate) fn not_explored(outcome: &Outcome, what: &str) -> String {
    let head = |why: &str| plain(&format!("{what}: NOT EXPLORED, {why}\n\n"));
    match outcome {
        Outcome::NoFile(why) => format!("cargo explore: {}\n", plain(why)),
        Outcome::NotCompiled(errors) => head(outcome.title()) + errors,
        Outcome::Fault(fault) => {
            let Fault { why, cure, .. } = fault;
            let cure = format!("This is not the fault of the program. {cure}");
            head(why) + &told(&cure)
        }
        other => head(other.title()) + &told(&other.why().unwrap_or_default()),
    }
}

/// How much was run, and what was left out.
fn clean(explored: &[Explored], program: &str, run: &Run) -> String {
    let cut: usize = explored.iter().map(|one| one.cut).sum();
    let mut text = passes(explored, is_async(program));
    if let Kind::Bounded(most) = run.search.plan.kind {
        text += &format!(
            " With at most {most} interruptions of tasks that could go on."
        );
    }
    if cut > 0 {
        text += &format!(
            " {} of them were cut off after many steps, which is no failure.",
            number(cut)
        );
    }
    let has_tasks = explored.iter().any(|one| one.tasks > 1);
    if has_tasks && program.contains("unsafe") {
        text += " Plain reads and writes of `unsafe` code are no steps here: what other \
                 tasks could do in between was not tried.";
    }
    text + " The memory was sequentially consistent: --help says what else is left out."
}
