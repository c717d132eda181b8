//! What is not modelled, so that the compiler says why.

use super::builder::Builder;
use super::handle::Handle;
use super::run::Runtime;
use crate::task::LocalSet;

/// Nothing has it.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "not modelled: a runtime has neither threads nor a name here, and nothing to measure",
    label = "has no part in a schedule",
    note = "leave it out: it makes no difference to which orders there are"
)]
pub trait HasThreads {}

/// Stands for all runtimes. The lifetime keeps the bound from being looked at before
/// somebody calls what has it.
#[doc(hidden)]
#[derive(Debug)]
pub struct Any<'a>(std::marker::PhantomData<&'a ()>);

/// What takes a function that runs when a thread does something.
macro_rules! absent {
    ($($name:ident),*) => {$(
        /// Not modelled: a runtime has no threads here.
        pub fn $name<F: HasThreads>(&mut self, _f: F) -> &mut Self {
            self
        }
    )*};
}

/// What tells of a runtime.
macro_rules! nothing_there {
    ($($name:ident),*) => {$(
        /// Not modelled: there is nothing to tell.
        pub fn $name(&self)
        where
            for<'a> Any<'a>: HasThreads,
        {
        }
    )*};
}

/// Nothing has it.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "not modelled: a runtime that keeps its tasks on its thread",
    note = "`build` one, and run the tasks in a `LocalSet`"
)]
pub trait IsLocal {}

impl Builder {
    /// Not modelled: a [`LocalSet`] runs such tasks.
    pub fn build_local<T: IsLocal>(&mut self, _options: T) {}

    absent!(on_thread_start, on_thread_stop, on_thread_park, on_thread_unpark);
}

impl Handle {
    nothing_there!(metrics, id, name);
}

impl Runtime {
    nothing_there!(metrics);
}

impl LocalSet {
    nothing_there!(id);
}
