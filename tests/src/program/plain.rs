//! The plain form of a program: a task's voice becomes its name, and what it says is
//! printed.
//!
//! - `let worker = main.starts(name)` becomes `let worker = name`
//! - `writeln!(worker, "step {step}")` becomes `println!("{worker}: step {step}")`, and
//!   without the name where only one task speaks
//! - `receives(value)` prints; `waits_for`, `sends`, `axes`, `point` go away, and so does
//!   what is of no more use without them
//! - on paused time a line begins with the milliseconds

use std::ops::Range;

use super::explored;
use super::gather::{TRAITS, prune};
use super::lent;
use super::names;
use super::sources::Leaf;
use super::speech;
use super::tidy;
use super::tokens::{Code, Edits, Kind};
use super::types;

/// A pass over the program: what it changes.
type Pass = fn(&Code) -> Edits;

/// The plain form of what [`gather`](super::gather::gather) has put together, and whether
/// its lines begin with the name of the task that prints them.
///
/// # Errors
/// If a pass leaves no Rust behind.
pub fn plain(program: &str, section: &str) -> Result<(String, bool), String> {
    let mut text = as_main(&Code::new(program)?, section);
    let timed = speech::is_timed(&Code::new(&*text)?);
    let explores = text.contains("Explorer::new(");
    text = repeat(text, readers_of_the_log)?;
    text = repeat(text, silence)?;
    text = repeat(text, empty_conditions)?;
    text = explored::finds(&Code::new(&*text)?);
    text = speech::of_themselves(&Code::new(&*text)?).apply(&text);
    let code = Code::new(&*text)?;
    text = speech::printed(&code, timed).apply(&text);
    if !explores {
        text = speech::unnamed_if_one(text);
    }
    text = types::displayed(&Code::new(&*text)?);
    text = repeat(text, names::apart)?;
    let code = Code::new(&*text)?;
    text = types::named(&code).apply(&text);
    text = settle(text)?;
    let code = Code::new(&*text)?;
    text = lent::borrows(&code).apply(&text);
    let code = Code::new(&*text)?;
    text = names::bare(&code).apply(&text);
    text = repeat(text, tidy::captured)?;
    text = repeat(text, tidy::identities)?;
    let (text, named) = speech::named_if_several(&text, explores);
    let mut text = text;
    text = without_pub(&Code::new(&*text)?).apply(&text);
    if timed {
        text = with_once_lock(&text) + speech::CLOCK;
    }
    text = explored::with_helpers(text);
    let code = Code::new(&*text)?;
    Ok((unimported(&code).apply(&text), named))
}

/// The clock's own import, beside others from the same place if there are any.
fn with_once_lock(text: &str) -> String {
    let path = "use std::sync::";
    let line = text.lines().find_map(|line| {
        let rest = line.strip_prefix(path)?.strip_suffix(';')?;
        (!rest.contains("::")).then_some((line, rest))
    });
    match line {
        Some((line, rest)) => {
            let others = rest.trim_start_matches('{').trim_end_matches('}');
            text.replacen(line, &format!("{path}{{OnceLock, {others}}};"), 1)
        }
        None if text.starts_with("use std::") => format!("{path}OnceLock;\n{text}"),
        None => format!("{path}OnceLock;\n\n{text}"),
    }
}

/// Drops what the names leave behind. One thing dropped may leave another.
fn settle(mut text: String) -> Result<String, String> {
    let passes: [Pass; 6] = [
        names::aliases,
        names::inlined,
        lent::constant,
        lent::once,
        names::parameters,
        names::unused,
    ];
    loop {
        let before = text.clone();
        for pass in passes {
            text = repeat(text, pass)?;
        }
        if text == before {
            return Ok(text);
        }
    }
}

/// Applies a pass until it has nothing more to do.
fn repeat(mut text: String, pass: Pass) -> Result<String, String> {
    loop {
        let edits = pass(&Code::new(&*text)?);
        if edits.is_empty() {
            return Ok(text);
        }
        text = edits.apply(&text);
    }
}

/// `pub async fn NAME(log: &Log)` becomes `async fn main()`.
fn as_main(code: &Code, section: &str) -> String {
    let mut edits = Edits::default();
    for at in 0..code.tokens.len() {
        let head = code.at(at) == "fn"
            && code.at(at + 1) == section
            && code.at(at + 2) == "("
            && code.at(at + 3) == "log";
        if head {
            let close = code.tokens[at + 2].mate;
            let bytes =
                code.tokens[at + 1].range.start..code.tokens[close].range.end;
            edits.replace(bytes, "main()");
            break;
        }
    }
    edits.apply(&code.text)
}

/// What a task says without a line of its own.
const SILENT: [&str; 4] = ["waits_for", "sends", "axes", "point"];

/// Leaves out what prints nothing, one at a time.
fn silence(code: &Code) -> Edits {
    let mut edits = Edits::default();
    for at in 1..code.tokens.len() {
        let silent = code.before(at, 1) == "."
            && code.at(at + 1) == "("
            && SILENT.contains(&code.at(at));
        if silent {
            leave_out(code, code.receiver(at - 1), at + 1, &mut edits);
            return edits;
        }
    }
    edits
}

/// Leaves out the expression from this token to the end of the group that `open` opens.
pub fn leave_out(code: &Code, start: usize, open: usize, edits: &mut Edits) {
    let close = code.tokens[open].mate;
    let bytes = code.tokens[start].range.start..code.tokens[close].range.end;
    let is_arm = code.before(start, 1) == ">" && code.before(start, 2) == "=";
    let is_closure = code.before(start, 1) == "|";
    if is_arm || is_closure {
        edits.replace(bytes, "{}");
    } else {
        let last = if code.at(close + 1) == ";" { close + 1 } else { close };
        let bytes = bytes.start..code.tokens[last].range.end;
        edits.replace(whole_lines(code, bytes), "");
    }
}

/// Leaves out an `if` that has nothing left to do, and a comment with it.
fn empty_conditions(code: &Code) -> Edits {
    let mut edits = Edits::default();
    for at in 0..code.tokens.len() {
        if code.at(at) != "if" || !matches!(code.before(at, 1), "{" | "}" | ";") {
            continue;
        }
        let Some(open) = next_block(code, at) else { continue };
        let close = code.tokens[open].mate;
        if close == open + 1 && code.at(close + 1) != "else" {
            let bytes = code.tokens[at].range.start..code.tokens[close].range.end;
            edits.replace(whole_lines(code, bytes), "");
            return edits;
        }
    }
    edits
}

/// What reads the log has nothing to read.
fn readers_of_the_log(code: &Code) -> Edits {
    let mut edits = Edits::default();
    for at in 0..code.tokens.len() {
        let reads = code.at(at) == "in"
            && code.at(at + 1) == "log"
            && code.at(at + 3) == "transcript"
            && code.before(at, 2) == "for";
        if let Some(open) = next_block(code, at).filter(|_| reads) {
            let start = code.tokens[at - 2].range.start;
            let end = code.tokens[code.tokens[open].mate].range.end;
            edits.replace(whole_lines(code, start..end), "");
        }
    }
    edits
}

/// The block after a condition.
fn next_block(code: &Code, at: usize) -> Option<usize> {
    let mut next = at + 1;
    while next < code.tokens.len() {
        let token = &code.tokens[next];
        if token.kind == Kind::Open {
            if token.text == "{" {
                return Some(next);
            }
            next = token.mate;
        }
        next += 1;
    }
    None
}

/// A program has no other file to see its items.
fn without_pub(code: &Code) -> Edits {
    let mut edits = Edits::default();
    for at in 0..code.tokens.len() {
        if code.at(at) == "pub" && code.tokens[at].kind == Kind::Word {
            let group = code.at(at + 1) == "(" && code.at(at + 2) == "crate";
            let last = if group { code.tokens[at + 1].mate } else { at };
            let next = code.tokens[last + 1].range.start;
            edits.replace(code.tokens[at].range.start..next, "");
        }
    }
    edits
}

/// Drops what is imported and no longer named: a type that only a voice needed.
fn unimported(code: &Code) -> Edits {
    let mut edits = Edits::default();
    let uses: Vec<(usize, usize)> = (0..code.tokens.len())
        .filter(|&at| {
            let import = code.at(at) == "use" && code.at(at + 1) != "<";
            import && code.block_around(at).is_none()
        })
        .filter_map(|at| {
            let end = (at..code.tokens.len()).find(|&end| code.at(end) == ";")?;
            Some((at, end))
        })
        .collect();
    let named = |leaf: &Leaf| {
        let outside = |at: &usize| !uses.iter().any(|(a, b)| (*a..*b).contains(at));
        TRAITS.iter().any(|(name, _)| *name == leaf.name)
            || (0..code.tokens.len())
                .filter(outside)
                .any(|at| code.at(at) == leaf.name && code.is_name(at))
    };
    for (at, end) in &uses {
        let kept = prune(code, at + 1..*end, &[], &named);
        let bytes = code.tokens[*at].range.start..code.tokens[*end].range.end;
        match kept {
            Some(kept) => edits.replace(bytes, format!("use {kept};")),
            None => edits.replace(whole_lines(code, bytes), ""),
        }
    }
    edits
}

/// The bytes of a statement with the comment behind it, and with its lines if nothing
/// else stands on them.
pub fn whole_lines(code: &Code, bytes: Range<usize>) -> Range<usize> {
    let line = code.text[bytes.end..].split('\n').next().unwrap_or_default();
    let commented = line.trim_start().starts_with("//") || line.trim().is_empty();
    let before = code.text[..bytes.start].rfind('\n').map_or(0, |end| end + 1);
    let alone = code.text[before..bytes.start].trim().is_empty();
    match (commented, alone) {
        (true, true) => before..(bytes.end + line.len() + 1).min(code.text.len()),
        (true, false) => bytes.start..bytes.end + line.len(),
        (false, _) => bytes,
    }
}

#[cfg(test)]
mod tests;
