//! One task that waits for many.

mod cost;
mod tasks;
mod threads;

shared::lesson! {
    "One task that waits for many",
    * threads::two_workers: "Two workers, one group",
        always "each worker's five steps are in order, and main's last line comes after \
            all ten",
        varies "the workers may take turns in any way";
    * threads::scope: "A scope that counts by itself",
        always "each worker's five steps are in order, and main's last line comes after \
            all ten",
        varies "the workers may take turns in any way";
    * tasks::tasks: "A set of tasks, and a tracker",
        always "every result comes once; the wait for the empty tracker is over only \
            after the close",
        varies "the results may come in any order: a `JoinSet` promises none";
    - threads::dynamic: "Jobs that start jobs",
        always "every job of the tree runs once, and main goes on after the last one",
        varies "the jobs may run in any order";
    * tasks::errors: "Collect every error, or stop at the first",
        always "all five start, and exactly jobs 2 and 4 fail; of the second five, no job \
            starts after `stopping`";
    - threads::nested: "Groups within groups",
        always "each parent ends after both of its parts, and main goes on after both \
            parents",
        varies "the parents and their parts may run in any order";
    - threads::batches: "Twenty items, five at a time",
        always "the items of a batch start only when the previous batch has ended",
        varies "the items of a batch may come in any order";
    * threads::bounded_pool: "Twelve jobs, three workers",
        always "every job is done once; in the proof, 3 jobs are at work at the same time",
        varies "any worker may take any job";
    * tasks::timeout: "Wait no longer than this",
        always "the first wait ends in time; the second does not, and the task that is \
            late is cancelled";
    * threads::mistakes: "What goes wrong with a group",
        always "an early return and a panic are counted down; the waiter waits as long \
            as main keeps its clone",
        varies "the workers and the waiter may begin in any order";
    - threads::barrier: "Nobody goes on alone",
        always "nobody begins a round until all have begun the previous one; each \
            round has one leader",
        varies "any runner may lead";
    - cost::cost: "What waiting costs",
        always "every way gives the right answer",
        varies "every figure differs";
}
