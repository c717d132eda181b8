//! Who is the last to own what is in an `Arc` is to do something, and nobody is.

use explore::sync::{NOBODY_ELSE_OWNS_IT, OTHERS_OWN_IT};
use explore::{Act, Failure, Step};
use proc_macro2::{TokenStream, TokenTree};

use super::last_look::is_over;
use crate::diagnosis::Diagnosis;
use crate::functions::lines;
use crate::sources::Sources;
use crate::statements::statement;
use crate::whereabouts::line_at;

/// Two tasks want to take it out if nobody else owns it, before either of them lets
/// go, and nobody finds that it is alone.
pub(crate) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let told = |step: &Step, answer: &str| {
        step.act == Act::Notes && step.operation == answer
    };
    if steps.iter().any(|step| told(step, NOBODY_ELSE_OWNS_IT)) {
        return None;
    }
    let asks = |place: &usize| {
        let step = &steps[*place];
        told(step, OTHERS_OWN_IT)
            && takes_out(step, sources)
            && is_over(failure, *place, sources)
    };
    let all: Vec<usize> = (0..steps.len()).filter(asks).collect();
    let (early, late) = all.iter().rev().find_map(|&late| {
        let of_another = |&&place: &&usize| {
            steps[place].task != steps[late].task
                && may_be_one(&steps[place], &steps[late], sources)
        };
        let before = all.iter().take_while(|place| **place < late);
        Some((*before.filter(of_another).last()?, late))
    })?;
    let (first, second) = (&steps[early], &steps[late]);
    let sentence = format!(
        "{} asked in line {} whether others own what is in an Arc, and {} in line {}. Each \
         found that others do, and neither was the last.",
        first.task,
        line_at(first.location),
        second.task,
        line_at(second.location)
    );
    Some(Diagnosis {
        steps: vec![early, late],
        wrong: Some(late),
        ask: Some(
            "which function asks and drops in one step? Arc::into_inner does"
                .into(),
        ),
        ..Diagnosis::told("nobody was the last owner", sentence)
    })
}

/// Whether the step asks by `try_unwrap`: who makes a copy if others own it, or
/// looks once more, is not to be the last.
fn takes_out(step: &Step, sources: Sources) -> bool {
    let call = sources.rest(step.location).and_then(|call| call.split('(').next());
    call.is_some_and(|call| call.ends_with("try_unwrap"))
        && !copies(step, sources).unwrap_or(false)
}

/// Whether the statement with this step makes a copy if others own it.
fn copies(step: &Step, sources: Sources) -> Option<bool> {
    let at = step.location;
    let text = sources.text(at.file())?;
    let (_, last) = statement(text, at.line() as usize)?;
    let rest = lines(text, (at.line() as usize, last));
    let (_, otherwise) = rest.split_once("or_else(")?;
    let makes = [".clone()", ".to_owned()", ".to_vec()", "::clone("];
    Some(makes.iter().any(|one| otherwise.contains(one)))
}

/// Whether both may ask for the same `Arc`: they do so in one line, or what the one
/// is given is a clone of what the other one is given.
fn may_be_one(one: &Step, other: &Step, sources: Sources) -> bool {
    let has_a_clone = |one: &Step, other: &Step| {
        let given = sources.argument(other.location).and_then(last_word);
        given.is_some_and(|word| sources.mentions(one.location, &word))
    };
    one.location == other.location
        || has_a_clone(one, other)
        || has_a_clone(other, one)
}

/// The last word of what a call is given: `store` of `&mut self.store`.
pub(crate) fn last_word(given: TokenStream) -> Option<String> {
    match given.into_iter().last()? {
        TokenTree::Ident(word) => Some(word.to_string()),
        _ => None,
    }
}
