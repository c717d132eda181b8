//! Mutants that no check can reject, and why.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use practice::Exercise;

/// The file of an exercise with the reasons.
pub const FILE: &str = "same.txt";

/// Stands for the name of each answer that such a mutant is made of.
const ANY: &str = "any";

/// The mutants of an exercise that are the same program, each with its reason.
///
/// In the file stand the names of mutants, one a line, and below them, indented, the
/// reason that holds for all of them. Many answers have a function in common: a name that
/// begins with `any` and not with an answer's name is that of the mutant of each. A line
/// that begins with `#` is for who reads it.
#[derive(Debug, Default)]
pub struct Same(BTreeMap<String, String>);

impl Same {
    /// Reads the file of the exercise; without one there are none.
    ///
    /// # Errors
    ///
    /// If there is one and it cannot be read, has a name twice or without a reason, or a
    /// reason without a name.
    pub fn of(exercise: &Exercise) -> Result<Same, String> {
        let file = Path::new(exercise.folder).join(FILE);
        let text = match fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(Same::default());
            }
            Err(error) => return Err(format!("{}: {error}", file.display())),
        };
        Same::read(&text).map_err(|why| format!("{}: {why}", file.display()))
    }

    fn read(text: &str) -> Result<Same, String> {
        let mut all = BTreeMap::new();
        let mut names: Vec<String> = Vec::new();
        let mut reason = String::new();
        // The end of the text ends the last reason as a name would.
        for line in text.lines().chain([""]) {
            let is_end = line.is_empty() || !line.starts_with(' ');
            if is_end && !reason.is_empty() {
                for name in names.drain(..) {
                    if all.insert(name.clone(), reason.clone()).is_some() {
                        return Err(format!("twice: {name}"));
                    }
                }
                reason.clear();
            }
            match line.trim() {
                "" => {}
                comment if comment.starts_with('#') => {}
                said if line.starts_with(' ') && names.is_empty() => {
                    return Err(format!("a reason without a name: {said}"));
                }
                said if line.starts_with(' ') => {
                    reason += if reason.is_empty() { "" } else { " " };
                    reason += said;
                }
                name => names.push(name.to_string()),
            }
        }
        match names.first() {
            Some(name) => Err(format!("without a reason: {name}")),
            None => Ok(Same(all)),
        }
    }

    /// Why the mutant of this name is the same program.
    pub fn why(&self, name: &str) -> Option<&str> {
        let of_any = || self.0.get(&in_any(name.split_once(' ')?.1));
        self.0.get(name).or_else(of_any).map(String::as_str)
    }

    /// All that have a reason.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

/// The name that a mutant has in whatever answer.
pub(crate) fn in_any(mutant: &str) -> String {
    format!("{ANY} {mutant}")
}

/// Whether the name is that of a mutant of this answer, or of one of any.
pub(crate) fn may_be_of(answer: &str, name: &str) -> bool {
    let of = name.split_once(' ').map(|(of, _)| of);
    of == Some(answer) || of == Some(ANY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_holds_for_the_names_above_it() {
        let text =
            "# c\none: a\ntwo: b\n    because\n    of that\nthree: c\n    too\n";
        let same = Same::read(text).expect("it can be read");
        assert_eq!(same.why("one: a"), Some("because of that"));
        assert_eq!(same.why("two: b"), Some("because of that"));
        assert_eq!(same.why("three: c"), Some("too"));
        assert_eq!(same.why("four"), None);
    }

    #[test]
    fn a_reason_may_hold_in_any_answer() {
        let same = Same::read("any put: b\n    because\nodd get: c\n    of that\n");
        let same = same.expect("it can be read");
        assert_eq!(same.why("solution put: b"), Some("because"));
        assert_eq!(same.why("odd put: b"), Some("because"));
        assert_eq!(same.why("odd get: c"), Some("of that"));
        assert_eq!(same.why("solution get: c"), None);
    }

    #[test]
    fn a_name_needs_a_reason_and_a_reason_a_name() {
        let said = |text| Same::read(text).expect_err("a fault");
        assert_eq!(said("one: a\n"), "without a reason: one: a");
        assert_eq!(said("    because\n"), "a reason without a name: because");
        assert_eq!(said("a\n    b\na\n    c\n"), "twice: a");
    }
}
