//! What is not modelled, so that the compiler says why.

use super::builder::Builder;
use super::handle::Handle;
use super::run::Runtime;

/// Nothing has it.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "not modelled: a runtime has no threads here, and nothing to measure",
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

impl Builder {
    absent!(on_thread_start, on_thread_stop, on_thread_park, on_thread_unpark);
}

impl Handle {
    /// Not modelled: there is nothing to measure.
    pub fn metrics(&self)
    where
        for<'a> Any<'a>: HasThreads,
    {
    }
}

impl Runtime {
    /// Not modelled: there is nothing to measure.
    pub fn metrics(&self)
    where
        for<'a> Any<'a>: HasThreads,
    {
    }
}
