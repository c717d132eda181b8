//! The failing schedule, kept so that it can be told in other names.

use std::panic::Location;
use std::sync::Arc;

use super::act::Want;
use super::calls::{Lines, Tells};
use super::names;
use super::steps::{
    Ended, Expired, Looked, Need, Object, Panicked, Place, Started, Step, Tick,
    Unpolled, Waiting,
};
use super::words::Called;
use crate::model::arms::{Arm, Arms};
use crate::model::handle::is_std;
use crate::model::object::Kind;
use crate::model::op::{Op, Recorded, Wait};
use crate::model::{ObjectId, TaskId, object};
use crate::schedule::failure::Reason;
use crate::schedule::polls::{Async, Begun};
use crate::schedule::run::{Begins, Run};
use crate::schedule::ticks::{self, Expiry};

/// The text of the source file with this path, if it is known.
pub(crate) type Sources<'a, 's> = &'a dyn Fn(&str) -> Option<&'s str>;

#[derive(Clone, Debug)]
pub(crate) struct Record {
    tasks: Vec<String>,
    objects: Vec<Made>,
    notes: Vec<String>,
    arms: Vec<Arm>,
    steps: Vec<Recorded>,
    /// Of each step, if they were seen.
    calls: Vec<Arc<[Place]>>,
    waits: Vec<Waits>,
    unpolled: Vec<Begun>,
    started: Vec<Begins>,
    ended: Vec<(TaskId, usize)>,
    ticks: Vec<ticks::Tick>,
    expired: Vec<Expiry>,
    /// Who has looked at the clock, each with the number of steps before its last look.
    looked: Vec<(TaskId, usize)>,
    awaits: bool,
    unawaited: usize,
    has_workers: bool,
    /// The calls that led to the panic that ended it, if they were seen.
    panicked: Arc<[Place]>,
    panics: Vec<Panicked>,
}

#[derive(Clone, Debug)]
struct Made {
    kind: Kind,
    at: &'static Location<'static>,
    /// Which one of those that were made at the same place, from 1; 0 for the only one.
    number: usize,
}

#[derive(Clone, Debug)]
struct Waits {
    task: TaskId,
    object: Option<ObjectId>,
    wait: Wait,
    /// What would end the wait as well: a task may await several things.
    or: Vec<(Option<ObjectId>, Wait)>,
    /// Where the senders of what it waits for were made.
    senders: Vec<&'static Location<'static>>,
    at: &'static Location<'static>,
    calls: Arc<[Place]>,
}

/// Who has looked at the clock, and after how many steps last.
fn looked(run: &Run) -> Vec<(TaskId, usize)> {
    let tasks = run.tasks.iter().enumerate();
    tasks.filter_map(|(place, task)| Some((place, task.looks.after?))).collect()
}

impl Record {
    /// Of a schedule that has come to its end. `tells` says of which files calls are told,
    /// if they were seen.
    pub(crate) fn new(run: &Run, tells: Option<&Tells>) -> Record {
        let mut lines = Lines::default();
        let seen = run.stacks.as_ref().zip(tells);
        if let Some((stacks, _)) = seen {
            for (stack, step) in stacks.of_steps().iter().zip(&run.steps) {
                lines.read(stack, step.at);
            }
            for (place, task) in run.tasks.iter().enumerate() {
                lines.read(&stacks.of_task(place), task.at);
            }
        }
        let panicked = match (&run.failure, seen) {
            (Some(Reason::Panic { task, calls, .. }), Some((_, tells))) => {
                lines.read(calls, run.tasks[*task].at);
                lines.calls(calls, tells)
            }
            _ => Arc::default(),
        };
        let panics = panics(run, seen.map(|(_, tells)| tells), &mut lines);
        let calls = seen.map(|(stacks, tells)| {
            let steps = stacks.of_steps().iter();
            steps.map(|stack| lines.calls(stack, tells)).collect()
        });
        let of_task = |task| match seen {
            Some((stacks, tells)) => lines.calls(&stacks.of_task(task), tells),
            None => Arc::default(),
        };
        let waits = (0..run.tasks.len()).filter(|&task| !run.may_stay(task));
        let waits = waits.filter_map(|task| {
            let (object, wait) = run.waits_for(task)?;
            let at = run.tasks[task].at;
            let or = run.awaits_too(task);
            let calls = of_task(task);
            let channel = object.filter(|_| wait.want() == Want::Message);
            let senders = channel
                .map(|channel| run.senders.of(channel, run.objects[channel].made));
            let senders = senders.unwrap_or_default();
            Some(Waits { task, object, wait, or, senders, at, calls })
        });
        Record {
            tasks: (0..run.tasks.len()).map(|task| run.task_name(task)).collect(),
            objects: made(run),
            notes: run.notes.clone(),
            arms: run.arms.clone(),
            steps: run.steps.clone(),
            calls: calls.unwrap_or_default(),
            waits: waits.collect(),
            unpolled: run.polls.iter().flat_map(Async::unpolled).collect(),
            started: run.started.clone(),
            ended: run.ended.clone(),
            ticks: run.ticks.clone(),
            expired: run.expired.clone(),
            looked: looked(run),
            awaits: run.tasks.iter().any(|task| task.polled.is_some()),
            unawaited: run.unawaited,
            has_workers: run.has_workers,
            panicked,
            panics,
        }
    }

    /// The panics that tasks were told of.
    pub(crate) fn panics(&self) -> Vec<Panicked> {
        self.panics.clone()
    }

    /// The calls that led to the panic that ended it.
    pub(crate) fn panicked(&self) -> Arc<[Place]> {
        self.panicked.clone()
    }

    /// Whether there were async tasks.
    pub(crate) fn awaits(&self) -> bool {
        self.awaits
    }

    /// How often the last task did something since its last await.
    pub(crate) fn unawaited(&self) -> usize {
        self.unawaited
    }

    /// Whether async tasks have several threads, or run beside others.
    pub(crate) fn has_workers(&self) -> bool {
        self.has_workers
    }

    /// Forgets what was recorded after so many steps.
    pub(crate) fn truncate(&mut self, steps: usize) {
        self.steps.truncate(steps);
        self.started.retain(|started| started.after <= steps);
        self.ended.retain(|&(_, after)| after <= steps);
        self.ticks.retain(|tick| tick.after <= steps);
        self.expired.retain(|expired| expired.after <= steps);
        self.looked.retain(|&(_, after)| after <= steps);
    }

    pub(crate) fn task_name(&self, task: TaskId) -> String {
        self.tasks[task].clone()
    }

    pub(crate) fn steps(&self, source: Sources<'_, '_>) -> Vec<Step> {
        let told = Told::new(self, source);
        let step = |(place, step): (usize, &Recorded)| {
            let calls = self.calls.get(place).cloned().unwrap_or_default();
            // Where a value is dropped that was made elsewhere.
            let dropped = calls.first().filter(|_| step.op.is_drop());
            Step {
                task: told.task(step.task),
                operation: step.op.says(step.object, &told),
                act: step.op.act(),
                object: step.object.map(|object| told.shared(object)),
                looks: told.looks(step),
                location: step.at,
                place: dropped.cloned().unwrap_or_else(|| step.at.into()),
                calls,
            }
        };
        self.steps.iter().enumerate().map(step).collect()
    }

    pub(crate) fn started(&self) -> Vec<Started> {
        let started = |begins: &Begins| Started {
            task: self.task_name(begins.task),
            by: self.task_name(begins.by),
            after: begins.after,
            location: begins.at,
        };
        self.started.iter().map(started).collect()
    }

    pub(crate) fn ended(&self) -> Vec<Ended> {
        let ended = self.ended.iter();
        ended
            .map(|&(task, after)| Ended { task: self.task_name(task), after })
            .collect()
    }

    pub(crate) fn ticks(&self) -> Vec<Tick> {
        let tick = |&ticks::Tick { after, now, early }: &ticks::Tick| Tick {
            after,
            now,
            early,
        };
        self.ticks.iter().map(tick).collect()
    }

    pub(crate) fn expired(&self) -> Vec<Expired> {
        let expired = |&Expiry { task, after, now, at }: &Expiry| Expired {
            task: self.task_name(task),
            after,
            now,
            location: at,
        };
        self.expired.iter().map(expired).collect()
    }

    pub(crate) fn looked(&self) -> Vec<Looked> {
        let looked = self.looked.iter();
        looked
            .map(|&(task, after)| Looked { task: self.task_name(task), after })
            .collect()
    }

    pub(crate) fn waiting(&self, source: Sources<'_, '_>) -> Vec<Waiting> {
        let told = Told::new(self, source);
        let waiting = |waits: &Waits| Waiting {
            task: told.task(waits.task),
            operation: told.waits(waits),
            wants: if waits.or.is_empty() {
                waits.wait.want()
            } else {
                Want::OneOf
            },
            object: waits.object.map(|object| told.shared(object)),
            needs: waits.needs(&told),
            holder: waits.wait.holder().map(|holder| told.task(holder)),
            senders: waits.senders.clone(),
            location: waits.at,
            place: waits.at.into(),
            calls: waits.calls.clone(),
        };
        self.waits.iter().map(waiting).collect()
    }

    pub(crate) fn unpolled(&self, source: Sources<'_, '_>) -> Vec<Unpolled> {
        let told = Told::new(self, source);
        let unpolled = |begun: &Begun| Unpolled {
            task: told.task(begun.task),
            object: told.shared(begun.object),
            location: begun.at,
        };
        self.unpolled.iter().map(unpolled).collect()
    }

    /// The task and the words of each wait that is not the last step of its task.
    pub(crate) fn unsaid_waits(
        &self,
        source: Sources<'_, '_>,
    ) -> Vec<(String, String)> {
        let said = |waits: &Waits| {
            if self.is_left(waits.wait) {
                return false;
            }
            let mut steps = self.steps.iter().rev();
            let last = steps.find(|step| step.task == waits.task);
            last.is_some_and(|step| match step.op {
                Op::Wait(wait) => wait == waits.wait,
                Op::WaitOn { .. } => waits.wait == Wait::Notification,
                Op::Arrive => waits.wait == Wait::Barrier,
                _ => false,
            })
        };
        let waiting = self.waiting(source).into_iter().zip(&self.waits);
        waiting
            .filter(|(_, waits)| !said(waits))
            .map(|(waiting, _)| (waiting.task, waiting.operation))
            .collect()
    }
}

/// The panics that tasks were told of, with their calls if these were seen.
fn panics(run: &Run, tells: Option<&Tells>, lines: &mut Lines) -> Vec<Panicked> {
    let panics = run.told_of.iter().map(|heard| {
        let calls = tells.map(|tells| {
            lines.read(&heard.calls, run.tasks[heard.task].at);
            lines.calls(&heard.calls, tells)
        });
        Panicked {
            task: run.task_name(heard.task),
            message: heard.message.clone(),
            file: heard.file.clone(),
            line: heard.line,
            after: heard.steps,
            calls: calls.unwrap_or_default(),
        }
    });
    panics.collect()
}

fn made(run: &Run) -> Vec<Made> {
    let same = |end: usize, one: &object::Object| {
        let is_same = |other: &&object::Object| {
            // One place of the source may have several addresses.
            *other.made == *one.made && other.kind == one.kind
        };
        run.objects[..end].iter().filter(is_same).count()
    };
    let objects = run.objects.iter().enumerate();
    let made = objects.map(|(place, object)| {
        let is_only = same(run.objects.len(), object) == 1;
        Made {
            kind: object.kind,
            at: object.made,
            number: if is_only { 0 } else { same(place, object) + 1 },
        }
    });
    made.collect()
}

/// A record in the names of a source.
struct Told<'a> {
    record: &'a Record,
    names: Vec<String>,
    /// Whether steps are about one object alone.
    is_only: bool,
}

impl<'a> Told<'a> {
    fn new(record: &'a Record, source: Sources<'_, '_>) -> Told<'a> {
        let is_told = |object: &&Made| object.kind != object::Kind::Set;
        let is_only = record.objects.iter().filter(is_told).count() == 1;
        let objects = || record.objects.iter().enumerate();
        let made: Vec<Option<String>> =
            objects().map(|(_, object)| object.name(source)).collect();
        let used: Vec<Option<&str>> = objects()
            .map(|(id, _)| match made[id] {
                Some(_) => None,
                None => record.used_as(id, source),
            })
            .collect();
        let same = |end: usize, name: &str| {
            let made = made.iter().flatten().filter(|other| *other == name);
            let used = used[..end].iter().flatten().filter(|other| **other == name);
            made.count() + used.count()
        };
        // Those that share a name and are made in different lines.
        let twins = |end: usize, id: usize| {
            let kind = record.objects[id].kind;
            let is_twin = |other: &usize| {
                let Made { kind: its, number, .. } = record.objects[*other];
                (its, number) == (kind, 0)
                    && made[*other] == made[id]
                    && record.has_to_do_with(*other)
            };
            (0..end).filter(is_twin).count()
        };
        let name = |(id, object): (usize, &Made)| match (&made[id], used[id]) {
            (Some(name), _)
                if object.number == 0
                    && record.has_to_do_with(id)
                    && twins(made.len(), id) > 1 =>
            {
                format!("{name} {}", twins(id + 1, id))
            }
            (Some(name), _) => name.clone(),
            (None, Some(name)) if same(used.len(), name) == 1 => name.to_string(),
            (None, Some(name)) => format!("{name} {}", same(id + 1, name)),
            (None, None) if is_only => format!("the {}", object.kind),
            (None, None) => object.place(),
        };
        let names = objects().map(name).collect();
        Told { record, names, is_only }
    }

    /// "waits for a message from jobs or for a notification on stop".
    fn waits(&self, waits: &Waits) -> String {
        let mut first = Op::Wait(waits.wait).says(waits.object, self);
        if self.record.is_left(waits.wait) {
            first += ", which has ended";
        }
        waits.or.iter().fold(first, |text, &(object, wait)| {
            let other = Op::Wait(wait).says(object, self);
            let other = other.strip_prefix("waits ").unwrap_or(&other);
            if text.contains(other) { text } else { format!("{text} or {other}") }
        })
    }

    fn need(&self, object: Option<ObjectId>, wait: Wait) -> Need {
        Need {
            wants: wait.want(),
            object: object.map(|object| self.shared(object)),
        }
    }

    /// What the arms of a select look for.
    fn each_of(&self, arms: Arms) -> Vec<Need> {
        let arms = self.record.arms[arms.range()].iter();
        arms.map(|arm| self.need(Some(arm.channel), arm.wait())).collect()
    }

    /// What a step looked for at several places at once.
    fn looks(&self, step: &Recorded) -> Vec<Need> {
        match (step.op, step.arms) {
            (Op::FindsNoneReady(arms) | Op::Wait(Wait::Select(arms)), _)
            | (_, Some(arms)) => self.each_of(arms),
            _ => Vec::new(),
        }
    }

    fn shared(&self, object: ObjectId) -> Object {
        Object { name: self.object(object), made: self.record.objects[object].at }
    }
}

impl Waits {
    /// Each thing that would end the wait.
    fn needs(&self, told: &Told<'_>) -> Vec<Need> {
        let all = std::iter::once((self.object, self.wait)).chain(self.or.clone());
        let needs = |(object, wait)| match wait {
            Wait::Select(arms) => told.each_of(arms),
            _ => vec![told.need(object, wait)],
        };
        all.flat_map(needs).collect()
    }
}

impl Record {
    /// Whether what is waited for is held by a task that has ended: a guard was forgotten.
    fn is_left(&self, wait: Wait) -> bool {
        let has_ended = |holder| self.ended.iter().any(|&(task, _)| task == holder);
        wait.holder().is_some_and(has_ended)
    }

    /// What the source calls the object where it is used first.
    fn used_as<'s>(
        &self,
        object: ObjectId,
        source: Sources<'_, 's>,
    ) -> Option<&'s str> {
        let steps = self.steps.iter().filter(|step| step.object == Some(object));
        // A schedule that never ends uses it very often, and always so.
        let mut texts = steps
            .take(10)
            .filter_map(|step| Some((source(step.at.file())?, step.at)));
        texts.find_map(|(text, at)| names::used(text, at))
    }
}

impl Record {
    /// Whether a task has done something to it, or waits for it.
    fn has_to_do_with(&self, object: ObjectId) -> bool {
        let waits = |waits: &Waits| {
            waits.object == Some(object)
                || waits.or.iter().any(|(other, _)| *other == Some(object))
        };
        self.steps.iter().any(|step| step.object == Some(object))
            || self.waits.iter().any(waits)
    }
}

impl Made {
    /// By the line that makes it.
    fn name(&self, source: Sources<'_, '_>) -> Option<String> {
        let text = source(self.at.file())?;
        let name = names::name(text, self.at)?;
        Some(match self.number {
            0 => name.to_string(),
            number => format!("{name} {number}"),
        })
    }

    /// By the number of that line; one of std says nothing to the reader.
    fn place(&self) -> String {
        let (kind, line) = (self.kind, self.at.line());
        let of = if is_std(self.at) {
            String::new()
        } else {
            format!(" of line {line}")
        };
        match self.number {
            0 => format!("the {kind}{of}"),
            number => format!("{kind} {number}{of}"),
        }
    }
}

impl Called for Told<'_> {
    fn task(&self, task: TaskId) -> String {
        self.record.tasks[task].clone()
    }

    fn object(&self, object: ObjectId) -> String {
        self.names[object].clone()
    }

    fn is_only(&self) -> bool {
        self.is_only
    }

    fn note(&self, note: usize) -> String {
        self.record.notes[note].clone()
    }

    fn arms(&self, arms: Arms) -> &[Arm] {
        &self.record.arms[arms.range()]
    }
}

impl Run {
    fn task_name(&self, task: TaskId) -> String {
        match (&self.tasks[task].name, task) {
            (Some(name), _) => name.clone(),
            (None, 0) => "main".to_string(),
            (None, number) => format!("task {number}"),
        }
    }
}
