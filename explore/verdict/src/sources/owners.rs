//! Whether what a program does depends on how many own what is in an `Arc`.

use super::Sources;
use super::announced::{announced, destructors};

/// What is asked of an `Arc`, or of a `Weak`, that depends on how many there are.
const ASKS: [&str; 8] = [
    "decrement_strong_count",
    "increment_strong_count",
    "make_mut",
    "strong_count",
    "try_unwrap",
    "unwrap_or_clone",
    "upgrade",
    "weak_count",
];

/// What is asked of an `Arc` by its path alone; as a method it belongs to others.
const BY_PATH: [&str; 2] = ["get_mut", "into_inner"];

/// Some of those others, which may be called by their path as well.
const OTHERS: [&str; 14] = [
    // The guard of a lock, and of one in an `Arc`.
    "ArcRwLockUpgradableReadGuard",
    "Cell",
    "FairMutex",
    "ManuallyDrop",
    "Mutex",
    "OnceCell",
    "OnceLock",
    // A step.
    "Own",
    "PoisonError",
    "Rc",
    "ReentrantMutex",
    "RefCell",
    "RwLock",
    "RwLockUpgradableReadGuard",
];

/// What the texts of a program and its checks say of who owns what is in an `Arc`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Owners {
    /// Whether there is an `Arc`.
    pub(crate) may_be: bool,
    /// Whether the program asks for them.
    pub(crate) are_asked_for: bool,
    /// Whether it does so where that is no step.
    pub(crate) are_asked_for_unseen: bool,
    /// Whether nothing depends on them but what exploring notices.
    pub(crate) are_ignored: bool,
}

impl Sources {
    /// All that is said of owners.
    pub(crate) fn owners(self) -> Owners {
        let are_asked_for = self.asks_for_owners();
        Owners {
            may_be: self.0.iter().any(|&(_, text)| has_arcs(text)),
            are_asked_for,
            are_asked_for_unseen: are_asked_for && self.asks_unseen(),
            are_ignored: self.ignores_owners(),
        }
    }

    /// Whether nothing that is done depends on how many own what is in an `Arc`, but for
    /// what exploring itself notices: none of the texts asks for the count, has a
    /// destructor that is not [`announced`](super::announced) or brings in another
    /// text, or what has one from a crate that is explored as it was published. Words in
    /// comments count as well: to doubt is safe. Of a package it is never known, for what
    /// it depends on is not among the texts.
    fn ignores_owners(self) -> bool {
        let doubts = |word| asks(word) || last(word) == "include";
        let doubts = |text| {
            words(text).any(doubts)
                || destructors::leaves_out(text)
                || has_arcs(text) && uses_published(text)
        };
        !self.is_package() && !self.0.iter().any(|&(_, text)| doubts(text))
    }

    /// Whether the program, and not what is checked of it, asks how many own what is in
    /// an `Arc`.
    fn asks_for_owners(self) -> bool {
        self.asks_with(|text| words(text).any(asks))
    }

    /// The same where it is no step of a schedule, though the text is
    /// [`announced`](super::announced) unless it is of a package.
    fn asks_unseen(self) -> bool {
        self.asks_with(|text| match self.is_package() {
            true => words(text).any(asks),
            false => words(&announced(text)).any(asks),
        })
    }

    fn asks_with(self, asks: impl Fn(&str) -> bool) -> bool {
        let texts = self.0.iter();
        texts
            .take(if self.is_package() { usize::MAX } else { 1 })
            .any(|&(_, text)| has_arcs(text) && asks(text))
    }
}

/// Whether it has a word for an `Arc`.
fn has_arcs(text: &str) -> bool {
    words(text).any(|word| word.split("::").any(|part| part == "Arc"))
}

/// Whether it has a path into a crate that is explored as it was published, or brings one
/// in by another name.
pub fn uses_published(text: &str) -> bool {
    let begins = |path: &str| PUBLISHED.iter().any(|one| path.starts_with(one));
    let is_path =
        |word: &str| word.contains("::") && begins(word.trim_matches(':'));
    let is_brought = |after: &str| {
        text.split(after).skip(1).any(|rest| begins(rest.trim_start_matches(':')))
    };
    words(text).any(is_path) || is_brought("use ") || is_brought("crate ")
}

/// How the names of the crates begin that are explored as they were published: their
/// destructors are not [`announced`](super::announced).
const PUBLISHED: [&str; 2] = ["futures", "tokio_stream"];

/// The words of a text, each with the path before it.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_' && c != ':')
}

fn last(word: &str) -> &str {
    word.rsplit("::").next().unwrap_or(word)
}

/// Whether this word, as far as it tells, asks for a count.
fn asks(word: &str) -> bool {
    let (of, asked) = word.rsplit_once("::").unwrap_or(("", word));
    let of_another = OTHERS.contains(&last(of)) || last(of).starts_with("Atomic");
    let by_path = word.contains("::") && BY_PATH.contains(&asked);
    !of_another && (by_path || ASKS.contains(&asked))
}

#[cfg(test)]
mod tests {
    use explore::thread;

    use super::Sources;
    use crate::Check;
    use crate::search::Search;

    fn sources(text: &'static str) -> Sources {
        Sources(Box::leak(Box::new([("a", text), ("checks", "Arc::into_inner")])))
    }

    fn ignores(text: &'static str) -> bool {
        Sources(Box::leak(Box::new([("a", text)]))).ignores_owners()
    }

    #[test]
    fn who_asks_for_owners_is_found() {
        assert!(ignores(
            "let sum = counter.into_inner(); cell.get_mut().unwrap();"
        ));
        assert!(ignores("fn drop_all() { drop(sender); } struct Dropped;"));
        assert!(ignores("lock().unwrap_or_else(PoisonError::into_inner)"));
        assert!(ignores("counts.map(AtomicU32::into_inner)"));
        assert!(ignores("ManuallyDrop::into_inner(self.pool)"));
        assert!(ignores("use std::sync::Arc; // of the futures here"));
        assert!(ignores("use futures::channel::mpsc; mpsc::unbounded::<()>()"));
        assert!(ignores("let map = RwLockUpgradableReadGuard::upgrade(map);"));
        for text in [
            "impl Drop for Pool { ends!(); }",
            "impl Drop for Pool { fn drop(&mut self) { end() } }",
            "Arc::strong_count(&list) == 1",
            "Arc::<u32>::try_unwrap(list)",
            "Arc::into_inner(list)",
            "lists.map(Shared::into_inner)",
            "<Arc<u32>>::get_mut(&mut list)",
            "weak.upgrade().is_some()",
            "lists.filter_map(Weak::upgrade)",
            "include!(\"other.rs\");",
            "let end = Arc::new(futures::channel::oneshot::channel::<()>());",
            "use {std::sync::Arc, ::futures_util::lock::Mutex};",
            "use futures as other; use std::sync::Arc;",
            "extern crate futures as other; type Own = Arc<other::Abortable<()>>;",
        ] {
            assert!(!ignores(text), "{text}");
        }
        // A package may depend on others, whose texts are not here.
        assert!(
            !Sources(&[("", ""), ("src/lib.rs", "fn a() {}")]).ignores_owners()
        );
    }

    #[test]
    fn only_who_asks_an_arc_is_told_so() {
        for text in [
            "use std::sync::Arc; Arc::try_unwrap(list)",
            "std::sync::Arc::strong_count(&list)",
            "type Shared = Arc<u32>; Shared::get_mut(&mut list)",
            "let weak: Weak<u32> = Arc::downgrade(&list); weak.upgrade()",
        ] {
            assert!(sources(text).asks_for_owners(), "{text}");
        }
        for text in [
            // Of a channel's sender.
            "let sender = weak.upgrade();",
            "Rc::try_unwrap(list); Arc::new(1)",
            "Arc::new(1); impl Drop for Pool {",
            "Arc::new(1); guard.unwrap_or_else(PoisonError::into_inner)",
        ] {
            assert!(!sources(text).asks_for_owners(), "{text}");
        }
        let package = &[("", ""), ("src/lib.rs", ""), ("b.rs", "Arc::get_mut")];
        assert!(Sources(package).asks_for_owners());
    }

    fn two_tasks(_: usize) {
        let lock = explore::sync::Mutex::new(0);
        thread::scope(|scope| {
            scope.spawn(|| *lock.lock().unwrap() += 1);
            *lock.lock().unwrap() += 1;
        });
    }

    #[test]
    fn nothing_is_proven_of_who_asks() {
        let proven = |text| {
            let check = Check::new("two", "", two_tasks);
            let explored =
                Search::new(1_000, sources(text), None, None).judge(&[check], 1).0;
            (explored[0].exhaustive, explored[0].asks_for_owners)
        };
        assert_eq!(proven("Arc::clone(&list)"), (true, false));
        assert_eq!(proven("Arc::strong_count(&list)"), (false, true));
    }
}
