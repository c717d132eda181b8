//! Whether a panic comes of what its task has found in a step, as far as the text tells: what
//! stands after that step may fail for a reason of its own.

use explore::{Cause, Failure, Place, Step};

use crate::functions::{has_word, is_part, lines};
use crate::sources::Sources;
use crate::sources::conditions::frames;
use crate::statements::are_one_statement;

/// Whether the panic is in the statement with this step, in one that uses what that one makes,
/// or under a condition that does, of the function that both lead to. `word` stands for what
/// was found as well.
pub(super) fn comes_of(
    failure: &Failure,
    step: &Step,
    word: &str,
    sources: Sources,
) -> bool {
    let Cause::Panic { task, file, line, .. } = &failure.cause else {
        return false;
    };
    if *task != step.task {
        return false;
    }
    let own = Place { file: file.as_str().into(), line: *line };
    let panics = frames(&own, &failure.panicked);
    let steps = frames(&step.place, &step.calls);
    if failure.panicked.is_empty() || step.calls.is_empty() {
        return panics.iter().any(|panic| uses(&step.place, panic, word, sources));
    }
    let mut both = steps.iter().rev().zip(panics.iter().rev());
    // The calls that both have in common tell nothing.
    both.find(|(step, panic)| step != panic)
        .is_none_or(|(step, panic)| uses(step, panic, word, sources))
}

/// The same of two places.
fn uses(finds: &Place, panics: &Place, word: &str, sources: Sources) -> bool {
    let [first, last] = [finds, panics].map(|at| at.line as usize);
    let Some(text) =
        sources.text(&finds.file).filter(|_| finds.file == panics.file)
    else {
        return false;
    };
    // A loop comes to what stands before.
    if first >= last || are_one_statement(text, first, last) {
        return true;
    }
    let mut names: Vec<&str> =
        Some(word).filter(|it| !it.is_empty()).into_iter().collect();
    // Those of the blocks that were come to because of it, by their indents.
    let mut heads = Vec::new();
    for (at, part) in parts(text, first, last) {
        let goes_on = part.trim_start().starts_with("} else");
        heads
            .retain(|&head| head < indent(part) || goes_on && head == indent(part));
        let has = |name: &&str| has_word(part, name);
        let is_of_it = at <= first || !heads.is_empty() || names.iter().any(has);
        if last < at + part.lines().count() {
            return is_of_it;
        }
        if is_of_it {
            names.extend(made(part));
            if part.ends_with('{') {
                heads.push(indent(part));
            }
        }
    }
    false
}

/// The lines from the one to the other, each with those that its statement or its head goes on
/// in, and the number of the first.
fn parts(
    text: &'static str,
    first: usize,
    last: usize,
) -> impl Iterator<Item = (usize, &'static str)> {
    let ends = move |line: &usize| {
        let line = lines(text, (*line, *line)).trim_end();
        line.is_empty() || line.ends_with([';', '{', '}', ','])
    };
    // Its statement may have begun before.
    let mut from = (1..first).rev().find(ends).map_or(1, |line| line + 1);
    std::iter::from_fn(move || {
        let begin = from;
        let end = (begin..=text.lines().count()).find(ends)?;
        from = end + 1;
        (begin <= last).then(|| (begin, lines(text, (begin, end)).trim_end()))
    })
}

/// The variables that it makes or changes.
fn made(part: &str) -> impl Iterator<Item = &str> {
    let head = part.split_once(" = ").or_else(|| part.split_once(" in "));
    let head = head.map_or("", |(head, _)| head);
    let words = head.split(|letter| !is_part(letter));
    words.filter(|word| {
        word.starts_with(|it: char| it.is_ascii_lowercase())
            && !["let", "mut", "ref", "for", "if", "while", "else"].contains(word)
    })
}

fn indent(part: &str) -> usize {
    part.len() - part.trim_start().len()
}
