//! Programs made by chance in which tasks share ends of channels in every way: whatever
//! they can see, a reduced search that says it has seen all has seen.

use std::collections::BTreeSet;

use explore::channel::{Receiver, Sender, bounded, unbounded};
use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explore::sync::{Arc, Mutex};
use explore::{Explore, Report, thread};

use crate::generated::Numbers;

/// The most schedules of a search.
const MOST: usize = 20_000;

/// How many programs are made.
const PROGRAMS: u64 = 500;

/// What a task does.
#[derive(Clone, Copy, Debug)]
enum Step {
    Load(usize),
    Store(usize),
    Lock,
    /// Drops its clone of the `Arc` that owns the first channel.
    DropShared,
    /// The same while it holds the lock.
    DropUnderLock,
    DropOwn,
    Send(usize),
    TryReceive(usize),
    Receive(usize),
}

type Program = Vec<Vec<Step>>;

/// Whether the tasks of the program with this number share an end in an `Arc`.
fn shares(number: u64) -> bool {
    !number.is_multiple_of(2)
}

fn program(number: u64) -> Program {
    use Step::*;
    let mut numbers = Numbers(number);
    let steps = [
        Load(0),
        Store(0),
        Load(1),
        Store(1),
        Lock,
        Send(1),
        TryReceive(1),
        Receive(1),
        DropOwn,
        DropShared,
        DropUnderLock,
        TryReceive(0),
        Receive(0),
        Send(0),
    ];
    let some = if shares(number) { steps.len() } else { 9 };
    let (tasks, most) = if numbers.below(3) == 0 { (3, 2) } else { (2, 3) };
    let mut step = || steps[numbers.below(some)];
    (0..tasks).map(|_| (0..most).map(|_| step()).collect()).collect()
}

/// An end that sends the number of the task which drops it.
struct Says(Sender<u32>);

impl Drop for Says {
    fn drop(&mut self) {
        explore::acts_when_dropped(self);
        let name = thread::current().name().and_then(|name| name.parse().ok());
        let _ = self.0.try_send(name.unwrap_or(0));
    }
}

struct Ends {
    shared: Option<Arc<Says>>,
    own: Option<Sender<u32>>,
    receivers: [Receiver<u32>; 2],
}

/// Returns what each task has seen, and what was never received.
fn run(program: &Program, shares: bool) -> Vec<Vec<u32>> {
    let numbers = Arc::new([0, 0].map(AtomicU32::new));
    let lock = Arc::new(Mutex::new(0));
    let (shared, first) = unbounded();
    let (own, second) = bounded(1);
    let shared = shares.then(|| Arc::new(Says(shared)));
    let mut tasks = Vec::new();
    for (number, steps) in program.iter().enumerate() {
        let (numbers, lock, steps) = (numbers.clone(), lock.clone(), steps.clone());
        let mut ends = Ends {
            shared: shared.clone(),
            own: Some(own.clone()),
            receivers: [first.clone(), second.clone()],
        };
        let builder = thread::Builder::new().name(format!("10{number}"));
        let task = builder.spawn(move || {
            let take =
                |step| take(step, number as u32 + 1, &numbers, &lock, &mut ends);
            steps.into_iter().map(take).collect()
        });
        tasks.push(task.unwrap());
    }
    drop((shared, own, second));
    let seen = tasks.into_iter().map(|task| task.join().unwrap());
    let mut seen: Vec<_> = seen.collect();
    seen.push(first.iter().collect());
    seen
}

/// Does the step and returns what the task has seen.
fn take(
    step: Step,
    number: u32,
    numbers: &[AtomicU32; 2],
    lock: &Mutex<u32>,
    ends: &mut Ends,
) -> u32 {
    match step {
        Step::Load(place) => numbers[place].load(SeqCst),
        Step::Store(place) => numbers[place].swap(number, SeqCst),
        Step::Lock => {
            let mut last = lock.lock().unwrap();
            std::mem::replace(&mut last, number)
        }
        Step::DropShared => u32::from(ends.shared.take().is_some()),
        Step::DropUnderLock => {
            let mut last = lock.lock().unwrap();
            drop(ends.shared.take());
            std::mem::replace(&mut last, number)
        }
        Step::DropOwn => u32::from(ends.own.take().is_some()),
        Step::Send(0) => match &ends.shared {
            Some(end) => u32::from(end.0.try_send(number).is_ok()),
            None => 9,
        },
        Step::Send(_) => match &ends.own {
            Some(end) => u32::from(end.try_send(number).is_ok()),
            None => 9,
        },
        Step::TryReceive(place) => match ends.receivers[place].try_recv() {
            Ok(message) => message,
            Err(error) if error.is_empty() => 8,
            Err(_) => 7,
        },
        // Who holds a sender itself may wait for good.
        Step::Receive(place) => match place {
            0 if ends.shared.is_none() => ends.receivers[0].recv().unwrap_or(7),
            1 if ends.own.is_none() => ends.receivers[1].recv().unwrap_or(7),
            _ => 9,
        },
    }
}

/// All that the tasks can see, in a search that no failure ends.
fn seen(explore: Explore, number: u64) -> (BTreeSet<Vec<Vec<u32>>>, Report) {
    let program = program(number);
    let seen = std::sync::Arc::new(std::sync::Mutex::new(BTreeSet::new()));
    let sees = seen.clone();
    let report = explore.max_schedules(MOST).run(move || {
        let saw = run(&program, shares(number));
        sees.lock().unwrap().insert(saw);
    });
    let seen = seen.lock().unwrap().clone();
    (seen, report)
}

#[test]
fn a_proof_has_seen_all_that_tasks_can_see() {
    let (mut proven, mut refused) = (0, 0);
    for number in 0..PROGRAMS {
        let (all, every) = seen(Explore::every(), number);
        let (found, reduced) = seen(Explore::reduced(), number);
        let said =
            format!("program {number}, {:?}: {reduced}; {every}", program(number));
        if every.failure.is_some() && !shares(number) {
            assert!(reduced.failure.is_some(), "{said}");
        }
        if !every.exhaustive {
            continue;
        }
        if reduced.exhaustive {
            assert_eq!(found, all, "{said}");
            proven += 1;
        } else {
            assert!(reduced.failure.is_none() && shares(number), "{said}");
            refused += 1;
        }
    }
    assert!(
        proven > 150 && refused > 100,
        "{proven} are proven, {refused} are not"
    );
}
