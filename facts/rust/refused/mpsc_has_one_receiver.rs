// holds goroutine_patterns fan_out_fan_in: "A receiver of tokio's `mpsc` cannot be
// cloned"
// holds channel_basics which_channel: "A receiver of std or of tokio's `mpsc`
// cannot be cloned"
// holds channel_basics shared_queue: "tokio's `mpsc` has one receiver."
// with tokio

pub fn copies() {
    let (send, receive) = tokio::sync::mpsc::channel::<u8>(1);
    let _sender = send.clone();
    let _copy = receive.clone();
}

// does not compile: E0599
