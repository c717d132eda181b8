//! The crates that a program may use besides std.

use crate::places::root;
use crate::toml;

/// Those of which there are models, by the names under which they are published and
/// imported. The model of each stands in a facade of its name.
pub const CRATES: [&str; 8] = [
    "crossbeam",
    "crossbeam_channel",
    "crossbeam_deque",
    "crossbeam_queue",
    "crossbeam_utils",
    "parking_lot",
    "tokio",
    "tokio_util",
];

/// The crate that models the one of this name, under that name.
pub(crate) fn modelled(name: &str, features: &str) -> String {
    let folder = root().join("explore/facades").join(format!("conc_{name}"));
    let path = toml::path(&folder);
    format!("{name} = {{ package = \"conc_{name}\", path = {path}{features} }}\n")
}

/// Those of which there is no model: see [`published`](crate::twins).
pub const PUBLISHED: [&str; 9] = [
    "futures",
    "futures_channel",
    "futures_core",
    "futures_executor",
    "futures_io",
    "futures_sink",
    "futures_task",
    "futures_util",
    "tokio_stream",
];

/// All that one file may use, as a sentence lists it.
pub fn usable() -> String {
    let all: Vec<&str> = CRATES.into_iter().chain(PUBLISHED).collect();
    let (last, others) = all.split_last().expect("some");
    format!("std, {} and {last}", others.join(", "))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;

    use super::*;

    /// What stands in the place of std, and what packages alone need.
    const OTHERS: [&str; 6] =
        ["std", "core", "alloc", "test", "package", "parking_lot_core"];

    #[test]
    fn each_facade_is_listed() {
        let folder = fs::read_dir(root().join("explore/facades")).expect("facades");
        let names = folder.flatten().map(|entry| {
            entry.file_name().into_string().expect("a name that is text")
        });
        let names: BTreeSet<String> = names
            .filter_map(|name| name.strip_prefix("conc_").map(str::to_string))
            .filter(|name| !OTHERS.contains(&name.as_str()))
            .collect();
        assert_eq!(names, CRATES.map(str::to_string).into());
    }

    #[test]
    fn it_is_known_whose_owners_are_not_seen() {
        for name in PUBLISHED {
            let text = format!("use std::sync::Arc; use {name}::One;");
            assert!(verdict::uses_published(&text), "{name}");
        }
    }

    #[test]
    fn a_sentence_lists_them() {
        let listed = usable();
        assert!(
            listed.starts_with("std, crossbeam, crossbeam_channel, "),
            "{listed}"
        );
        assert!(listed.ends_with(", futures_util and tokio_stream"), "{listed}");
    }
}
