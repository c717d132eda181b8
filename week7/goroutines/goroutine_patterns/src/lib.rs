//! Shapes that recur.

mod blocking;
mod choose;
mod ending;
mod failures;
mod limits;
mod owner;
mod pools;
mod runtimes;

shared::lesson! {
    "Shapes that recur",
    * pools::worker_pool: "Three workers, ten jobs",
        always "every job is taken once, and the squares are in job order",
        varies "any worker may take any job";
    * pools::producer_consumer: "Three fill a queue, two empty it",
        always "every order is received once, and no consumer ends before the last \
            producer",
        varies "either consumer may take any order";
    * pools::pipeline: "Stages in a row",
        always "four lines come in order; then the stages end, the last one first";
    * pools::fan_out_fan_in: "One source, many workers, one sink",
        always "sorted, the answers are the same with 1, 2 and 4 workers",
        varies "the answers may come in any order";
    * limits::bounded_parallelism: "Twenty pages, three printers",
        always "every page is printed once, 3 are in at the peak, and all take 70 ms";
    * limits::timeout: "Late work is dropped",
        always "the job that is late never prints, but it closes the printer; the spawned \
            job goes on and prints";
    - ending::cancellation_tree: "A branch, or the whole tree",
        always "the kitchen ends alone, and the hall works on until the shop closes";
    * ending::graceful_shutdown: "Finish, then a deadline, then abort",
        always "each accepted order has finished, was aborted or panicked; later \
            orders are turned away";
    * blocking::blocked_executor: "Every worker in a blocking call",
        always "while tasks block both workers, the heart does not beat; while calls \
            block other threads, it does",
        varies "the callers may speak in any order, and the heart may beat before both \
            tasks have gone on";
    - blocking::block_in_place: "A call that blocks in its task",
        always "the heart beats while the only worker's task blocks in place; in a \
            `current_thread` runtime it panics";
    - blocking::blocking_pool: "No thread left for a call that blocks",
        always "with a limit of 2, the third call runs only after one of the two others \
            has gone on",
        varies "the calls may end in any order";
    - blocking::runtime_end: "What the end of a runtime waits for",
        always "the drop waits for call A; `shutdown_timeout` leaves call B behind";
    * runtimes::bridges: "From functions to tasks and back",
        always "each bridge gives 10, and a `block_on` inside a task panics";
    - limits::rate_limits: "Three limits for one burst",
        always "the tokens let requests through at 0, 0, 0, 10, 20 and 30 ms, the leak one \
            every 10 ms, and the window three every 30 ms; a request that gives up lets \
            nobody through early";
    - failures::circuit_breaker: "Closed, open, half open",
        always "the breaker opens at the third failure in a row, refuses four calls, lets \
            two try, and closes; a slow call from before the first try closes nothing; \
            three dropped calls open it again";
    - failures::retry: "When to try again, and when not",
        always "three clients succeed at the sixth try, each at its own times; one gives \
            up, and one never tries again";
    - owner::actor: "One task owns it, the others ask",
        always "the owner and the mutex have the same balance";
    - failures::supervisor: "A worker that is restarted",
        always "two restarts finish the first queue; the second queue is given up after \
            three";
    * pools::parallel_iterators: "A pool in one word",
        always "rayon's answers are those of the plain iterator, in the same order",
        varies "rayon's pool has one thread for each core, so their number differs";
    - runtimes::profiling: "Who holds the worker?",
        always "the task that does not come to its await is named";
    * choose::choose: "Thread, tokio or rayon",
        always "all answers are equal, and rayon's 16 waits take at least 320 ms \
            divided by its threads",
        varies "every figure differs";
}
