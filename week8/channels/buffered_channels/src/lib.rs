//! Room between the two.

mod deadlocks;
mod full;
mod jobs;
mod room;
mod sweep;

shared::lesson! {
    "Room between the two",
    * room::capacity: "Room for three",
        always "three items are sent at once, and the fourth waits until main receives \
            at 10 ms";
    * room::buffered_or_not: "The same work, with and without room",
        always "with room for 0 somebody waits for every item; with room for 10 the \
            sender never waits",
        varies "the sender may wait, the receiver, or both";
    * room::fast_producer: "The producer cannot run away",
        always "the producer is never more than capacity + 1 items ahead",
        varies "the producer may be ahead by any smaller number, and the consumer may \
            name an item first";
    - room::sizing: "How much room",
        always "each row of the table is exact: the depth of the queue, how long the \
            sender waits, how old an item gets";
    - jobs::semaphore: "Two places for six jobs",
        always "two jobs are at work at the peak, and never three; both places are free \
            in the end, although one job has panicked";
    - jobs::job_queue: "Workers drain a queue",
        always "every job is done once, and every worker ends",
        varies "any worker may get any job";
    - jobs::result_buffer: "Room for every result",
        always "all workers have ended before main receives the first result",
        varies "the results may come in any order";
    * deadlocks::circular_wait: "Two who send to each other first",
        always "exploring finds the deadlock, with room for one too if each sends two \
            letters; each cure is right in every schedule";
    * deadlocks::count_mismatch: "More receives than sends",
        always "exploring finds the receive that waits for ever; the loop that ends \
            with the sender is right in every schedule";
    * full::overflow: "When it is full",
        always "waiting keeps all five items, each way to drop keeps the three that it \
            names, and the channel without a limit grows to five";
    - full::introspection: "What `len` can tell",
        always "the only receiver can receive every message that `len` counted; the \
            only sender can send into all the room that it saw",
        varies "`len` may count any number of messages";
    - sweep::capacity_sweep: "From 0 to 1,000",
        always "every message arrives, in order",
        varies "every time differs";
}
