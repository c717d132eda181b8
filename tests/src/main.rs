//! Makes what is generated: `make docs`. With `--check` it changes nothing and fails
//! where something is stale. `--record LESSON SECTION` keeps a new transcript first.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use course::{lessons, page, recorded, root};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words[..] {
        [] => write(),
        ["--check"] => check(),
        ["--record", lesson, section] => {
            record(lesson, section).and_then(|()| write())
        }
        _ => {
            eprintln!("usage: docs [--check | --record LESSON SECTION]");
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

fn write() -> Result<(), String> {
    for (file, text) in page::all()? {
        if !current(&file, &text) {
            fs::write(&file, text)
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
    let named = lessons().find(|each| each.name == lesson);
    recorded::record(named.ok_or_else(|| format!("no lesson `{lesson}`"))?, section)
}

fn current(file: &Path, text: &str) -> bool {
    fs::read_to_string(file).is_ok_and(|there| there == text)
}

fn shown(file: &Path) -> String {
    file.strip_prefix(root()).unwrap_or(file).display().to_string()
}
