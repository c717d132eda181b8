//! A process that may do anything, and is ended when it does too much.

use std::fmt;
use std::io::{self, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use verdict::{FAULT, PATIENCE, USUAL_STACK, number};

use crate::fault::{self, Fault};
use crate::stop::{Stop, end_group, in_a_group};

/// How much a process may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How long it may run. What explores ends by itself, by what it uses of a processor;
    /// this is for one that nobody else can end.
    pub time: Duration,
    /// How much it may print, in bytes.
    pub output: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { time: Duration::from_secs(30 * 60), output: 16 << 20 }
    }
}

/// Why there is no verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoVerdict {
    /// It had not ended in time.
    Time(Duration),
    /// It had printed so many bytes, and would have gone on.
    Output(usize),
    /// It allocated too much.
    Memory,
    /// Its stack was used up, or it reached for memory that is not its own.
    Stack,
    /// It panicked while a panic was under way, or aborted.
    Abort,
    /// The allocator has found its memory damaged: in these words.
    Heap(String),
    /// It was ended by a signal.
    Signal(i32),
    /// It ended itself.
    Exit(i32),
    /// It could not be started, or do its work: why.
    Machine(String),
    /// Its verdict is one of another version.
    Unreadable,
    /// Nobody wants to know any more.
    Stopped,
}

impl NoVerdict {
    /// A few words for the headline.
    pub fn title(&self) -> &'static str {
        match self {
            NoVerdict::Time(_) => "it did not end in time",
            NoVerdict::Output(_) => "it prints without end",
            NoVerdict::Memory => "it allocates without end",
            NoVerdict::Stack => "the stack overflowed",
            NoVerdict::Abort => "it aborted",
            NoVerdict::Heap(_) => "it damaged its memory",
            NoVerdict::Signal(_) => "it was ended by a signal",
            NoVerdict::Exit(_) => "it ended the process",
            NoVerdict::Machine(_) | NoVerdict::Unreadable => {
                "it could not be judged"
            }
            NoVerdict::Stopped => "it was stopped",
        }
    }

    /// Whose fault it is not to have a verdict: nothing if it is the answer's.
    pub fn fault(&self) -> Option<Fault> {
        match self {
            NoVerdict::Machine(why) => Some(Fault::of_run(why)),
            NoVerdict::Unreadable => {
                let why = "the verdict cannot be read, as this tool is not of the same \
                           version as the course";
                Some(Fault::new(why, "Build or install the tool anew."))
            }
            NoVerdict::Time(limit) => {
                let why = format!("no end after {} minutes", limit.as_secs() / 60);
                Some(Fault::new(&why, "Check again when the machine is less busy."))
            }
            NoVerdict::Memory => fault::little_memory(),
            NoVerdict::Signal(signal) => fault::of_signal(*signal),
            _ => None,
        }
    }
}

impl fmt::Display for NoVerdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NoVerdict::Time(limit) => write!(
                f,
                "After {} seconds it still ran. Is there a loop that never ends?",
                limit.as_secs()
            ),
            NoVerdict::Output(bytes) => write!(
                f,
                "It had printed {} KiB, and went on. Every schedule prints again: is \
                 there a loop that never ends?",
                number(bytes >> 10)
            ),
            NoVerdict::Memory => f.write_str(
                "It asked for more memory than the 1 GiB that it may have. Is there a \
                 queue that grows without a bound?",
            ),
            NoVerdict::Stack => write!(
                f,
                "A task used up its stack of {} KiB. Is there a recursion that never \
                 ends?",
                USUAL_STACK >> 10
            ),
            NoVerdict::Abort => f.write_str(
                "The process was aborted. That happens if a task panics while a panic is \
                 under way, in a destructor for instance, if a panic leaves an `extern \
                 \"C\"` function, or if code calls `abort`.",
            ),
            NoVerdict::Heap(words) => write!(
                f,
                "The allocator ended the process and said \"{words}\": `unsafe` code \
                 frees memory twice, or writes where memory is not its own."
            ),
            NoVerdict::Signal(signal) => {
                write!(f, "The process was ended by signal {signal}.")
            }
            NoVerdict::Exit(code) => write!(
                f,
                "The process exited with code {code} before there was a verdict. A \
                 task ends by returning."
            ),
            NoVerdict::Machine(why) => f.write_str(why),
            NoVerdict::Unreadable => f.write_str("Its verdict cannot be read."),
            NoVerdict::Stopped => f.write_str("Judging was stopped."),
        }
    }
}

/// How a process ended.
#[derive(Debug)]
pub struct Ended {
    /// Why.
    pub why: NoVerdict,
    /// How many bytes it had printed, if it went on printing to the end: a schedule that
    /// prints is slow, and may be found to have no end before it has printed too much.
    pub printing: Option<usize>,
    /// The beginning and the end of what it wrote to standard error.
    pub said: String,
}

/// What a process has printed.
#[derive(Default)]
struct Printed {
    bytes: usize,
    last: Option<Instant>,
}

/// Runs the process to its end, which comes by itself, when a limit is reached, or when
/// somebody stops it.
pub fn to_end(command: Command, limits: &Limits, stop: &Stop) -> Ended {
    to_end_watched(command, limits, stop, &mut || {})
}

/// As [`to_end`], and meanwhile this is called every few milliseconds.
pub(crate) fn to_end_watched(
    mut command: Command,
    limits: &Limits,
    stop: &Stop,
    watch: &mut dyn FnMut(),
) -> Ended {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    // A group of its own, so that what it starts ends with it.
    in_a_group(&mut command);
    let mut child = match stop.start(&mut command) {
        Ok(child) => child,
        Err(error) => {
            let program = command.get_program().display().to_string();
            let why = NoVerdict::Machine(format!("{program}: {error}"));
            return Ended { why, printing: None, said: String::new() };
        }
    };
    let printed = Arc::new(Mutex::new(Printed::default()));
    let out = drain(child.stdout.take(), &printed);
    let err = drain(child.stderr.take(), &printed);
    let end = wait(&mut child, &printed, limits, watch);
    let ended = Instant::now();
    end_group(child.id());
    let _ = child.kill();
    let _ = child.wait();
    stop.ended();
    let read = |thread: io::Result<JoinHandle<String>>| {
        thread.ok().and_then(|thread| thread.join().ok()).unwrap_or_default()
    };
    read(out);
    let said = read(err);
    let why = if stop.is_stopped() {
        NoVerdict::Stopped
    } else {
        end.unwrap_or_else(|status| reason(status, &said))
    };
    let Printed { bytes, last } = *lock(&printed);
    let printing = last.filter(|last| *last + PATIENCE / 2 > ended);
    Ended { why, printing: printing.map(|_| bytes), said }
}

/// Waits until it has ended by itself, which is the error, or a limit is reached.
fn wait(
    child: &mut Child,
    printed: &Mutex<Printed>,
    limits: &Limits,
    watch: &mut dyn FnMut(),
) -> Result<NoVerdict, ExitStatus> {
    let start = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Err(status),
            Ok(None) => {}
            Err(error) => return Ok(NoVerdict::Machine(error.to_string())),
        }
        if lock(printed).bytes > limits.output {
            return Ok(NoVerdict::Output(limits.output));
        }
        if start.elapsed() > limits.time {
            return Ok(NoVerdict::Time(limits.time));
        }
        watch();
        thread::sleep(Duration::from_millis(2));
    }
}

/// Reads what the process prints, counts it, and keeps the beginning and the end.
fn drain(
    pipe: Option<impl Read + Send + 'static>,
    printed: &Arc<Mutex<Printed>>,
) -> io::Result<JoinHandle<String>> {
    const KEPT: usize = 4096;
    // However much stack others get.
    const STACK: usize = 256 << 10;
    let printed = Arc::clone(printed);
    thread::Builder::new().stack_size(STACK).spawn(move || {
        let (mut head, mut tail) = (Vec::new(), Vec::new());
        let Some(mut pipe) = pipe else { return String::new() };
        let mut buffer = [0; 8192];
        while let Ok(length @ 1..) = pipe.read(&mut buffer) {
            let mut printed = lock(&printed);
            printed.bytes += length;
            printed.last = Some(Instant::now());
            drop(printed);
            let room = KEPT.saturating_sub(head.len()).min(length);
            head.extend_from_slice(&buffer[..room]);
            tail.extend_from_slice(&buffer[room..length]);
            tail.drain(..tail.len().saturating_sub(KEPT));
        }
        head.append(&mut tail);
        String::from_utf8_lossy(&head).into_owned()
    })
}

fn lock(printed: &Mutex<Printed>) -> MutexGuard<'_, Printed> {
    printed.lock().unwrap_or_else(PoisonError::into_inner)
}

fn reason(status: ExitStatus, said: &str) -> NoVerdict {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        use rustix::process::Signal;
        return match Signal::from_named_raw(signal) {
            Some(Signal::SEGV) => NoVerdict::Stack,
            // On Linux that is a file that cannot be read.
            Some(Signal::BUS) if !cfg!(target_os = "linux") => NoVerdict::Stack,
            Some(Signal::ABORT) if has_no_memory(said) => NoVerdict::Memory,
            Some(Signal::ABORT) => match allocator(said) {
                Some(words) => NoVerdict::Heap(words.to_string()),
                None => NoVerdict::Abort,
            },
            _ => NoVerdict::Signal(signal),
        };
    }
    match (status.code(), said.lines().last()) {
        (Some(FAULT), Some(why)) => NoVerdict::Machine(why.to_string()),
        (code, _) => NoVerdict::Exit(code.unwrap_or(-1)),
    }
}

/// Whether std has said that it cannot allocate.
#[cfg(unix)]
fn has_no_memory(said: &str) -> bool {
    said.lines().any(|line| {
        line.starts_with("memory allocation of ") && line.ends_with(" bytes failed")
    })
}

/// What the allocator of the system says when it finds its memory damaged.
#[cfg(unix)]
fn allocator(said: &str) -> Option<&str> {
    /// How these lines begin in the GNU C library.
    const WORDS: [&str; 6] = [
        "free(): ",
        "double free or corruption",
        "munmap_chunk(): ",
        "malloc(): ",
        "malloc_consolidate(): ",
        "corrupted ",
    ];
    let is_of_it = |line: &&str| WORDS.iter().any(|word| line.starts_with(word));
    said.lines().find(is_of_it)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    /// Why a shell ends that runs this.
    fn why(script: &str) -> NoVerdict {
        let mut shell = Command::new("sh");
        shell.args(["-c", script]);
        to_end(shell, &Limits::default(), &Stop::default()).why
    }

    /// Whose fault it is that it ends so: nothing is the answer's.
    fn fault(script: &str) -> Option<String> {
        Some(why(script).fault()?.why)
    }

    #[test]
    fn an_abort_of_the_allocator_is_told_from_one_of_a_task() {
        let words = "free(): double free detected in tcache 2";
        let said = format!("echo '{words}' >&2; kill -ABRT $$");
        assert_eq!(why(&said), NoVerdict::Heap(words.to_string()));
        assert_eq!(why("echo 'free: no' >&2; kill -ABRT $$"), NoVerdict::Abort);
    }

    #[test]
    fn the_faults_of_a_machine_are_told_from_those_of_an_answer() {
        assert_eq!(fault("exit 0"), None);
        assert_eq!(fault("kill -ABRT $$"), None);
        // However much was said before, and by whomever.
        let failed = "memory allocation of 64 bytes failed";
        let much =
            format!("yes | head -c 20000 >&2; echo {failed} >&2; kill -ABRT $$");
        assert_eq!(why(&much), NoVerdict::Memory);
        assert_eq!(why(&format!("echo {failed} >&2; exit 7")), NoVerdict::Exit(7));
        let said =
            format!("yes | head -c 20000 >&2; echo no room >&2; exit {FAULT}");
        assert_eq!(why(&said), NoVerdict::Machine("no room".to_string()));
        assert_eq!(fault("kill -SEGV $$"), None);
        let memory =
            "the system ended the process, as it does when memory is short";
        assert_eq!(fault("kill -KILL $$").as_deref(), Some(memory));
        let disk = "echo 'No space left on device' >&2; exit 4";
        assert_eq!(fault(disk).as_deref(), Some("the disk is full"));
        let start = Command::new("/no/such/program");
        let why = to_end(start, &Limits::default(), &Stop::default()).why;
        assert!(why.fault().is_some(), "{why:?}");
    }
}
