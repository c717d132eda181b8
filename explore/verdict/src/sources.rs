//! The texts by which an answer is told.

use std::path::Path;

/// The texts of the answer and of its checks by the names that the learner knows, such as
/// `answers/router.rs`; the answer's first. The compiler may know them in a folder.
#[derive(Clone, Copy, Debug)]
pub struct Sources(pub &'static [(&'static str, &'static str)]);

/// What the result of depends on how many own an `Arc`, and what runs when the last owner
/// goes.
const ASK_FOR_OWNERS: [&str; 9] = [
    "Drop",
    "increment_strong_count",
    "decrement_strong_count",
    "make_mut",
    "strong_count",
    "try_unwrap",
    "unwrap_or_clone",
    "upgrade",
    "weak_count",
];

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

    /// Whether nothing that is done depends on how many own what is in an `Arc`, but for what
    /// exploring itself notices: none of the texts asks for the count or has a destructor.
    /// Words in comments count as well: to doubt is safe.
    pub(crate) fn ignores_owners(self) -> bool {
        let words = |text: &'static str| {
            text.split(|c: char| !c.is_alphanumeric() && c != '_' && c != ':')
        };
        let doubts = |word: &str| {
            let last = word.rsplit("::").next().unwrap_or(word);
            // Those of a lock are called as methods, and all of an `Arc` by their path.
            let by_path =
                word.contains("::") && ["into_inner", "get_mut"].contains(&last);
            by_path || ASK_FOR_OWNERS.contains(&last)
        };
        !self.0.iter().any(|&(_, text)| words(text).any(doubts))
    }

    fn place(self, file: &str) -> Option<usize> {
        self.0.iter().position(|(name, _)| Path::new(file).ends_with(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_asks_for_owners_is_found() {
        let ignores =
            |text| Sources(Box::leak(Box::new([("a", text)]))).ignores_owners();
        assert!(ignores(
            "let sum = counter.into_inner(); cell.get_mut().unwrap();"
        ));
        assert!(ignores("fn drop_all() { drop(sender); } struct Dropped;"));
        for text in [
            "impl Drop for Pool {",
            "impl<T> Drop\n    for Pool<T> {",
            "impl std::ops::Drop for Pool {",
            "Arc::strong_count(&list) == 1",
            "Arc::<u32>::try_unwrap(list)",
            "Arc::into_inner(list)",
            "lists.map(Shared::into_inner)",
            "<Arc<u32>>::get_mut(&mut list)",
            "weak.upgrade().is_some()",
            "lists.filter_map(Weak::upgrade)",
        ] {
            assert!(!ignores(text), "{text}");
        }
    }

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
