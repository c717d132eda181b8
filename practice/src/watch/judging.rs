//! A check that runs beside everything else.

use std::sync::mpsc::Sender;
use std::thread;
use std::time::{Duration, Instant};

use super::events::Event;
use crate::program::Program;
use crate::stop::Stop;
use crate::{Exercise, Judged, SCHEDULES};

/// What came of a check.
pub(super) struct Verdict {
    /// Which one it was.
    pub(super) number: usize,
    pub(super) exercise: &'static Exercise,
    pub(super) answer: String,
    pub(super) judged: Judged,
    pub(super) took: Duration,
}

/// The check that runs. Dropping it ends it, with its processes.
pub(super) struct Judging {
    pub(super) number: usize,
    pub(super) since: Instant,
    /// Whether the judge itself is built first.
    pub(super) is_first: bool,
    stop: Stop,
}

impl Judging {
    pub(super) fn start(
        number: usize,
        exercise: &'static Exercise,
        answer: String,
        seed: u64,
        sender: Sender<Event>,
    ) -> Judging {
        let stop = Stop::sole();
        let since = Instant::now();
        let is_first = Program::is_first();
        let until = stop.clone();
        thread::spawn(move || {
            let judged =
                Judged::of_until(exercise, &answer, seed, SCHEDULES, &until);
            let took = since.elapsed();
            let verdict = Verdict { number, exercise, answer, judged, took };
            // Nobody listens any more when the program ends.
            let _ = sender.send(Event::Judged(Box::new(verdict)));
        });
        Judging { number, since, is_first, stop }
    }
}

impl Drop for Judging {
    fn drop(&mut self) {
        self.stop.stop();
    }
}
