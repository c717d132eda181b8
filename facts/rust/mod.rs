//! The facts in Rust: each a program of its own, in one binary.

macro_rules! programs {
    ($($name:ident)+) => {
        $(mod $name;)+

        /// The program of this name.
        pub fn named(name: &str) -> Option<fn()> {
            match name {
                $(stringify!($name) => Some($name::main),)+
                _ => None,
            }
        }
    };
}

programs! {
    block_in_place
    blocking_pool
    budget
    channels_memory
    closed_by_the_receiver
    compare_exchange
    counted_too_late
    default_is_lazy
    dropped_half_way
    dropped_with_the_runtime
    four_between_tasks
    guard_in_a_body
    guard_within_one_task
    kanal_without_room
    keeps_itself_alive
    loom_load_buffering
    never_and_zero
    no_room
    notify
    off_by_if
    once_after_a_panic
    one_receiver_each
    parks_at_once
    payloads
    permit_comes_back
    place_in_the_queue
    poisoning
    polled_again
    rayon_keeps_the_order
    rayon_waits_by_working
    read_twice
    reads_twice_in_std
    runtime_in_a_runtime
    scope_panics
    seen_at_the_join
    seg_queue
    send_to_nobody
    shuffled_alike
    ticks
    tokens
    tracker_not_closed
    unconstrained
    unseen_panic
    waits_overlap
    watch_is_held
    yielded_last
}
