//! What exploring finds, told in the log.

use std::path::Path;

use explore::{Failure, Report, Waiting};

use crate::{Log, Task};

/// A section that explores speaks through this: which schedule fails and how, step by
/// step, or that none does.
pub struct Explorer {
    log: Log,
    task: Task,
    source: &'static str,
}

impl Explorer {
    /// `source` is the text of the file that holds the programs: what their tasks share
    /// is called by its names.
    pub fn new(log: &Log, source: &'static str) -> Self {
        Self { log: log.clone(), task: log.task("explorer"), source }
    }

    /// Prints the first schedule in which the program fails, as lanes. Who waits in the
    /// end also says where: `waits for left, held by cook A (waiting.rs:87)`.
    ///
    /// # Panics
    /// If none fails: then the section is not what its text says.
    #[track_caller]
    pub fn finds(&self, program: &str, report: &Report) {
        let failure = report.found().named(self.source);
        writeln!(self.task, "{program}: schedule {} fails", failure.schedule);
        self.log.replay(lines(&failure));
    }

    /// Says in how many schedules the program is right.
    ///
    /// # Panics
    /// If one fails, or if not all of them were visited.
    #[track_caller]
    pub fn proves(&self, program: &str, report: &Report) {
        let schedules = report.clean_in_all().schedules;
        let all = match schedules {
            1 => "the only schedule".to_string(),
            _ => format!("all {schedules} schedules"),
        };
        writeln!(self.task, "{program}: right in {all}");
    }
}

fn lines(failure: &Failure) -> Vec<(&str, String)> {
    let mut lines: Vec<(&str, String)> =
        failure.lines().map(|(task, text)| (task, text.to_string())).collect();
    for Waiting { task, operation, location, .. } in &failure.waiting {
        let last = lines.iter_mut().rfind(|(name, _)| name == task);
        if let Some((_, text)) = last.filter(|(_, text)| text == operation) {
            let file = Path::new(location.file()).file_name().unwrap_or_default();
            text.push_str(&format!(" ({}:{})", file.display(), location.line()));
        }
    }
    lines
}
