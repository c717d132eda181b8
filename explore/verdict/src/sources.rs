//! The texts by which an answer is told.

use std::panic::Location;
use std::path::Path;

use explore::Place;

use crate::functions::{Function, function};

/// The texts of the answer and of its checks by the names that the learner knows, such as
/// `answers/router.rs`; the answer's first. The compiler may know them in a folder.
#[derive(Clone, Copy, Debug)]
pub struct Sources(pub &'static [(&'static str, &'static str)]);

impl Sources {
    /// The name of a file that the compiler calls so, if it is one of these.
    pub(crate) fn name(self, file: &str) -> Option<&'static str> {
        self.place(file).map(|place| self.0[place].0)
    }

    /// Whether it is one of these.
    pub(crate) fn knows(self, file: &str) -> bool {
        self.place(file).is_some()
    }

    /// The text of it.
    pub(crate) fn text(self, file: &str) -> Option<&'static str> {
        self.place(file).map(|place| self.0[place].1)
    }

    /// Whether it is not the answer but what is checked of it.
    pub(crate) fn is_check(self, file: &str) -> bool {
        self.place(file).is_some_and(|place| place > 0)
    }

    /// The function that has this place.
    pub(crate) fn function(self, at: &Location<'_>) -> Option<Function> {
        function(self.text(at.file())?, at.line() as usize)
    }

    /// The function that has this line.
    pub(crate) fn function_at(self, place: &Place) -> Option<Function> {
        function(self.text(&place.file)?, place.line as usize)
    }

    /// Whether both places are in the same function.
    pub(crate) fn is_one_function(
        self,
        one: &Location<'_>,
        other: &Location<'_>,
    ) -> bool {
        one.file() == other.file()
            && self
                .function(one)
                .is_some_and(|found| Some(found) == self.function(other))
    }

    /// The rest of the line from this place on.
    pub(crate) fn rest(self, at: &Location<'_>) -> Option<&'static str> {
        let line = self.text(at.file())?.lines().nth(at.line() as usize - 1)?;
        let (place, _) = line.char_indices().nth(at.column() as usize - 1)?;
        line.get(place..)
    }

    fn place(self, file: &str) -> Option<usize> {
        self.0.iter().position(|(name, _)| Path::new(file).ends_with(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_in_any_folder_and_no_other_file_is() {
        let sources =
            Sources(&[("answers/a.rs", "answer"), ("checks/a.rs", "checks")]);
        assert_eq!(sources.name("two_locks/answers/a.rs"), Some("answers/a.rs"));
        assert_eq!(sources.text("checks/a.rs"), Some("checks"));
        assert!(sources.is_check("two_locks/checks/a.rs"));
        for other in ["explore/src/a.rs", "answers/aa.rs", "more_answers/a.rs"] {
            assert_eq!(sources.name(other), None);
        }
    }
}
