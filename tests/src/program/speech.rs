//! What a task says, as `println!`.

use std::ops::Range;

use super::tokens::{Code, Edits, Kind};

/// The clock of a program on paused time.
pub const CLOCK: &str = "
/// Milliseconds since its first call, on tokio's paused clock.
fn clock() -> u128 {
    static START: OnceLock<tokio::time::Instant> = OnceLock::new();
    START.get_or_init(tokio::time::Instant::now).elapsed().as_millis()
}
";

/// Stands between who speaks and what is said, until it is known who speaks.
pub const MARK: char = '\u{1}';

/// Whether the lines of a program have a time: it says when its clock begins.
pub fn is_timed(code: &Code) -> bool {
    (0..code.tokens.len())
        .any(|at| code.at(at) == "clock" && code.before(at, 2) == "log")
}

/// Drops the name of who speaks where it is always the same, and else the mark behind it.
/// Tells whether names are left.
/// A program that explores prints the steps of others, too, and keeps all names.
pub fn named_if_several(text: &str, explores: bool) -> (String, bool) {
    let parts: Vec<&str> = text.split(MARK).collect();
    let who = |part: &&str| {
        let start = part.rfind(['"', ' ']).map_or(0, |at| at + 1);
        part[start..].to_string()
    };
    let speakers: Vec<String> = parts[..parts.len() - 1].iter().map(who).collect();
    match speakers.first() {
        Some(first)
            if !explores
                && !first.contains('{')
                && speakers.iter().all(|who| who == first) =>
        {
            (text.replace(&format!("{first}{MARK}: "), ""), false)
        }
        first => (text.replace(MARK, ""), first.is_some()),
    }
}

/// Drops the names where a program has one voice, whoever it is lent to.
pub fn unnamed_if_one(mut text: String) -> String {
    let voices = text.matches("voice!(").count();
    let literal = text.contains("voice!(\"");
    let kept = format!("{{}}{MARK}: ");
    if voices != 1 || !literal || text.contains(&kept) {
        return text;
    }
    let end = format!("}}{MARK}: ");
    while let Some(at) = text.find(&end) {
        let start = text[..at].rfind('{').expect("the brace before a name");
        text.replace_range(start..at + end.len(), "");
    }
    text
}

/// Prints what is said, and calls each task by its name.
pub fn printed(code: &Code, timed: bool) -> Edits {
    let mut edits = Edits::default();
    for at in 0..code.tokens.len() {
        let called = code.before(at, 1) == "." && code.at(at + 1) == "(";
        match code.at(at) {
            "writeln" if code.at(at + 1) == "!" && code.at(at + 2) == "(" => {
                line(code, at, timed, &mut edits);
            }
            "receives" if called => received(code, at, timed, &mut edits),
            "starts" if called => named(code, at, &mut edits),
            "task" if called && code.before(at, 2) == "log" => {
                named(code, at, &mut edits);
            }
            "clock" if called && code.before(at, 2) == "log" => {
                let end = code.tokens[code.tokens[at + 1].mate + 1].range.end;
                let start = code.tokens[at - 2].range.start;
                edits.replace(start..end, "clock(); // begins to count");
            }
            _ => {}
        }
    }
    edits
}

/// `job.name()` becomes `job`, or `str!(job)` where it has to be a `&str`; a variable
/// of it is another name of the voice.
pub fn of_themselves(code: &Code) -> Edits {
    let mut edits = Edits::default();
    for at in 1..code.tokens.len() {
        let name = code.at(at) == "name"
            && code.before(at, 1) == "."
            && code.at(at + 1) == "("
            && code.at(at + 2) == ")";
        if !name {
            continue;
        }
        let first = code.receiver(at - 1);
        let printed = code
            .group_around(first)
            .is_some_and(|open| code.before(open, 1) == "!");
        let start = code.tokens[at - 1].range.start;
        edits.replace(start..code.tokens[at + 2].range.end, "");
        if !printed && code.at(at + 3) != "." {
            let variable = code.before(first, 1) == "="
                && code.before(first, 3) == "let"
                && code.at(at + 3) == ";";
            let word = if variable { "voice!(" } else { "str!(" };
            let start = code.tokens[first].range.start;
            edits.replace(start..start, word);
            let end = code.tokens[at + 2].range.end;
            edits.replace(end..end, ")");
        }
    }
    edits
}

/// `log.task("main")` and `main.starts(name)`: the name.
fn named(code: &Code, at: usize, edits: &mut Edits) {
    let start = code.tokens[code.receiver(at - 1)].range.start;
    let close = code.tokens[at + 1].mate;
    let name = code.slice(at + 2..close).to_string();
    edits.replace(start..code.tokens[close].range.end, format!("voice!({name})"));
}

fn line(code: &Code, at: usize, timed: bool, edits: &mut Edits) {
    let close = code.tokens[at + 2].mate;
    let parts = code.parts(at + 2);
    let Some((who, rest)) = parts.split_first() else { return };
    // Of a `Formatter` the result is used, of a voice there is none.
    let result = matches!(code.at(close + 1), "?" | ".");
    let who = code.slice(who.clone()).trim_start_matches('&').to_string();
    if result || who == "f" || code.at(at + 3) == "&" && code.at(at + 4) == "mut" {
        return;
    }
    let (format, arguments) = match rest.split_first() {
        None => (String::new(), Vec::new()),
        Some((format, arguments)) => {
            let format = code.slice(format.clone());
            let arguments = arguments.iter().map(|part| code.slice(part.clone()));
            (unquoted(format).to_string(), arguments.map(str::to_string).collect())
        }
    };
    let bytes = code.tokens[at].range.start..code.tokens[close].range.end;
    let printed = println(&who, &format, arguments, timed);
    edits.replace(bytes, in_place(code, at..close, printed));
}

/// Without the braces around what it waits for, where it is a statement of its own.
fn in_place(code: &Code, tokens: Range<usize>, printed: String) -> String {
    let statement = matches!(code.before(tokens.start, 1), ";" | "{" | "}")
        && code.at(tokens.end + 1) == ";"
        && !code.tokens.iter().any(|token| token.text == "value");
    let block = printed.strip_prefix("{\n").filter(|_| statement);
    match block.and_then(|block| block.strip_suffix("\n}")) {
        Some(inner) => inner.to_string(),
        None => printed,
    }
}

fn received(code: &Code, at: usize, timed: bool, edits: &mut Edits) {
    let first = code.receiver(at - 1);
    let who = code.slice(first..at - 1).to_string();
    let close = code.tokens[at + 1].mate;
    let lent = usize::from(code.at(at + 2) == "&");
    let value = code.slice(at + 2 + lent..close);
    let word =
        code.tokens[at + 2 + lent].kind == Kind::Word && close == at + 3 + lent;
    let made = code.at(at + 2) == "format" && code.at(at + 3) == "!";
    let printed = if made {
        let parts = code.parts(at + 4);
        let format = unquoted(code.slice(parts[0].clone()));
        let rest =
            parts[1..].iter().map(|part| code.slice(part.clone()).to_string());
        println(&who, &format!("receives {format}"), rest.collect(), timed)
    } else if word {
        println(&who, &format!("receives {{{value}}}"), Vec::new(), timed)
    } else {
        println(&who, "receives {}", vec![value.to_string()], timed)
    };
    let bytes = code.tokens[first].range.start..code.tokens[close].range.end;
    edits.replace(bytes, in_place(code, first..close, printed));
}

fn unquoted(literal: &str) -> &str {
    literal
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
        .unwrap_or(literal)
}

/// `println!` with who says it, if that has to be told.
fn println(
    who: &str,
    format: &str,
    mut arguments: Vec<String>,
    timed: bool,
) -> String {
    let mut before = format!("{{{who}}}{MARK}: ");
    if who == "self" || !who.chars().all(|c| c.is_alphanumeric() || c == '_') {
        before = format!("{{}}{MARK}: ");
        arguments.insert(0, who.to_string());
    }
    // The time is that of the line, after all that it waits for.
    let mut waits = String::new();
    for argument in arguments.iter_mut().filter(|one| one.contains(".await")) {
        if timed {
            let name = format!("value{}", waits.lines().count());
            let name = name.trim_end_matches('0').to_string();
            waits.push_str(&format!("let {name} = {argument};\n"));
            *argument = name;
        }
    }
    if timed {
        before = format!("{{:4}} ms  {before}");
        arguments.insert(0, "clock()".to_string());
    }
    let arguments: String =
        arguments.iter().map(|argument| format!(", {argument}")).collect();
    let line = format!("println!(\"{before}{format}\"{arguments})");
    if waits.is_empty() { line } else { format!("{{\n{waits}{line}\n}}") }
}
