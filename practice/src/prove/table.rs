//! What was found out, as a line for each exercise and one for all.

use std::fmt::Write as _;

use verdict::number;

use super::Proof;

impl Proof {
    /// The heading of the lines of a table.
    pub const HEADING: &'static str = "\
exercise             wrong odd chance    rarest explored every one steps    time";

    /// A line of a table: wrong and odd answers, how many mistakes are found by chance
    /// alone, in how many of the random schedules the rarest of these is, schedules of a
    /// passing check, how many checks were explored completely, the most steps of a
    /// failure, the time of a passing check.
    pub fn line(&self) -> String {
        let mistakes = self.mistakes.iter();
        let rates = mistakes.clone().filter_map(|one| one.rate.as_ref());
        let chance = rates.clone().count();
        let rarest = rates.min_by(|one, other| {
            (one.failed * other.of).cmp(&(other.failed * one.of))
        });
        let rarest = rarest
            .map_or(String::new(), |one| format!("{}/{}", one.failed, one.of));
        let schedules: usize = self.explored.iter().map(|one| one.schedules).sum();
        let whole = self.explored.iter().filter(|one| one.exhaustive).count();
        let steps = mistakes.map(|one| one.steps).max().unwrap_or(0);
        let time = self
            .time
            .map_or(String::new(), |time| format!("  {:.2} s", time.as_secs_f64()));
        let mut line = String::new();
        let _ = write!(
            line,
            "{:<20} {:>5} {:>3} {chance:>6} {rarest:>9} {:>8} {:>9} {steps:>5}{time}",
            self.exercise,
            self.wrong,
            self.odd,
            number(schedules),
            format!("{whole} of {}", self.explored.len())
        );
        line
    }
}

/// What was found out about all of them: how many mistakes were called by their name with
/// every seed, and with how many steps they are shown.
pub fn summary(proofs: &[Proof]) -> String {
    let all: usize = proofs.iter().map(|proof| proof.wrong).sum();
    let mut steps: Vec<usize> = proofs
        .iter()
        .flat_map(|proof| &proof.mistakes)
        .map(|one| one.steps)
        .collect();
    steps.sort_unstable();
    let odd: usize = proofs.iter().map(|proof| proof.odd).sum();
    let compared: usize = proofs.iter().map(|proof| proof.compared).sum();
    let median = steps.get(steps.len() / 2).unwrap_or(&0);
    let longest = steps.last().unwrap_or(&0);
    format!(
        "{} of {all} mistakes named by their cause, shown in {median} steps (median), \
         {longest} at most; {odd} odd answers; the same behaviours in all orders of \
         {compared} checks",
        steps.len()
    )
}
