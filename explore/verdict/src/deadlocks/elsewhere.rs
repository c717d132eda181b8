//! Waits within a crate that the program depends on: what they wait for there says
//! nothing to who reads it.

use explore::{Waiting, Want};

use super::titles;
use crate::diagnosis::Diagnosis;
use crate::folded::{crate_of, outside};
use crate::sources::Sources;
use crate::whereabouts::line_of;

/// Crates that block a thread while the async tasks that it runs wait.
const RUNTIMES: [&str; 7] = [
    "tokio",
    "async-executor",
    "async-io",
    "async-std",
    "futures-executor",
    "futures-lite",
    "pollster",
];

/// A task waits in a channel or a runtime that blocks threads by what std has for that. What
/// was done there is told by the lines of the program that call it.
/// `cause` is the wait that the others follow from.
pub(super) fn diagnose(cause: &Waiting, sources: Sources) -> Option<Diagnosis> {
    let blocks = matches!(cause.wants, Want::Notification | Want::Unpark);
    let call = outside(cause.location, &cause.calls, sources).filter(|_| blocks)?;
    let (task, of) = (&cause.task, crate_of(cause.location.file()));
    let (sentence, ask) = match RUNTIMES.contains(&&*of) {
        // A line would be that of the call that starts the runtime.
        true => (
            format!(
                "{task} runs async tasks with {of}. Each of them that is left waits, \
                 and nobody is left to wake one."
            ),
            "what does each await wait for, and who would have to act first?",
        ),
        false => (
            format!(
                "{task} waits in line {}, within {of}, and no task is left to wake it.",
                line_of(call)
            ),
            "what should end this wait, and who would have to act?",
        ),
    };
    Some(Diagnosis {
        ask: Some(ask.to_string()),
        ..Diagnosis::told(titles::NOT_WOKEN, sentence)
    })
}
