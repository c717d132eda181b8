//! Lines of the program within sentences.
//!
//! Who writes a sentence knows each place in it. Whether a file has to be named is known
//! where the sentences of a diagnosis stand together: until then each number of a line
//! carries its file between two marks.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::Location;

use explore::{Place, is_std};

use crate::sources::Sources;

/// Stands before and behind the name of a file: no text of a program has it.
const MARK: char = '\u{f0000}';

/// The number of the line with this place.
pub(crate) fn line_at(at: &Location<'_>) -> String {
    // A path of std means nothing to anybody.
    let file = if is_std(at) { "std" } else { at.file() };
    numbered(file, at.line())
}

/// The same of a place that is read from the calls.
pub(crate) fn line_of(place: &Place) -> String {
    numbered(&place.file, place.line)
}

/// The line of this place, or whose line it is if not the program's.
pub(crate) fn told_at(place: &Place, sources: Sources) -> String {
    if sources.is_check(&place.file) {
        "the check".to_string()
    } else if sources.is_foreign(&place.file) {
        "code that it calls".to_string()
    } else {
        format!("line {}", line_of(place))
    }
}

/// The number of the line in this file.
pub(crate) fn numbered(file: &str, line: u32) -> String {
    format!("{line}{MARK}{file}{MARK}")
}

/// "lines 3 and 5", after which a file is named once if it is that of both.
pub(crate) fn lines_at(first: &Location<'_>, second: &Location<'_>) -> String {
    match first.file() == second.file() {
        true => format!("lines {} and {}", first.line(), line_at(second)),
        false => format!("line {} and line {}", line_at(first), line_at(second)),
    }
}

/// "lines 3, 4 and 9 of src/lib.rs and line 2 of src/pool.rs"; nothing of no place.
pub(crate) fn lines_of<'a>(
    places: impl Iterator<Item = &'a Place>,
    sources: Sources,
) -> Option<String> {
    let mut lines: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
    for Place { file, line } in places {
        lines.entry(file).or_default().insert(*line);
    }
    let each = lines.into_iter().map(|(file, lines)| {
        let lines: Vec<String> = lines.iter().map(u32::to_string).collect();
        let of = sources.of_file(file);
        match &lines[..] {
            [rest @ .., last] if !rest.is_empty() => {
                format!("lines {} and {last}{of}", rest.join(", "))
            }
            _ => format!("line {}{of}", lines.concat()),
        }
    });
    let each: Vec<String> = each.collect();
    (!each.is_empty()).then(|| each.join(" and "))
}

/// These texts, which are read one after the other, with the names of files where they are
/// needed: in a package, where a line is of another file than the line before; and wherever
/// a line is not of the answer but of its checks.
pub(crate) fn name_files<'a>(
    texts: impl IntoIterator<Item = &'a mut String>,
    sources: Sources,
) {
    let mut last = String::new();
    for text in texts {
        let mut parts = text.split(MARK);
        let mut named = parts.next().unwrap_or_default().to_string();
        while let (Some(file), Some(rest)) = (parts.next(), parts.next()) {
            let file = sources.name(file).unwrap_or(file);
            if file != last || sources.is_check(file) {
                named += &sources.of_file(file);
                last = file.to_string();
            }
            named += rest;
        }
        *text = named;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sentences of an answer and of a package about these lines.
    fn named(places: &[(&str, u32)], sources: Sources) -> String {
        let each = places.iter().map(|(file, line)| numbered(file, *line));
        let mut texts: Vec<String> =
            each.map(|line| format!("It is in line {line}.")).collect();
        name_files(&mut texts, sources);
        texts.join(" ")
    }

    #[test]
    fn a_file_is_named_where_it_is_another_one_than_before() {
        let package = Sources(&[("", ""), ("src/lib.rs", ""), ("src/pool.rs", "")]);
        let places = [
            ("src/lib.rs", 3),
            ("src/lib.rs", 5),
            ("src/pool.rs", 5),
            ("src/lib.rs", 3),
        ];
        assert_eq!(
            named(&places, package),
            "It is in line 3 of src/lib.rs. It is in line 5. It is in line 5 of \
             src/pool.rs. It is in line 3 of src/lib.rs."
        );
        let answer = Sources(&[("src/lib.rs", "")]);
        assert_eq!(
            named(&places, answer),
            "It is in line 3. It is in line 5. It is in line 5. It is in line 3."
        );
    }

    #[test]
    fn a_line_of_the_checks_is_told_as_one() {
        let sources = Sources(&[("answers/a.rs", ""), ("checks/a.rs", "")]);
        let places = [("checks/a.rs", 7), ("checks/a.rs", 8), ("answers/a.rs", 3)];
        assert_eq!(
            named(&places, sources),
            "It is in line 7 of the checks. It is in line 8 of the checks. It is in \
             line 3."
        );
    }

    #[test]
    fn a_line_is_told_with_whose_it_is() {
        let sources =
            Sources(&[("answers/a.rs", "answer"), ("checks/a.rs", "checks")]);
        let line = |file: &str| {
            let place = Place { file: file.into(), line: 7 };
            let mut text = [told_at(&place, sources)];
            name_files(&mut text, sources);
            text.concat()
        };
        assert_eq!(line("answers/a.rs"), "line 7");
        assert_eq!(line("checks/a.rs"), "the check");
        assert_eq!(line("library/core/src/option.rs"), "code that it calls");
    }

    #[test]
    fn lines_of_several_files_are_told_file_by_file() {
        let place = |file: &str, line| Place { file: file.into(), line };
        let places = [
            place("src/pool.rs", 2),
            place("src/lib.rs", 9),
            place("src/lib.rs", 3),
            place("src/lib.rs", 9),
            place("src/lib.rs", 4),
        ];
        let package = Sources(&[("", ""), ("src/lib.rs", ""), ("src/pool.rs", "")]);
        assert_eq!(
            lines_of(places.iter(), package).as_deref(),
            Some("lines 3, 4 and 9 of src/lib.rs and line 2 of src/pool.rs")
        );
        let answer = Sources(&[("src/lib.rs", "")]);
        assert_eq!(lines_of(places[..1].iter(), answer).as_deref(), Some("line 2"));
        assert_eq!(lines_of([].iter(), package), None);
    }

    #[test]
    fn two_lines_of_a_file_have_its_name_once() {
        let (first, second) = (Location::caller(), Location::caller());
        let mut text = [lines_at(first, second)];
        let package = Sources(&[("", ""), (file!(), "")]);
        name_files(&mut text, package);
        let line = first.line();
        assert_eq!(text, [format!("lines {line} and {line} of {}", file!())]);
    }
}
