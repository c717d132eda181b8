//! Which fields a function changes behind a lock, and which ones a wait looks at.

use explore::Place;

use super::Sources;
use crate::functions::{has_word, is_part, lines};
use crate::statements::statement;

/// How a field is changed, with the words that follow its name: " = true;".
struct Change {
    field: &'static str,
    line: u32,
    how: &'static str,
}

/// All changes in a few lines.
pub(crate) struct Changes(Vec<Change>);

/// What begins a method that puts something into what it is called on.
const PUTS: [&str; 4] = [".push", ".insert(", ".extend(", ".append("];

impl Changes {
    /// The first field that a condition does not look at and that may have been
    /// changed, with the line of that. Each other change of these would have ended
    /// the wait.
    pub(crate) fn left_out(&self, condition: &str) -> Option<(&'static str, u32)> {
        let is_seen = |change: &&Change| has_word(condition, change.field);
        let ends = |change: &Change| {
            let is_asked = |asks: &str| {
                condition.contains(&format!(".{}{asks}", change.field))
            };
            let is_not = || {
                let mut words = condition.split(|it| " (&|".contains(it));
                let end = format!(".{}", change.field);
                words.any(|word| {
                    word.starts_with('!')
                        && word.trim_end_matches(')').ends_with(&end)
                })
            };
            let how = change.how;
            how.starts_with(" = Some(")
                && (is_asked(".is_none()") || leaves_with(condition, change.field))
                || how.starts_with(" = true") && is_not()
                || PUTS.iter().any(|put| how.starts_with(put))
                    && is_asked(".is_empty()")
        };
        let other = self.0.iter().find(|change| !is_seen(change))?;
        // What ends one of two conditions does not end the wait.
        let has_two = condition.contains("||");
        let mut seen = self.0.iter().filter(is_seen);
        let is_sure = seen.all(|change| !has_two && ends(change));
        is_sure.then_some((other.field, other.line))
    }
}

/// Whether a loop is left once the field has a value.
fn leaves_with(condition: &str, field: &str) -> bool {
    let mut lines = condition.lines();
    let asks =
        lines.any(|line| line.contains("if let Some(") && has_word(line, field));
    asks && lines.next().is_some_and(|next| {
        ["return", "break"].iter().any(|leaves| has_word(next, leaves))
    })
}

impl Sources {
    /// The text that decides whether the wait in this line goes on, and its first
    /// line: that of the innermost loop, or of the statement that waits in a call
    /// such as `wait_while`.
    pub(crate) fn condition(self, waits: &Place) -> Option<(&'static str, u32)> {
        let text = self.text(&waits.file)?;
        let line = waits.line as usize;
        let in_a_call = || {
            let (first, last) = statement(text, line)?;
            lines(text, (first, last))
                .contains("wait_while(")
                .then_some((first, last))
        };
        let in_a_loop = || self.function_at(waits)?.innermost_loop_lines(line);
        let (first, last) = in_a_call().or_else(in_a_loop)?;
        Some((lines(text, (first, last)), u32::try_from(first).ok()?))
    }

    /// What is changed through a guard from the line that locks to the other one.
    /// Nothing if the guard is given to somebody else, who may change more.
    pub(crate) fn changes(self, from: &Place, to: &Place) -> Option<Changes> {
        let guard = self.guard_of(from);
        // The line that names the guard changes nothing yet.
        let first = from.line + u32::from(guard.is_some());
        // Without a name it lives no longer than its statement.
        let last = if guard.is_some() { to.line.max(from.line) } else { from.line };
        let guard = guard.unwrap_or("unwrap()");
        let mut found = Vec::new();
        for number in first..=last {
            let line = self.line(&from.file, number)?;
            for (place, _) in line.match_indices(guard) {
                let (before, rest) = (&line[..place], &line[place + guard.len()..]);
                // A field of that name is another one.
                let is_end = guard == "unwrap()";
                if !is_end && before.ends_with(|it| is_part(it) || it == '.') {
                    continue;
                }
                if ["&mut ", "&mut *"].iter().any(|given| before.ends_with(given)) {
                    return None;
                }
                found.extend(change(rest, number)?);
            }
        }
        (!found.is_empty()).then_some(Changes(found))
    }

    /// In how many lines this is waited for, as far as the texts tell.
    pub(crate) fn count_waits(self, name: &str) -> usize {
        const WAITS: [&str; 5] = [
            ".wait(",
            ".wait_while(",
            ".wait_timeout",
            ".notified()",
            ".notified_owned()",
        ];
        let is_it = |line: &&str| {
            has_word(line, name) && WAITS.iter().any(|waits| line.contains(waits))
        };
        self.0.iter().flat_map(|(_, text)| text.lines()).filter(is_it).count()
    }
}

/// What is done to a field of a guard, in the words that follow the guard. Outside,
/// nothing that is known: a method of its own may change anything.
fn change(rest: &'static str, line: u32) -> Option<Option<Change>> {
    let Some(path) = rest.strip_prefix('.') else { return Some(None) };
    let end = path.find(|letter| !is_part(letter)).unwrap_or(path.len());
    let (field, how) = path.split_at(end);
    if how.starts_with('(') {
        return None;
    }
    let is_put = PUTS.iter().any(|put| how.starts_with(put));
    let is_set = [" = ", " += ", " -= "].iter().any(|sets| how.starts_with(sets));
    let is_other = how.starts_with('.') && !is_put && !is_look(how);
    match is_other {
        true => None,
        false => Some((is_put || is_set).then_some(Change { field, line, how })),
    }
}

/// Whether these words only look.
fn is_look(how: &str) -> bool {
    const LOOKS: [&str; 7] = [
        ".is_none()",
        ".is_some()",
        ".is_empty()",
        ".len()",
        ".clone()",
        ".get(",
        ".contains",
    ];
    LOOKS.iter().any(|look| how.starts_with(look))
}
