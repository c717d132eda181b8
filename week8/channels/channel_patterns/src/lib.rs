//! Programs made of channels.

mod care;
mod chains;
mod order_desk;
mod pool;
mod requests;
mod streams;
mod topics;
mod witness;

shared::lesson! {
    "Programs made of channels",
    * streams::pipeline: "Stages that end when nobody listens",
        always "exact output; after the cancel every stage ends, the last one first",
        varies "how the stages take turns";
    * streams::fan_in: "Many producers, one stream",
        always "every page arrives, each printer's in order, then the stream ends",
        varies "how the printers mix";
    - streams::restoring_sequence: "A stream with turns",
        always "the speakers alternate strictly; both end when the listener leaves",
        varies "who begins";
    * streams::fan_out: "One source, shared or copied",
        always "shared: each order with one cook, two each; copied: all, in order",
        varies "who gets which order, and how they take turns";
    * pool::worker_pool: "A pool as a type",
        always "closed with jobs in its queue, every job is still answered",
        varies "which of the first two jobs is done first";
    * topics::pub_sub: "Topics, and readers that are slow",
        always "exact deliveries; the slow reader is told of exactly 3 lost";
    - requests::request_response: "Clients that do not wait for ever",
        always "each answer goes to its asker; the late one is reported";
    * care::graceful_shutdown: "A tree of tasks, told by a closed channel",
        always "told at 25 ms, the quick end after their order, at 75 none is left";
    - chains::daisy_chain: "A chain of 100,000 tasks",
        always "100,000 tasks at once; the value is 100,001; none is left",
        varies "the time";
    - requests::hedged_requests: "Do not wait for the slowest",
        always "the first answer counts, at 30 and at 80 ms; the losers are cancelled";
    - chains::prime_sieve: "A chain that grows",
        always "the first 100 primes; all 101 tasks end, none is left";
    - care::heartbeat: "A worker that falls silent",
        always "noticed 30 ms after its last beat and replaced; each page printed once";
    * order_desk::order_desk: "The whole: an order desk",
        always "accepted = stored + rejected + failed, exactly";
}
