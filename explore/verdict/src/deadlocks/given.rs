//! Which task was given an end of a channel when it was started, as the source says.

use std::panic::Location;

use explore::{Failure, Object, Started, Waiting};
use proc_macro2::{TokenStream, TokenTree};

use crate::functions::{is, is_part};
use crate::sources::Sources;

/// The tasks that wait and have a sender of the channel: it was moved into each, and
/// nothing drops it before that task's wait.
pub(super) fn senders<'a>(
    failure: &'a Failure,
    channel: &Object,
    sources: Sources,
) -> Vec<(&'a Waiting, &'a Started)> {
    let name = sender(channel, sources);
    name.map(|name| given(failure, channel, &name, sources)).unwrap_or_default()
}

/// The same of the receiver, if the task has started no other one, which may have it now.
pub(super) fn receivers<'a>(
    failure: &'a Failure,
    channel: &Object,
    sources: Sources,
) -> Vec<(&'a Waiting, &'a Started)> {
    let Some(name) = receiver(channel, sources) else { return Vec::new() };
    let mut given = given(failure, channel, &name, sources);
    let starts = |task: &str| failure.started.iter().any(|one| one.by == task);
    given.retain(|(task, _)| !starts(&task.task));
    given
}

/// The tasks that wait and to which the variable of this name was given.
fn given<'a>(
    failure: &'a Failure,
    channel: &Object,
    name: &str,
    sources: Sources,
) -> Vec<(&'a Waiting, &'a Started)> {
    let starts = failure.started.iter();
    let given = starts.filter(|started| {
        sources.is_one_function(channel.made, started.location)
            && sources
                .argument(started.location)
                .is_some_and(|given| is_moved(given, name))
    });
    let waits = |started: &'a Started| {
        let waits = failure.waiting.iter().find(|one| one.task == started.task)?;
        has_still(started, waits.location, name, sources)
            .then_some((waits, started))
    };
    given.filter_map(waits).collect()
}

/// The variable of the sender, where the two ends of a channel are named in one `let`.
pub(super) fn sender(channel: &Object, sources: Sources) -> Option<String> {
    let body = sources.body(channel.made)?;
    let is_number = |end: &str| end.chars().all(|letter| letter.is_ascii_digit());
    let name = match channel.name.rsplit_once(' ') {
        Some((name, number)) if is_number(number) => name,
        _ => &channel.name,
    };
    let is_named = [format!("let ({name}, "), format!("let (mut {name}, ")];
    is_named.iter().any(|text| body.contains(text)).then(|| name.to_string())
}

/// The variable of the receiver, if the line that makes the channel names both.
pub(crate) fn receiver(channel: &Object, sources: Sources) -> Option<String> {
    let sender = sender(channel, sources)?;
    let line = sources.line(channel.made.file(), channel.made.line())?;
    let (_, rest) = line.split_once(&format!("{sender}, "))?;
    let (name, _) = rest.split_once(')')?;
    let name = name.strip_prefix("mut ").unwrap_or(name);
    name.chars().all(is_part).then(|| name.to_string())
}

/// Whether a closure or a call with these tokens takes the value of this name along.
pub(super) fn is_moved(given: TokenStream, name: &str) -> bool {
    let tokens = flat(given);
    let is_word = |place: usize, word: &str| {
        tokens.get(place).is_some_and(|token| is(token, word))
    };
    let is_sign = |place: usize, sign: char| matches!(tokens.get(place), Some(TokenTree::Punct(it)) if it.as_char() == sign);
    let moves = (0..tokens.len()).any(|place| is_word(place, "move"));
    (0..tokens.len()).any(|place| {
        let before = place.checked_sub(1);
        let is_other = before.is_some_and(|before| is_sign(before, '.'));
        let is_lent = before.is_some_and(|before| is_sign(before, '&'));
        let is_used = is_sign(place + 1, '.') && !moves;
        is_word(place, name) && !is_other && (moves || !is_lent) && !is_used
    })
}

/// All tokens, those of groups among them.
fn flat(tokens: TokenStream) -> Vec<TokenTree> {
    let parts = tokens.into_iter().flat_map(|token| match token {
        TokenTree::Group(group) => flat(group.stream()),
        other => vec![other],
    });
    parts.collect()
}

/// Whether the task does not drop it before it waits there.
pub(super) fn has_still(
    started: &Started,
    waits: &Location<'_>,
    name: &str,
    sources: Sources,
) -> bool {
    let Some(given) = sources.argument(started.location) else { return false };
    let tokens = flat(given);
    let lines = || tokens.iter().map(|token| token.span().start().line);
    let drops =
        tokens.windows(2).filter(|pair| is(&pair[0], "drop") && is(&pair[1], name));
    let mut drops = drops.map(|pair| pair[1].span().start().line);
    let Some(dropped) = drops.next() else { return true };
    let (first, last) = (lines().min().unwrap_or(0), lines().max().unwrap_or(0));
    let line = waits.line() as usize;
    // A wait in another function may come after what does not end the task.
    match waits.file() == started.location.file() && (first..=last).contains(&line)
    {
        true => line < dropped,
        false => dropped == last,
    }
}
