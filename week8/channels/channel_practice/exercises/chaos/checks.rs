//! What is checked of `chaos`.

use std::panic;
use std::thread;
use std::time::{Duration, Instant};

use verdict::{Check, Gauge, Show, ensure, fault, note, still_at_work};

use super::answer::{CallError, Client, Report, Settings};

pub const CHECKS: &[Check] = &[
    Check::new(
        "calm",
        "two calls, one after the other, and room for one request",
        calm,
    )
    .exact_time(),
    Check::new(
        "panics",
        "the service panics for the first of two requests, and there is one worker",
        panics,
    )
    .exact_time(),
    Check::new(
        "panics_room",
        "the service panics for the first of two requests, and there is room for one",
        panics_room,
    )
    .exact_time(),
    Check::new(
        "failures",
        "each request has 3 tries; one has an error, a panic and success, one only \
         errors, one success",
        failures,
    )
    .exact_time(),
    Check::new(
        "delay",
        "the service takes longer than the patience of the caller",
        delay,
    )
    .exact_time(),
    Check::new(
        "panics_late",
        "the service panics, and it takes longer than the patience of the caller",
        panics_late,
    )
    .exact_time(),
    Check::new(
        "late",
        "the patience of the caller ends during the second try",
        late,
    )
    .exact_time(),
    Check::new(
        "turn",
        "two calls at the same time, one worker, and patience for only one of them",
        turn,
    )
    .exact_time()
    .needs(3, 3),
    Check::new(
        "waiting",
        "two calls time out at one slow worker, then two more calls come",
        waiting,
    )
    .exact_time()
    .needs(3, 3),
    Check::new(
        "crowd",
        "three calls at the same time, room for all, and one slow worker",
        crowd,
    )
    .exact_time()
    .needs(4, 3),
    Check::new(
        "busy",
        "a call comes while the service is busy with a request that timed out",
        busy,
    )
    .exact_time(),
    Check::new(
        "exhaustion",
        "two calls at the same time, and room for one request",
        exhaustion,
    )
    .exact_time()
    .with(&[1])
    .needs(3, 3),
    Check::new(
        "sheds",
        "two calls, one after the other, a third at the same time, and room for one \
         request",
        sheds,
    )
    .exact_time()
    .needs(3, 3),
    Check::new(
        "one_too_many",
        "four calls at the same time, and room for three requests",
        exhaustion,
    )
    .exact_time()
    .with(&[3])
    .needs(5, 4),
    Check::new(
        "again",
        "the first four tries of a request fail after a millisecond each",
        again,
    )
    .exact_time(),
    Check::new(
        "keeps",
        "two calls time out at one slow worker, there is room for two, and two more come",
        keeps,
    )
    .exact_time()
    .needs(3, 3),
    Check::new("workers", "two calls at the same time, and two workers", workers)
        .exact_time()
        .needs(4, 4),
    Check::new(
        "same",
        "two calls with the same request at the same time, and two workers",
        same,
    )
    .exact_time()
    .needs(4, 4),
    Check::new(
        "gives_back",
        "two calls at the same time, two workers and room for two, and then two calls \
         more",
        gives_back,
    )
    .exact_time()
    .needs(4, 4),
    Check::new(
        "enters",
        "a call comes when another is answered, there is room for two, and then two \
         more come",
        enters,
    )
    .exact_time()
    .needs(3, 3),
    Check::new(
        "each",
        "two calls at the same time, two workers, and one request takes longer",
        each,
    )
    .exact_time()
    .needs(3, 3),
    Check::new(
        "panics_meet",
        "two calls at the same time, two workers, and the service panics for both",
        panics_meet,
    )
    .exact_time()
    .needs(3, 3),
    Check::new("close", "answer and timeout come at about the same time", close)
        .racing(3),
];

const PATIENCE: Duration = Duration::from_millis(10);

/// After that no try still runs.
const LONG: Duration = Duration::from_millis(50);

const NOBODY_INSIDE: &str = "Nobody was inside when the call came: every call \
                             before it had returned, and the service was done \
                             with it.";

/// What is injected.
enum Fault {
    None,
    Delay(u64),
    Error,
    SlowError(u64),
    Panic,
    SlowPanic(u64),
}

type Told = Result<u32, CallError>;

fn calm(_: usize) {
    let chaos = Chaos::new(1, 1, 1, |_| Fault::None);
    let told = [1, 2].map(|request| {
        let begun = Instant::now();
        let told = chaos.call(request);
        let waited = begun.elapsed();
        let detail = format!(
            "The service takes no time. Call {request} returned {told:?} after \
             {waited:?}."
        );
        // Some time is left to those that look again from time to time.
        ensure(waited < PATIENCE / 2, "an answer came too late", detail);
        let_in(told, NOBODY_INSIDE);
        right(told, Ok(10 * request));
        told
    });
    chaos.ends(&told, 0);
    if still_at_work() > 0 {
        note!("`stop` has returned");
        let detail =
            "`stop` has returned, but a thread that was started has not ended.";
        fault("a task was left behind", detail, Show::Steps);
    }
}

fn failures(_: usize) {
    let chaos = Chaos::new(1, 1, 3, |number| match number {
        1 => Fault::Error,
        2 => Fault::Panic,
        4..=6 => Fault::Error,
        _ => Fault::None,
    });
    let plan = [(1, Ok(10), 3), (2, Err(CallError::Failed), 3), (3, Ok(30), 1)];
    let told = plan.map(|(request, expected, tries)| {
        let before = chaos.gauge.ended();
        let told = chaos.call(request);
        let_in(told, NOBODY_INSIDE);
        let found = chaos.gauge.ended() - before;
        let detail = format!(
            "Call {request} returned {told:?} after {found} tries. {tries} tries \
             should have been made."
        );
        let gave_up = told == Err(CallError::Failed) && found < tries;
        ensure(!gave_up, "a call gave up too early", &detail);
        ensure(found <= tries, "a call was tried too often", &detail);
        right(told, expected);
        told
    });
    chaos.ends(&told, 1);
}

fn panics(_: usize) {
    let chaos = Chaos::new(1, 2, 1, |number| match number {
        1 => Fault::Panic,
        _ => Fault::None,
    });
    let told = [chaos.call(1), chaos.call(2)];
    let_in(told[0], NOBODY_INSIDE);
    let detail = format!(
        "The service panicked for request 1. After that nobody called it for \
         request 2, which returned {:?}.",
        told[1]
    );
    ensure(chaos.gauge.ended() == 2, "a worker was lost", detail);
    right(told[0], Err(CallError::Failed));
    right(told[1], Ok(20));
    chaos.ends(&told, 1);
}

fn panics_room(_: usize) {
    let chaos = Chaos::new(1, 1, 1, |number| match number {
        1 => Fault::Panic,
        _ => Fault::None,
    });
    let first = chaos.call(1);
    right(first, Err(CallError::Failed));
    let second = chaos.call(2);
    let_in(second, NOBODY_INSIDE);
    right(second, Ok(20));
    chaos.ends(&[first, second], 1);
}

fn panics_late(_: usize) {
    let chaos = Chaos::new(1, 1, 1, |_| Fault::SlowPanic(35));
    let told = chaos.in_vain(1);
    chaos.ends(&[told], 1);
}

fn panics_meet(_: usize) {
    let chaos = Chaos::new(2, 2, 1, |_| Fault::Panic);
    let told = chaos.calls(2);
    for &one in &told {
        let_in(one, "There is room for two requests, and two calls came.");
        right(one, Err(CallError::Failed));
    }
    chaos.ends(&told, 2);
}

fn delay(_: usize) {
    let chaos = Chaos::new(1, 1, 3, |_| Fault::Delay(35));
    let told = chaos.in_vain(1);
    chaos.ends(&[told], 0);
}

fn late(_: usize) {
    let chaos = Chaos::new(1, 1, 3, |_| Fault::SlowError(6));
    let told = chaos.in_vain(1);
    chaos.has_tried(2);
    chaos.ends(&[told], 0);
}

fn turn(_: usize) {
    let chaos = Chaos::new(1, 2, 1, |_| Fault::Delay(6));
    let told = chaos.calls(2);
    chaos.gauge.at_most(1);
    let (first, second) = if told[0].is_ok() { (0, 1) } else { (1, 0) };
    right(told[first], Ok(10 * (first as u32 + 1)));
    right(told[second], Err(CallError::TimedOut));
    chaos.ends(&told, 0);
}

fn waiting(_: usize) {
    let chaos = Chaos::new(1, 2, 1, |number| match number {
        1 | 2 => Fault::Delay(15),
        _ => Fault::None,
    });
    let mut told = chaos.calls(2);
    for &one in &told {
        right(one, Err(CallError::TimedOut));
    }
    // The service has seen one of the two, and is done with it.
    chaos.has_tried(1);
    told.push(chaos.in_vain(3));
    let fourth = chaos.call(4);
    let detail = "There is room for two requests. Requests 1 and 2 were over, and \
                  only request 3 was inside.";
    let_in(fourth, detail);
    right(fourth, Ok(40));
    told.push(fourth);
    chaos.ends(&told, 0);
}

fn crowd(_: usize) {
    let chaos = Chaos::new(1, 3, 1, |_| Fault::Delay(35));
    let told = chaos.calls(3);
    for &one in &told {
        let_in(one, "There is room for three requests, and three calls came.");
        right(one, Err(CallError::TimedOut));
    }
    chaos.has_tried(1);
    chaos.ends(&told, 0);
}

fn busy(_: usize) {
    let chaos = Chaos::new(1, 1, 1, |number| match number {
        1 => Fault::Delay(35),
        _ => Fault::None,
    });
    let first = chaos.in_vain(1);
    let begun = Instant::now();
    let second = chaos.call(2);
    let detail = format!(
        "There is room for one request, and the service was still busy with \
         request 1. But call 2 returned {second:?}."
    );
    let is_shed = second == Err(CallError::Shed);
    ensure(is_shed, "too many requests were inside", detail);
    let detail = format!(
        "There was no room. The call returned after {:?} and not at once.",
        begun.elapsed()
    );
    let at_once = begun.elapsed() == Duration::ZERO;
    ensure(at_once, "a call waited before it was shed", detail);
    thread::sleep(LONG);
    let third = chaos.call(3);
    let detail = "The service was done with request 1, and nobody else was inside.";
    let_in(third, detail);
    right(third, Ok(30));
    chaos.ends(&[first, second, third], 0);
}

/// One call more than there is room for.
fn exhaustion(room: usize) {
    // A place is taken until all callers have been told.
    let chaos = Chaos::new(1, room, 1, |_| Fault::Delay(35));
    let told = chaos.calls(room + 1);
    let shed = told.iter().filter(|one| **one == Err(CallError::Shed)).count();
    let is = match room {
        1 => "There is room for one request.",
        _ => "There is room for three requests.",
    };
    if shed < 1 {
        let all = if room == 1 { "Two" } else { "Four" };
        let detail = format!("{all} calls were let in. {is}");
        fault("too many requests were inside", detail, Show::Steps);
    }
    if shed > 1 {
        let all = if room == 1 { "Both".to_string() } else { shed.to_string() };
        let detail = format!("{all} calls were shed. {is}");
        fault("a call was shed though there was room", detail, Show::Steps);
    }
    chaos.ends(&told, 0);
}

/// Who is shed was never inside, and takes no room from the next call.
fn sheds(_: usize) {
    let chaos = Chaos::new(1, 1, 1, |_| Fault::None);
    let told = thread::scope(|scope| {
        let others = scope.spawn(|| [1, 3].map(|request| chaos.call(request)));
        let second = chaos.call(2);
        let [first, third] = others.join().unwrap();
        [first, second, third]
    });
    let is_shed = |told: &Told| *told == Err(CallError::Shed);
    if is_shed(&told[1]) {
        let detail = "There is room for one request. Call 1 had returned when call 3 \
                      came. Call 2 was shed, so its request was not inside, either. \
                      But call 3 was shed, too.";
        let_in(told[2], detail);
    }
    for (request, &one) in (1..).zip(&told) {
        if !is_shed(&one) {
            right(one, Ok(10 * request));
        }
    }
    chaos.ends(&told, 0);
}

fn again(_: usize) {
    const TAKES: Duration = Duration::from_millis(1);
    const TRIES: u32 = 5;
    let tries = Gauge::new("request");
    let tried = tries.clone();
    let service = move |request: u32| {
        let is_last = tried.ended() + 1 == TRIES as usize;
        let _inside = tried.enter(request as usize);
        thread::sleep(TAKES);
        if is_last { Ok(10 * request) } else { Err("injected".to_string()) }
    };
    let settings =
        Settings { workers: 1, room: 1, tries: TRIES, patience: PATIENCE };
    let client = Client::start(settings, service);
    let begun = Instant::now();
    let told = call(&client, 1);
    let waited = begun.elapsed();
    let detail = format!(
        "Each try takes {TAKES:?}, and the last of {TRIES} succeeds. The call returned \
         after {waited:?}."
    );
    // Some time is left to who looks for the answer from time to time.
    let at_once = waited <= TRIES * TAKES + 2 * TAKES;
    ensure(at_once, "a pause came before the next try", detail);
    right(told, Ok(10));
    client.stop();
}

/// The callers wait at the same time, and the answer of the second comes later.
fn each(_: usize) {
    const SHORT: Duration = Duration::from_millis(2);
    let service = |request: u32| {
        thread::sleep(request * SHORT);
        Ok(10 * request)
    };
    let settings = Settings { workers: 2, room: 2, tries: 1, patience: PATIENCE };
    let client = Client::start(settings, service);
    let begun = Instant::now();
    let calls = |request| (call(&client, request), begun.elapsed());
    let ((short, waited), (long, _)) = thread::scope(|scope| {
        let long = scope.spawn(|| calls(3));
        (calls(1), long.join().unwrap())
    });
    right(short, Ok(10));
    right(long, Ok(30));
    let detail = format!(
        "The service answered request 1 after {SHORT:?}. The call returned after \
         {waited:?}."
    );
    // Some time is left to who looks for the answer from time to time.
    ensure(waited <= 2 * SHORT, "an answer came too late", detail);
    client.stop();
}

fn keeps(_: usize) {
    let chaos = Chaos::new(1, 2, 1, |_| Fault::Delay(35));
    let mut told = chaos.calls(2);
    told.extend(chaos.calls(2));
    let shed = told[2..].iter().filter(|one| **one == Err(CallError::Shed)).count();
    if shed == 0 {
        let detail = "There is room for two requests. Two calls had timed out, and the \
                      service was still busy with one of them. But two more calls were \
                      let in.";
        fault("too many requests were inside", detail, Show::Steps);
    }
    chaos.ends(&told, 0);
}

fn workers(_: usize) {
    let chaos = Chaos::new(2, 2, 1, |_| Fault::Delay(4));
    let told = chaos.calls(2);
    chaos.gauge.at_most(2);
    chaos.gauge.reached(2);
    for (request, &one) in (1..).zip(&told) {
        right(one, Ok(10 * request));
    }
    chaos.ends(&told, 0);
}

/// Nothing but the call tells the two apart.
fn same(_: usize) {
    let chaos = Chaos::new(2, 2, 1, |_| Fault::Delay(4));
    let told = thread::scope(|scope| {
        let other = scope.spawn(|| chaos.call(7));
        [chaos.call(7), other.join().unwrap()]
    });
    for one in told {
        right(one, Ok(70));
    }
    chaos.ends(&told, 0);
}

/// Two places are given back at the same time.
fn gives_back(_: usize) {
    let chaos = Chaos::new(2, 2, 1, |_| Fault::Delay(4));
    let told = [chaos.calls(2), chaos.calls(2)].concat();
    for (place, &one) in (0..).zip(&told) {
        let detail = "There is room for two requests. Two calls came, and when both had \
                      returned, two more.";
        let_in(one, detail);
        right(one, Ok(10 * (place % 2 + 1)));
    }
    chaos.ends(&told, 0);
}

/// One place is given back when another one is taken.
fn enters(_: usize) {
    let chaos = Chaos::new(1, 2, 1, |number| match number {
        1 => Fault::Delay(4),
        _ => Fault::Delay(35),
    });
    let ms = |ms| thread::sleep(Duration::from_millis(ms));
    let (first, second, others) = thread::scope(|scope| {
        let second = scope.spawn(|| {
            ms(4);
            chaos.call(2)
        });
        let first = chaos.call(1);
        ms(1);
        let others = chaos.calls(2);
        (first, second.join().unwrap(), others)
    });
    right(first, Ok(10));
    let_in(
        second,
        "There is room for two requests, and only request 1 was inside.",
    );
    let why = "There is room for two requests. Call 1 had returned, the service was \
               busy with request 2, and two calls more came.";
    match others.iter().filter(|one| **one == Err(CallError::Shed)).count() {
        0 => {
            let detail = format!("{why} Both were let in.");
            fault("too many requests were inside", detail, Show::Steps);
        }
        2 => {
            let detail = format!("{why} Both were shed.");
            fault("a call was shed though there was room", detail, Show::Steps);
        }
        _ => {}
    }
    chaos.ends(&[vec![first, second], others].concat(), 0);
}

fn close(_: usize) {
    let chaos = Chaos::new(1, 1, 1, |_| Fault::Delay(5));
    // On a busy machine a caller may be late.
    let told = chaos.client.call(1);
    if told != Err(CallError::TimedOut) {
        right(told, Ok(10));
    }
    chaos.ends(&[told], 0);
}

/// A client in front of a service with injected faults.
struct Chaos {
    client: Client,
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
                // Without a message on the screen.
                Fault::Panic => panic::resume_unwind(Box::new("injected")),
                Fault::SlowPanic(milliseconds) => {
                    wait(milliseconds);
                    panic::resume_unwind(Box::new("injected"));
                }
            }
            Ok(10 * request)
        };
        let settings = Settings { workers, room, tries, patience: PATIENCE };
        Chaos { client: Client::start(settings, service), gauge }
    }

    fn call(&self, request: u32) -> Told {
        call(&self.client, request)
    }

    /// A call that nobody answers in time, while nobody else is inside.
    fn in_vain(&self, request: u32) -> Told {
        let begun = Instant::now();
        let told = self.call(request);
        let_in(told, NOBODY_INSIDE);
        let waited = begun.elapsed();
        let detail = format!(
            "A call returned {told:?} after {waited:?}. Its patience is \
             {PATIENCE:?}."
        );
        let gave_up = told.is_err() && waited < PATIENCE;
        ensure(!gave_up, "a call gave up too early", detail);
        right(told, Err(CallError::TimedOut));
        told
    }

    /// So many calls at once, with requests from 1 on.
    fn calls(&self, callers: usize) -> Vec<Told> {
        thread::scope(|scope| {
            let spawn =
                |request: u32| scope.spawn(move || call(&self.client, request));
            let others: Vec<_> = (2..=callers as u32).map(spawn).collect();
            let mut told = vec![self.call(1)];
            told.extend(others.into_iter().map(|other| other.join().unwrap()));
            told
        })
    }

    /// Waits until no try runs: so many were made that were of use to somebody.
    fn has_tried(&self, useful: usize) {
        thread::sleep(LONG);
        self.gauge.at_most(1);
        let tries = self.gauge.ended();
        let detail =
            format!("Only {tries} tries were made. There was time for {useful}.");
        ensure(tries >= useful, "too few tries were made", detail);
        if tries > useful {
            let detail = format!(
                "{tries} tries were made. When the last one began, the patience of \
                 its caller was over."
            );
            fault("a try began after the timeout", detail, Show::Notes);
        }
    }

    /// Stops: no try still runs, and the report says what the callers were told.
    fn ends(self, told: &[Told], panics: u64) {
        let report = self.client.stop();
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
            format!("The calls returned {told:?}. The report says {report:?}.");
        ensure(counted <= calls, "a call was counted twice", &detail);
        ensure(counted >= calls, "a call was not counted", &detail);
        let detail = format!("The report is {report:?}, expected {right:?}.");
        ensure(report == right, "the report is wrong", detail);
    }
}

/// Calls, and comes back when the patience is over at the latest.
fn call(client: &Client, request: u32) -> Told {
    let begun = Instant::now();
    let told = client.call(request);
    let waited = begun.elapsed();
    let detail = format!(
        "Call {request} returned {told:?} after {waited:?}. Its patience is \
         {PATIENCE:?}."
    );
    ensure(waited <= PATIENCE, "a call waited too long", detail);
    told
}

fn let_in(told: Told, detail: &str) {
    let is_shed = told == Err(CallError::Shed);
    ensure(!is_shed, "a call was shed though there was room", detail);
}

fn right(told: Told, expected: Told) {
    let detail = format!("A call returned {told:?}, expected {expected:?}.");
    ensure(told == expected, "a call returned the wrong result", detail);
}
