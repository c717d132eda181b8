//! What rustc says of an answer that does not compile, told of the learner's lines.

use serde_json::Value;

use workshop::{cleaned, foreign, is_of_a_model, place, rendered, root, told};

use crate::Exercise;
use crate::signatures::differences;

/// The errors, and what to know about them.
pub(crate) fn refusal(
    exercise: &Exercise,
    answer: &str,
    errors: &[Value],
) -> String {
    // Of an answer that has some, those of its checks are the consequence.
    let is_own = |error: &&Value| place(error).is_some_and(|file| !is_check(file));
    let own: Vec<&Value> = errors.iter().filter(is_own).collect();
    if own.is_empty() {
        return unlike(exercise, answer, errors);
    }
    let text: String = own.iter().map(|error| cleaned(error) + "\n").collect();
    let mut text = text.trim_end().to_string() + "\n";
    for name in own.iter().filter_map(|error| foreign(error)) {
        let crates = match exercise.is_async {
            true => "std, crossbeam, tokio and tokio_util",
            false => "std and crossbeam",
        };
        text += &format!(
            "\n{}",
            told(&format!(
                "There is no crate {name} here: an answer uses {crates}. `cargo add` \
                 changes nothing, as no manifest beside the answers is read."
            ))
        );
    }
    if own.iter().any(|error| is_of_a_model(error)) {
        text += &format!("\n{}", told(&modelled(exercise.is_async)));
    }
    text
}

fn is_check(file: &str) -> bool {
    file.contains("checks")
}

/// What there is of the crates.
fn modelled(is_async: bool) -> String {
    let tokio = match is_async {
        true => {
            "Of tokio there are sync, task, time, runtime, select!, join! and \
             try_join!, but nothing of files, networks, processes and signals. Of \
             tokio_util there are sync, task and future. "
        }
        false => "",
    };
    format!(
        "What tasks share is modelled here, so that interleavings can be tried. Of std \
         sync, thread, time, hint, process and the collections with a hash are models; \
         there is no fs. Of crossbeam all is there but epoch. {tokio}What else they \
         have cannot be judged."
    )
}

/// Where an answer does not have what its checks use.
fn unlike(exercise: &Exercise, answer: &str, errors: &[Value]) -> String {
    let all: String = errors
        .iter()
        .map(|error| cleaned(error) + "\n")
        .collect::<Vec<_>>()
        .concat();
    let different = differences(exercise.starter, answer);
    if different.is_empty() {
        return all.trim_end().to_string() + "\n";
    }
    let starter = format!("{}/starter.rs", exercise.folder);
    let starter =
        starter.strip_prefix(&*root().to_string_lossy()).unwrap_or(&starter);
    let starter = starter.trim_start_matches(['/', '\\']);
    let name = exercise.name;
    let mut text = format!("{name}: it does not compile with its checks\n\n");
    text += &told(&format!(
        "They use what the exercise asks for, as it stands in {starter}, and the \
         answer has something else:"
    ));
    for (asked, found) in different {
        text += &format!("\n  asked   {:>4}  {}\n", asked.line, asked.shown);
        text += &match found {
            Some(found) => {
                format!("  answer  {:>4}  {}\n", found.line, found.shown)
            }
            None => "  answer        has none\n".to_string(),
        };
    }
    let mut heads: Vec<&str> =
        errors.iter().filter_map(|error| rendered(error)?.lines().next()).collect();
    heads.dedup();
    text += "\n";
    for head in heads.into_iter().take(3) {
        text += &format!("  rustc says  {head}\n");
    }
    text
}
