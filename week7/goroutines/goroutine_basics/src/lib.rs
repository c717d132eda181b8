//! Starting work, and what becomes of it.

mod cost;
mod life;
mod running;
mod sharing;
mod start;

shared::lesson! {
    "Starting work, and what becomes of it",
    * start::launch: "Three ways to start work",
        always "every job runs once, and main gets the values in the order of its joins",
        varies "the jobs may count in any order";
    * start::lazy_futures: "A call alone runs nothing",
        always "two pages take 20 ms in turn, 10 ms joined and 10 ms spawned; page 0, \
            which nobody awaits, says nothing";
    * start::forgotten_wait: "When nobody waits",
        always "both printers wait for paper; the awaited one prints, the forgotten \
            one never does";
    * sharing::captures: "What a closure takes along",
        always "each page is printed once; the total of the copies stays 0, and the \
            total of the returned values is 6",
        varies "the printers may print in any order";
    * sharing::shared_ownership: "Several owners, one value",
        always "the list has 4 owners, in the end it has 1, and it holds all 3 orders",
        varies "the clerks may come in any order";
    * sharing::scoped: "Borrowing from the caller",
        always "in the end every total stands in the caller's own array",
        varies "the clerks may come in any order";
    * sharing::refusals: "Four error messages, and how to read them",
        always "each of the four programs runs after its cure";
    * running::threads_and_tasks: "One to one, and many to few",
        always "50 threads run on 50 OS threads, and 1000 tasks run on at most 2",
        varies "each figure differs; one worker may happen to run all the tasks";
    - running::scheduling: "Who gets the next turn",
        always "greedy A ends before greedy B starts; in tokio 1.54 both polite tasks end \
            a round before either begins the next";
    - running::budget: "When a ready await gives way",
        always "with the budget, the other task has a turn before all 1000 letters are \
            read; without it, only after all of them";
    - life::lifecycle: "Created, running, parked, finished",
        always "when a parked task is aborted, its values are dropped and nothing else \
            of it runs; a finished task keeps its value";
    * life::results_and_panics: "A failure is a value, and the join returns a panic",
        always "main gets one error, one panic, and the results of the two other jobs";
    - life::unseen_panics: "A panic that nobody sees",
        always "main goes on after the panic of the detached task, and is told of the \
            panic of the joined one";
    * life::first_channel: "A first channel",
        always "the orders arrive in the order in which they were sent, and the loop \
            ends when the sender is dropped",
        varies "the sender may be ahead of main by any number of orders";
    * life::leaks: "A task that can never end",
        always "one task stays alive while the receiver is kept, and none after it is \
            dropped";
    * life::cancellation: "A way out for every task",
        always "after the cancel, every task puts its 3 pages on the pile and ends";
    * cost::speedup: "When more at once is faster, and when not",
        always "five errands of 20 ms take 20 ms together, and every way to compute \
            gives the same result",
        varies "every figure that is measured differs; on cores that are busy with \
            other programs, splitting gains little or nothing";
    - life::watching: "Finding the task that hangs",
        always "the task that has not ended is named, and no other is";
    * cost::hundred_thousand: "A hundred thousand at once",
        always "100000 tasks are alive at the same time, and the sum of their numbers \
            is right",
        varies "every figure of memory differs";
}
