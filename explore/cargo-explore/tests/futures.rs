//! Files that use the crates of `futures`, whose source is compiled against the models.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use calls::{Said, call, said};

mod calls;

/// At its end a program says what came of it, in a line of the file that it is given.
const TELLS: &str = r#"
fn outcome(text: String) {
    use std::io::Write as _;
    let file = std::env::args().nth(1).expect("a file");
    let file = std::fs::OpenOptions::new().create(true).append(true).open(file);
    file.and_then(|mut file| file.write_all((text + "\n").as_bytes())).unwrap();
}
"#;

/// What came of the program in this folder in each schedule of a search that is a proof.
fn outcomes(folder: &Path, name: &str, how: &[&str]) -> BTreeSet<String> {
    let file = folder.join("outcomes");
    let _ = fs::remove_file(&file);
    let mut words = vec!["run", name, "--json", "--exact-clock"];
    words.extend(how);
    words.extend(["--", "outcomes"]);
    let Said { code, out, err } = said(call(folder, &words));
    assert_eq!(code, 0, "{name} {how:?}: {out}{err}");
    let verdict: Value = serde_json::from_str(&out).expect("a verdict");
    let first = &verdict["explored"][0];
    assert_eq!(first["exhaustive"], true, "{name} {how:?}: {out}");
    let schedules = first["schedules"].as_u64().expect("a number") as usize;
    let said = fs::read_to_string(file).expect("outcomes");
    // Random schedules may follow.
    said.lines().take(schedules).map(str::to_string).collect()
}

#[test]
fn the_reduced_search_sees_all_that_comes_of_a_program() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text, least) in [
        ("unordered.rs", include_str!("futures/unordered.rs"), 2),
        ("chosen.rs", include_str!("futures/chosen.rs"), 3),
        ("joined.rs", include_str!("futures/joined.rs"), 2),
        ("full.rs", include_str!("futures/full.rs"), 1),
        ("threads.rs", include_str!("futures/threads.rs"), 2),
    ] {
        let text = format!("{text}{TELLS}");
        fs::write(folder.path().join(name), text).expect("a file");
        let reduced = outcomes(folder.path(), name, &[]);
        let all = outcomes(folder.path(), name, &["--exhaustive"]);
        assert_eq!(reduced, all, "{name}");
        assert!(all.len() >= least, "{name}: {all:?}");
        println!("{name}: {all:?}");
    }
}
