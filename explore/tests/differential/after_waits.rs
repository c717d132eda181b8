//! Programs made by chance whose tasks do at once, after a wait that nobody sees, what is no
//! step: clone an end of a channel or a member of a group, drop one, start a task, note,
//! begin to wait, end. Such a wait is a join, a barrier, a group, or that of who is met. It
//! goes on in a step of another task.

use std::collections::VecDeque;
use std::ops::Range;

use explore::channel::{Receiver, Sender, bounded, select, unbounded};
use explore::crossbeam_sync::WaitGroup;
use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explore::sync::{Arc, Barrier, Mutex, OnceLock};
use explore::{Explore, Fault, thread};

use crate::compared::{Compared, NONE, Searched, search};
use crate::generated::Numbers;

/// The most schedules of a search.
const MOST: usize = 3_000;

/// How many programs are made.
const PROGRAMS: u64 = 500;

/// What a task does. Ends are of the channel with room for all or of that with none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Load,
    Store,
    Lock,
    Get,
    Set,
    Sends,
    TrySend,
    TryReceive,
    Meet,
    TryMeet,
    /// The other one has its message a step later.
    MeetSlowly,
    BeMet,
    Look,
    // No steps of the schedule.
    Note,
    CloneSender(usize),
    DropSender(usize),
    CloneReceiver(usize),
    DropReceiver(usize),
    CloneMember,
    DropMember,
    /// Starts a task that does the step after this one.
    Start,
    Name,
    // Waits.
    Join,
    Arrive,
    WaitForGroup,
    Receive,
    /// Of a scope with a task that does the step after this one.
    Scope,
}

use Step::*;

const STEPS: [Step; 13] = [
    Load, Store, Lock, Get, Set, Sends, TrySend, TryReceive, Meet, TryMeet, BeMet,
    Look, MeetSlowly,
];

const AT_ONCE: [Step; 13] = [
    Note,
    Note,
    CloneSender(0),
    CloneSender(1),
    DropSender(0),
    DropSender(1),
    CloneReceiver(0),
    DropReceiver(0),
    CloneMember,
    DropMember,
    Start,
    Start,
    Name,
];

const WAITS: [Step; 5] = [Join, Arrive, WaitForGroup, Receive, Scope];

#[derive(Clone, Debug)]
struct Program {
    /// Of main, and then of each task that it starts.
    steps: Vec<Vec<Step>>,
    /// Whether the tasks but main come together.
    meets: bool,
}

/// The program with this number. After a wait mostly comes what is done at once.
fn program(number: u64) -> Program {
    let mut numbers = Numbers(number);
    // A few of the steps, so that they have to do with each other.
    let mut some = |steps: &[Step], many: usize| -> Vec<Step> {
        (0..many).map(|_| steps[numbers.below(steps.len())]).collect()
    };
    let kinds = [some(&STEPS, 3), some(&AT_ONCE, 3), some(&WAITS, 2)];
    let (tasks, most) = if numbers.below(3) == 0 { (3, 3) } else { (2, 4) };
    let meets = kinds[2].contains(&Arrive);
    let mut script = |place: usize| -> Vec<Step> {
        let mut after = false;
        let mut step = || {
            let kind = match numbers.below(8) {
                0..=3 if after => 1,
                0 | 1 => 1,
                2 | 3 if place == 0 => 2,
                2 => 2,
                _ => 0,
            };
            after = kind == 2;
            kinds[kind][numbers.below(kinds[kind].len())]
        };
        let most = if place == 0 { tasks + 1 } else { most };
        let mut steps: Vec<_> = (0..most).map(|_| step()).collect();
        // Each comes once, else they might wait for each other for good.
        steps.retain(|&step| step != Arrive);
        if meets && place > 0 {
            steps.insert(numbers.below(steps.len() + 1), Arrive);
        }
        steps
    };
    let steps = (0..=tasks).map(&mut script).collect();
    Program { steps, meets }
}

/// What all tasks share.
struct Shared {
    number: AtomicU32,
    lock: Mutex<u32>,
    once: OnceLock<u32>,
    barrier: Barrier,
    seen: std::sync::Mutex<Vec<(usize, Vec<u32>)>>,
    /// The tasks that nobody has joined, with their numbers. Main does in the end.
    alone: std::sync::Mutex<Vec<Task>>,
}

/// A task that was started, and its number.
type Task = (usize, thread::JoinHandle<()>);

/// What one task has, on its own stack: who is the last to drop it is always known.
struct Own {
    number: usize,
    senders: [[Option<Sender<u32>>; 2]; 2],
    receivers: [[Option<Receiver<u32>>; 2]; 2],
    members: [Option<WaitGroup>; 2],
    /// How many tasks it has started, and those that it has not joined.
    started: usize,
    tasks: VecDeque<Task>,
}

impl Own {
    /// Clones of all that it has but the task.
    fn cloned(&self) -> Own {
        Own {
            number: self.number * 10 + self.started + 10,
            senders: self.senders.clone(),
            receivers: self.receivers.clone(),
            members: self.members.clone(),
            started: 0,
            tasks: VecDeque::new(),
        }
    }
}

/// Adds one if there is room and there is one to clone.
fn clone_one<T: Clone>(all: &mut [Option<T>; 2]) {
    if let Some(one) = all.iter().flatten().next().cloned()
        && let Some(place) = all.iter_mut().find(|place| place.is_none())
    {
        *place = Some(one);
    }
}

fn drop_one<T>(all: &mut [Option<T>; 2]) {
    if let Some(place) = all.iter_mut().find(|place| place.is_some()) {
        *place = None;
    }
}

/// The first one, if there is one.
fn first<T>(all: &[Option<T>; 2]) -> Option<&T> {
    all.iter().flatten().next()
}

impl Own {
    /// Starts a task that owns clones of all that it has.
    fn start(&mut self, shared: &Arc<Shared>, steps: Vec<Step>) {
        let (own, shared) = (self.cloned(), shared.clone());
        self.started += 1;
        let number = own.number;
        let task = thread::spawn(move || follow(&steps, &shared, own));
        self.tasks.push_back((number, task));
    }
}

/// Follows the steps, and keeps what was seen.
fn follow(steps: &[Step], shared: &Arc<Shared>, mut own: Own) {
    let mut saw = Vec::new();
    let mut steps = steps.iter().copied();
    while let Some(step) = steps.next() {
        match step {
            // One that was started by a task starts none.
            Start if own.number > 99 => {}
            Start => own.start(shared, steps.next().into_iter().collect()),
            Scope => {
                let (mut other, step) = (own.cloned(), steps.next());
                own.started += 1;
                // It would wait for the task that waits for it.
                let step = step.filter(|&step| step != WaitForGroup);
                let mut it = None;
                let does = || it = step.map(|step| take(step, shared, &mut other));
                thread::scope(|scope| drop(scope.spawn(does)));
                saw.extend(it);
            }
            step => saw.push(take(step, shared, &mut own)),
        }
    }
    shared.seen.lock().unwrap().push((own.number, saw));
    let tasks = std::mem::take(&mut own.tasks);
    let is_main = own.number == 0;
    drop(own);
    // Main joins its own first, and then those of its tasks.
    match is_main {
        true => tasks.into_iter().for_each(|(_, task)| task.join().unwrap()),
        false => shared.alone.lock().unwrap().extend(tasks),
    }
}

fn take(step: Step, shared: &Shared, own: &mut Own) -> u32 {
    let number = own.number as u32;
    match step {
        Load => shared.number.load(SeqCst),
        Store => shared.number.swap(number + 1, SeqCst),
        Lock => std::mem::replace(&mut *shared.lock.lock().unwrap(), number),
        Get => shared.once.get().copied().unwrap_or(9),
        Set => u32::from(shared.once.set(number).is_ok()),
        Note => {
            explore::note!("{number}");
            0
        }
        Name => format!("{:?}", thread::current().id()).len() as u32,
        CloneSender(place) => {
            clone_one(&mut own.senders[place]);
            0
        }
        DropSender(place) => {
            drop_one(&mut own.senders[place]);
            0
        }
        CloneReceiver(place) => {
            clone_one(&mut own.receivers[place]);
            0
        }
        DropReceiver(place) => {
            drop_one(&mut own.receivers[place]);
            0
        }
        CloneMember => {
            clone_one(&mut own.members);
            0
        }
        DropMember => {
            drop_one(&mut own.members);
            0
        }
        Join => match own.tasks.pop_front() {
            Some((_, task)) => u32::from(task.join().is_ok()),
            None => 9,
        },
        Arrive => u32::from(shared.barrier.wait().is_leader()),
        WaitForGroup => {
            drop_one(&mut own.members);
            if let Some(group) = own.members.iter_mut().find_map(Option::take) {
                group.wait();
            }
            0
        }
        Start | Scope => 0,
        other => message(other, number, shared, own),
    }
}

fn message(step: Step, number: u32, shared: &Shared, own: &Own) -> u32 {
    let (senders, receivers) = (&own.senders, &own.receivers);
    let sent = |is_ok: bool| u32::from(is_ok);
    match step {
        Sends => first(&senders[0]).map_or(9, |end| sent(end.send(number).is_ok())),
        TrySend => {
            first(&senders[1]).map_or(9, |end| sent(end.try_send(number).is_ok()))
        }
        TryReceive => {
            first(&receivers[0]).map_or(9, |end| end.try_recv().unwrap_or(8))
        }
        Look => first(&receivers[0]).map_or(9, |end| end.len() as u32),
        Meet => first(&senders[1])
            .map_or(9, |end| sent(end.send_timeout(number, A_WHILE).is_ok())),
        MeetSlowly => first(&senders[1]).map_or(9, |end| {
            select! {
                send(end, shared.number.load(SeqCst)) -> end => sent(end.is_ok()),
                default => 8,
            }
        }),
        TryMeet => {
            first(&receivers[1]).map_or(9, |end| end.try_recv().unwrap_or(8))
        }
        BeMet => first(&receivers[1])
            .map_or(9, |end| end.recv_timeout(A_WHILE).unwrap_or(8)),
        // Who holds a sender itself may wait for good.
        Receive => match first(&senders[0]) {
            Some(_) => 9,
            None => first(&receivers[0]).map_or(9, |end| end.recv().unwrap_or(7)),
        },
        _ => 0,
    }
}

const A_WHILE: std::time::Duration = std::time::Duration::from_millis(1);

type Seen = Vec<(usize, Vec<u32>)>;

fn run(program: &Program) -> Seen {
    let tasks = program.steps.len() - 1;
    let shared = Arc::new(Shared {
        number: AtomicU32::new(0),
        lock: Mutex::new(0),
        once: OnceLock::new(),
        barrier: Barrier::new(if program.meets { tasks } else { 1 }),
        seen: std::sync::Mutex::default(),
        alone: std::sync::Mutex::default(),
    });
    let channels = [unbounded(), bounded(0)];
    let mut own = Own {
        number: 0,
        senders: channels.each_ref().map(|(end, _)| [Some(end.clone()), None]),
        receivers: channels.each_ref().map(|(_, end)| [Some(end.clone()), None]),
        members: [Some(WaitGroup::new()), None],
        started: 0,
        tasks: VecDeque::new(),
    };
    drop(channels);
    program.steps[1..].iter().for_each(|steps| own.start(&shared, steps.clone()));
    follow(&program.steps[0], &shared, own);
    let mut alone = std::mem::take(&mut *shared.alone.lock().unwrap());
    alone.sort_by_key(|&(number, _)| number);
    alone.into_iter().for_each(|(_, task)| task.join().unwrap());
    let mut seen = std::mem::take(&mut *shared.seen.lock().unwrap());
    seen.sort();
    seen
}

/// All that the tasks of the program can see.
fn seen(explore: Explore, jumps: usize, program: &Program) -> Searched<Seen> {
    let program = program.clone();
    let explore = explore.max_schedules(MOST).racing_clock(jumps);
    search(explore, move || run(&program))
}

/// Compares both searches of these programs.
fn compare(numbers: Range<u64>) -> Compared {
    let mut compared = Compared::default();
    for number in numbers {
        let (program, jumps) = (program(number), jumps(number));
        let every = seen(Explore::every(), jumps, &program);
        // Else there is nothing to compare with.
        if every.1.exhaustive || every.1.failure.is_some() {
            let reduced = seen(Explore::reduced(), jumps, &program);
            compared.add(
                || format!("program {number}: {program:?}"),
                every,
                reduced,
            );
        }
    }
    assert_eq!(compared.lost, NONE);
    compared
}

/// How often the clock may come early in the program with this number.
fn jumps(number: u64) -> usize {
    usize::from(number.is_multiple_of(5))
}

#[test]
fn they_lose_no_behaviour() {
    let compared = compare(0..PROGRAMS);
    assert!(compared.ended > 200, "{compared:?}");
}

#[test]
#[ignore = "takes minutes"]
fn many_of_them_lose_no_behaviour() {
    let compared = compare(PROGRAMS..20_000);
    println!("{} ended in {:?} schedules", compared.ended, compared.schedules);
    assert!(compared.ended > 10_000, "{compared:?}");
}

/// The steps of main, and of each task that it starts.
type Steps = &'static [&'static [Step]];

/// Programs of a few steps that lost a behaviour once. The end of the task that is joined and
/// the step of main before the join may each be what main's drops come along with: another
/// task comes between the two. So it is with a start, a barrier and a group.
const TURNS: [Steps; 5] = [
    &[&[TrySend, Join], &[Store], &[Store]],
    &[&[TrySend, Join, Start], &[Store], &[Store, Start]],
    &[&[Lock, Join], &[Lock, Load], &[Lock]],
    &[&[TrySend, Join], &[TryMeet], &[Get, CloneMember]],
    &[&[Meet, Join], &[Meet, Get], &[Meet]],
];

/// A task drops two ends at once: it is the last one if two are left.
const SEVERAL: [Steps; 2] = [
    &[&[Look], &[DropSender(1), CloneSender(0), Look], &[Look]],
    &[
        &[CloneReceiver(0), TryMeet],
        &[TryMeet],
        &[TryMeet, DropReceiver(0), TryMeet],
    ],
];

/// Both searches of such a program, the reduced one with this fault if there is one.
fn compare_small(steps: Steps, fault: Option<Fault>) -> Compared {
    let steps: Vec<_> = steps.iter().map(|steps| steps.to_vec()).collect();
    let program = Program { steps, meets: false };
    let reduced = match fault {
        Some(fault) => Explore::reduced().with_fault(fault),
        None => Explore::reduced(),
    };
    let seen = |explore| seen(explore, 0, &program);
    let mut compared = Compared::default();
    let name = || format!("{program:?}");
    compared.add(name, seen(Explore::every()), seen(reduced));
    assert_eq!(compared.ended, 1, "{program:?}");
    compared
}

#[test]
fn small_ones_lose_no_behaviour_but_with_a_fault() {
    let loses = |steps, fault| !compare_small(steps, fault).lost.is_empty();
    for (all, fault) in [(&TURNS[..], Fault::Turns), (&SEVERAL, Fault::Several)] {
        for &steps in all {
            assert!(!loses(steps, None), "{steps:?}");
            assert!(loses(steps, Some(fault)), "{steps:?} without {fault:?}");
        }
    }
}

/// What a task does after a wait, and nobody else has to do with.
fn does_its_own_after_a_join() {
    let (number, own) = (Arc::new(AtomicU32::new(0)), AtomicU32::new(0));
    let start = |_| {
        let number = number.clone();
        thread::spawn(move || number.load(SeqCst))
    };
    let tasks: Vec<_> = (0..4).map(start).collect();
    own.load(SeqCst);
    for task in tasks {
        task.join().unwrap();
        explore::note!("joined");
    }
}

#[test]
fn what_comes_after_a_wait_costs_nothing_if_it_races_with_nothing() {
    let report = Explore::reduced().run(does_its_own_after_a_join);
    assert_eq!((report.behaviours, report.schedules), (1, 1), "{report}");
}
