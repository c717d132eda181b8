//! What the compiler refuses: this is checked, and must not pass.

mod closed_twice;
mod guard_in_a_spawned_task;
mod moved_after_the_send;
mod mpsc_has_one_receiver;
mod oneshot_sends_once;
mod std_has_one_receiver;

fn main() {}
