//! On what it was measured.

use std::process::Command;
use std::thread;
use std::{fs, str};

/// Some lines for the page: machine, cores, versions, commit, date.
pub fn about() -> String {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let lines = [
        format!("Machine: {}, {cores} cores.", processor()),
        format!(
            "Versions: {}; {}; {}; {}.",
            says("rustc", &["--version"]),
            says("go", &["version"]),
            says("python3", &["--version"]),
            crates().join(", "),
        ),
        format!(
            "Commit {}, {}.",
            says("git", &["describe", "--always", "--dirty"]),
            says("date", &["-u", "+%Y-%m-%d"])
        ),
    ];
    lines.join(" ") + "\n"
}

fn processor() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = text.lines().find_map(|line| line.strip_prefix("model name"));
    let model = model.and_then(|model| model.split_once(':'));
    model.map_or_else(
        || "unknown processor".to_string(),
        |(_, name)| name.trim().into(),
    )
}

/// The first line that a program prints.
fn says(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    let text = output.map(|output| output.stdout).unwrap_or_default();
    let line = str::from_utf8(&text).unwrap_or_default().lines().next();
    line.map_or_else(|| format!("no {program}"), String::from)
}

/// The versions that decide.
fn crates() -> Vec<String> {
    let lock = include_str!("../../Cargo.lock");
    let version = |name: &str| {
        let (_, after) =
            lock.split_once(&format!("name = \"{name}\"\nversion = \""))?;
        let (version, _) = after.split_once('"')?;
        Some(format!("{name} {version}"))
    };
    ["tokio", "kanal", "crossbeam", "rayon"]
        .into_iter()
        .filter_map(version)
        .collect()
}
