//! A patch and the whole answer are the same.

use std::fs;
use std::path::Path;

use crate::{Exercise, WrongAnswer};

const SOLUTION: &str = "//! Why it is right.\n\na\nb\nc\nd\ne\nf\ng\nh\ni\nj\n\
                        k\nl\nm\nn\no\np\nq\nr\ns\nt\n";

/// An exercise in a folder of its own.
fn exercise(folder: &Path) -> Exercise {
    for part in ["odd", "wrong"] {
        fs::create_dir_all(folder.join(part)).expect("a folder");
    }
    let folder = folder.to_str().expect("a name").to_string();
    Exercise {
        name: "any",
        folder: Box::leak(folder.into_boxed_str()),
        title: "",
        is_async: false,
        criteria: &[],
        starter: "",
        solution: SOLUTION,
        checks: "",
        hints: "",
        wrong: &[WrongAnswer { name: "slip", title: "" }],
        odd: &["other", "near", "own"],
    }
}

/// One of a single changed line, one of another shape, one that differs from that in a
/// line, and one that is like none and has no head and no last line end.
fn texts() -> [(&'static str, String); 4] {
    let other: String = ('a'..='z').rev().map(|line| format!("{line}\n")).collect();
    let near = format!("//! Near.\n{}", other.replace("m\n", "M\n"));
    [
        ("slip", SOLUTION.replace("e\n", "E\n").replace("Why it", "A slip")),
        ("other", format!("//! Other.\n{other}")),
        ("near", near),
        ("own", "1\n2\n3\n4".into()),
    ]
}

fn packed() -> (tempfile::TempDir, Exercise) {
    let folder = tempfile::tempdir().expect("a folder");
    let exercise = exercise(folder.path());
    for (name, text) in texts() {
        let part = if name == "slip" { "wrong" } else { "odd" };
        let file = folder.path().join(format!("{part}/{name}.rs"));
        fs::write(file, text).expect("a file");
    }
    exercise.pack().expect("it packs");
    (folder, exercise)
}

fn same(exercise: &Exercise) {
    for (name, text) in texts() {
        assert_eq!(exercise.shipped(name).expect(name), text);
    }
}

#[test]
fn what_is_packed_is_the_same_and_so_is_what_is_unpacked() {
    let (folder, exercise) = packed();
    same(&exercise);
    let slip = fs::read_to_string(folder.path().join("wrong/slip.patch"));
    let slip = slip.expect("a patch");
    assert!(slip.starts_with("//! A slip is right.\n--- solution.rs\n"), "{slip}");
    assert!(!slip.contains("Why it"), "{slip}");
    let there = |file: &str| folder.path().join(file).exists();
    // One of the two that are alike is a patch of the other.
    assert_ne!(there("odd/other.rs"), there("odd/near.rs"));
    assert!(there("odd/own.rs") && !there("wrong/slip.rs"));
    exercise.unpack().expect("it unpacks");
    same(&exercise);
    assert!(
        there("odd/near.rs") && there("odd/other.rs") && there("wrong/slip.rs")
    );
    assert!(!there("wrong/slip.patch"));
}

#[test]
fn an_edited_answer_is_taken_back() {
    let (folder, exercise) = packed();
    let edited = SOLUTION.replace("b\n", "").replace("Why", "Now");
    exercise.take("slip", &edited).expect("it is taken");
    assert_eq!(exercise.shipped("slip").expect("it"), edited);
    assert!(folder.path().join("wrong/slip.patch").exists());
    // What has nothing in common is kept whole.
    exercise.take("slip", "another\n").expect("it is taken");
    assert_eq!(exercise.shipped("slip").expect("it"), "another\n");
    assert!(!folder.path().join("wrong/slip.patch").exists());
    // A base stays a whole file, even if it is like another one.
    let base = ["other", "near"];
    let is_whole =
        |name: &&str| folder.path().join(format!("odd/{name}.rs")).exists();
    let base = base.into_iter().find(is_whole).expect("one of them");
    let told =
        exercise.take(base, &edited).expect_err("the other is a patch of it");
    assert!(told.why.contains("does not apply"), "{told}");
    assert!(is_whole(&base));
}

#[test]
fn a_patch_that_does_not_apply_is_told_by_its_name() {
    let (folder, exercise) = packed();
    let file = folder.path().join("wrong/slip.patch");
    let text = fs::read_to_string(&file).expect("a patch");
    let is_patched = folder.path().join("odd/near.rs").exists();
    let patched = if is_patched { "odd/other.rs" } else { "odd/near.rs" };
    for (other, said) in [
        (text.replace("-e\n", "-x\n"), "error applying hunk #1 to solution.rs"),
        (text.replace("solution.rs", patched), "is neither the solution nor"),
        (text.replace("solution.rs", "../../any.rs"), "is neither the solution"),
        (text.replace("@@ ", "@ "), "not each of its lines"),
        (format!("{text}@ -1 +1 @@\n-a\n+A\n"), "not each of its lines"),
    ] {
        fs::write(&file, other).expect("a file");
        let fault = exercise.shipped("slip").expect_err("it does not apply");
        assert!(fault.why.contains("wrong/slip.patch does not apply"), "{fault}");
        assert!(fault.why.contains(said), "{fault}");
    }
    fs::remove_file(&file).expect("it was there");
    let fault = exercise.shipped("slip").expect_err("there is none");
    assert!(fault.why.starts_with("there is no "), "{fault}");
    let fault = exercise.shipped("slips").expect_err("there is none");
    assert!(fault.why.contains("no odd or wrong answer `slips`"), "{fault}");
}
