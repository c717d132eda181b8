//! A check that runs beside everything else.

use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use workshop::Stop;

use super::events::Event;
use crate::command::Told;
use crate::{Building, Exercise, Judged, SCHEDULES};

/// What came of a check.
pub(super) struct Verdict {
    /// Which one it was.
    pub(super) number: usize,
    pub(super) exercise: &'static Exercise,
    pub(super) told: Told,
    pub(super) took: Duration,
}

/// The check that runs. Dropping it ends it, with its processes.
pub(super) struct Judging {
    pub(super) number: usize,
    pub(super) since: Instant,
    building: Arc<Mutex<Building>>,
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
        let building = Arc::new(Mutex::new(Building::Answer));
        let now = Arc::clone(&building);
        let until = stop.clone();
        thread::spawn(move || {
            let tell = |building: &Building| *lock(&now) = building.clone();
            let (judged, warnings) =
                Judged::of_until(exercise, &answer, seed, SCHEDULES, &until, &tell);
            let told = Told { judged, answer, warnings };
            let took = since.elapsed();
            let verdict = Verdict { number, exercise, told, took };
            // Nobody listens any more when the program ends.
            let _ = sender.send(Event::Judged(Box::new(verdict)));
        });
        Judging { number, since, building, stop }
    }

    /// What goes on, in a few words.
    pub(super) fn says(&self) -> String {
        lock(&self.building).to_string()
    }
}

fn lock(building: &Mutex<Building>) -> MutexGuard<'_, Building> {
    building.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Drop for Judging {
    fn drop(&mut self) {
        self.stop.stop();
    }
}
