//! The terminal, and that it is left as it was found.

use std::io::{self, Write};
use std::panic;

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::style::Print;
use crossterm::terminal::{
    self, BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate,
    EnterAlternateScreen, LeaveAlternateScreen,
};
use crossterm::{execute, queue};

/// The whole screen, in raw mode. Dropping it restores the terminal, and so does a panic,
/// before its message is printed.
pub(super) struct Screen {
    drawn: Vec<String>,
    size: (u16, u16),
}

impl Screen {
    /// # Errors
    ///
    /// If the terminal cannot do it.
    pub(super) fn enter() -> io::Result<Screen> {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            restore();
            before(panic);
        }));
        terminal::enable_raw_mode()?;
        // From here on whatever happens restores it.
        let screen = Screen { drawn: Vec::new(), size: (0, 0) };
        execute!(io::stdout(), EnterAlternateScreen, Hide)?;
        Ok(screen)
    }

    /// Draws the lines, if there is anything new in them.
    ///
    /// # Errors
    ///
    /// If the terminal is gone.
    pub(super) fn draw(
        &mut self,
        lines: impl FnOnce((u16, u16)) -> Vec<String>,
    ) -> io::Result<()> {
        let size = terminal::size()?;
        let lines = lines(size);
        if (size, &lines) == (self.size, &self.drawn) {
            return Ok(());
        }
        let mut out = io::stdout().lock();
        queue!(out, BeginSynchronizedUpdate)?;
        if size != self.size {
            queue!(out, Clear(ClearType::All))?;
        }
        for (row, line) in (0..).zip(&lines) {
            queue!(
                out,
                MoveTo(0, row),
                Print(line),
                Clear(ClearType::UntilNewLine)
            )?;
        }
        queue!(out, EndSynchronizedUpdate)?;
        out.flush()?;
        (self.drawn, self.size) = (lines, size);
        Ok(())
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

/// A terminal that is gone needs nothing.
fn restore() {
    let _ = execute!(io::stdout(), Show, LeaveAlternateScreen);
    let _ = terminal::disable_raw_mode();
}
