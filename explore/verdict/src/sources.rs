//! The texts by which an answer is told.

use std::path::Path;

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
