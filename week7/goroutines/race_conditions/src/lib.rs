//! What can go wrong between two instructions.

mod atomics;
mod checks;
mod cost;
mod lock_free;
mod locks;
mod memory;
mod orders;
mod own;
mod sharing;
mod waiting;

shared::lesson! {
    "What can go wrong between two instructions",
    * orders::every_order: "Every order of two tasks",
        always "of the 6 orders, 2 give the right count and 4 lose an addition";
    * orders::lost_update: "The lost update",
        always "with a load and a store, a schedule that loses an update is found; with \
            one atomic step, no schedule loses one";
    * orders::detectors: "Which tool finds what",
        always "the same schedule fails in every run, and it is printed step by step";
    * locks::mutex: "A lock owns its data",
        always "the total is exact";
    * locks::long_guard: "A guard that lives too long",
        always "while the guard is held, one job is at work at a time; with a `let` of \
            its own, three jobs are",
        varies "any worker may take any job";
    * locks::lock_over_await: "A lock held over an await",
        always "while the first task holds the lock over its await, the second \
            cannot lock; if the first drops the guard before its await, the second \
            can";
    - locks::rwlock: "Many readers or one writer",
        always "two readers hold the lock at the same time, and the writer holds it alone",
        varies "either reader may speak first";
    - waiting::read_twice: "Reading an RwLock twice",
        always "a deadlock of the reader and the writer is found; if the reader reads \
            once, there is none in any schedule";
    * atomics::atomics: "Indivisible steps",
        always "the total and the maximum are exact";
    * sharing::message_passing: "One owner, and messages to it",
        always "the total is exact, and only its owner touches it",
        varies "any teller's message may come first";
    * sharing::no_sharing: "Split instead of share",
        always "both results equal the serial ones";
    - sharing::lock_around_rayon: "A lock held around rayon's join",
        always "the thread that waits in `join` runs the other job, which cannot lock \
            while that thread holds the lock";
    * checks::check_then_act: "Looked, then acted",
        always "with two guards an overdraft is found; with one guard there is none in \
            any schedule";
    - checks::compound_map: "Two calls on one map",
        always "with two calls, two inserts of one key are found; with `entry` there are \
            none in any schedule";
    - waiting::condvar: "Waiting for a condition",
        always "a lost wake-up and a stolen one are found; with `wait_while` neither \
            happens in any schedule";
    - waiting::spurious_wakeups: "Woken without a reason",
        always "the first park returns although no letter is here; the loop goes on only \
            when it is";
    * waiting::deadlock: "Two locks, two orders",
        always "with two orders a deadlock is found, and both who wait are named; with \
            one order there is none in any schedule";
    - locks::poisoning: "A panic inside a lock",
        always "the next one to lock is told of the panic, and repairs the value";
    - locks::unpoisoned: "A lock that does not tell",
        always "after the panic, tokio's mutex hands out half a change, and only the join \
            tells of the panic";
    - atomics::initialise_once: "Exactly once",
        always "with a look and a set the value is made twice, with `OnceLock` and \
            `LazyLock` once";
    - memory::happens_before: "What another task must see",
        always "under `Relaxed` a stale read is found; over each of the five edges loom \
            finds none";
    * own::your_own_code: "Your own program, unmodified",
        always "a run has one report or two, and none has less",
        varies "a run with two is rare, and may not come";
    - lock_free::lock_free: "A stack without a lock",
        always "without a version a slot is handed out twice; with one this happens in no \
            schedule";
    - cost::cost: "What sharing costs",
        always "every way gives the exact total",
        varies "every figure differs";
}
