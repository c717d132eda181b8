//! messages: one task sends, another one receives in order and notices the end.
//!
//! - `send_all` starts a task and returns at once. The task sends the messages one
//!   after the other, in order.
//! - Nothing is buffered. A send ends when its message has been received or is being
//!   received, and never before that.
//! - After each send the task calls `sent` with the number of messages that it has
//!   sent. It sends the next message when `sent` has returned, and not before.
//! - `next` waits for the next message. After the last one it returns `None` each time.
//! - `close` may come before all messages were received. The sending task then ends,
//!   and `close` waits for its end. Messages that `next` has not returned before `close`
//!   is called are lost: `sent` is not called for them. For the last message that
//!   `next` has returned, `sent` may be called or not.
//! - `close` waits for the end of the task after the last message, too, even if `next`
//!   has returned `None`. The end of the task includes that it drops `sent`.
//!
//! Messages may have any value, so no value can mark the end. Keep the name of the type
//! and its methods. The fields are yours. Inside, use what you like from std or
//! crossbeam. Write the bodies, then run `cargo week8 check messages`.

pub struct Messages<T> {
    inbox: Option<T>,
}

impl<T: Send + 'static> Messages<T> {
    pub fn send_all(
        messages: Vec<T>,
        sent: impl Fn(usize) + Send + 'static,
    ) -> Self {
        let _ = (messages, sent);
        todo!("start a task that sends")
    }

    pub fn next(&mut self) -> Option<T> {
        let _ = self.inbox.as_ref();
        todo!("receive")
    }

    pub fn close(self) {
        todo!("let the sending task end, and wait for it")
    }
}

fn main() {
    let words = ["one", "two", "three"].map(String::from).to_vec();
    let mut messages = Messages::send_all(words, |count| println!("{count} sent"));
    while let Some(message) = messages.next() {
        println!("received {message}");
    }
    println!("the end");
    messages.close();
}
