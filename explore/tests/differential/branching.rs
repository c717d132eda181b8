//! Programs made by chance whose tasks go on as they find things: what a step of one touches,
//! and whether there is one, depends on what others did before.

use explore::channel::{Receiver, Sender, unbounded};
use explore::sync::Mutex;
use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explore::thread::{self, JoinHandle};
use explore::{Explore, Fault, select_biased};
use std::sync::Arc;

use super::generated::Numbers;

/// What a task does, and finds a number by.
#[derive(Clone, Copy, Debug)]
enum Step {
    Load(usize),
    Store(usize),
    Exchange(usize),
    Lock(usize),
    TryLock(usize),
    Send(usize),
    TryReceive(usize),
    TakesOne,
    Note,
    Yield,
    /// Whether the task of this number has ended. Only main can ask.
    HasEnded(usize),
}

/// A step, and how many of the next ones are left out if it finds 0, and if not.
type Branch = (Step, [usize; 2]);

/// The steps of main, and of each task that it starts.
type Program = Vec<Vec<Branch>>;

/// Groups of steps that have to do with each other.
fn groups() -> [Vec<Step>; 4] {
    use Step::*;
    let asks = HasEnded(0);
    [
        vec![
            Load(0),
            Load(0),
            Store(0),
            Load(1),
            Store(1),
            Note,
            asks,
            HasEnded(1),
        ],
        vec![
            Load(0),
            Store(0),
            TryLock(0),
            Lock(0),
            TryLock(1),
            Lock(1),
            Note,
            asks,
        ],
        vec![
            Load(0),
            Send(0),
            Send(1),
            TakesOne,
            TryReceive(0),
            TryReceive(1),
            Note,
        ],
        vec![Load(0), Load(1), Store(0), Exchange(1), Yield, Note, asks],
    ]
}

fn program(number: u64) -> Program {
    let mut numbers = Numbers(number);
    let groups = groups();
    let group = &groups[numbers.below(groups.len())];
    let mut script = |steps: usize| -> Vec<Branch> {
        let mut branch = |_| {
            let step = group[numbers.below(group.len())];
            (step, [numbers.below(3), numbers.below(3)])
        };
        (0..steps).map(&mut branch).collect()
    };
    vec![script(3), script(3), script(3)]
}

struct Shared {
    numbers: [AtomicU32; 2],
    locks: [Mutex<()>; 2],
    ends: [(Sender<u32>, Receiver<u32>); 2],
}

fn run(program: &Program) {
    let shared = Arc::new(Shared {
        numbers: Default::default(),
        locks: Default::default(),
        ends: [unbounded(), unbounded()],
    });
    let start = |steps: &Vec<Branch>| {
        let (shared, steps) = (shared.clone(), steps.clone());
        thread::spawn(move || follow(&steps, &shared, &[]))
    };
    let tasks: Vec<_> = program[1..].iter().map(start).collect();
    follow(&program[0], &shared, &tasks);
    for task in tasks {
        task.join().unwrap();
    }
}

fn follow(steps: &[Branch], shared: &Shared, tasks: &[JoinHandle<()>]) {
    let mut next = 0;
    while let Some(&(step, skips)) = steps.get(next) {
        next += 1 + skips[usize::from(finds(step, shared, tasks))];
    }
}

/// Whether it finds something else than 0.
fn finds(step: Step, shared: &Shared, tasks: &[JoinHandle<()>]) -> bool {
    let Shared { numbers, locks, ends } = shared;
    match step {
        Step::Load(place) => numbers[place].load(SeqCst) != 0,
        Step::Store(place) => {
            numbers[place].store(1, SeqCst);
            true
        }
        Step::Exchange(place) => {
            numbers[place].compare_exchange(0, 1, SeqCst, SeqCst).is_ok()
        }
        Step::Lock(place) => locks[place].lock().is_ok(),
        Step::TryLock(place) => locks[place].try_lock().is_ok(),
        Step::Send(place) => ends[place].0.send(1).is_ok(),
        Step::TryReceive(place) => ends[place].1.try_recv().is_ok(),
        Step::TakesOne => {
            let [(_, first), (_, second)] = ends;
            select_biased! {
                recv(first) -> _ => true,
                recv(second) -> _ => false,
                default => false,
            }
        }
        Step::Note => {
            explore::note!("{step:?}");
            true
        }
        Step::Yield => {
            thread::yield_now();
            true
        }
        Step::HasEnded(place) => {
            tasks.get(place).is_some_and(JoinHandle::is_finished)
        }
    }
}

/// So many of the programs.
pub fn some(many: u64) -> impl Iterator<Item = impl Fn() + Clone + Send + Sync> {
    (0..many).map(|number| {
        let program = program(number);
        move || run(&program)
    })
}

/// In how many of these programs both searches end. They see the same then.
fn compare(numbers: std::ops::Range<u64>) -> usize {
    let ended = numbers.filter(|&number| {
        let explore = |search: Explore| {
            let program = program(number);
            search.max_schedules(3_000).run(move || run(&program))
        };
        let (reduced, all) =
            (explore(Explore::reduced()), explore(Explore::every()));
        let ended = reduced.exhaustive && all.exhaustive;
        assert!(
            !ended || reduced.behaviours == all.behaviours,
            "program {number}: {:?}\n{reduced}\n{all}",
            program(number)
        );
        ended
    });
    ended.count()
}

#[test]
fn they_lose_no_behaviour() {
    let ended = compare(0..400);
    assert!(ended > 300, "{ended}");
}

#[test]
#[ignore = "takes minutes"]
fn many_of_them_lose_no_behaviour() {
    let ended = compare(400..100_000);
    assert!(ended > 60_000, "{ended}");
}

/// Programs of which the first schedules ask for no end, and look for no change.
const ASKS_LATE: [u64; 2] = [1_072, 166];

/// No program was found in which it would lose a behaviour to go on. That there is none is not
/// proven.
#[test]
fn the_search_begins_anew_when_an_end_is_asked_for() {
    for number in ASKS_LATE {
        let search = |explore: Explore| explore.run(move || run(&program(number)));
        let anew = search(Explore::reduced());
        let goes_on = search(Explore::reduced().with_fault(Fault::Asked));
        assert!(anew.schedules > goes_on.schedules, "{anew}; {goes_on}");
        assert_eq!(anew.behaviours, search(Explore::every()).behaviours);
    }
}
