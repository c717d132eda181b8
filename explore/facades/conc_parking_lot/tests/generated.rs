//! A reduced search finds what the search of every schedule finds, in programs that are
//! made by chance, the same ones in every run.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use conc_parking_lot::{
    RwLock, RwLockReadGuard, RwLockUpgradableReadGuard, RwLockWriteGuard,
};
use explore::{Explore, thread};

/// What a task does.
#[derive(Clone, Copy, Debug)]
enum Step {
    Read,
    ReadAgain,
    Upgradable,
    Write,
    TryRead,
    TryReadAgain,
    TryUpgradable,
    TryWrite,
    ReadInTime,
    WriteInTime,
    Upgrade,
    TryUpgrade,
    UpgradeInTime,
    ToRead,
    ToUpgradable,
    Asks,
    Drop,
}

use Step::*;

/// What begins something.
const BEGINS: [Step; 11] = [
    Read,
    ReadAgain,
    Upgradable,
    Upgradable,
    Write,
    TryRead,
    TryReadAgain,
    TryUpgradable,
    TryWrite,
    ReadInTime,
    WriteInTime,
];

/// What may follow.
const FOLLOWS: [Step; 9] = [
    Upgrade,
    Upgrade,
    TryUpgrade,
    UpgradeInTime,
    ToRead,
    ToUpgradable,
    Asks,
    Drop,
    Drop,
];

enum Guard<'a> {
    Read(RwLockReadGuard<'a, u32>),
    Upgradable(RwLockUpgradableReadGuard<'a, u32>),
    Write(RwLockWriteGuard<'a, u32>),
}

const SHORT: Duration = Duration::from_millis(1);

/// One task, and what it sees.
fn run(lock: &RwLock<u32>, task: u32, steps: &[Step]) -> Vec<Option<u32>> {
    let mut seen = Vec::new();
    let mut guards = Vec::new();
    for step in steps {
        let last = match step {
            Upgrade | TryUpgrade | UpgradeInTime | ToRead | ToUpgradable => {
                guards.pop()
            }
            _ => None,
        };
        let guard = match (step, last) {
            (Read, _) => Some(Guard::Read(lock.read())),
            (ReadAgain, _) => Some(Guard::Read(lock.read_recursive())),
            (Upgradable, _) => Some(Guard::Upgradable(lock.upgradable_read())),
            (Write, _) => Some(Guard::Write(lock.write())),
            (TryRead, _) => lock.try_read().map(Guard::Read),
            (TryReadAgain, _) => lock.try_read_recursive().map(Guard::Read),
            (TryUpgradable, _) => lock.try_upgradable_read().map(Guard::Upgradable),
            (TryWrite, _) => lock.try_write().map(Guard::Write),
            (ReadInTime, _) => lock.try_read_for(SHORT).map(Guard::Read),
            (WriteInTime, _) => lock.try_write_for(SHORT).map(Guard::Write),
            (Upgrade, Some(Guard::Upgradable(guard))) => {
                Some(Guard::Write(RwLockUpgradableReadGuard::upgrade(guard)))
            }
            (TryUpgrade, Some(Guard::Upgradable(guard))) => {
                let tried = RwLockUpgradableReadGuard::try_upgrade(guard);
                Some(tried.map_or_else(Guard::Upgradable, Guard::Write))
            }
            (UpgradeInTime, Some(Guard::Upgradable(guard))) => {
                let tried =
                    RwLockUpgradableReadGuard::try_upgrade_for(guard, SHORT);
                Some(tried.map_or_else(Guard::Upgradable, Guard::Write))
            }
            (ToRead, Some(Guard::Write(guard))) => {
                Some(Guard::Read(RwLockWriteGuard::downgrade(guard)))
            }
            (ToRead, Some(Guard::Upgradable(guard))) => {
                Some(Guard::Read(RwLockUpgradableReadGuard::downgrade(guard)))
            }
            (ToUpgradable, Some(Guard::Write(guard))) => {
                let guard = RwLockWriteGuard::downgrade_to_upgradable(guard);
                Some(Guard::Upgradable(guard))
            }
            (Asks, _) => {
                let asked = (lock.is_locked(), lock.is_locked_exclusive());
                seen.push(Some(u32::from(asked.0) + 2 * u32::from(asked.1)));
                continue;
            }
            (Drop, _) => {
                guards.pop();
                continue;
            }
            (_, last) => last,
        };
        seen.push(match &guard {
            Some(Guard::Read(value)) => Some(**value),
            Some(Guard::Upgradable(value)) => Some(**value),
            Some(Guard::Write(value)) => Some(**value),
            None => None,
        });
        guards.extend(guard);
        if let Some(Guard::Write(value)) = guards.last_mut() {
            **value = **value * 4 + task;
        }
    }
    seen
}

/// SplitMix64.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % end as u64) as usize
    }
}

fn program(numbers: &mut Numbers, tasks: usize, steps: usize) -> Vec<Vec<Step>> {
    let step = |numbers: &mut Numbers, place: usize| match place % 2 {
        0 => BEGINS[numbers.below(BEGINS.len())],
        _ => FOLLOWS[numbers.below(FOLLOWS.len())],
    };
    let task =
        |numbers: &mut Numbers| (0..steps).map(|at| step(numbers, at)).collect();
    (0..tasks).map(|_| task(numbers)).collect()
}

/// What the tasks can see; nothing if they can wait for good.
fn outcomes(
    search: Explore,
    program: &Arc<Vec<Vec<Step>>>,
) -> Option<BTreeSet<Vec<Vec<Option<u32>>>>> {
    let (program, all) = (Arc::clone(program), Arc::default());
    let seen: Arc<Mutex<BTreeSet<_>>> = Arc::clone(&all);
    let report = search.run(move || {
        let lock = RwLock::new(0);
        let sees = thread::scope(|scope| {
            let tasks: Vec<_> = (1..)
                .zip(program.iter())
                .map(|(task, steps)| {
                    let lock = &lock;
                    scope.spawn(move || run(lock, task, steps))
                })
                .collect();
            tasks.into_iter().map(|task| task.join().unwrap()).collect()
        });
        seen.lock().unwrap().insert(sees);
    });
    assert!(report.failure.is_some() || report.exhaustive, "too many schedules");
    let all = std::mem::take(&mut *all.lock().unwrap());
    report.failure.is_none().then_some(all)
}

#[test]
fn a_reduced_search_finds_the_same() {
    let mut numbers = Numbers(1);
    let mut waits_for_good = 0;
    for (programs, tasks, steps) in [(250, 2, 3), (100, 3, 2)] {
        for _ in 0..programs {
            let program = Arc::new(program(&mut numbers, tasks, steps));
            let all = outcomes(Explore::every(), &program);
            let reduced = outcomes(Explore::reduced(), &program);
            assert_eq!(reduced, all, "{program:?}");
            waits_for_good += usize::from(all.is_none());
        }
    }
    assert!((20..200).contains(&waits_for_good), "{waits_for_good}");
}
