use std::convert::Infallible;
use std::marker::PhantomData;
use std::panic::Location;
use std::sync::Arc;

use crate::model::pending::Pending;
use crate::note::note_at;
use crate::schedule::engine::{reach, with_run};

/// What the record says of who asks and is not the only owner.
pub const OTHERS_OWN_IT: &str = "finds that others own it too";

/// What the record says of who asks and is.
pub const NOBODY_ELSE_OWNS_IT: &str = "finds that nobody else owns it";

/// What an [`Arc`] is asked about its owners, as a step of the schedule: it has the
/// functions of `Arc` whose result depends on how many there are. Other tasks come in before
/// it is asked, and before what is done with the answer.
///
/// ```
/// use explore::sync::{Arc, Own};
/// use explore::thread;
///
/// let (last, _) = explore::Explore::every().outcomes(|| {
///     let own = Arc::new(());
///     let other = Arc::clone(&own);
///     let task = thread::spawn(move || Own::try_unwrap(other).is_ok());
///     let is_last = Own::try_unwrap(own).is_ok();
///     usize::from(is_last) + usize::from(task.join().unwrap())
/// });
/// assert_eq!(last.into_keys().collect::<Vec<_>>(), [0, 1]);
/// ```
#[derive(Debug)]
pub struct Own<T: ?Sized>(Infallible, PhantomData<T>);

impl<T> Own<T> {
    /// As [`Arc::try_unwrap`].
    ///
    /// # Errors
    ///
    /// If others own it.
    #[track_caller]
    pub fn try_unwrap(this: Arc<T>) -> Result<T, Arc<T>> {
        asks(|| Arc::try_unwrap(this), |got| alone(got.is_ok()))
    }

    /// As [`Arc::into_inner`].
    #[track_caller]
    pub fn into_inner(this: Arc<T>) -> Option<T> {
        asks(|| Arc::into_inner(this), |got| alone(got.is_some()))
    }

    /// As [`Arc::unwrap_or_clone`].
    #[track_caller]
    pub fn unwrap_or_clone(this: Arc<T>) -> T
    where
        T: Clone,
    {
        Own::try_unwrap(this).unwrap_or_else(|shared| (*shared).clone())
    }
}

impl<T: ?Sized> Own<T> {
    /// As [`Arc::get_mut`].
    #[track_caller]
    pub fn get_mut(this: &mut Arc<T>) -> Option<&mut T> {
        asks(|| Arc::get_mut(this), |got| alone(got.is_some()))
    }

    /// As [`Arc::strong_count`].
    #[track_caller]
    #[must_use]
    pub fn strong_count(this: &Arc<T>) -> usize {
        asks(|| Arc::strong_count(this), |&owners| counted(owners))
    }

    /// As [`Arc::weak_count`].
    #[track_caller]
    #[must_use]
    pub fn weak_count(this: &Arc<T>) -> usize {
        asks(|| Arc::weak_count(this), |weak| format!("counts {weak} weak owners"))
    }
}

impl<T: Clone> Own<T> {
    /// As [`Arc::make_mut`].
    #[track_caller]
    pub fn make_mut(this: &mut Arc<T>) -> &mut T {
        let is_alone = |this: &Arc<T>| {
            Arc::strong_count(this) == 1 && Arc::weak_count(this) == 0
        };
        asks(|| is_alone(this), |&is_alone| alone(is_alone));
        Arc::make_mut(this)
    }
}

fn alone(is_alone: bool) -> String {
    match is_alone {
        true => NOBODY_ELSE_OWNS_IT,
        false => OTHERS_OWN_IT,
    }
    .to_string()
}

fn counted(owners: usize) -> String {
    match owners {
        1 => "counts 1 owner".to_string(),
        owners => format!("counts {owners} owners"),
    }
}

#[track_caller]
fn asks<R>(ask: impl FnOnce() -> R, tells: impl FnOnce(&R) -> String) -> R {
    let at = Location::caller();
    turn(at);
    let answer = ask();
    // To drop a clone is no step: any other one may come with one.
    with_run(|run| run.trace.all(run.current));
    note_at(tells(&answer), at);
    turn(at);
    answer
}

fn turn(at: &'static Location<'static>) {
    reach(at, |_| Pending::Ready);
}
