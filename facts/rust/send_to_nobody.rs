// holds channel_basics closing: "When the last receiver is dropped, a send returns
// an error that holds the message."
// holds channel_basics closing: "The messages that are inside can still be
// received; after them a receive returns an error."
// with crossbeam
// with tokio

use crossbeam::channel::bounded;

pub fn main() {
    let (send, receive) = bounded(3); // there is room
    drop(receive);
    println!("crossbeam gives back {}", send.send("a letter").unwrap_err().0);
    let (send, receive) = tokio::sync::mpsc::channel(3);
    drop(receive);
    println!("tokio gives back {}", send.try_send("a parcel").unwrap_err().into_inner());
    let (send, receive) = crossbeam::channel::unbounded::<u8>();
    send.send(1).unwrap();
    drop(send);
    println!("what is in it: {:?}, then {:?}", receive.recv(), receive.recv());
}

// prints:
// crossbeam gives back a letter
// tokio gives back a parcel
// what is in it: Ok(1), then Err(RecvError)
