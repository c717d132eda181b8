//! The table, and the page that is written.

use std::fmt::Write;

use crate::rounds::Found;
use crate::rows::Row;
use crate::sides::SIDES;

/// A median and its spread.
#[derive(Clone, Copy)]
pub struct Figure {
    pub median: f64,
    /// The first quartile and the third.
    quartiles: (f64, f64),
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
            .then(|| Figure { median: at(0.5), quartiles: (at(0.25), at(0.75)) })
    }

    fn spread(&self) -> f64 {
        self.quartiles.1 - self.quartiles.0
    }

    /// Whether the medians lie no further apart than the larger spread: who reads the page
    /// can see the same.
    fn is_even_with(&self, other: &Figure) -> bool {
        let apart = (self.median - other.median).abs();
        apart <= self.spread().max(other.spread())
    }
}

const PYTHON: usize = 0;
/// Plain and tuned.
const GO: [usize; 2] = [1, 2];
const RUST: [usize; 2] = [3, 4];

impl Found {
    pub fn figure(&self, side: usize) -> Option<Figure> {
        Figure::of(&self.values[side])
    }

    /// How many times better plain Rust is than plain Go.
    pub fn plain(&self) -> Option<f64> {
        Some(self.ratio(self.figure(GO[0])?, self.figure(RUST[0])?))
    }

    /// How many times better Rust's better way is than Go's better way, where there is a
    /// tuned one: a tuned way that is slower than the plain one wins nothing.
    pub fn best(&self) -> Option<f64> {
        self.figure(RUST[1])?;
        Some(self.ratio(self.better(GO)?, self.better(RUST)?))
    }

    fn better(&self, ways: [usize; 2]) -> Option<Figure> {
        let figures = ways.into_iter().filter_map(|way| self.figure(way));
        let sign = if self.row.more_is_better() { -1.0 } else { 1.0 };
        figures.min_by(|a, b| (sign * a.median).total_cmp(&(sign * b.median)))
    }

    fn ratio(&self, go: Figure, rust: Figure) -> f64 {
        let (go, rust) = (go.median, rust.median);
        if self.row.more_is_better() { rust / go } else { go / rust }
    }

    /// Whether the rounds of a plain way lie so far apart that its median says little: the
    /// middle half of them spreads over more than half of the median.
    fn is_unsteady(&self) -> bool {
        let figures = [self.figure(GO[0]), self.figure(RUST[0])];
        figures.into_iter().flatten().any(|one| one.spread() > one.median / 2.0)
    }

    /// Whether nothing can be said of which plain way is better.
    fn is_even(&self) -> bool {
        let figures = self.figure(GO[0]).zip(self.figure(RUST[0]));
        figures.is_some_and(|(go, rust)| go.is_even_with(&rust))
    }

    /// The same of the better way of each, where there is a tuned one.
    fn is_best_even(&self) -> bool {
        let figures = self.better(GO).zip(self.better(RUST));
        self.best().is_some()
            && figures.is_some_and(|(go, rust)| go.is_even_with(&rust))
    }

    fn cells(&self) -> Vec<String> {
        let mut cells = vec![self.row.name.to_string(), self.row.unit.to_string()];
        let figure = |side| {
            self.figure(side).map_or(String::new(), |figure| {
                format!("{} ±{}", short(figure.median), short(figure.spread()))
            })
        };
        cells.extend((0..SIDES.len()).map(figure));
        let ratio = |ratio: Option<f64>| {
            ratio.map_or(String::new(), |ratio| format!("{ratio:.2}"))
        };
        cells.extend([ratio(self.plain()), ratio(self.best())]);
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
    "best",
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

/// What the reader has to know before any figure of a channel.
const KANAL: &str = "The rows between tasks use kanal, which may lose a message when a receive is \
     dropped. [CHANNELS.md](CHANNELS.md) says why it is used all the same. The rows \
     whose name ends in `_mpsc` do the same work over tokio's own channel, where a \
     dropped receive loses nothing.\n";

/// RESULTS.md: first the rows that plain Rust loses, then all.
pub fn page(found: &[Found], machine: &str, rounds: usize) -> String {
    let is_lost = |ratio: Option<f64>| ratio.is_some_and(|ratio| ratio < 1.0);
    let mut page = String::from("# The same work in Rust, Go and Python\n\n");
    let lost: Vec<&Found> =
        found.iter().filter(|one| is_lost(one.plain())).collect();
    page += match lost[..] {
        [] => "Plain Rust loses no row of this run.\n",
        _ => "Plain Rust loses these rows to plain Go:\n\n",
    };
    for one in lost {
        let Row { name, what, behind, .. } = one.row;
        let ratio = one.plain().unwrap_or(0.0);
        let doubt = match (one.is_even(), one.is_unsteady()) {
            (true, _) => " (within the spread)",
            (false, true) => " (with much noise, see below)",
            (false, false) => "",
        };
        let line = format!(
            "- `{name}`, {what}: {ratio:.2} times as good{doubt}. {behind}"
        );
        let _ = writeln!(page, "{}", line.trim_end());
    }
    let names = |which: &dyn Fn(&Found) -> bool| {
        let names = found.iter().filter(|one| which(one));
        let names: Vec<String> =
            names.map(|one| format!("`{}`", one.row.name)).collect();
        names.join(", ")
    };
    for (names, what) in [
        (
            names(&|one| one.is_even() && !is_lost(one.plain())),
            "Neither won nor lost in the plain ways, because the two medians lie no \
             further apart than the larger `±`",
        ),
        (
            names(&|one| is_lost(one.best()) && !one.is_best_even()),
            "Lost, if both sides take their better way",
        ),
        (
            names(&Found::is_best_even),
            "Neither won nor lost in the better ways, for the same reason",
        ),
        (
            names(&Found::is_unsteady),
            "Measured with so much noise that the ratio says little, because the middle \
             half of the rounds of one side spreads over more than half of its median",
        ),
    ] {
        if !names.is_empty() {
            let _ = writeln!(page, "\n{what}: {names}.");
        }
    }
    page += "\n";
    page += KANAL;
    let _ = write!(
        page,
        "\n{machine}\nEach figure is the median of {rounds} rounds after one to warm up. `±` is \
         the distance from the first to the third quartile. Each round is a process \
         of its own, and the order of the sides rotates. `plain` says how many times \
         better plain Rust is than plain Go; `best` says the same of the better way \
         of each, which is the plain or the tuned one. `size` says how many in Go and Rust; Python does fewer of the same. \
         `alive` counts in doublings, so its ratio is a power of two; `memory` is the \
         finer measure.\n\n"
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
    let all: Vec<String> = [("Python", PYTHON), ("Go", GO[0]), ("Rust", RUST[0])]
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
    fn a_tuned_way_that_is_slower_than_the_plain_one_wins_nothing() {
        let mut spawn = found("spawn", 4.0, 9.0);
        assert_eq!(spawn.best(), None);
        (spawn.values[2], spawn.values[4]) = (vec![12.0; 3], vec![8.0; 3]);
        assert_eq!(spawn.best(), Some(0.5));
        let page = page(&[spawn], "", 3);
        assert!(page.contains("their better way: `spawn`."), "{page}");
    }

    #[test]
    fn what_is_within_the_spread_is_not_won() {
        let mut mutex = found("mutex", 9.0, 8.0);
        assert!(!mutex.is_even());
        mutex.values[3] = vec![6.0, 8.0, 10.0, 12.0];
        assert!(mutex.is_even());
        let page = page(&[mutex], "", 3);
        let even = "apart than the larger `±`: `mutex`.";
        assert!(page.contains(even), "{page}");
    }

    #[test]
    fn a_better_way_within_the_spread_is_not_lost() {
        let mut mutex = found("mutex", 9.0, 3.0);
        (mutex.values[2], mutex.values[4]) = (vec![1.0; 3], vec![0.5, 1.5, 2.5]);
        let page = page(&[mutex], "", 3);
        assert!(!page.contains("their better way: `mutex`"), "{page}");
        let even = "in the better ways, for the same reason: `mutex`.";
        assert!(page.contains(even), "{page}");
    }

    #[test]
    fn noise_is_called_noise() {
        let mut spawn = found("spawn", 421.0, 955.0);
        assert!(!spawn.is_unsteady());
        spawn.values[1] = vec![400.0, 421.0, 900.0];
        assert!(spawn.is_unsteady());
        let page = page(&[spawn], "", 3);
        let noise = "spreads over more than half of its median: `spawn`.";
        assert!(page.contains(noise), "{page}");
    }

    #[test]
    fn where_more_is_better_more_is_won() {
        assert_eq!(found("alive", 2.0, 4.0).plain(), Some(2.0));
        assert_eq!(found("memory", 2.0, 4.0).plain(), Some(0.5));
    }

    #[test]
    fn the_spread_is_between_the_quartiles() {
        let figure = Figure::of(&[5.0, 1.0, 2.0, 4.0, 3.0]).expect("a figure");
        assert_eq!((figure.median, figure.spread()), (3.0, 2.0));
    }
}
