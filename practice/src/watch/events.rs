//! What can happen.

use std::io;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use crossterm::event::{self, KeyEvent, KeyEventKind};

use super::judging::Verdict;

pub(super) enum Event {
    Key(KeyEvent),
    Resized,
    /// Files may have changed.
    Look,
    Judged(Box<Verdict>),
    /// The process is asked to end.
    Signal(u8),
    /// No more keys can come.
    Closed,
}

pub(super) fn channel() -> (Sender<Event>, Receiver<Event>) {
    mpsc::channel()
}

/// Sends keys and changes of size, from a thread that ends with the process: reading a
/// terminal cannot be interrupted.
pub(super) fn keys(sender: Sender<Event>) {
    thread::spawn(move || {
        loop {
            let event = match event::read() {
                Ok(event::Event::Key(key)) if key.kind != KeyEventKind::Release => {
                    Event::Key(key)
                }
                Ok(event::Event::Resize(..)) => Event::Resized,
                Ok(_) => continue,
                Err(_) => Event::Closed,
            };
            let is_last = matches!(event, Event::Closed);
            if sender.send(event).is_err() || is_last {
                break;
            }
        }
    });
}

/// Sends the signals that ask the process to end, so that it can put the terminal in
/// order first.
///
/// # Errors
///
/// If the system refuses.
pub(super) fn signals(sender: Sender<Event>) -> io::Result<()> {
    #[cfg(unix)]
    {
        use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
        let mut signals = signal_hook::iterator::Signals::new([
            SIGHUP, SIGINT, SIGQUIT, SIGTERM,
        ])?;
        thread::spawn(move || {
            for signal in signals.forever() {
                let number = u8::try_from(signal).unwrap_or(0);
                let _ = sender.send(Event::Signal(number));
            }
        });
    }
    #[cfg(not(unix))]
    drop(sender);
    Ok(())
}
