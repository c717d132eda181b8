//! prime_pipeline: numbers, primes, squares, text.
//!
//! A pipeline is a chain of stages. Each stage is a task of its own that takes values
//! from the stage before it and hands values on to its reader.
//!
//! - `numbers(last)` is the first stage: it hands on 1, 2, 3, ... up to `last`, and ends.
//! - `stage(input, work)` calls `work` for each value of `input`, one after the other. It
//!   hands on `value` where that is `Some(value)` and nothing where it is `None`. What
//!   comes out is in the order of what came in, each once. It ends when its input ends.
//! - `prime_squares(last)` is made of them: numbers, then primes, squares, text. Up to 7
//!   it gives "2 * 2 = 4", "3 * 3 = 9", "5 * 5 = 25", "7 * 7 = 49".
//!
//! All three return at once, and what they have started goes on by itself. Stages work
//! at the same time: while one works on a value, the one before works on the next.
//!
//! - Nobody runs far ahead. As long as nobody takes from a stage, it calls its `work` for
//!   at most 4 values that it is to hand on; the stages before it wait as well.
//! - The reader may stop early, by dropping what it reads from. The stage notices that
//!   when it hands on its next value, at most 4 of them later. It ends without a panic,
//!   and so do those before it: nobody is left behind. You need not join them.
//!
//! Keep the names and the arguments of the three functions. `Receiver` may be crossbeam's
//! or that of std's `mpsc`, or a type of your own that is an iterator.

use crossbeam::channel::Receiver;

pub fn numbers(last: u64) -> Receiver<u64> {
    todo!("start a task that hands on 1 to {last}")
}

pub fn stage<A, B>(
    input: Receiver<A>,
    work: impl FnMut(A) -> Option<B> + Send + 'static,
) -> Receiver<B>
where
    A: Send + 'static,
    B: Send + 'static,
{
    drop((input, work));
    todo!("start a task that works on what comes from the input")
}

pub fn prime_squares(last: u64) -> Receiver<String> {
    todo!("numbers up to {last}, primes, squares, text")
}

#[expect(dead_code, reason = "until prime_squares needs it")]
fn is_prime(n: u64) -> bool {
    n > 1 && (2..n).take_while(|d| d * d <= n).all(|d| !n.is_multiple_of(d))
}

fn main() {
    for line in prime_squares(20) {
        println!("{line}");
    }
    // The reader stops early; the stages notice and end.
    for line in prime_squares(1_000_000).into_iter().take(3) {
        println!("{line}");
    }
}
