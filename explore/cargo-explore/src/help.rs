//! What `--help` says.

/// The whole of it, in 80 columns.
pub(crate) fn text() -> String {
    let crates = format!("FILE.rs may use {}.", workshop::usable());
    TEXT.replace("CRATES\n", &(textwrap::fill(&crates, 80) + "\n"))
}

const TEXT: &str = "\
Runs your program or your tests under many schedules. If one of these fails, it
shows that one.

  cargo explore test [FILTER]               the tests of a package, as it is
  cargo explore run [-- ARGUMENTS]          the `main` of a package, as it is
  cargo explore run FILE.rs [-- ARGUMENTS]  one file with a `main`

`test` explores each #[test] of the package that has FILTER in its name. `run`
explores the `main` that cargo run would run. Each runs in its own process, with
a model of std. Nothing in the package is changed. The steps of a failing
schedule show what println! and the like print, if there is room. No other
output is shown.
CRATES

  --schedules N       at most so many schedules of each kind (1,500); the first
                      kind may get those of the second one too
  --time SECONDS      no schedule of a test or file begins after so much time
                      on a processor (3), or ten times as long on the clock,
                      but for the first one of each kind
                      (after a failure, more schedules look for a shorter one)
  --seed N            other random schedules (1)
  --exhaustive        every schedule
  --bounded N         every schedule with at most N interruptions
                      (each of these two: without a limit of time, and at most
                      1,000,000 schedules, or as --time and --schedules say)
  --racing-clock[=N]  time may pass early, N times in a schedule (2)
  --exact-clock       time passes only when no task can go on
  --replay SCHEDULE   the one schedule that a failure has named
  --json              the verdict for a program that reads it, a line for each
  --svg FILE          draws the first failing schedule into this file

Of a file alone:

  --edition YEAR      the edition of the file (2024)

Of a package alone:

  --strict            a panic of a thread that nobody joins is a failure too
  --only CRATE        only this crate, and the test or program itself, get the
                      model of std
  --skip CRATE        this crate keeps the real std, unless it is what is run
  --package, --bin, --features, --all-features, --no-default-features, --jobs,
  --manifest-path, --offline, --locked, --frozen: as cargo takes them

Of `test` alone:

  --exact             FILTER is the whole name of a test
  --file FILE         only the tests of the target that begins in this file
  --include-ignored   tests with #[ignore] too
  --workspace, --exclude, --lib, --bins, --test: as cargo test takes them

Exit codes: 0 no schedule fails, 1 a schedule fails, 2 the call makes no sense,
or there is no such file, package, test or toolchain, 3 something could not be
explored. On Unix, Ctrl-C leaves what is known by then: 1 if a schedule has
failed, and else 3.

What is left out:

  - The memory is sequentially consistent: what a weaker ordering of an atomic
    would allow on top is not looked at.
  - A condition variable and thread::park wake only when they are told to, and
    compare_exchange_weak fails only if the value is another one. On a machine
    all three may do so without a reason.
  - In a schedule of a file time passes early twice at most, so that a sleep or
    a timeout is over although tasks can go on; in one of a package it does not.
    With --racing-clock=N it may do so N times. It never does if tokio's clock
    was paused before a second task ran.
  - Use after free is not found in a file. In a package, on Linux with the GNU C
    library, the test fails if an atomic, a lock or the like is used in a block
    that was freed, or if a block is freed twice. The block must be small, 4 KiB
    at most, and among the last 1,024 that were freed. A plain read or write of
    freed memory is not found, nor is the use of memory on a stack or of memory
    freed by realloc.
  - Dropping a clone of an Arc is not a step: no other thread can run between
    the drop and the step before it. Asking how many own an Arc is a step only
    in a file that writes it like Arc::try_unwrap(x). x.upgrade() is no step,
    and in a package none of these is. Nothing is proven of a program that asks.
  - Files, sockets and other processes are real: what one schedule changes
    there, the next one finds.
  - Elsewhere than on Linux with the GNU C library a package that compares the
    times of files with the date does not compile.
  - Async tasks of a file are switched at awaits, and a proof covers only these
    switches. If the runtime has several threads, or other threads run beside
    it, random schedules come on top, in which all are switched at each
    operation but a clone of std; not so with --exhaustive or --bounded.
  - When block_on returns, a task that it leaves goes on to its end, if it need
    not wait. With tokio it may be dropped before, with its runtime. So nothing
    is proven of a program that does more after such a block_on.
  - An async task that may be polled on several threads has a thread_local! and
    a thread::current().id() of its own, and nothing is proven if it uses one.
  - Of futures and tokio_stream the published source is compiled. Some choices
    are random there: for example, which branch futures::select! looks at first.
    In a file each choice is tried. In a package the choice is the same in each
    schedule.
  - On Linux each static is reset before each schedule, but not one with
    #[no_mangle], #[export_name] or #[link_section], and none of a crate that
    keeps the real std. One that is not reset keeps its value. If a model sees
    it, as it sees a lock or an atomic, the test is refused. Of any other one,
    such as a `static mut`, you get no warning.
  - Data races in `unsafe` code, on a `static mut` for example, are not found. A
    thread runs without interruption from one step to its next step.
  - When a test or the `main` of a package has ended, its threads go on as long
    as they do not wait. Those that wait are counted, and are no failure. A task
    of a file that waits is a failure. It is none if each waiting task waits in
    one of four ways: in a loop that nothing leaves; only for the cancellation
    of a token; for messages of a channel of which a static may hold a sender;
    in std::future::pending().
  - process::exit and process::abort end nothing here. exit(0) is refused, and
    all others are a failure, whatever thread calls them.
  - Standard input is refused: what one schedule has read, the next one would
    not find.
  - The tests of documentation: rustdoc compiles them against the real std. The
    summary of a whole package says how many there are, if rustdoc tells.
  - After 20,000 steps no order is chosen any more: each task has its turns.
    Later schedules may come to that after 1,000 steps. One that has not ended
    20,000 steps after that is cut off, which is no failure unless nothing
    changes any more: that is a livelock.
";

#[cfg(test)]
mod tests {
    use super::*;

    fn flat(text: &str) -> String {
        text.replace('`', "").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_one_file_may_use_is_told_alike() {
        for text in [&text(), include_str!("../README.md")] {
            assert!(flat(text).contains(&workshop::usable()), "{text}");
        }
    }
}
