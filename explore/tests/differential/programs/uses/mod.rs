//! Programs that use all of an interface, each written once and compiled for the model and
//! for the real crate. Each claims what the real crate documents.

mod atomics;
mod cells;
mod channels;
mod locals;
mod locks;
mod mpsc;
mod once;
mod queues;
mod selects;
mod tasks;
mod times;

use super::{atomic, channel, local, lockfree, own, sync, thread, time};

/// All of them.
pub const ALL: &[fn()] = &[
    atomics::numbers,
    atomics::flags,
    atomics::pointers,
    cells::cell,
    cells::utilities,
    channels::bounded,
    channels::unbounded,
    channels::clocks,
    selects::selects,
    locals::values,
    locks::mutex,
    locks::rwlock,
    locks::waits,
    locks::sharded,
    mpsc::channels,
    mpsc::bounded,
    once::once,
    once::lock,
    once::lazy,
    queues::queues,
    queues::deques,
    tasks::threads,
    tasks::scopes,
    tasks::parking,
    tasks::parkers,
    times::clock,
    times::date,
];
