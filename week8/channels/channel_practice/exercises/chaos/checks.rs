//! What is checked of `chaos`.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use verdict::{Check, Gauge, Show, ensure, fault};

use super::answer::{CallError, Client, Report, Settings};

pub const CHECKS: &[Check] = &[
    Check::new("calm", "two calls one after the other, room for one", calm),
    Check::new(
        "panics",
        "the one worker meets a panic, and is called again",
        panics,
    ),
    Check::new(
        "failures",
        "an error, a panic, then success; then errors",
        failures,
    ),
    Check::new("delay", "the service is slower than the caller's patience", delay),
    Check::new("late", "the patience ends during the second try", late),
    Check::new("waiting", "two calls, one slow worker, little patience", waiting)
        .needs(3, 3),
    Check::new("busy", "a call while an abandoned request is served", busy),
    Check::new("exhaustion", "two calls at once, room for one", exhaustion)
        .needs(3, 3),
    Check::new("workers", "two workers, and as many callers or one more", workers)
        .with(&[2, 3])
        .needs(4, 4),
    Check::new("close", "answer and timeout come at about the same time", close)
        .racing(3),
];

const PATIENCE: Duration = Duration::from_millis(10);

/// What is injected.
enum Fault {
    None,
    Delay(u64),
    Error,
    SlowError(u64),
    Panic,
}

type Told = Result<u32, CallError>;

fn calm(_: usize) {
    let chaos = Chaos::new(1, 1, 1, |_| Fault::None);
    let told = [chaos.call(1), chaos.call(2)];
    for one in told {
        let detail = "The call before it had returned with its answer, so its place \
                      was to be free.";
        let is_shed = one == Err(CallError::Shed);
        ensure(!is_shed, "a call was shed though there was room", detail);
    }
    answered(told[0], 10);
    answered(told[1], 20);
    chaos.ends(&told, 0);
}

fn failures(_: usize) {
    let chaos = Chaos::new(1, 1, 3, |number| match number {
        1 => Fault::Error,
        2 => Fault::Panic,
        3 => Fault::None,
        _ => Fault::Error,
    });
    let told = [chaos.call(1), chaos.call(2)];
    answered(told[0], 10);
    refused(told[1], CallError::Failed);
    let tries = chaos.gauge.ended();
    let detail = format!("{tries} tries were made, where 3 and 3 were to be.");
    ensure(tries >= 6, "a call was given up too early", &detail);
    ensure(tries <= 6, "a call was tried too often", &detail);
    chaos.ends(&told, 1);
}

fn panics(_: usize) {
    let chaos = Chaos::new(1, 2, 1, |number| match number {
        1 => Fault::Panic,
        _ => Fault::None,
    });
    let told = [chaos.call(1), chaos.call(2)];
    let detail = format!(
        "The service panicked for request 1. It would have served request 2, but \
         nobody gave it to the service: {:?}.",
        told[1]
    );
    ensure(chaos.gauge.ended() == 2, "a worker was lost", detail);
    refused(told[0], CallError::Failed);
    answered(told[1], 20);
    chaos.ends(&told, 1);
}

fn delay(_: usize) {
    let chaos = Chaos::new(1, 1, 3, |_| Fault::Delay(35));
    let begun = Instant::now();
    let told = chaos.call(1);
    let waited = begun.elapsed();
    let detail = format!("It waited {waited:?}, with a patience of {PATIENCE:?}.");
    ensure(waited <= PATIENCE, "a call waited too long", &detail);
    ensure(waited >= PATIENCE, "a call was given up too early", &detail);
    refused(told, CallError::TimedOut);
    chaos.ends(&[told], 0);
}

fn late(_: usize) {
    let chaos = Chaos::new(1, 1, 3, |_| Fault::SlowError(6));
    let told = chaos.call(1);
    refused(told, CallError::TimedOut);
    chaos.ends_after(2, &[told], 0);
}

fn waiting(_: usize) {
    let chaos = Chaos::new(1, 2, 1, |_| Fault::Delay(15));
    let told = chaos.calls(2);
    for &one in &told {
        refused(one, CallError::TimedOut);
    }
    chaos.ends_after(1, &told, 0);
}

fn busy(_: usize) {
    let chaos = Chaos::new(1, 1, 1, |number| match number {
        1 => Fault::Delay(35),
        _ => Fault::None,
    });
    let first = chaos.call(1);
    refused(first, CallError::TimedOut);
    let begun = Instant::now();
    let second = chaos.call(2);
    let detail = format!(
        "The service was still busy with request 1, there is room for one, and call 2 \
         got {second:?}."
    );
    let is_shed = second == Err(CallError::Shed);
    ensure(is_shed, "too many requests were inside", detail);
    let detail = format!("It came back after {:?}.", begun.elapsed());
    let at_once = begun.elapsed() == Duration::ZERO;
    ensure(at_once, "a call waited before it was shed", detail);
    thread::sleep(Duration::from_millis(50));
    let third = chaos.call(3);
    let detail = "The service is done with request 1, and nobody else called.";
    let is_shed = third == Err(CallError::Shed);
    ensure(!is_shed, "a call was shed though there was room", detail);
    answered(third, 30);
    chaos.ends(&[first, second, third], 0);
}

fn exhaustion(_: usize) {
    // A place is taken until both callers have been told.
    let chaos = Chaos::new(1, 1, 1, |_| Fault::Delay(35));
    let told = chaos.calls(2);
    let shed = told.iter().filter(|one| **one == Err(CallError::Shed)).count();
    if shed < 1 {
        let detail = "Both were let in, where there is room for one.";
        fault("too many requests were inside", detail, Show::Steps);
    }
    if shed > 1 {
        let detail = "Both were refused, where there is room for one.";
        fault("a call was shed though there was room", detail, Show::Steps);
    }
    chaos.ends(&told, 0);
}

fn workers(callers: usize) {
    let chaos = Chaos::new(2, callers, 1, |_| Fault::Delay(4));
    let told = chaos.calls(callers);
    chaos.gauge.at_most(2);
    chaos.gauge.reached(2);
    for (request, &one) in (1..).zip(&told) {
        answered(one, 10 * request);
    }
    chaos.ends(&told, 0);
}

fn close(_: usize) {
    let chaos = Chaos::new(1, 1, 1, |_| Fault::Delay(5));
    let told = chaos.call(1);
    if told != Err(CallError::TimedOut) {
        answered(told, 10);
    }
    chaos.ends(&[told], 0);
}

/// A client in front of a service with injected faults.
struct Chaos {
    client: Arc<Client>,
    /// The tries.
    gauge: Gauge,
}

impl Chaos {
    /// `plan` says what the try with this number meets, from 1 on; tries that run at once
    /// may have the same number.
    fn new(
        workers: usize,
        room: usize,
        tries: u32,
        plan: fn(usize) -> Fault,
    ) -> Chaos {
        let gauge = Gauge::new("request");
        let tried = gauge.clone();
        let wait =
            |milliseconds| thread::sleep(Duration::from_millis(milliseconds));
        let service = move |request: u32| {
            let number = tried.ended() + 1;
            let _inside = tried.enter(request as usize);
            match plan(number) {
                Fault::None => {}
                Fault::Delay(milliseconds) => wait(milliseconds),
                Fault::Error => return Err("injected".to_string()),
                Fault::SlowError(milliseconds) => {
                    wait(milliseconds);
                    return Err("injected".to_string());
                }
                Fault::Panic => fault(
                    "a task panicked",
                    "The service panicked, and nobody caught it: the thread that \
                     called it is gone.",
                    Show::Notes,
                ),
            }
            Ok(10 * request)
        };
        let settings = Settings { workers, room, tries, patience: PATIENCE };
        Chaos { client: Arc::new(Client::start(settings, service)), gauge }
    }

    fn call(&self, request: u32) -> Told {
        self.client.call(request)
    }

    /// So many calls at once, with requests from 1 on.
    fn calls(&self, callers: usize) -> Vec<Told> {
        let call = |request: u32| {
            let client = Arc::clone(&self.client);
            thread::spawn(move || client.call(request))
        };
        let others: Vec<_> = (2..=callers as u32).map(call).collect();
        let mut told = vec![self.call(1)];
        told.extend(others.into_iter().map(|other| other.join().unwrap()));
        told
    }

    /// Like [`ends`](Chaos::ends), and so many tries were of use to somebody.
    fn ends_after(self, useful: usize, told: &[Told], panics: u64) {
        let gauge = self.gauge.clone();
        self.ends(told, panics);
        let tries = gauge.ended();
        let detail = format!("Only {tries} tries were made of {useful}.");
        ensure(tries >= useful, "a call was given up too early", detail);
        if tries > useful {
            let detail = format!(
                "{tries} tries were made. When the last began, the patience of its \
                 caller was over."
            );
            fault("a try was made for nobody", detail, Show::Notes);
        }
    }

    /// Stops: no try still runs, and the report says what the callers were told.
    fn ends(self, told: &[Told], panics: u64) {
        let Ok(client) = Arc::try_unwrap(self.client) else {
            unreachable!("all callers have ended");
        };
        let report = client.stop();
        self.gauge.all_ended(self.gauge.ended());
        let count = |one: fn(&Told) -> bool| {
            told.iter().filter(|told| one(told)).count() as u64
        };
        let right = Report {
            done: count(|told| told.is_ok()),
            shed: count(|told| *told == Err(CallError::Shed)),
            timed_out: count(|told| *told == Err(CallError::TimedOut)),
            failed: count(|told| *told == Err(CallError::Failed)),
            tries: self.gauge.ended() as u64,
            panics,
        };
        let counted = report.done + report.shed + report.timed_out + report.failed;
        let calls = told.len() as u64;
        let detail =
            format!("Callers were told {told:?}, and the report says {report:?}.");
        ensure(counted <= calls, "a call was counted twice", &detail);
        ensure(counted >= calls, "a call was not counted", &detail);
        let detail = format!("It says {report:?}, right is {right:?}.");
        ensure(report == right, "the report is wrong", detail);
    }
}

fn answered(told: Told, expected: u32) {
    let detail = format!("A call got {told:?}, expected Ok({expected}).");
    ensure(told == Ok(expected), "a call was told something wrong", detail);
}

fn refused(told: Told, expected: CallError) {
    let detail = format!("A call got {told:?}, expected Err({expected:?}).");
    ensure(told == Err(expected), "a call was told something wrong", detail);
}
