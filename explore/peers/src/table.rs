//! The tables.

use std::io::{Write, stdout};
use std::path::Path;
use std::time::Duration;

use crate::one::{Measured, One};
use crate::tools::{End, TOOLS, Tool};

/// The programs, each with its sizes.
pub const PROGRAMS: &[(&str, &[usize])] = &[
    ("lost_update", &[3]),
    ("philosophers", &[3]),
    ("buffer", &[1, 2]),
    ("readers", &[3, 8]),
    ("writers", &[4, 8]),
    ("lastzero", &[3, 5, 8]),
    ("indexer", &[3, 12]),
    ("filesystem", &[4, 14]),
    ("pipeline", &[2, 3]),
    ("pool", &[2, 3]),
    ("treiber", &[2, 3]),
];

/// Those whose executions are counted by the second.
const RATED: &[(&str, usize)] =
    &[("lastzero", 5), ("pipeline", 2), ("pool", 2), ("treiber", 2)];

/// Prints how many executions each tool takes until it has visited all, or has found the
/// mistake of a program that has one.
pub fn executions(most: usize, time: Duration) {
    head("executions", TOOLS.iter().map(|tool| tool.name()));
    for &(program, sizes) in PROGRAMS {
        for &size in sizes {
            let cells = TOOLS.iter().map(|&tool| {
                let one = One { tool, program, size, most, time, again: false };
                one.measure().map_or("ended".into(), told)
            });
            row(program, size, cells);
        }
    }
    println!();
    println!("Of {} executions and {} s at most.", grouped(most), time.as_secs());
    println!("–: not all were visited. cannot: the tool cannot run this program.");
    println!("without proof: at its end, which the tool says is no proof.");
    println!("loom explores memory orders too, which the others leave out.");
}

/// Prints how many executions each tool runs in a second of processor time, and how many
/// an older build of this program, if there is one.
pub fn rates(time: Duration, before: Option<&Path>) {
    const ROUNDS: usize = 5;
    let this = std::env::current_exe().expect("this program is a file");
    let mut columns: Vec<_> =
        TOOLS.iter().map(|&tool| (tool.name(), tool, this.as_path())).collect();
    columns.extend(before.map(|before| ("every, before", Tool::Every, before)));
    head("executions a second", columns.iter().map(|(name, ..)| *name));
    for &(program, size) in RATED {
        let mut rates = vec![Vec::new(); columns.len()];
        // One round after the other, each with all columns: what slows the machine for a
        // while slows all of them.
        for _ in 0..ROUNDS {
            for ((_, tool, peers), rates) in columns.iter().zip(&mut rates) {
                let (tool, most) = (*tool, usize::MAX);
                let one = One { tool, program, size, most, time, again: true };
                rates.push(one.measure_by(peers).map_or(0, Measured::per_second));
            }
        }
        row(
            program,
            size,
            rates.iter_mut().map(|rates| {
                rates.sort_unstable();
                grouped(rates[ROUNDS / 2])
            }),
        );
    }
}

fn head<'a>(what: &str, columns: impl ExactSizeIterator<Item = &'a str>) {
    let rules = " ---: |".repeat(columns.len());
    let columns: Vec<_> = columns.collect();
    println!("| {what} | {} |", columns.join(" | "));
    println!("| --- |{rules}");
}

fn row(program: &str, size: usize, cells: impl Iterator<Item = String>) {
    print!("| {program} {size} |");
    for cell in cells {
        print!(" {cell} |");
        // A row takes a while: each figure is seen as soon as it is there.
        stdout().flush().expect("the output is open");
    }
    println!();
}

fn told(measured: Measured) -> String {
    match measured.end {
        End::All => grouped(measured.schedules),
        End::NoProof => format!("{} without proof", grouped(measured.schedules)),
        End::Failure => format!("fails, {}", grouped(measured.schedules)),
        End::Left => "–".into(),
        End::GaveUp => "cannot".into(),
    }
}

/// A number with a comma after each three digits.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
