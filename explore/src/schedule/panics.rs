//! Panics: each belongs to its task, although all tasks share one OS thread, by which std
//! counts them.

use std::panic::Location;

use super::calls::{Stack, here};
use super::failure::Reason;
use super::heard::{Joined, Payload, Unheard};
use super::hook::{Heard, Told, ends_before_an_abort};
use super::run::Run;
use crate::model::access::{Key, Mode};
use crate::model::{ScopeId, TaskId};

impl Run {
    /// A panic of the current task begins.
    pub(super) fn hears(&mut self, told: Told) {
        let (current, steps) = (self.current, self.steps.len());
        let Told { message, file, line } = told;
        let calls = self.stacks.as_ref().map(|_| here()).unwrap_or_default();
        let heard = Heard { task: current, message, file, line, steps, calls };
        self.has_panicked = true;
        self.touch(Key::Hook, Mode::Looks);
        let task = self.task();
        if task.in_destructor && task.catches == 0 && ends_before_an_abort() {
            // The process is about to abort: the first panic is the cause.
            let first = task.heard.as_deref().unwrap_or(&heard).message.clone();
            self.fail_by_panic(first);
            return;
        }
        task.unwinds = true;
        task.heard = Some(Box::new(heard));
    }

    /// Whether the current task goes on though others could: it is in the program's panic
    /// hook, and std ends the process if another panic begins meanwhile. If it cannot go on,
    /// that may come; but who stops in a hook keeps it from being taken for good.
    pub(super) fn keeps_its_turn(&mut self) -> bool {
        let is_in_it = self.in_hook == Some(self.current);
        let keeps = is_in_it && self.is_enabled(self.current);
        if is_in_it && !keeps && ends_before_an_abort() {
            let at = self.task().at;
            self.fail(Reason::Refusal(format!(
                "the panic hook waits at {}:{} for another task, whose panic would end \
                 the process: set a hook that does not wait",
                at.file(),
                at.line()
            )));
        }
        keeps
    }

    /// The current task, which unwinds, begins to do what may panic.
    pub(super) fn begins_to_catch(&mut self) {
        self.task().catches += 1;
    }

    /// What may panic is over, with a panic or without; `unwinds` says whether the task did
    /// when it began.
    pub(super) fn has_caught(&mut self, unwinds: bool, has_panicked: bool) {
        self.has_panicked |= has_panicked;
        let task = self.task();
        task.catches -= usize::from(unwinds);
        if has_panicked {
            task.unwinds = unwinds;
            task.in_destructor &= unwinds;
        }
    }

    /// Whether the current task unwinds. std knows as long as no other task does.
    pub(super) fn is_panicking(&self) -> bool {
        match self.others_unwind() {
            true => self.tasks[self.current].unwinds,
            false => std::thread::panicking(),
        }
    }

    /// Whether another task unwinds.
    pub(super) fn others_unwind(&self) -> bool {
        let mut others = self.tasks.iter().enumerate();
        self.has_panicked
            && others.any(|(task, one)| task != self.current && one.unwinds)
    }

    /// The current task may lose its turn: from then on std does not know whether it
    /// unwinds.
    #[inline]
    pub(super) fn keeps_panicking(&mut self) {
        let unwinds = self.is_panicking();
        self.has_panicked |= unwinds;
        let task = self.task();
        (task.unwinds, task.in_destructor) = (unwinds, unwinds);
    }

    /// A panic has left the current task; `payload` is for who joins it.
    pub(crate) fn panicked(&mut self, message: String, payload: Option<Payload>) {
        let heard = self.own_panic(message);
        let of = self.current;
        self.unheard.push(Unheard { of, heard, payload });
    }

    /// A panic has left the current task, and nobody can look at it.
    pub(crate) fn fail_by_panic(&mut self, message: String) {
        let heard = self.own_panic(message);
        self.fail(heard.into());
    }

    /// The current task ends the process there, and says this. Nobody can look at that, and
    /// no panic before it is the cause: it is what is told.
    pub(crate) fn fail_by_an_end(&mut self, message: &str, at: &Location<'_>) {
        self.keeps_panicking();
        let calls = self.stacks.as_ref().map(|_| here()).unwrap_or_default();
        self.failure = Some(Reason::Panic {
            task: self.current,
            message: message.to_string(),
            file: at.file().to_string(),
            line: at.line(),
            steps: self.steps.len(),
            calls,
        });
    }

    /// The panic that has left the current task, or the one that it passes on.
    fn own_panic(&mut self, message: String) -> Heard {
        let (current, steps) = (self.current, self.steps.len());
        let task = self.task();
        task.unwinds = false;
        let heard = task.heard.take().map(|heard| *heard);
        let heard = heard.filter(|heard| heard.message == message);
        let heard = heard.unwrap_or_else(|| Heard {
            // One that was raised again, or by no `panic!`: where is not known.
            task: current,
            message,
            file: task.at.file().to_string(),
            line: 0,
            steps,
            calls: Stack::default(),
        });
        let joined = task.joined.take().filter(|joined| joined.is_in(&heard));
        joined.map_or(heard, |joined| joined.heard)
    }

    /// What this task panicked with, if nobody has looked at that yet.
    pub(super) fn message_of(&self, task: TaskId) -> Option<String> {
        let unheard = self.unheard.iter().find(|one| one.of == task)?;
        Some(unheard.heard.message.clone())
    }

    /// The current task looks at the panic of this one, and gets it as this text. Returns
    /// what the task panicked with.
    pub(crate) fn hears_of(
        &mut self,
        task: TaskId,
        text: impl Into<String>,
    ) -> Option<Payload> {
        let place = self.unheard.iter().position(|one| one.of == task)?;
        let Unheard { heard, payload, .. } = self.unheard.remove(place);
        self.told_of.push(heard.clone());
        let in_destructor = self.is_panicking();
        let text = text.into();
        self.task().joined = Some(Box::new(Joined { heard, text, in_destructor }));
        payload
    }

    /// The current task looks at the panics of all tasks of this scope, and gets them as
    /// this text. Returns what the tasks panicked with, in the order of their starts: so
    /// they are joined.
    pub(crate) fn hears_of_all(
        &mut self,
        scope: ScopeId,
        text: &str,
    ) -> Vec<Payload> {
        let mut payloads = Vec::new();
        let is_in =
            |one: &Unheard, run: &Run| run.tasks[one.of].scope == Some(scope);
        // The first one is what is told of: it is looked at last.
        while let Some(one) = self.unheard.iter().rfind(|one| is_in(one, self)) {
            let of = one.of;
            payloads.extend(self.hears_of(of, text).map(|payload| (of, payload)));
        }
        payloads.sort_by_key(|(of, _)| *of);
        payloads.into_iter().map(|(_, payload)| payload).collect()
    }

    /// The first panic that is the cause of what went wrong later. A task that still
    /// unwinds may be it.
    pub(super) fn first_panic(&self, may_unwind: bool) -> Option<Reason> {
        let unheard = self.unheard.iter().map(|one| &one.heard);
        let unwinding = self.tasks.iter().filter(|task| may_unwind && task.unwinds);
        let unwinding = unwinding.filter_map(|task| task.heard.as_deref());
        let first = unheard.chain(unwinding).min_by_key(|heard| heard.steps);
        first.cloned().map(Reason::from)
    }
}
