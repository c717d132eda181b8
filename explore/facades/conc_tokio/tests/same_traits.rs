//! What may be sent, shared, or moved after a pin, is the same of the model and of tokio.

#![allow(dead_code, reason = "of what a type is and is not, one is used")]

extern crate conc_tokio as modelled;
extern crate conc_tokio_util as modelled_util;
extern crate tokio as real;
extern crate tokio_util as real_util;

/// Which of these a type is.
macro_rules! is {
    ($T:ty: $($Trait:path),*) => {
        [$({
            trait IsNot {
                const IS: bool = false;
            }
            impl<T: ?Sized> IsNot for T {}
            struct Is<T: ?Sized>(std::marker::PhantomData<T>);
            impl<T: ?Sized + $Trait> Is<T> {
                const IS: bool = true;
            }
            <Is<$T>>::IS
        }),*]
    };
}

/// The same for many types.
macro_rules! traits {
    ($($T:ty),* $(,)?) => {
        vec![$((stringify!($T), is!($T: Send, Sync, Unpin))),*]
    };
}

macro_rules! of {
    ($on:ident, $util:ident) => {
        pub mod $on {
            use std::cell::Cell;
            use std::rc::Rc;

            use $on::runtime::{Handle, Runtime};
            use $on::sync::futures as named;
            use $on::sync::{broadcast, mpsc, oneshot, watch, *};
            use $on::task::*;
            use $on::time::{self, *};
            use $util::sync::{CancellationToken, DropGuard};
            use $util::task::{AbortOnDropHandle, TaskTracker};

            type Local = Cell<u8>;
            type Alone = Rc<u8>;

            pub fn traits() -> Vec<(&'static str, [bool; 3])> {
                traits![
                    mpsc::Sender<Local>,
                    mpsc::Sender<Alone>,
                    mpsc::WeakSender<Local>,
                    mpsc::Receiver<Local>,
                    mpsc::Permit<'static, Local>,
                    mpsc::OwnedPermit<Local>,
                    mpsc::UnboundedSender<Local>,
                    mpsc::UnboundedReceiver<Alone>,
                    oneshot::Sender<Local>,
                    oneshot::Receiver<Local>,
                    oneshot::Receiver<Alone>,
                    broadcast::Sender<u8>,
                    broadcast::Sender<Local>,
                    broadcast::Receiver<Alone>,
                    watch::Sender<u8>,
                    watch::Sender<Local>,
                    watch::Receiver<u8>,
                    watch::Ref<'static, u8>,
                    Mutex<Local>,
                    Mutex<Alone>,
                    MutexGuard<'static, Local>,
                    MutexGuard<'static, u8>,
                    MutexGuard<'static, Alone>,
                    MappedMutexGuard<'static, Local>,
                    OwnedMutexGuard<Local>,
                    RwLock<u8>,
                    RwLockReadGuard<'static, u8>,
                    RwLockReadGuard<'static, Local>,
                    RwLockWriteGuard<'static, u8>,
                    RwLockWriteGuard<'static, Local>,
                    OwnedRwLockReadGuard<u8>,
                    OwnedRwLockWriteGuard<u8>,
                    Semaphore,
                    SemaphorePermit<'static>,
                    OwnedSemaphorePermit,
                    Notify,
                    named::Notified<'static>,
                    named::OwnedNotified,
                    Barrier,
                    OnceCell<Local>,
                    OnceCell<u8>,
                    SetOnce<Local>,
                    SetOnce<u8>,
                    JoinHandle<Local>,
                    JoinHandle<Alone>,
                    JoinSet<Local>,
                    JoinSet<Alone>,
                    AbortHandle,
                    JoinError,
                    LocalSet,
                    Unconstrained<Alone>,
                    Sleep,
                    Interval,
                    Timeout<Alone>,
                    Timeout<Local>,
                    time::Instant,
                    Runtime,
                    Handle,
                    CancellationToken,
                    DropGuard,
                    TaskTracker,
                    AbortOnDropHandle<Local>,
                ]
            }
        }
    };
}

mod on {
    of!(modelled, modelled_util);
    of!(real, real_util);
}

#[test]
fn what_may_be_sent_shared_or_moved_is_the_same() {
    let both = on::modelled::traits().into_iter().zip(on::real::traits());
    let differ: Vec<_> = both.filter(|(modelled, real)| modelled != real).collect();
    assert_eq!(differ, [], "sent, shared, moved after a pin");
}
