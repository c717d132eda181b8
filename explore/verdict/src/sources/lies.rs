//! Where a value lies that a function has made, as far as its text tells.

use explore::Place;
use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::Sources;
use crate::functions::{block, closures, functions, lines, nth_line};

/// A word or a sign of a function.
struct Word {
    text: String,
    line: usize,
    /// Whether what it names is moved to where it stands: into a closure or a future.
    moves: bool,
}

/// Where a value has gone.
#[derive(Debug, PartialEq, Eq)]
enum Lies {
    /// It is in this variable.
    In(String),
    /// It is in a value of this type, which the function returns.
    Returned(String),
}

/// What has a value.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Keeper {
    /// This variable.
    Variable(String),
    /// A value of this type, whose method is called.
    Value(String),
}

/// All words of these tokens.
fn words(tokens: TokenStream, moves: bool, into: &mut Vec<Word>) {
    let mut here = moves;
    for token in tokens {
        let (first, last) = (token.span().start().line, token.span().end().line);
        let mut add = |text: &str, line| {
            into.push(Word { text: text.to_string(), line, moves: here });
        };
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    _ => ("(", ")"),
                };
                add(open, first);
                words(group.stream(), here, into);
                into.push(Word { text: close.into(), line: last, moves: here });
            }
            TokenTree::Ident(word) => {
                add(&word.to_string(), first);
                here |= word == "move";
            }
            TokenTree::Punct(sign) => {
                add(&sign.to_string(), first);
                here &= moves || ![',', ';'].contains(&sign.as_char());
            }
            TokenTree::Literal(_) => add("", first),
        }
    }
}

/// The words of a function, from the statement after the one that makes a value to a line.
struct Way<'a> {
    words: &'a [Word],
    /// How the value's own name is; as a field it keeps it.
    name: &'a str,
    /// The text of the file.
    text: &'static str,
    /// The lines of its closures.
    closures: &'static [(usize, usize)],
}

impl Way<'_> {
    fn at(&self, place: usize) -> &str {
        self.words.get(place).map_or("", |word| &word.text)
    }

    fn before(&self, place: usize, by: usize) -> &str {
        place.checked_sub(by).map_or("", |place| self.at(place))
    }

    /// Where the value is in the end; `None` if it may have gone elsewhere, or its block
    /// has ended.
    fn goes(&self, from: usize, until: usize) -> Option<Lies> {
        let (mut variable, mut is_field) = (self.name.to_string(), false);
        let mut depth = 0_isize;
        for (place, word) in self.words.iter().enumerate().skip(from) {
            if word.line > until {
                break;
            }
            match &*word.text {
                "{" => depth += 1,
                "}" if depth == 0 && word.line == until => break,
                "}" => depth -= 1,
                _ => {}
            }
            if depth < 0 {
                return None;
            }
            if word.text != variable || self.is_another(place) {
                continue;
            }
            // Another task may use it there.
            let has = |(first, last): &(usize, usize)| {
                (*first..=*last).contains(&word.line)
                    && !(*first..=*last).contains(&until)
            };
            if self.closures.iter().any(has) {
                return None;
            }
            if self.is_lent(place, is_field) || is_field && self.is_left_in(place) {
                continue;
            }
            let literal = self.literal(place).filter(|_| !is_field)?;
            match self.named(literal) {
                // Its block ends where the one does that has the value.
                Some(name) if depth == 1 => (variable, is_field) = (name, true),
                Some(_) => return None,
                None => return self.returned(literal).map(Lies::Returned),
            }
        }
        Some(Lies::In(variable))
    }

    /// Whether the word is no use of the variable: a field or a method of something else,
    /// or the name of a field that is filled.
    fn is_another(&self, place: usize) -> bool {
        let is_label = self.at(place + 1) == ":"
            && self.at(place + 2) != ":"
            && ["{", ","].contains(&self.before(place, 1));
        self.before(place, 1) == "." || is_label
    }

    /// Whether the value, or the one that has it as a field, is only lent there.
    fn is_lent(&self, place: usize, is_field: bool) -> bool {
        let is_mut = self.before(place, 1) == "mut" && self.before(place, 2) == "&";
        let is_called = || {
            let (method, after) = (self.at(place + 2), self.at(place + 3));
            self.at(place + 1) == "."
                && match (is_field, after) {
                    (false, _) => true,
                    (true, "(") => method == "clone" || borrows(self.text, method),
                    (true, after) => method != self.name || after == ".",
                }
        };
        !self.words[place].moves
            && (self.before(place, 1) == "&" || is_mut || is_called())
    }

    /// Whether other fields are taken out there, and this one is not:
    /// `let Server { rooms, .. } = server;`.
    fn is_left_in(&self, place: usize) -> bool {
        let is_end = self.before(place, 1) == "="
            && self.before(place, 2) == "}"
            && self.at(place + 1) == ";"
            && !self.words[place].moves;
        let mut pattern = (0..place.saturating_sub(2)).rev();
        let open = pattern.find(|&open| self.at(open) == "{");
        open.filter(|_| is_end).is_some_and(|open| {
            let fields = &self.words[open..place];
            let goes_on = fields
                .windows(2)
                .any(|pair| pair.iter().all(|word| word.text == "."));
            goes_on && !fields.iter().any(|word| word.text == self.name)
        })
    }

    /// Where the struct opens that the value is put into there as a field.
    fn literal(&self, place: usize) -> Option<usize> {
        let is_part = ["{", ",", ":"].contains(&self.before(place, 1))
            && self.before(place, 2) != ":"
            && [",", "}"].contains(&self.at(place + 1))
            && !self.words[place].moves;
        let mut depth = 0_isize;
        let open = (0..place).rev().find(|&open| {
            match self.at(open) {
                "}" | ")" | "]" => depth += 1,
                "{" | "(" | "[" => depth -= 1,
                _ => {}
            }
            depth < 0
        })?;
        let is_type = self.before(open, 1).starts_with(char::is_uppercase);
        (is_part && self.at(open) == "{" && is_type).then_some(open)
    }

    /// The variable that this struct is put into. Through an `Arc` of it others use it too.
    fn named(&self, open: usize) -> Option<String> {
        let equals = open.checked_sub(2).filter(|&place| self.at(place) == "=")?;
        let is_let = ["let", "mut"].contains(&self.before(equals, 2));
        is_let.then(|| self.before(equals, 1).to_string())
    }

    /// The type of this struct, if it is what the function returns in the end.
    fn returned(&self, open: usize) -> Option<String> {
        let mut depth = 0_isize;
        let close = (open..self.words.len()).find(|&place| {
            match self.at(place) {
                "{" => depth += 1,
                "}" => depth -= 1,
                _ => {}
            }
            depth == 0
        })?;
        (close + 1 == self.words.len()).then(|| self.before(open, 1).to_string())
    }
}

/// Whether each function of this name only borrows its `self`; there is one.
fn borrows(text: &'static str, name: &str) -> bool {
    all_begin(text, name, &["&self", "&mut self"])
}

/// Whether each function of this name takes its `self`; there is one.
pub(crate) fn takes_self(text: &'static str, name: &str) -> bool {
    all_begin(text, name, &["self", "mut self"])
}

fn all_begin(text: &'static str, name: &str, with: &[&str]) -> bool {
    let all = functions(text);
    let mut all = all.iter().filter(|one| one.name == name).peekable();
    all.peek().is_some() && all.all(|one| begins(text, one.lines.0, with))
}

/// Whether what the function takes that stands in this line begins with one of these.
fn begins(text: &'static str, line: usize, with: &[&str]) -> bool {
    let head = lines(text, (line, line + 1));
    let given = head.split_once('(').map(|(_, given)| given.trim_start());
    given.is_some_and(|given| {
        with.iter().any(|with| {
            let rest = given.strip_prefix(with);
            rest.is_some_and(|rest| rest.starts_with([',', ')', ':']))
        })
    })
}

impl Sources {
    /// Where the value of this name is that its function makes there, as the function comes
    /// to a line.
    fn lies(self, made: &Place, until: usize, name: &str) -> Option<Lies> {
        let text = self.text(&made.file)?;
        let mut all = Vec::new();
        words(block(text, made.line as usize)?, false, &mut all);
        let way = Way { words: &all, name, text, closures: closures(text) };
        let made = made.line as usize;
        let from =
            all.iter().position(|word| word.line >= made && word.text == ";")?;
        way.goes(from + 1, until)
    }

    /// What has the value of this name, which its function makes there, while a task is at
    /// this place: a variable of the same function or, if the task is in a method, the value
    /// that it is called on. Nothing if the text does not tell.
    pub(crate) fn keeper(
        self,
        made: &Place,
        at: &Place,
        name: &str,
    ) -> Option<Keeper> {
        let line = at.line as usize;
        if self.text(&made.file) != self.text(&at.file) {
            return None;
        }
        if self.own_lines(made)? == self.own_lines(at)? {
            let is_later = line > made.line as usize;
            return match self.lies(made, line, name).filter(|_| is_later)? {
                Lies::In(variable) => Some(Keeper::Variable(variable)),
                Lies::Returned(_) => None,
            };
        }
        let text = self.text(&at.file)?;
        let method = self
            .function_at(at)
            .filter(|it| self.own_lines(at) == Some(it.lines))?;
        let Lies::Returned(of) = self.lies(made, usize::MAX, name)? else {
            return None;
        };
        let (first, last) = impl_at(text, made.line as usize)?;
        let head = nth_line(text, first)?;
        let is_same = (first..=last).contains(&line)
            && begins(text, method.lines.0, &["&self", "&mut self"])
            && !text.contains(&format!("&mut self.{name}"));
        let of = match &*of {
            "Self" => head.trim_start_matches("impl ").split(' ').next()?,
            of => of,
        };
        let is_it = is_same && head == format!("impl {of} {{");
        is_it.then(|| Keeper::Value(of.to_string()))
    }
}

/// The lines of the `impl` of a type, and of no trait, that has this line.
fn impl_at(text: &str, line: usize) -> Option<(usize, usize)> {
    let numbered =
        || text.lines().enumerate().map(|(place, line)| (place + 1, line));
    let begins = |(_, text): &(usize, &str)| text.starts_with("impl ");
    let (first, _) = numbered().take(line).filter(begins).last()?;
    let (last, _) = numbered().skip(first).find(|(_, text)| *text == "}")?;
    (last >= line).then_some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What has `stop`, which is made in the first line of a function, in its last line.
    fn keeper(between: &str) -> Option<Keeper> {
        let methods =
            "impl Pool {\n    fn looks(&self) {}\n    fn ends(self) {}\n}\n";
        let begin = "fn f() {\n    let (stop, stops) = channel();\n";
        let text = format!("{begin}{between}\n    waits();\n}}\n{methods}");
        let line = 3 + u32::try_from(between.lines().count()).unwrap();
        let sources = Sources(Box::leak(Box::new([("a.rs", &*text.leak())])));
        let place = |line| Place { file: "a.rs".into(), line };
        sources.keeper(&place(2), &place(line), "stop")
    }

    fn variable(name: &str) -> Option<Keeper> {
        Some(Keeper::Variable(name.to_string()))
    }

    #[test]
    fn what_was_only_lent_is_in_its_variable() {
        for between in [
            "",
            "    stop.send(1);",
            "    let other = stop.clone();\n    uses(&stop);\n    lends(&mut stop);",
            "    let pool = Pool { stop: other, stops };\n    pool.stop.send(1);",
        ] {
            assert_eq!(keeper(between), variable("stop"), "{between}");
        }
    }

    #[test]
    fn what_went_into_a_struct_is_where_that_is() {
        for between in [
            "    let pool = Pool { stop, rest };",
            "    let mut pool = Pool { rest, stop: stop };\n    pool.looks();",
            "    let pool = Pool { stop, rest };\n    let Pool { rest, .. } = pool;",
            "    let pool = Pool { stop, rest };\n    drop(pool.rest);\n    uses(&pool);",
        ] {
            assert_eq!(keeper(between), variable("pool"), "{between}");
        }
    }

    #[test]
    fn nothing_is_said_of_what_may_be_gone() {
        for between in [
            "    drop(stop);",
            "    scope.spawn(|| stop.send(1));",
            "    let pool = Arc::new(Pool { stop });\n    let own = pool.clone();",
            "    spawn(move || stop.send(1));",
            "    spawn(async move { uses(&stop).await });",
            "    let all = vec![stop];",
            "    let stop = 1;",
            "    let pool = Pool { stop };\n    pool.ends();",
            "    let pool = Pool { stop };\n    pool.unknown();",
            "    let pool = Pool { stop };\n    drop(pool.stop);",
            "    let pool = Pool { stop, rest };\n    let Pool { stop, .. } = pool;",
            "    let pool = Pool { stop, rest };\n    let Pool { rest } = pool;",
            "    let pool = Pool { stop };\n    spawn(move || pool.looks());",
            "    send(Pool { stop });",
            "    { let pool = Pool { stop }; }",
        ] {
            assert_eq!(keeper(between), None, "{between}");
        }
    }

    #[test]
    fn a_method_is_called_on_what_has_the_field() {
        let keeper = |made: &str, method: &str| {
            let text = format!(
                "impl Bus {{\n    fn new() -> Bus {{\n        let (stop, stops) = \
                 channel();\n        {made}\n    }}\n\n    fn end({method}) {{\n        \
                 waits();\n    }}\n}}\n"
            );
            let sources = Sources(Box::leak(Box::new([("a.rs", &*text.leak())])));
            let place = |line| Place { file: "a.rs".into(), line };
            sources.keeper(&place(3), &place(8), "stop")
        };
        let bus = Some(Keeper::Value("Bus".to_string()));
        assert_eq!(keeper("Bus { stop, name }", "&self"), bus);
        assert_eq!(keeper("Self { stop }", "&mut self"), bus);
        assert_eq!(keeper("Bus { stop }", "self"), None);
        assert_eq!(keeper("Other { stop }", "&self"), None);
        assert_eq!(keeper("Bus { stop: Some(stop) }", "&self"), None);
        assert_eq!(keeper("drop(stop); Bus { name }", "&self"), None);
    }
}
