//! A value changes hands.

mod basics;
mod cost;
mod ends;
mod kinds;
mod mistakes;
mod states;

shared::lesson! {
    "A value changes hands",
    * basics::hello: "One send, one receive",
        always "the value arrives";
    * kinds::which_channel: "Which channel when",
        always "every cell of the table, found out as it is printed";
    * basics::rendezvous: "Capacity zero: they meet",
        always "no send returns before a receive has begun",
        varies "which of `sent` and `received` is written first";
    * basics::directions: "The two ends are the directions",
        always "every price goes one way, and comes out doubled";
    * ends::closing: "Closed by the last sender",
        always "what was sent is received, then the end; a refused value comes back";
    * ends::range: "Until the end",
        always "all values in order, then the end of the loop";
    * ends::brief_example: "Five items, room for two",
        always "five items in order, then the end; by timeout three, and two are lost";
    * states::state_table: "Every operation in every state",
        always "the whole table, cell by cell";
    - states::nil: "A channel that is never ready",
        always "the other arm wins each time";
    - ends::first_class: "Channels are values",
        always "every consumer gets its own orders and no others";
    * basics::request_reply: "An answer for whoever asked",
        always "each caller gets its own answer",
        varies "who is served first";
    * ends::notify_and_broadcast: "One drop wakes everyone",
        always "all four are woken by one drop",
        varies "who wakes first";
    - ends::generator: "A function that returns a receiver",
        always "the producer ends when its receiver is dropped, and is joined";
    * kinds::async_channels: "Four channels between tasks",
        always "one taker each, one answer, 6 of 10 missed, only the latest";
    * mistakes::mistakes: "Three ways to wait for ever",
        always "each is found by exploring, and each cure is right in all schedules";
    - cost::cost: "What a message costs",
        always "all messages arrive",
        varies "every figure";
}
