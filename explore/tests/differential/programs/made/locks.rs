//! A mutex, and a lock that is read and written, each held from one step to the next.

use std::sync::Arc;

use super::own::{Mutex, RwLock, RwLockReadGuard, RwLockWriteGuard};
use super::thread;
use super::{Kind, Script, Seen, pause};

pub const MUTEX: Kind =
    Kind { name: "mutex", run: exclusive, tasks: &[(4, 3), (4, 3)] };

pub const RWLOCK: Kind =
    Kind { name: "rwlock", run: shared, tasks: &[(7, 3), (7, 3)] };

fn exclusive(scripts: Vec<Script>) -> String {
    let lock = Arc::new(Mutex::new(0));
    in_a_scope(scripts, |script, seen| {
        let mut held = None;
        for way in script {
            pause();
            match (way, held.take()) {
                (0 | 1, None) => held = Some(lock.lock().unwrap()),
                (2, None) => {
                    held = lock.try_lock().ok();
                    seen.add(held.as_deref());
                }
                (1 | 2, Some(mut guard)) => {
                    *guard += 1;
                    seen.add(*guard);
                    held = Some(guard);
                }
                _ => {}
            }
        }
    })
}

enum Held<'a> {
    Read(RwLockReadGuard<'a, u32>),
    Written(RwLockWriteGuard<'a, u32>),
}

fn shared(scripts: Vec<Script>) -> String {
    let lock = RwLock::new(0);
    in_a_scope(scripts, |script, seen| {
        let mut held = None;
        for way in script {
            pause();
            held = match (way, held.take()) {
                (0 | 1, None) => Some(Held::Read(lock.read().unwrap())),
                (2 | 3, None) => Some(Held::Written(lock.write().unwrap())),
                (4, None) => lock.try_read().ok().map(Held::Read),
                (5, None) => lock.try_write().ok().map(Held::Written),
                (0 | 1, Some(Held::Written(guard))) => {
                    Some(Held::Read(RwLockWriteGuard::downgrade(guard)))
                }
                (2 | 3, Some(Held::Written(mut guard))) => {
                    *guard += 1;
                    Some(Held::Written(guard))
                }
                (0..4, held) => held,
                _ => None,
            };
            seen.add(held.as_ref().map(|held| match held {
                Held::Read(guard) => (**guard, false),
                Held::Written(guard) => (**guard, true),
            }));
        }
    })
}

/// What tasks see that borrow what they share.
fn in_a_scope(
    scripts: Vec<Script>,
    follow: impl Fn(Script, &mut Seen) + Sync,
) -> String {
    thread::scope(|scope| {
        let start = |script| {
            let follow = &follow;
            scope.spawn(move || {
                let mut seen = Seen::default();
                follow(script, &mut seen);
                seen.0.join(" ")
            })
        };
        let tasks: Vec<_> = scripts.into_iter().map(start).collect();
        let seen = tasks.into_iter().map(|task| task.join().unwrap());
        seen.collect::<Vec<_>>().join(" | ")
    })
}
