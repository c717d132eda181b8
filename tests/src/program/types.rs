//! The type of a name that was the type of a voice.

use super::tokens::{Code, Edits, Kind};

/// `&Task` becomes `&str`; `Task` becomes `&'static str`, or `String` where a name is
/// made at run time and handed over, or kept by what is dropped.
///
/// Expects that voices are names already: `voice!("main")`.
pub fn named(code: &Code) -> Edits {
    let handed_over = handed_over(code);
    let made = |&at: &usize| code.at(at + 3) == "format";
    let owned = handed_over.iter().any(made) || is_dropped(code);
    let mut edits = Edits::default();
    for at in 0..code.tokens.len() {
        if code.at(at) != "Task" || !code.is_name(at) {
            continue;
        }
        let target = code.before(at, 1) == "=" && code.before(at, 2) == "Target";
        let new = match (is_lent(code, at) || target, owned) {
            (true, _) => "str",
            (_, true) => "String",
            (_, false) => "&'static str",
        };
        edits.replace(code.tokens[at].range.clone(), new);
    }
    for at in handed_over.into_iter().filter(|at| owned && !made(at)) {
        let close = code.tokens[code.tokens[at + 2].mate].range.start;
        edits.replace(close..close, ".to_string()");
    }
    edits
}

/// Whether a type that keeps a voice does something when it is dropped. A closure would
/// take a `&str` out of it and leave the rest behind, to be dropped elsewhere.
fn is_dropped(code: &Code) -> bool {
    (0..code.tokens.len()).any(|at| {
        let dropped = code.at(at) == "Drop" && code.at(at + 1) == "for";
        let kept = |name: &str| {
            let start = (0..code.tokens.len()).find(|&start| {
                code.at(start) == "struct" && code.at(start + 1) == name
            });
            start.is_some_and(|start| {
                let end =
                    code.tokens.get(start + 2).map_or(start, |open| open.mate);
                (start..end).any(|at| code.at(at) == "Task")
            })
        };
        dropped && kept(code.at(at + 2))
    })
}

fn is_lent(code: &Code, at: usize) -> bool {
    code.before(at, 1) == "&"
        || code.before(at, 3) == "&" && code.before(at, 2) == "'"
}

/// The voices that are handed to a function or a value that keeps them.
fn handed_over(code: &Code) -> Vec<usize> {
    let keeps =
        |at: usize| code.at(at) == "Task" && code.is_name(at) && !is_lent(code, at);
    if !(0..code.tokens.len()).any(keeps) {
        return Vec::new();
    }
    (0..code.tokens.len())
        .filter(|&at| {
            code.at(at) == "voice"
                && code.at(at + 1) == "!"
                && is_handed_over(code, at, code.tokens[at + 2].mate)
        })
        .collect()
}

/// Whether the expression from this token to that one goes to somebody else, or a
/// variable that is made of it does.
fn is_handed_over(code: &Code, first: usize, last: usize) -> bool {
    if is_argument(code, first, last) {
        return true;
    }
    let bound = code.before(first, 1) == "=" && code.before(first, 3) == "let";
    bound && {
        let variable = code.before(first, 2);
        let end = code
            .block_around(first)
            .map_or(code.tokens.len(), |open| code.tokens[open].mate);
        (last..end).any(|at| code.at(at) == variable && is_argument(code, at, at))
    }
}

/// Whether these tokens are a whole argument of a call, or a whole field.
fn is_argument(code: &Code, first: usize, last: usize) -> bool {
    let before = matches!(code.before(first, 1), "(" | "," | "{")
        || code.before(first, 1) == ":" && code.before(first, 2) != ":";
    let after = matches!(code.at(last + 1), "," | ")" | "}");
    let Some(open) = code.group_around(first) else { return false };
    // `run((scope, stage), ..)`: a tuple is handed over whole.
    let open = if matches!(code.before(open, 1), "(" | ",") {
        code.group_around(open).unwrap_or(open)
    } else {
        open
    };
    let is_macro = code.before(open, 1) == "!";
    let callee = open > 0 && code.tokens[open - 1].kind == Kind::Word;
    let callee = callee && !matches!(code.before(open, 1), "in" | "move" | "async");
    before && after && callee && !is_macro
}

/// What stood for a voice by dereferencing to it stands for a name: it can be printed.
pub fn displayed(code: &Code) -> String {
    let mut text = code.text.clone();
    for at in 0..code.tokens.len() {
        let deref = code.at(at) == "impl"
            && code.at(at + 1) == "Deref"
            && code.at(at + 2) == "for"
            && code.text.contains("type Target = Task;");
        if deref {
            let name = code.at(at + 3);
            text.push_str(&format!(
                "\nimpl std::fmt::Display for {name} {{\n\
                 fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {{\n\
                 f.write_str(self)\n}}\n}}\n"
            ));
        }
    }
    text
}
