//! Exercises of week 8. `exercises/NAME` holds the files of each.

use practice::{Exercise, Set};

/// The exercises, in the order in which they are meant to be solved.
pub static SET: Set = Set {
    name: "channel_practice",
    week: "week8",
    title: "Channels: who sends, who receives, who closes",
    folder: env!("CARGO_MANIFEST_DIR"),
    exercises: EXERCISES,
};

static EXERCISES: &[Exercise] = &[];
