//! What is not left in published crates as it is.

use std::io;
use std::path::Path;

/// A change of a file.
struct Change {
    package: &'static str,
    /// The file in it, with slashes.
    file: &'static str,
    /// What stands there.
    old: &'static str,
    /// How often.
    times: usize,
    does: Does,
}

/// What comes of what stands there.
enum Does {
    /// This stands in its place.
    Gives(&'static str),
    /// It begins a function in which other tasks may go first.
    LetsOthersGo,
}

use Does::{Gives, LetsOthersGo};

/// Two kinds. Of what is drawn by chance each way is a schedule, such as the arm of
/// `select!` that is looked at first. And what an await of a file comes to begins by letting
/// others go, as what it comes to in tokio does; what it comes to on the way has no such
/// begin.
#[rustfmt::skip] // a table
const CHANGES: [Change; 14] = [
    change("futures-util", "src/async_await/random.rs",
        "(random() % n as u64) as usize", 1, Gives("explore::tasks::pick(n)")),
    change("tokio-stream", "src/stream_map.rs",
        "self::rand::thread_rng_n(self.entries.len() as u32) as usize", 2,
        Gives("explore::tasks::pick(self.entries.len().max(1))")),
    change("futures-channel", "src/mpsc/mod.rs",
        "fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {",
        2, LetsOthersGo),
    change("futures-channel", "src/mpsc/mod.rs",
        "fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), SendError>> {",
        2, LetsOthersGo),
    change("futures-channel", "src/mpsc/mod.rs",
        "pub fn poll_ready(&self, _: &mut Context<'_>) -> Poll<Result<(), SendError>> {",
        1, LetsOthersGo),
    change("futures-channel", "src/oneshot.rs",
        "fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<T, Canceled>> {",
        1, LetsOthersGo),
    change("futures-channel", "src/oneshot.rs",
        "pub fn poll_canceled(&mut self, cx: &mut Context<'_>) -> Poll<()> {",
        1, LetsOthersGo),
    change("futures-util", "src/lock/mutex.rs",
        "fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {",
        1, LetsOthersGo),
    change("futures-util", "src/lock/mutex.rs",
        "fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {",
        1, LetsOthersGo),
    change("futures-util", "src/future/future/shared.rs",
        "fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {",
        1, LetsOthersGo),
    change("futures-util", "src/abortable.rs",
        "fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {",
        1, LetsOthersGo),
    change("futures-util", "src/abortable.rs",
        "fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {",
        1, LetsOthersGo),
    change("futures-util", "src/stream/futures_unordered/mod.rs",
        "fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {",
        1, LetsOthersGo),
    change("futures-util", "src/future/future/remote_handle.rs",
        "fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {",
        1, LetsOthersGo),
];

const fn change(
    package: &'static str,
    file: &'static str,
    old: &'static str,
    times: usize,
    does: Does,
) -> Change {
    Change { package, file, old, times, does }
}

/// Whether something is changed in the package of this name.
pub(super) fn needs_the_models(package: &str) -> bool {
    CHANGES.iter().any(|one| one.package == package)
}

/// This file of the package of this name, with its changes.
///
/// # Errors
///
/// If what is changed does not stand there.
pub(super) fn changed(
    package: &str,
    file: &Path,
    bytes: Vec<u8>,
) -> io::Result<Vec<u8>> {
    let is_it =
        |one: &&Change| one.package == package && file == Path::new(one.file);
    let mut changes = CHANGES.iter().filter(is_it).peekable();
    if changes.peek().is_none() {
        return Ok(bytes);
    }
    let mut text = String::from_utf8(bytes).map_err(io::Error::other)?;
    for Change { old, times, does, .. } in changes {
        if text.matches(old).count() != *times {
            let file = file.display();
            let why = format!("{package}, {file}: `{old}` stands there no more");
            return Err(io::Error::other(why));
        }
        let new = match does {
            Gives(new) => new.to_string(),
            // Lines keep their numbers.
            LetsOthersGo => format!("{old} explore::tasks::others_may_go();"),
        };
        text = text.replace(old, &new);
    }
    Ok(text.into_bytes())
}
