//! Exercises of week 8. `exercises/NAME` holds the files of each.

use practice::{Exercise, Set, exercise};

/// The exercises, in the order in which they are meant to be solved.
pub static SET: Set = Set {
    name: "channel_practice",
    week: "week8",
    title: "Channels: who sends, who receives, who closes",
    folder: env!("CARGO_MANIFEST_DIR"),
    exercises: EXERCISES,
};

static EXERCISES: &[Exercise] = &[
    exercise! {
        messages: "One sends, one receives, and the end is noticed",
        proves: [Start, Buffer],
        wrong: [
            room_for_one => "a send did not wait for a receive",
            keeps_a_sender => "the last sender was never dropped",
            task_for_each => "the messages are out of order",
            joins_first => "nobody receives",
            sender_dropped_is_a_panic => "a task panicked",
            gives_up_when_empty => "a message was dropped",
            forgets_the_task => "a task was left behind",
        ],
        odd: [std_channel, asks_for_each, slot, permits, parks, boxed],
    },
    exercise! {
        router: "Three inputs, three kinds, and none is lost",
        proves: [Select, Debug],
        wrong: [
            drops_when_full => "a message was dropped",
            shutdown_drops => "a message was dropped",
            first_closed_ends => "a message was dropped",
            closed_spins => "it never ends",
            idle_from_the_start => "the router ended too early",
            left_receiver_is_a_panic => "a task panicked",
            looks_at_one_output => "a message was dropped",
        ],
        odd: [timer, polls, select_by_hand, biased, lengths, postmen, options],
    },
    exercise! {
        job_system: "A hundred jobs, and statistics that add up",
        proves: [Start, Coordinate, Build],
        wrong: [
            counts_together => "an update was lost",
            keeps_a_sender => "the last sender was never dropped",
            joins_first => "nobody makes room",
            lazy_chain => "the jobs ran one after another",
            failure_ends_the_worker => "a job was left out",
            in_order_of_ending => "the results are out of order",
            dealt_beforehand => "a worker was idle while a job waited",
        ],
        odd: [
            queue,
            shared_receiver,
            handed_over,
            brings_all_home,
            scoped,
            main_works_too,
            counts_travel,
        ],
    },
    exercise! {
        api_client: "Rate limit, timeout, retry and circuit breaker",
        uses: tokio,
        proves: [Start, Select, Scale],
        wrong: [
            calls_for_nobody => "the service was called for nobody",
            breaks_off_a_call => "a call was broken off",
            no_line => "too many calls ran at once",
            retries_at_once => "the calls came too close",
            back_of_the_queue => "the calls are out of order",
            counts_each_request => "the breaker did not open",
            forgets_the_trial => "a failed trial opened nothing",
        ],
        odd: [fair_lock, permit, chain, turns, select_loop, own_queue, tickets],
    },
    exercise! {
        pub_sub: "A slow subscriber holds up nobody else",
        proves: [Buffer, Debug],
        wrong: [
            read_lock => "a lock is held during a wait",
            drops_when_full => "a message was dropped",
            no_bound => "the messages pile up",
            copies_then_joins => "a message was dropped",
            filters_on_arrival => "nobody makes room",
            task_for_each_message => "the messages are out of order",
            shares_the_list => "the last sender was never dropped",
        ],
        odd: [
            std_channels, closures, registry_task, turns, one_monitor, own_queue, tokens,
        ],
    },
    exercise! {
        scheduler: "Each job to a worker that can do it, the urgent first",
        proves: [Start, Coordinate, Build, Scale],
        wrong: [
            first_come => "the jobs are out of order",
            any_worker => "a job went to a worker that cannot do it",
            same_worker_again => "it was tried again by the same worker",
            keeps_the_ill => "a job went to a worker that may not try it",
            never_recovers => "a worker was given up too early",
            waits_for_nobody => "the last sender was never dropped",
            wakes_one => "a worker was idle while a job waited",
            works_under_the_lock => "the jobs ran one after another",
            leaves_too_early => "nobody woke the waiter",
            own_queues => "a worker was idle while a job waited",
        ],
        odd: [own_handle, sorted_map, sorted_list, bells, parked, looks_every_ms, condition_each, std_channel, group],
    },
    exercise! {
        aggregator: "Windows over what several sources measure",
        proves: [Start, Select, Build, Scale],
        wrong: [
            first_past_closes => "a window closed too early",
            alerts_at_the_end => "an alert came too late",
            blocks_on_windows => "nobody receives",
            spins => "it never ends",
            forgets_the_open => "a window was dropped",
            lock_while_sending => "a lock is held during a wait",
            half_counted => "the lock was let go too early",
        ],
        odd: [two_tasks, postmen, one_select, outbox, polls, copy_on_write, select_by_hand],
    },
    exercise! {
        chaos: "A client that survives its service",
        proves: [Start, Buffer, Build, Debug, Scale],
        wrong: [
            frees_late => "a call was shed though there was room",
            looks_then_enters => "too many requests were inside",
            one_queue_lock => "the requests ran one after another",
            loses_a_worker => "a worker was lost",
            works_for_nobody => "a try was made for nobody",
            counts_on_both_sides => "a call was counted twice",
            leaves_workers => "a task was left behind",
        ],
        odd: [
            one_step_door,
            scoped_workers,
            thread_per_request,
            condvar,
            supervisor,
            restarts,
            caller_tries_again,
        ],
    },
];
