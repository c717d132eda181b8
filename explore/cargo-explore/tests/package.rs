//! `cargo explore test`, from the call to what is said and the exit code.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// What a call has said, and its exit code.
struct Said {
    code: i32,
    out: String,
    err: String,
}

/// Packages of which it is known what is said.
fn zoo() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/zoo")
}

/// Calls it as cargo does, in this folder.
fn explore(folder: &Path, words: &[&str]) -> Said {
    explore_with(folder, words, &[])
}

/// The same, with these variables.
fn explore_with(folder: &Path, words: &[&str], set: &[(&str, &str)]) -> Said {
    // Nothing is built in the packages, and the models only once.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("a target");
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-explore"));
    command.arg("explore").args(words).current_dir(folder);
    command.env("CARGO_TARGET_DIR", target).envs(set.iter().copied());
    let Output { status, stdout, stderr } = command.output().expect("it starts");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    // What is told while crates are built, or another call builds them.
    let is_told = |line: &&str| {
        let told = ["builds ", "waits for "];
        !told.iter().any(|told| line.contains(&format!("cargo explore: {told}")))
    };
    let err = text(stderr);
    Said {
        code: status.code().expect("a code"),
        out: text(stdout),
        err: err.lines().filter(is_told).map(|line| format!("{line}\n")).collect(),
    }
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
    let is_other =
        |(name, says): &(&String, &String)| !said[*name].contains(&***says);
    let wrong: Vec<_> = expected.iter().filter(is_other).collect();
    assert!(wrong.is_empty(), "{wrong:?}\n{out}");
    // The lines of the package's own files, and nothing of how it was built.
    assert!(out.contains("    17  let seen = self.0.load(SeqCst);"), "{out}");
    let flat = out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        flat.contains("panics in line 15 of threads/tests/whole.rs: "),
        "{out}"
    );
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
fn what_is_set_for_the_compiler_is_heard() {
    let package = package(
        "#[cfg(test)]\nmod tests {\n    #[test]\n    #[cfg(flagged)]\n    fn told() {}\n}\n",
    );
    let log = package.path().join("log");
    let wrapper = package.path().join("wrapper");
    let script =
        format!("#!/bin/sh\necho \"$@\" >>'{}'\nexec \"$@\"\n", log.display());
    fs::write(&wrapper, script).expect("a file");
    set_executable(&wrapper);
    let wrapper = wrapper.to_str().expect("text");
    // The models are no part of the package: with the second flag they do not link.
    let flags = "--cfg flagged --cfg miri";
    let set = [("RUSTFLAGS", flags), ("RUSTC_WRAPPER", wrapper)];
    let Said { code, out, err } = explore_with(package.path(), &["test"], &set);
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.contains("test tests::told ... "), "{out}");
    assert!(fs::read_to_string(log).expect("a log").contains("--crate-name other"));
}

fn set_executable(file: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::Permissions::from_mode(0o755);
        fs::set_permissions(file, mode).expect("it is ours");
    }
    #[cfg(not(unix))]
    let _ = file;
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
    assert_eq!(lines[0]["diagnosis"]["story"][0]["line"], 17);
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

/// A package with this library.
fn package(library: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let manifest = "[package]\nname = \"other\"\nedition = \"2024\"\n";
    fs::create_dir(folder.path().join("src")).expect("a folder");
    fs::write(folder.path().join("Cargo.toml"), manifest).expect("a file");
    fs::write(folder.path().join("src/lib.rs"), library).expect("a file");
    folder
}

/// The package has these dependencies, in the versions that the course has downloaded.
fn depends(package: &Path, on: &str) {
    let course = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let lock = fs::read(course.join("Cargo.lock")).expect("the course's");
    fs::write(package.join("Cargo.lock"), lock).expect("a file");
    let manifest = package.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).expect("text");
    fs::write(manifest, format!("{text}[dependencies]\n{on}\n")).expect("a file");
}

#[test]
fn what_a_package_depends_on_runs_on_the_models_too() {
    let package = package(
        r#"#![deny(warnings)]
#[cfg(test)]
mod tests {
    /// A real channel: whose message comes first is found out within it.
    #[test]
    fn channel() {
        let (tell, told) = crossbeam::channel::unbounded();
        let other = tell.clone();
        let task = std::thread::spawn(move || other.send(1));
        tell.send(2).unwrap();
        assert_eq!(told.recv(), Ok(2));
        task.join().unwrap().unwrap();
    }

    #[tokio::test]
    async fn runtime() {
        let (tell, told) = tokio::sync::oneshot::channel();
        let task = tokio::spawn(async { told.await });
        tell.send(1).unwrap();
        assert_eq!(task.await.unwrap(), Ok(1));
    }

    #[derive(serde::Serialize)]
    struct Job {
        id: usize,
    }

    #[test]
    fn derived() {
        let text = serde_json::to_string(&Job { id: 1 }).unwrap();
        assert_eq!(text, "{\"id\":1}");
    }
}
"#,
    );
    let on = "crossbeam = \"0.8\"\nserde_json = \"1\"\n\
              serde = { version = \"1\", features = [\"derive\"] }\n\
              tokio = { version = \"1\", features = [\"macros\", \"rt\", \"sync\"] }";
    depends(package.path(), on);
    let words = ["test", "--offline", "--schedules", "200"];
    let Said { code, out, err } = explore(package.path(), &words);
    assert_eq!(code, 1, "{out}{err}");
    for line in [
        "test tests::channel ... FAILS, a claim does not hold",
        "test tests::runtime ... the one behaviour of one thread",
        "test tests::derived ... the one behaviour of one thread",
    ] {
        assert!(out.contains(line), "{line} is not in {out}{err}");
    }
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
