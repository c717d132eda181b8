//! The command line of a practice crate.

mod arguments;
mod check;
mod help;
mod learn;
mod session;
mod shipped;

use std::io::{self, Write as _};
use std::process::ExitCode;

use arguments::Call;
pub(crate) use check::Told;
pub(crate) use session::Session;

use crate::{Exercise, Set, stale, watch};

/// How a call ended that was understood.
pub(crate) enum End {
    Passed,
    Wrong,
    /// Nothing is known of it.
    NotJudged,
    /// By this signal, or the key that stands for it.
    Signal(u8),
}

/// How one was not: the code to exit with, and what to say.
pub(crate) struct Failed(pub(crate) u8, pub(crate) String);

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Failed {
        Failed(1, error.to_string())
    }
}

impl Set {
    /// The `main` of a practice crate.
    ///
    /// Exits with 0; with 1 if an answer does not pass, or something cannot be written;
    /// with 2 for a call that makes no sense; with 3 if an answer could not be judged;
    /// with 128 and the number of the signal that ended it.
    pub fn main(&'static self) -> ExitCode {
        match Call::read().and_then(|call| answer(self, call)) {
            Ok(End::Passed) => ExitCode::SUCCESS,
            Ok(End::Wrong) => ExitCode::from(1),
            Ok(End::NotJudged) => ExitCode::from(3),
            Ok(End::Signal(number)) => ExitCode::from(128 + number),
            Err(Failed(code, why)) => {
                // Nobody is left to tell when standard error is closed too.
                let _ = writeln!(io::stderr(), "{}: {why}", self.name);
                ExitCode::from(code)
            }
        }
    }
}

fn answer(set: &'static Set, call: Call) -> Result<End, Failed> {
    if call.help {
        return says(&help::text(set));
    }
    let words: Vec<String> = call.words.clone();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let all = call.all;
    if let Some(why) = misplaced(&call, &words) {
        return Err(Failed(2, why.to_string()));
    }
    let mut session = Session::open(set, call)?;
    session.tell(stale::changed().map(|source| stale::told(&source, set.week)));
    match words[..] {
        [] => session.overview(),
        ["list"] => says(&session.list()),
        ["check"] if all => session.check_all(),
        ["check"] => match session.next() {
            Some(exercise) => session.check(exercise),
            None => says("All exercises are solved.\n"),
        },
        ["check", name] => session.check(session.named(name)?),
        ["hint", name] => {
            let said = session.hint(session.named(name)?);
            session.says(said)
        }
        ["explain", name] => session.explain(session.named(name)?),
        ["reset", name] => {
            let said = session.reset(session.named(name)?)?;
            session.says(said)
        }
        ["solution", name] => session.solution(session.named(name)?),
        ["run", name] => session.run(session.named(name)?),
        ["prove", ref names @ ..] => session.prove(session.all_named(names)?),
        ["shipped", name, answer] => session.shipped(session.named(name)?, answer),
        ["pack", ref names @ ..] => session.all(names, Exercise::pack),
        ["unpack", ref names @ ..] => session.all(names, Exercise::unpack),
        ["watch"] => watch::watch(session, None),
        ["watch", name] => {
            let exercise = session.named(name)?;
            watch::watch(session, Some(exercise))
        }
        [other, ..] => Err(Failed(
            2,
            format!("`{other}` is not understood here (--help says more)"),
        )),
    }
}

/// What is said of an option that the command would not look at; nothing if there is none.
fn misplaced(call: &Call, words: &[&str]) -> Option<&'static str> {
    let goes_with = |commands: &[&str]| {
        words.first().is_some_and(|word| commands.contains(word))
    };
    let is_all = matches!(words, ["check"]);
    let is_of_one = matches!(words, ["check" | "explain", _]);
    let only_reads = ["check", "explain", "run", "list", "prove"];
    let options = [
        (
            call.all && !is_all,
            "--all judges all answers: it goes with check, without a name",
        ),
        (
            call.replay.is_some() && !is_of_one,
            "--replay runs one schedule of one answer: it goes with check NAME and \
             explain NAME",
        ),
        (
            call.answers.is_some() && !words.is_empty() && !goes_with(&only_reads),
            "--answers names a folder that is only read: it goes with check, explain, \
             run, list and prove, and without a command",
        ),
        (
            call.seed.is_some() && !goes_with(&["check", "explain", "watch"]),
            "--seed goes with check, explain and watch",
        ),
        (call.json && !goes_with(&["check"]), "--json goes with check"),
        (call.quick && !goes_with(&["prove"]), "--quick goes with prove"),
        (call.svg.is_some() && !goes_with(&["explain"]), "--svg goes with explain"),
        (
            call.take.is_some() && !goes_with(&["shipped"]),
            "--take goes with shipped",
        ),
    ];
    options.into_iter().find(|(is_misplaced, _)| *is_misplaced).map(|(_, why)| why)
}

/// Writes to standard output. A reader that has seen enough is no error.
pub(crate) fn says(text: &str) -> Result<End, Failed> {
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(error.into())
        }
        _ => Ok(End::Passed),
    }
}
