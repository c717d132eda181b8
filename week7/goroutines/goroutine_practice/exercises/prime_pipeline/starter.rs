//! prime_pipeline: numbers, primes, squares, text.
//!
//! A pipeline is a chain of stages. Each stage is a task of its own. It takes values
//! from the stage before it and passes values on to its reader.
//!
//! - `numbers(last)` is the first stage. It passes on 1, 2, 3, ... up to `last`, then
//!   ends.
//! - `stage(input, work)` calls `work` for each value of `input`, one after the other.
//!   If `work` returns `Some(value)`, the stage passes `value` on. For `None` it passes
//!   nothing on. It keeps the order of its input, loses nothing and repeats nothing. It
//!   ends when its input ends.
//! - `prime_squares(last)` is made of these: numbers, then only the primes, then their
//!   squares, then text. Up to 7 it gives "2 * 2 = 4", "3 * 3 = 9", "5 * 5 = 25",
//!   "7 * 7 = 49".
//! - All three functions return at once. The tasks that they started go on by
//!   themselves.
//! - Stages work at the same time. While one works on a value, the stage before it
//!   works on the next value.
//! - No stage runs far ahead. While nobody takes values from a stage, its `work`
//!   returns `Some` at most 4 times. So the stages before it have to wait, too.
//! - The reader may stop early: it drops what it reads from. The stage notices that
//!   when it passes on a value. After the drop, its `work` returns `Some` at most 4
//!   more times. Then the stage ends without a panic, and so do the stages before it.
//!   No task is left behind. Nobody has to join the tasks.
//!
//! Keep the names and the arguments of the three functions. `Receiver` may be that of
//! crossbeam or of `std::sync::mpsc`, or a type of your own that is an iterator. Write
//! the bodies, then run `cargo week7 check prime_pipeline`.

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
