//! A process that explores one test, or one `main`.

use std::fs;
use std::path::Path;
use std::process::{self, Command};
use std::time::Duration;

use verdict::{JOB, Job, Verdict};
use workshop::{Building, Limits, Stop, Tell, verdict_in};

use super::built::Program;
use super::place::{Place, fault};
use crate::call::Search;
use crate::outcome::Outcome;

/// What is explored, and how.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked<'a> {
    pub(super) place: &'a Place,
    pub(super) search: &'a Search,
    pub(super) program: &'a Program,
    /// The files of the workspace, from its root.
    pub(super) files: &'a [String],
    /// The name of the test, or of the binary.
    pub(super) name: &'a str,
    /// Which one it is, from 1.
    pub(super) number: usize,
    /// Of how many.
    pub(super) of: usize,
}

/// Explores it in a process of its own, which is called as `called` says, and tells how far
/// it is.
///
/// # Errors
///
/// If what it needs cannot be written.
pub(super) fn explore(
    asked: Asked<'_>,
    (stop, tell): (&Stop, Tell<'_>),
    called: impl FnOnce(&mut Command),
) -> Result<Outcome, Outcome> {
    let Asked { place, search, program, files, name, number, of } = asked;
    let explores = |progress| {
        tell(&Building::Test { name: name.to_string(), number, of, progress });
    };
    explores(None);
    let goes_on = |progress| explores(Some(progress));
    let folder = program.executable.parent().unwrap_or(Path::new("."));
    let order = folder.join(format!("test-{}.ron", process::id()));
    let write = |file: &Path| {
        let job = Job {
            name: name.to_string(),
            file: file.to_path_buf(),
            starter: process::id().into(),
            seed: search.seed,
            schedules: search.schedules,
            plan: search.plan.clone(),
            root: place.root.clone(),
            files: files.to_vec(),
        };
        fs::write(&order, ron::to_string(&job).expect("plain data"))
    };
    let limits = Limits { time: Duration::MAX, ..Limits::default() };
    let mut written = Ok(());
    let found: Result<Verdict, _> =
        verdict_in(folder, &limits, stop, &goes_on, |file| {
            written = write(file);
            let mut command = Command::new(&*program.executable);
            command
                .env(JOB, &order)
                // As cargo says it to what it runs.
                .env("CARGO_MANIFEST_DIR", &program.folder)
                .env("CARGO_MANIFEST_PATH", program.folder.join("Cargo.toml"))
                .env("CARGO_PKG_NAME", &program.package)
                .env("EXPLORED_ARGUMENT_0", &program.executable.called);
            called(&mut command);
            command
        });
    let _ = fs::remove_file(&order);
    written.map_err(|error| fault(&order, &error))?;
    Ok(Outcome::by(found, None, ""))
}
