//! Judges again at each save, on the whole screen, until it is told to quit.
//!
//! One thread reads keys, one waits for signals, one judges; all they do is send to the
//! loop here, which alone knows the state and draws it. So a key is answered while a check
//! runs, and a save stops the check that runs and begins another one.

mod events;
mod judging;
mod model;
mod saves;
mod screen;
mod view;

use std::io::{self, IsTerminal};
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyModifiers};

use crate::Exercise;
use crate::command::{End, Failed, Session};
use events::Event;
use model::{Model, Shows};
use screen::Screen;

/// How often the files are looked at when nothing tells of a save, and how often the
/// time is drawn while a check runs.
const LOOK: Duration = Duration::from_millis(300);

/// Runs until it is told to quit, by a key or a signal.
///
/// # Errors
///
/// If there is no terminal, or it fails.
pub(crate) fn watch(
    session: Session,
    exercise: Option<&'static Exercise>,
) -> Result<End, Failed> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        let week = session.set.week;
        return Err(Failed(
            2,
            format!(
                "watch needs a terminal; cargo {week} check judges without one"
            ),
        ));
    }
    let folder = session.answers.folder().to_path_buf();
    let (sender, events) = events::channel();
    // Where files tell nothing, looking at them is enough.
    let _watcher = saves::watch(&folder, sender.clone());
    events::signals(sender.clone())?;
    let mut screen = Screen::enter()?;
    events::keys(sender.clone());
    let mut model = Model::new(session, exercise, sender);
    model.check();
    loop {
        screen.draw(|size| view::lines(&model, size))?;
        let event = match events.recv_timeout(LOOK) {
            Ok(event) => event,
            Err(RecvTimeoutError::Timeout) => Event::Look,
            Err(RecvTimeoutError::Disconnected) => return Ok(End::Passed),
        };
        match event {
            Event::Look => model.look_for_saves(),
            Event::Resized => {}
            Event::Judged(verdict) => model.judged(*verdict),
            Event::Signal(number) => return Ok(End::Signal(number)),
            Event::Key(key) if key.modifiers.contains(KeyModifiers::CONTROL) => {
                if key.code == KeyCode::Char('c') {
                    return Ok(End::Signal(2));
                }
            }
            Event::Key(key) => match key.code {
                KeyCode::Char('q') => return Ok(End::Passed),
                code => press(&mut model, code),
            },
            Event::Closed => return Ok(End::Passed),
        }
    }
}

fn press(model: &mut Model, key: KeyCode) {
    if model.asks_to_reset {
        model.asks_to_reset = false;
        if key == KeyCode::Char('y') {
            model.reset();
        }
        return;
    }
    match key {
        KeyCode::Char('h') => model.hint(),
        KeyCode::Char('e') => model.show(Shows::Explanation),
        KeyCode::Char('l') => model.show(Shows::List),
        KeyCode::Char('v') | KeyCode::Esc => model.show(Shows::Verdict),
        KeyCode::Char('n') => model.next(),
        KeyCode::Char('r') => model.asks_to_reset = true,
        KeyCode::Down | KeyCode::Char('j') => model.scroll_by(1),
        KeyCode::Up | KeyCode::Char('k') => model.scroll_by(-1),
        KeyCode::PageDown | KeyCode::Char(' ') => model.scroll_by(10),
        KeyCode::PageUp => model.scroll_by(-10),
        _ => {}
    }
}
