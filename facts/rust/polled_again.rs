// holds select_statements polled_again: "A future that has returned its value must
// not be polled again: an `async fn` panics then."

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::{Context, Waker};

pub fn main() {
    let mut page = pin!(async { 1 });
    let mut context = Context::from_waker(Waker::noop());
    println!("{:?}", page.as_mut().poll(&mut context));
    let again = catch_unwind(AssertUnwindSafe(|| page.as_mut().poll(&mut context)));
    println!("polled again, it panics: {}", again.is_err());
}

// stderr has "`async fn` resumed after completion"
// prints:
// Ready(1)
// polled again, it panics: true
