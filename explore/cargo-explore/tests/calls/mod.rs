//! `cargo explore`, called as cargo calls it.
#![allow(dead_code, reason = "each of the tests uses a part of it")]

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Output, Stdio};

/// What a call has said, and its exit code.
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// A folder of these tests.
pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

/// The call with these words in this folder. Nothing is built in packages, and the models
/// only once.
pub fn call(folder: &Path, words: &[&str]) -> Command {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("a target");
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-explore"));
    command.arg("explore").args(words).current_dir(folder);
    command.env("CARGO_TARGET_DIR", target);
    command
}

/// A call that has come so far.
pub struct Running {
    pub child: Child,
    out: BufReader<ChildStdout>,
    /// What it has said.
    text: String,
}

impl Running {
    /// Runs the call until it has said this.
    pub fn until(said: &str, mut call: Command) -> Running {
        call.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = call.spawn().expect("it starts");
        let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut text = String::new();
        while !text.contains(said) {
            assert_ne!(out.read_line(&mut text).expect("text"), 0, "{text}");
        }
        Running { child, out, text }
    }

    /// Runs it to its end.
    pub fn ends(mut self) -> Said {
        self.out.read_to_string(&mut self.text).expect("text");
        let rest = read(self.child.wait_with_output().expect("it ends"));
        Said { out: self.text, ..rest }
    }
}

/// Runs a call to its end.
pub fn said(mut command: Command) -> Said {
    read(command.output().expect("it starts"))
}

/// What a call has said, but for what is told while crates are built or waited for.
pub fn read(output: Output) -> Said {
    let Output { status, stdout, stderr } = output;
    let text = |bytes| String::from_utf8(bytes).expect("text");
    let is_told = |line: &&str| {
        let told = ["builds ", "waits for ", "fetches ", "explores: "];
        !told.iter().any(|told| line.contains(&format!("cargo explore: {told}")))
    };
    let err = text(stderr);
    Said {
        code: status.code().expect("a code"),
        out: text(stdout),
        err: err.lines().filter(is_told).map(|line| format!("{line}\n")).collect(),
    }
}

/// Without line breaks, which are where there is no more room.
pub fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the head of a program says of it: exit codes, and what is said then.
pub fn expected(text: &str) -> Vec<(i32, String)> {
    let heads = text.lines().filter_map(|line| line.strip_prefix("//! exit "));
    let heads = heads.map(|head| head.split_once(": ").expect("a code: a text"));
    heads.map(|(code, said)| (code.parse().unwrap(), said.to_string())).collect()
}

/// A package with this library.
pub fn package(library: &str) -> tempfile::TempDir {
    package_of("lib.rs", library)
}

/// A package with this text in this file.
pub fn package_of(file: &str, text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let manifest = "[package]\nname = \"other\"\nedition = \"2024\"\n";
    fs::create_dir(folder.path().join("src")).expect("a folder");
    fs::write(folder.path().join("Cargo.toml"), manifest).expect("a file");
    fs::write(folder.path().join("src").join(file), text).expect("a file");
    folder
}

/// The package has these dependencies, in the versions that the course has downloaded.
pub fn depends(package: &Path, on: &str) {
    let course = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let lock = fs::read(course.join("Cargo.lock")).expect("the course's");
    fs::write(package.join("Cargo.lock"), lock).expect("a file");
    let manifest = package.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).expect("text");
    fs::write(manifest, format!("{text}[dependencies]\n{on}\n")).expect("a file");
}

/// The file can be called as a program.
pub fn set_executable(file: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::Permissions::from_mode(0o755);
        fs::set_permissions(file, mode).expect("it is ours");
    }
    #[cfg(not(unix))]
    let _ = file;
}
