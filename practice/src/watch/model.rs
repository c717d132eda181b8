//! What is known, and what is shown of it.

use std::collections::BTreeMap;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use workshop::told;

use super::events::Event;
use super::judging::{Judging, Verdict};
use crate::Exercise;
use crate::answers::Unread;
use crate::command::{Failed, Session, Told};
use crate::progress::hash;
use crate::show::show_whole;

/// Which text fills the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shows {
    Verdict,
    Explanation,
    Hints,
    List,
}

pub(super) struct Model {
    pub(super) session: Session,
    pub(super) exercise: &'static Exercise,
    pub(super) runs: Option<Judging>,
    /// How long the last check took.
    pub(super) took: Option<Duration>,
    pub(super) asks_to_reset: bool,
    /// What is said if progress could not be kept.
    unkept: Option<String>,
    pub(super) text: String,
    /// The first line of the text that is shown.
    pub(super) from: usize,
    shows: Shows,
    last: Option<Told>,
    hints: String,
    /// The hash of each answer, as it was seen last.
    seen: BTreeMap<&'static str, String>,
    /// Since when an answer is not there.
    missing: BTreeMap<&'static str, Instant>,
    checks: usize,
    sender: Sender<Event>,
}

/// A file that is saved by renaming is there again before this.
const MOMENT: Duration = Duration::from_secs(1);

impl Model {
    /// Begins with this exercise, else with the next that is not solved.
    pub(super) fn new(
        session: Session,
        exercise: Option<&'static Exercise>,
        sender: Sender<Event>,
    ) -> Model {
        let first = &session.set.exercises[0];
        let exercise = exercise.or_else(|| session.next()).unwrap_or(first);
        let mut model = Model {
            session,
            exercise,
            runs: None,
            took: None,
            asks_to_reset: false,
            unkept: None,
            text: String::new(),
            from: 0,
            shows: Shows::Verdict,
            last: None,
            hints: String::new(),
            seen: BTreeMap::new(),
            missing: BTreeMap::new(),
            checks: 0,
            sender,
        };
        model.changed();
        model
    }

    /// Judges the current exercise; a check that runs is ended.
    pub(super) fn check(&mut self) {
        self.runs = None;
        self.took = None;
        match self.session.answer(self.exercise) {
            Ok(answer) => {
                self.checks += 1;
                self.runs = Some(Judging::start(
                    self.checks,
                    self.exercise,
                    answer,
                    self.session.seed(),
                    self.sender.clone(),
                ));
            }
            Err(judged) => {
                self.last = Some(Told::without_text(judged));
                self.show(Shows::Verdict);
            }
        }
    }

    /// Judges again if an answer has changed, that one if it is another.
    pub(super) fn look_for_saves(&mut self) {
        let changed = self.changed();
        let is_current = |one: &&Exercise| one.name == self.exercise.name;
        let current = changed.iter().copied().find(|one| is_current(one));
        if let Some(exercise) = current.or_else(|| changed.first().copied()) {
            self.turn_to(exercise);
        }
    }

    /// The exercises whose answers differ from what was seen last.
    fn changed(&mut self) -> Vec<&'static Exercise> {
        let mut changed = Vec::new();
        for exercise in self.session.set.exercises {
            let now = match self.session.answers.read(exercise) {
                Ok(answer) => hash(&answer),
                Err(Unread::Fault(fault)) => fault.to_string(),
                // One that is being saved by renaming is not there for a moment.
                Err(Unread::Missing) => {
                    let since = self.missing.entry(exercise.name);
                    if since.or_insert_with(Instant::now).elapsed() < MOMENT {
                        continue;
                    }
                    String::new()
                }
            };
            if !now.is_empty() {
                self.missing.remove(exercise.name);
            }
            let before = self.seen.insert(exercise.name, now.clone());
            if before != Some(now) {
                changed.push(exercise);
            }
        }
        changed
    }

    fn turn_to(&mut self, exercise: &'static Exercise) {
        if exercise.name != self.exercise.name {
            self.exercise = exercise;
            self.last = None;
            self.hints.clear();
            self.text.clear();
        }
        self.shows = Shows::Verdict;
        self.check();
    }

    /// Takes a verdict, unless a newer check runs.
    pub(super) fn judged(&mut self, verdict: Verdict) {
        let Verdict { number, exercise, told, took } = verdict;
        if self.runs.as_ref().is_none_or(|runs| runs.number != number) {
            return;
        }
        self.runs = None;
        self.took = Some(took);
        self.unkept = self.session.note(exercise, &told);
        self.last = Some(told);
        if self.shows != Shows::Hints {
            self.show(self.shows);
        }
    }

    pub(super) fn show(&mut self, shows: Shows) {
        self.shows = shows;
        self.from = 0;
        self.text = match (shows, &self.last) {
            (Shows::List, _) => self.session.list(),
            (Shows::Hints, _) => self.hints.clone(),
            (Shows::Verdict | Shows::Explanation, None) => String::new(),
            (_, Some(told)) => {
                // Without an interleaving the verdict is all there is to explain.
                let whole = match shows {
                    Shows::Explanation => {
                        show_whole(&told.judged, self.exercise, &told.answer)
                    }
                    _ => String::new(),
                };
                match whole.is_empty() {
                    true => self.session.shown(self.exercise, told),
                    false => whole,
                }
            }
        };
        if let Some(unkept) = &self.unkept {
            self.text += &format!("\n{}", told(unkept));
        }
    }

    /// One hint more.
    pub(super) fn hint(&mut self) {
        (self.hints, self.unkept) = self.session.hint(self.exercise);
        self.show(Shows::Hints);
    }

    /// The next exercise that is not solved, else the next.
    pub(super) fn next(&mut self) {
        let all = self.session.set.exercises;
        let place = all.iter().position(|one| one.name == self.exercise.name);
        let after = place.map_or(0, |place| place + 1);
        let mut others = all[after..].iter().chain(&all[..after]);
        let open = others.clone().find(|one| !self.is_passed(one));
        if let Some(next) = open.or_else(|| others.next()) {
            self.turn_to(next);
        }
    }

    pub(super) fn reset(&mut self) {
        let reset = self.session.reset(self.exercise);
        (self.text, self.unkept) =
            reset.unwrap_or_else(|Failed(_, why)| (why, None));
        self.look_for_saves();
    }

    pub(super) fn scroll_by(&mut self, lines: isize) {
        let last = self.text.lines().count().saturating_sub(1);
        self.from = self.from.saturating_add_signed(lines).min(last);
    }

    pub(super) fn is_passed(&self, exercise: &Exercise) -> bool {
        self.session.state(exercise) == crate::progress::State::Passed
    }
}
