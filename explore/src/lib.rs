//! Runs a small concurrent program under every schedule, or under many. If one of these
//! fails, it shows that one.
//!
//! A race may pass a thousand runs. Here the tasks take turns only where the program
//! touches what it shares, and each order of turns, a schedule, is tried one after the
//! other. Nothing is printed. The report holds the failing schedule step by step, or
//! what was covered.
//!
//! ```
//! use explore::sync::Arc;
//! use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};
//! use explore::thread;
//!
//! let report = explore::every(|| {
//!     let counter = Arc::new(AtomicU32::new(0));
//!     let tasks: Vec<_> = (0..2)
//!         .map(|_| {
//!             let counter = counter.clone();
//!             thread::spawn(move || {
//!                 let seen = counter.load(SeqCst);
//!                 counter.store(seen + 1, SeqCst);
//!             })
//!         })
//!         .collect();
//!     for task in tasks {
//!         task.join().unwrap();
//!     }
//!     assert_eq!(counter.load(SeqCst), 2, "an update was lost");
//! });
//!
//! let lines: Vec<_> = report.found().lines().collect();
//! assert_eq!(lines[0], ("task 1", "reads 0"));
//! assert_eq!(lines[1], ("task 2", "reads 0"));
//! assert_eq!(lines[2], ("task 2", "writes 1"));
//! assert_eq!(lines[3], ("task 1", "writes 1"));
//! ```
//!
//! An async program runs in [`tasks::block_on`], where tasks take turns at awaits, or in
//! [`tasks::block_on_workers`], where they may be interrupted in between.
//!
//! The program uses [`sync`], [`thread`], [`time`] and [`hint`] in place of those of std,
//! [`channel`], [`crossbeam_sync`] and [`mod@crossbeam`] in place of those of crossbeam,
//! with the same names and signatures; [`raw`] has what other locks are made of. The program
//! runs again for each schedule. So it must create all shared values itself. With the same
//! schedule it must do the same: it must not use random numbers, the real clock or files.
//!
//! Schedules that differ only in the order of operations that nobody can tell, as those of
//! two tasks on two locks, are one behaviour, which a report counts. [`Explore::reduced`]
//! mostly runs one of them.
//!
//! A schedule fails if a panic leaves a task and nobody looks at it, if no task can go on
//! although not all have ended, if an async task blocks its thread, if it takes too many steps,
//! if the program [ends its process](panic::ends_the_process), or if it uses memory that was
//! freed, where [somebody looks for that](keeps_what_is_freed). A panic that the program
//! catches, or that a join has returned, is none of these. A panic that nobody has looked at
//! is told in the place of most failures that come after it.
//!
//! # Limits
//!
//! - The memory is sequentially consistent: what a weaker [`Ordering`] would allow on
//!   top is not explored.
//! - [`every`] is for small programs. The number of schedules grows exponentially with
//!   the operations.
//! - [`random`] and [`pct`] prove nothing when they find nothing.
//! - A loop that spins without [`spin_loop`](hint::spin_loop) or
//!   [`yield_now`](thread::yield_now) never ends while the other tasks stand still. After
//!   the most steps, which are counted, such a schedule [goes on
//!   fairly](Explore::max_steps), and fails if it does not end then either; what it does
//!   fairly is not explored. With them, a task that yields again on the same line although
//!   nothing has changed waits for a change; so a loop that gives up after some turns is
//!   not seen to give up while others could go on.
//! - A condition variable and [`park`](thread::park) never wake without a reason, and
//!   `compare_exchange_weak` never fails without one.
//! - Of a channel the record tells where the senders were made that still exist, and not
//!   which task owns them.
//! - A future can be dropped half-way: a branch of `select!`, one that a timeout or a token
//!   ends, or an aborted task. The report then says what was lost with the future: a lock,
//!   permits, or the last message that it received. A message counts as lost if the future
//!   did nothing after it that could pass it on. If none of these was lost, the report says
//!   what the future used last before its wait: a channel, a value, or a lock that it has
//!   released.
//! - A guard or a permit that is forgotten by [`mem::forget`](std::mem::forget) does nothing
//!   then: no step tells of it, and what it holds stays held.
//! - A scope ends after the destructors of its tasks' thread-local values; std's may end
//!   before.
//! - The date at the begin of each schedule is the same, and nobody sets the clock.
//! - Neither an atomic's address nor `Builder::spawn_unchecked` is there: what is done by
//!   a raw pointer, or by a task that may outlive what it borrows, is not explored.
//! - Time passes only when no task can go on otherwise, so that a sleep puts tasks in
//!   order, unless [`racing_clock`](Explore::racing_clock) says that the clock may come
//!   early. Then "all" means all schedules in which it does so that many times at most; a
//!   report says which of the two it is if a task looks at the clock. A task that only reads
//!   the clock again and again counts as waiting. The same holds if it also repeats a step
//!   that changes nothing. How often it reads the clock is not explored.
//! - A task comes to its first operation as soon as it is started, and ends right after its
//!   last one. What an [`Arc`](sync::Arc) counts is no operation: other tasks never come
//!   between two looks at it, by [`strong_count`](sync::Arc::strong_count),
//!   [`try_unwrap`](sync::Arc::try_unwrap), [`get_mut`](sync::Arc::get_mut) or
//!   [`upgrade`](sync::Weak::upgrade) say, nor between an operation and the drop of a
//!   clone after it. [`Arc`](sync::Arc) is the real one of std, because only that one can
//!   be an `Arc<dyn Trait>`. To ask for the number in a step, use [`Own`](sync::Own).
//! - The standard output and the standard error have no lock of their own: who holds
//!   `stdout().lock()` keeps nobody out, and a `println!` never waits for it.
//! - What the message of a panic shows of something that tasks share, by its `{:?}`, is
//!   looked at together with the operation before: std ends a process in which two tasks
//!   panic at the same time.
//! - A real lock or channel that blocks, blocks the exploration for good.
//!
//! # Sources
//!
//! Exploring schedules, operations as the only places to switch, and fairness for loops
//! that yield: Musuvathi et al., "Finding and Reproducing Heisenbugs in Concurrent
//! Programs" (CHESS), OSDI 2008. One schedule for a behaviour: Abdulla et al., "Source
//! Sets: A Foundation for Optimal Dynamic Partial Order Reduction", JACM 2017. Random
//! priorities: Burckhardt et al., "A Randomized Scheduler with Probabilistic Guarantees of
//! Finding Bugs" (PCT), ASPLOS 2010.
//!
//! [`Ordering`]: sync::atomic::Ordering

// The floors, from the top down: a file imports from its own floor and from those below,
// and no two files import each other. A test reads this.

// What programs call.
pub mod channel;
pub mod crossbeam;
pub mod crossbeam_sync;
pub mod hint;
mod note;
pub mod panic;
mod pipe;
mod quietly;
pub mod raw;
pub mod sync;
pub mod tasks;
pub mod thread;
pub mod time;

// The search: which schedule is next.
mod search;

// The words of a report, made from the record.
mod report;

// One schedule: its tasks, who may go, the clock, the record.
mod schedule;

// The model: the state of each object, what an operation needs, does and touches. The
// stacks below it are a crate of their own.
mod model;

use std::collections::BTreeMap;

#[doc(hidden)]
pub use model::fault::Fault;
pub use model::handle::is_std;
pub use note::{note, note_at, printed, reads_notes};
pub use quietly::quietly;
pub use report::act::{Act, Dropped, Want, Woken};
pub use report::failure::{Cause, Failure};
pub use report::passed::Passed;
pub use report::report::Report;
pub use report::steps::{
    Ended, Expired, Looked, Need, Object, Panicked, Place, Started, Step, Tick,
    Unpolled, Waiting,
};
pub use schedule::stopwatch::Stopwatch;
pub use search::explore::{Explore, Progress};
pub use search::name::NotASchedule;
pub use thread::left::{still_at_work, still_running};

/// Where in the source a task of this process came to an operation last: for a watchdog
/// that ends an exploration whose program loops without one.
pub fn last_seen() -> Option<&'static std::panic::Location<'static>> {
    schedule::engine::last_seen()
}

/// Whether this process is running a schedule now. It is `false` while the result of the
/// last schedule is worked out. A watchdog needs this: the time for that work says nothing
/// about the program.
///
/// ```standalone_crate
/// let every = explore::Explore::every().watch(|_| {
///     assert!(!explore::is_in_a_schedule());
/// });
/// every.run(|| assert!(explore::is_in_a_schedule())).clean();
/// assert!(!explore::is_in_a_schedule());
/// ```
pub fn is_in_a_schedule() -> bool {
    schedule::exploration::is_in_a_schedule()
}

/// From here on a panic in a destructor that runs because of a panic fails the schedule,
/// where it would abort the process, as it does without an exploration. For a process that
/// does nothing else: the panic hook can never be set or taken again.
#[doc(hidden)]
pub fn end_before_an_abort() {
    schedule::hook::end_before_an_abort();
}

/// How many bytes the stack of a task has.
#[doc(inline)]
pub use stacks::USUAL as USUAL_STACK;

/// From here on each task has a stack of so many bytes, in place of [`USUAL_STACK`]: for
/// programs that use crates which are built to be debugged.
pub fn set_stack_size(bytes: usize) {
    stacks::set_size(bytes);
}

/// Call this if your allocator reports each block that is freed, with [`frees`]. If `frees`
/// returns true, the allocator keeps the block. A schedule fails if a task uses or frees a
/// block that is kept.
pub fn keeps_what_is_freed() {
    schedule::frees::watch();
}

/// So many bytes are freed there. Returns whether they are to be kept from being used
/// again, until [`gives_back`] says that they may be. It does not return if they are kept
/// already: then the schedule has failed, and its task stays where it is.
///
/// It can be called on any thread and from within what explores, whose memory is not kept.
pub fn frees(address: usize, bytes: usize) -> bool {
    schedule::frees::frees(address, bytes)
}

/// What was freed there and kept may be used again.
pub fn gives_back(address: usize) {
    schedule::frees::gives_back(address);
}

/// Call this in the `drop` of a value, if that `drop` does something that other tasks can see
/// (a [`note`](fn@note), for example). The value may be in an [`Arc`](sync::Arc). Then the
/// explorer cannot see which task drops it last. So a [reduced](Explore::reduced) search
/// tries the drop before and after each thing that other tasks do.
pub fn acts_when_dropped<T: ?Sized>(value: &T) {
    schedule::drops::acts(value);
}

/// Runs the program under every schedule, a million at most.
///
/// # Panics
///
/// If the program cannot be explored: see [`Explore::run`].
#[track_caller]
pub fn every(program: impl Fn() + Send + Sync + 'static) -> Report {
    Explore::every().run(program)
}

/// Runs the program under so many random schedules. The same seed gives the same report.
///
/// # Panics
///
/// If the program cannot be explored: see [`Explore::run`].
#[track_caller]
pub fn random(
    schedules: usize,
    seed: u64,
    program: impl Fn() + Send + Sync + 'static,
) -> Report {
    Explore::random(schedules, seed).run(program)
}

/// Runs the program under so many schedules with random priorities, which change at
/// `depth - 1` places: a depth of 2 finds what a single badly placed switch brings about.
/// The same seed gives the same report.
///
/// # Panics
///
/// If `depth` is 0 or the program cannot be explored: see [`Explore::run`].
#[track_caller]
pub fn pct(
    depth: usize,
    schedules: usize,
    seed: u64,
    program: impl Fn() + Send + Sync + 'static,
) -> Report {
    Explore::pct(depth, schedules, seed).run(program)
}

/// All that the program can return, each with the number of schedules that do.
///
/// ```
/// use explore::{sync::Mutex, thread};
///
/// let orders = explore::outcomes(|| {
///     let order = Mutex::new(String::new());
///     thread::scope(|scope| {
///         scope.spawn(|| order.lock().unwrap().push('a'));
///         scope.spawn(|| order.lock().unwrap().push('b'));
///     });
///     order.into_inner().unwrap()
/// });
/// assert_eq!(orders.into_keys().collect::<Vec<_>>(), ["ab", "ba"]);
/// ```
///
/// # Panics
///
/// If the program fails, cannot be explored or has more than a million schedules.
#[track_caller]
pub fn outcomes<T>(
    program: impl Fn() -> T + Send + Sync + 'static,
) -> BTreeMap<T, usize>
where
    T: Ord + Send + 'static,
{
    let (outcomes, report) = Explore::every().outcomes(program);
    report.clean_in_all();
    outcomes
}
