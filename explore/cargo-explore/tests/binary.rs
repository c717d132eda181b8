//! `cargo explore run` in a package, from the call to what is said and the exit code.
//!
//! What lies around the file of a binary is found by symbolic links.
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use calls::{Said, call, depends, expected, flat, package_of, said};

mod calls;

/// A package of binaries of which it is known how each ends.
fn mains() -> PathBuf {
    calls::folder("mains")
}

fn explore(words: &[&str]) -> Said {
    said(call(&mains(), words))
}

/// The binaries of the package, and the file of each.
fn binaries() -> Vec<(String, PathBuf)> {
    let folder = mains().join("src/bin");
    let mut all = vec![("mains".to_string(), mains().join("src/main.rs"))];
    for entry in fs::read_dir(folder).expect("binaries").flatten() {
        let path = entry.path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let file = if path.is_dir() { path.join("main.rs") } else { path };
        all.push((name, file));
    }
    all
}

#[test]
fn each_binary_ends_as_its_head_says() {
    let mut wrong = String::new();
    for (name, file) in binaries() {
        let expected = expected(&fs::read_to_string(file).expect("text"));
        assert!(!expected.is_empty(), "{name} says nothing of itself");
        let Said { code, out, err } = explore(&["run", "--bin", &name]);
        let told = out + &err;
        let is_so = |(expected, text): &(i32, String)| {
            code == *expected && flat(&told).contains(text)
        };
        // Not where its copy is.
        let is_own = !told.contains("explored/") && !told.contains("explored_");
        if !expected.iter().all(is_so) || !is_own {
            wrong += &format!("{expected:?} was expected, not {code}: {told}\n");
        }
    }
    assert_eq!(wrong, "");
}

#[test]
fn the_binary_is_the_one_that_cargo_would_run() {
    let Said { code, out, err } = explore(&["run"]);
    assert_eq!(code, 1, "{out}{err}");
    assert!(out.starts_with("mains, src/main.rs: main ... FAILS"), "{out}");
    // In a workspace that of the package, and the only one.
    let zoo = calls::folder("zoo");
    let words = ["run", "-p", "threads"];
    let version = ["run", "-p", "threads@1.0"];
    for (folder, words) in [
        (&zoo, &words[..]),
        (&zoo, &version[..]),
        (&zoo.join("threads"), &words[..1]),
    ] {
        let Said { code, out, err } = said(call(folder, words));
        assert_eq!(code, 0, "{out}{err}");
        let head = "threads, threads/src/bin/tool.rs: main ... the one behaviour";
        assert!(out.starts_with(head), "{out}");
    }
    for (folder, words, why) in [
        (&zoo, &["run"][..], "name a binary by --bin: there are "),
        (&zoo, &["run", "-p", "bare"], "there is no binary in the package"),
        (&zoo, &["run", "-p", "wolf"], "there is no package `wolf`"),
        (&zoo, &["run", "--bin", "wolf"], "there is no binary `wolf`: there is "),
    ] {
        let Said { code, out, err } = said(call(folder, words));
        assert_eq!((code, &*out), (2, ""), "{words:?}: {err}");
        assert!(err.starts_with(&format!("cargo explore: {why}")), "{err}");
    }
}

#[test]
fn a_main_of_each_edition_is_explored() {
    for edition in ["oldest", "y2018", "y2021"] {
        let words = ["run", "--bin", edition];
        let Said { code, out, err } = said(call(&calls::folder("zoo"), &words));
        assert_eq!(code, 0, "{out}{err}");
        assert!(out.contains(": main ... "), "{out}");
    }
}

#[test]
fn arguments_of_the_binary_are_its_own() {
    let words = ["run", "--bin", "greets", "--", "good", "two words"];
    let Said { code, out, err } = explore(&words);
    assert_eq!(code, 0, "{out}{err}");
    let Said { code, out, .. } = explore(&["run", "--bin", "greets", "--", "a b"]);
    assert_eq!(code, 1, "{out}");
    assert!(out.contains(" -- 'a b'\n"), "{out}");
}

#[test]
fn a_failure_of_main_is_run_again_by_the_line_that_it_shows() {
    let Said { code, out, err } = explore(&["run"]);
    assert_eq!(code, 1, "{out}{err}");
    let mut lines = out.lines();
    let again = lines.find_map(|line| line.strip_prefix("  Again: cargo explore "));
    let again: Vec<&str> = again.expect("such a line").split(' ').collect();
    let Said { code, out: same, .. } = explore(&again);
    assert_eq!(code, 1, "{same}");
    let told = |out: &str| {
        let lines = out.lines().filter(|line| !line.starts_with("  found in "));
        lines.map(str::to_string).collect::<Vec<_>>()
    };
    assert_eq!(told(&same), told(&out));
    // By the same rules.
    let Said { out, .. } = explore(&["run", "--strict"]);
    let again = "  Again: cargo explore run --strict --bin mains --replay ";
    assert!(out.contains(again), "{out}");
}

#[test]
fn json_is_one_line_for_a_main() {
    let Said { code, out, .. } = explore(&["run", "--bin", "fails", "--json"]);
    assert_eq!((code, out.lines().count()), (1, 1), "{out}");
    let line: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(line["bin"], "fails");
    assert_eq!(line["file"], "src/bin/fails.rs");
    assert_eq!(line["status"], "wrong");
}

fn explore_in(folder: &Path) -> Said {
    said(call(folder, &["run", "--offline", "--schedules", "100"]))
}

#[test]
fn what_has_changed_is_built_again() {
    let folder = package_of("main.rs", "mod part;\nfn main() { part::run() }\n");
    let part = folder.path().join("src/part.rs");
    for (text, expected) in [
        ("pub fn run() {}\n", 0),
        ("pub fn run() { panic!(\"now\") }\n", 1),
        ("pub fn run() -> {}\n", 3),
    ] {
        fs::write(&part, text).expect("a file");
        let Said { code, out, err } = explore_in(folder.path());
        assert_eq!(code, expected, "{out}{err}");
    }
    fs::write(folder.path().join("src/main.rs"), "fn main() {}\n").expect("a file");
    let Said { code, out, err } = explore_in(folder.path());
    assert_eq!(code, 0, "{out}{err}");
    // Nothing is left in the package.
    let count = |folder: PathBuf| fs::read_dir(folder).expect("a folder").count();
    assert_eq!(count(folder.path().join("src")), 2);
    assert_eq!(count(folder.path().to_path_buf()), 3);
}

#[test]
fn an_async_main_runs_on_the_real_tokio() {
    let main = r#"
use tokio::sync::Mutex;
use std::sync::Arc;

#[tokio::main]
async fn main() -> Result<(), String> {
    let count = Arc::new(Mutex::new(0));
    let tasks: Vec<_> = (0..2).map(|_| {
        let count = Arc::clone(&count);
        tokio::spawn(async move {
            let seen = *count.lock().await;
            tokio::task::yield_now().await;
            *count.lock().await = seen + 1;
        })
    }).collect();
    for task in tasks {
        task.await.map_err(|error| error.to_string())?;
    }
    match *count.lock().await {
        2 => Ok(()),
        other => Err(format!("{other} of 2")),
    }
}
"#;
    let tokio = "tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\", \
                 \"sync\"] }";
    let folder = package_of("main.rs", main);
    depends(folder.path(), tokio);
    let Said { code, out, err } = explore_in(folder.path());
    assert_eq!(code, 1, "{out}{err}");
    assert!(out.contains("other, src/main.rs: main ... FAILS"), "{out}");
    assert!(flat(&out).contains("main returns the error \"1 of 2\""), "{out}");
}

/// What came of a `main` in a package of this name with parking_lot.
fn with_parking_lot(name: &str, main: &str) -> Said {
    let folder = package_of("main.rs", main);
    // The programs of one name would be built in one place, and tests run side by side.
    let manifest = folder.path().join("Cargo.toml");
    let text = fs::read_to_string(&manifest).expect("text");
    fs::write(manifest, text.replace("other", name)).expect("a file");
    let crates =
        "lock_api = \"0.4\"\nparking_lot = \"0.12\"\nparking_lot_core = \"0.9\"";
    depends(folder.path(), crates);
    explore_in(folder.path())
}

#[test]
fn locks_of_parking_lot_are_told_in_the_lines_of_the_package() {
    let main = r#"
use std::thread;
use parking_lot::{Mutex, lock_api};

static TOTAL: Mutex<u32> = Mutex::new(0);

/// The traits of the package's own lock_api.
fn locks<R: ::lock_api::RawMutex>(mutex: &lock_api::Mutex<R, u32>) -> u32 {
    *mutex.lock()
}

fn main() {
    let (left, right) = (Mutex::new(1), Mutex::new(2));
    thread::scope(|scope| {
        scope.spawn(|| {
            let right = right.lock();
            *TOTAL.lock() += *left.lock() + *right;
        });
        let left = left.lock();
        *TOTAL.lock() += locks(&right) + *left;
    });
}
"#;
    let Said { code, out, err } = with_parking_lot("locks", main);
    assert_eq!(code, 1, "{out}{err}");
    let told = flat(&out);
    for said in [
        "FAILS, locks are taken in different orders",
        "main holds left and waits for right. task 1 holds right and waits for left.",
        "19 let left = left.lock(); locks left",
    ] {
        assert!(told.contains(said), "{said} is not in {out}");
    }
    // Each keeps its own order.
    let right =
        main.replace("let right = right.lock();", "let left = left.lock();");
    let right = right.replace("*left.lock() + *right;", "*left + *right.lock();");
    let Said { code, out, err } = with_parking_lot("locks", &right);
    assert_eq!(code, 0, "{out}{err}");
}

#[test]
fn locks_that_are_made_by_parking_lot_core_are_explored() {
    let main = r#"
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;
use parking_lot_core::{DEFAULT_PARK_TOKEN, DEFAULT_UNPARK_TOKEN, park, unpark_all};

#[derive(Default)]
struct Lock(AtomicBool);

impl Lock {
    fn key(&self) -> usize {
        self as *const Lock as usize
    }

    fn lock(&self) {
        while self.0.swap(true, SeqCst) {
            let held = || self.0.load(SeqCst);
            unsafe {
                park(self.key(), held, || {}, |_, _| {}, DEFAULT_PARK_TOKEN, None)
            };
        }
    }

    fn unlock(&self) {
        self.0.store(false, SeqCst);
        unsafe { unpark_all(self.key(), DEFAULT_UNPARK_TOKEN) };
    }
}

fn main() {
    let lock = Lock::default();
    thread::scope(|scope| {
        scope.spawn(|| {
            lock.lock();
            lock.unlock();
        });
        lock.lock();
        lock.unlock();
    });
}
"#;
    let Said { code, out, err } = with_parking_lot("parks", main);
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.contains(" behaviours"), "{out}");
    let wrong = main.replacen("lock.unlock();", "", 1);
    let Said { code, out, err } = with_parking_lot("parks", &wrong);
    assert_eq!(code, 1, "{out}{err}");
    assert!(!out.contains("conc_"), "{out}");
}
