//! `cargo explore test`: how a package and what it depends on is built.

use std::env::consts::EXE_EXTENSION;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde_json::Value;

use calls::{Running, Said, call, depends, flat, package, set_executable};

mod calls;

fn explore(folder: &Path, words: &[&str]) -> Said {
    calls::said(call(folder, words))
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
    let mut call = call(package.path(), &["test"]);
    call.envs(set);
    let Said { code, out, err } = calls::said(call);
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.contains("test tests::told ... "), "{out}");
    assert!(fs::read_to_string(log).expect("a log").contains("--crate-name other"));
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
    // What the channel does stands where it is called.
    let folded = "tell.send(2).unwrap(); 4 steps in crossbeam-channel";
    assert!(flat(&out).contains(folded), "{out}");
}

/// Who waits within a dependency waits for nothing that the package knows.
#[test]
fn a_deadlock_within_a_dependency_is_told_by_the_lines_that_call_it() {
    let package = package(
        r#"#[cfg(test)]
mod tests {
    #[test]
    fn channel() {
        let (tell, told) = crossbeam::channel::unbounded::<u8>();
        told.recv().unwrap();
        drop(tell);
    }

    #[tokio::test]
    async fn runtime() {
        let left = std::sync::Arc::new(tokio::sync::Mutex::new(()));
        let right = std::sync::Arc::new(tokio::sync::Mutex::new(()));
        let (one, other) = (left.clone(), right.clone());
        let task = tokio::spawn(async move {
            let _right = other.lock().await;
            tokio::task::yield_now().await;
            let _left = one.lock().await;
        });
        let _left = left.lock().await;
        tokio::task::yield_now().await;
        let _right = right.lock().await;
        task.await.unwrap();
    }
}
"#,
    );
    let on = "crossbeam = \"0.8\"\n\
              tokio = { version = \"1\", features = [\"macros\", \"rt\", \"sync\"] }";
    depends(package.path(), on);
    let Said { code, out, err } = explore(package.path(), &["test", "--offline"]);
    assert_eq!(code, 1, "{out}{err}");
    let told = flat(&out);
    for said in [
        "main waits in line 6 of src/lib.rs, within crossbeam-channel, and no task is \
         left to wake it.",
        "main runs async tasks with tokio. Each of them that is left waits,",
    ] {
        assert!(told.contains(said), "{said} is not in {out}{err}");
    }
    for call in ["one.lock().await", "right.lock().await"] {
        let is_it = |line: &str| line.contains(call) && line.contains(" in tokio");
        assert!(out.lines().any(is_it), "{call} is not in {out}");
    }
}

/// What a dependency does stands in the line of the package that calls it.
#[test]
fn steps_in_a_dependency_are_told_where_it_is_called() {
    let library = "#[cfg(test)]
mod tests {
    use ledger::Ledger;
    use std::thread;

    #[test]
    fn both_ways() {
        let ledger = Ledger::new(7, 3);
        thread::scope(|scope| {
            scope.spawn(|| ledger.to_right(2)); // one
            ledger.to_left(1); // other
        });
    }

    #[test]
    fn nothing_is_lost() {
        let ledger = Ledger::new(7, 3);
        thread::scope(|scope| {
            scope.spawn(|| ledger.to_right(3)); // moves
            assert_eq!(ledger.total(), 10); // looks
        });
    }

    #[test]
    fn one_too_many() {
        let ledger = Ledger::new(7, 3);
        thread::scope(|scope| {
            scope.spawn(|| ledger.to_right(3)); // moves first
        });
        assert_eq!(ledger.total(), 11); // looks then
    }
}
";
    let package = package(library);
    let ledger = calls::folder("zoo").join("ledger");
    depends(
        package.path(),
        &format!("ledger = {{ path = '{}' }}", ledger.display()),
    );
    let words = ["test", "--offline", "--json"];
    let Said { code, out, err } = explore(package.path(), &words);
    assert_eq!(code, 1, "{out}{err}");
    let at = |mark: &str| library.lines().position(|line| line.ends_with(mark));
    for (line, told) in [
        // Some steps were chosen,
        ("// one", "locks left (in ledger)"),
        ("// other", "waits for left, held by task 1 (in ledger)"),
        ("// looks", "locks right (in ledger)"),
        // and where none were, all of a call are one.
        ("// moves first", "4 steps in ledger"),
        ("// looks then", "4 steps in ledger"),
    ] {
        let number = at(line).expect("a mark") + 1;
        let is_it = |step: &Value| step["line"] == number && step["text"] == told;
        let mut lines = out
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
        let has = |test: Value| {
            test["diagnosis"]["story"].as_array().unwrap().iter().any(is_it)
        };
        assert!(lines.any(has), "{line}, {told}: {out}");
    }
}

/// A package whose test finds what is wrong with another crate.
fn of_two_crates() -> tempfile::TempDir {
    let package = package(
        "#[cfg(test)]\nmod tests {\n    #[test]\n    fn counted() {\n        \
         let visits = visits::Visits::default();\n        \
         std::thread::scope(|scope| {\n            \
         scope.spawn(|| visits.enter());\n            \
         scope.spawn(|| visits.enter());\n        });\n        \
         assert_eq!(visits.count(), 2);\n    }\n}\n",
    );
    let visits = calls::folder("zoo").join("visits");
    let on = format!("visits = {{ path = '{}' }}", visits.display());
    depends(package.path(), &on);
    package
}

#[test]
fn a_crate_that_keeps_the_real_std_is_not_explored() {
    let package = of_two_crates();
    for (more, expected) in [
        (&[][..], 1),
        (&["--only", "visits"], 1),
        (&["--only", "other"], 0),
        (&["--skip", "visits"], 0),
        // The tests themselves are explored in any case.
        (&["--skip", "other"], 1),
    ] {
        let words = [&["test", "--offline"], more].concat();
        let Said { code, out, err } = explore(package.path(), &words);
        assert_eq!(code, expected, "{more:?}: {out}{err}");
        assert!(out.contains("test tests::counted ... "), "{out}");
    }
}

#[test]
fn two_calls_at_once_do_not_disturb_each_other() {
    let package = package(
        "#[test]\nfn looks() {\n    let task = std::thread::spawn(|| {});\n    \
         task.join().unwrap();\n}\n",
    );
    let start = || {
        let mut call = call(package.path(), &["test", "--schedules", "20"]);
        call.stdout(Stdio::piped()).stderr(Stdio::piped());
        call.spawn().expect("it starts")
    };
    let both = [start(), start()];
    for one in both {
        let output = one.wait_with_output().expect("it ends");
        let Said { code, out, err } = calls::read(output);
        assert_eq!(code, 0, "{out}{err}");
        assert!(out.contains("test looks ... the one behaviour of 2"), "{out}");
    }
}

/// Two workspaces may have one target folder, and in it cargo gives one name to what is
/// called alike in both.
#[test]
fn what_others_build_meanwhile_is_not_run() {
    let long = "
#[test]
fn at_once() {}
#[test]
fn long() {
    use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
    let all = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| (0..5).for_each(|_| { all.fetch_add(1, SeqCst); }));
        }
    });
}
";
    let package = package(long);
    fs::create_dir(package.path().join("tests")).expect("a folder");
    let after = package.path().join("tests").join("built_meanwhile.rs");
    fs::write(after, "#[test]\nfn after() {}\n").expect("a file");
    let words = ["test", "--exhaustive", "--schedules", "200000"];
    let running = Running::until("test at_once ... ", call(package.path(), &words));
    // As if another one built it now.
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../explore");
    let programs = called(&folder, "built_meanwhile-");
    assert!(!programs.is_empty());
    for program in programs.iter().filter(|file| !is_own(file)) {
        fs::remove_file(program).expect("it was there");
    }
    let Said { code, out, err } = running.ends();
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.contains("test after ... "), "{out}");
    let left = called(&folder, "built_meanwhile-");
    assert!(!left.iter().any(|file| is_own(file)), "{left:?}");
}

/// Cargo takes what is older than a build of that name for built.
#[test]
fn what_another_workspace_has_built_is_not_taken_for_ones_own() {
    let of = |test: &str| package(&format!("#[test]\nfn {test}() {{}}\n"));
    let (first, second) = (of("of_the_first"), of("of_the_second"));
    for (package, test) in [
        (&second, "of_the_second"),
        (&first, "of_the_first"),
        (&second, "of_the_second"),
    ] {
        let Said { code, out, err } = explore(package.path(), &["test"]);
        assert_eq!(code, 0, "{out}{err}");
        assert!(out.contains(&format!("test {test} ... ")), "{out}");
    }
}

/// The programs in this folder and those in it whose names begin so.
fn called(folder: &Path, begin: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        if path.is_dir() {
            found.extend(called(&path, begin));
        } else if name.to_string_lossy().starts_with(begin)
            && path.extension().is_none_or(|one| one == EXE_EXTENSION)
        {
            found.push(path);
        }
    }
    found
}

/// Whether a call has made it for itself: cargo's names have one number.
fn is_own(program: &Path) -> bool {
    let name = program.file_stem().expect("a name").to_string_lossy();
    name.matches('-').count() > 1
}

#[test]
fn what_is_built_stands_in_the_target_folder_of_the_package() {
    let package = package("#[test]\nfn looks() {}\n");
    let mut call = call(package.path(), &["test"]);
    call.env_remove("CARGO_TARGET_DIR").env("CARGO_NET_OFFLINE", "true");
    let Said { code, out, err } = calls::said(call);
    assert_eq!(code, 0, "{out}{err}");
    let names = |folder: &Path| {
        let entries = fs::read_dir(folder).expect("a folder").flatten();
        let names = entries.map(|entry| entry.file_name().into_string().unwrap());
        names.collect::<std::collections::BTreeSet<_>>()
    };
    let all = ["Cargo.lock", "Cargo.toml", "src", "target"];
    assert!(names(package.path()).iter().eq(all.iter()), "{out}");
    assert!(names(&package.path().join("target")).contains("explore"));
    assert!(!names(&package.path().join("target")).contains("debug"));
}

#[test]
fn the_tests_of_documentation_are_counted() {
    let package = package(
        "/// Adds.\n///\n/// ```\n/// assert_eq!(other::add(1, 2), 3);\n/// ```\n\
         pub fn add(one: usize, other: usize) -> usize {\n    one + other\n}\n\
         /// Nothing.\n///\n/// ```no_run\n/// other::add(1, 2);\n/// ```\n\
         /// ```text\n/// no test\n/// ```\npub mod nothing {}\n\
         #[test]\nfn adds() {\n    assert_eq!(add(1, 2), 3);\n}\n",
    );
    depends(package.path(), "crossbeam = \"0.8\"");
    let Said { code, out, err } = explore(package.path(), &["test", "--offline"]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(
        flat(&out).contains("1 test clean. 2 doc tests were not explored."),
        "{out}"
    );
    // Who asks for one test does not ask for these.
    let words = ["test", "--offline", "adds"];
    let Said { out, .. } = explore(package.path(), &words);
    assert!(!out.contains("doc test"), "{out}");
}
