//! In which function of a source a line stands, and what a call there is given.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::ptr;
use std::str::FromStr;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// A function of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Function {
    /// Its name.
    pub(crate) name: String,
    /// Its lines, from 1: the one with its name, and its last.
    pub(crate) lines: (usize, usize),
    loops: Vec<Loop>,
}

/// A loop of a function.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Loop {
    /// Its lines, its condition included.
    lines: (usize, usize),
    /// The lines in it that tasks run which it starts: they do not go round with it.
    started: Vec<(usize, usize)>,
    /// Whether it is a `for`: it ends after so many turns, whatever they have found.
    counts: bool,
    /// Whether it compares a number that it counts: it may end after so many turns, too.
    compares: bool,
    /// Whether it is a `loop` that nothing in it leaves.
    is_endless: bool,
}

impl Function {
    /// One with this name, these lines and this body.
    pub(crate) fn of(
        name: String,
        lines: (usize, usize),
        body: TokenStream,
    ) -> Function {
        let mut loops = Vec::new();
        find_loops(body, &mut loops);
        Function { name, lines, loops }
    }

    /// Whether a loop of it has this line that takes one after the other: a `for` that
    /// begins there, or one that goes on for as long as it has to.
    pub(crate) fn takes_at(&self, line: usize) -> bool {
        self.looks_at(line) || self.loops.iter().any(|one| one.lines.0 == line)
    }

    /// Whether a loop of it has this line.
    pub(crate) fn loops_at(&self, line: usize) -> bool {
        self.loop_has(&[line])
    }

    /// Whether one loop of it has all of these lines.
    pub(crate) fn loop_has(&self, all: &[usize]) -> bool {
        self.loops.iter().any(|one| one.has(all))
    }

    /// The first line of the innermost loop of it that has this line.
    pub(crate) fn innermost_loop(&self, line: usize) -> Option<usize> {
        self.innermost_loop_lines(line).map(|lines| lines.0)
    }

    /// All lines of that loop.
    pub(crate) fn innermost_loop_lines(
        &self,
        line: usize,
    ) -> Option<(usize, usize)> {
        let around = self.loops.iter().filter(|one| one.has(&[line]));
        around.map(|one| one.lines).max_by_key(|lines| lines.0)
    }

    /// Whether a loop of it has this line that goes on for as long as the program does.
    pub(crate) fn stays_at(&self, line: usize) -> bool {
        self.loops.iter().any(|one| one.is_endless && one.has(&[line]))
    }

    /// Whether a loop of it has this line that ends only by what it finds, as far as its text
    /// tells.
    pub(crate) fn looks_in_vain_at(&self, line: usize) -> bool {
        let is_it = |one: &Loop| !one.counts && !one.compares && one.has(&[line]);
        self.loops.iter().any(is_it)
    }

    /// Whether a loop of it has this line that goes on for as long as it has to.
    pub(crate) fn looks_at(&self, line: usize) -> bool {
        self.loops.iter().any(|one| !one.counts && one.has(&[line]))
    }
}

impl Loop {
    fn has(&self, all: &[usize]) -> bool {
        let is_in = |lines: &(usize, usize), line: &usize| {
            (lines.0..=lines.1).contains(line)
        };
        let is_started =
            |line: &usize| self.started.iter().any(|lines| is_in(lines, line));
        all.iter().all(|line| is_in(&self.lines, line) && !is_started(line))
    }
}

/// The innermost function with this line, counted from 1; `None` outside of all, and for
/// a text that is no Rust.
pub(crate) fn function(
    text: &'static str,
    line: usize,
) -> Option<&'static Function> {
    let has = |one: &&Function| (one.lines.0..=one.lines.1).contains(&line);
    let length = |one: &&Function| one.lines.1 - one.lines.0;
    functions(text).iter().filter(has).min_by_key(length)
}

/// What is in the body of the innermost function with this line.
pub(crate) fn block(text: &'static str, line: usize) -> Option<TokenStream> {
    fn innermost(tokens: TokenStream, line: usize) -> Option<TokenStream> {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        tokens.iter().enumerate().find_map(|(place, token)| {
            let TokenTree::Group(group) = token else { return None };
            let (first, last) =
                (group.span().start().line, group.span().end().line);
            if !(first..=last).contains(&line) {
                return None;
            }
            let begins = tokens[..place].iter().rposition(|one| is(one, "fn"));
            let is_body = begins.is_some_and(|begins| {
                body(&tokens[begins + 1..])
                    .is_some_and(|it| it.span().start() == group.span().start())
            });
            let inside = innermost(group.stream(), line);
            inside.or_else(|| is_body.then(|| group.stream()))
        })
    }
    innermost(tokens(text), line)
}

/// The lines of each closure and each future of a text, without its head: who runs them is
/// not told by the function that has them.
pub(crate) fn closures(text: &'static str) -> &'static [(usize, usize)] {
    read(text).closures.get_or_init(|| {
        let mut found = Vec::new();
        find_closures(tokens(text), &mut found);
        found
    })
}

fn find_closures(tokens: TokenStream, found: &mut Vec<(usize, usize)>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let sign = |place: usize, signs: &[char]| match tokens.get(place) {
        Some(TokenTree::Punct(it)) => signs.contains(&it.as_char()),
        _ => false,
    };
    let bar = |from: usize| (from..tokens.len()).find(|at| sign(*at, &['|']));
    let mut place = 0;
    while let Some(token) = tokens.get(place) {
        if let TokenTree::Group(group) = token {
            find_closures(group.stream(), found);
        }
        let before = place.checked_sub(1);
        let may_begin = before.is_none_or(|before| {
            is(&tokens[before], "move") || sign(before, &[',', '=', '>', ';', ':'])
        });
        let head = match sign(place, &['|']) && may_begin {
            true => bar(place + 1),
            false => is(token, "async").then(|| {
                let moves = tokens.get(place + 1).is_some_and(|it| is(it, "move"));
                place + usize::from(moves)
            }),
        };
        place += 1;
        let Some(head) = head else { continue };
        let rest = &tokens[head + 1..];
        let ends = |token: &TokenTree| matches!(token, TokenTree::Punct(it) if [',', ';'].contains(&it.as_char()));
        let body = rest.iter().take_while(|token| !ends(token));
        let is_fn = rest.first().is_some_and(|token| is(token, "fn"));
        if let (Some(first), Some(last), false) = (rest.first(), body.last(), is_fn)
        {
            found.push((first.span().start().line, last.span().end().line));
        }
        place = place.max(head + 1);
    }
}

/// The last line of the innermost function or async block that has this line.
pub(crate) fn body_end(text: &'static str, line: usize) -> Option<usize> {
    let mut ends = Vec::new();
    find_async_blocks(tokens(text), &mut ends);
    let own = function(text, line)?.lines.1;
    let has = |block: &&(usize, usize)| (block.0..=block.1).contains(&line);
    let inner = ends.iter().filter(has).map(|block| block.1).min();
    Some(inner.map_or(own, |inner| inner.min(own)))
}

/// Adds the first and the last line of each async block.
fn find_async_blocks(tokens: TokenStream, found: &mut Vec<(usize, usize)>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (place, token) in tokens.iter().enumerate() {
        let mut rest = tokens[place + 1..].iter();
        if is(token, "async")
            && let Some(TokenTree::Group(block)) =
                rest.find(|next| !is(next, "move"))
            && block.delimiter() == Delimiter::Brace
        {
            let last = block.span_close().end().line;
            found.push((token.span().start().line, last));
        }
        if let TokenTree::Group(group) = token {
            find_async_blocks(group.stream(), found);
        }
    }
}

/// What was read of a text.
#[derive(Default)]
struct Read {
    /// Where its lines begin, and where its last one ends.
    lines: Vec<usize>,
    tokens: OnceCell<TokenStream>,
    functions: OnceCell<Vec<Function>>,
    closures: OnceCell<Vec<(usize, usize)>>,
}

/// Each text is read once: a rule asks about it at each of thousands of steps.
fn read(text: &'static str) -> &'static Read {
    type All = HashMap<(*const u8, usize), &'static Read>;
    thread_local!(static ALL: RefCell<All> = RefCell::default());
    let read = || {
        let ends = text.split_inclusive('\n').scan(0, |end, line| {
            *end += line.len();
            Some(*end)
        });
        let lines = [0].into_iter().chain(ends).collect();
        &*Box::leak(Box::new(Read { lines, ..Read::default() }))
    };
    let key = (text.as_ptr(), text.len());
    ALL.with_borrow_mut(|all| *all.entry(key).or_insert_with(read))
}

/// All functions of a text.
pub(crate) fn functions(text: &'static str) -> &'static [Function] {
    read(text).functions.get_or_init(|| {
        let mut functions = Vec::new();
        look(tokens(text), &mut functions);
        functions
    })
}

/// The tokens of a text; none if it is no Rust.
pub(crate) fn tokens(text: &'static str) -> TokenStream {
    let tokens = || TokenStream::from_str(text).unwrap_or_default();
    read(text).tokens.get_or_init(tokens).clone()
}

/// The line of a text with this number, from 1, without its end.
pub(crate) fn nth_line(text: &'static str, number: usize) -> Option<&'static str> {
    let begins = number.checked_sub(1)?;
    let [from, to] = read(text).lines.get(begins..=number)? else { return None };
    let line = &text[*from..*to];
    let line = line.strip_suffix('\n').unwrap_or(line);
    Some(line.strip_suffix('\r').unwrap_or(line))
}

/// These lines of a text, from 1: as many of them as it has.
pub(crate) fn lines(
    text: &'static str,
    (first, last): (usize, usize),
) -> &'static str {
    let begins = &read(text).lines;
    let end = begins.len() - 1;
    let from = (first - 1).min(end);
    let lines = &text[begins[from]..begins[last.clamp(from, end)]];
    lines.strip_suffix('\n').unwrap_or(lines)
}

/// What the call that begins at this line and column, both counted from 1, is given.
pub(crate) fn argument(
    text: &'static str,
    line: usize,
    column: usize,
) -> Option<TokenStream> {
    parenthesis(tokens(text), (line, column.checked_sub(1)?))
}

/// The lines of a text, each without a comment at its end.
pub(crate) fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(|line| line.split("//").next().unwrap_or(line))
}

/// Whether the text has this word.
pub(crate) fn has_word(text: &str, word: &str) -> bool {
    text.split(|letter| !is_part(letter)).any(|found| found == word)
}

/// Whether these tokens have this word.
pub(crate) fn has_token(tokens: TokenStream, word: &str) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => has_token(group.stream(), word),
        other => is(&other, word),
    })
}

/// Whether it may be part of a name.
pub(crate) fn is_part(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// What a longer call is given is left out.
const LONGEST: usize = 16;

/// The call of a function of this name in a line, counted from 1, as it stands there with
/// what it is given: `put(2)`. Nothing if the line has none.
pub(crate) fn text_of_call(
    text: &'static str,
    line: usize,
    name: &str,
) -> Option<String> {
    let words = nth_line(text, line)?;
    let call = format!("{name}(");
    let begins = |place: &usize| !words[..*place].ends_with(is_part);
    let mut found = words.match_indices(&call).map(|(place, _)| place);
    let column = words[..found.find(begins)?].chars().count() + 1;
    let given = argument(text, line, column)?;
    let (first, last) =
        (given.clone().into_iter().next(), given.into_iter().last());
    let Some((first, last)) = first.zip(last) else {
        return Some(format!("{name}()"));
    };
    let (from, to) = (first.span().start(), last.span().end());
    let letters = words.chars().skip(from.column);
    let given: String =
        letters.take(to.column.saturating_sub(from.column)).collect();
    match from.line == line && to.line == line && given.len() <= LONGEST {
        true => Some(format!("{name}({given})")),
        false => Some(format!("{name}(..)")),
    }
}

/// What is inside of the first parenthesis that opens there or later.
fn parenthesis(tokens: TokenStream, from: (usize, usize)) -> Option<TokenStream> {
    tokens.into_iter().find_map(|token| {
        let TokenTree::Group(group) = token else { return None };
        let (open, close) = (group.span_open().start(), group.span_close().end());
        if (close.line, close.column) < from {
            return None;
        }
        let is_it = (open.line, open.column) >= from
            && group.delimiter() == Delimiter::Parenthesis;
        match is_it {
            true => Some(group.stream()),
            false => parenthesis(group.stream(), from),
        }
    })
}

/// Adds the functions of these tokens, and of what they hold.
fn look(tokens: TokenStream, found: &mut Vec<Function>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (place, token) in tokens.iter().enumerate() {
        let rest = &tokens[place + 1..];
        if let (true, Some(TokenTree::Ident(name))) =
            (is(token, "fn"), rest.first())
            && let Some(body) = body(&rest[1..])
        {
            let first = name.span().start().line;
            let last = body.span_close().end().line;
            let name = name.to_string();
            found.push(Function::of(name, (first, last), body.stream()));
        }
        if let TokenTree::Group(group) = token {
            look(group.stream(), found);
        }
    }
}

/// Adds each loop.
fn find_loops(tokens: TokenStream, found: &mut Vec<Loop>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (place, token) in tokens.iter().enumerate() {
        let loops = ["loop", "while", "for"].iter().any(|word| is(token, word));
        if let Some(body) = body(&tokens[place + 1..]).filter(|_| loops) {
            let lines = (token.span().start().line, body.span_close().end().line);
            let is_endless = is(token, "loop") && !leaves(body.stream());
            let mut started = Vec::new();
            find_started(body.stream(), &mut started);
            let condition = tokens[place + 1..].iter().take_while(|one| {
                !matches!(one, TokenTree::Group(group) if ptr::eq(group, body))
            });
            let condition = condition.cloned().collect();
            found.push(Loop {
                lines,
                started,
                counts: is(token, "for"),
                compares: compares([condition, body.stream()]),
                is_endless,
            });
        }
        if let TokenTree::Group(group) = token {
            find_loops(group.stream(), found);
        }
    }
}

/// Whether these change a number by what it was, and compare it.
fn compares(parts: [TokenStream; 2]) -> bool {
    let mut all = Vec::new();
    parts.into_iter().for_each(|part| flatten(part, &mut all));
    let at = |place: usize| all.get(place).map_or("", |token| token);
    let is_counted = |name: &str| {
        (0..all.len()).any(|place| {
            at(place) == name
                && (["+", "-"].contains(&at(place + 1)) && at(place + 2) == "="
                    || at(place + 1) == "=" && at(place + 2) == name)
        })
    };
    let compares = |sign: &str, other: &str| {
        ["<", ">"].contains(&sign)
            || ["=", "!", "<", ">"].contains(&sign) && other == "="
    };
    (1..all.len()).any(|place| {
        let before = place.checked_sub(2).map_or("", at);
        let is_compared = compares(at(place + 1), at(place + 2))
            || compares(at(place - 1), "")
            || compares(before, at(place - 1));
        is_compared && is_counted(at(place))
    })
}

/// Adds each token, and those in groups.
fn flatten(tokens: TokenStream, found: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => flatten(group.stream(), found),
            token => found.push(token.to_string()),
        }
    }
}

/// Adds the lines below the one with the call of what each call is given that starts a task.
fn find_started(tokens: TokenStream, found: &mut Vec<(usize, usize)>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (place, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        let before = place.checked_sub(1).map(|before| tokens[before].to_string());
        let starts = before.is_some_and(|name| name.starts_with("spawn"));
        let last = group.span_close().start().line;
        match starts && group.delimiter() == Delimiter::Parenthesis {
            true => found.push((group.span_open().start().line + 1, last)),
            false => find_started(group.stream(), found),
        }
    }
}

/// Whether something in a loop may leave it, or a loop inside of it.
fn leaves(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => leaves(group.stream()),
        TokenTree::Punct(sign) => sign.as_char() == '?',
        token => ["break", "return"].iter().any(|word| is(&token, word)),
    })
}

pub(crate) fn is(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == word)
}

pub(crate) fn is_sign(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
}

/// The next block, before the end of what has none.
fn body(tokens: &[TokenTree]) -> Option<&Group> {
    let ends = |token: &&TokenTree| matches!(token, TokenTree::Punct(end) if end.as_char() == ';');
    tokens.iter().take_while(|token| !ends(token)).find_map(|token| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
            Some(group)
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::function;

    const TEXT: &str = "\
struct Pool;

impl Pool {
    fn submit(&self) {
        let inner = || 1;
        loop {
            inner();
        }
    }

    async fn close(self) -> u8
    where
        Self: Sized,
    {
        fn helps() {}
        for _ in 0..2 {
            helps();
        }
        1
    }
}

trait Ends {
    fn end(&self);
}
";

    #[test]
    fn a_line_is_in_the_innermost_function() {
        let name = |line| function(TEXT, line).map(|found| found.name.as_str());
        assert_eq!(name(5), Some("submit"));
        assert_eq!(name(11), Some("close"));
        assert_eq!(name(15), Some("helps"));
        assert_eq!(name(16), Some("close"));
        assert_eq!(name(1), None);
        assert_eq!(name(21), None, "it has no body");
        assert_eq!(function("fn {", 1), None);
    }

    #[test]
    fn a_loop_has_its_lines() {
        let found = function(TEXT, 5).expect("a function");
        assert_eq!(found.lines, (4, 9));
        assert!(found.loops_at(7) && found.looks_at(7));
        assert!(!found.loops_at(5));
        let found = function(TEXT, 17).expect("a function");
        assert!(found.loops_at(17) && !found.looks_at(17));
    }

    #[test]
    fn a_loop_may_end_by_what_it_counts() {
        let looks = |body: &str| {
            let text = format!("fn f() {{\n {body}\n}}").leak();
            function(text, 2).is_some_and(|found| found.looks_in_vain_at(2))
        };
        assert!(looks("while !open() { turns += 1; }"));
        assert!(looks("while open() { beats = beats.wrapping_add(1); }"));
        assert!(looks("loop { if sum.load() == 3 { break; } other += 1; }"));
        assert!(!looks("for _ in 0..9 { open(); }"));
        assert!(!looks("while turns < 9 { turns += 1; open(); }"));
        assert!(!looks("loop { left -= 1; if open() || 0 == left { break; } }"));
        assert!(!looks("while !open() { n = n + 1; assert!(n <= 1_000); }"));
    }

    #[test]
    fn who_is_started_in_a_loop_does_not_go_round_with_it() {
        const TEXT: &str = "\
fn main() {
    for _ in 0..2 {
        tasks.push(thread::spawn(move || {
            while let Ok(job) = inbox.recv() {
                sum += job;
            }
            claim(sum);
        }));
    }
}
";
        let found = function(TEXT, 2).expect("a function");
        assert!(found.loops_at(3) && found.loops_at(5) && !found.loops_at(7));
        assert!(!found.loop_has(&[4, 7]) && found.loop_has(&[4, 5]));
        assert_eq!(found.innermost_loop(5), Some(4));
    }

    #[test]
    fn a_loop_that_nothing_leaves_stays() {
        let stays = |body: &str| {
            let text = format!("fn f() {{\n {body}\n}}").leak();
            function(text, 2).is_some_and(|found| found.stays_at(2))
        };
        assert!(stays("loop { wait(); }"));
        assert!(stays("spawn(move || loop { while busy() { wait(); } });"));
        assert!(!stays("loop { if wait() { break; } }"));
        assert!(!stays("loop { wait()?; }"));
        assert!(!stays("while let Some(job) = next() { job(); }"));
        assert!(!stays("wait();"));
    }
}
