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

static EXERCISES: &[Exercise] = &[exercise! {
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
}];
