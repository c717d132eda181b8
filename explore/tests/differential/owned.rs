//! Programs made by chance in which tasks share ends of channels in every way: whatever
//! they can see, a reduced search sees.

use explore::channel::{Receiver, Sender, bounded, unbounded};
use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explore::sync::{Arc, Mutex, Weak};
use explore::{Explore, Fault, thread};

use crate::compared::{Searched, search};
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
    /// Drops its share of the end that sends into the first channel.
    DropShared,
    /// The same while it holds the lock.
    DropUnderLock,
    DropOwn,
    Send(usize),
    TryReceive(usize),
    Receive(usize),
}

type Program = Vec<Vec<Step>>;

/// How the tasks of a program share an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shares {
    Nothing,
    /// In an `Arc`.
    Clones,
    /// In an `Arc` that other ones own: the first and the third task share one of these.
    Nested,
    /// In an `Arc`, in a list on the heap.
    Listed,
}

impl Shares {
    /// How those of the program with this number do.
    fn of(number: u64) -> Shares {
        match number % 6 {
            1 => Shares::Clones,
            3 => Shares::Nested,
            5 => Shares::Listed,
            _ => Shares::Nothing,
        }
    }
}

/// What a task has of the end.
#[derive(Clone)]
enum Share {
    Clone(Arc<Says>),
    Nested(Arc<(Arc<Says>, Weak<Says>)>),
    Listed(Vec<Arc<Says>>),
}

impl Share {
    fn end(&self) -> &Sender<u32> {
        match self {
            Share::Clone(says) => &says.0,
            Share::Nested(outer) => &outer.0.0,
            Share::Listed(list) => &list[0].0,
        }
    }
}

/// What each of the tasks gets.
fn shared(how: Shares, end: Sender<u32>) -> [Option<Share>; 3] {
    let says = Arc::new(Says(end));
    let own = |place: usize| match (how, place) {
        (Shares::Nothing, _) => None,
        (Shares::Clones, _) => Some(Share::Clone(says.clone())),
        (Shares::Listed, _) => Some(Share::Listed(vec![says.clone()])),
        (Shares::Nested, _) => {
            let weak = Arc::downgrade(&says);
            Some(Share::Nested(Arc::new((says.clone(), weak))))
        }
    };
    let [first, second, third] = [0, 1, 2].map(own);
    let third = if how == Shares::Nested { first.clone() } else { third };
    [first, second, third]
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
    let some = if Shares::of(number) == Shares::Nothing { 9 } else { steps.len() };
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
    shared: Option<Share>,
    own: Option<Sender<u32>>,
    receivers: [Receiver<u32>; 2],
}

/// Returns what each task has seen, and what was never received.
fn run(program: &Program, how: Shares) -> Vec<Vec<u32>> {
    let numbers = Arc::new([0, 0].map(AtomicU32::new));
    let lock = Arc::new(Mutex::new(0));
    let (end, first) = unbounded();
    let (own, second) = bounded(1);
    let mut shares = shared(how, end);
    let mut tasks = Vec::new();
    for (number, steps) in program.iter().enumerate() {
        let (numbers, lock, steps) = (numbers.clone(), lock.clone(), steps.clone());
        let mut ends = Ends {
            shared: shares[number].take(),
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
    drop((shares, own, second));
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
            Some(share) => u32::from(share.end().try_send(number).is_ok()),
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

/// All that the tasks of the program with this number can see.
fn seen(explore: Explore, number: u64) -> Searched<Vec<Vec<u32>>> {
    let program = program(number);
    let explore = explore.max_schedules(MOST);
    search(explore, move || run(&program, Shares::of(number)))
}

#[test]
fn all_that_tasks_can_see_is_seen() {
    let mut compared = [0; 4];
    for number in 0..PROGRAMS {
        let (all, every) = seen(Explore::every(), number);
        let (found, reduced) = seen(Explore::reduced(), number);
        let said =
            format!("program {number}, {:?}: {reduced}; {every}", program(number));
        assert_eq!(reduced.failure.is_some(), every.failure.is_some(), "{said}");
        if every.exhaustive {
            assert!(reduced.exhaustive, "{said}");
            assert_eq!(found, all, "{said}");
            compared[Shares::of(number) as usize] += 1;
        }
    }
    assert!(compared.iter().all(|&some| some > 40), "{compared:?}");
}

#[test]
fn a_search_that_forgets_owners_is_found_out() {
    let loses = |number: &u64| {
        let (all, every) = seen(Explore::every(), *number);
        let explore = Explore::reduced().with_fault(Fault::Owners);
        every.exhaustive && seen(explore, *number).0 != all
    };
    assert!((1..PROGRAMS).step_by(2).any(|number| loses(&number)));
}
