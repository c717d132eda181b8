//! `cargo explore run FILE`, from the call to what is said and the exit code.

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde_json::Value;

use calls::{Said, call, expected, flat, said};

mod calls;

fn programs() -> PathBuf {
    calls::folder("programs")
}

/// Calls it in the folder of the programs.
fn explore(words: &[&str]) -> Said {
    explore_in(&programs(), words)
}

fn explore_in(folder: &Path, words: &[&str]) -> Said {
    said(call(folder, words))
}

/// Some at once: while one is built another is explored.
#[test]
fn each_program_ends_as_its_head_says() {
    let entries = fs::read_dir(programs()).expect("programs").flatten();
    let files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    let wrong = files.par_iter().filter_map(|file| ends_otherwise(file));
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.concat());
    assert!(files.len() > 20, "{} programs", files.len());
}

/// What comes of a program in place of what its head says.
fn ends_otherwise(file: &Path) -> Option<String> {
    let name = file.file_name()?.to_str().expect("text");
    let expected = expected(&fs::read_to_string(file).expect("text"));
    assert!(!expected.is_empty(), "{name} says nothing of itself");
    let Said { code, out, err } = explore(&["run", name]);
    // What is known is the answer; why nothing is, is an error.
    let (said, other) = if code < 2 { (&out, &err) } else { (&err, &out) };
    let is_so = |(expected, text): &(i32, String)| {
        code == *expected && flat(said).contains(text)
    };
    let is_told = said.starts_with(&format!("{name}: ")) && other.is_empty();
    // Neither where its copy is nor what calls it.
    let is_own = !said.contains("answers/") && !said.contains("explored()");
    let is_right = expected.iter().all(is_so) && is_told && is_own;
    (!is_right)
        .then(|| format!("{expected:?} was expected, not {code}: {out}{err}\n"))
}

#[test]
fn a_wrong_call_is_one_line_and_ends_with_2() {
    for (words, why) in [
        (&[][..], "say `test`, `run` or `run FILE.rs`"),
        (&["walk"], "there is no command `walk`"),
        (&["run", "hello.rs", "--strict"], "--strict is for a package"),
        (&["run", "hello.rs", "-p", "bank"], "--package is for a package"),
        (&["run", "--lib"], "--lib is for `test`"),
        (&["run", "--exact"], "--exact is for `test`"),
        (&["run", "--file", "wolf.rs"], "--file is for `test`"),
        (&["run", "--edition", "2024"], "--edition is for a file"),
        (&["run", "--bin", "nobody"], "there is no binary `nobody`"),
        (&["test", "one", "two"], "there is `two` too"),
        (&["test", "--exact"], "--exact needs the name"),
        (&["test", "--edition", "2024"], "--edition is for a file"),
        (&["run", "nothing.rs"], "there is no file nothing.rs"),
        (&["run", "."], ". is a folder"),
        (&["run", "hello.rs", "counted.rs"], "there is `counted.rs` too"),
        (&["run", "hello.rs", "--quick"], "--quick"),
        (&["run", "hello.rs", "--seed", "one"], "\"one\""),
        (&["run", "hello.rs", "--schedules", "0"], "1 is the least"),
        (&["run", "hello.rs", "--time", "0"], "more than 0"),
        (&["run", "hello.rs", "--racing-clock=0"], "1 is the least"),
        (&["run", "hello.rs", "--edition", "1999"], "there are 2015, 2018"),
        (&["run", "hello.rs", "--time", "soon"], "a number of seconds"),
        (
            &["run", "hello.rs", "--exhaustive", "--bounded", "1"],
            "exclude each other",
        ),
    ] {
        let Said { code, out, err } = explore(words);
        assert_eq!(
            (code, &*out, err.lines().count()),
            (2, "", 1),
            "{words:?}: {err}"
        );
        assert!(err.starts_with("cargo explore: "), "{err}");
        assert!(err.contains(why), "{words:?}: no `{why}` in {err}");
    }
}

#[test]
fn a_file_that_is_no_text_is_not_explored() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("bytes.rs"), b"fn main() {}\n\xff\n").expect("it");
    let Said { code, out, err } = explore_in(folder.path(), &["run", "bytes.rs"]);
    assert_eq!((code, &*out), (3, ""), "{err}");
    assert!(err.contains("bytes.rs is not UTF-8 in line 2"), "{err}");
}

#[test]
fn help_says_what_is_left_out() {
    let Said { code, out, err } = explore(&["--help"]);
    assert_eq!((code, &*err), (0, ""));
    for text in ["sequentially consistent", "Files, sockets", "Exit codes: 0"] {
        assert!(out.contains(text), "no `{text}` in {out}");
    }
    assert!(out.lines().all(|line| line.chars().count() <= 80), "{out}");
}

#[test]
fn options_say_which_schedules() {
    // Who is not interrupted loses nothing.
    let said = explore(&["run", "lost_update.rs", "--bounded", "0"]);
    assert_eq!(said.code, 0, "{}", said.out);
    assert!(flat(&said.out).contains("at most 0 interruptions"), "{}", said.out);
    let said = explore(&["run", "lost_update.rs", "--bounded", "1"]);
    assert_eq!(said.code, 1, "{}", said.out);
    let said = explore(&["run", "counted.rs", "--exhaustive"]);
    assert!(said.out.contains("Every behaviour of"), "{}", said.out);
    // The head of the program says how it ends without.
    let said = explore(&["run", "timeout.rs", "--exact-clock"]);
    assert_eq!(said.code, 0, "{}", said.out);
    assert!(flat(&said.out).contains("Time stood still"), "{}", said.out);
    let said = explore(&["run", "waits_for_a_time.rs", "--racing-clock"]);
    assert!(flat(&said.out).contains("Up to 2 times"), "{}", said.out);
    let call = ["run", "pipeline.rs", "--schedules", "20", "--seed", "7"];
    assert_eq!(explore(&call).out, explore(&call).out);
}

/// The call that a failure ends with runs its schedule once more.
#[test]
fn a_schedule_runs_again_by_its_name() {
    runs_again("lost_update.rs");
    // It finds the static as the failing one did.
    runs_again("static_is_lost.rs");
}

fn runs_again(program: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("lost.rs");
    let text = fs::read_to_string(programs().join(program)).expect("it");
    fs::write(&file, &text).expect("it");
    let found = explore_in(folder.path(), &["run", "lost.rs"]).out;
    let last = found.lines().last().expect("a line").trim();
    let call = last.strip_prefix("Again: cargo explore ").expect("a call");
    let words: Vec<&str> = call.split(' ').collect();
    assert_eq!(words[..3], ["run", "lost.rs", "--replay"], "{found}");
    let again = explore_in(folder.path(), &words);
    assert_eq!(again.code, 1, "{}", again.err);
    let without = |text: &str| {
        let lines = text.lines().filter(|line| !line.contains("found in schedule"));
        lines.collect::<Vec<_>>().join("\n")
    };
    assert_eq!(without(&again.out), without(&found));
    // Another program comes to other choices.
    fs::write(&file, "fn main() {}").expect("it");
    let changed = explore_in(folder.path(), &words);
    assert_eq!(changed.code, 3, "{}", changed.out);
    let says = format!("not the one in which the schedule {}", words[3]);
    assert!(flat(&changed.err).contains(&says), "{}", changed.err);
    let unknown = explore_in(folder.path(), &["run", "lost.rs", "--replay", "x"]);
    assert!(
        unknown.err.contains("is not the name of a schedule"),
        "{}",
        unknown.err
    );
}

/// The statics are new in each schedule of every search.
#[test]
fn every_order_of_what_uses_statics_comes_to_the_same_verdict() {
    for (file, code) in [
        ("static_locks_in_order.rs", 0),
        ("static_channel.rs", 0),
        ("static_lock_order.rs", 1),
    ] {
        let json = |words: &[&str]| {
            let said = explore(&[&["run", file, "--json"], words].concat());
            let object: Value = serde_json::from_str(&said.out).expect("JSON");
            assert_eq!(said.code, code, "{object}");
            object
        };
        let (reduced, every) = (json(&[]), json(&["--exhaustive"]));
        assert_eq!(reduced["verdict"], every["verdict"]);
        let of = |object: &Value, what| object["explored"][0][what].clone();
        let is_every = |object| of(object, "exhaustive") == Value::Bool(code == 0);
        assert!(is_every(&reduced) && is_every(&every), "{reduced} {every}");
        let seen = |object| of(object, "behaviours");
        assert_eq!(seen(&reduced), seen(&every));
    }
}

#[test]
fn each_edition_has_its_own_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "fn main() {\n    let async = 1;\n    println!(\"{}\", async);\n}\n";
    fs::write(folder.path().join("old.rs"), text).expect("it");
    let explore = |edition| {
        let call = ["run", "old.rs", "--edition", edition];
        explore_in(folder.path(), &call)
    };
    let said = explore("2015");
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(explore("2018").code, 3);
    let text = "fn main() {\n    let gen = [1u8].map(u64::from);\n    assert_eq!(gen, [1]);\n}\n";
    fs::write(folder.path().join("old.rs"), text).expect("it");
    let said = explore("2021");
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(explore("2024").code, 3);
}

#[test]
fn arguments_of_the_program_are_its_own() {
    let call = ["run", "hello.rs", "--", "--argument 1", "--argument 2"];
    let said = explore(&call);
    assert_eq!(said.code, 0, "{}", said.out);
    let said = explore(&["run", "hello.rs", "--", "--argument 7"]);
    assert_eq!(said.code, 1, "{}", said.out);
}

#[test]
fn the_verdict_is_an_object_for_who_reads_it() {
    for (file, code, status) in [
        ("counted.rs", 0, "passed"),
        ("lost_update.rs", 1, "wrong"),
        ("nothing.rs", 2, "missing"),
        ("mistyped.rs", 3, "not_compiled"),
        ("reads_input.rs", 3, "refused"),
    ] {
        let said = explore(&["run", file, "--json"]);
        let object: Value = serde_json::from_str(&said.out).expect("JSON");
        assert_eq!(
            (said.code, &object["status"]),
            (code, &status.into()),
            "{object}"
        );
        assert_eq!((&object["file"], &object["schema"]), (&file.into(), &1.into()));
        assert_eq!(object["diagnosis"].is_object(), code == 1, "{object}");
        assert_eq!(object["why"].is_string(), code > 1, "{object}");
    }
}

#[test]
fn lines_are_those_of_the_file_as_it_was_named() {
    let folder = programs();
    let above = folder.parent().expect("a folder");
    let said = explore_in(above, &["run", "programs/lost_update.rs"]);
    assert!(said.out.starts_with("programs/lost_update.rs: FAILS"), "{}", said.out);
    assert!(said.out.contains("  14  let seen ="), "{}", said.out);
    assert!(!said.out.contains("task 3"), "{}", said.out);
}

/// The copy that is built lies in a folder of that name, too.
#[test]
fn an_error_of_a_file_in_a_folder_answers_keeps_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let answers = folder.path().join("answers");
    fs::create_dir(&answers).expect("a folder");
    fs::write(answers.join("wrong.rs"), "fn main() {\n    nothing();\n}\n")
        .unwrap();
    let said = explore_in(folder.path(), &["run", "answers/wrong.rs"]);
    assert_eq!(said.code, 3, "{}", said.err);
    assert!(said.err.contains("--> answers/wrong.rs:2:5"), "{}", said.err);
}
