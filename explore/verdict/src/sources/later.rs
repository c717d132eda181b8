//! What a task comes to after one of its lines, as far as the function tells that has it,
//! and what it starts there.

use std::panic::Location;

use explore::Place;
use proc_macro2::TokenStream;

use super::Sources;
use crate::functions::{argument, closures, functions, has_token, is_part, lines};

/// A call that starts a task.
pub(crate) struct Start {
    /// Its line.
    pub(crate) line: usize,
    /// The lines of what it is given.
    lines: (usize, usize),
    /// What it is given.
    pub(crate) given: TokenStream,
}

impl Start {
    /// The last line of what it is given.
    pub(crate) fn end(&self) -> usize {
        self.lines.1
    }

    /// The call that begins there. Both numbers count from 1.
    fn at(text: &'static str, line: usize, column: usize) -> Option<Start> {
        let given = argument(text, line, column)?;
        let spans = || given.clone().into_iter().map(|token| token.span());
        let first = spans().next()?.start().line;
        let last = spans().last()?.end().line;
        Some(Start { line, lines: (first, last), given })
    }
}

/// All calls in these lines that start a task.
fn starts(text: &'static str, (first, last): (usize, usize)) -> Vec<Start> {
    let numbered = text.lines().enumerate().map(|(place, line)| (place + 1, line));
    let within = numbered.filter(|(number, _)| (first..=last).contains(number));
    let calls = within.flat_map(|(number, line)| {
        let found = line.match_indices("spawn").filter_map(move |(place, _)| {
            let (before, rest) = line.split_at(place);
            let end = rest.find(|letter| !is_part(letter))?;
            let is_call = rest[end..].starts_with('(') && !before.contains("//");
            (is_call && !before.ends_with(is_part)).then_some(before)
        });
        found.map(move |before| (number, before.chars().count() + 1))
    });
    calls.filter_map(|(line, column)| Start::at(text, line, column)).collect()
}

/// Whether a line has a call of the value with this name that begins with one of these.
fn calls(line: &str, name: &str, calls: &[&str]) -> bool {
    let mut found = line.match_indices(name);
    found.any(|(place, _)| {
        let (before, rest) = line.split_at(place);
        let rest = &rest[name.len()..];
        !before.ends_with(is_part)
            && calls.iter().any(|call| rest.starts_with(call))
    })
}

/// Whether a line receives by this name.
pub(crate) fn receives_by(line: &str, name: &str) -> bool {
    let is_walked = || {
        let rest = line.trim_end().strip_suffix('{').map(str::trim_end);
        let before = rest.and_then(|rest| rest.strip_suffix(name));
        let walks = [" in ", " in &", " in self."];
        before.is_some_and(|before| walks.iter().any(|walk| before.ends_with(walk)))
    };
    calls(line, name, &[".recv", ".iter()", ".try_iter()", ".blocking_recv"])
        || is_walked()
}

/// Whether a line sends by this name.
pub(crate) fn sends_by(line: &str, name: &str) -> bool {
    calls(line, name, &[".send(", ".blocking_send("])
}

/// Whether a line changes a value that others watch by this name.
pub(crate) fn changes_by(line: &str, name: &str) -> bool {
    calls(line, name, &[".send"])
}

/// Whether a line notifies by this name.
pub(crate) fn notifies_by(line: &str, name: &str) -> bool {
    calls(line, name, &[".notify_"])
}

impl Sources {
    /// The lines that who is at this place runs: those of the function, or of the innermost
    /// closure or future in it.
    pub(crate) fn own_lines(self, at: &Place) -> Option<(usize, usize)> {
        let function = self.function_at(at)?.lines;
        let line = at.line as usize;
        let inside = closures(self.text(&at.file)?).iter().copied().filter(|one| {
            (one.0..=one.1).contains(&line)
                && function.0 <= one.0
                && one.1 <= function.1
        });
        Some(inside.min_by_key(|(first, last)| last - first).unwrap_or(function))
    }

    /// The same of what has a call in this line from outside: a scope is such a call, and what
    /// it is given begins there.
    pub(super) fn lines_around(self, at: &Place) -> Option<(usize, usize)> {
        let function = self.function_at(at)?.lines;
        let line = at.line as usize;
        let around = closures(self.text(&at.file)?)
            .iter()
            .copied()
            .filter(|one| one.0 < line && line <= one.1 && function.0 <= one.0);
        Some(around.min_by_key(|(first, last)| last - first).unwrap_or(function))
    }

    /// The calls that start a task in these lines of the file of this place.
    pub(crate) fn starts(self, at: &Place, lines: (usize, usize)) -> Vec<Start> {
        let text = self.text(&at.file);
        text.map(|text| starts(text, lines)).unwrap_or_default()
    }

    /// The calls by which the task at this place starts another one after this line.
    pub(crate) fn starts_after(self, at: &Place) -> Vec<Start> {
        let own = self.own_lines(at);
        let after = own.map(|(_, last)| (at.line as usize + 1, last));
        after.map(|after| self.starts(at, after)).unwrap_or_default()
    }

    /// The first line after this one that the task at this place runs itself and that is
    /// so.
    pub(crate) fn comes_later(
        self,
        at: &Place,
        is_it: impl Fn(&str) -> bool,
    ) -> Option<usize> {
        self.comes_later_in(self.own_lines(at)?, at, is_it)
    }

    /// The same of a line that has a scope: what comes after that, or in it.
    pub(crate) fn comes_after_scope(
        self,
        at: &Place,
        is_it: impl Fn(&str) -> bool,
    ) -> Option<usize> {
        self.comes_later_in(self.lines_around(at)?, at, is_it)
    }

    fn comes_later_in(
        self,
        (_, last): (usize, usize),
        at: &Place,
        is_it: impl Fn(&str) -> bool,
    ) -> Option<usize> {
        let first = at.line as usize + 1;
        let text = self.text(&at.file)?;
        // Others may run what is in a closure.
        let others = closures(text).iter().filter(|one| one.0 >= first);
        let others: Vec<_> = others.collect();
        let is_other =
            |line: usize| others.iter().any(|one| (one.0..=one.1).contains(&line));
        let after = lines(text, (first, last));
        let mut own =
            (first..).zip(after.lines()).filter(|(number, _)| !is_other(*number));
        own.find(|(_, line)| is_it(line)).map(|(number, _)| number)
    }

    /// The first line that is so of those that a task runs that is started by this call: of
    /// what the call is given, or of a function of the same file that it calls there.
    pub(crate) fn runs(
        self,
        file: &str,
        start: &Start,
        is_it: impl Fn(&str) -> bool,
    ) -> Option<usize> {
        let text = self.text(file)?;
        let all = functions(text);
        let called =
            all.iter().filter(|one| has_token(start.given.clone(), &one.name));
        let parts = [start.lines].into_iter().chain(called.map(|one| one.lines));
        let mut numbered = parts.flat_map(|part| {
            let text = lines(text, part);
            let all: Vec<_> =
                (part.0..).zip(text.lines().map(str::to_string)).collect();
            all
        });
        numbered.find(|(_, line)| is_it(line)).map(|(number, _)| number)
    }

    /// The first line after this place in which its function receives by this name.
    pub(crate) fn receives_after(
        self,
        at: &Location<'_>,
        name: &str,
    ) -> Option<usize> {
        self.line_after(at, |line| receives_by(line, name))
    }

    /// The first line after this place in its function that is so.
    pub(crate) fn line_after(
        self,
        at: &Location<'_>,
        is_it: impl Fn(&str) -> bool,
    ) -> Option<usize> {
        let (_, last) = self.function(at)?.lines;
        let first = at.line() as usize + 1;
        let text = lines(self.text(at.file())?, (first, last));
        Some(first + text.lines().position(is_it)?)
    }

    /// The call that starts a task at this place.
    pub(crate) fn start(self, at: &Location<'_>) -> Option<Start> {
        Start::at(self.text(at.file())?, at.line() as usize, at.column() as usize)
    }
}
