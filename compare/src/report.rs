//! The table, and the page that is written.

use std::fmt::Write;

use crate::rounds::Found;
use crate::rows::Row;
use crate::sides::SIDES;

/// A median and its spread.
#[derive(Clone, Copy)]
pub struct Figure {
    pub median: f64,
    /// From the first to the third quartile.
    spread: f64,
}

impl Figure {
    fn of(values: &[f64]) -> Option<Figure> {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        // Between two measured values, in proportion.
        let at = |part: f64| {
            let place = part * (sorted.len() - 1) as f64;
            let (low, high) = (place.floor() as usize, place.ceil() as usize);
            sorted[low] + (sorted[high] - sorted[low]) * place.fract()
        };
        (!sorted.is_empty())
            .then(|| Figure { median: at(0.5), spread: at(0.75) - at(0.25) })
    }
}

const PLAIN: (usize, usize) = (1, 3);
const TUNED: (usize, usize) = (2, 4);

impl Found {
    pub fn figure(&self, side: usize) -> Option<Figure> {
        Figure::of(&self.values[side])
    }

    /// How many times better Rust is than Go.
    pub fn plain(&self) -> Option<f64> {
        self.ratio(PLAIN)
    }

    /// The same of the tuned ways.
    pub fn tuned(&self) -> Option<f64> {
        self.ratio(TUNED)
    }

    fn ratio(&self, (go, rust): (usize, usize)) -> Option<f64> {
        let (go, rust) = (self.figure(go)?.median, self.figure(rust)?.median);
        Some(if self.row.more_is_better() { rust / go } else { go / rust })
    }

    fn cells(&self) -> Vec<String> {
        let mut cells = vec![self.row.name.to_string(), self.row.unit.to_string()];
        let figure = |side| {
            self.figure(side).map_or(String::new(), |figure| {
                format!("{} ±{}", short(figure.median), short(figure.spread))
            })
        };
        cells.extend((0..SIDES.len()).map(figure));
        let ratio = |ratio: Option<f64>| {
            ratio.map_or(String::new(), |ratio| format!("{ratio:.2}"))
        };
        cells.extend([ratio(self.plain()), ratio(self.tuned())]);
        cells
    }
}

const HEADINGS: [&str; 9] = [
    "row",
    "unit",
    "Python threads",
    "Go plain",
    "Go tuned",
    "Rust plain",
    "Rust tuned",
    "plain",
    "tuned",
];

/// For the terminal.
pub fn table(found: &[Found]) -> String {
    let mut lines = vec![HEADINGS.map(String::from).to_vec()];
    lines.extend(found.iter().map(Found::cells));
    let width = |column: usize| {
        lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..HEADINGS.len()).map(width).collect();
    let mut table = String::new();
    for line in &lines {
        let cells = line.iter().zip(&widths).enumerate();
        let cells: Vec<String> = cells
            .map(|(column, (cell, &width))| match column {
                0 | 1 => format!("{cell:<width$}"),
                _ => format!("{cell:>width$}"),
            })
            .collect();
        let _ = writeln!(table, "{}", cells.join("  ").trim_end());
    }
    table
}

/// RESULTS.md: first the rows that plain Rust loses, then all.
pub fn page(found: &[Found], machine: &str, rounds: usize) -> String {
    let lost: Vec<&Found> = found
        .iter()
        .filter(|one| one.plain().is_some_and(|ratio| ratio < 1.0))
        .collect();
    let mut page = String::from("# The same work in Rust, Go and Python\n\n");
    if lost.is_empty() {
        page += "Plain Rust loses no row of this run.\n";
    } else {
        page += "Plain Rust loses these rows to plain Go:\n\n";
        for one in lost {
            let _ = writeln!(
                page,
                "- `{}`, {}: {:.2} times as good. {}",
                one.row.name,
                one.row.what,
                one.plain().unwrap_or(0.0),
                one.row.behind
            );
        }
    }
    let _ = write!(
        page,
        "\n{machine}\nMedians of {rounds} rounds after one to warm up, ± from the first to \
         the third quartile, each run a process of its own, the order of the sides \
         rotated. `plain` and `tuned` say how many times better Rust is than Go. `size` is \
         how many in Go and Rust; Python does fewer of the same.\n\n"
    );
    let _ = writeln!(page, "| {} | what | size | Python's |", HEADINGS.join(" | "));
    let _ = writeln!(page, "|{}", " --- |".repeat(HEADINGS.len() + 3));
    for one in found {
        let Row { what, size, python, .. } = one.row;
        let python = match python {
            0 => String::new(),
            _ => python.to_string(),
        };
        let cells = one.cells().join(" | ");
        let _ = writeln!(page, "| {cells} | {what} | {size} | {python} |");
    }
    page += "\n";
    if let Some(text) = speedup(found) {
        page += &text;
    }
    page += "![How many times better Rust is than Go](results.svg)\n\n## The tuned ways\n\n";
    for one in found.iter().filter(|one| !one.row.tuned.is_empty()) {
        let _ = writeln!(page, "- `{}`: {}", one.row.name, one.row.tuned);
    }
    page
}

/// What all cores bring: the row of the interpreter lock.
fn speedup(found: &[Found]) -> Option<String> {
    let row = |name| found.iter().find(|one| one.row.name == name);
    let (one, all) = (row("cpu1")?, row("cpu")?);
    let of = |name: &str, side| {
        let speedup = one.figure(side)?.median / all.figure(side)?.median;
        Some(format!("{name} {speedup:.2}"))
    };
    let all: Vec<String> = [("Python", 0), ("Go", 1), ("Rust", 3)]
        .into_iter()
        .filter_map(|(name, side)| of(name, side))
        .collect();
    Some(format!(
        "All cores instead of one (`cpu1` to `cpu`): {} times as fast.\n\n",
        all.join(", ")
    ))
}

/// Three digits.
fn short(value: f64) -> String {
    match value {
        value if value >= 1e6 => format!("{:.2} M", value / 1e6),
        value if value >= 1e4 => format!("{:.1} k", value / 1e3),
        value if value >= 100.0 => format!("{value:.0}"),
        value if value >= 10.0 => format!("{value:.1}"),
        value => format!("{value:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::ROWS;

    fn found(name: &str, go: f64, rust: f64) -> Found {
        let row = ROWS.iter().find(|row| row.name == name).expect("a row");
        let values = [vec![], vec![go; 3], vec![], vec![rust; 3], vec![]];
        Found { row, values }
    }

    #[test]
    fn the_page_begins_with_what_is_lost() {
        let page =
            page(&[found("spawn", 2.0, 4.0), found("mutex", 9.0, 3.0)], "", 3);
        let (before, table) = page.split_once("| row |").expect("a table");
        assert!(before.contains("`spawn`"), "{page}");
        assert!(!before.contains("`mutex`"), "{page}");
        assert!(table.contains("0.50") && table.contains("3.00"), "{page}");
    }

    #[test]
    fn where_more_is_better_more_is_won() {
        assert_eq!(found("alive", 2.0, 4.0).plain(), Some(2.0));
        assert_eq!(found("memory", 2.0, 4.0).plain(), Some(0.5));
    }

    #[test]
    fn the_spread_is_between_the_quartiles() {
        let figure = Figure::of(&[5.0, 1.0, 2.0, 4.0, 3.0]).expect("a figure");
        assert_eq!((figure.median, figure.spread), (3.0, 2.0));
    }
}
