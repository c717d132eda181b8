//! What is to be seen while the judge is built, which takes minutes.
#![cfg(unix)]

use std::fs;

use course::root;

use crate::practice::{stdout, week7_command};
use crate::watch::Watch;

#[test]
fn the_first_build_tells_how_far_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let (cargo, go) =
        (root().join("tests/cargo/builds.sh"), folder.path().join("go"));
    // Each builds in a place of its own, and waits for no other.
    let places = ["check", "watch", "pipe"].map(|name| folder.path().join(name));
    let environment = |place| {
        [("CARGO", &*cargo), ("MAY_GO_ON", &*go), ("CARGO_TARGET_DIR", place)]
    };
    let line = "builds the judge, once: 2 of 3 crates, two";

    // On a terminal, in one line that is gone afterwards.
    let check = Watch::call("check", &environment(&places[0]));
    check.shows(line);
    assert_eq!(check.screen().trim(), line);
    let mut watch = Watch::call("watch", &environment(&places[1]));
    watch.shows(&format!("{line}, "));
    watch.types("l");
    watch.shows("start tasks and leak none");
    fs::write(&go, "").unwrap();
    let screen = check.shows("NOT JUDGED, the disk is full");
    assert!(!screen.contains(line), "{screen}");
    check.ends(3);
    watch.types("v");
    watch.shows("NOT JUDGED, the disk is full");
    watch.types("q");
    watch.ends(0);

    // In a pipe.
    let mut check = week7_command(folder.path(), &["check", "safe_counter"]);
    for (name, value) in environment(&places[2]) {
        check.env(name, value);
    }
    let output = check.output().expect("it starts");
    let said = String::from_utf8(output.stderr.clone()).expect("UTF-8");
    let first = "goroutine_practice: builds the judge, once: 1 of 3 crates, one\n";
    assert_eq!(said, first);
    assert!(stdout(&output).contains("NOT JUDGED, the disk is full"), "{output:?}");
}
