//! Each thing that can be missing, taken away, and what is said of it.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

fn doctor() -> Command {
    let mut doctor = Command::new(env!("CARGO_BIN_EXE_doctor"));
    doctor.env("CARGO", env!("CARGO")).stdin(Stdio::null());
    doctor
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

/// What was said, and the exit code.
struct Said {
    text: String,
    code: Option<i32>,
}

impl Said {
    fn of(command: &mut Command) -> Said {
        let Output { status, stdout, .. } = command.output().expect("it starts");
        let text = String::from_utf8(stdout).expect("UTF-8");
        Said { text, code: status.code() }
    }

    /// All that is said of a thing, as one line, and the word in front of it.
    #[track_caller]
    fn line(&self, what: &str) -> (&str, String) {
        let is_it = |line: &&str| line.split_whitespace().nth(1) == Some(what);
        let mut lines = self.text.lines().skip_while(|line| !is_it(line));
        let first = lines.next().unwrap_or_else(|| panic!("{}", self.text));
        let state = first.split_whitespace().next().unwrap_or_default();
        let rest = lines.take_while(|line| line.starts_with("    "));
        let words = [first].into_iter().chain(rest).flat_map(str::split_whitespace);
        (state, words.skip(2).collect::<Vec<_>>().join(" "))
    }

    /// It is missing: what is said contains these, and the exit code says so as well.
    #[track_caller]
    fn misses(&self, what: &str, parts: &[&str]) {
        let (state, line) = self.line(what);
        assert_eq!(state, "missing", "{}", self.text);
        for part in parts {
            assert!(line.contains(part), "{part}: {line}");
        }
        assert_eq!(self.code, Some(1), "{}", self.text);
    }
}

#[test]
fn each_thing_has_a_line_and_the_exit_code_is_their_sum() {
    let said = Said::of(&mut doctor());
    for what in ["toolchain", "linker", "folders"] {
        assert_eq!(said.line(what).0, "ok", "{}", said.text);
    }
    for what in ["crates", "memory", "disk", "go", "python3", "settings"] {
        said.line(what);
    }
    let (state, line) = said.line("terminal");
    assert_eq!(state, "without", "{}", said.text);
    assert!(line.contains("`watch` needs one, best of 80 columns;"), "{line}");
    let missing = said.text.lines().filter(|line| line.starts_with("missing"));
    assert_eq!(said.code, Some(i32::from(missing.count() > 0)), "{}", said.text);
    let fits = |line: &str| line.chars().count() <= 80;
    assert!(said.text.lines().all(fits), "{}", said.text);
}

#[test]
fn what_is_tried_is_removed_again() {
    let target = folder();
    Said::of(doctor().env("CARGO_TARGET_DIR", target.path()));
    for entry in fs::read_dir(target.path()).expect("it is there").flatten() {
        let name = entry.file_name().into_string().expect("UTF-8");
        // What cargo keeps about rustc is its own.
        assert!(!name.contains("doctor"), "{name}");
    }
}

/// A path with rustc on it and nothing else.
fn bare_path(folder: &TempDir) -> &Path {
    let asked = Command::new("rustc").args(["--print", "sysroot"]).output();
    let sysroot = String::from_utf8(asked.expect("rustc starts").stdout);
    let rustc = PathBuf::from(sysroot.expect("UTF-8").trim()).join("bin/rustc");
    symlink(rustc, folder.path().join("rustc")).expect("a link");
    folder.path()
}

#[test]
fn a_machine_without_a_linker_is_told_where_one_is() {
    let folder = folder();
    let said = Said::of(doctor().env("PATH", bare_path(&folder)));
    assert_eq!(said.line("toolchain").0, "ok", "{}", said.text);
    let how =
        if cfg!(target_os = "macos") { "xcode-select" } else { "apt install" };
    said.misses("linker", &["not found", how]);
    // Neither are these here, which are not needed.
    for (what, place) in [("go", "go.dev/dl"), ("python3", "python.org")] {
        let (state, line) = said.line(what);
        assert!(state == "without" && line.contains(place), "{}", said.text);
    }
}

#[test]
fn an_old_toolchain_is_told_as_one_and_none_as_none() {
    let folder = folder();
    let old = folder.path().join("rustc");
    fs::write(&old, "#!/bin/sh\necho 'rustc 1.70.0 (90c541806 2023-05-31)'\n")
        .expect("a file");
    fs::set_permissions(&old, fs::Permissions::from_mode(0o755))
        .expect("a program");
    let said = Said::of(doctor().env("RUSTC", old));
    said.misses("toolchain", &["rustc 1.70.0", "or newer", "rustup update"]);
    let said = Said::of(doctor().env("RUSTC", folder.path().join("none")));
    said.misses("toolchain", &["no rustc", "https://rustup.rs"]);
}

#[test]
fn crates_that_are_not_there_need_the_network() {
    let home = folder();
    let bare = || {
        let mut doctor = doctor();
        doctor.env("CARGO_HOME", home.path());
        doctor
    };
    let said = Said::of(bare().env("CARGO_NET_OFFLINE", "true"));
    said.misses("crates", &["may not use the network", "--fetch"]);
    assert_eq!(said.line("settings").0, "note", "{}", said.text);
    // Nobody listens there.
    let nobody = "http://127.0.0.1:1";
    let said = Said::of(bare().env("CARGO_HTTP_PROXY", nobody));
    said.misses("crates", &["there is no network", "--fetch", "proxy"]);
    let mut fetch = bare();
    fetch
        .arg("--fetch")
        .env("CARGO_HTTP_PROXY", nobody)
        .env("CARGO_NET_RETRY", "0");
    Said::of(&mut fetch).misses("crates", &["there is no network"]);
}

#[test]
fn all_crates_can_be_fetched_before_they_are_needed() {
    let said = Said::of(doctor().arg("--fetch"));
    let (state, line) = said.line("crates");
    assert_eq!((state, &*line), ("ok", "all are there: no network is needed"));
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let folder = folder();
    let file = folder.path().join("file");
    fs::write(&file, "").expect("a file");
    let below = file.join("below");
    for name in ["PRACTICE_ANSWERS", "CARGO_TARGET_DIR"] {
        let said = Said::of(doctor().env(name, &below));
        said.misses("folders", &["CARGO_TARGET_DIR", "PRACTICE_ANSWERS"]);
        // That is another matter.
        assert_eq!(said.line("linker").0, "ok", "{}", said.text);
    }
}

#[test]
fn little_memory_is_told() {
    if cfg!(not(target_os = "linux")) {
        return;
    }
    let mut shell = Command::new("sh");
    let limit = r#"ulimit -v 900000 && exec "$0""#;
    shell
        .args(["-c", limit, env!("CARGO_BIN_EXE_doctor")])
        .env("CARGO", env!("CARGO"));
    Said::of(&mut shell).misses("memory", &["0.8 GB is free", "ulimit"]);
}

/// What is in `/proc` takes no space, and there is none.
#[test]
fn a_full_disk_is_told() {
    if cfg!(target_os = "linux") {
        let said = Said::of(doctor().env("CARGO_TARGET_DIR", "/proc/none"));
        said.misses("disk", &["0.0 GB is free in /proc", "CARGO_TARGET_DIR"]);
    }
}

#[test]
fn a_setting_is_told_with_its_place_and_what_follows() {
    let home = folder();
    let config = home.path().join("config.toml");
    let text = "[target.here]\nlinker = \"mold\"\nrustflags = [\"-C\", \"strip=none\"]\n\
                [build]\nrustc-workspace-wrapper = \"\"\n";
    fs::write(&config, text).expect("a file");
    let mut doctor = doctor();
    doctor.env("CARGO_HOME", home.path()).env("CARGO_NET_OFFLINE", "true");
    doctor.env("RUST_MIN_STACK", "4096").env("RUSTFLAGS", "-C debuginfo=0");
    let said = Said::of(&mut doctor);
    let words: Vec<&str> = said.text.split_whitespace().collect();
    let text = words.join(" ");
    for part in [
        "note settings RUSTFLAGS = -C debuginfo=0 all is built anew",
        "note settings RUST_MIN_STACK = 4096 each thread",
        &format!("target.here.linker = mold in {}", config.display()),
        &format!(r#"rustflags = ["-C","strip=none",] in {}"#, config.display()),
    ] {
        assert!(text.contains(part), "{part}: {}", said.text);
    }
    // What the course sets itself is no setting of the machine.
    assert!(!text.contains("alias."), "{}", said.text);
}

#[test]
fn a_wrapper_that_fails_fails_the_small_program() {
    let said = Said::of(doctor().env("RUSTC_WRAPPER", "false"));
    said.misses("linker", &["a small program could not be built"]);
    // Who runs the tests may have set more, which has lines of its own.
    let mut lines = said.text.lines();
    let told = lines.any(|line| line.contains("RUSTC_WRAPPER = false"));
    assert!(told && said.line("settings").0 == "note", "{}", said.text);
}

#[test]
fn a_wrong_call_is_refused_and_help_is_given() {
    let wrong = doctor().arg("--fix").output().expect("it starts");
    assert_eq!(wrong.status.code(), Some(2));
    assert!(wrong.stdout.is_empty());
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("--fix"));
    let help = Said::of(doctor().arg("--help"));
    assert!(help.code == Some(0) && help.text.contains("--fetch"), "{}", help.text);
    // None of it is longer than a line.
    assert!(help.text.lines().all(|line| line.len() <= 80), "{}", help.text);
}
