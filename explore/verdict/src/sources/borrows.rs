//! Where the text borrows from a `RefCell`, and how long that borrow lives.

use explore::Place;
use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::Sources;
use crate::functions::{block, is, is_part, is_sign, lines};
use crate::statements::statement;

impl Sources {
    /// The line of a borrow that still lives where this line waits or calls something: the
    /// guard has a name and was not dropped, or it is a part of the statement, or of the head
    /// of a block, that goes on there. Only one that changes, if so asked.
    pub(crate) fn borrowed_at(self, place: &Place, changes: bool) -> Option<u32> {
        self.borrowed(place, place.line, changes)
    }

    /// The same of a line before this one.
    pub(crate) fn borrowed_before(self, at: &Place, changes: bool) -> Option<u32> {
        self.borrowed(at, at.line.saturating_sub(1), changes)
    }

    /// The same of a line up to the last one.
    fn borrowed(self, place: &Place, last: u32, changes: bool) -> Option<u32> {
        let text = self.text(&place.file)?;
        let line = place.line as usize;
        let (first, _) = self.own_lines(place)?;
        let search = Search { text, line, first, last: last as usize, changes };
        u32::try_from(search.within(block(text, line)?)?).ok()
    }

    /// The names of what this line borrows from: of fields the last one.
    pub(crate) fn cells_at(
        self,
        at: &Place,
    ) -> impl Iterator<Item = &'static str> + Clone + use<> {
        let line = self.line(&at.file, at.line).unwrap_or_default();
        let name = move |(place, _): (usize, &str)| {
            line[..place].rsplit(|letter| !is_part(letter)).next()
        };
        let calls = [".borrow(", ".borrow_mut("];
        let names =
            calls.into_iter().flat_map(move |call| line.match_indices(call));
        names.filter_map(name).filter(|name| !name.is_empty())
    }

    /// Whether the statement with this line waits.
    pub(crate) fn waits_at(self, place: &Place) -> bool {
        const WAITS: [&str; 3] = [".await", "select!", "join!"];
        let own = || {
            let text = self.text(&place.file)?;
            Some(lines(text, statement(text, place.line as usize)?))
        };
        own().is_some_and(|own| WAITS.iter().any(|word| own.contains(word)))
    }

    /// The next line with an await that who is at this place comes to, if the text goes on so.
    pub(crate) fn next_await(self, at: &Place) -> Option<Place> {
        let (_, last) = self.lines_around(at)?;
        let awaits = |line: &u32| {
            self.line(&at.file, *line).is_some_and(|text| text.contains(".await"))
        };
        let line = (at.line + 1..=u32::try_from(last).ok()?).find(awaits)?;
        Some(Place { file: at.file.clone(), line })
    }
}

/// What is looked for.
#[derive(Clone, Copy)]
struct Search {
    text: &'static str,
    /// Where the borrow is to live.
    line: usize,
    /// The first line of who runs this one.
    first: usize,
    /// The last line that the borrow may be in.
    last: usize,
    changes: bool,
}

impl Search {
    /// The innermost borrow that lives there.
    fn within(self, tokens: TokenStream) -> Option<usize> {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let around = tokens.iter().position(|token| self.is_around(token));
        let inner = around.and_then(|at| match &tokens[at] {
            TokenTree::Group(group) => self.within(group.stream()),
            _ => None,
        });
        let comes = |token: &TokenTree| token.span().start().line >= self.line;
        let next = || tokens.iter().position(comes).unwrap_or(tokens.len());
        let here = around.unwrap_or_else(next);
        inner.or_else(|| self.around(&tokens, here)).or_else(|| {
            let mut made = tokens[..here].split(|token| is_sign(token, ';'));
            made.next_back()?;
            made.rev().find_map(|statement| self.named(statement))
        })
    }

    fn is_around(self, token: &TokenTree) -> bool {
        let TokenTree::Group(group) = token else { return false };
        let (open, close) = (group.span_open().start(), group.span_close().end());
        (open.line..=close.line).contains(&self.line)
    }

    /// A borrow of the statement that goes on at the token of this place: of its head, if
    /// that is a block, and else of what it begins with.
    fn around(self, tokens: &[TokenTree], here: usize) -> Option<usize> {
        let before = &tokens[..here];
        let ends = |at: &usize| {
            let goes_on = tokens.get(at + 1).is_some_and(|next| {
                is_sign(next, '.') || is_sign(next, '?') || is(next, "else")
            });
            is_sign(&before[*at], ';') || is_block(&before[*at]) && !goes_on
        };
        let first = (0..here).rev().find(ends).map_or(0, |at| at + 1);
        let statement = &tokens[first..];
        let head = &tokens[first..here];
        let has = |words: &[&str]| {
            head.iter().any(|token| words.iter().any(|word| is(token, word)))
        };
        if tokens.get(here).is_some_and(is_block) {
            let lasts =
                has(&["match", "for"]) || has(&["if", "while"]) && has(&["let"]);
            return self.borrow(head).filter(|_| lasts);
        }
        let is_end = |token: &TokenTree| is_sign(token, ';') || is_block(token);
        let statement = statement.split(is_end).next()?;
        let value = statement.iter().rposition(|token| is_sign(token, '='));
        let value = &statement[value.map_or(0, |at| at + 1)..];
        let called =
            value.iter().position(|token| matches!(token, TokenTree::Group(_)))?;
        let goes_on = value.get(called + 1).is_some_and(|next| is_sign(next, '.'));
        self.borrow(&value[..=called]).filter(|_| goes_on)
    }

    /// The line of a statement `let guard = cell.borrow_mut()`, unless the guard is dropped
    /// before.
    fn named(self, statement: &[TokenTree]) -> Option<usize> {
        let made = statement.iter().rposition(|token| is(token, "let"))?;
        let value = statement.iter().position(|token| is_sign(token, '='))?;
        // What it holds is copied, and the borrow ends at once.
        if is_sign(statement.get(value + 1)?, '*') {
            return None;
        }
        let mut names =
            statement[made + 1..].iter().filter(|token| !is(token, "mut"));
        let TokenTree::Ident(name) = names.next()? else { return None };
        let last = statement.len().checked_sub(2)?;
        let line = self.borrow(&statement[last.max(made)..])?;
        let between = lines(self.text, (line, self.line));
        let is_dropped = between.contains(&format!("drop({name})"));
        (!is_dropped && *name != "_").then_some(line)
    }

    /// The line of the first call among these that borrows.
    fn borrow(self, tokens: &[TokenTree]) -> Option<usize> {
        let all: &[&str] = match self.changes {
            true => &["borrow_mut"],
            false => &["borrow", "borrow_mut"],
        };
        let called = tokens.windows(2).find(|pair| {
            matches!(&pair[1], TokenTree::Group(_))
                && all.iter().any(|word| is(&pair[0], word))
        })?;
        let line = called[0].span().start().line;
        (self.first..=self.last).contains(&line).then_some(line)
    }
}

fn is_block(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}

#[cfg(test)]
mod tests {
    use explore::Place;

    use super::Sources;

    const TEXT: &str = include_str!("borrows/borrowed.rs");

    /// A line that ends with `// NAME` borrows, and one that ends with `// at NAME` is where
    /// that borrow lives; one that ends with `// at nothing` is where none does, and one that
    /// ends with `// at this line` is both.
    #[test]
    fn a_borrow_lives_as_long_as_its_guard() {
        let sources = Sources(&[("borrowed.rs", TEXT)]);
        let marks =
            || TEXT.lines().map(|line| line.split_once("// ").map(|it| it.1));
        let line = |mark: &str| marks().position(|found| found == Some(mark));
        let mut places = 0;
        for (at, mark) in marks().enumerate() {
            let Some(of) = mark.and_then(|mark| mark.strip_prefix("at ")) else {
                continue;
            };
            let file = "borrowed.rs".into();
            let place = Place { file, line: u32::try_from(at + 1).unwrap() };
            let found = sources.borrowed_at(&place, false);
            let expected = if of == "this line" { Some(at) } else { line(of) };
            let expected = expected.map(|line| u32::try_from(line + 1).unwrap());
            assert!(expected.is_some() || of == "nothing", "{of}");
            assert_eq!(found, expected, "line {}", at + 1);
            places += 1;
        }
        assert!(places > 10, "{places} places");
    }
}
