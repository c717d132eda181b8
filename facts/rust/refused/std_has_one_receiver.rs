// holds goroutine_patterns worker_pool: "(The receivers of std and
// of tokio's `mpsc` cannot.)"
// holds channel_basics which_channel: "A receiver of std or of tokio's `mpsc`
// cannot be cloned"

pub fn copies() {
    let (send, receive) = std::sync::mpsc::channel::<u8>();
    let _sender = send.clone();
    let _copy = receive.clone();
}

// does not compile: E0599
