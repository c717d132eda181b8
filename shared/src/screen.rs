//! Standard output that ends quietly when its reader does.

use std::fmt::Arguments;
use std::io::{self, Write};
use std::sync::Mutex;

/// The standard output of a lesson.
///
/// Colours are written only where they are wanted (a terminal, no `NO_COLOR`). After
/// the first error nothing more is written; [`Screen::end`] tells what it was.
#[derive(Default)]
pub(crate) struct Screen {
    error: Mutex<Option<io::Error>>,
}

impl Screen {
    /// Makes `write!` and `writeln!` work on a screen, without a result to look at.
    pub fn write_fmt(&self, text: Arguments<'_>) {
        let mut error = self.error.lock().unwrap();
        if error.is_none() {
            let mut out = anstream::stdout();
            *error = out.write_fmt(text).and_then(|()| out.flush()).err();
        }
    }

    /// Whether writing has stopped: going on would be work for nobody.
    pub fn closed(&self) -> bool {
        self.error.lock().unwrap().is_some()
    }

    /// What stopped the writing. A reader that has seen enough (`| head -1`) is no error.
    pub fn end(&self) -> io::Result<()> {
        match self.error.lock().unwrap().take() {
            Some(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
            _ => Ok(()),
        }
    }
}

/// Bold, where colours are wanted.
pub(crate) fn bold(text: &str) -> String {
    format!("\x1b[1m{text}\x1b[0m")
}

/// Faint, where colours are wanted.
pub(crate) fn faint(text: &str) -> String {
    format!("\x1b[2m{text}\x1b[0m")
}
