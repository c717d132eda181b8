//! Cargo, and what it says while it builds.

use std::env;
use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use serde_json::Value;
use verdict::as_written;

use crate::fault::Fault;
use crate::stop::{Stop, in_a_group};

/// The cargo that has called this program, or the one of the path.
pub fn program() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// What cargo has said of a build.
#[derive(Debug)]
pub struct Said {
    /// Whether all was built.
    pub succeeded: bool,
    /// Its messages, one for each artifact and each thing that rustc says.
    pub messages: Vec<Value>,
    /// What it said besides, on standard error.
    pub text: String,
}

/// Runs a call of cargo that prints messages as JSON to its end. `see` is called with each
/// of them.
///
/// # Errors
///
/// If it could not be started, or was stopped before.
pub fn call(
    command: &mut Command,
    stop: &Stop,
    see: &mut dyn FnMut(&Value),
) -> Result<Said, Fault> {
    let cargo = command.get_program().to_os_string();
    let failed = |error: io::Error| Fault::of_path(Path::new(&cargo), &error);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    if stop.is_sole {
        in_a_group(command);
    }
    let mut child = stop.start(command).map_err(failed)?;
    // Beside the messages, or one of the two pipes would be full.
    let stderr = child.stderr.take();
    let stderr = thread::Builder::new().stack_size(256 << 10).spawn(move || {
        let mut said = Vec::new();
        if let Some(mut stderr) = stderr {
            let _ = stderr.read_to_end(&mut said);
        }
        String::from_utf8_lossy(&said).into_owned()
    });
    let mut messages = Vec::new();
    let lines = child.stdout.take().map(BufReader::new);
    for line in lines.into_iter().flat_map(|lines| lines.split(b'\n').flatten()) {
        // What was added to a line that it shows nobody has written.
        let line = as_written(&String::from_utf8_lossy(&line));
        let Ok(message) = serde_json::from_str::<Value>(&line) else { continue };
        see(&message);
        messages.push(message);
    }
    let status = child.wait().map_err(failed)?;
    stop.ended();
    let text = stderr.map_err(failed)?.join().unwrap_or_default();
    Ok(Said { succeeded: status.success(), messages, text })
}
