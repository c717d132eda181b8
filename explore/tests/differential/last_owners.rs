//! Programs made by chance whose tasks own clones of what acts as it is dropped, and drop
//! them somewhere: in the middle, at their end, under a lock, after a join, in a scope, in
//! a message. Whoever is last acts, and a reduced search sees each that can be.

use std::ops::Range;

use explore::channel::{Receiver, Sender, bounded, unbounded};
use explore::crossbeam_sync::WaitGroup;
use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explore::sync::{Arc, Barrier, Mutex};
use explore::{Explore, Fault, thread};

use crate::compared::{Compared, NONE, Searched, search};
use crate::generated::Numbers;

/// The most schedules of a search.
const MOST: usize = 3_000;

/// What a task does. What it drops or gives away is its clone of the first or of the second
/// `Arc`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Load(usize),
    Store(usize),
    Lock,
    Note,
    Yield,
    Drop(usize),
    DropUnderLock(usize),
    /// Looks at what the owner of the `Arc` may have done last.
    Look(usize),
    /// The same, and waits for it if it can be waited for.
    Await(usize),
    /// Puts its clone where others find it.
    Leave(usize),
    /// Takes what was left, and drops it now or at its end.
    Find {
        keeps: bool,
    },
    /// All tasks but main come together, if they do in this program.
    Meet,
}

const STEPS: [Step; 21] = [
    Step::Load(0),
    Step::Load(1),
    Step::Store(0),
    Step::Store(1),
    Step::Lock,
    Step::Note,
    Step::Yield,
    Step::Drop(0),
    Step::Drop(0),
    Step::Drop(1),
    Step::DropUnderLock(0),
    Step::DropUnderLock(1),
    Step::Look(0),
    Step::Look(0),
    Step::Look(1),
    Step::Await(0),
    Step::Leave(0),
    Step::Leave(1),
    Step::Find { keeps: false },
    Step::Find { keeps: true },
    Step::Meet,
];

/// What is done by the last owner.
#[derive(Clone, Copy, Debug)]
enum Content {
    Closes,
    Refuses,
    Stores,
    Locks,
    Notes,
    Leaves,
}

/// How tasks come together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meets {
    Never,
    AtBarrier,
    /// The first one gives its clone to the second one, by a channel that holds so many.
    Gives(usize),
}

/// When main drops its own clone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Drops {
    AtOnce,
    BeforeJoins,
    AfterAJoin,
    AfterJoins,
}

#[derive(Clone, Debug)]
struct Program {
    contents: [Content; 2],
    meets: Meets,
    /// Of main, and then of each task.
    steps: Vec<Vec<Step>>,
    /// Which of the two each of them owns.
    owns: Vec<[bool; 2]>,
    drops: [Drops; 2],
    is_scoped: bool,
    /// Which task is joined first.
    joins: usize,
    /// Whether main notes something after the first join.
    notes: bool,
    waits_for_group: bool,
    /// Whether a task of its own joins the others.
    is_nested: bool,
}

fn program(number: u64) -> Program {
    let mut numbers = Numbers(number);
    let contents = [
        Content::Closes,
        Content::Closes,
        Content::Refuses,
        Content::Stores,
        Content::Locks,
        Content::Notes,
        Content::Leaves,
    ];
    let mut content = || contents[numbers.below(contents.len())];
    let contents = [content(), content()];
    let meets = [
        Meets::Never,
        Meets::Never,
        Meets::Never,
        Meets::AtBarrier,
        Meets::Gives(0),
        Meets::Gives(1),
    ][numbers.below(6)];
    let (tasks, most) = if numbers.below(2) == 0 { (3, 2) } else { (2, 3) };
    let both = numbers.below(2) == 0;
    let mut steps = |most: usize| -> Vec<Step> {
        let many = numbers.below(most + 1);
        (0..many).map(|_| STEPS[numbers.below(STEPS.len())]).collect()
    };
    let mut all = vec![steps(2)];
    all.extend((0..tasks).map(|_| steps(most)));
    if meets != Meets::Never {
        // Each comes once, else they might wait for each other for good.
        for (place, steps) in all.iter_mut().enumerate() {
            steps.retain(|&step| step != Step::Meet);
            let comes = place > 0 && (meets == Meets::AtBarrier || place < 3);
            if comes {
                steps.insert(numbers.below(steps.len() + 1), Step::Meet);
            }
        }
    }
    let mut owns = |_| [numbers.below(5) > 0, both && numbers.below(2) == 0];
    let owns = (0..=tasks).map(&mut owns).collect();
    let mut when = || {
        [
            Drops::AtOnce,
            Drops::BeforeJoins,
            Drops::AfterAJoin,
            Drops::AfterJoins,
            Drops::AfterJoins,
        ][numbers.below(5)]
    };
    Program {
        contents,
        meets,
        steps: all,
        owns,
        drops: [when(), when()],
        is_scoped: numbers.below(4) == 0,
        joins: numbers.below(tasks),
        notes: numbers.below(4) == 0,
        waits_for_group: numbers.below(4) == 0,
        is_nested: numbers.below(6) == 0,
    }
}

/// What all tasks see.
struct Shared {
    numbers: [AtomicU32; 2],
    lock: Mutex<u32>,
    barrier: Barrier,
    left: Mutex<Vec<Arc<Acts>>>,
    gives: (Sender<Arc<Acts>>, Receiver<Arc<Acts>>),
    looks: [Looks; 2],
}

/// By what others see what the last owner has done.
enum Looks {
    Receiver(Receiver<u32>),
    Sender(Sender<u32>),
    Number(Arc<AtomicU32>),
    Lock(Arc<Mutex<u32>>),
    Nothing,
}

/// What acts as it is dropped.
enum Acts {
    Closes(#[allow(dead_code)] Sender<u32>),
    Refuses(#[allow(dead_code)] Receiver<u32>),
    Stores(Arc<AtomicU32>),
    Locks(Arc<Mutex<u32>>),
    Notes,
    Leaves(#[allow(dead_code)] WaitGroup),
}

impl Drop for Acts {
    fn drop(&mut self) {
        match &*self {
            // The ends say so themselves.
            Acts::Closes(_) | Acts::Refuses(_) | Acts::Leaves(_) => {}
            Acts::Stores(number) => {
                explore::acts_when_dropped(self);
                number.store(name(), SeqCst);
            }
            Acts::Locks(lock) => {
                explore::acts_when_dropped(self);
                *lock.lock().unwrap() = name();
            }
            Acts::Notes => {
                explore::acts_when_dropped(self);
                explore::note!("dropped");
            }
        }
    }
}

/// The number of the task by its name, 0 for main.
fn name() -> u32 {
    thread::current().name().and_then(|name| name.parse().ok()).unwrap_or(0)
}

fn made(content: Content, group: &WaitGroup) -> (Looks, Acts) {
    match content {
        Content::Closes => {
            let (sender, receiver) = unbounded();
            (Looks::Receiver(receiver), Acts::Closes(sender))
        }
        Content::Refuses => {
            let (sender, receiver) = unbounded();
            (Looks::Sender(sender), Acts::Refuses(receiver))
        }
        Content::Stores => {
            let number = Arc::new(AtomicU32::new(9));
            (Looks::Number(number.clone()), Acts::Stores(number))
        }
        Content::Locks => {
            let lock = Arc::new(Mutex::new(9));
            (Looks::Lock(lock.clone()), Acts::Locks(lock))
        }
        Content::Notes => (Looks::Nothing, Acts::Notes),
        Content::Leaves => (Looks::Nothing, Acts::Leaves(group.clone())),
    }
}

/// What one task has.
struct Own {
    arcs: [Option<Arc<Acts>>; 2],
    found: Vec<Arc<Acts>>,
}

/// Follows the steps and returns what was seen.
fn follow(
    steps: &[Step],
    meets: Meets,
    shared: &Shared,
    own: &mut Own,
) -> Vec<u32> {
    steps.iter().map(|&step| take(step, meets, shared, own)).collect()
}

fn take(step: Step, meets: Meets, shared: &Shared, own: &mut Own) -> u32 {
    match step {
        Step::Load(place) => shared.numbers[place].load(SeqCst),
        Step::Store(place) => shared.numbers[place].swap(name() + 1, SeqCst),
        Step::Lock => std::mem::replace(&mut shared.lock.lock().unwrap(), name()),
        Step::Note => {
            explore::note!("goes on");
            0
        }
        Step::Yield => {
            thread::yield_now();
            0
        }
        Step::Drop(place) => u32::from(own.arcs[place].take().is_some()),
        Step::DropUnderLock(place) => {
            let mut last = shared.lock.lock().unwrap();
            drop(own.arcs[place].take());
            std::mem::replace(&mut last, name())
        }
        Step::Look(place) => looks(&shared.looks[place]),
        Step::Await(place) => match &shared.looks[place] {
            // Who owns the end itself would wait for good.
            Looks::Receiver(end) if own.arcs[place].is_none() => {
                end.recv().unwrap_or(7)
            }
            other => looks(other),
        },
        Step::Leave(place) => {
            let mut left = shared.left.lock().unwrap();
            left.extend(own.arcs[place].take());
            left.len() as u32
        }
        Step::Find { keeps } => {
            let found = shared.left.lock().unwrap().pop();
            let seen = u32::from(found.is_some());
            if keeps {
                own.found.extend(found);
            }
            seen
        }
        Step::Meet => meet(meets, shared, own),
    }
}

fn looks(at: &Looks) -> u32 {
    match at {
        Looks::Receiver(end) => match end.try_recv() {
            Ok(message) => message,
            Err(error) if error.is_empty() => 8,
            Err(_) => 7,
        },
        Looks::Sender(end) => u32::from(end.try_send(1).is_ok()),
        Looks::Number(number) => number.load(SeqCst),
        Looks::Lock(lock) => lock.try_lock().map_or(8, |last| *last),
        Looks::Nothing => 6,
    }
}

fn meet(meets: Meets, shared: &Shared, own: &mut Own) -> u32 {
    match (meets, name()) {
        (Meets::Never, _) | (_, 0) => 0,
        (Meets::AtBarrier, _) => u32::from(shared.barrier.wait().is_leader()),
        (Meets::Gives(_), 1) => match own.arcs[0].take() {
            Some(arc) => u32::from(shared.gives.0.send(arc).is_ok()),
            // The other one waits.
            None => u32::from(shared.gives.0.send(Arc::new(Acts::Notes)).is_ok()),
        },
        (Meets::Gives(_), _) => {
            own.found.extend(shared.gives.1.recv());
            0
        }
    }
}

type Seen = Vec<Vec<u32>>;

fn run(program: &Program) -> Seen {
    let group = WaitGroup::new();
    let [first, second] = program.contents.map(|content| made(content, &group));
    let capacity = match program.meets {
        Meets::Gives(capacity) => capacity,
        _ => 1,
    };
    let tasks = program.steps.len() - 1;
    let shared = std::sync::Arc::new(Shared {
        numbers: Default::default(),
        lock: Mutex::new(9),
        barrier: Barrier::new(tasks),
        left: Mutex::default(),
        gives: bounded(capacity),
        looks: [first.0, second.0],
    });
    let arcs = [Arc::new(first.1), Arc::new(second.1)];
    let mut owners: Vec<Own> = (0..=tasks)
        .map(|place| {
            let clone = |which: usize| {
                program.owns[place][which].then(|| arcs[which].clone())
            };
            Own { arcs: [clone(0), clone(1)], found: Vec::new() }
        })
        .collect();
    drop(arcs);
    let mut main = owners.remove(0);
    drops(program, Drops::AtOnce, &mut main);
    let mut seen = match program.is_scoped {
        true => in_scope(program, &shared, &mut main, owners),
        false => joined(program, &shared, &mut main, owners),
    };
    if program.waits_for_group {
        drop(main);
        shared.left.lock().unwrap().clear();
        group.wait();
    } else {
        drops(program, Drops::AfterJoins, &mut main);
    }
    seen.push(shared.looks.iter().map(looks).collect());
    seen
}

fn drops(program: &Program, when: Drops, main: &mut Own) {
    for place in 0..2 {
        if program.drops[place] == when {
            drop(main.arcs[place].take());
        }
    }
}

/// The tasks are joined one after the other, by main or by another task.
fn joined(
    program: &Program,
    shared: &std::sync::Arc<Shared>,
    main: &mut Own,
    owners: Vec<Own>,
) -> Seen {
    let meets = program.meets;
    let start = |(place, mut own): (usize, Own)| {
        let (shared, steps) = (shared.clone(), program.steps[place + 1].clone());
        let builder = thread::Builder::new().name((place + 1).to_string());
        let task = move || follow(&steps, meets, &shared, &mut own);
        Some(builder.spawn(task).unwrap())
    };
    let mut tasks: Vec<_> = owners.into_iter().enumerate().map(start).collect();
    let mut seen = vec![Vec::new(); tasks.len()];
    if program.is_nested {
        let last = tasks.pop().flatten();
        let arcs = [main.arcs[0].take(), None];
        let (place, notes) = (tasks.len(), program.notes);
        let task = move || {
            let seen = last.unwrap().join().unwrap();
            drop(arcs);
            if notes {
                explore::note!("joined");
            }
            seen
        };
        tasks.push(Some(thread::spawn(task)));
        assert_eq!(place + 1, tasks.len());
    }
    let own = follow(&program.steps[0], meets, shared, main);
    drops(program, Drops::BeforeJoins, main);
    for turn in 0..tasks.len() {
        let place = (program.joins + turn) % tasks.len();
        seen[place] = tasks[place].take().unwrap().join().unwrap();
        if turn == 0 {
            drops(program, Drops::AfterAJoin, main);
            if program.notes {
                explore::note!("joined one");
            }
        }
    }
    seen.push(own);
    seen
}

/// The tasks run in a scope, which main leaves when they have ended.
fn in_scope(
    program: &Program,
    shared: &std::sync::Arc<Shared>,
    main: &mut Own,
    owners: Vec<Own>,
) -> Seen {
    let meets = program.meets;
    let seen = std::sync::Mutex::new(vec![Vec::new(); owners.len()]);
    let own = thread::scope(|scope| {
        for (place, mut own) in owners.into_iter().enumerate() {
            let (shared, seen) = (shared.clone(), &seen);
            let steps = &program.steps[place + 1];
            let builder = thread::Builder::new().name((place + 1).to_string());
            let task = move || {
                let saw = follow(steps, meets, &shared, &mut own);
                seen.lock().unwrap()[place] = saw;
            };
            builder.spawn_scoped(scope, task).unwrap();
        }
        let own = follow(&program.steps[0], meets, shared, main);
        drops(program, Drops::BeforeJoins, main);
        own
    });
    drops(program, Drops::AfterAJoin, main);
    let mut seen = seen.into_inner().unwrap();
    seen.push(own);
    seen
}

/// All that the tasks of the program with this number can see.
fn seen(explore: Explore, number: u64) -> Searched<Seen> {
    let program = program(number);
    search(explore.max_schedules(MOST), move || run(&program))
}

/// Compares both searches of these programs.
fn compare(numbers: Range<u64>) -> Compared {
    let mut compared = Compared::default();
    for number in numbers {
        let all = [Explore::every(), Explore::reduced()];
        let [every, reduced] = all.map(|explore| seen(explore, number));
        let name = || format!("program {number}, {:?}", program(number));
        compared.add(name, every, reduced);
    }
    assert_eq!(compared.lost, NONE);
    compared
}

#[test]
fn each_last_owner_is_found() {
    let compared = compare(0..800);
    assert!(compared.ended > 700, "{compared:?}");
}

#[test]
#[ignore = "takes minutes"]
fn each_last_owner_is_found_in_many_programs() {
    let compared = compare(800..100_000);
    assert!(compared.ended > 90_000, "{compared:?}");
}

#[test]
fn a_search_that_forgets_owners_is_found_out() {
    let loses = |&number: &u64| {
        let (all, every) = seen(Explore::every(), number);
        let explore = Explore::reduced().with_fault(Fault::Owners);
        every.exhaustive && seen(explore, number).0 != all
    };
    assert!((0..800).any(|number| loses(&number)));
}

/// Workers that share the end that receives, and main, which owns it until they have ended
/// or drops it before.
fn pool(workers: usize, is_dropped_early: bool) {
    let (sender, receiver) = unbounded();
    let receiver = Arc::new(Mutex::new(receiver));
    let start = |_| {
        let receiver = receiver.clone();
        thread::spawn(move || while receiver.lock().unwrap().recv().is_ok() {})
    };
    let workers: Vec<_> = (0..workers).map(start).collect();
    let kept = (!is_dropped_early).then(|| receiver.clone());
    drop(receiver);
    for job in 0..3 {
        sender.send(job).unwrap();
    }
    drop(sender);
    for worker in workers {
        worker.join().unwrap();
    }
    drop(kept);
}

/// Tasks sleep where a last owner is known.
#[test]
fn a_pool_takes_few_schedules() {
    for is_dropped_early in [false, true] {
        for (workers, behaviours, most) in [(2, 16, 40), (3, 162, 300)] {
            let pool = move || pool(workers, is_dropped_early);
            let report = Explore::reduced().run(pool);
            assert_eq!(report.behaviours, behaviours, "{report}");
            assert!(report.schedules < most, "{report}");
        }
    }
}

/// The task may note before main does, though main then notes in a step of the task.
fn notes_after_a_group() {
    let group = WaitGroup::new();
    let numbers = std::sync::Arc::new([0, 0].map(AtomicU32::new));
    let (own, owns) = (group.clone(), numbers.clone());
    let task = thread::spawn(move || {
        drop(own);
        owns[1].load(SeqCst);
        explore::note!("task");
    });
    numbers[0].load(SeqCst);
    explore::note!("main");
    group.wait();
    explore::note!("main again");
    task.join().unwrap();
}

fn notes_after_a_join() {
    let numbers = std::sync::Arc::new([0, 0].map(AtomicU32::new));
    let (first, second) = (numbers.clone(), numbers.clone());
    let first = thread::spawn(move || {
        first[0].load(SeqCst);
    });
    let second = thread::spawn(move || {
        second[0].store(1, SeqCst);
        explore::note!("task");
    });
    numbers[1].load(SeqCst);
    first.join().unwrap();
    explore::note!("main");
    second.join().unwrap();
}

#[test]
fn what_comes_after_a_wait_may_come_late() {
    for program in [notes_after_a_group, notes_after_a_join] {
        let (every, reduced) =
            (Explore::every().run(program), Explore::reduced().run(program));
        assert_eq!(reduced.behaviours, every.behaviours, "{reduced}; {every}");
    }
}
