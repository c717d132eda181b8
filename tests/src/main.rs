//! Makes what is generated: `make docs`. See [`HELP`].

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use course::{book, lessons, page, recorded, root, sections};
use shared::Lesson;

/// What it can do.
const HELP: &str = "\
usage: cargo run -p tests --bin docs -- [OPTION]

Makes the pages, the programs and the pictures that are made from the lessons.

  (nothing)                 makes all of them; it explores the exercises, which
                            takes minutes
  --without-exploring       makes all but what the pages show of the exercises
  --check                   changes nothing, and fails if a file is out of date
  --record LESSON SECTION   first records a run of this section
  --record                  first records a run of each section that has none
  --draw LESSON SECTION     first records a picture of this section
  --book                    writes the source of the book to target/book
  --help                    prints this text

--record and --draw leave what the pages show of the exercises as it is.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words[..] {
        [] => page::all().and_then(write),
        ["--without-exploring"] => write_the_rest(),
        ["--check"] => check(),
        ["--book"] => book::write(&root().join("target/book")),
        ["--record"] => record_missing().and_then(|()| write_the_rest()),
        ["--record", lesson, section] => {
            record(lesson, section).and_then(|()| write_the_rest())
        }
        ["--draw", lesson, section] => named(lesson)
            .and_then(|lesson| recorded::draw(lesson, section))
            .and_then(|()| write_the_rest()),
        ["--help" | "-h"] => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        _ => {
            eprintln!("docs: wrong arguments (--help says more)");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("docs: {error}");
            ExitCode::FAILURE
        }
    }
}

/// What is shown of the exercises does not change with a section.
fn write_the_rest() -> Result<(), String> {
    page::without_exploring().and_then(write)
}

fn write(files: Vec<(PathBuf, String)>) -> Result<(), String> {
    for (file, text) in files {
        if !current(&file, &text) {
            let folder = file.parent().expect("a file in a folder");
            fs::create_dir_all(folder)
                .and_then(|()| fs::write(&file, text))
                .map_err(|error| format!("{}: {error}", shown(&file)))?;
            println!("made {}", shown(&file));
        }
    }
    Ok(())
}

fn check() -> Result<(), String> {
    let files = page::all()?;
    let stale = files.iter().filter(|(file, text)| !current(file, text));
    let stale: Vec<String> = stale.map(|(file, _)| shown(file)).collect();
    match stale[..] {
        [] => Ok(()),
        _ => Err(format!("stale, run `make docs`: {}", stale.join(", "))),
    }
}

fn record(lesson: &str, section: &str) -> Result<(), String> {
    recorded::record(named(lesson)?, section)
}

/// Records every section that has no run yet.
fn record_missing() -> Result<(), String> {
    for (lesson, section) in sections() {
        if recorded::run(section)?.is_none() {
            println!("recording {} {}", lesson.name, section.name);
            recorded::record(lesson, section.name)?;
        }
    }
    Ok(())
}

fn named(lesson: &str) -> Result<&'static Lesson, String> {
    let named = lessons().find(|each| each.name == lesson);
    named.ok_or_else(|| format!("no lesson `{lesson}`"))
}

fn current(file: &Path, text: &str) -> bool {
    fs::read_to_string(file).is_ok_and(|there| there == text)
}

fn shown(file: &Path) -> String {
    file.strip_prefix(root()).unwrap_or(file).display().to_string()
}
