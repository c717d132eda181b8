// holds channel_patterns daisy_chain: "its `send` takes the sender along, so that a second does not compile"
// with tokio

pub fn sends() {
    let (send, _receive) = tokio::sync::oneshot::channel();
    send.send(1).unwrap();
    send.send(2).unwrap();
}

// does not compile: E0382
