//! Programs made by chance, the same ones in every run: two or three tasks with a few steps
//! each on the same few things.

use std::time::Duration;

use explore::channel::{Receiver, Sender, bounded, unbounded};
use explore::crossbeam_sync::WaitGroup;
use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explore::sync::{Arc, Barrier, Condvar, Mutex, OnceLock, RwLock};
use explore::thread;

/// What a task does.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    Load(usize),
    Store(usize),
    Exchange(usize),
    Lock(usize),
    LockBoth,
    TryLock(usize),
    Read,
    Write,
    TryRead,
    TryWrite,
    Send(usize),
    TrySend(usize),
    SendInTime(usize),
    Receive(usize),
    TryReceive(usize),
    ReceiveInTime(usize),
    Length(usize),
    Select,
    DropSender(usize),
    DropReceiver(usize),
    Notify,
    WaitInTime,
    Set,
    Get,
    Leave,
    Arrive,
    Unpark,
    ParkInTime,
    Yield,
    Sleep,
    Note,
}

/// The steps of each task.
pub type Program = Vec<Vec<Step>>;

/// SplitMix64.
pub struct Numbers(pub u64);

impl Numbers {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % end as u64) as usize
    }
}

/// Groups of steps that have to do with each other.
fn groups() -> [Vec<Step>; 6] {
    use Step::*;
    [
        vec![Load(0), Store(0), Exchange(0), Load(1), Store(1), Yield, Note],
        vec![Lock(0), Lock(1), LockBoth, TryLock(0), TryLock(1), Load(0), Store(0)],
        vec![Read, Read, Write, TryRead, TryWrite, Exchange(0), Set, Get],
        vec![
            Send(0),
            TrySend(0),
            TryReceive(0),
            Receive(0),
            Length(0),
            DropSender(0),
            DropReceiver(0),
            Send(1),
            TryReceive(1),
            Select,
            ReceiveInTime(0),
        ],
        vec![
            SendInTime(2),
            TrySend(2),
            TryReceive(2),
            ReceiveInTime(2),
            Send(1),
            Select,
            DropSender(2),
            DropReceiver(2),
            Length(1),
        ],
        vec![
            Notify,
            WaitInTime,
            Unpark,
            ParkInTime,
            Leave,
            Arrive,
            Sleep,
            Load(0),
            Store(0),
            Lock(0),
        ],
    ]
}

/// The program with this number.
pub fn program(number: u64) -> Program {
    let mut numbers = Numbers(number);
    let groups = groups();
    let group = &groups[numbers.below(groups.len())];
    let (tasks, most) = if numbers.below(3) == 0 { (3, 2) } else { (2, 4) };
    let mut step = || group[numbers.below(group.len())];
    (0..tasks).map(|_| (0..most).map(|_| step()).collect()).collect()
}

/// The scripts with this number, for tasks that each have so many ways to go on at a step,
/// and so many steps.
pub fn scripts(tasks: &[(u8, usize)], number: u64) -> Vec<Vec<u8>> {
    let mut numbers = Numbers(number);
    let mut script = |&(ways, steps): &(u8, usize)| {
        (0..steps).map(|_| numbers.below(usize::from(ways)) as u8).collect()
    };
    tasks.iter().map(&mut script).collect()
}

struct Shared {
    numbers: [AtomicU32; 2],
    locks: [Mutex<u32>; 2],
    condvar: Condvar,
    lock: RwLock<u32>,
    once: OnceLock<u32>,
    barrier: Barrier,
    main: thread::Thread,
}

struct Ends {
    senders: [Option<Sender<u32>>; 3],
    receivers: [Option<Receiver<u32>>; 3],
    group: Option<WaitGroup>,
}

/// Runs it and returns nothing: what its tasks see is in what they do.
pub fn run(program: &Program) {
    let shared = Arc::new(Shared {
        numbers: Default::default(),
        locks: Default::default(),
        condvar: Condvar::new(),
        lock: RwLock::default(),
        once: OnceLock::new(),
        barrier: Barrier::new(program.len()),
        main: thread::current(),
    });
    let channels = [bounded(1), unbounded(), bounded(0)];
    let group = WaitGroup::new();
    let mut tasks = Vec::new();
    for (number, steps) in program.iter().enumerate() {
        let (shared, steps) = (shared.clone(), steps.clone());
        let mut ends = Ends {
            senders: channels.each_ref().map(|(end, _)| Some(end.clone())),
            receivers: channels.each_ref().map(|(_, end)| Some(end.clone())),
            group: Some(group.clone()),
        };
        tasks.push(thread::spawn(move || {
            for step in steps {
                take(step, number as u32, &shared, &mut ends);
            }
        }));
    }
    drop((channels, group));
    for task in tasks {
        task.join().unwrap();
    }
}

const A_WHILE: Duration = Duration::from_millis(1);

fn take(step: Step, number: u32, shared: &Shared, ends: &mut Ends) {
    match step {
        Step::Load(place) => drop(shared.numbers[place].load(SeqCst)),
        Step::Store(place) => shared.numbers[place].store(number, SeqCst),
        Step::Exchange(place) => {
            let _ = shared.numbers[place].compare_exchange(
                0,
                number + 1,
                SeqCst,
                SeqCst,
            );
        }
        Step::Lock(place) => *shared.locks[place].lock().unwrap() += 1,
        Step::LockBoth => {
            let _first = shared.locks[0].lock().unwrap();
            drop(shared.locks[1].lock().unwrap());
        }
        Step::TryLock(place) => drop(shared.locks[place].try_lock()),
        Step::Read => drop(shared.lock.read().unwrap()),
        Step::Write => drop(shared.lock.write().unwrap()),
        Step::TryRead => drop(shared.lock.try_read()),
        Step::TryWrite => drop(shared.lock.try_write()),
        Step::Notify => shared.condvar.notify_one(),
        Step::WaitInTime => {
            let guard = shared.locks[0].lock().unwrap();
            drop(shared.condvar.wait_timeout(guard, A_WHILE).unwrap());
        }
        Step::Set => drop(shared.once.set(number)),
        Step::Get => drop(shared.once.get()),
        Step::Leave => drop(ends.group.take()),
        Step::Arrive => drop(shared.barrier.wait()),
        Step::Unpark => shared.main.unpark(),
        Step::ParkInTime => thread::park_timeout(A_WHILE),
        Step::Yield => thread::yield_now(),
        Step::Sleep => thread::sleep(A_WHILE),
        Step::Note => explore::note!("{number}"),
        Step::DropSender(place) => drop(ends.senders[place].take()),
        Step::DropReceiver(place) => drop(ends.receivers[place].take()),
        Step::Select => {
            let (first, second) =
                (ends.receivers[0].take(), ends.receivers[1].take());
            if let (Some(first), Some(second)) = (&first, &second) {
                explore::channel::select! {
                    recv(first) -> _ => {}
                    recv(second) -> _ => {}
                    default(A_WHILE) => {}
                }
            }
            (ends.receivers[0], ends.receivers[1]) = (first, second);
        }
        sends_or_receives => message(sends_or_receives, number, ends),
    }
}

fn message(step: Step, number: u32, ends: &Ends) {
    match step {
        Step::Send(place) => {
            if let Some(end) = &ends.senders[place] {
                let _ = end.send(number);
            }
        }
        Step::TrySend(place) => {
            if let Some(end) = &ends.senders[place] {
                let _ = end.try_send(number);
            }
        }
        Step::SendInTime(place) => {
            if let Some(end) = &ends.senders[place] {
                let _ = end.send_timeout(number, A_WHILE);
            }
        }
        Step::Receive(place) => {
            if let Some(end) = &ends.receivers[place] {
                let _ = end.recv();
            }
        }
        Step::TryReceive(place) => {
            if let Some(end) = &ends.receivers[place] {
                let _ = end.try_recv();
            }
        }
        Step::ReceiveInTime(place) => {
            if let Some(end) = &ends.receivers[place] {
                let _ = end.recv_timeout(A_WHILE);
            }
        }
        Step::Length(place) => {
            if let Some(end) = &ends.receivers[place] {
                let _ = end.len();
            }
        }
        _ => {}
    }
}
