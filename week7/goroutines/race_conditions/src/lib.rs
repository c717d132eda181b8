//! What can go wrong between two instructions.

mod atomics;
mod checks;
mod cost;
mod lock_free;
mod locks;
mod memory;
mod orders;
mod sharing;
mod waiting;

shared::lesson! {
    "What can go wrong between two instructions",
    * orders::every_order: "Every order of two tasks",
        always "6 orders: 2 are right, 4 lose an addition";
    * orders::lost_update: "The lost update",
        always "a losing schedule is found; with one atomic step none, in all schedules";
    * orders::detectors: "What finds what",
        always "the same schedule fails in every run, and it is printed";
    * locks::mutex: "A lock owns its data",
        always "the total is exact";
    * locks::long_guard: "A guard that lives too long",
        always "held through the loop: 1 job at a time; bound first: 3 at once",
        varies "which worker takes which job";
    * locks::lock_over_await: "A lock held over an await",
        always "held over it, the other task is locked out; released before it, not";
    - locks::rwlock: "Many readers or one writer",
        always "two readers hold it at once, the writer holds it alone",
        varies "which reader speaks first";
    * atomics::atomics: "Indivisible steps",
        always "the total and the maximum are exact";
    * sharing::message_passing: "One owner, and messages to it",
        always "the total is exact, and only the owner touches it",
        varies "whose message comes first";
    * sharing::no_sharing: "Split instead of share",
        always "both answers equal the serial ones";
    * checks::check_then_act: "Looked, then acted",
        always "an overdraft is found; under one lock none, in all schedules";
    - checks::compound_map: "Two calls on one map",
        always "two inserts of one key are found; with an entry none, in all schedules";
    - waiting::condvar: "Waiting for a condition",
        always "the hang and the stolen wake-up are found; in a loop neither";
    * waiting::deadlock: "Two locks, two orders",
        always "the deadlock is found, both waiters are named; in one order none";
    - locks::poisoning: "A panic inside a lock",
        always "the next to lock is told, and the value is repaired";
    - atomics::initialise_once: "Exactly once",
        always "checked then set: twice; OnceLock and LazyLock: once";
    - memory::happens_before: "What another task must see",
        always "a stale read under Relaxed; none over any of the five edges";
    - lock_free::lock_free: "A stack without a lock",
        always "a slot is handed out twice; with a version tag never, in all schedules";
    - cost::cost: "What sharing costs",
        always "all totals are equal",
        varies "every figure";
}
