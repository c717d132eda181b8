use super::own::atomic::{AtomicU8, Ordering::SeqCst};
use super::sync::{Parker, WaitGroup};
use super::thread::{self, Builder};
use super::time::{Duration, Instant};

const SOON: Duration = Duration::from_millis(1);

pub fn threads() {
    let task = thread::spawn(|| thread::current().id());
    let id = task.thread().id();
    assert_eq!(task.thread().name(), None);
    assert_eq!(task.join().unwrap(), id);
    let builder = Builder::new().name("worker".into()).stack_size(1 << 20);
    let task =
        builder.spawn(|| thread::current().name().map(String::from)).unwrap();
    while !task.is_finished() {
        thread::yield_now();
    }
    assert_eq!(task.join().unwrap().unwrap(), "worker");
    let error = thread::spawn(|| panic!("lost")).join().unwrap_err();
    assert_eq!(error.downcast_ref(), Some(&"lost"));
    thread::sleep(SOON);
    assert!(!thread::panicking() && thread::available_parallelism().is_ok());
}

pub fn scopes() {
    let sum = AtomicU8::new(0);
    let last = thread::scope(|scope| {
        let adds = scope.spawn(|| sum.fetch_add(1, SeqCst));
        let builder = Builder::new().name("second".into());
        let more = builder
            .spawn_scoped(scope, || scope.spawn(|| sum.fetch_add(2, SeqCst)));
        assert_eq!(more.as_ref().unwrap().thread().name(), Some("second"));
        more.unwrap().join().unwrap().join().unwrap();
        while !adds.is_finished() {
            thread::yield_now();
        }
        adds.join().unwrap();
        3
    });
    assert_eq!(sum.into_inner(), last);
}

pub fn parking() {
    thread::current().unpark();
    thread::park();
    thread::park_timeout(SOON);
    let task = thread::spawn(thread::park);
    task.thread().clone().unpark();
    task.join().unwrap();
}

pub fn parkers() {
    let parker = Parker::new();
    let unparker = parker.unparker().clone();
    unparker.unpark();
    parker.park();
    parker.park_timeout(SOON);
    parker.park_deadline(Instant::now() + SOON);
    let group = WaitGroup::new();
    let other = group.clone();
    let task = thread::spawn(move || {
        unparker.unpark();
        drop(other);
    });
    parker.park();
    group.wait();
    task.join().unwrap();
    WaitGroup::default().wait();
}
