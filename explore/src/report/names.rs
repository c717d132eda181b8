//! The names of objects, read from the source that makes them.

use std::panic::Location;

/// The identifier that the source gives to what is made at the location: that of `let
/// NAME =`, `static NAME:` or the field `NAME:`, on the same line or the two before.
/// `None` if there is none, or if this is not the source.
pub(crate) fn name<'s>(source: &'s str, made: &Location<'_>) -> Option<&'s str> {
    find(source, made.line() as usize, made.column() as usize)
}

/// What stands before the method that is called at the location: `queue` for that of
/// `self.queue.lock()`.
pub(crate) fn used<'s>(source: &'s str, at: &Location<'_>) -> Option<&'s str> {
    let place = place(source, at.line() as usize, at.column() as usize)?;
    let before = source[..place].trim_end().strip_suffix('.')?.trim_end();
    let begins = before.rfind(|c: char| !is_part(c)).map_or(0, |end| end + 1);
    identifier(before.get(begins..)?).filter(|name| *name != "self")
}

fn find(source: &str, line: usize, column: usize) -> Option<&str> {
    let at = place(source, line, column)?;
    if !makes_something(&source[at..]) {
        return None;
    }
    let first = start_of_line(source, line.saturating_sub(3))?;
    let before = statement(&source[first..at]);
    let_name(before).or_else(|| field_name(before))
}

/// What the path of a call that makes something holds.
const MAKERS: [&str; 9] = [
    "::new",
    "::from",
    "::default",
    "::<",
    "channel",
    "bounded",
    "never",
    "after",
    "tick",
];

/// Whether the text begins with a call such as `Mutex::new(` or a `default()`.
fn makes_something(text: &str) -> bool {
    let path_end = text.find(['(', '\n']).unwrap_or(text.len());
    let path = &text[..path_end];
    path.starts_with(char::is_alphabetic)
        && MAKERS.iter().any(|call| path.contains(call))
}

/// What comes after the end of the last statement or block.
fn statement(text: &str) -> &str {
    let end = text.rfind([';', '{', '}']).map_or(0, |end| end + 1);
    &text[end..]
}

/// Of `let NAME =`, `let NAME: Type =` and `let (FIRST, SECOND) = (.., ..)`.
fn let_name(text: &str) -> Option<&str> {
    let keyword = ["let ", "static ", "const "]
        .into_iter()
        .filter_map(|keyword| Some((text.rfind(keyword)?, keyword)))
        .max_by_key(|&(place, _)| place)?;
    let rest = text[keyword.0 + keyword.1.len()..].trim_start();
    let rest = rest.strip_prefix("mut ").unwrap_or(rest).trim_start();
    let Some(pattern) = rest.strip_prefix('(') else {
        return identifier(rest);
    };
    let (names, values) = pattern.split_once('=')?;
    let name = names.split(',').nth(commas(values))?;
    let name = name.trim().trim_end_matches(')').trim();
    identifier(name.strip_prefix("mut ").unwrap_or(name))
}

/// The number of commas in a tuple's text that are not in a part of a part.
fn commas(values: &str) -> usize {
    let mut depth = 0;
    let mut commas = 0;
    for character in values.chars() {
        match character {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            ',' if depth == 1 => commas += 1,
            _ => {}
        }
    }
    commas
}

/// Of the last `NAME:` that is no path.
fn field_name(text: &str) -> Option<&str> {
    let bytes = text.as_bytes();
    let colon = (0..bytes.len()).rev().find(|&place| {
        let is_colon = |place: Option<usize>| {
            place.and_then(|place| bytes.get(place)) == Some(&b':')
        };
        bytes[place] == b':'
            && !is_colon(place.checked_sub(1))
            && !is_colon(Some(place + 1))
    })?;
    // A comma ends the field before: `left: Mutex::new(0), 3` names nothing.
    if text[colon..].contains("),") {
        return None;
    }
    let before = text[..colon].trim_end();
    let start = before.rfind(|c: char| !is_part(c)).map_or(0, |end| {
        end + before[end..].chars().next().map_or(1, char::len_utf8)
    });
    identifier(&before[start..])
}

fn identifier(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !is_part(c)).unwrap_or(text.len());
    let name = &text[..end];
    let is_name = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
    (is_name && name != "_").then_some(name)
}

fn is_part(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// Where in the text a line and a column are, both counted from 1.
fn place(source: &str, line: usize, column: usize) -> Option<usize> {
    let start = start_of_line(source, line.checked_sub(1)?)?;
    let text = source[start..].lines().next()?;
    Some(start + text.char_indices().nth(column.checked_sub(1)?)?.0)
}

/// Lines are counted from 0 here.
fn start_of_line(source: &str, line: usize) -> Option<usize> {
    if line == 0 {
        return Some(0);
    }
    let (end, _) = source.match_indices('\n').nth(line - 1)?;
    Some(end + 1)
}

#[cfg(test)]
mod tests {
    use super::find;

    /// The name of what is made where the mark `^` stands, which is taken out.
    fn named(source: &str) -> Option<String> {
        let at = source.find('^').expect("a mark");
        let before = &source[..at];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        find(&source.replacen('^', "", 1), line, column).map(str::to_string)
    }

    #[test]
    fn let_statements() {
        assert_eq!(named("let left = ^Mutex::new(0);").unwrap(), "left");
        assert_eq!(named("    let mut a_1 = ^Mutex::new(0);").unwrap(), "a_1");
        let arc = "let left: Arc<Mutex<i32>> = Arc::new(^Mutex::new(0));";
        assert_eq!(named(arc).unwrap(), "left");
        assert_eq!(named("a(); let b = ^Condvar::new();").unwrap(), "b");
    }

    #[test]
    fn broken_lines() {
        let broken =
            "let queue =\n    Arc::new(\n        ^Mutex::new(VecDeque::new()));";
        assert_eq!(named(broken).unwrap(), "queue");
        let field = "Self {\n    a: 1,\n    queue:\n        ^Mutex::new(0),\n}";
        assert_eq!(named(field).unwrap(), "queue");
    }

    #[test]
    fn fields() {
        assert_eq!(named("Pair { left: ^Mutex::new(0) }").unwrap(), "left");
        let second = "    left: Mutex::new(0),\n    right: ^Mutex::new(0),";
        assert_eq!(named(second).unwrap(), "right");
        let path = "    left: std::sync::Arc::new(^Mutex::new(0)),";
        assert_eq!(named(path).unwrap(), "left");
    }

    #[test]
    fn tuples() {
        let first = "let (left, right) = (^Mutex::new(0), Mutex::new(0));";
        assert_eq!(named(first).unwrap(), "left");
        let second = "let (a, b) = (Arc::new(Mutex::new((0, 1))), ^Mutex::new(0));";
        assert_eq!(named(second).unwrap(), "b");
    }

    #[test]
    fn nothing_to_read() {
        assert_eq!(named("share(^Mutex::new(0));"), None);
        assert_eq!(named("let a = ^b;"), None, "another source");
        assert_eq!(find("let a = 1;", 7, 3), None, "no such line");
        assert_eq!(named("let a = 1;\nshare(^Mutex::new(0));"), None);
    }
}
