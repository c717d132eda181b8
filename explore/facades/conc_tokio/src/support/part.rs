use std::future::{Future, IntoFuture};
use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll};

use explore::tasks::Taken;
use pin_project_lite::pin_project;

type At = &'static Location<'static>;

/// The line that calls this, or the macro around it.
#[track_caller]
pub fn here() -> At {
    Location::caller()
}

/// A branch of `select!`. The macro writes down its fields: what a branch borrows then
/// lives as long as it does in tokio's.
#[derive(Debug)]
pub struct Branch<F> {
    /// What is awaited.
    pub future: F,
    /// The place of the `select!`.
    pub at: At,
}

impl<F: IntoFuture> IntoFuture for Branch<F> {
    type Output = F::Output;
    type IntoFuture = Part<F::IntoFuture>;

    fn into_future(self) -> Part<F::IntoFuture> {
        Part::new(self.future.into_future(), self.at)
    }
}

pin_project! {
    /// A future that is polled by another one, which may drop it before it is done. The
    /// record then tells what it had taken.
    #[derive(Debug)]
    pub struct Part<F> {
        // There until it is dropped.
        #[pin]
        future: Option<F>,
        taken: Taken,
        is_done: bool,
        // Where it is dropped.
        at: At,
    }

    impl<F> PinnedDrop for Part<F> {
        fn drop(this: Pin<&mut Self>) {
            let mut this = this.project();
            if !*this.is_done {
                let taken = std::mem::take(this.taken);
                taken.drops(this.at, || this.future.set(None));
            }
        }
    }
}

impl<F> Part<F> {
    /// Of something that is done at this place.
    pub fn new(future: F, at: At) -> Part<F> {
        Part { future: Some(future), taken: Taken::default(), is_done: false, at }
    }

    pub(crate) fn get_ref(&self) -> &F {
        self.future.as_ref().expect("it is there until it is dropped")
    }

    pub(crate) fn get_mut(&mut self) -> &mut F {
        self.future.as_mut().expect("it is there until it is dropped")
    }

    pub(crate) fn into_inner(mut self) -> F {
        self.future.take().expect("it is there until it is dropped")
    }
}

impl<F: Future> Future for Part<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.project();
        let future =
            this.future.as_pin_mut().expect("it is there until it is dropped");
        let polled = this.taken.by(|| future.poll(context));
        *this.is_done = polled.is_ready();
        polled
    }
}
