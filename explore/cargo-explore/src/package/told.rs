//! What is said of the tests of a package, or of its `main`: a line for each, and what a
//! failing schedule did.

use std::cell::Cell;
use std::ffi::OsString;
use std::io::{self, Write as _};

use serde_json::json;
use verdict::{Explored, NO_END, SCHEMA, Wrong, number};
use workshop::{Source, fails, found, plain, told};

use super::built::Program;
use super::docs::Docs;
use super::listed::Listed;
use crate::call::Search;
use crate::outcome::Outcome;
use crate::said::{behind_dashes, exactly, shown};

/// Says what comes of it, on standard output.
pub(super) struct Told<'a> {
    pub(super) search: &'a Search,
    /// The files of the workspace, each with its text.
    pub(super) texts: &'a [(String, String)],
    /// Whether a line stays empty before the next one.
    pub(super) gap: Cell<bool>,
    /// Whether a picture was drawn.
    pub(super) drew: Cell<bool>,
}

/// What came of them, in numbers.
#[derive(Debug, Default)]
pub(super) struct Count {
    clean: usize,
    fail: usize,
    not_explored: usize,
    /// Those that were left when it was stopped.
    pub(super) stopped: usize,
    /// Those that nobody asked for, and those that are no tests as others are.
    pub(super) left_out: usize,
    /// Whether what one of them does depends on how many own what is in an `Arc`.
    depends_on_owners: bool,
}

impl Count {
    pub(super) fn add(&mut self, outcome: &Outcome) {
        if let Outcome::Clean { explored, .. } = outcome {
            let depends = |one: &Explored| one.asks_for_owners || one.drops_shared;
            self.depends_on_owners |= explored.iter().any(depends);
        }
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
            Count { not_explored: 0, stopped: 0, clean: 1.., .. } => 0,
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
        if self.search.json {
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

    /// What came of a test, which alone is meant by a call with these words.
    pub(super) fn outcome(
        &self,
        (program, one): (&Program, &Listed),
        words: &[OsString],
        outcome: &Outcome,
    ) {
        if self.search.json {
            return self.json((program, "test"), &one.name, outcome);
        }
        self.say(&format!("test {} ... {}", one.name, short(outcome)));
        self.why(outcome, &one.name, (words, &[][..]));
    }

    /// What came of the `main` of this program, which is called by these words and finds
    /// these as its arguments.
    pub(super) fn main(
        &self,
        program: &Program,
        called: (&[OsString], &[OsString]),
        outcome: &Outcome,
    ) {
        let Program { package, file, name, .. } = program;
        if self.search.json {
            return self.json((program, "bin"), name, outcome);
        }
        self.say(&format!("{package}, {file}: main ... {}", short(outcome)));
        self.why(outcome, name, called);
        let mut count = Count::default();
        count.add(outcome);
        self.says_what_is_left_out("", &count);
    }

    fn json(
        &self,
        (program, kind): (&Program, &str),
        name: &str,
        outcome: &Outcome,
    ) {
        self.draws(outcome, name);
        let file = ("file", &*program.file);
        let of = [("package", &*program.package), file, (kind, name)];
        put(&(outcome.json(self.search, &of) + "\n"));
    }

    /// Draws the first one that fails, and returns a line about that.
    fn draws(&self, outcome: &Outcome, name: &str) -> String {
        if self.drew.get() {
            return String::new();
        }
        let drawn = outcome.drawn(name, self.search);
        self.drew.set(drawn.is_some());
        drawn.unwrap_or_default()
    }

    /// Why what has this name is not clean, and the call that runs the schedule again: of
    /// these words and, behind the schedule, these arguments.
    fn why(
        &self,
        outcome: &Outcome,
        name: &str,
        called: (&[OsString], &[OsString]),
    ) {
        let more = match outcome {
            Outcome::Clean { .. } => return,
            Outcome::Fails { wrong, .. } => {
                self.failure(wrong, called) + &plain(&self.draws(outcome, name))
            }
            other => told(&other.why().unwrap_or_default()),
        };
        put(&format!("\n{more}"));
        self.gap.set(true);
    }

    fn failure(
        &self,
        wrong: &Wrong,
        (words, arguments): (&[OsString], &[OsString]),
    ) -> String {
        let named = wrong.story.iter().find_map(|line| {
            self.texts.iter().find(|(name, _)| *name == line.file)
        });
        let (path, text) = named.map_or(("", ""), |(path, text)| (path, text));
        let source = Source { path, text, checks: "", others: self.texts };
        let mut text = fails(wrong, &source);
        text += &told(&(found(wrong) + &exactly(wrong)));
        if let Some(ask) = &wrong.ask {
            text += &told(&format!("Ask: {ask}"));
        }
        // Not broken into lines, to be copied.
        text + &plain(&format!(
            "  Again: cargo explore{} --replay {}{}\n",
            shown(words),
            wrong.replay,
            behind_dashes(arguments)
        ))
    }

    pub(super) fn summary(&self, count: &Count, docs: Docs) {
        let Count { clean, fail, not_explored, stopped, left_out, .. } = count;
        let mut parts = vec![format!("{} clean", counted(*clean, "test"))];
        for (number, what) in [
            (fail, if *fail == 1 { "fails" } else { "fail" }),
            (not_explored, "could not be explored"),
            (stopped, "stopped"),
            (left_out, "left out"),
        ] {
            if *number > 0 {
                parts.push(format!("{number} {what}"));
            }
        }
        let docs = match docs {
            Docs::Some(0) => String::new(),
            Docs::Some(1) => "1 doc test was not explored. ".to_string(),
            Docs::Some(all) => {
                format!("{} doc tests were not explored. ", number(all))
            }
            Docs::Unknown => "Doc tests were not explored. ".to_string(),
        };
        self.says_what_is_left_out(&format!("{}. {docs}", parts.join(", ")), count);
    }

    /// What nobody has looked at, after this.
    fn says_what_is_left_out(&self, before: &str, count: &Count) {
        let mut text = format!("{before}The memory was sequentially consistent");
        if self.search.plan.jumps == 0 {
            text += ", and time stood still while a thread could go on";
        }
        if count.depends_on_owners {
            text += ", and what an Arc counts was no step";
        }
        text += ": --help says what else is left out.";
        self.gap.set(true);
        self.say(&textwrap::fill(&text, 80));
    }

    /// A line or more, unless what is said is for a program that reads it.
    fn say(&self, text: &str) {
        if !self.search.json {
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
            "cut off after many steps in every schedule".to_string()
        }
        _ => "refused".to_string(),
    }
}

fn clean(explored: &[Explored]) -> String {
    let Some(Explored {
        tasks,
        schedules,
        exhaustive,
        behaviours,
        fair,
        cut,
        left,
        ..
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
    // As said of a file: what they did from there on, in one order, is not explored.
    text += &match fair.saturating_sub(*cut) {
        0 => String::new(),
        1 => ", 1 of them in its first steps only".to_string(),
        fair => format!(", {} of them in their first steps only", number(fair)),
    };
    if *cut > 0 {
        text += &format!(
            ", cut off after many steps in {} of {}",
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
