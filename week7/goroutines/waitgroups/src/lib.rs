//! One task that waits for many.

mod cost;
mod tasks;
mod threads;

shared::lesson! {
    "One task that waits for many",
    * threads::two_workers: "Two workers, one group",
        always "ten steps, each worker's in order, main's last line after both",
        varies "how A and B take turns";
    * threads::scope: "A scope that counts by itself",
        always "ten steps, each worker's in order, main's last line after both",
        varies "how A and B take turns";
    * tasks::tasks: "A set of tasks, and a tracker",
        always "every result comes once; the tracker is empty at the end",
        varies "the order in which the results come";
    - threads::dynamic: "Jobs that start jobs",
        always "every job of the tree runs once, and main goes on after the last",
        varies "the order of the jobs";
    * tasks::errors: "Collect every error, or stop at the first",
        always "exactly the errors of jobs 2 and 4; no job starts after `stopping`";
    - threads::nested: "Groups within groups",
        always "both parts of a parent meet; a parent ends after its parts",
        varies "which parent is first";
    - threads::batches: "Twenty items, five at a time",
        always "no item of a batch starts before the batch before it has ended",
        varies "the order within a batch";
    * threads::bounded_pool: "Twelve jobs, three workers",
        always "every job once; at the peak exactly 3 are at work",
        varies "which worker takes which job";
    * tasks::timeout: "Wait no longer than this",
        always "in time: true; else false, and each straggler is cancelled";
    * threads::mistakes: "What goes wrong with a group",
        always "a panic counts down; with a clone kept the waiter waits, without it not";
    - threads::barrier: "Nobody goes on alone",
        always "nobody begins a round before all have begun the last; one leader each",
        varies "who leads";
    - cost::cost: "What waiting costs",
        always "every method gives the same answer",
        varies "every figure";
}
