// holds select_statements fairness: "past each arm that is off or not ready. Such
// an arm hands its share to the arm below it, which here gets two thirds."
// holds select_statements switch_off: "The expression of the arm is evaluated all
// the same"
// holds select_statements switch_off: "`tokio::select!` panics, unless it has an
// `else`"
// with tokio

use std::cell::Cell;
use std::future::{pending, ready};

#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    let (mut below, mut last) = (0, 0);
    for _ in 0..10_000 {
        tokio::select! {
            () = ready(()), if false => unreachable!("it is off"),
            () = ready(()) => below += 1,
            () = ready(()) => last += 1,
        }
    }
    println!("of 10,000 about two thirds: {}", (6_000..7_300).contains(&below));
    println!("and a third: {}", below + last == 10_000);
    below = 0;
    for _ in 0..10_000 {
        tokio::select! {
            () = pending() => unreachable!("it is never ready"),
            () = ready(()) => below += 1,
            () = ready(()) => {}
        }
    }
    println!("below one that is not ready: {}", (6_000..7_300).contains(&below));

    let evaluated = Cell::new(false);
    tokio::select! {
        () = { evaluated.set(true); ready(()) }, if false => {}
        else => println!("evaluated, though it is off: {}", evaluated.get()),
    }
    let all_off = tokio::spawn(async {
        tokio::select! { () = ready(()), if false => {} }
    });
    println!("panics: {}", all_off.await.unwrap_err().is_panic());
}

// stderr has "all branches are disabled and there is no else branch"
// prints:
// of 10,000 about two thirds: true
// and a third: true
// below one that is not ready: true
// evaluated, though it is off: true
// panics: true
