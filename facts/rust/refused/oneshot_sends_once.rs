// holds channel_patterns daisy_chain: "Its `send` takes the sender itself, and a
// second send does not compile"
// with tokio

pub fn sends() {
    let (send, _receive) = tokio::sync::oneshot::channel();
    send.send(1).unwrap();
    send.send(2).unwrap();
}

// does not compile: E0382
