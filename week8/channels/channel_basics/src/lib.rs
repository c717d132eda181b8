//! A value changes hands.

mod basics;
mod between_tasks;
mod cost;
mod ends;
mod kinds;
mod mistakes;
mod signals;
mod states;

shared::lesson! {
    "A value changes hands",
    * basics::hello: "One send, one receive",
        always "the message that the thread sends is the message that main \
            receives";
    * kinds::which_channel: "Which channel when",
        always "without room `try_send` fails and tokio's `mpsc` panics; two \
            receivers of one queue share the messages, two of `broadcast` get all";
    * basics::rendezvous: "Capacity zero: the two sides meet",
        always "no send returns before a receive has begun",
        varies "the giver's line may come before, between or after the last two of main";
    * basics::directions: "The two ends are the directions",
        always "each price comes out doubled, in order, and then the stream ends";
    * ends::closing: "Closed by the last sender",
        always "both messages are received before the error that means the end; a \
            message that nobody can receive comes back to its sender";
    * ends::range: "A loop until the end",
        always "all values arrive in order, and then the loop ends";
    * ends::brief_example: "Five items, room for two",
        always "the first consumer gets all five items; the one with the timeout gets \
            three, and two are lost";
    * states::state_table: "Every operation in every state",
        always "every operation does in every state what the table says";
    - states::nil: "A channel that is never ready",
        always "the arm of `never()` is never taken, and the arm of the channel \
            that replaces it is taken at once";
    - ends::first_class: "Channels are values",
        always "every shop gets its own orders and no others",
        varies "any shop may be first";
    * basics::request_reply: "An answer for the caller",
        always "each caller gets its own answer, and a caller that has left does not \
            stop the server",
        varies "the callers may be served in any order";
    * signals::notify_and_broadcast: "One drop wakes everyone",
        always "no runner runs before main drops the sender, and then all four run",
        varies "the runners may start in any order";
    - ends::generator: "A function that returns a receiver",
        always "the producer ends after its reader has dropped the receiver";
    * between_tasks::async_channels: "Four channels between tasks",
        always "`mpsc` brings all 3 jobs in order, `oneshot` one answer; `broadcast` \
            has dropped 6 of 10 messages; `watch` shows the latest value only";
    - between_tasks::shared_queue: "Several tasks, one queue",
        always "every job is done once, and every worker ends",
        varies "any worker may get any job";
    - between_tasks::lag: "A lag is not the end",
        always "the first loop stops at the lag and reads nothing; the second one is \
            told of 6 lost messages, reads the other 4, and then ends";
    - between_tasks::held_borrow: "A borrow that blocks the sender",
        always "the send does not return before main drops its borrow";
    - signals::notify: "A bell without a message",
        always "two rings of `notify_one` before anyone waits are heard once; a ring \
            of `notify_waiters` is heard by a `notified()` called before it, and by no \
            later one";
    * mistakes::mistakes: "Three ways to wait for ever",
        always "exploring finds each of the three, and each cure is right in every \
            schedule";
    - cost::cost: "What a message costs",
        always "every question gets its answer, over each kind of channel",
        varies "every figure differs";
}
