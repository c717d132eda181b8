//! Exercises of week 7. `exercises/NAME` holds the files of each.

use practice::{Exercise, Set, exercise};

/// The exercises, in the order in which they are meant to be solved.
pub static SET: Set = Set {
    name: "goroutine_practice",
    week: "week7",
    title: "Tasks, locks, and what comes in between",
    folder: env!("CARGO_MANIFEST_DIR"),
    exercises: EXERCISES,
};

static EXERCISES: &[Exercise] = &[
    exercise! {
        first_workers: "Five at work, and all done before the end",
        proves: [Start],
        wrong: [
            one_after_another => "the workers ran one after another",
            lazy_chain => "the workers ran one after another",
            in_order_of_ending => "the results are out of order",
            sleeps_for_a_while => "a task was left behind",
            keeps_a_sender => "the last sender was never dropped",
        ],
        odd: [scoped, slots, group, sorted, works_itself],
    },
    exercise! {
        downloads: "A group that waits for all of its downloads",
        proves: [Start, Coordinate],
        wrong: [
            fetches_at_once => "the downloads ran one after another",
            counts_itself_in => "a download was left out",
            stops_at_the_first_failure => "a task was left behind",
            reads_then_writes => "an update was lost",
            failure_says_nothing => "the last sender was never dropped",
        ],
        odd: [wait_group, reports, last_one_out, parks, each_its_own_cell],
    },
    exercise! {
        safe_counter: "A counter that loses nothing",
        proves: [Debug],
        wrong: [
            load_then_store => "an update was lost",
            split_lock => "the lock was let go too early",
            two_locks => "two locks in two orders",
            lock_twice => "a task waits for itself",
            reset_in_two_steps => "an update was lost",
        ],
        odd: [compare_exchange, actor, shards, turnstile],
    },
    exercise! {
        worker_pool: "A few workers, any number of jobs",
        proves: [Start, Build],
        wrong: [
            task_for_each_job => "too many jobs ran at once",
            lock_kept_while_working => "the jobs ran one after another",
            panic_ends_the_worker => "a task panicked",
            one_stop_for_all => "the last sender was never dropped",
            drops_what_waits => "a job was left out",
            forgets_the_workers => "a task was left behind",
        ],
        odd: [
            shared_receiver,
            condition,
            permits,
            stop_for_each,
            sender_dropped_is_a_panic,
            starts_when_needed,
        ],
    },
    exercise! {
        bounded_buffer: "A queue with room for a few",
        proves: [Buffer, Debug],
        wrong: [
            looks_once => "the buffer holds more than its room",
            flag_beside_the_lock => "nobody woke the waiter",
            close_wakes_one => "nobody woke the waiter",
            takes_in_silence => "nobody woke the waiter",
            closed_comes_first => "a value was dropped",
        ],
        odd: [wakes_everyone, wait_while, parked, letters, owner],
    },
    exercise! {
        prime_pipeline: "Numbers, primes, squares, text",
        proves: [Start, Buffer, Build],
        wrong: [
            reader_taken_for_granted => "a task panicked",
            error_ignored => "a stage works for nobody",
            collected_first => "the stages ran one after another",
            ends_at_a_gap => "a value was dropped",
            unbounded => "a stage runs far ahead",
            scoped => "nobody makes room",
            two_workers => "the values are out of order",
        ],
        odd: [
            std_channels,
            meetings,
            joined_on_drop,
            own_channel,
            selects,
            permits,
            two_tasks,
        ],
    },
    exercise! {
        rate_limiter: "A token bucket that waits, gives up and stops",
        uses: tokio,
        proves: [Start, Select],
        wrong: [
            looks_once => "too many were let through",
            books_ahead => "a token was lost",
            overflows => "too many were let through",
            sleeps_through => "a waiter slept through the stop",
            pours_for_ever => "a task was left behind",
        ],
        odd: [semaphore, channel_of_tokens, notify, queue, atomics],
    },
    exercise! {
        graceful_service: "Jobs that are started, bounded, and brought to an end",
        uses: tokio,
        proves: [Start, Debug],
        wrong: [
            guard_over_an_await => "a lock is held over an await",
            blocks_the_thread => "a task blocks the executor",
            sleeps_the_grace => "the stop came late",
            wakes_nobody => "a waiter slept through the stop",
            drops_the_handles => "a task was left behind",
            does_not_wait_for_the_end => "a task was left behind",
        ],
        odd: [actor, places_come_back, last_sender, workers, handles, looks_every_ms],
    },
    exercise! {
        concurrent_map: "A map whose snapshots belong to one moment",
        proves: [Debug, Scale],
        wrong: [
            gets_then_sets => "two replaced the same value",
            looks_then_deletes => "a task panicked",
            length_beside => "the length is not what the map holds",
            two_orders => "two locks in two orders",
            locks_twice => "a task waits for itself",
            counts_shard_by_shard => "a snapshot mixes two moments",
            clears_shard_by_shard => "a snapshot mixes two moments",
        ],
        odd: [shards, readers, sharded_lock, copy_on_write, list, baton, owner],
    },
];
