// holds channel_basics nil: "`never()`, a receiver to which no message ever comes"
// holds select_statements switch_off: "and for a send a channel without room whose
// receiver is kept and not used."
// holds select_statements switch_off: "With every arm off, Go and crossbeam block
// for ever"
// with crossbeam

use std::thread;
use std::time::Duration;

use crossbeam::channel::{after, bounded, never};
use crossbeam::select;

pub fn main() {
    let off = never::<u8>();
    let over = after(Duration::from_millis(1));
    select! {
        recv(off) -> _ => println!("never"),
        recv(over) -> _ => println!("the other arm"),
    }
    let (full, _kept) = bounded(0);
    let over = after(Duration::from_millis(1));
    select! {
        send(full, 1) -> _ => println!("never"),
        recv(over) -> _ => println!("not the send"),
    }
    let waits = thread::spawn(|| {
        let (a, b) = (never::<u8>(), never::<u8>());
        select! {
            recv(a) -> _ => {}
            recv(b) -> _ => {}
        }
    });
    thread::yield_now();
    println!("every arm off, it has ended: {}", waits.is_finished());
}

// prints:
// the other arm
// not the send
// every arm off, it has ended: false
