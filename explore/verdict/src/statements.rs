//! Which lines of a source are one statement.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::functions::{has_word, is_part, is_sign, lines, tokens};

/// Whether the innermost statement with the first line has the other one too, both counted
/// from 1. Not so in a text that is no Rust.
pub(crate) fn are_one_statement(
    text: &'static str,
    line: usize,
    other: usize,
) -> bool {
    let found = innermost(tokens(text), line);
    found.is_some_and(|(first, last)| (first..=last).contains(&other))
}

/// The first and the last line of the innermost statement with this line, both counted from
/// 1. Nothing of a text that is no Rust.
pub(crate) fn statement(text: &'static str, line: usize) -> Option<(usize, usize)> {
    innermost(tokens(text), line)
}

/// Whether the later line is in the statement with the first one, or in a later statement that
/// has the variable which this one makes. Of a loop the head is no statement of its own.
pub(crate) fn uses_result(text: &'static str, line: usize, later: usize) -> bool {
    let both = statement(text, line).zip(statement(text, later));
    both.is_some_and(|(first, then)| {
        let head = lines(text, first);
        let head = head.trim_start();
        let is_loop = ["for ", "while "].iter().any(|word| head.starts_with(word));
        let is_one = (first.0..=first.1).contains(&later) && !is_loop;
        let name = head.strip_prefix("let ");
        let name = name.map(|rest| rest.trim_start_matches("mut "));
        let name = name.and_then(|rest| rest.split(|it| !is_part(it)).next());
        let is_used =
            |name: &str| !name.is_empty() && has_word(lines(text, then), name);
        is_one || first.0 < then.0 && name.is_some_and(is_used)
    })
}

/// The lines of the innermost statement with this line.
fn innermost(tokens: TokenStream, line: usize) -> Option<(usize, usize)> {
    let mut lines: Option<(usize, usize)> = None;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let span = token.span();
        let last = span.end().line;
        let first = lines.map_or(span.start().line, |(first, _)| first);
        lines = Some((first, last));
        let TokenTree::Group(group) = &token else {
            if is(Some(&token), ';') {
                if (first..=last).contains(&line) {
                    return lines;
                }
                lines = None;
            }
            continue;
        };
        let is_block = group.delimiter() == Delimiter::Brace;
        if (span.start().line..=last).contains(&line)
            && let Some(inside) = innermost(group.stream(), line)
            && (is_block || holds_a_block(group.stream(), line))
        {
            return Some(inside);
        }
        // A block ends a statement, unless the expression goes on.
        let goes_on = is(tokens.peek(), '.')
            || is(tokens.peek(), '?')
            || matches!(tokens.peek(), Some(TokenTree::Ident(word)) if word == "else");
        if is_block && !goes_on && !is(tokens.peek(), ';') {
            if (first..=last).contains(&line) {
                return lines;
            }
            lines = None;
        }
    }
    lines.filter(|(first, last)| (*first..=*last).contains(&line))
}

/// Whether a block inside of these has the line in a statement of its own.
fn holds_a_block(tokens: TokenStream, line: usize) -> bool {
    tokens.into_iter().any(|token| {
        let TokenTree::Group(group) = token else { return false };
        let span = group.span();
        (span.start().line..=span.end().line).contains(&line)
            && match group.delimiter() {
                Delimiter::Brace => innermost(group.stream(), line).is_some(),
                _ => holds_a_block(group.stream(), line),
            }
    })
}

fn is(token: Option<&TokenTree>, sign: char) -> bool {
    token.is_some_and(|token| is_sign(token, sign))
}

#[cfg(test)]
mod tests {
    use super::are_one_statement;

    const TEXT: &str = "\
async fn works(jobs: Jobs) {
    let handle = spawn(async {
        jobs
            .recv()
            .await;
    });
    tokio::join!(
        async {
            tokio::select! {
                job = jobs.recv() => {
                    drop(job);
                }
                _ = handle => {}
            }
        },
        other,
    );
    for one in many {
        one.await;
    }
    handle
        .await
}
";

    #[test]
    fn the_innermost_statement_counts() {
        let is_one = |line, other| are_one_statement(TEXT, line, other);
        assert!(is_one(5, 4) && is_one(3, 5));
        assert!(!is_one(5, 2), "the block is inside of another statement");
        assert!(is_one(2, 5), "what begins there ends below");
        assert!(is_one(9, 10) && is_one(9, 13), "arms");
        assert!(!is_one(11, 10) && !is_one(9, 2));
        assert!(is_one(7, 16) && !is_one(7, 19));
        assert!(!is_one(19, 18), "the body of a loop");
        assert!(is_one(22, 21) && !is_one(22, 2));
        assert!(!are_one_statement("fn {", 1, 1));
    }
}
