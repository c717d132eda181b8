//! All programs in one go: what is not there is left out, and said.

use std::io;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::comments::Comments;
use crate::fact::{Fact, Language};
use crate::{go, python, rust};

/// What became of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It does what it says, with a tool of this version.
    Held(String),
    /// What it needs is not there.
    LeftOut(String),
    /// What it does instead, in some lines.
    Failed(String),
}

/// Runs them all, two or more at once, and gives the verdicts in their order.
///
/// `binary` is the program of this package: the facts in Rust are parts of it.
pub fn all(facts: &[Fact], binary: &Path) -> Vec<Verdict> {
    let of = |language| facts.iter().filter(move |fact| fact.language == language);
    let go = go::build(&of(Language::Go).collect::<Vec<_>>());
    let python = python::compile(&of(Language::Python).collect::<Vec<_>>());
    let refused = rust::refused(&of(Language::Rust).collect::<Vec<_>>());
    let verdict = |fact: &Fact| match fact.language {
        Language::Go => go.verdict(fact),
        Language::Python => python.verdict(fact),
        Language::Rust => rust::verdict(fact, &refused, binary),
    };
    // A pool of their own: a program is waited for, and in the pool of the process a
    // section's `rayon::join` would wait for it too.
    let pool = rayon::ThreadPoolBuilder::new().build().expect("a thread a core");
    pool.install(|| facts.par_iter().map(verdict).collect())
}

/// Starts it without input and compares.
///
/// # Errors
/// What it does instead.
pub(crate) fn outcome(
    command: &mut Command,
    says: &Comments,
) -> Result<(), String> {
    compare(&output(command).map_err(|error| error.to_string())?, says)
}

/// What a process says until it ends. One that does not end is killed, so that a
/// program that hangs fails alone.
fn output(command: &mut Command) -> io::Result<Output> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn()?;
    let stdout = child.stdout.take().map(|pipe| thread::spawn(|| all_of(pipe)));
    let stderr = child.stderr.take().map(|pipe| thread::spawn(|| all_of(pipe)));
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if start.elapsed() > PATIENCE {
            child.kill()?;
        }
        thread::sleep(Duration::from_millis(2));
    };
    let text = |pipe: Option<JoinHandle<Vec<u8>>>| {
        pipe.and_then(|pipe| pipe.join().ok()).unwrap_or_default()
    };
    Ok(Output { status, stdout: text(stdout), stderr: text(stderr) })
}

/// A hundred times what the slowest program takes.
const PATIENCE: Duration = Duration::from_secs(100);

fn all_of(mut pipe: impl io::Read) -> Vec<u8> {
    let mut text = Vec::new();
    // What was read before an error is shown all the same.
    let _ = pipe.read_to_end(&mut text);
    text
}

fn compare(output: &Output, says: &Comments) -> Result<(), String> {
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    let all = || format!("it printed\n{printed}and on standard error\n{errors}");
    if output.status.code() != Some(says.exits) {
        return Err(format!("ended with {}; {}", output.status, all()));
    }
    let wanted = says.prints.clone().unwrap_or_default();
    if printed.lines().ne(wanted.iter().map(String::as_str)) {
        return Err(all());
    }
    let mut rest = errors.as_str();
    for part in &says.stderr {
        let Some(at) = rest.find(part.as_str()) else {
            return Err(format!("standard error lacks \"{part}\": {errors}"));
        };
        rest = &rest[at + part.len()..];
    }
    if says.stderr.is_empty() && !errors.is_empty() {
        return Err(format!("unexpected on standard error: {errors}"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str, end: &str) -> Result<(), String> {
        let says = Comments::read(end, "#").expect("readable comments");
        outcome(Command::new("sh").args(["-c", script]), &says)
    }

    #[cfg(unix)]
    #[test]
    fn another_line_another_end_and_another_error_are_noticed() {
        assert_eq!(shell("echo one", "# prints:\n# one\n"), Ok(()));
        assert!(shell("echo two", "# prints:\n# one\n").is_err());
        assert!(shell("echo one; echo two", "# prints:\n# one\n").is_err());
        assert_eq!(shell("exit 3", "# exits 3\n"), Ok(()));
        assert!(shell("exit 3", "# prints:\n").is_err());
        let warned = "echo warning: late >&2";
        assert_eq!(shell(warned, "# stderr has \"late\"\n"), Ok(()));
        assert!(shell(warned, "# stderr has \"early\"\n").is_err());
        assert!(shell(warned, "# prints:\n").is_err());
    }
}
