//! The same work in Rust, Go and Python, measured in one run. See README.md.

mod chart;
mod machine;
mod report;
mod rounds;
mod rows;
mod rust;
mod sides;

use std::fmt::Display;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use lexopt::Arg::{Long, Short, Value};
use lexopt::ValueExt;

use crate::rounds::{Rounds, Stop};
use crate::rows::{ROWS, Row, Way};
use crate::sides::Sides;

const HELP: &str = "\
usage: make compare [ROWS=NAME,...]
       cargo run --release -p compare -- [OPTION]...

Runs each row in Rust, Go and Python in turn, and compares the medians.

  --rows NAME,...  runs these rows only; without --out, their results are
                   printed and not written, so that a part does not replace the
                   whole
  --rounds N       the number of rounds, after one to warm up; 7 if it is not
                   given
  --out FOLDER     writes RESULTS.md and results.svg of the rows that are
                   finished to this folder; without it, a run that has finished
                   all rows writes them to `compare`
  --list           lists the rows
  --tiny           runs one round of the smallest size: it shows whether all
                   sides agree, says nothing about time, and writes nothing

Ctrl-C ends it, and the rows that are finished are shown. Then the exit code is
130. Otherwise it is 0; 1 if two sides disagree, one cannot run, or the results
cannot be written; 2 if the command line is wrong.
";

/// As shells report an end by Ctrl-C.
const INTERRUPTED: u8 = 130;

/// What was asked for.
struct Call {
    rows: Vec<&'static Row>,
    /// Whether these are named, and not all.
    is_part: bool,
    rounds: usize,
    /// The folder that is named for the results.
    out: Option<PathBuf>,
    tiny: bool,
}

impl Call {
    /// Where the results are written if so many rows are finished, if they are. Those of
    /// some rows do not replace those of all: a folder has to be named for them.
    fn place(&self, finished: usize) -> Option<&Path> {
        let is_whole = !self.is_part && finished == self.rows.len();
        let own = is_whole.then_some(Path::new(env!("CARGO_MANIFEST_DIR")));
        self.out.as_deref().or(own).filter(|_| finished > 0)
    }
}

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    if let [run, row, way, size] = &words[..]
        && run == "run"
    {
        return run_row(row, way, size);
    }
    match read(lexopt::Parser::from_env()) {
        Ok(Some(call)) => compare(&call),
        Ok(None) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("compare: {why}");
            ExitCode::from(2)
        }
    }
}

/// On standard output. Who closes it wants to read no more: what is to be done is done.
fn say(text: impl Display) {
    let _ = write!(io::stdout(), "{text}");
}

/// One row in this process.
fn run_row(row: &str, way: &str, size: &str) -> ExitCode {
    let row = ROWS.iter().find(|one| one.name == row);
    let way = [Way::Plain, Way::Tuned].into_iter().find(|one| one.name() == way);
    let measured = match (row, way, size.parse()) {
        (Some(row), Some(way), Ok(size)) => rust::run(row, way, size),
        _ => None,
    };
    let Some(measured) = measured else {
        eprintln!("compare: no such row, or no such size");
        return ExitCode::from(2);
    };
    say(format_args!("{} {}\n", measured.value, measured.check));
    ExitCode::SUCCESS
}

/// # Errors
///
/// What is wrong with the call, in a line.
fn read(mut parser: lexopt::Parser) -> Result<Option<Call>, lexopt::Error> {
    let all = ROWS.iter().collect();
    let mut call =
        Call { rows: all, is_part: false, rounds: 7, out: None, tiny: false };
    while let Some(argument) = parser.next()? {
        match argument {
            Long("rows") => {
                let names = parser.value()?.string()?;
                let names = names.split(',').filter(|name| !name.is_empty());
                call.rows = names.map(named).collect::<Result<_, _>>()?;
                call.is_part = true;
            }
            Long("rounds") => call.rounds = parser.value()?.parse()?,
            Long("out") => call.out = Some(parser.value()?.into()),
            Long("tiny") => call.tiny = true,
            Long("list") => {
                for row in ROWS {
                    say(format_args!("{:<17} {}\n", row.name, row.what));
                }
                return Ok(None);
            }
            Long("help") | Short('h') => {
                say(HELP);
                return Ok(None);
            }
            Value(_) | Long(_) | Short(_) => return Err(argument.unexpected()),
        }
    }
    if call.rounds == 0 {
        return Err("at least one round is needed".into());
    }
    if let Some(out) = call.out.as_ref().filter(|out| !out.is_dir()) {
        return Err(format!("there is no folder {}", out.display()).into());
    }
    Ok(Some(call))
}

fn named(name: &str) -> Result<&'static Row, String> {
    ROWS.iter().find(|row| row.name == name).ok_or_else(|| {
        let alike =
            |row: &&Row| (strsim::damerau_levenshtein(row.name, name), row.name);
        let nearest = ROWS.iter().min_by_key(alike).map_or("", |row| row.name);
        format!("no row `{name}`; did you mean `{nearest}`? --list lists them")
    })
}

fn compare(call: &Call) -> ExitCode {
    let sides = Sides::find();
    let stop = Stop::at_ctrl_c();
    let mut finished = Vec::new();
    let mut rounds = Rounds::new(&call.rows, call.rounds, call.tiny);
    let mut code = ExitCode::SUCCESS;
    for row in &call.rows {
        match rounds.run(row, &sides, &stop) {
            Ok(Some(found)) => finished.push(found),
            Ok(None) => break,
            Err(why) => {
                eprintln!("compare: {}: {why}", row.name);
                code = ExitCode::FAILURE;
            }
        }
    }
    rounds.clear();
    let (done, all) = (finished.len(), call.rows.len());
    if stop.has_come() {
        eprintln!("stopped: {done} of {all} rows are finished");
        code = ExitCode::from(INTERRUPTED);
    }
    if call.tiny {
        let languages = sides.languages();
        say(format_args!(
            "{done} of {all} rows: {languages:?} have found the same\n"
        ));
        return code;
    }
    say(report::table(&finished));
    let Some(out) = call.place(done) else {
        if !call.is_part && call.out.is_none() {
            eprintln!("nothing is written: RESULTS.md is of all rows");
        }
        return code;
    };
    let page = report::page(&finished, &machine::about(), call.rounds);
    let written = fs::write(out.join("RESULTS.md"), page)
        .and_then(|()| fs::write(out.join("results.svg"), chart::chart(&finished)));
    if let Err(why) = written {
        eprintln!("compare: the results cannot be written: {why}");
        return ExitCode::FAILURE;
    }
    let folder = out.display();
    say(format_args!("\nwritten: RESULTS.md and results.svg in {folder}\n"));
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(words: &[&'static str]) -> Call {
        let call = read(lexopt::Parser::from_args(words.to_vec()));
        call.expect("it is understood").expect("it measures")
    }

    #[test]
    fn what_is_not_finished_does_not_replace_the_whole() {
        let own = Path::new(env!("CARGO_MANIFEST_DIR"));
        let whole = call(&[]);
        assert_eq!(whole.place(ROWS.len()), Some(own));
        // One row failed, or Ctrl-C came before the last.
        assert_eq!(whole.place(ROWS.len() - 1), None);
        assert_eq!(whole.place(0), None);
        assert_eq!(call(&["--rows", "spawn"]).place(1), None);
        let named = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
        let part = call(&["--out", named]);
        assert_eq!(part.place(1), Some(Path::new(named)));
        assert_eq!(part.place(0), None);
    }
}
