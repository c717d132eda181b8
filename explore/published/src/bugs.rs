//! Bugs of old versions, each with a test of our own that shows it.

/// A bug that was found in a published crate, and mended.
#[derive(Debug)]
pub(crate) struct Bug {
    /// The test is the file of this name in `bugs`.
    pub(crate) name: &'static str,
    /// The crate that had it.
    pub(crate) of: &'static str,
    /// The last version that has it, or the last one that can be had.
    pub(crate) old: &'static str,
    /// The first version without it that can still be had.
    pub(crate) mended: &'static str,
    /// The features with which it is used, as a manifest has them, if any.
    pub(crate) features: &'static str,
    /// What is wrong, as a sentence.
    pub(crate) what: &'static str,
    /// Where it was reported.
    pub(crate) source: &'static str,
}

pub(crate) const BUGS: &[Bug] = &[
    Bug {
        name: "last_message",
        of: "flume",
        old: "0.10.14",
        mended: "0.11.0",
        features: ", default-features = false, features = [\"async\"]",
        what: "`recv_async` misses the message of a sender that is dropped at once",
        source: "https://github.com/zesterer/flume/issues/120",
    },
    Bug {
        name: "failed_start",
        of: "spin",
        old: "0.9.7",
        mended: "0.9.9",
        features: "",
        what: "`call_once` takes a value that nobody has made, if `try_call_once` fails",
        source: "https://rustsec.org/advisories/RUSTSEC-2023-0031",
    },
    Bug {
        name: "weak_sender",
        of: "async-channel",
        old: "1.8.0",
        mended: "1.9.0",
        features: "",
        what: "`upgrade` returns a sender, and the channel is closed",
        source: "https://github.com/smol-rs/async-channel/pull/63",
    },
    Bug {
        name: "stolen_twice",
        of: "crossbeam-deque",
        old: "0.8.0",
        mended: "0.8.1",
        features: "",
        what: "a task is taken twice, and another one never",
        source: "https://rustsec.org/advisories/RUSTSEC-2021-0093",
    },
    Bug {
        name: "freed_twice",
        of: "crossbeam-channel",
        old: "0.5.14",
        mended: "0.5.15",
        features: "",
        what: "a block of messages is freed twice, if the receiver is dropped while two send",
        source: "https://rustsec.org/advisories/RUSTSEC-2025-0024",
    },
];
