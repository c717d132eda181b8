//! The panic hook: silent for what is explored, the ordinary one for all others.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::panic::{self, PanicHookInfo};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Once};

use super::calls::Stack;
use crate::model::TaskId;

/// A panic of a task.
#[derive(Clone, Debug)]
pub(crate) struct Heard {
    pub(crate) task: TaskId,
    pub(crate) message: String,
    pub(crate) file: String,
    pub(crate) line: u32,
    /// How many steps had been recorded.
    pub(crate) steps: usize,
    /// The calls that led to it, if they are looked at.
    pub(crate) calls: Stack,
}

/// What a program may set.
pub(crate) type Hook = Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send + 'static>;

thread_local! {
    static SILENT: Cell<bool> = const { Cell::new(false) };
    /// That of the program, in this schedule.
    static OWN: RefCell<Option<Arc<Hook>>> = const { RefCell::new(None) };
}

/// Puts the program's hook in the place of the one that was there.
pub(crate) fn replace_own(hook: Option<Hook>) -> Option<Arc<Hook>> {
    OWN.replace(hook.map(Arc::new))
}

pub(super) fn own() -> Option<Arc<Hook>> {
    OWN.try_with(|own| own.borrow().clone()).ok()?
}

/// The program's hook is left behind: the schedule is over.
pub(super) fn forget_own() {
    std::mem::forget(OWN.take());
}

/// Silences the hook on this OS thread until dropped.
pub(crate) struct Silence(());

impl Silence {
    pub(crate) fn new() -> Silence {
        SILENT.set(true);
        Silence(())
    }
}

impl Drop for Silence {
    fn drop(&mut self) {
        SILENT.set(false);
    }
}

/// What a panic says of itself.
pub(crate) struct Told {
    pub(crate) message: String,
    pub(crate) file: String,
    pub(crate) line: u32,
}

/// Installs the hook once for the process. `hears` is called for a panic on this OS thread
/// while the hook is silent, and then `tells` if the program has set a hook.
pub(crate) fn install(hears: fn(Told), tells: fn(&PanicHookInfo<'_>)) {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let ordinary = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if SILENT.try_with(Cell::get).unwrap_or(false) {
                told(info).into_iter().for_each(hears);
                tells(info);
            } else {
                ordinary(info);
            }
        }));
    });
}

fn told(info: &PanicHookInfo<'_>) -> Option<Told> {
    info.location().map(|location| Told {
        message: message(info.payload()),
        file: location.file().to_string(),
        line: location.line(),
    })
}

static ENDS: AtomicBool = AtomicBool::new(false);

/// From here on a panic in a destructor that runs because of a panic ends its schedule, where
/// it would abort the process. It stops its task within the hook, which can never be set or
/// taken again.
pub(crate) fn end_before_an_abort() {
    ENDS.store(true, Relaxed);
}

pub(super) fn ends_before_an_abort() -> bool {
    ENDS.load(Relaxed)
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
