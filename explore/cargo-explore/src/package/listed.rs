//! The tests that a program has.

use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::built::Program;

/// A test of a program.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    /// Its path in the crate.
    pub(super) name: String,
    /// Whether it runs only where it is asked for.
    pub(super) is_ignored: bool,
}

/// A program that is asked for its tests says them at once; one that brings a harness of
/// its own may do anything.
const PATIENCE: Duration = Duration::from_secs(20);

/// The tests of the program; `None` if it has no harness that says them.
pub(super) fn tests(program: &Program) -> Option<Vec<Listed>> {
    let all = names(&program.executable, &program.folder, &[])?;
    let ignored = names(&program.executable, &program.folder, &["--ignored"])?;
    let listed = |name: String| {
        let is_ignored = ignored.contains(&name);
        Listed { name, is_ignored }
    };
    Some(all.into_iter().map(listed).collect())
}

fn names(program: &Path, folder: &Path, more: &[&str]) -> Option<Vec<String>> {
    let mut command = Command::new(program);
    command
        .args(["--list", "--format", "terse"])
        .args(more)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut child = command.spawn().ok()?;
    let mut stdout = child.stdout.take()?;
    let reads = thread::spawn(move || {
        let mut text = String::new();
        stdout.read_to_string(&mut text).ok().map(|_| text)
    });
    let until = Instant::now() + PATIENCE;
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if Instant::now() < until => {
                thread::sleep(Duration::from_millis(2));
            }
            _ => {
                let _ = child.kill();
                let _ = child.wait();
                return None;
            }
        }
    };
    let text = reads.join().ok().flatten().filter(|_| status.success())?;
    // A benchmark is listed too, and is no test.
    let is_known =
        |line: &str| line.ends_with(": test") || line.ends_with(": benchmark");
    text.lines().all(is_known).then(|| {
        let names = text.lines().filter_map(|line| line.strip_suffix(": test"));
        names.map(str::to_string).collect()
    })
}
