//! Not sharing at all.

use std::sync::mpsc;
use std::thread;

use rayon::prelude::*;
use shared::Log;

/// "Share memory by communicating": ten tasks send, one owns the counter. The Go program
/// that this comes from starts its senders and never receives; here the receive loop is
/// the counter, and it ends when the last sender is dropped. A channel suits a value
/// with one owner and a queue of requests. For a bare count it is the long way round: a
/// mutex or an atomic is plainer, and in Rust just as safe.
pub fn message_passing(log: &Log) {
    let main = log.task("main");
    let (sender, amounts) = mpsc::channel();

    for id in 1..=10 {
        let sender = sender.clone();
        let teller = main.starts(format!("teller {id}"));
        thread::spawn(move || {
            teller.sends(id);
            sender.send(id).unwrap();
        });
    }
    drop(sender); // main's own: while it lives the loop below does not end

    let mut total = 0;
    for amount in amounts {
        main.receives(amount);
        total += amount;
    }
    writeln!(main, "total {total}");
}

/// What nobody shares needs no lock. rayon splits data over the cores: each part has one
/// owner, and the results are put together at the end. Go has no such thing in its
/// standard library, and Python's threads cannot use it. `par_chunks_mut` lends each
/// thread a part of one slice, and the compiler knows that the parts do not overlap.
pub fn no_sharing(log: &Log) {
    let main = log.task("main");
    let numbers: Vec<u64> = (1..=100_000).collect();

    let serial: u64 = numbers.iter().map(|n| n * n).sum();
    let parallel: u64 = numbers.par_iter().map(|n| n * n).sum();
    writeln!(main, "sum of squares: {parallel}, serially {serial}");

    let mut halves = numbers.clone();
    halves.par_chunks_mut(1000).for_each(|chunk| {
        chunk.iter_mut().for_each(|n| *n /= 2);
    });
    let right = numbers.iter().zip(&halves).all(|(n, half)| n / 2 == *half);
    writeln!(main, "every number halved in place: {right}");
}
