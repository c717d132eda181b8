//! `cargo explore test`, from the call to what is said and the exit code.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use calls::{Running, Said, call, package};

mod calls;

/// Packages of which it is known what is said.
fn zoo() -> PathBuf {
    calls::folder("zoo")
}

fn explore(folder: &Path, words: &[&str]) -> Said {
    calls::said(call(folder, words))
}

/// What stands above each test of the files in this folder.
fn expected(folder: &Path) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            all.extend(expected(&path));
            continue;
        }
        let text = fs::read_to_string(path).expect("text");
        let mut says = None;
        for line in text.lines().map(str::trim) {
            says = line.strip_prefix("/// says: ").or(says);
            if let Some(rest) = line.strip_prefix("fn ")
                && let Some(said) = says.take()
            {
                let name = rest.split('(').next().expect("a name");
                let before = all.insert(name.to_string(), said.to_string());
                assert_eq!(before, None, "{name} is there twice");
            }
        }
    }
    all
}

/// What was said of each test, by the name of its function.
fn said(out: &str) -> BTreeMap<String, String> {
    let lines = out.lines().filter_map(|line| line.strip_prefix("test "));
    let lines = lines.filter_map(|line| line.split_once(" ... "));
    let named = |(name, said): (&str, &str)| {
        let name = name.rsplit("::").next().unwrap_or(name);
        (name.to_string(), said.to_string())
    };
    lines.map(named).collect()
}

#[test]
fn each_test_of_the_zoo_is_told_as_it_says() {
    let Said { code, out, err } =
        explore(&zoo(), &["test", "--workspace", "--schedules", "50"]);
    assert_eq!(code, 1, "{out}{err}");
    let (expected, said) = (expected(&zoo()), said(&out));
    assert!(said.keys().eq(expected.keys()), "{said:?} {expected:?}");
    // Numbers may stand between its parts.
    let is_other = |(name, says): &(&String, &String)| {
        !says.split(" ... ").all(|part| said[*name].contains(part))
    };
    let wrong: Vec<_> = expected.iter().filter(is_other).collect();
    assert!(wrong.is_empty(), "{wrong:?}\n{out}");
    // The lines of the package's own files, and nothing of how it was built.
    assert!(out.contains("    18  let seen = self.0.load(SeqCst);"), "{out}");
    let flat = out.split_whitespace().collect::<Vec<_>>().join(" ");
    for told in [
        "panics in line 17 of threads/tests/whole.rs: ",
        "panics in line 29 of threads/tests/whole.rs: ",
        // A line of the same file as the line before.
        "in line 12 of threads/src/seats.rs and again in line 16. Between",
    ] {
        assert!(flat.contains(told), "{told} is not in {out}");
    }
    assert!(flat.contains("The memory was sequentially consistent"), "{out}");
    for hidden in ["conc_", "/explore/"] {
        assert!(!out.contains(hidden), "{hidden} in {out}");
    }
}

#[test]
fn the_page_shows_what_is_said() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let page = fs::read_to_string(page).expect("text");
    let shown =
        page.split("```text\n").nth(1).and_then(|rest| rest.split("```").next());
    let Said { code, out, .. } = explore(&zoo().join("visits"), &["test"]);
    assert_eq!(code, 1, "{out}");
    assert!(out.starts_with(shown.expect("an output")), "{out}");
    let test = fs::read_to_string(zoo().join("visits/src/lib.rs")).expect("text");
    let source =
        page.split("```rust\n").nth(1).and_then(|rest| rest.split("```").next());
    for line in source.expect("a source").lines() {
        assert!(test.contains(line), "{line} is not in {test}");
    }
}

#[test]
fn a_failure_is_run_again_by_the_line_that_it_shows() {
    let package = zoo().join("threads");
    let Said { code, out, err } = explore(&package, &["test", "two_locks"]);
    assert_eq!(code, 1, "{out}{err}");
    let mut lines = out.lines();
    let again = lines.find_map(|line| line.strip_prefix("  Again: cargo explore "));
    let again: Vec<&str> = again.expect("such a line").split(' ').collect();
    let Said { code, out: same, .. } = explore(&package, &again);
    assert_eq!(code, 1, "{same}");
    let told = |out: &str| {
        let lines = out.lines().filter(|line| !line.starts_with("  found in "));
        lines.map(str::to_string).collect::<Vec<_>>()
    };
    assert_eq!(told(&same), told(&out));
    // That of another program, and none at all.
    let schedule = again[again.len() - 1];
    for (name, schedule) in [("two_add", schedule), ("two_locks", "no!")] {
        let name = format!("tests::{name}");
        let words = ["test", &name, "--exact", "--replay", schedule];
        let Said { code, out, .. } = explore(&package, &words);
        assert_eq!(code, 3, "{out}");
        assert!(out.contains(&format!("test {name} ... refused")), "{out}");
    }
}

/// How the call with these words ends, and what the line `Again:` says of it.
fn fails(folder: &Path, words: &[&str]) -> Vec<String> {
    let Said { code, out, err } = explore(folder, words);
    assert_eq!(code, 1, "{words:?}: {out}{err}");
    let mut lines = out.lines();
    let again = lines.find_map(|line| line.strip_prefix("  Again: cargo explore "));
    let again = again.unwrap_or_else(|| panic!("no such line in {out}"));
    again.split(' ').map(str::to_string).collect()
}

/// Who types that line asks for the same package, the same test and the same rules.
#[test]
fn the_line_that_runs_a_failure_again_says_all_that_it_needs() {
    let threads = zoo().join("threads");
    let package = package(
        "#[cfg(test)]\nmod tests {\n    #[test]\n    fn lost() { panic!() }\n\
         \n    #[test]\n    #[ignore]\n    fn slow() { panic!() }\n}\n",
    );
    let (tests, other) = (package.path().join("tests"), package.path());
    fs::create_dir(&tests).expect("a folder");
    let same = "mod tests {\n    #[test]\n    fn lost() {}\n}\n";
    fs::write(tests.join("same.rs"), same).expect("a file");
    for (folder, call, said) in [
        (&*threads, &["test", "nobody_hears_a_panic", "--strict"][..], "--strict"),
        (&*threads, &["test", "two_locks", "--skip", "visits"], "--skip visits"),
        (&*threads, &["test", "it_may_not_end"], "--exact"),
        (other, &["test", "slow", "--include-ignored"], "--include-ignored"),
        (other, &["test", "lost"], "--file src/lib.rs"),
        (other, &["test", "lost", "--lib", "--offline"], "--lib --offline"),
    ] {
        let again = fails(folder, call);
        assert!(again.join(" ").contains(said), "{said} is not in {again:?}");
        let again: Vec<&str> = again.iter().map(String::as_str).collect();
        fails(folder, &again);
    }
}

#[test]
fn a_strict_call_hears_every_panic() {
    let package = zoo().join("threads");
    let words = ["test", "nobody_hears_a_panic", "--strict"];
    let Said { code, out, err } = explore(&package, &words);
    assert_eq!(code, 1, "{out}{err}");
    assert!(out.contains("task 1 panics in line "), "{out}");
}

#[test]
fn json_is_a_line_for_each_test() {
    let package = zoo().join("threads");
    let words = ["test", "two_add", "--lib", "--json"];
    let Said { code, out, .. } = explore(&package, &words);
    assert_eq!(code, 1, "{out}");
    let read = |line| serde_json::from_str(line).expect("JSON");
    let lines: Vec<Value> = out.lines().map(read).collect();
    let told = |line: &Value| (line["test"].clone(), line["status"].clone());
    let tests = [
        ("tests::two_add".into(), "wrong".into()),
        ("tests::two_add_with_care".into(), "passed".into()),
    ];
    assert_eq!(lines.iter().map(told).collect::<Vec<_>>(), tests);
    assert_eq!(lines[0]["package"], "threads");
    assert_eq!(lines[0]["file"], "threads/src/lib.rs");
    assert_eq!(lines[0]["diagnosis"]["story"][0]["line"], 18);
    assert_eq!(lines[1]["explored"][0]["exhaustive"], true);
    // What is left out has a line too.
    let words = ["test", "it_takes_long", "--lib", "--json"];
    let Said { out, .. } = explore(&package, &words);
    let line = read(out.trim_end());
    assert_eq!(
        told(&line),
        ("ends::tests::it_takes_long".into(), "left_out".into()),
        "{out}"
    );
    assert_eq!(
        (&line["passed"], &line["why"]),
        (&false.into(), &"#[ignore]".into())
    );
}

#[test]
fn a_call_that_means_no_test_ends_with_2() {
    for (words, why) in [
        (&["test", "no_such_test"][..], "no test is called `no_such_test`"),
        (&["test", "--replay", "000000"], "--replay runs one test, and these are"),
        (
            &["test", "--file", "wolf.rs"],
            "no target with tests begins in `wolf.rs`",
        ),
    ] {
        let Said { code, out, err } = explore(&zoo().join("threads"), words);
        assert_eq!((code, &*out), (2, ""), "{words:?}: {err}");
        assert!(err.starts_with(&format!("cargo explore: {why}")), "{err}");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let Said { code, out, err } = explore(folder.path(), &["test"]);
    assert_eq!((code, &*out, err.lines().count()), (2, "", 1), "{err}");
    assert!(err.contains("could not find `Cargo.toml`"), "{err}");
}

#[test]
fn what_cannot_be_explored_ends_with_3() {
    for (library, why) in [
        ("pub fn nothing() {}", "There is no test in it"),
        ("pub fn odd() -> u8 { \"\" }", "expected `u8`, found `&str`"),
        (
            "use std::sync::atomic::AtomicU8;\n\
             pub fn at(it: &AtomicU8) -> *mut u8 { it.as_ptr() }",
            "not modelled",
        ),
    ] {
        let Said { code, out, err } = explore(package(library).path(), &["test"]);
        assert_eq!((code, &*out), (3, ""), "{err}");
        assert!(err.starts_with("The package: NOT EXPLORED, "), "{err}");
        assert!(err.contains(why), "{why} is not in {err}");
    }
}

/// Ctrl-C leaves what is known: the tests before, and the exit code that they have.
#[cfg(unix)]
#[test]
fn ctrl_c_leaves_what_is_known() {
    use rustix::process::{Pid, Signal, kill_process};

    // There are more schedules of the second one than anybody has time for.
    let long = "
#[test]
fn long() {
    use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
    let all = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..50).for_each(|_| { all.fetch_add(1, SeqCst); }));
        }
    });
}
#[test]
fn never() {}
";
    for (first, known, expected) in [
        ("#[test]\nfn first() {}\n", "1 test clean, 2 stopped.", 3),
        (
            "#[test]\nfn first() { panic!() }\n",
            "0 tests clean, 1 fails, 2 stopped.",
            1,
        ),
    ] {
        let package = package(&format!("{first}{long}"));
        let words = ["test", "--exhaustive", "--schedules", "100000000"];
        let running =
            Running::until("test first ... ", call(package.path(), &words));
        let pid = Pid::from_child(&running.child);
        kill_process(pid, Signal::INT).expect("it runs");
        let Said { code, out, err } = running.ends();
        assert_eq!(code, expected, "{out}{err}");
        assert!(out.contains(known), "{out}");
        assert!(!out.contains("test long") && !out.contains("test never"), "{out}");
    }
}

#[test]
fn in_a_pipe_lines_are_plain() {
    let package = package("#[test]\nfn looks() {}\n");
    let output = call(package.path(), &["test"]).output().expect("it starts");
    for bytes in [output.stdout, output.stderr] {
        let text = String::from_utf8(bytes).expect("text");
        let is_plain = |letter: char| !letter.is_control() || letter == '\n';
        assert!(text.chars().all(is_plain), "{text:?}");
    }
}

#[test]
fn the_first_failure_is_drawn_where_that_is_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("failure.svg");
    let svg = file.to_str().expect("text");
    let words = ["test", "two_", "--lib", "--svg", svg];
    let Said { code, out, err } = explore(&zoo().join("threads"), &words);
    assert_eq!(code, 1, "{out}{err}");
    assert_eq!(out.matches("  Drawn: ").count(), 1, "{out}");
    let picture = fs::read_to_string(&file).expect("a picture");
    assert!(picture.starts_with("<svg"), "{picture}");
    assert!(picture.contains("tests::two_add: an update was lost"), "{picture}");
    // Of a file too; and one that cannot be drawn is said.
    let programs = calls::folder("programs");
    fs::remove_file(&file).expect("it is ours");
    let words = ["run", "lost_update.rs", "--svg", svg];
    assert_eq!(explore(&programs, &words).code, 1);
    let picture = fs::read_to_string(&file).expect("a picture");
    assert!(picture.contains("lost_update.rs: an update was lost"), "{picture}");
    let nowhere = folder.path().join("nowhere/failure.svg");
    let words = ["run", "lost_update.rs", "--svg", nowhere.to_str().expect("text")];
    let Said { code, out, .. } = explore(&programs, &words);
    assert_eq!(code, 1, "{out}");
    assert!(out.contains("  Not drawn: "), "{out}");
}
