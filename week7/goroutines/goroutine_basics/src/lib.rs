//! Starting work, and what becomes of it.

mod cost;
mod life;
mod running;
mod sharing;
mod start;

shared::lesson! {
    "Starting work, and what becomes of it",
    * start::launch: "Three ways to start work",
        always "every job runs once; main has the values in the order of its joins",
        varies "the order in which the jobs count";
    * start::lazy_futures: "Nothing runs before it is awaited",
        always "in turn 20 ms, joined 10, spawned 10; page 0 never speaks";
    * start::forgotten_wait: "Nobody waits",
        always "both are parked; the forgotten never prints, the awaited does";
    * sharing::captures: "What a closure takes along",
        always "each page once; the copies count 0, the returned values 6",
        varies "the order of the printers";
    * sharing::shared_ownership: "Several owners, one value",
        always "4 owners, in the end 1; it has all 3 orders",
        varies "the order of the clerks";
    * sharing::scoped: "Borrowing from the caller",
        always "the caller's own array holds every total",
        varies "the order of the clerks";
    * sharing::refusals: "Four messages, and how to read them",
        always "each of the four runs, once it is cured";
    * running::threads_and_tasks: "One to one, and many to few",
        always "50 threads on 50 OS threads, 1000 tasks on at most 2",
        varies "every time; with luck one worker takes all tasks";
    - running::scheduling: "Who gets the next turn",
        always "greedy A ends before greedy B starts; polite ones go round by round";
    - life::lifecycle: "Created, running, parked, finished",
        always "aborted, a parked task only drops; a finished one keeps its value";
    * life::results_and_panics: "A failure is a value, a panic stops at the join",
        always "one error, one panic, and the results of the two others";
    * life::first_channel: "A first channel",
        always "the orders arrive as they were sent; the loop ends with the sender",
        varies "how far the clerk is ahead";
    * life::leaks: "A task that can never end",
        always "with the receiver kept one task is alive, with it dropped none";
    * life::cancellation: "A way out for every task",
        always "after the cancel every task puts its 3 pages away and ends";
    * cost::speedup: "When more at once is faster",
        always "5 couriers away at once, a worker on every core, equal results",
        varies "every time";
    - life::watching: "Finding the one that hangs",
        always "the hung task is named, and only it";
    * cost::hundred_thousand: "A hundred thousand at once",
        always "100000 tasks alive together; the sum of their numbers is right",
        varies "every figure of memory";
}
