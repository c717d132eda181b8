//! The panic hook: silent for what is explored, the ordinary one for all others.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::panic::{self, PanicHookInfo};
use std::sync::Once;

use crate::model::TaskId;

/// What the hook heard of a panic.
#[derive(Clone, Debug)]
pub(crate) struct Heard {
    pub(crate) task: TaskId,
    pub(crate) message: String,
    pub(crate) file: String,
    pub(crate) line: u32,
    /// How many steps had been recorded.
    pub(crate) steps: usize,
}

thread_local! {
    static SILENT: Cell<bool> = const { Cell::new(false) };
    static HEARD: RefCell<Option<Heard>> = const { RefCell::new(None) };
}

/// Silences the hook on this OS thread until dropped.
pub(crate) struct Silence(());

impl Silence {
    pub(crate) fn new() -> Silence {
        SILENT.set(true);
        HEARD.take();
        Silence(())
    }
}

impl Drop for Silence {
    fn drop(&mut self) {
        SILENT.set(false);
    }
}

/// The last panic of a task on this OS thread.
pub(crate) fn heard() -> Option<Heard> {
    HEARD.take()
}

/// Installs the hook once for the process. `position` says which task runs on this OS thread
/// and how many steps were recorded.
pub(crate) fn install(position: fn() -> Option<(TaskId, usize)>) {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let ordinary = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if SILENT.try_with(Cell::get).unwrap_or(false) {
                hear(info, position());
            } else {
                ordinary(info);
            }
        }));
    });
}

fn hear(info: &PanicHookInfo<'_>, position: Option<(TaskId, usize)>) {
    let Some((task, steps)) = position else {
        return;
    };
    let heard = info.location().map(|location| Heard {
        task,
        message: message(info.payload()),
        file: location.file().to_string(),
        line: location.line(),
        steps,
    });
    // A panic while the note is taken is none that anybody will read of.
    let _ = HEARD.try_with(|last| {
        if let Ok(mut last) = last.try_borrow_mut() {
            *last = heard;
        }
    });
}

/// The message of a panic.
pub(crate) fn message(payload: &(dyn Any + Send)) -> String {
    if let Some(message) = payload.downcast_ref::<&str>() {
        (*message).to_string()
    } else if let Some(message) = payload.downcast_ref::<String>() {
        message.clone()
    } else {
        "a panic with a value that is no text".to_string()
    }
}
