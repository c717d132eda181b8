//! What `--help` says.

/// The whole of it, in 80 columns.
pub(crate) const TEXT: &str = "\
Runs a program of your own under many schedules, and says in which one it fails.

  cargo explore run FILE.rs [-- ARGUMENTS]

FILE.rs is one file with a `main`, on std, crossbeam, tokio and tokio_util.
Nothing in it is changed, and nothing of what it prints is shown.

  --schedules N       at most so many schedules of each kind (1,500)
  --time SECONDS      no schedule begins after that (3)
  --seed N            other random schedules (1)
  --exhaustive        every schedule, however long that takes
  --bounded N         every schedule with at most N interruptions
  --racing-clock[=N]  a timeout may come early, N times in a schedule (2)
  --edition YEAR      the edition of the file (2024)
  --json              the verdict for a program that reads it

Exit codes: 0 no schedule fails, 1 a schedule fails, 2 the call makes no sense,
3 the program could not be explored.

What is left out:

  - The memory is sequentially consistent: what a weaker ordering of an atomic
    would allow on top is not looked at.
  - Time stands still while a task can go on, unless --racing-clock is given.
  - What an Arc counts is no step: nobody comes in between two looks at it.
  - Files, sockets and other processes are real: what one schedule changes
    there, the next one finds.
  - Async tasks take turns at awaits only.
  - A static that tasks share is refused: it would outlive a schedule.
  - Standard input is refused: what one schedule has read, the next one would
    not find.
  - A schedule is cut off after 20,000 steps, which is no failure.
";
