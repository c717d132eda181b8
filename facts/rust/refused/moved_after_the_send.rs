// holds channel_basics hello: "after the send, the sender no longer has it"
// with crossbeam

pub fn keeps() {
    let (send, _receive) = crossbeam::channel::bounded(1);
    let letter = String::from("a letter");
    send.send(letter).unwrap();
    println!("{letter}");
}

// does not compile: E0382
