//! What says that it waits for ever.

use explore::Place;

use super::Sources;
use crate::functions::{Function, code, functions, is_part, lines, nth_line};

impl Sources {
    /// Whether the task that is at this place calls `pending()`: the closure or the future
    /// around the place does so, or else the function. Where a task is started, those that
    /// the line calls do.
    pub(crate) fn waits_for_ever(self, place: &Place) -> bool {
        let found = || {
            let (text, own) = (self.text(&place.file)?, self.own_lines(place)?);
            let line = nth_line(text, place.line as usize)?;
            let is_function = self.function_at(place)?.lines == own;
            let starts = is_function && line.contains("spawn");
            let is_called = |one: &&Function| calls(line, &one.name);
            let mut called = functions(text).iter().filter(is_called);
            Some(match starts {
                true => called.any(|one| calls_pending(lines(text, one.lines))),
                false => calls_pending(lines(text, own)),
            })
        };
        found().unwrap_or(false)
    }
}

/// Whether a function of this name, and no method, is called in these lines.
fn calls(text: &str, name: &str) -> bool {
    code(text).any(|line| {
        line.match_indices(name).any(|(at, _)| {
            let (before, rest) = (&line[..at], &line[at + name.len()..]);
            let is_whole = !before.ends_with(|it| is_part(it) || it == '.');
            is_whole && (rest.starts_with('(') || rest.starts_with("::<"))
        })
    })
}

fn calls_pending(text: &str) -> bool {
    calls(text, "pending")
}

#[cfg(test)]
mod tests {
    use super::calls_pending;

    #[test]
    fn it_is_called_and_not_named_alone() {
        for call in
            ["pending::<()>().await", "future::pending().await", "(pending())"]
        {
            assert!(calls_pending(call), "{call}");
        }
        for other in
            ["poll.is_pending()", "queue.pending()", "1 // pending()", "pending"]
        {
            assert!(!calls_pending(other), "{other}");
        }
    }
}
