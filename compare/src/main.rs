//! The same work in Rust, Go and Python, measured in one run. See README.md.

mod chart;
mod machine;
mod report;
mod rounds;
mod rows;
mod rust;
mod sides;

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

Runs each row in Rust, Go and Python in turn and compares the medians.

  --rows NAME,...  these rows alone
  --rounds N       so many rounds after one to warm up; 7 unless said
  --out FOLDER     where RESULTS.md and results.svg are written; compare unless said
  --list           the rows
  --tiny           one round of the smallest size: whether all sides agree, and nothing
                   about time; writes nothing

Ctrl-C ends it and leaves the rows that are finished. Exits with 0, with 1 if two sides
disagree or one cannot run, with 2 for a wrong call.
";

/// As shells report an end by Ctrl-C.
const INTERRUPTED: u8 = 130;

/// What was asked for.
struct Call {
    rows: Vec<&'static Row>,
    rounds: usize,
    out: PathBuf,
    tiny: bool,
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
    println!("{} {}", measured.value, measured.check);
    ExitCode::SUCCESS
}

/// # Errors
///
/// What is wrong with the call, in a line.
fn read(mut parser: lexopt::Parser) -> Result<Option<Call>, lexopt::Error> {
    let mut call = Call {
        rows: ROWS.iter().collect(),
        rounds: 7,
        out: Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf(),
        tiny: false,
    };
    while let Some(argument) = parser.next()? {
        match argument {
            Long("rows") => {
                let names = parser.value()?.string()?;
                let names = names.split(',').filter(|name| !name.is_empty());
                call.rows = names.map(named).collect::<Result<_, _>>()?;
            }
            Long("rounds") => call.rounds = parser.value()?.parse()?,
            Long("out") => call.out = parser.value()?.into(),
            Long("tiny") => call.tiny = true,
            Long("list") => {
                for row in ROWS {
                    println!("{:<17} {}", row.name, row.what);
                }
                return Ok(None);
            }
            Long("help") | Short('h') => {
                print!("{HELP}");
                return Ok(None);
            }
            Value(_) | Long(_) | Short(_) => return Err(argument.unexpected()),
        }
    }
    if call.rounds == 0 {
        return Err("at least one round is needed".into());
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
    let mut rounds = Rounds::new(call.rows.len(), call.rounds, call.tiny);
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
        println!("{done} of {all} rows: {languages:?} have found the same");
        return code;
    }
    print!("{}", report::table(&finished));
    if finished.is_empty() {
        return code;
    }
    let machine = machine::about();
    let text = report::page(&finished, &machine, call.rounds);
    let written = fs::write(call.out.join("RESULTS.md"), text).and_then(|()| {
        fs::write(call.out.join("results.svg"), chart::chart(&finished))
    });
    if let Err(why) = written {
        eprintln!("compare: the results cannot be written: {why}");
        return ExitCode::FAILURE;
    }
    println!("\nwritten: RESULTS.md and results.svg in {}", call.out.display());
    code
}
