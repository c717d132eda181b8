//! What is said of the tests of a package: a line for each, and what a failing schedule
//! did.

use std::cell::Cell;
use std::io::{self, Write as _};

use serde_json::json;
use verdict::{Explored, NO_END, SCHEMA, Wrong, number};
use workshop::{Source, fails, found, plain, told};

use super::built::Program;
use super::listed::Listed;
use crate::call::Test;
use crate::outcome::Outcome;

/// Says what comes of the tests, on standard output.
pub(super) struct Told<'a> {
    pub(super) test: &'a Test,
    /// The files of the workspace, each with its text.
    pub(super) texts: &'a [(String, String)],
    /// Whether a line stays empty before the next one.
    pub(super) gap: Cell<bool>,
}

/// What came of them, in numbers.
#[derive(Debug, Default)]
pub(super) struct Count {
    clean: usize,
    fail: usize,
    not_explored: usize,
    /// Those that nobody asked for, and those that are no tests as others are.
    pub(super) left_out: usize,
}

impl Count {
    pub(super) fn add(&mut self, outcome: &Outcome) {
        match outcome.code() {
            0 => self.clean += 1,
            1 => self.fail += 1,
            _ => self.not_explored += 1,
        }
    }

    /// The exit code. A failure is known, whatever else is not.
    pub(super) fn code(&self) -> u8 {
        match self {
            Count { fail: 1.., .. } => 1,
            Count { not_explored: 0, clean: 1.., .. } => 0,
            _ => Outcome::NOT_EXPLORED,
        }
    }
}

impl Told<'_> {
    /// The tests of this program come next.
    pub(super) fn program(&self, program: &Program, tests: usize) {
        if tests > 0 {
            let Program { package, file, .. } = program;
            self.say(&format!("{package}, {file}: {}", counted(tests, "test")));
        }
    }

    pub(super) fn has_no_harness(&self, program: &Program) {
        let Program { package, file, .. } = program;
        let why = "it has a harness of its own";
        self.left_out(program, None, why);
        self.say(&format!("{package}, {file}: left out: {why}"));
    }

    pub(super) fn ignored(&self, program: &Program, one: &Listed) {
        let why = "#[ignore]";
        self.left_out(program, Some(one), why);
        self.say(&format!("test {} ... left out: {why}", one.name));
    }

    /// A line for a program that reads it. Without a test all of the target are meant.
    fn left_out(&self, program: &Program, one: Option<&Listed>, why: &str) {
        if self.test.search.json {
            let line = json!({
                "schema": SCHEMA,
                "package": program.package,
                "file": program.file,
                "test": one.map(|one| &one.name),
                "passed": false,
                "status": "left_out",
                "verdict": "left out",
                "why": why,
            });
            put(&format!("{line}\n"));
        }
    }

    pub(super) fn outcome(
        &self,
        program: &Program,
        one: &Listed,
        outcome: &Outcome,
    ) {
        if self.test.search.json {
            let of = [
                ("package", program.package.as_str()),
                ("file", &program.file),
                ("test", &one.name),
            ];
            put(&(outcome.json(&self.test.search, &of) + "\n"));
            return;
        }
        self.say(&format!("test {} ... {}", one.name, short(outcome)));
        let more = match outcome {
            Outcome::Clean { .. } => return,
            Outcome::Fails { wrong, .. } => self.failure(one, wrong),
            other => told(&other.why().unwrap_or_default()),
        };
        put(&format!("\n{more}"));
        self.gap.set(true);
    }

    fn failure(&self, one: &Listed, wrong: &Wrong) -> String {
        let named = wrong.story.iter().find_map(|line| {
            self.texts.iter().find(|(name, _)| *name == line.file)
        });
        let (path, text) = named.map_or(("", ""), |(path, text)| (path, text));
        let source = Source { path, text, checks: "", others: self.texts };
        let mut text = fails(wrong, &source);
        text += &told(&found(wrong));
        if let Some(ask) = &wrong.ask {
            text += &told(&format!("Ask: {ask}"));
        }
        // Not broken into lines, to be copied.
        text + &plain(&format!(
            "  Again: cargo explore test {} --exact --replay {}\n",
            one.name, wrong.replay
        ))
    }

    pub(super) fn summary(&self, count: &Count) {
        let Count { clean, fail, not_explored, left_out } = count;
        let mut parts = vec![format!("{} clean", counted(*clean, "test"))];
        for (number, what) in [
            (fail, if *fail == 1 { "fails" } else { "fail" }),
            (not_explored, "could not be explored"),
            (left_out, "left out"),
        ] {
            if *number > 0 {
                parts.push(format!("{number} {what}"));
            }
        }
        let mut text =
            parts.join(", ") + ". The memory was sequentially consistent";
        if self.test.search.plan.jumps == 0 {
            text += ", and time stood still while a thread could go on";
        }
        text += ": --help says what else is left out.";
        self.gap.set(true);
        self.say(&textwrap::fill(&text, 80));
    }

    /// A line or more, unless what is said is for a program that reads it.
    fn say(&self, text: &str) {
        if !self.test.search.json {
            let gap = if self.gap.take() { "\n" } else { "" };
            put(&format!("{gap}{}\n", plain(text)));
        }
    }
}

/// What came of a test, in a few words.
fn short(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Clean { explored, .. } => clean(explored),
        Outcome::Fails { .. } | Outcome::Ends(_) => {
            format!("FAILS, {}", outcome.title())
        }
        Outcome::Fault(fault) => format!("not explored: {}", fault.why),
        Outcome::Refused(why) if why.starts_with(NO_END) => {
            "cut off at 20,000 steps in every schedule".to_string()
        }
        _ => "refused".to_string(),
    }
}

fn clean(explored: &[Explored]) -> String {
    let Some(Explored {
        tasks, schedules, exhaustive, behaviours, cut, left, ..
    }) = explored.first()
    else {
        return "clean".to_string();
    };
    let mut text = match (exhaustive, behaviours) {
        (true, _) if *tasks == 1 => "the one behaviour of one thread".to_string(),
        (true, 1) => format!("the one behaviour of {tasks} threads"),
        (true, all) => format!("all {} behaviours", number(*all)),
        (false, _) => format!("clean in {}", counted(*schedules, "schedule")),
    };
    if *cut > 0 {
        text += &format!(
            ", cut off at 20,000 steps in {} of {}",
            number(*cut),
            number(*schedules)
        );
    }
    if *left > 0 {
        text += &format!(", {} left", counted(*left, "thread"));
    }
    text
}

fn counted(many: usize, what: &str) -> String {
    let plural = if many == 1 { "" } else { "s" };
    format!("{} {what}{plural}", number(many))
}

/// Nobody is left to tell when standard output is closed.
fn put(text: &str) {
    let _ = io::stdout().write_all(text.as_bytes());
}
