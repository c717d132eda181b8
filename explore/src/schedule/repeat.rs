//! A schedule begins like the one before. As long as it does, it is known who goes and what
//! that does to the model. So only the program itself runs, and then the model is put back
//! as it was saved at the choice from where the schedule goes another way.

use std::panic::Location;

use super::choice::Next;
use super::failure::Reason;
use super::frees;
use super::hook::Told;
use super::run::Run;
use super::strategy::Strategy;
use super::task::Task;
use super::way::{Way, came_to};
use crate::model::object::Object;

impl Run {
    /// A schedule begins in which so many answers of the search are those of the one before,
    /// if it tells.
    pub(super) fn begin_like(&mut self, same: Option<usize>) {
        self.way.begin(same);
        if same.is_none() {
            self.saves.clear();
        }
        let until = same.and_then(|same| self.saves.begin(same));
        self.repeats = until.is_some();
        self.repeats_until = until.unwrap_or_default();
        // Who waits for a moment, or looks at the clock, needs the model: so up to there the
        // clock has not jumped, nor could it.
        self.may_save = same.is_some()
            && self.stacks.is_none()
            && self.trace.fault.is_none()
            && !frees::are_watched();
    }

    /// Whether the schedule has stopped where it should be like the one before, and is not:
    /// it is to be run again, and to repeat nothing.
    pub(super) fn is_lost(&mut self) -> bool {
        if !self.repeats {
            return false;
        }
        self.repeats = false;
        self.saves.clear();
        self.way = Way::default();
        // What is there is of the schedule before.
        self.steps.clear();
        self.notes.clear();
        self.started.clear();
        self.ended.clear();
        self.arms.clear();
        self.failure.is_none()
    }

    /// The current task has come to the object or task with this number, there, if to any, and
    /// lets others go first as it did in the schedule before. Returns who goes.
    #[inline]
    pub(super) fn repeat(
        &mut self,
        comes_to: Option<(usize, &'static Location<'static>)>,
        strategy: &mut dyn Strategy,
    ) -> Next {
        if self.failure.is_some() {
            return Next::Stop;
        }
        if self.way.passed == self.repeats_until {
            return self.repeat_no_more(comes_to, strategy);
        }
        let went = self.way.repeat(self.current, comes_to);
        went.map_or(Next::Stop, Next::SwitchTo)
    }

    /// The same where the model was saved.
    #[inline(never)]
    fn repeat_no_more(
        &mut self,
        comes_to: Option<(usize, &'static Location<'static>)>,
        strategy: &mut dyn Strategy,
    ) -> Next {
        let Some(saved) = self.saves.last() else { return Next::Stop };
        let task = &saved.tasks[saved.current];
        let is_same = (self.current, self.objects.len(), self.tasks.len())
            == (saved.current, saved.objects.len(), saved.tasks.len())
            && came_to(&task.pending, (task.on, task.at), comes_to);
        if !is_same {
            return Next::Stop;
        }
        let answers = saved.answers;
        self.put_back();
        strategy.repeats(answers);
        self.next_by_way(strategy)
    }

    /// A panic begins. Where there was none in the schedule before, the program cannot be
    /// explored. Returns whether that is so.
    pub(super) fn refuses(&mut self, told: &Told) -> bool {
        if self.repeats {
            let Told { message, file, line } = told;
            self.fail(Reason::Refusal(format!(
                "the program does not repeat itself: it panics at {file}:{line}, and did \
                 not when it did the same before: {message}"
            )));
        }
        self.repeats
    }

    /// What the current task does depends on more of the model than which tasks and objects
    /// there are. Returns whether that is there.
    pub(super) fn needs_model(&mut self) -> bool {
        self.may_save = false;
        !self.repeats
    }

    /// Some task is about to be chosen. Saves the model for the schedules in which it is
    /// another one, if that is of use and not done.
    #[inline]
    pub(super) fn save_once(&mut self, strategy: &dyn Strategy) {
        let choices = self.choices.places.len();
        if self.enabled.len() > 1
            && self.may_save
            && self.way.is_asked
            && !self.has_panicked
            && !self.is_known
            && self.saves.has_room(self.way.passed)
        {
            self.save(choices, strategy.answers());
        }
    }

    #[inline(never)]
    fn save(&mut self, choices: usize, answers: usize) {
        let saved = self.saves.add();
        saved.answers = answers;
        saved.choices = choices;
        saved.hash = self.choices.hash;
        saved.turns = self.way.passed;
        saved.current = self.current;
        saved.chosen = self.chosen;
        copy_tasks(&mut saved.tasks, &self.tasks);
        copy_objects(&mut saved.objects, &self.objects);
        saved.senders.copy_from(&self.senders);
        saved.trace.copy_from(&self.trace);
        saved.kept = self.trace.kept();
        saved.changes = self.changes;
        saved.reached = self.reached;
        saved.printed = self.printed;
        saved.steps = self.steps.len();
        saved.notes = self.notes.len();
        saved.started = self.started.len();
        saved.ended = self.ended.len();
        saved.arms = self.arms.len();
    }

    /// The model is again as it was saved last.
    fn put_back(&mut self) {
        let Some(saved) = self.saves.last() else { return };
        self.choices.places.truncate(saved.choices);
        self.choices.hash = saved.hash;
        self.chosen = saved.chosen;
        copy_tasks(&mut self.tasks, &saved.tasks);
        copy_objects(&mut self.objects, &saved.objects);
        self.trace.classes.truncate(saved.objects.len());
        self.senders.copy_from(&saved.senders);
        self.trace.copy_from(&saved.trace);
        self.trace.keep_only(saved.kept);
        self.changes = saved.changes;
        self.reached = saved.reached;
        self.printed = saved.printed;
        self.steps.truncate(saved.steps);
        self.notes.truncate(saved.notes);
        self.started.truncate(saved.started);
        self.ended.truncate(saved.ended);
        self.arms.truncate(saved.arms);
        self.repeats = false;
    }
}

fn copy_tasks(to: &mut Vec<Task>, from: &[Task]) {
    to.resize_with(from.len(), || Task::new(None, from[0].at));
    to.iter_mut().zip(from).for_each(|(to, from)| to.copy_from(from));
}

fn copy_objects(to: &mut Vec<Object>, from: &[Object]) {
    to.truncate(from.len());
    to.iter_mut().zip(from).for_each(|(to, from)| to.copy_from(from));
    to.extend_from_slice(&from[to.len()..]);
}
