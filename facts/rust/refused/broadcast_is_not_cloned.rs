// holds channel_basics which_channel: "broadcast"
// with tokio

pub fn copies() {
    let (_send, receive) = tokio::sync::broadcast::channel::<u8>(1);
    let _again = receive.resubscribe();
    let _copy = receive.clone();
}

// does not compile: E0599
