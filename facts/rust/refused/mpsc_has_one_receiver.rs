// holds week8: "many senders, one receiver, room for at least one"
// holds goroutine_patterns fan_out_fan_in: "tokio's receiver cannot be cloned"
// with tokio

pub fn copies() {
    let (send, receive) = tokio::sync::mpsc::channel::<u8>(1);
    let _sender = send.clone();
    let _copy = receive.clone();
}

// does not compile: E0599
