//! Runs all facts and shows them in a table: `make facts`.

#[path = "../rust/mod.rs"]
mod rust;

use std::process::ExitCode;

use facts::beside;
use facts::fact::{self, Fact};
use facts::run::{self, Verdict};

/// What it can do.
const HELP: &str = "\
usage: make facts
       cargo run -p facts [run NAME]

Runs every program that shows a sentence of the pages to be true, in Rust, Go and
Python, and prints a table: held, left out (the tool is not here) or FAILED, the tool,
the program, the sentence.

  run NAME  runs one that is written in Rust
  --help    prints this text

The exit code is 0; 1 if a program fails; 2 if the command line is wrong.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["run", name] => match rust::named(name) {
            Some(program) => {
                program();
                ExitCode::SUCCESS
            }
            None => wrong(&format!("rust/mod.rs does not list `{name}`")),
        },
        [] => table(),
        ["--help" | "-h"] => {
            print!("{HELP}");
            ExitCode::SUCCESS
        }
        _ => wrong("facts: wrong arguments (--help says more)"),
    }
}

fn wrong(why: &str) -> ExitCode {
    eprintln!("{why}");
    ExitCode::from(2)
}

/// A line a sentence: what became of it, the tool, the program, the sentence.
fn table() -> ExitCode {
    let programs = fact::all().and_then(|facts| Ok((facts, beside::all()?)));
    let programs = match programs {
        Ok((facts, beside)) => [facts, beside].concat(),
        Err(why) => return wrong(&why),
    };
    let binary = std::env::current_exe().unwrap_or_else(|_| "facts".into());
    let verdicts = run::all(&programs, &binary);
    let mut counts = [0; 3];
    for (fact, verdict) in programs.iter().zip(&verdicts) {
        let (place, state, tool) = match verdict {
            Verdict::Held(tool) => (0, "held", tool.as_str()),
            Verdict::LeftOut(why) => (1, "left out", why.as_str()),
            Verdict::Failed(_) => (2, "FAILED", ""),
        };
        counts[place] += 1;
        for sentence in sentences(fact) {
            println!(
                "{state:8} | {tool:16} | {:44} | {sentence}",
                fact.file.display()
            );
        }
    }
    for (fact, verdict) in programs.iter().zip(&verdicts) {
        if let Verdict::Failed(why) = verdict {
            println!("\n{}: {}", fact.file.display(), why.trim_end());
        }
    }
    let [held, left_out, failed] = counts;
    println!("\n{held} programs hold, {left_out} left out, {failed} failed");
    ExitCode::from(u8::from(failed > 0))
}

fn sentences(fact: &Fact) -> Vec<String> {
    let held = fact.comments.holds.iter();
    let mut lines: Vec<String> =
        held.map(|(place, quote)| format!("{place}: {quote}")).collect();
    if let Some((lesson, section)) = &fact.comments.beside {
        let does = if fact.comments.is_run() { "does" } else { "compiles" };
        lines.push(format!("{lesson} {section}: {does} what the page shows"));
    }
    lines
}
