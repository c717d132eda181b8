//! Which tasks have the clones of a sender, as the source says where these were made.

use std::panic::Location;

use explore::{Failure, Object, Started, Waiting};
use proc_macro2::{TokenStream, TokenTree};

use super::given::{has_still, is_moved};
use crate::functions::{is, is_part, nth_line, tokens};
use crate::sources::Sources;
use crate::sources::lies::takes_self;

/// The tasks that wait and have the senders that one of them waits for, if all of these are
/// clones, each of which was made for a task: in what it was given, or for a variable that was
/// moved into it.
pub(super) fn owners<'a>(
    failure: &'a Failure,
    one: &Waiting,
    channel: &Object,
    sources: Sources,
) -> Vec<(&'a Waiting, &'a Started)> {
    let mut all = Vec::new();
    for started in &failure.started {
        let waits = failure.waiting.iter().find(|one| one.task == started.task);
        let mut senders = one.senders.iter().filter(|at| ***at != *channel.made);
        if let Some(waits) = waits
            && senders.any(|at| is_made_for(at, started, waits, sources))
        {
            all.push((waits, started));
        }
    }
    // With fewer tasks, nobody knows who has the other senders.
    let is_first = |at: &&Location<'_>| *at == channel.made;
    let knows_all =
        !one.senders.iter().any(is_first) && all.len() >= one.senders.len();
    if knows_all { all } else { Vec::new() }
}

/// Whether the clone that was made at this place is for the task that was started.
fn is_made_for(
    at: &Location<'_>,
    started: &Started,
    waits: &Waiting,
    sources: Sources,
) -> bool {
    let start = started.location;
    let (Some(given), Some(text)) =
        (sources.argument(start), sources.text(at.file()))
    else {
        return false;
    };
    if !sources.is_one_function(at, start) {
        return false;
    }
    let line = at.line() as usize;
    let spans = || given.clone().into_iter().map(|token| token.span());
    let begins = spans().next().is_some_and(|span| {
        let first = (span.start().line, span.start().column + 1);
        (line, at.column() as usize) >= first
    });
    let ends = spans().last().is_some_and(|span| line <= span.end().line);
    if begins && ends {
        // Who is started makes what stands in its own body.
        let first = given.into_iter().next();
        let is_body = first.is_some_and(|first| {
            ["move", "async"].iter().any(|word| is(&first, word))
                || matches!(first, TokenTree::Punct(sign) if sign.as_char() == '|')
        });
        return !is_body;
    }
    let name = kept_by(text, at, start.line() as usize);
    name.is_some_and(|name| {
        let is_gone = is_moved(given.clone(), name) || runs_on(given, name, text);
        is_gone && has_still(started, waits.location, name, sources)
    })
}

/// Whether what is given is a call of a method that takes the value of this name.
fn runs_on(given: TokenStream, name: &str, text: &'static str) -> bool {
    match &given.into_iter().collect::<Vec<_>>()[..] {
        [value, TokenTree::Punct(dot), TokenTree::Ident(method), _] => {
            is(value, name)
                && dot.as_char() == '.'
                && takes_self(text, &method.to_string())
        }
        _ => false,
    }
}

/// The variable of the `let` that keeps what is made at this place, itself or as a field, and
/// that ends before this line. A call on the way may put it elsewhere.
fn kept_by(
    text: &'static str,
    at: &Location<'_>,
    until: usize,
) -> Option<&'static str> {
    let line = at.line() as usize;
    let (first, _) =
        let_with(tokens(text), line).filter(|(_, last)| *last < until)?;
    let head = nth_line(text, first)?;
    let (_, begin) = head.split_once("let ")?;
    let begin = begin.strip_prefix("mut ").unwrap_or(begin);
    let name = &begin[..begin.find(|letter| !is_part(letter))?];
    let lines = text.lines().enumerate().skip(first - 1).take(line + 1 - first);
    let parts = lines.map(|(place, text)| match place + 1 == line {
        true => text.chars().take(at.column() as usize - 1).collect(),
        false => text.to_string(),
    });
    let before = parts.collect::<Vec<String>>().join("\n");
    let (names, value) = before.split_once('=')?;
    let is_one = names.trim_end().ends_with(name) || names.contains(':');
    (is_one && !name.is_empty() && is_in_structs(value)).then_some(name)
}

/// The lines of the innermost `let` with this line.
fn let_with(all: TokenStream, line: usize) -> Option<(usize, usize)> {
    let all: Vec<TokenTree> = all.into_iter().collect();
    let lines =
        |token: &TokenTree| (token.span().start().line, token.span().end().line);
    let has = |(first, last): (usize, usize)| (first..=last).contains(&line);
    let inside = all.iter().find_map(|token| match token {
        TokenTree::Group(group) if has(lines(token)) => {
            let_with(group.stream(), line)
        }
        _ => None,
    });
    let is_end = |token: &TokenTree| matches!(token, TokenTree::Punct(end) if end.as_char() == ';');
    let own = || {
        let end = all.iter().position(|it| is_end(it) && lines(it).1 >= line)?;
        let begin = all[..end].iter().rposition(|it| is(it, "let"))?;
        let is_whole = !all[begin..end].iter().any(is_end);
        Some((lines(&all[begin]).0, lines(&all[end]).1))
            .filter(|it| is_whole && has(*it))
    };
    inside.or_else(own)
}

/// Whether all that is open at the end of this text are structs, or what holds just one value.
fn is_in_structs(text: &str) -> bool {
    let mut open = Vec::new();
    for (place, sign) in text.char_indices() {
        match sign {
            '(' | '[' | '{' => open.push((place, sign)),
            ')' | ']' | '}' => drop(open.pop()),
            _ => {}
        }
    }
    open.iter().all(|(place, sign)| {
        let before = text[..*place].trim_end();
        let word = before.rsplit(|letter| !is_part(letter)).next().unwrap_or("");
        match sign {
            '{' => word.starts_with(char::is_uppercase),
            '(' => ["Arc::new", "Box::new", "Some"]
                .iter()
                .any(|it| before.ends_with(it)),
            _ => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{is_in_structs, let_with};
    use crate::functions::tokens;

    #[test]
    fn a_call_may_put_a_clone_elsewhere() {
        for kept in [
            " done.",
            " Worker { name: name(1), done: done.",
            " Arc::new(Worker { done: done.",
            " Some(done.",
        ] {
            assert!(is_in_structs(kept), "{kept}");
        }
        for elsewhere in [
            " register(done.",
            " Worker { id: all.add(done.",
            " vec![done.",
            " { done.",
        ] {
            assert!(!is_in_structs(elsewhere), "{elsewhere}");
        }
    }

    #[test]
    fn a_let_has_the_lines_of_its_value() {
        let text = "\
fn f() {
    if ready() {}
    let worker = Worker {
        done: done.clone(),
    };
    spawn(async {
        done.clone();
    });
}
";
        let found = |line| let_with(tokens(text), line);
        assert_eq!(found(4), Some((3, 5)));
        assert_eq!((found(2), found(7)), (None, None));
    }
}
