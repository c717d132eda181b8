//! One line of what was found.

use std::fmt;

use textwrap::Options;

/// What becomes of a thing that was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is there.
    Ok,
    /// It is needed and not there.
    Missing,
    /// It is not there, and the course does without it.
    Without,
    /// It is unusual.
    Note,
}

/// A thing, what was found of it, and what to do.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The thing, in a word.
    pub what: &'static str,
    pub state: State,
    /// What was found.
    pub found: String,
    /// How to get it, or what follows from it; empty if there is nothing to do.
    pub advice: String,
}

impl Finding {
    /// It is there.
    pub fn ok(what: &'static str, found: impl Into<String>) -> Finding {
        Finding {
            what,
            state: State::Ok,
            found: found.into(),
            advice: String::new(),
        }
    }

    /// It is needed and not there; `advice` says how to get it.
    pub fn missing(
        what: &'static str,
        found: impl Into<String>,
        advice: impl Into<String>,
    ) -> Finding {
        Finding {
            state: State::Missing,
            advice: advice.into(),
            ..Finding::ok(what, found)
        }
    }

    /// It is not there and not needed; `advice` says what it would be good for.
    pub fn without(
        what: &'static str,
        found: impl Into<String>,
        advice: impl Into<String>,
    ) -> Finding {
        Finding {
            state: State::Without,
            advice: advice.into(),
            ..Finding::ok(what, found)
        }
    }

    /// It is unusual; `advice` says what follows.
    pub fn note(
        what: &'static str,
        found: impl Into<String>,
        advice: impl Into<String>,
    ) -> Finding {
        Finding {
            state: State::Note,
            advice: advice.into(),
            ..Finding::ok(what, found)
        }
    }
}

/// Where the text of a line begins.
const INDENT: &str = "                     ";

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.state {
            State::Ok => "ok",
            State::Missing => "missing",
            State::Without => "without",
            State::Note => "note",
        };
        let head = format!("{state:<9}{:<12}", self.what);
        let wrap = |text: &str, first: &str| {
            let options = Options::new(80).initial_indent(first);
            textwrap::fill(text, options.subsequent_indent(INDENT))
        };
        writeln!(f, "{}", wrap(&self.found, &head))?;
        for line in self.advice.lines() {
            writeln!(f, "{}", wrap(line, INDENT))?;
        }
        Ok(())
    }
}
