//! Shapes that recur.

mod blocking;
mod choose;
mod ending;
mod failures;
mod limits;
mod owner;
mod panics;
mod pools;
mod runtimes;
mod time;

shared::lesson! {
    "Shapes that recur",
    * pools::worker_pool: "Three workers, ten jobs",
        always "every job once; the first three meet; the squares are in job order",
        varies "which worker takes which job";
    * pools::producer_consumer: "Three fill a queue, two empty it",
        always "every order once; no consumer ends before the last producer",
        varies "who takes which order";
    * pools::pipeline: "Stages in a row",
        always "four lines in order; then the stages end, the last one first";
    * pools::fan_out_fan_in: "One source, many workers, one sink",
        always "the same set of answers with 1, 2 and 4 workers",
        varies "the order of the answers";
    * limits::bounded_parallelism: "Twenty pages, three printers",
        always "every page once; at the peak exactly 3 are in; 70 ms in all";
    * limits::timeout: "Late work is dropped",
        always "the late job never prints, but closes; the spawned one goes on";
    - ending::cancellation_tree: "A branch, or the whole tree",
        always "the kitchen ends alone; the hall works on until the shop closes";
    * ending::graceful_shutdown: "Finish, then a deadline, then abort",
        always "finished + aborted = accepted; whoever comes later is turned away";
    * runtimes::blocked_executor: "Every worker in a blocking call",
        always "no beat while both workers are blocked; meanwhile all beats beside the cure",
        varies "which caller speaks first, and when heart 1 beats at last";
    * runtimes::bridges: "From functions to tasks and back",
        always "each bridge gives 10; a runtime inside a runtime panics";
    - limits::rate_limits: "Three limits for one burst",
        always "tokens at 0 0 0 10 20 30 ms, the leak every 10, the window in threes";
    - failures::circuit_breaker: "Closed, open, half open",
        always "opens at the third failure in a row, refuses four calls, tries two, closes";
    - failures::retry: "When to try again, and when not",
        always "three schedules at their exact times; one gives up, one never tries again";
    - owner::actor: "One task owns it, the others ask",
        always "the owner and the mutex have the same balance";
    - failures::supervisor: "A worker that is restarted",
        always "two restarts finish the first queue; the second is given up after three";
    * pools::parallel_iterators: "The pool in one line",
        always "rayon's answers are the pool's, in order",
        varies "the number of threads: one a core";
    - runtimes::profiling: "Who holds the worker?",
        always "the printer holds its worker until it is named; nobody else is",
        varies "every figure of time, the number of polls, the queue";
    * choose::choose: "Thread, tokio or rayon",
        always "all answers are equal",
        varies "every figure";
}
