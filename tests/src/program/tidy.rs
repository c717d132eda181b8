//! What nobody would write, and a pass before this one has left.

use super::tokens::{Code, Edits, Kind};

/// `format!("{}.{part}", job)` becomes `format!("{job}.{part}")`.
pub fn captured(code: &Code) -> Edits {
    let mut edits = Edits::default();
    for at in 0..code.tokens.len() {
        let formats = matches!(code.at(at), "format" | "println")
            && code.at(at + 1) == "!"
            && code.at(at + 2) == "(";
        if !formats {
            continue;
        }
        let parts = code.parts(at + 2);
        let Some((format, arguments)) = parts.split_first() else { continue };
        let arguments: Vec<&str> =
            arguments.iter().map(|part| code.slice(part.clone())).collect();
        let is_word = |text: &&str| {
            text.chars().all(|c| c.is_alphanumeric() || c == '_')
                && text.starts_with(char::is_alphabetic)
        };
        let literal = code.tokens[format.start].kind == Kind::Literal;
        if !literal || !arguments.iter().any(is_word) {
            continue;
        }
        let Some((text, left)) = filled(code.at(format.start), &arguments, is_word)
        else {
            continue;
        };
        let left: String = left.iter().map(|one| format!(", {one}")).collect();
        let close = code.tokens[at + 2].mate;
        let bytes =
            code.tokens[format.start].range.start..code.tokens[close].range.start;
        edits.replace(bytes, text + &left);
        return edits;
    }
    edits
}

/// The format with each argument that is a plain name in its place, and the others; or
/// nothing if its places have numbers.
fn filled<'a>(
    format: &str,
    arguments: &[&'a str],
    is_word: impl Fn(&&'a str) -> bool,
) -> Option<(String, Vec<&'a str>)> {
    let (mut text, mut left) = (String::new(), Vec::new());
    let mut arguments = arguments.iter();
    let mut rest = format;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        text.push('{');
        rest = after;
        if let Some(after) = rest.strip_prefix('{') {
            text.push('{');
            rest = after;
        } else if rest.starts_with(['}', ':']) {
            let argument = arguments.next()?;
            if is_word(argument) {
                text.push_str(argument);
            } else {
                left.push(*argument);
            }
        } else if rest.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
    }
    text.push_str(rest);
    arguments.next().is_none().then_some((text, left))
}

/// `.map(|name| name)` does nothing.
pub fn identities(code: &Code) -> Edits {
    let mut edits = Edits::default();
    for at in 0..code.tokens.len() {
        let nothing = code.at(at) == "."
            && code.at(at + 1) == "map"
            && code.at(at + 3) == "|"
            && code.at(at + 5) == "|"
            && code.at(at + 4) == code.at(at + 6)
            && code.at(at + 7) == ")";
        if nothing {
            let bytes = code.tokens[at].range.start..code.tokens[at + 7].range.end;
            edits.replace(bytes, "");
        }
    }
    edits
}
