//! Whichever comes first.

mod choice;
mod dropped;
mod flows;
mod places;
mod programs;
mod ready;
mod spins;
mod streams;
mod time;

shared::lesson! {
    "Whichever comes first",
    * ready::first_ready: "Two channels, one ready",
        always "the return, which is the only one there, is taken first; the order is \
            taken when it has come";
    * ready::default: "Never wait",
        always "each attempt returns at once, with the result that the lines show; page \
            2 is never printed";
    * time::timeout: "No longer than this",
        always "from a thread and from a task, the timeout comes first and then the \
            order";
    - time::deadline: "One deadline over many receives",
        always "with the deadline first, nothing is taken after its timer has \
            fired; with `timeout_at`, orders that are ready are still taken";
    - time::ticker: "A clock that ticks while nobody looks",
        always "after a reader that was busy for 350 ms, each policy gives exactly the \
            ticks of its line";
    * flows::multiplex: "Many sources, one loop",
        always "every message arrives once, those of a source in order; the loop ends \
            after both sources are closed",
        varies "the two sources may take turns in any way";
    - flows::route: "An outlet for each kind",
        always "every letter comes once, to the outlet of its kind; in each outlet, \
            the letters of one inlet stay in order",
        varies "the two inlets may take turns in any way";
    * choice::priority: "Urgent before normal",
        always "when both are ready, the urgent order is taken";
    - choice::fairness: "Ten thousand choices",
        always "two ready arms get 40 to 60 percent each; in tokio, the arm after one \
            that is off gets 60 to 76 percent",
        varies "tokio's figures differ; crossbeam's are the same in every run of this \
            program";
    * choice::switch_off: "Arms that are switched off",
        always "an arm that is off never runs; with all arms off and no `else`, tokio's \
            `select!` panics";
    - flows::many: "As many channels as there are",
        always "every page of every printer arrives, those of a printer in order",
        varies "the printers may take turns in any way";
    - streams::stream: "A channel as a stream",
        always "the first batch is complete at once; the second is handed on when its \
            first order is 50 ms old; order 0 is in none";
    - programs::state_machine: "Start, pause, resume, cancel",
        always "the states change exactly as the lines show, and every other command is \
            refused";
    - flows::work_stealing: "Work is taken from the one who has too much",
        always "every job is run once; the owner begins with the newest job, and the \
            oldest job is stolen",
        varies "any of them may run the jobs between";
    * dropped::cancel_safety: "A future dropped half-way",
        always "the unsafe loop loses order 3 and the unsafe send order 7; the two safe \
            forms lose none";
    * dropped::select_in_a_loop: "Made anew in each turn, it never ends",
        always "made anew, the page is not printed after 100 ticks; made once, it is \
            printed after 3";
    - places::polled_again: "A future that has already ended",
        always "the careless loop panics; the loop with a guard goes on to its end";
    - places::lost_place: "A place in the queue is lost",
        always "A came first; it is served last if it makes its wait anew every 10 ms, \
            and first if it makes it once";
    - spins::gotchas: "Loops that run too often, or do not end",
        always "the first loop spins at least 1,000 times for one order; the closed \
            channel is taken in all 1,000 turns, or only once",
        varies "how often the first loop spins";
    - places::futurelock: "A place in the queue, and nobody in it",
        always "the clerk that keeps its page waits for ever; the clerk that drops it \
            prints after the user";
    * programs::batcher: "By size or by time",
        always "orders 1 to 3 are stored by size, 4 and 5 by time, 6 and 7 at the \
            shutdown; order 8 comes back";
}
