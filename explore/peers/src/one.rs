//! One program under one tool, in a process of its own: a tool that ends its process, or
//! uses all of its memory, costs one figure and no more.

use std::fmt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

use crate::tools::{End, Tool};

/// The word for it on the command line.
pub const AGAIN: &str = "again";

/// What is run, and how far.
#[derive(Clone, Copy, Debug)]
pub struct One {
    /// The tool.
    pub tool: Tool,
    /// The program's name.
    pub program: &'static str,
    /// How many tasks, stages or readers it has.
    pub size: usize,
    /// The most schedules.
    pub most: usize,
    /// The most processor time.
    pub time: Duration,
    /// Whether it begins anew at its end, until the time is over: for the rate of what is
    /// at its end at once.
    pub again: bool,
}

/// What came of it.
#[derive(Clone, Copy, Debug)]
pub struct Measured {
    /// How many schedules began.
    pub schedules: usize,
    /// The processor time that they took.
    pub time: Duration,
    /// How it ended.
    pub end: End,
}

impl One {
    /// Runs it in a process of its own. `None` if the process ended in another way.
    pub fn measure(&self) -> Option<Measured> {
        let this = std::env::current_exe().expect("this program is a file");
        self.measure_by(&this)
    }

    /// The same by another build of this program.
    pub fn measure_by(&self, peers: &Path) -> Option<Measured> {
        let output = Command::new(peers)
            .arg("one")
            .args([self.tool.name(), self.program])
            .args([self.size.to_string(), self.most.to_string()])
            .arg(self.time.as_millis().to_string())
            .args(self.again.then_some(AGAIN))
            .env_remove("RUST_BACKTRACE")
            .stderr(Stdio::null())
            .output()
            .expect("the program starts");
        // The tools may print too: what was measured is the last line.
        String::from_utf8_lossy(&output.stdout)
            .lines()
            .last()
            .and_then(Measured::read)
    }

    /// Runs it here, and prints what came of it: for the process that
    /// [`measure`](One::measure) starts.
    pub fn run(&self) -> ! {
        BEGUN.get_or_init(|| (spent(), self.time));
        loop {
            let end = self.tool.run(self.program, self.size, self.most, count);
            if !self.again {
                print_and_exit(end);
            }
        }
    }
}

static SCHEDULES: AtomicUsize = AtomicUsize::new(0);
static BEGUN: OnceLock<(Duration, Duration)> = OnceLock::new();

/// Counts a schedule that begins. Ends the process when the time is over.
fn count() {
    let schedules = SCHEDULES.fetch_add(1, Ordering::Relaxed);
    let (begun, most) = BEGUN.get().expect("it has begun");
    // A look at the clock costs about as much as a short schedule.
    if schedules.is_multiple_of(64) && spent().saturating_sub(*begun) > *most {
        print_and_exit(End::Left);
    }
}

fn print_and_exit(end: End) -> ! {
    let (begun, _) = BEGUN.get().expect("it has begun");
    let time = spent().saturating_sub(*begun);
    println!(
        "{}",
        Measured { schedules: SCHEDULES.load(Ordering::Relaxed), time, end }
    );
    std::process::exit(0)
}

/// The processor time of this process until now.
fn spent() -> Duration {
    let spent = clock_gettime(ClockId::ProcessCPUTime);
    Duration::try_from(spent).expect("no process has spent less than nothing")
}

impl Measured {
    /// The schedules in a second of processor time.
    pub fn per_second(self) -> usize {
        (self.schedules as f64 / self.time.as_secs_f64()) as usize
    }

    fn read(line: &str) -> Option<Measured> {
        let mut words = line.split(' ');
        let end = match words.next()? {
            "all" => End::All,
            "noproof" => End::NoProof,
            "failure" => End::Failure,
            "left" => End::Left,
            "gaveup" => End::GaveUp,
            _ => return None,
        };
        let schedules = words.next()?.parse().ok()?;
        let time = Duration::from_micros(words.next()?.parse().ok()?);
        Some(Measured { schedules, time, end })
    }
}

impl fmt::Display for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = match self.end {
            End::All => "all",
            End::NoProof => "noproof",
            End::Failure => "failure",
            End::Left => "left",
            End::GaveUp => "gaveup",
        };
        write!(f, "{end} {} {}", self.schedules, self.time.as_micros())
    }
}
