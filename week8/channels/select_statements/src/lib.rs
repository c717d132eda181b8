//! Whichever comes first.

mod choice;
mod dropped;
mod flows;
mod programs;
mod ready;
mod spins;
mod time;

shared::lesson! {
    "Whichever comes first",
    * ready::first_ready: "Two channels, one ready",
        always "the return, the only one ready, is first; then the order";
    * ready::default: "Never wait",
        always "sent, no room, full, received, empty, closed; page 2 is never printed";
    * time::timeout: "No longer than this",
        always "the timeout first, then the order, from a thread and from a task";
    - time::deadline: "One deadline over many receives",
        always "deadline first: nothing after it; `timeout_at`: what is ready still wins";
    - time::ticker: "A clock that ticks while nobody looks",
        always "burst 0 350 350 350 400 500, delay 0 350 450 550, skip 0 350 400 500";
    * flows::multiplex: "Many sources, one loop",
        always "every message once, each source's in order; the end after both closed",
        varies "how the two sources take turns";
    - flows::route: "An outlet for each kind",
        always "every letter once, at the outlet of its kind; each inlet's in its order",
        varies "how the inlets take turns";
    * choice::priority: "Urgent before normal",
        always "when both are ready the urgent one is taken";
    - choice::fairness: "Ten thousand choices",
        always "two ready arms: 40 to 60 percent each; tokio's with one off: not even",
        varies "every figure";
    * choice::switch_off: "Arms that are switched off",
        always "an arm that is off never fires; all off and no `else`: a panic";
    - flows::many: "As many channels as there are",
        always "every page of every printer, each printer's in order",
        varies "how the printers take turns";
    - programs::state_machine: "Start, pause, resume, cancel",
        always "exactly these transitions; what is not legal is refused";
    - flows::work_stealing: "Work is taken from who has too much",
        always "every job once; the owner begins with the newest, a thief the oldest",
        varies "who runs the jobs between";
    * dropped::cancel_safety: "A future dropped half-way",
        always "lost: exactly order 3, and order 7 in the send; the safe forms lose none";
    * dropped::select_in_a_loop: "Made anew in each turn, it never ends",
        always "made anew: not done after 100 ticks; made once: done after 3";
    - spins::gotchas: "Loops that run too often, or end too soon",
        always "1,000 spins or more for one order; 1,000 turns for nothing, or one",
        varies "how many spins more than 1,000";
    - dropped::futurelock: "A place in the queue, and nobody in it",
        always "kept: page and clerk hang; dropped: the clerk prints after the user";
    * programs::batcher: "By size or by time",
        always "batches 1 2 3 by size, 4 5 by time, 6 7 at shutdown; 8 comes back";
}

/// So many milliseconds.
fn ms(count: u64) -> std::time::Duration {
    std::time::Duration::from_millis(count)
}
