//! Programs that use all of an interface, each written once and compiled for the model and
//! for the real crate. Each claims what the real crate documents.

mod channels;
mod coop;
mod locks;
mod once;
mod runtimes;
mod sets;
mod shared;
mod subscribed;
mod time;
mod util;

use super::{tokio, tokio_util};

/// All of them.
pub const ALL: &[fn()] = &[
    || run(channels::mpsc()),
    || run(channels::unbounded()),
    || run(channels::permits()),
    || run(channels::oneshot()),
    || run(subscribed::broadcast()),
    || run(subscribed::watch()),
    || run(locks::mutex()),
    || run(locks::rwlock()),
    || run(shared::semaphore()),
    || run(shared::notify()),
    || run(shared::barrier()),
    || run(once::cell()),
    || run(once::set()),
    || run(sets::joined()),
    || run(sets::handles()),
    sets::local,
    || run(sets::task_local()),
    || run(coop::cooperates()),
    || run(time::clock()),
    || run(time::ticks()),
    || run(time::timeouts()),
    || run(time::budgets()),
    runtimes::builds,
    runtimes::blocks,
    runtimes::calls_from_closures,
    runtimes::knows_the_flavor,
    runtimes::shuts_down,
    runtimes::needs_timers,
    || run(util::tokens()),
    || run(util::tracks()),
];

/// On a clock that is paused.
fn run(program: impl Future<Output = ()>) {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().start_paused(true).build().unwrap().block_on(program);
}
