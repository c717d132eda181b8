//! Programs made of channels.

mod actors;
mod care;
mod chains;
mod order_desk;
mod pool;
mod requests;
mod streams;
mod topics;

shared::lesson! {
    "Programs made of channels",
    * streams::pipeline: "Stages that end when nobody listens",
        always "main gets the first two areas; after it leaves, every stage ends, the \
            last one first",
        varies "the stages may take turns in any way";
    * streams::fan_in: "Many producers, one stream",
        always "every page arrives, those of a printer in order, and then the stream \
            ends",
        varies "the pages of the printers may mix in any way";
    - streams::restoring_sequence: "A stream with turns",
        always "the two speakers alternate, and both end when the listener leaves",
        varies "either of the two may begin, and either may end first";
    * streams::fan_out: "One source, shared or copied",
        always "shared, each order goes to one cook; copied, every order goes to every \
            department, in order",
        varies "any cook may get any order, and the lines of the departments may mix";
    * pool::worker_pool: "A pool as a type",
        always "every job that was submitted before the close is answered before \
            the workers are joined; a panic is the answer of its own job";
    * topics::pub_sub: "Topics, and readers that are slow",
        always "each reader gets exactly its messages, and the slow reader is told that \
            it has lost 3";
    - requests::request_response: "Clients that do not wait for ever",
        always "Ann gets her answer; Joe and Sue give up after their patience, and the \
            server learns of both";
    - requests::dead_server: "When the server dies",
        always "Ann gets her answer; Joe is told of the death at once, long before his \
            timeout; Sue's question is refused";
    * care::graceful_shutdown: "Told to stop, then a deadline",
        always "told to stop at 25 ms, three workers finish their order and end; at 75 \
            ms the fourth is dropped, and no task is left";
    - chains::daisy_chain: "A chain of 100,000 tasks",
        always "100,000 tasks are alive at once, the value is 100,001, and no task is \
            left",
        varies "the time differs";
    - requests::hedged_requests: "Do not wait for the slowest",
        always "the first good answer comes at 30 ms, and the second at 80 ms; the \
            others are dropped at that moment; if all fail, main gets the error";
    - chains::prime_sieve: "A chain that grows",
        always "the first 100 primes come out, and then all 101 tasks end";
    - care::heartbeat: "A worker that falls silent",
        always "the silent worker is replaced 30 ms after its last beat; in this run \
            each page is printed once";
    - actors::weak_sender: "An actor that keeps itself alive",
        always "the actor that keeps a sender of its own never ends; the one with a \
            weak sender ends after main has dropped its sender";
    * order_desk::order_desk: "The whole: an order desk",
        always "the accepted orders are exactly the stored, the rejected and the failed \
            ones";
}
