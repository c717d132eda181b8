//! Names that are of no more use, and those that can be said in place.
//!
//! A name that was a voice stands as `voice!("main")`, so that it can be told from any
//! other string; [`bare`] ends that.

use std::ops::Range;

use super::plain::whole_lines;
use super::speech::MARK;
use super::tokens::{Code, Edits, Kind, captures};

/// `let (worker, count) = (voice!("worker"), 1);` becomes two statements.
pub fn apart(code: &Code) -> Edits {
    let mut edits = Edits::default();
    for at in 0..code.tokens.len() {
        if code.at(at) != "let" || code.at(at + 1) != "(" {
            continue;
        }
        let close = code.tokens[at + 1].mate;
        if code.at(close + 1) != "=" || code.at(close + 2) != "(" {
            continue;
        }
        let end = code.tokens[close + 2].mate;
        let (names, values) = (code.parts(at + 1), code.parts(close + 2));
        let simple = names.len() == values.len()
            && names.iter().all(|name| name.len() == 1)
            && code.at(end + 1) == ";";
        if !simple {
            continue;
        }
        let is_voice = |place: usize| {
            let value = &values[place];
            let name = code.at(names[place].start);
            code.at(value.start) == "voice"
                || code.slice(value.clone()) == format!("&{name}")
                    && speaks(code, name)
        };
        let (voices, others): (Vec<usize>, Vec<usize>) =
            (0..names.len()).partition(|&place| is_voice(place));
        if voices.is_empty() {
            continue;
        }
        let part = |part: &Range<usize>| code.slice(part.clone()).to_string();
        let mut text = String::new();
        for place in voices {
            let (name, value) = (part(&names[place]), part(&values[place]));
            text.push_str(&format!("let {name} = {value};\n"));
        }
        let list = |parts: &[Range<usize>]| {
            let parts: Vec<String> =
                others.iter().map(|&n| part(&parts[n])).collect();
            match &parts[..] {
                [one] => one.clone(),
                _ => format!("({})", parts.join(", ")),
            }
        };
        if others.is_empty() {
            text.truncate(text.trim_end().len());
        } else {
            text.push_str(&format!("let {} = {};", list(&names), list(&values)));
        }
        let bytes = code.tokens[at].range.start..code.tokens[end + 1].range.end;
        edits.replace(bytes, text);
        return edits;
    }
    edits
}

/// Whether a voice goes by this name somewhere.
fn speaks(code: &Code, name: &str) -> bool {
    let capture = format!("{{{name}}}{MARK}: ");
    let printed = |text: &str| text.starts_with('"') && text.contains(&capture);
    (0..code.tokens.len()).any(|at| {
        let voice = code.before(at, 1) == "let"
            && code.at(at + 1) == "="
            && code.at(at + 2) == "voice";
        code.at(at) == name && voice || printed(code.at(at))
    })
}

/// `let worker = voice!(name);` goes away, and `worker` is called `name` from there on;
/// so does `let worker = worker;`.
pub fn aliases(code: &Code) -> Edits {
    let mut edits = Edits::default();
    for at in 0..code.tokens.len() {
        if code.at(at) != "let" || code.at(at + 2) != "=" {
            continue;
        }
        let old = code.at(at + 1);
        let word = |at: usize| {
            code.tokens.get(at).is_some_and(|token| token.kind == Kind::Word)
        };
        let voice =
            code.at(at + 3) == "voice" && word(at + 6) && code.at(at + 7) == ")";
        let lent = usize::from(code.at(at + 3) == "&");
        let same = code.at(at + 3 + lent) == old && code.at(at + 4 + lent) == ";";
        let (new, end) = match (voice, same && speaks(code, old)) {
            (true, _) => (code.at(at + 6), at + 8),
            (_, true) => (old, at + 4 + lent),
            _ => continue,
        };
        if code.at(end) != ";" {
            continue;
        }
        let bytes = code.tokens[at].range.start..code.tokens[end].range.end;
        if old != new && is_borrowed_parameter(code, at, new) {
            edits.replace(bytes, format!("let {old} = {new}.to_string();"));
            return edits;
        }
        edits.replace(whole_lines(code, bytes), "");
        if old != new {
            rename(code, rest_of_scope(code, end + 1, old), old, new, &mut edits);
        }
        return edits;
    }
    edits
}

/// Whether the function around this token borrows the name from its caller, and starts
/// something that may outlive the call.
fn is_borrowed_parameter(code: &Code, at: usize, name: &str) -> bool {
    let head = (0..at)
        .rev()
        .find(|&head| code.at(head) == "fn" && code.block_around(head).is_none());
    let Some(open) = head.and_then(|head| (head..at).find(|&o| code.at(o) == "("))
    else {
        return false;
    };
    let borrowed = code.parts(open).into_iter().any(|part| {
        code.at(part.start) == name
            && code.slice(part.start + 2..part.end) == "&str"
    });
    borrowed && (at..code.tokens.len()).any(|at| code.at(at) == "spawn")
}

/// The tokens from here to the end of the block, or to where the name has been given
/// anew.
pub fn rest_of_scope(code: &Code, from: usize, name: &str) -> Range<usize> {
    let end = code
        .block_around(from - 1)
        .map_or(code.tokens.len(), |open| code.tokens[open].mate);
    let around = code.block_around(from - 1);
    let anew = (from..end).find(|&at| {
        code.at(at) == name
            && code.before(at, 1) == "let"
            && code.at(at + 1) == "="
            && code.block_around(at) == around
    });
    let statement = |anew: usize| {
        let mut at = anew;
        while at < end && code.at(at) != ";" {
            at = if code.tokens[at].kind == Kind::Open {
                code.tokens[at].mate
            } else {
                at
            };
            at += 1;
        }
        at
    };
    from..anew.map_or(end, statement)
}

fn rename(
    code: &Code,
    tokens: Range<usize>,
    old: &str,
    new: &str,
    edits: &mut Edits,
) {
    for at in tokens {
        let token = &code.tokens[at];
        if is_used(code, at, old) {
            edits.replace(token.range.clone(), new);
        }
        if code.captures(at).contains(&old) {
            edits.replace(token.range.clone(), captured_as(&token.text, old, new));
        }
    }
}

/// A format in which `{old}` is `{new}`, or the text of `new` where that is a literal.
pub fn captured_as(format: &str, old: &str, new: &str) -> String {
    match new.strip_prefix('"').and_then(|new| new.strip_suffix('"')) {
        Some(text) => format.replace(&format!("{{{old}}}"), text),
        None => format
            .replace(&format!("{{{old}}}"), &format!("{{{new}}}"))
            .replace(&format!("{{{old}:"), &format!("{{{new}:")),
    }
}

/// `let main = voice!("main");` goes away where the name is only printed, and is printed
/// as it is.
pub fn inlined(code: &Code) -> Edits {
    let mut edits = Edits::default();
    for at in 0..code.tokens.len() {
        let literal = code.at(at) == "let"
            && code.at(at + 2) == "="
            && code.at(at + 3) == "voice"
            && code.at(at + 6).starts_with('"')
            && code.at(at + 8) == ";";
        if !literal {
            continue;
        }
        let (name, text) = (code.at(at + 1), code.at(at + 6));
        let scope = rest_of_scope(code, at + 9, name);
        let printed = |at: usize| code.captures(at).contains(&name);
        let only_printed = !scope.clone().any(|at| is_used(code, at, name))
            && scope.clone().any(printed)
            && !text.contains(['{', '\\']);
        if only_printed {
            let bytes = code.tokens[at].range.start..code.tokens[at + 8].range.end;
            edits.replace(whole_lines(code, bytes), "");
            rename(code, scope, name, text, &mut edits);
            return edits;
        }
    }
    edits
}

/// Whether this token is a use of the name, other than in a format.
pub fn is_used(code: &Code, at: usize, name: &str) -> bool {
    let token = &code.tokens[at];
    let field = code.at(at + 1) == ":" && code.at(at + 2) != ":";
    token.kind == Kind::Word
        && token.text == name
        && code.is_name(at)
        && !field
        && !(code.at(at + 1) == ":" && code.at(at + 2) == ":")
        && code.before(at, 1) != "let"
}

fn is_named(code: &Code, at: usize, name: &str) -> bool {
    let text = &code.tokens[at].text;
    let captured = text.ends_with(['"', '#']) && captures(text).contains(&name);
    is_used(code, at, name) || captured
}

/// A parameter for a name that the function does not say goes away, and with it the
/// argument of every call.
pub fn parameters(code: &Code) -> Edits {
    let mut edits = Edits::default();
    for at in 0..code.tokens.len() {
        if code.at(at) != "fn" {
            continue;
        }
        let name = code.at(at + 1);
        let Some(open) = (at..code.tokens.len()).find(|&open| code.at(open) == "(")
        else {
            continue;
        };
        let body = (code.tokens[open].mate..code.tokens.len())
            .find(|&body| matches!(code.at(body), "{" | ";"));
        let Some(body) = body.filter(|&body| code.at(body) == "{") else {
            continue;
        };
        let end = code.tokens[body].mate;
        let method = (1..4).any(|place| code.at(open + place) == "self");
        for (place, part) in code.parts(open).into_iter().enumerate() {
            let of_a_name = code.at(part.start + 1) == ":"
                && is_type_of_a_name(code.slice(part.start + 2..part.end));
            let parameter = code.at(part.start);
            let unused = !(body..end).any(|at| is_named(code, at, parameter));
            if of_a_name && unused {
                drop_part(code, open, place, &mut edits);
                let place = if method { place - 1 } else { place };
                for call in calls(code, name) {
                    drop_part(code, call, place, &mut edits);
                }
                return edits;
            }
        }
    }
    edits
}

pub fn is_type_of_a_name(text: &str) -> bool {
    matches!(text, "&str" | "String" | "&'static str")
}

/// Where the groups of arguments of all calls of this function open.
pub fn calls<'a>(
    code: &'a Code,
    name: &'a str,
) -> impl Iterator<Item = usize> + 'a {
    (0..code.tokens.len()).filter_map(move |at| {
        let call = code.at(at) == name
            && code.at(at + 1) == "("
            && code.before(at, 1) != "fn";
        call.then_some(at + 1)
    })
}

fn drop_part(code: &Code, open: usize, place: usize, edits: &mut Edits) {
    let parts = code.parts(open);
    let Some(part) = parts.get(place) else { return };
    let start = code.tokens[part.start].range.start;
    let end = code.tokens[part.end - 1].range.end;
    let bytes = match (parts.get(place + 1), place.checked_sub(1)) {
        (Some(next), _) => start..code.tokens[next.start].range.start,
        (None, Some(last)) => code.tokens[parts[last].end - 1].range.end..end,
        (None, None) => start..end,
    };
    edits.replace(bytes, "");
}

/// `let main = voice!("main");` goes away where nobody names it, and so does a statement
/// that only moves or drops it.
pub fn unused(code: &Code) -> Edits {
    let mut edits = Edits::default();
    for at in 0..code.tokens.len() {
        if code.at(at) != "let" || code.at(at + 2) != "=" {
            continue;
        }
        let end = (at..code.tokens.len()).find(|&end| code.at(end) == ";");
        let Some(end) = end else { continue };
        let name = code.at(at + 1);
        let moved = code.at(at + 3) == name && end == at + 4;
        let voice =
            code.at(at + 3) == "voice" && code.tokens[at + 5].mate + 1 == end;
        let scope = rest_of_scope(code, end + 1, name);
        let named: Vec<usize> =
            scope.filter(|&at| is_named(code, at, name)).collect();
        let dropped = |&at: &usize| {
            code.before(at, 1) == "("
                && code.before(at, 2) == "drop"
                && code.at(at + 1) == ")"
        };
        if (voice || moved) && named.iter().all(dropped) {
            let bytes = code.tokens[at].range.start..code.tokens[end].range.end;
            edits.replace(whole_lines(code, bytes), "");
            for at in named {
                let bytes =
                    code.tokens[at - 2].range.start..code.tokens[at + 2].range.end;
                edits.replace(whole_lines(code, bytes), "");
            }
            return edits;
        }
    }
    edits
}

/// `voice!("main")` becomes `"main"`.
pub fn bare(code: &Code) -> Edits {
    let mut edits = Edits::default();
    for at in 0..code.tokens.len() {
        if code.at(at) == "voice" && code.at(at + 1) == "!" {
            let close = code.tokens[at + 2].mate;
            let start = code.tokens[at].range.start;
            edits.replace(start..code.tokens[at + 2].range.end, "");
            edits.replace(code.tokens[close].range.clone(), "");
        }
    }
    edits
}
