//! What `--help` says.

/// The whole of it, in 80 columns.
pub(crate) fn text() -> String {
    let crates = format!("FILE.rs may use {}.", workshop::usable());
    TEXT.replace("CRATES\n", &(textwrap::fill(&crates, 80) + "\n"))
}

const TEXT: &str = "\
Runs your program or your tests under many schedules, and says in which one they
fail.

  cargo explore test [FILTER]               the tests of a package, as it is
  cargo explore run [-- ARGUMENTS]          the `main` of a package, as it is
  cargo explore run FILE.rs [-- ARGUMENTS]  one file with a `main`

Of a package each #[test] with FILTER in its name is explored, in a process of
its own, against a modelled std; or the `main` that cargo run would run. Nothing
in the package is changed. Nothing of what is printed is shown.
CRATES

  --schedules N       at most so many schedules of each kind (1,500)
  --time SECONDS      no schedule of a test or file begins after so much time
                      on a processor (3), or ten times as long on the clock
  --seed N            other random schedules (1)
  --exhaustive        every schedule, however long that takes
  --bounded N         every schedule with at most N interruptions
                      (both: at most 1,000,000, or as --schedules says)
  --racing-clock[=N]  time may pass early, N times in a schedule (2)
  --exact-clock       time passes only when no task can go on
  --replay SCHEDULE   the one schedule that a failure has named
  --json              the verdict for a program that reads it, a line for each
  --svg FILE          draws the first failing schedule into this file

Of a file alone:

  --edition YEAR      the edition of the file (2024)

Of a package alone:

  --strict            a panic of a thread that nobody joins is a failure too
  --only CRATE        all other crates keep the real std, but for what is run
  --skip CRATE        this crate keeps the real std, unless it is what is run
  --package, --bin, --features, --all-features, --no-default-features, --jobs,
  --manifest-path, --offline, --locked, --frozen: as cargo takes them

Of `test` alone:

  --exact             FILTER is the whole name of a test
  --include-ignored   tests with #[ignore] too
  --workspace, --exclude, --lib, --bins, --test: as cargo test takes them

Exit codes: 0 no schedule fails, 1 a schedule fails, 2 the call makes no sense,
3 something could not be explored. On Unix, Ctrl-C leaves what is known by then:
1 if a schedule has failed, and else 3.

What is left out:

  - The memory is sequentially consistent: what a weaker ordering of an atomic
    would allow on top is not looked at.
  - In a schedule of a file time passes early twice at most, so that a sleep or
    a timeout is over although tasks can go on; in one of a package it does not.
    With --racing-clock it may be more often.
  - That memory is used after it was freed is seen of the atomics, locks and the
    like in a package, on Linux with the GNU C library, in a small block that
    was freed not long before. Plain reads and writes are not seen, and neither
    is memory on a stack, or what realloc has freed.
  - To drop a clone of an Arc is no step: nobody comes in between it and the
    step before. To ask how many own it is one in a file, by the path of a
    function as Arc::try_unwrap, but not by upgrade, and not in a package.
    Nothing is proven of a program that asks.
  - Files, sockets and other processes are real: what one schedule changes
    there, the next one finds.
  - Elsewhere than on Linux with the GNU C library a package that compares the
    times of files with the date does not compile.
  - Async tasks of a file are switched at awaits, and a proof is one of that. If
    the runtime has several threads, or other threads run beside it, random
    schedules come on top, in which all are switched at each operation but a
    clone of std; not so with --exhaustive or --bounded.
  - An async task that may be polled on several threads has a thread_local! and
    a thread::current().id() of its own, and nothing is proven if it uses one.
  - Of futures and tokio_stream the source is compiled as it was published. What
    they draw by chance, as the arm with which futures::select! begins, is each
    of the ways in a file, and the same one in each schedule of a package.
  - A static is new in each schedule, on Linux, unless it has #[no_mangle].
    Where it is not, it would outlive a schedule: one that a model sees is
    refused, and another one, as a `static mut`, goes unnoticed.
  - Plain reads and writes of memory that `unsafe` code shares, as a `static
    mut`, are no steps: nobody comes in between them.
  - When a test or the `main` of a package has ended, its threads go on as long
    as they do not wait. Those that wait are counted, and are no failure. A task
    of a file that waits is a failure, unless all of them wait in a loop that
    nothing leaves, for nothing but the cancellation of a token, for messages of
    a channel of which a static may hold a sender, or in std::future::pending().
  - process::exit is no end of a `main`: exit(0) is refused, and others fail.
  - Standard input is refused: what one schedule has read, the next one would
    not find.
  - The tests of documentation: rustdoc compiles them against the real std. The
    summary says how many there are.
  - A schedule is cut off after 20,000 steps, which is no failure unless nothing
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
