//! Room between the two.

mod deadlocks;
mod full;
mod jobs;
mod room;
mod sweep;

shared::lesson! {
    "Room between the two",
    * room::capacity: "Room for three",
        always "three fit, the fourth is refused; a waiting send goes on after a receive";
    * room::buffered_or_not: "The same work, with and without room",
        always "over 0 somebody waits at every hand-over; with room the sender never",
        varies "who waits, and how often";
    * room::fast_producer: "The producer cannot run away",
        always "the producer is never more than capacity + 1 items ahead",
        varies "how far ahead it gets";
    - room::sizing: "How much room",
        always "the depth of the queue and every wait, to the millisecond";
    - jobs::semaphore: "A channel as a semaphore",
        always "exactly two are at work at the peak",
        varies "who works with whom";
    - jobs::job_queue: "Workers drain a queue",
        always "every job once, and every worker ends",
        varies "which worker takes which job";
    - jobs::result_buffer: "Room for every result",
        always "all workers have ended before the first result is received",
        varies "the order of the results";
    * deadlocks::circular_wait: "Two who send to each other first",
        always "the deadlock is found; with room, in order, or by select: none";
    * deadlocks::count_mismatch: "More receives than sends",
        always "the hang is found; a loop that ends with the sender has none";
    * full::overflow: "When it is full",
        always "exactly which items survive each policy";
    - full::introspection: "What `len` can tell",
        always "what the only receiver has seen, it can receive; likewise the sender",
        varies "how many are seen";
    - sweep::capacity_sweep: "From 0 to 1,000",
        always "every message arrives, in order",
        varies "every figure";
}
