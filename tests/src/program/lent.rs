//! Names that are handed to a function: those that are always the same, and those that
//! are borrowed once more than they have to be.

use super::names::{calls, captured_as, is_type_of_a_name, is_used, rest_of_scope};
use super::plain::whole_lines;
use super::tokens::{Code, Edits, Kind};

/// `ask(&service)`, where every call hands over the same name and the function only
/// prints it: the function prints that name as it is. The parameter is unused then, and
/// [`parameters`](super::names::parameters) drops it.
pub fn constant(code: &Code) -> Edits {
    let mut edits = Edits::default();
    for function in functions(code) {
        for (place, parameter) in function.names.iter().enumerate() {
            let Some(parameter) = parameter else { continue };
            let body = function.body..code.tokens[function.body].mate;
            let printed: Vec<usize> = body
                .clone()
                .filter(|&at| code.captures(at).contains(&parameter.as_str()))
                .collect();
            let used = body.clone().any(|at| is_used(code, at, parameter));
            let Some(name) = always(code, &function, place) else { continue };
            if printed.is_empty() || used || name.contains(['{', '\\']) {
                continue;
            }
            for at in printed {
                let token = &code.tokens[at];
                let new = captured_as(&token.text, parameter, &name);
                edits.replace(token.range.clone(), new);
            }
            return edits;
        }
    }
    edits
}

/// `let heart = voice!("heart"); spawn(beat(heart));`: a name that is only handed over,
/// once, stands where it is handed over.
pub fn once(code: &Code) -> Edits {
    let mut edits = Edits::default();
    for at in 0..code.tokens.len() {
        let named = code.at(at) == "let"
            && code.at(at + 2) == "="
            && literal_voice(code, at + 3).is_some()
            && code.at(at + 8) == ";";
        if !named {
            continue;
        }
        let name = code.at(at + 1);
        let scope = rest_of_scope(code, at + 9, name);
        let printed = scope.clone().any(|at| code.captures(at).contains(&name));
        let used: Vec<usize> =
            scope.filter(|&at| is_used(code, at, name)).collect();
        let [only] = used[..] else { continue };
        if printed || !matches!(code.before(only, 1), "(" | "," | "&") {
            continue;
        }
        let lent = usize::from(code.before(only, 1) == "&");
        let bytes =
            code.tokens[only - lent].range.start..code.tokens[only].range.end;
        edits.replace(bytes, code.slice(at + 3..at + 8));
        let bytes = code.tokens[at].range.start..code.tokens[at + 8].range.end;
        edits.replace(whole_lines(code, bytes), "");
        return edits;
    }
    edits
}

/// A function that is no method.
struct Function<'a> {
    name: &'a str,
    /// The parameters that are names, each in its place.
    names: Vec<Option<String>>,
    /// Where its body opens.
    body: usize,
}

fn functions(code: &Code) -> Vec<Function<'_>> {
    let mut functions = Vec::new();
    for at in (0..code.tokens.len()).filter(|&at| code.at(at) == "fn") {
        let mut rest = at..code.tokens.len();
        let Some(open) = rest.find(|&open| code.at(open) == "(") else { continue };
        let body = rest.find(|&body| matches!(code.at(body), "{" | ";"));
        let Some(body) = body.filter(|&body| code.at(body) == "{") else {
            continue;
        };
        let name = |part: std::ops::Range<usize>| {
            let start = part.start + usize::from(code.at(part.start) == "mut");
            (code.at(start + 1) == ":"
                && is_type_of_a_name(code.slice(start + 2..part.end)))
            .then(|| code.at(start).to_string())
        };
        if code.block_around(at).is_none() {
            let names = code.parts(open).into_iter().map(name).collect();
            functions.push(Function { name: code.at(at + 1), names, body });
        }
    }
    functions
}

/// The literal that stands in this place of every call, if it is one and the same.
fn always(code: &Code, function: &Function<'_>, place: usize) -> Option<String> {
    let mut always: Option<String> = None;
    for call in calls(code, function.name) {
        let part = code.parts(call).get(place)?.clone();
        let start = part.start + usize::from(code.at(part.start) == "&");
        let literal = if code.at(start) == "voice" {
            literal_voice(code, start)
        } else if part.end == start + 1 {
            bound(code, start).and_then(|at| literal_voice(code, at + 2))
        } else {
            None
        };
        let literal = literal?;
        if always.get_or_insert_with(|| literal.clone()) != &literal {
            return None;
        }
    }
    always
}

fn literal_voice(code: &Code, at: usize) -> Option<String> {
    let literal = code.at(at) == "voice" && code.at(at + 3).starts_with('"');
    (literal && code.at(at + 4) == ")").then(|| code.at(at + 3).to_string())
}

/// The name of the variable at this place where it was bound, as far as that is a plain
/// `let` or a parameter with a type.
fn bound(code: &Code, at: usize) -> Option<usize> {
    let name = code.at(at);
    let binds = |&at: &usize| {
        code.at(at) == name
            && (matches!(code.before(at, 1), "let" | "mut" | "|" | "for")
                || code.before(at, 1) == "(" && code.at(at + 1) == ","
                || code.at(at + 1) == ":" && code.at(at + 2) != ":")
    };
    (0..at).rev().find(binds)
}

/// `speak(&name)` becomes `speak(name)` where the name is a `&str` already; and what
/// stands as `str!(name)` becomes a `&str`.
pub fn borrows(code: &Code) -> Edits {
    let mut edits = Edits::default();
    for function in functions(code) {
        for call in calls(code, function.name) {
            let parts = code.parts(call);
            for (part, name) in parts.into_iter().zip(&function.names) {
                let lent = code.at(part.start) == "&" && part.len() == 2;
                let place = part.start + 1;
                if name.is_some() && lent && !is_string(code, place) {
                    edits.replace(code.tokens[part.start].range.clone(), "");
                }
            }
        }
    }
    for at in 0..code.tokens.len() {
        if code.at(at) == "str" && code.at(at + 1) == "!" {
            let close = code.tokens[at + 2].mate;
            let name = code.slice(at + 3..close).to_string();
            let lent = if is_string(code, at + 3) { "&*" } else { "" };
            let bytes = code.tokens[at].range.start..code.tokens[close].range.end;
            edits.replace(bytes, format!("{lent}{name}"));
        }
    }
    edits
}

/// Whether the variable at this place owns its text.
fn is_string(code: &Code, at: usize) -> bool {
    let Some(bound) = bound(code, at) else { return false };
    if code.at(bound + 1) == ":" {
        return code.at(bound + 2) == "String";
    }
    let end = (bound..code.tokens.len()).find(|&end| code.at(end) == ";");
    (bound..end.unwrap_or(bound)).any(|at| {
        code.tokens[at].kind == Kind::Word
            && matches!(code.at(at), "format" | "to_string" | "concat")
    })
}
