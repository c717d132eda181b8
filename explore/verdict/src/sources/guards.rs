//! What a function does with a lock through the guard that it names.

use std::panic::Location;

use explore::Place;

use super::Sources;
use crate::functions::{body_end, is_part, lines};

/// The methods that take something out of what they are called on.
const TAKE: [&str; 9] = [
    "take",
    "drain",
    "pop",
    "pop_front",
    "pop_back",
    "remove",
    "swap_remove",
    "split_off",
    "clear",
];

/// Those that put something into it.
const PUT: [&str; 7] =
    ["insert", "push", "push_back", "push_front", "replace", "extend", "append"];

/// The functions of `std::mem` that take something out of what they are given.
const MEM: [&str; 4] =
    ["take(&mut *", "take(&mut ", "replace(&mut *", "replace(&mut "];

impl Sources {
    /// Whether the lock that is taken here is unwrapped: who finds it poisoned panics.
    pub(crate) fn unwraps(self, at: &Location<'_>) -> bool {
        let next = || self.line(at.file(), at.line() + 1);
        let (_, rest) =
            self.rest(at).and_then(|rest| rest.split_once("()")).unzip();
        let rest =
            rest.map(str::trim).filter(|rest| !rest.is_empty()).or_else(next);
        let starts = |rest: &str| {
            let rest = rest.trim_start();
            rest.starts_with(".unwrap()") || rest.starts_with(".expect(")
        };
        rest.is_some_and(starts)
    }

    /// The variable that has the guard of the lock that is taken in this line.
    pub(crate) fn guard_of(self, place: &Place) -> Option<&'static str> {
        let line = self.line(&place.file, place.line)?.trim();
        let named = line.strip_prefix("let mut ")?;
        let (name, _) = named.split_once(|letter| !is_part(letter))?;
        Some(name)
    }

    /// The first line after the one place, up to the other one, that takes something out of
    /// what this variable guards.
    pub(crate) fn takes_out(
        self,
        from: &Place,
        to: &Place,
        guard: &str,
    ) -> Option<u32> {
        let mut all = from.line + 1..=to.line;
        all.find(|line| {
            let text = self.line(&from.file, *line);
            text.is_some_and(|text| does(text, guard, is_taken))
        })
    }

    /// The first line from this place on, in the function or async block that has it, that puts
    /// something into what the variable guards.
    pub(crate) fn puts_in(self, from: &Place, guard: &str) -> Option<u32> {
        let text = self.text(&from.file)?;
        let first = from.line as usize;
        let rest = lines(text, (first, body_end(text, first)?));
        let at = rest.lines().position(|line| does(line, guard, is_put))?;
        u32::try_from(first + at).ok()
    }
}

/// Whether a line has the variable, and this is so of what stands before and behind it.
fn does(line: &str, name: &str, is_it: impl Fn(&str, &str) -> bool) -> bool {
    let mut found = line.match_indices(name);
    found.any(|(place, _)| {
        let (before, behind) = (&line[..place], &line[place + name.len()..]);
        let is_word = !before.ends_with(|letter| is_part(letter) || letter == '.')
            && !behind.starts_with(is_part);
        is_word && is_it(before, behind)
    })
}

fn is_taken(before: &str, behind: &str) -> bool {
    MEM.iter().any(|call| before.ends_with(call)) || calls(behind, &TAKE)
}

fn is_put(_: &str, behind: &str) -> bool {
    let rest = behind.trim_start_matches(|letter| is_part(letter) || letter == '.');
    let is_assigned = rest.strip_prefix(" = ").is_some();
    is_assigned || calls(behind, &PUT)
}

/// Whether a method of these is called on the variable or on a field of it.
fn calls(behind: &str, methods: &[&str]) -> bool {
    let Some((path, _)) = behind.split_once('(') else { return false };
    let is_path = path.chars().all(|letter| is_part(letter) || letter == '.');
    is_path && path.rsplit('.').next().is_some_and(|last| methods.contains(&last))
}
