// holds week8: "many senders, one receiver, no `select`"

pub fn copies() {
    let (send, receive) = std::sync::mpsc::channel::<u8>();
    let _sender = send.clone();
    let _copy = receive.clone();
}

// does not compile: E0599
