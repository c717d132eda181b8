//! Whether a function looks at what it locks, or changes it, as far as its text tells.

use std::panic::Location;

use explore::Step;

use super::Sources;
use crate::functions::{function, has_word, lines};

/// What changes something.
const CHANGES: [&str; 34] = [
    " += ",
    " -= ",
    " |= ",
    " &= ",
    "&mut ",
    "let mut ",
    "mem::",
    ".append(",
    ".as_mut()",
    ".clear()",
    ".drain(",
    ".entry(",
    ".extend(",
    ".fetch_",
    ".get_mut(",
    ".get_or_insert",
    ".insert(",
    ".iter_mut()",
    ".last_mut()",
    ".pop",
    ".push",
    ".recv",
    ".remove",
    ".replace(",
    ".reserve",
    ".retain(",
    ".send(",
    ".set(",
    ".sort",
    ".store(",
    ".swap",
    ".take()",
    ".truncate(",
    ".values_mut()",
];

impl Sources {
    /// Whether who takes this lock only looks behind it: it is locked to read, or its
    /// function changes nothing and returns what it has found.
    pub(crate) fn only_looks(self, lock: &Step) -> bool {
        let returns_what_is = |body: &str| {
            let assigns = |line: &str| {
                line.contains(" = ") && !line.trim_start().starts_with("let ")
            };
            body.lines().next().is_some_and(|line| line.contains("->"))
                && !body.lines().any(assigns)
                && !CHANGES.iter().any(|change| body.contains(change))
        };
        lock.operation.ends_with(" to read")
            || self.body(lock.location).is_some_and(returns_what_is)
    }

    /// Whether a loop comes to this place again for as long as it has to: one that has it,
    /// or one that calls its function, if none does so that ends after so many turns.
    pub(crate) fn looks_again(self, at: &Location<'_>) -> bool {
        let looks = || {
            let own = self.function(at)?;
            if own.looks_in_vain_at(at.line() as usize) {
                return Some(true);
            }
            let text = self.text(at.file())?;
            let call = format!("{}(", own.name);
            let calls = |line: &&str| {
                line.contains(&call)
                    && has_word(line, &own.name)
                    && !has_word(line, "fn")
            };
            let calls = (1..).zip(text.lines()).filter(|(_, line)| calls(line));
            let calls =
                calls.filter_map(|(line, _)| Some((line, function(text, line)?)));
            let mut loops =
                calls.filter(|(line, one)| one.loops_at(*line)).peekable();
            Some(
                loops.peek().is_some()
                    && loops.all(|(line, one)| one.looks_in_vain_at(line)),
            )
        };
        looks().unwrap_or(false)
    }

    /// Whether the function that has this place looks from its line on whether something is
    /// there.
    pub(crate) fn looks_from(self, at: &Location<'_>) -> bool {
        const LOOKS: [&str; 7] = [
            ".contains",
            ".get(",
            ".entry(",
            ".is_none()",
            ".is_some()",
            ".is_empty()",
            ".len()",
        ];
        let rest = || {
            let (_, last) = self.function(at)?.lines;
            Some(lines(self.text(at.file())?, (at.line() as usize, last)))
        };
        rest().is_some_and(|rest| LOOKS.iter().any(|look| rest.contains(look)))
    }
}
