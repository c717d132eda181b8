use std::cell::{BorrowMutError, RefCell};
use std::error::Error;
use std::fmt;
use std::future::Future;
use std::marker::PhantomPinned;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll};

use explore::thread;
use pin_project_lite::pin_project;

/// A value of a task, like that of [`tokio::task_local!`].
///
/// [`tokio::task_local!`]: https://docs.rs/tokio/1/tokio/macro.task_local.html
pub struct LocalKey<T: 'static> {
    #[doc(hidden)]
    pub inner: thread::LocalKey<RefCell<Option<T>>>,
}

impl<T: 'static> LocalKey<T> {
    /// The future, with this value while it is polled.
    pub fn scope<F>(&'static self, value: T, f: F) -> TaskLocalFuture<T, F>
    where
        F: Future,
    {
        TaskLocalFuture {
            local: self,
            slot: Some(value),
            future: Some(f),
            _pinned: PhantomPinned,
        }
    }

    /// Runs the closure with this value.
    ///
    /// # Panics
    ///
    /// Inside of [`with`](LocalKey::with).
    #[track_caller]
    pub fn sync_scope<F, R>(&'static self, value: T, f: F) -> R
    where
        F: FnOnce() -> R,
    {
        let mut value = Some(value);
        let result = self.set_while(&mut value, f);
        result.unwrap_or_else(|_| refuse())
    }

    /// The value of `slot` is the key's while the closure runs, and the other way round.
    fn set_while<R>(
        &'static self,
        slot: &mut Option<T>,
        run: impl FnOnce() -> R,
    ) -> Result<R, BorrowMutError> {
        /// Swaps them back, also after a panic.
        struct Back<'a, T: 'static>(&'static LocalKey<T>, &'a mut Option<T>);

        impl<T: 'static> Drop for Back<'_, T> {
            fn drop(&mut self) {
                let swap = |value: &RefCell<_>| {
                    mem::swap(&mut *value.borrow_mut(), self.1);
                };
                self.0.inner.with(swap);
            }
        }

        self.inner.with(|value| {
            value.try_borrow_mut().map(|mut value| mem::swap(&mut *value, slot))
        })?;
        let back = Back(self, slot);
        let result = run();
        drop(back);
        Ok(result)
    }

    /// Shows the value to the closure.
    ///
    /// # Panics
    ///
    /// If it has none.
    #[track_caller]
    pub fn with<F, R>(&'static self, f: F) -> R
    where
        F: FnOnce(&T) -> R,
    {
        match self.try_with(f) {
            Ok(result) => result,
            Err(_) => panic!(
                "cannot access a task-local storage value without setting it first"
            ),
        }
    }

    /// Shows the value to the closure.
    ///
    /// # Errors
    ///
    /// If it has none.
    pub fn try_with<F, R>(&'static self, f: F) -> Result<R, AccessError>
    where
        F: FnOnce(&T) -> R,
    {
        let shown = self.inner.try_with(|value| value.borrow().as_ref().map(f));
        shown.ok().flatten().ok_or(AccessError(()))
    }
}

impl<T: Clone + 'static> LocalKey<T> {
    /// A clone of the value.
    ///
    /// # Panics
    ///
    /// If it has none.
    #[track_caller]
    pub fn get(&'static self) -> T {
        self.with(T::clone)
    }

    /// A clone of the value.
    ///
    /// # Errors
    ///
    /// If it has none.
    pub fn try_get(&'static self) -> Result<T, AccessError> {
        self.try_with(T::clone)
    }
}

impl<T: 'static> fmt::Debug for LocalKey<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("LocalKey { .. }")
    }
}

#[track_caller]
fn refuse() -> ! {
    panic!(
        "cannot enter a task-local scope while the task-local storage is borrowed"
    )
}

pin_project! {
    /// The future of [`LocalKey::scope`].
    pub struct TaskLocalFuture<T, F>
    where
        T: 'static,
    {
        local: &'static LocalKey<T>,
        slot: Option<T>,
        #[pin]
        future: Option<F>,
        #[pin]
        _pinned: PhantomPinned,
    }

    impl<T: 'static, F> PinnedDrop for TaskLocalFuture<T, F> {
        fn drop(this: Pin<&mut Self>) {
            // The destructors of the future see the value.
            let mut this = this.project();
            let _ = this.local.set_while(this.slot, || this.future.set(None));
        }
    }
}

impl<T: 'static, F> TaskLocalFuture<T, F> {
    /// Takes the value out.
    pub fn take_value(self: Pin<&mut Self>) -> Option<T> {
        self.project().slot.take()
    }
}

impl<T: 'static, F: Future> Future for TaskLocalFuture<T, F> {
    type Output = F::Output;

    #[track_caller]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let mut this = self.project();
        let poll = || {
            let future = this.future.as_mut().as_pin_mut();
            let polled = future
                .expect("`TaskLocalFuture` polled after completion")
                .poll(context);
            if polled.is_ready() {
                this.future.set(None);
            }
            polled
        };
        this.local.set_while(this.slot, poll).unwrap_or_else(|_| refuse())
    }
}

impl<T: fmt::Debug + 'static, F> fmt::Debug for TaskLocalFuture<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TaskLocalFuture").field("value", &self.slot).finish()
    }
}

/// A [`LocalKey`] has no value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct AccessError(());

impl fmt::Debug for AccessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessError")
    }
}

impl fmt::Display for AccessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("task-local value not set")
    }
}

impl Error for AccessError {}
