//! A wait for tasks that is over before they are counted.

use explore::crossbeam_sync::WaitGroup;
use explore::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use explore::sync::{Arc, Condvar, Mutex};
use explore::{Explore, thread};

use crate::diagnosis::Diagnosis;
use crate::sources::Sources;

const TEXT: &str = include_str!("too_soon.rs");
const CLAIMS: Sources = Sources(&[("answer", ""), (file!(), TEXT)]);

/// The title and the sentence.
fn told(program: impl Fn() + Send + Sync + 'static) -> (String, String) {
    let report = Explore::every().run(program);
    let failure = report.found().named(TEXT);
    let told = Diagnosis::new(&failure, CLAIMS);
    (told.title, told.sentence)
}

#[derive(Default)]
struct Group {
    running: Mutex<u32>,
    names: Mutex<Vec<u32>>,
    active: AtomicU32,
    ended: AtomicU32,
    idle: Condvar,
}

impl Group {
    fn waits_for_count(&self) {
        let running = self.running.lock().unwrap();
        drop(self.idle.wait_while(running, |running| *running > 0).unwrap());
    }

    fn waits_for_names(&self) {
        let mut names = self.names.lock().unwrap();
        while !names.is_empty() {
            names = self.idle.wait(names).unwrap();
        }
    }

    fn spins(&self) {
        while self.active.load(SeqCst) > 0 {
            thread::yield_now();
        }
    }

    fn backs_off(&self) {
        while self.active.load(SeqCst) > 0 {
            pauses();
        }
    }

    fn ended(&self) {
        crate::equal("tasks that had ended", self.ended.load(SeqCst), 2);
    }
}

fn pauses() {
    thread::yield_now();
}

/// A task counts itself by what it calls, and that is over when this is dropped.
struct Inside(Arc<Group>);

impl Group {
    fn enter(self: &Arc<Self>) -> Inside {
        self.active.fetch_add(1, SeqCst);
        Inside(Arc::clone(self))
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        self.0.active.fetch_sub(1, SeqCst);
    }
}

fn enters() {
    let group = Arc::new(Group::default());
    for _ in 0..2 {
        let group = Arc::clone(&group);
        thread::spawn(move || {
            let _inside = group.enter();
            group.ended.fetch_add(1, SeqCst);
        });
    }
    group.spins();
    group.ended();
}

#[test]
fn who_is_counted_in_a_call_is_counted_too_late_as_well() {
    let (title, sentence) = told(enters);
    assert_eq!(
        title, "a wait was over before the tasks were counted",
        "{sentence}"
    );
    assert!(sentence.contains("looked at active in line"), "{sentence}");
}

fn counts() {
    let group = Arc::new(Group::default());
    for _ in 0..2 {
        let group = Arc::clone(&group);
        thread::spawn(move || {
            *group.running.lock().unwrap() += 1;
            group.ended.fetch_add(1, SeqCst);
            *group.running.lock().unwrap() -= 1;
            group.idle.notify_all();
        });
    }
    group.waits_for_count();
    group.ended();
}

fn enrolls() {
    let group = Arc::new(Group::default());
    for name in 0..2 {
        let group = Arc::clone(&group);
        thread::spawn(move || {
            group.names.lock().unwrap().push(name);
            group.ended.fetch_add(1, SeqCst);
            group.names.lock().unwrap().retain(|other| *other != name);
            group.idle.notify_all();
        });
    }
    group.waits_for_names();
    group.ended();
}

fn activates() {
    let group = Arc::new(Group::default());
    for _ in 0..2 {
        let group = Arc::clone(&group);
        thread::spawn(move || {
            group.active.fetch_add(1, SeqCst);
            group.ended.fetch_add(1, SeqCst);
            group.active.fetch_sub(1, SeqCst);
        });
    }
    group.spins();
    group.ended();
}

#[test]
fn who_counts_itself_may_come_too_late() {
    for (program, looked) in [
        (counts as fn(), "main looked at running in line"),
        (enrolls, "main looked at names in line"),
        (activates, "main looked at active in line"),
    ] {
        let (title, sentence) = told(program);
        assert_eq!(
            title, "a wait was over before the tasks were counted",
            "{sentence}"
        );
        assert!(sentence.starts_with(looked), "{sentence}");
    }
}

/// The claim asks for more than there is; the wait is right.
#[test]
fn who_is_counted_before_it_starts_is_waited_for() {
    let (title, sentence) = told(|| {
        let group = Arc::new(Group::default());
        *group.running.lock().unwrap() += 1;
        let other = Arc::clone(&group);
        thread::spawn(move || {
            other.ended.fetch_add(1, SeqCst);
            *other.running.lock().unwrap() -= 1;
            other.idle.notify_all();
        });
        group.waits_for_count();
        group.ended();
    });
    assert_eq!(title, "the result is wrong", "{sentence}");
}

#[derive(Default)]
struct Crew {
    members: Mutex<WaitGroup>,
    closing: AtomicBool,
    gone: AtomicBool,
    late: AtomicU32,
}

impl Crew {
    fn hires(self: &Arc<Crew>) {
        let member = self.members.lock().unwrap().clone();
        let crew = Arc::clone(self);
        thread::spawn(move || {
            if crew.gone.load(SeqCst) {
                crew.late.fetch_add(1, SeqCst);
            }
            drop(member);
        });
    }

    fn hires_unless_closing(self: &Arc<Crew>) {
        if !self.closing.load(SeqCst) {
            self.hires();
        }
    }

    fn leaves(&self) {
        self.closing.store(true, SeqCst);
        let members = std::mem::take(&mut *self.members.lock().unwrap());
        members.wait();
        self.gone.store(true, SeqCst);
    }
}

#[test]
fn who_is_started_after_the_wait_is_not_waited_for() {
    for hires in [Crew::hires, Crew::hires_unless_closing] {
        let (title, sentence) = told(move || {
            let crew = Arc::new(Crew::default());
            let boss = Arc::clone(&crew);
            let boss = thread::spawn(move || hires(&boss));
            crew.leaves();
            boss.join().unwrap();
            std::mem::take(&mut *crew.members.lock().unwrap()).wait();
            crate::equal("late workers", crew.late.load(SeqCst), 0);
        });
        assert_eq!(
            title, "a task was started after the wait for all",
            "{sentence}"
        );
        assert!(
            sentence.contains("After that task 1 started task 2"),
            "{sentence}"
        );
        assert!(
            sentence.ends_with("So that wait was over without task 2."),
            "{sentence}"
        );
    }
}

/// One phase after the other: the same task waits and starts the next.
#[test]
fn who_waits_may_start_the_next_phase() {
    let (title, sentence) = told(|| {
        let done = Arc::new(AtomicU32::new(0));
        for _ in 0..2 {
            let group = WaitGroup::new();
            let (member, done) = (group.clone(), Arc::clone(&done));
            thread::spawn(move || {
                done.fetch_add(1, SeqCst);
                drop(member);
            });
            group.wait();
        }
        crate::equal("done", done.load(SeqCst), 3);
    });
    assert_eq!(title, "the result is wrong", "{sentence}");
}

/// A worker's claim may end the schedule while main looks again and again.
fn looks(waits: fn(&Group)) {
    let group = Arc::new(Group { active: AtomicU32::new(1), ..Group::default() });
    let own = Arc::clone(&group);
    thread::spawn(move || {
        crate::equal("ended", own.ended.load(SeqCst), 1);
    });
    let own = Arc::clone(&group);
    thread::spawn(move || own.active.fetch_sub(1, SeqCst));
    waits(&group);
}

/// A worker's claim ends the schedule before main waits, or looks again.
#[test]
fn who_has_not_come_to_its_wait_has_not_passed_it() {
    let locks = || {
        let group = Arc::new(Group { running: Mutex::new(1), ..Group::default() });
        let own = Arc::clone(&group);
        thread::spawn(move || {
            let is_free = own.running.try_lock().is_ok();
            crate::equal("whether it is free", is_free, true);
        });
        let own = Arc::clone(&group);
        thread::spawn(move || {
            *own.running.lock().unwrap() = 0;
            own.idle.notify_all();
        });
        group.waits_for_count();
    };
    for program in
        [locks as fn(), || looks(Group::spins), || looks(Group::backs_off)]
    {
        let (title, sentence) = super::told_with_calls(TEXT, CLAIMS, program);
        assert_ne!(
            title, "a wait was over before the tasks were counted",
            "{sentence}"
        );
    }
}
