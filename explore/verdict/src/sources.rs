//! The texts by which an answer is told.

use std::panic::Location;

use explore::Place;
use proc_macro2::TokenStream;

use crate::functions::{
    Function, argument, body_end, function, functions, has_token, has_word,
    is_part, lines,
};

pub(crate) mod announced;
mod borrows;
pub(crate) mod conditions;
mod fields;
mod files;
mod for_ever;
mod given;
mod guards;
mod lasting;
pub(crate) mod later;
pub(crate) mod lies;
mod looks;
mod made;
pub(crate) mod owners;

/// The texts of the answer and of its checks by the names that the learner knows, such as
/// `answers/router.rs`; the answer's first. The compiler may know them in a folder.
///
/// A package has no checks besides itself: before its files stands one without a name, whose
/// text is the folder from which their names go on.
#[derive(Clone, Copy, Debug)]
pub struct Sources(pub &'static [(&'static str, &'static str)]);

/// What a line such as `let own = Arc::clone(&word);` calls its clones of what the word
/// names.
fn clones(line: &str, word: &str) -> Vec<String> {
    let is_clone = |value: &str| {
        let value = value.trim();
        let cloned = value.strip_suffix(')').and_then(|value| {
            let (_, cloned) = value.split_once("::clone(")?;
            Some(cloned.trim_start_matches('&'))
        });
        cloned.or_else(|| value.strip_suffix(".clone()")) == Some(word)
    };
    let parts = |text: &str| {
        let inside = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
        let parts = inside.unwrap_or(text).split(", ");
        parts.map(str::to_string).collect::<Vec<_>>()
    };
    let made =
        line.trim().strip_prefix("let ").and_then(|line| line.split_once(" = "));
    let Some((names, values)) = made else { return Vec::new() };
    let values = parts(values.trim_end_matches(';'));
    let names = parts(names.split(": ").next().unwrap_or_default());
    let named = names.into_iter().zip(values);
    let named = named.filter(|(_, value)| is_clone(value));
    named.map(|(name, _)| name.trim_start_matches("mut ").to_string()).collect()
}

/// Whether a line is no more than a call of the function of this name.
fn is_statement(line: &str, name: &str) -> bool {
    let call = line
        .strip_suffix(';')
        .and_then(|line| line.split_once(&format!("{name}(")));
    let is_path = |letter: char| is_part(letter) || ".:&".contains(letter);
    call.is_some_and(|(before, _)| before.chars().all(is_path))
}

impl Sources {
    /// The function that has this place.
    pub(crate) fn function(self, at: &Location<'_>) -> Option<&'static Function> {
        function(self.text(at.file())?, at.line() as usize)
    }

    /// The function that has this line.
    pub(crate) fn function_at(self, place: &Place) -> Option<&'static Function> {
        function(self.text(&place.file)?, place.line as usize)
    }

    /// Whether both places are in the same function.
    pub(crate) fn is_one_function(
        self,
        one: &Location<'_>,
        other: &Location<'_>,
    ) -> bool {
        let other = self.function(other);
        let is_it =
            |one: &Function| other.is_some_and(|other| std::ptr::eq(one, other));
        self.function(one).is_some_and(is_it)
    }

    /// Whether a task that is at the one place and then at the other one may have joined a
    /// task in between: in one function, or in one that calls both, a line between the two
    /// does so.
    pub(crate) fn may_join_between(
        self,
        one: &Location<'_>,
        other: &Location<'_>,
    ) -> bool {
        let joins = |text: &str| text.contains("join(") || text.contains(".await");
        if !self.is_one_function(one, other) {
            let all = [self.body(one), self.body(other), self.between(one, other)];
            return all.iter().any(|text| text.is_none_or(joins));
        }
        if other.line() <= one.line() {
            return true;
        }
        let between = (one.line() as usize + 1, other.line() as usize - 1);
        joins(lines(self.text(one.file()).unwrap_or_default(), between))
    }

    /// Of a third function that calls those with these places the lines between the two
    /// calls.
    fn between(
        self,
        one: &Location<'_>,
        other: &Location<'_>,
    ) -> Option<&'static str> {
        let (one, other) = (self.function(one)?, self.function(other)?);
        self.0.iter().find_map(|(_, text)| {
            functions(text).iter().find_map(|function| {
                let is_third =
                    function.lines != one.lines && function.lines != other.lines;
                let body = is_third.then(|| lines(text, function.lines))?;
                let (_, rest) = body.split_once(&format!("{}(", one.name))?;
                let (between, _) = rest.split_once(&format!("{}(", other.name))?;
                Some(between)
            })
        })
    }

    /// Whether another function calls the two functions that have these places, and uses
    /// what the first of them returns: what is thrown away there is no part of what comes
    /// later.
    pub(crate) fn are_called_by_one(
        self,
        one: &Location<'_>,
        other: &Location<'_>,
    ) -> bool {
        let called = [self.function(one), self.function(other)];
        let [Some(one), Some(other)] = called else { return false };
        let calls = |body: &str, name: &str| body.contains(&format!("{name}("));
        let uses = |body: &str, name: &str| {
            let mut lines = body.lines().filter(|line| calls(line, name));
            lines.any(|line| !is_statement(line.trim(), name))
        };
        self.0.iter().any(|(_, text)| {
            functions(text).iter().any(|function| {
                let body = lines(text, function.lines);
                let is_third =
                    function.lines != one.lines && function.lines != other.lines;
                is_third && uses(body, &one.name) && calls(body, &other.name)
            })
        })
    }

    /// Whether the function with the one place is that of the other one, or calls it.
    pub(crate) fn calls_or_is(
        self,
        one: &Location<'_>,
        other: &Location<'_>,
    ) -> bool {
        let called = || {
            let name = &self.function(other)?.name;
            Some(self.body(one)?.contains(&format!("{name}(")))
        };
        self.is_one_function(one, other) || called().unwrap_or(false)
    }

    /// The rest of the line from this place on.
    pub(crate) fn rest(self, at: &Location<'_>) -> Option<&'static str> {
        let line = self.line(at.file(), at.line())?;
        let (place, _) = line.char_indices().nth(at.column() as usize - 1)?;
        line.get(place..)
    }

    /// The lines of the function that has this place.
    pub(crate) fn body(self, at: &Location<'_>) -> Option<&'static str> {
        Some(lines(self.text(at.file())?, self.function(at)?.lines))
    }

    /// The lines of each function of this name.
    pub(crate) fn bodies(self, name: &str) -> Vec<&'static str> {
        let all = self.0.iter().flat_map(|(_, text)| {
            functions(text).iter().map(move |one| (*text, one))
        });
        let named = all.filter(|(_, one)| one.name == name);
        named.map(|(text, one)| lines(text, one.lines)).collect()
    }

    /// What the call at this place is given.
    pub(crate) fn argument(self, at: &Location<'_>) -> Option<TokenStream> {
        argument(self.text(at.file())?, at.line() as usize, at.column() as usize)
    }

    /// Whether what the call at this place is given has this word, or the name of a clone
    /// of what it names.
    pub(crate) fn mentions(self, at: &Location<'_>, word: &str) -> bool {
        let clones = || {
            let body = self.body(at).unwrap_or_default();
            body.lines().flat_map(|line| clones(line, word)).collect::<Vec<_>>()
        };
        self.argument(at).is_some_and(|tokens| {
            has_token(tokens.clone(), word)
                || clones().iter().any(|clone| has_token(tokens.clone(), clone))
        })
    }

    /// Whether what the call at this place is given has this word, or calls a function of
    /// the same file that has it, itself or in a method that it calls on its `self`.
    pub(crate) fn reaches(self, at: &Location<'_>, word: &str) -> bool {
        let calls = |text: &&'static str| {
            let all = functions(text);
            let all = all.iter().map(|one| (&one.name, lines(text, one.lines)));
            let all: Vec<_> = all.collect();
            let has = |body: &str| has_word(body, word);
            let calls_one = |body: &str| {
                all.iter().any(|(name, inner)| {
                    has(inner) && body.contains(&format!("self.{name}("))
                })
            };
            all.iter().any(|(name, body)| {
                self.mentions(at, name) && (has(body) || calls_one(body))
            })
        };
        self.mentions(at, word) || self.text(at.file()).iter().any(calls)
    }

    /// Whether what is locked at this place is assigned to: in the same statement, or
    /// through the guard that it names.
    pub(crate) fn assigns(self, at: &Location<'_>) -> bool {
        let Some(rest) = self.rest(at) else { return false };
        let line = self.line(at.file(), at.line());
        let before = line.and_then(|line| line.strip_suffix(rest)).unwrap_or("");
        let Some((_, guard)) = before.rsplit_once("let mut ") else {
            return !before.contains("let ") && is_assignment(rest);
        };
        let end = guard.find(|letter| !is_part(letter)).unwrap_or(guard.len());
        let assigned = format!("*{} = ", &guard[..end]);
        self.body(at).is_some_and(|body| body.contains(&assigned))
    }

    /// Whether an assertion stands in this line, which may say what its author likes.
    pub(crate) fn asserts(self, place: &Place) -> bool {
        let line = self.line(&place.file, place.line);
        let calls = ["assert!(", "assert_eq!(", "assert_ne!("];
        line.is_some_and(|line| calls.iter().any(|call| line.contains(call)))
    }

    /// The name before the method that is called at this place: `queue` of
    /// `self.queue.lock()`.
    pub(crate) fn called_on(self, at: &Location<'_>) -> Option<&'static str> {
        let line = self.line(at.file(), at.line())?;
        let before = line.strip_suffix(self.rest(at)?)?.strip_suffix('.')?;
        before.rsplit(|letter| !is_part(letter)).next().filter(|it| !it.is_empty())
    }

    /// What follows this place in the `select!` that has it, if that is biased.
    pub(crate) fn biased_arms_after(
        self,
        at: &Location<'_>,
    ) -> Option<&'static str> {
        let text = self.text(at.file())?;
        let before: usize = text
            .split_inclusive('\n')
            .take(at.line() as usize - 1)
            .map(str::len)
            .sum();
        let start = text[..before].rfind("select!")?;
        let mut depth = 0_usize;
        let block = text[start..].char_indices().find_map(|(place, letter)| {
            match letter {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ => return None,
            }
            (letter == '}' && depth == 0).then_some(start + place)
        });
        let is_biased = text[start..before].contains("biased;");
        let end = block.filter(|end| is_biased && *end > before)?;
        let (_, rest) = text[before..end].split_once('\n')?;
        Some(rest)
    }

    /// Whether the function that has this place has the word after the line of it.
    pub(crate) fn comes_to(self, at: &Location<'_>, word: &str) -> bool {
        let after = || {
            let (_, last) = self.function(at)?.lines;
            Some(lines(self.text(at.file())?, (at.line() as usize + 1, last)))
        };
        // The second one of that name is no other word.
        let word = word.split(' ').next().unwrap_or_default();
        after().is_some_and(|text| has_word(text, word))
    }

    /// Whether a loop has this line whose turns do the same: none that goes through some
    /// values and uses them before it comes to the line, or in it.
    pub(crate) fn tries_again(self, place: &Place) -> bool {
        let line = place.line as usize;
        let (Some(text), Some(function)) =
            (self.text(&place.file), self.function_at(place))
        else {
            return false;
        };
        let Some(from) = function.innermost_loop(line) else { return false };
        let text = lines(text, (from, line));
        let (head, rest) = text.split_once('\n').unwrap_or((text, ""));
        let Some((_, head)) = head.split_once("for ") else { return true };
        let (value, _) = head.split_once(" in ").unwrap_or((head, ""));
        let names = value.split(|letter| !is_part(letter));
        let mut names =
            names.filter(|name| !name.is_empty() && !name.starts_with('_'));
        let told = ["println!", "print!", "eprintln!", "dbg!"];
        let used = |name: &str| {
            let mut lines = rest.lines();
            lines.any(|line| {
                !told.iter().any(|told| line.trim().starts_with(told))
                    && has_word(line, name)
            })
        };
        !names.any(used)
    }

    /// The names in the function with this place of what has this name: that, and those of its
    /// clones.
    pub(crate) fn names_of(self, at: &Location<'_>, name: &str) -> Vec<String> {
        let body = self.body(at).unwrap_or_default();
        let clones = body.lines().flat_map(|line| clones(line, name));
        clones.chain([name.to_string()]).collect()
    }

    /// The first line after this one in the innermost loop that has it, in which one of these
    /// names stands.
    pub(crate) fn in_its_loop(
        self,
        at: &Location<'_>,
        names: &[String],
    ) -> Option<u32> {
        let line = at.line() as usize;
        let (_, last) = self.function(at)?.innermost_loop_lines(line)?;
        let text = lines(self.text(at.file())?, (line + 1, last));
        let has = |line: &str| names.iter().any(|name| has_word(line, name));
        let place = text.lines().position(has)?;
        u32::try_from(line + 1 + place).ok()
    }

    /// The lines of the innermost loop that has this place.
    pub(crate) fn loop_around(self, at: &Location<'_>) -> Option<&'static str> {
        let around = self.function(at)?.innermost_loop_lines(at.line() as usize)?;
        Some(lines(self.text(at.file())?, around))
    }

    /// Whether the innermost loop that has this place goes on for as long as it has to, and
    /// its text has nothing that changes from turn to turn, such as a number that it counts.
    pub(crate) fn goes_round_alike(self, at: &Location<'_>) -> bool {
        const COUNTS: [&str; 4] = [" += ", " -= ", " *= ", ".next()"];
        let line = at.line() as usize;
        let found = || {
            let body = self.loop_around(at)?;
            let looks = self.function(at)?.looks_at(line);
            Some(looks && !COUNTS.iter().any(|it| body.contains(it)))
        };
        found().unwrap_or(false)
    }

    /// Whether the function that has this place goes on after it to a call of a function with
    /// this name, or of one that has the word; or to the word itself.
    pub(crate) fn comes_again(self, place: &Place, name: &str, word: &str) -> bool {
        let after = || {
            let (_, last) = self.function_at(place)?.lines;
            let text = self.text(&place.file)?;
            Some((text, lines(text, (place.line as usize + 1, last))))
        };
        let Some((text, after)) = after() else { return false };
        let calls = |name: &str| {
            let call = format!("{name}(");
            let mut found = after.match_indices(&call);
            found.any(|(place, _)| !after[..place].ends_with(is_part))
        };
        calls(name)
            || has_word(after, word)
            || functions(text).iter().any(|one| {
                calls(&one.name) && has_word(lines(text, one.lines), word)
            })
    }

    /// Whether something is left to do after this line in the innermost function or async block
    /// that has it: more than to return.
    pub(crate) fn goes_on_after(self, place: &Place) -> bool {
        let Some(text) = self.text(&place.file) else { return false };
        let line = place.line as usize;
        let does = |line: &str| {
            line.contains(|sign: char| "(=!".contains(sign))
                && !["Ok(())", "Some(())"].contains(&line)
                && line.contains(char::is_alphabetic)
        };
        let end = body_end(text, line);
        end.is_some_and(|end| {
            lines(text, (line + 1, end)).lines().any(|line| does(line.trim()))
        })
    }

    /// Whether the function that has the one place calls that of the other one, and uses what
    /// it returns.
    pub(crate) fn uses_call(
        self,
        one: &Location<'_>,
        other: &Location<'_>,
    ) -> bool {
        let name = self.function(other).map(|found| &found.name);
        let (Some(name), Some(body)) = (name, self.body(one)) else { return false };
        let call = format!("{name}(");
        !self.is_one_function(one, other)
            && body.lines().skip(1).any(|line| {
                line.contains(&call) && !is_statement(line.trim(), name)
            })
    }
}

/// Whether the first `=` of these words, up to the end of the statement, assigns.
fn is_assignment(words: &str) -> bool {
    let words = words.split(';').next().unwrap_or_default();
    let Some((before, after)) = words.split_once('=') else { return false };
    !before.ends_with(|sign: char| "!<>+-*/%&|^".contains(sign))
        && !after.starts_with(['=', '>'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_in_any_folder_and_no_other_file_is() {
        let sources =
            Sources(&[("answers/a.rs", "answer"), ("checks/a.rs", "checks")]);
        assert_eq!(sources.name("two_locks/answers/a.rs"), Some("answers/a.rs"));
        assert_eq!(sources.text("checks/a.rs"), Some("checks"));
        assert!(sources.is_check("two_locks/checks/a.rs"));
        for other in ["explore/src/a.rs", "answers/aa.rs", "more_answers/a.rs"] {
            assert_eq!(sources.name(other), None);
        }
    }

    #[test]
    fn a_file_of_a_package_is_known_by_its_whole_path() {
        let sources =
            Sources(&[("", "/p"), ("src/lib.rs", "one"), ("a/src/lib.rs", "two")]);
        assert_eq!(sources.text("src/lib.rs"), Some("one"));
        assert_eq!(sources.text("/p/a/src/lib.rs"), Some("two"));
        assert_eq!(sources.text("a/src/lib.rs"), Some("two"));
        assert!(!sources.is_check("a/src/lib.rs"));
        assert_eq!(sources.place_of("a/src/lib.rs", 7), "line 7 of a/src/lib.rs");
        let other = "/home/.cargo/registry/src/index-1/slab-0.4.9/src/lib.rs";
        assert_eq!(sources.place_of(other, 7), "line 7 of slab-0.4.9/src/lib.rs");
        for other in ["/home/.cargo/x-1.0.0/src/lib.rs", "b/src/lib.rs", ""] {
            assert_eq!(sources.name(other), None);
        }
    }
}
