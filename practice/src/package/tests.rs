//! After a practice crate was built, an answer is built without the network.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::SystemTime;

use workshop::{lock, root};

use super::{Kind, write};
use crate::Exercise;
use crate::answers::Answers;

/// Of both kinds, with as much of each as a package is made of.
fn exercise(is_async: bool) -> Exercise {
    Exercise {
        name: "fetched",
        folder: "",
        title: "",
        is_async,
        criteria: &[],
        starter: "fn main() {}\n",
        solution: "",
        checks: "",
        hints: "",
        wrong: &[],
        odd: &[],
    }
}

fn cargo(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.args(arguments).arg("--offline").current_dir(folder);
    command
}

#[track_caller]
fn said(output: &Output) -> String {
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout)
}

/// What cargo downloads to build a practice crate here, as `name-version`.
fn downloaded() -> Vec<String> {
    let tree = "tree --locked --package goroutine_practice --edges normal,build \
                --prefix none --format {p}";
    let tree: Vec<&str> = tree.split_whitespace().collect();
    let tree = said(&cargo(root(), &tree).output().expect("cargo starts"));
    let crates = tree.lines().filter(|line| !line.contains('/'));
    let crates = crates.filter_map(|line| {
        let mut words = line.split_whitespace();
        Some(format!("{}-{}", words.next()?, words.next()?.strip_prefix('v')?))
    });
    crates.collect()
}

/// Where cargo keeps what was downloaded.
fn real_home() -> PathBuf {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    home.unwrap_or_else(|| std::env::home_dir().expect("a home").join(".cargo"))
}

/// Makes a home of cargo that has these crates and no other.
fn fill(home: &Path, crates: &[String]) {
    let real = real_home().join("registry");
    let caches = fs::read_dir(real.join("cache")).expect("crates were downloaded");
    for cache in caches.flatten() {
        let index = Path::new("index").join(cache.file_name());
        copy(&real.join(&index), &home.join("registry").join(&index));
        let folder = home.join("registry/cache").join(cache.file_name());
        fs::create_dir_all(&folder).expect("a folder");
        for name in crates.iter().map(|name| format!("{name}.crate")) {
            // Each is in one of the registries.
            let _ = fs::copy(cache.path().join(&name), folder.join(name));
        }
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for file in fs::read_dir(from).expect("a folder").flatten() {
        let to = to.join(file.file_name());
        match file.file_type().expect("a type").is_dir() {
            true => copy(&file.path(), &to),
            false => drop(fs::copy(file.path(), to).expect("a copy")),
        }
    }
}

#[test]
fn a_lock_file_is_copied_anew_when_the_course_has_a_younger_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("Cargo.lock");
    let course =
        fs::read_to_string(root().join("Cargo.lock")).expect("a lock file");
    let is_copied = || {
        lock(folder.path()).expect("a copy");
        fs::read_to_string(&copy).expect("a copy") == course
    };
    assert!(is_copied());
    // As cargo does, which takes out what is not needed.
    fs::write(&copy, "version = 4\n").expect("it can be changed");
    assert!(!is_copied());
    let file = fs::File::options().write(true).open(&copy).expect("a copy");
    file.set_modified(SystemTime::UNIX_EPOCH).expect("a time");
    assert!(is_copied());
}

#[test]
fn a_practice_crate_is_downloaded_with_all_that_answers_are_built_with() {
    let home = tempfile::tempdir().expect("a folder");
    fill(home.path(), &downloaded());
    let fetch = |folder: &Path, what: &str| {
        let mut fetch = cargo(folder, &["fetch", "--target", "host-tuple"]);
        fetch.env("CARGO_HOME", home.path());
        let output = fetch.output().expect("cargo starts");
        let why = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{what}: {why}");
    };
    for is_async in [false, true] {
        let exercise = exercise(is_async);
        for kind in [Kind::Explored, Kind::Once, Kind::Native] {
            let label = format!("fetched-{is_async}-{kind:?}").to_lowercase();
            let folder = workshop::folder(&label);
            write(&folder, &exercise, "", kind).expect("a package");
            fetch(&folder, &label);
            fs::remove_dir_all(folder).expect("it goes away");
        }
        // And what an editor reads.
        let exercises = Box::leak(Box::new([exercise]));
        let (name, week, title) = ("fetched", "", "");
        let set = crate::Set { name, week, title, folder: "", exercises };
        let folder = home.path().join(format!("answers-{is_async}"));
        let (_, unmade) = Answers::open(&set, folder.clone());
        assert_eq!(unmade, None);
        fetch(&folder, "answers");
    }
}
