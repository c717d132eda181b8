//! Rounds: every side once, beginning with another one each time.

use std::io::{IsTerminal, stderr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::time::Instant;

use crate::rows::Row;
use crate::sides::{SIDES, Side, Sides};

/// Whether somebody wants it to end.
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Set by Ctrl-C.
    pub fn at_ctrl_c() -> Stop {
        let stop = Arc::new(AtomicBool::new(false));
        let registered = signal_hook::flag::register(
            signal_hook::consts::SIGINT,
            Arc::clone(&stop),
        );
        if registered.is_err() {
            eprintln!("Ctrl-C will end it without results");
        }
        Stop(stop)
    }

    /// Whether it has come.
    pub fn has_come(&self) -> bool {
        self.0.load(SeqCst)
    }
}

/// The rounds of one row.
pub struct Found {
    pub row: &'static Row,
    /// What was measured on each side, in the order of `SIDES`; empty where it cannot run.
    pub values: [Vec<f64>; SIDES.len()],
}

/// Runs rows and says how far it is.
pub struct Rounds {
    rows: Vec<&'static Row>,
    row: usize,
    rounds: usize,
    tiny: bool,
    begun: Instant,
}

impl Rounds {
    /// For these rows, each with so many rounds and one to warm up.
    pub fn new(rows: &[&'static Row], rounds: usize, tiny: bool) -> Rounds {
        let rounds = if tiny { 0 } else { rounds };
        Rounds { rows: rows.to_vec(), row: 0, rounds, tiny, begun: Instant::now() }
    }

    /// All rounds of one row; nothing if it was stopped.
    ///
    /// # Errors
    ///
    /// If a side cannot run or has found something else than it should.
    pub fn run(
        &mut self,
        row: &'static Row,
        sides: &Sides,
        stop: &Stop,
    ) -> Result<Option<Found>, String> {
        self.row += 1;
        let mut values: [Vec<f64>; SIDES.len()] = Default::default();
        for round in 0..=self.rounds {
            for turn in 0..SIDES.len() {
                let place = (turn + round) % SIDES.len();
                self.tell(row, round, turn);
                let value = once(SIDES[place], row, sides, self.tiny);
                if stop.has_come() {
                    return Ok(None);
                }
                // The first round warms up, unless it is the only one.
                if let Some(value) = value?
                    && (round > 0 || self.tiny)
                {
                    values[place].push(value);
                }
            }
        }
        Ok(Some(Found { row, values }))
    }

    /// Which row, which round, how long still.
    fn tell(&self, row: &Row, round: usize, turn: usize) {
        let of = |rows: &[&Row]| rows.iter().map(|row| row.seconds).sum::<f64>();
        let rounds = (self.rounds + 1) as f64;
        let done =
            of(&self.rows[..self.row - 1]) * rounds + row.seconds * round as f64;
        let all = of(&self.rows) * rounds;
        let left = left(self.begun.elapsed().as_secs_f64(), done, all);
        let line = format!(
            "{} ({} of {}), round {round} of {}, about {left:.0} s left",
            row.name,
            self.row,
            self.rows.len(),
            self.rounds
        );
        if stderr().is_terminal() {
            eprint!("\r\x1b[K{line}");
        } else if (round, turn) == (0, 0) && !self.tiny {
            eprintln!("{line}");
        }
    }

    /// Removes the line of progress.
    pub fn clear(&self) {
        if stderr().is_terminal() {
            eprint!("\r\x1b[K");
        }
    }
}

/// How long still, in seconds, when `done` of `all` took so long. Before anything is done,
/// as long as it takes elsewhere.
fn left(elapsed: f64, done: f64, all: f64) -> f64 {
    let speed = if done > 0.0 { elapsed / done } else { 1.0 };
    speed * (all - done)
}

/// One run of one side; nothing if it has no such way.
fn once(
    side: Side,
    row: &Row,
    sides: &Sides,
    tiny: bool,
) -> Result<Option<f64>, String> {
    let Some((mut command, size)) = sides.command(side, row, tiny) else {
        return Ok(None);
    };
    let output = command.output().map_err(|why| format!("{side}: {why}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() {
        let why = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{side}: {}, {}", output.status, why.trim()));
    }
    agreed(row, size, &text).map(Some).map_err(|why| format!("{side}: {why}"))
}

/// The value of a run whose check is right.
fn agreed(row: &Row, size: u64, text: &str) -> Result<f64, String> {
    let mut words = text.split_whitespace();
    let value = words.next().and_then(|word| word.parse::<f64>().ok());
    let check = words.next().and_then(|word| word.parse::<u64>().ok());
    let (Some(value), Some(check)) = (value, check) else {
        return Err(format!("printed `{}`, not a value and a check", text.trim()));
    };
    let expected = (row.check)(size);
    if check != expected {
        return Err(format!(
            "found {check} for a size of {size}, expected {expected}"
        ));
    }
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::ROWS;

    #[test]
    fn what_is_left_is_told_by_how_long_the_rest_takes() {
        assert_eq!(left(0.0, 0.0, 240.0), 240.0);
        // Half as fast as where the rows were measured, a quarter is done.
        assert_eq!(left(120.0, 60.0, 240.0), 360.0);
    }

    #[test]
    fn a_side_that_found_something_else_is_told() {
        let spawn = &ROWS[0];
        assert_eq!(agreed(spawn, 100, "12.5 100\n"), Ok(12.5));
        let lost = agreed(spawn, 100, "12.5 99\n");
        assert_eq!(
            lost,
            Err("found 99 for a size of 100, expected 100".to_string())
        );
        assert!(agreed(spawn, 100, "12.5").is_err());
    }
}
