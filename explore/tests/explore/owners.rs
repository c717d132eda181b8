//! Clones of an `Arc` are nothing that a reduced search sees. Where it makes a difference who
//! drops the last one, it sees that all the same.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::panic::AssertUnwindSafe;

use explore::channel::{Receiver, Sender, bounded, unbounded};
use explore::crossbeam_sync::WaitGroup;
use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explore::sync::{Arc, Mutex, OnceLock, Weak};
use explore::{Explore, Fault, Report, thread};

/// What the tasks of a program have seen.
type Seen = Vec<String>;

type Program = fn() -> Seen;

/// All that the program can return, in a search.
fn outcomes(explore: Explore, program: Program) -> (BTreeSet<Seen>, Report) {
    let (outcomes, report) = explore.max_schedules(200_000).outcomes(program);
    (outcomes.into_keys().collect(), report)
}

/// Sends the name of the task that drops it.
struct Says(Sender<String>);

impl Drop for Says {
    fn drop(&mut self) {
        explore::acts_when_dropped(self);
        let name = thread::current().name().unwrap_or_default().to_string();
        let _ = self.0.send(name);
    }
}

/// Starts tasks named `a` and `b`, which have a clone each.
fn two<T: Send + Sync + 'static>(
    shared: T,
    act: fn(Arc<T>, &AtomicU32),
) -> [thread::JoinHandle<()>; 2] {
    let (shared, numbers) =
        (Arc::new(shared), Arc::new([0, 0].map(AtomicU32::new)));
    let start = |(place, name): (usize, &str)| {
        let (shared, numbers) = (shared.clone(), numbers.clone());
        let builder = thread::Builder::new().name(name.to_string());
        builder.spawn(move || act(shared, &numbers[place])).unwrap()
    };
    [(0, "a"), (1, "b")].map(start)
}

fn joined<const N: usize>(tasks: [thread::JoinHandle<()>; N]) {
    for task in tasks {
        task.join().unwrap();
    }
}

/// Both do something of their own, and then one of them sends.
fn last_one_sends() -> Seen {
    let (sender, receiver) = unbounded();
    joined(two(Says(sender), |shared, number| {
        number.store(1, SeqCst);
        drop(shared);
    }));
    vec![receiver.recv().unwrap()]
}

fn last_one_sends_at_its_end() -> Seen {
    let (sender, receiver) = unbounded();
    joined(two(Says(sender), |_shared, number| number.store(1, SeqCst)));
    vec![receiver.recv().unwrap()]
}

/// The one that is not last has gone on when the channel closes.
fn last_one_closes() -> Seen {
    let (sender, receiver) = unbounded::<()>();
    let tasks = two(sender, |shared, number| {
        number.load(SeqCst);
        drop(shared);
        explore::note!("gone on");
        number.store(1, SeqCst);
    });
    let closed = receiver.recv().is_err();
    joined(tasks);
    vec![closed.to_string()]
}

fn last_one_closes_under_a_lock() -> Seen {
    let (sender, receiver) = unbounded::<()>();
    let order = Arc::new(Mutex::new(Vec::new()));
    let closes = |name: &'static str, sender: Arc<Sender<()>>| {
        let order = order.clone();
        thread::spawn(move || {
            let mut order = order.lock().unwrap();
            drop(sender);
            order.push(name.to_string());
        })
    };
    let sender = Arc::new(sender);
    let tasks = [closes("a", sender.clone()), closes("b", sender)];
    let _ = receiver.recv();
    let seen = order.lock().unwrap().clone();
    joined(tasks);
    seen
}

explore::thread_local! {
    static KEPT: RefCell<Option<Arc<Says>>> = RefCell::new(None);
}

fn values_of_tasks_are_dropped_last() -> Seen {
    let (sender, receiver) = unbounded();
    joined(two(Says(sender), |shared, number| {
        KEPT.set(Some(shared));
        number.store(1, SeqCst);
    }));
    vec![receiver.recv().unwrap()]
}

/// What a task returned is dropped by the task if nobody has the handle any more.
fn nobody_joins() -> Seen {
    let (sender, receiver) = unbounded();
    let says = Says(sender);
    let builder = thread::Builder::new().name("a".to_string());
    let handle = builder.spawn(move || says).unwrap();
    let other = AtomicU32::new(0);
    other.store(1, SeqCst);
    drop(handle);
    other.store(2, SeqCst);
    vec![receiver.recv().unwrap()]
}

/// A message that is never read holds the last sender of another channel.
fn unread_messages_own_senders() -> Seen {
    let (sender, receiver) = unbounded::<()>();
    let (other, others) = bounded(1);
    other.send(sender).unwrap();
    let numbers = Arc::new([0, 0].map(AtomicU32::new));
    let first = numbers.clone();
    let drops = thread::spawn(move || {
        first[0].store(1, SeqCst);
        drop(other);
        first[0].store(2, SeqCst);
    });
    let second = numbers.clone();
    let too = thread::spawn(move || {
        second[1].store(1, SeqCst);
        drop(others);
        second[1].store(2, SeqCst);
    });
    let closed = receiver.recv().is_err();
    let seen = [0, 1].map(|place| numbers[place].load(SeqCst).to_string());
    joined([drops, too]);
    [vec![closed.to_string()], seen.to_vec()].concat()
}

fn members_are_shared() -> Seen {
    let group = WaitGroup::new();
    let numbers = Arc::new([0, 0].map(AtomicU32::new));
    let member = Arc::new(group.clone());
    let leaves = [0, 1].map(|place| {
        let (member, numbers) = (member.clone(), numbers.clone());
        thread::spawn(move || {
            numbers[place].store(1, SeqCst);
            drop(member);
            numbers[place].store(2, SeqCst);
        })
    });
    drop(member);
    group.wait();
    let seen = [0, 1].map(|place| numbers[place].load(SeqCst).to_string());
    joined(leaves);
    seen.to_vec()
}

/// The programs in which it makes a difference who drops the last clone.
const HIDDEN: [(&str, Program); 8] = [
    ("sends", last_one_sends),
    ("sends at its end", last_one_sends_at_its_end),
    ("closes", last_one_closes),
    ("closes under a lock", last_one_closes_under_a_lock),
    ("values of tasks", values_of_tasks_are_dropped_last),
    ("nobody joins", nobody_joins),
    ("members", members_are_shared),
    ("unread messages", unread_messages_own_senders),
];

#[test]
fn whoever_drops_the_last_clone_is_seen() {
    for (name, program) in HIDDEN {
        let (all, every) = outcomes(Explore::every(), program);
        let (found, reduced) = outcomes(Explore::reduced(), program);
        assert!(
            every.exhaustive && reduced.exhaustive,
            "{name}: {every}; {reduced}"
        );
        assert_eq!(found, all, "{name}: {reduced}");
    }
}

/// Without care for those who drop clones, most of these programs lose an outcome.
#[test]
fn a_search_that_forgets_owners_is_found_out() {
    let loses = |&(_, program): &(&str, Program)| {
        let (all, _) = outcomes(Explore::every(), program);
        let explore = Explore::reduced().with_fault(Fault::Owners);
        outcomes(explore, program).0 != all
    };
    let lost = HIDDEN.iter().filter(|&one| loses(one)).count();
    assert!(lost >= 2, "{lost} of them lose something");
}

/// Ends that lie in locals, in values of the program's own and in closures of tasks.
fn ends_on_stacks() -> Seen {
    struct Pool {
        jobs: Option<Sender<u32>>,
        done: Receiver<u32>,
    }
    let (jobs, todo) = bounded(1);
    let (results, done) = unbounded();
    let count = Arc::new(Mutex::new(0));
    let workers = [0, 1].map(|_| {
        let (todo, results, count) = (todo.clone(), results.clone(), count.clone());
        thread::spawn(move || {
            for job in todo {
                *count.lock().unwrap() += job;
                results.send(job).unwrap();
            }
        })
    });
    drop(results);
    let mut pool = Pool { jobs: Some(jobs), done };
    for job in 1..=2 {
        pool.jobs.as_ref().unwrap().send(job).unwrap();
    }
    pool.jobs = None;
    let seen = pool.done.iter().map(|job| job.to_string()).collect();
    joined(workers);
    seen
}

fn scoped_ends() -> Seen {
    let (sender, receiver) = bounded(1);
    thread::scope(|scope| {
        for task in 0..2 {
            let sender = sender.clone();
            scope.spawn(move || sender.send(task.to_string()).unwrap());
        }
        drop(sender);
        scope.spawn(move || receiver.iter().collect()).join().unwrap()
    })
}

#[test]
fn what_lies_on_stacks_is_no_obstacle() {
    for program in [ends_on_stacks as Program, scoped_ends] {
        let (all, every) = outcomes(Explore::every(), program);
        let (found, reduced) = outcomes(Explore::reduced(), program);
        assert!(reduced.exhaustive, "{reduced}");
        assert!(!every.exhaustive || found == all, "{found:?} of {all:?}");
        assert!(found.is_superset(&all), "{found:?} of {all:?}");
        assert!(found.len() > 1, "{found:?}");
        assert!(reduced.schedules <= every.schedules, "{reduced}; {every}");
    }
}

/// The sender is dropped only where its task comes first, and that is not so in the first
/// schedule: the search begins anew when it has gone on from there.
fn drops_late() -> Seen {
    let (early, late) = (AtomicU32::new(0), AtomicU32::new(0));
    let first = thread::scope(|scope| {
        let reads = scope.spawn(|| early.load(SeqCst));
        early.store(1, SeqCst);
        reads.join().unwrap()
    });
    let (sender, _receiver) = unbounded::<String>();
    let sender = Box::new(sender);
    let second = thread::scope(|scope| {
        let reads = scope.spawn(|| {
            let seen = late.load(SeqCst);
            match seen {
                0 => drop(sender),
                _ => std::mem::forget(sender),
            }
            seen
        });
        late.store(1, SeqCst);
        reads.join().unwrap()
    });
    vec![first.to_string(), second.to_string()]
}

#[test]
fn who_begins_anew_forgets_nothing_that_came_before() {
    let (all, every) = outcomes(Explore::every(), drops_late);
    let (found, reduced) = outcomes(Explore::reduced(), drops_late);
    assert_eq!(all.len(), 4);
    assert_eq!(found, all);
    assert_eq!(reduced.behaviours, every.behaviours, "{reduced}; {every}");
}

/// A cell that all schedules have in common is refused before it can hide anything.
#[test]
fn a_static_is_refused() {
    static CELL: OnceLock<Arc<AtomicU32>> = OnceLock::new();
    let program = || {
        let number = CELL.get_or_init(|| Arc::new(AtomicU32::new(0))).clone();
        thread::scope(|scope| {
            scope.spawn(|| number.store(1, SeqCst));
            number.store(2, SeqCst);
        });
    };
    let run = AssertUnwindSafe(|| drop(Explore::reduced().run(program)));
    let why = explore::quietly(run).unwrap_err();
    assert!(why.contains("outlives a schedule"), "{why}");
}

/// What the count of an `Arc` says is not seen, and nothing tells that it is not: the page
/// of `reduced` says so.
#[test]
fn counts_are_not_seen() {
    fn upgrades() -> Seen {
        let (first, second) = (AtomicU32::new(0), AtomicU32::new(0));
        let owner = Arc::new(1);
        let weak: Weak<i32> = Arc::downgrade(&owner);
        thread::scope(|scope| {
            let (first, second) = (&first, &second);
            scope.spawn(move || {
                first.store(1, SeqCst);
                drop(owner);
            });
            let looks = scope.spawn(move || {
                second.store(1, SeqCst);
                vec![weak.upgrade().is_some().to_string()]
            });
            looks.join().unwrap()
        })
    }
    let (all, _) = outcomes(Explore::every(), upgrades);
    let (found, _) = outcomes(Explore::reduced(), upgrades);
    assert_eq!((all.len(), found.len()), (2, 1));
}
