//! What is checked of `scheduler`.

use std::thread;
use std::time::{Duration, Instant};

use verdict::{Check, Gauge, Log, Show, ensure, fault, note, still_running};

use super::answer::{End, Handle, Job, Scheduler, Settings, Skill};

pub const CHECKS: &[Check] = &[
    Check::new("one", "one worker gets one job", one).needs(2, 2),
    Check::new("idle", "the scheduler is stopped, and no job was submitted", idle)
        .needs(1, 0),
    Check::new("nobody", "a job needs a skill that no worker has", nobody)
        .exact_time()
        .needs(1, 2),
    Check::new(
        "skills",
        "two workers have one skill each, and each skill is needed by one job",
        skills,
    ).exact_time()
    .needs(3, 4),
    Check::new(
        "balance",
        "two workers get jobs of 3 seconds, 1 second and 1 second",
        balance,
    ).exact_time()
    .needs(3, 4),
    Check::new(
        "other",
        "a job waits for a busy worker, and a job of less priority for a free one",
        other,
    ).exact_time()
    .needs(3, 4),
    Check::new("urgent", "three jobs wait while the only worker is busy", |_| {
        urgent(&["cut"])
    })
    .exact_time()
    .needs(2, 4),
    Check::new(
        "urgent_of_two",
        "three jobs of two skills wait while the only worker, which has both, is busy",
        |first| urgent(&[["cut", "bake"], ["bake", "cut"]][first]),
    )
    .exact_time()
    .with(&[0, 1])
    .needs(2, 4),
    Check::new(
        "retry",
        "a job fails on one worker, then on the other, then succeeds; if there is a third, \
         it is busy",
        retry,
    )
    .exact_time()
    .with(&[3, 2])
    .needs(3, 4),
    Check::new("gives_up", "a job fails twice, and a job has two tries", gives_up)
        .needs(2, 3),
    Check::new(
        "again",
        "a job fails while a job waits that was submitted later",
        again,
    ).exact_time()
    .needs(2, 4),
    Check::new(
        "alone",
        "a job fails once, and only one worker has its skill",
        alone,
    )
    .needs(3, 3),
    Check::new(
        "busy",
        "a job fails while the other worker with its skill is busy",
        busy,
    )
    .exact_time()
    .needs(3, 4),
    Check::new(
        "busy_besides",
        "a job fails while the other worker with its skill is busy and a job of \
         another skill waits",
        busy_besides,
    )
    .exact_time()
    .needs(4, 4),
    Check::new(
        "ill",
        "two jobs in a row fail on the only worker, which makes it unhealthy",
        ill,
    )
    .exact_time()
    .needs(2, 4),
    Check::new(
        "ill_beside",
        "a job fails on the only worker with its skill, which makes it unhealthy; another \
         job waits, and the other worker is busy",
        ill_beside,
    )
    .exact_time()
    .needs(3, 4),
    Check::new(
        "ill_both",
        "a job fails on the only worker, which makes it unhealthy, and a job waits that \
         needs its other skill",
        ill_both,
    )
    .exact_time()
    .needs(2, 4),
    Check::new(
        "last",
        "a job fails on the only worker, which makes it unhealthy; a job has two tries",
        last,
    )
    .exact_time()
    .needs(2, 3),
    Check::new(
        "recovers",
        "two jobs fail, one succeeds and two fail; three failures make the only worker \
         unhealthy",
        recovers,
    )
    .needs(2, 4),
    Check::new(
        "beside",
        "a job fails, and the other worker with its skill is unhealthy",
        beside,
    ).exact_time()
    .needs(3, 4),
    Check::new(
        "meanwhile",
        "a job fails, and the other worker with its skill becomes unhealthy before it \
         is free",
        meanwhile,
    )
    .exact_time()
    .needs(3, 4),
    Check::new(
        "together",
        "two jobs are submitted at the same time while the only worker is busy, and \
         each fails once",
        together,
    )
    .exact_time()
    .needs(3, 4),
    Check::new(
        "handles",
        "one task waits for the second job, and then another one for the first; there is \
         one worker",
        handles,
    )
    .exact_time()
    .needs(3, 4),
    Check::new(
        "stop",
        "`stop` is called while a job runs that is going to fail twice, beside another \
         job that ends at the same time or alone; a job of another skill has ended",
        stop,
    )
    .exact_time()
    .with(&[2, 1])
    .needs(3, 4),
    Check::new(
        "stop_last",
        "`stop` is called while a job runs that is going to fail, which makes the only \
         worker unhealthy",
        stop_last,
    )
    .exact_time()
    .needs(2, 3),
];

const SECOND: Duration = Duration::from_secs(1);

fn one(_: usize) {
    let scheduler = start(&[&["cut"]], 1, 1);
    ends(scheduler.submit(job(1, "cut", |_| true)), End::Done);
    tries(scheduler, &[1]);
    if still_running() > 0 {
        note!("`stop` has returned");
        let detail =
            "`stop` has returned, but a thread that was started has not ended.";
        fault("a task was left behind", detail, Show::Steps);
    }
}

fn idle(_: usize) {
    tries(start(&[&["cut"]], 1, 1), &[0]);
}

fn nobody(_: usize) {
    let scheduler = start(&[&["cut"]], 1, 1);
    ends_as_nobody(scheduler.submit(job(1, "paint", |_| true)));
    tries(scheduler, &[0]);
}

fn skills(_: usize) {
    let scheduler = start(&[&["cut"], &["paint"]], 1, 1);
    let on = Log::default();
    for needs in ["paint", "cut"] {
        let on = on.clone();
        let says = format!("tries a job to {needs}");
        scheduler.submit(job(1, needs, move |worker| {
            on.push((needs, worker), &says);
            true
        }));
    }
    thread::sleep(SECOND);
    let on = on.all();
    for (needs, right) in [("paint", 1), ("cut", 0)] {
        match on.iter().find(|(skill, _)| *skill == needs) {
            None => {
                let detail = format!(
                    "A second after its submit, nobody had tried the job that \
                     needs {needs:?}. Worker {right} has this skill and was idle."
                );
                fault("a worker was idle while a job waited", detail, Show::Steps);
            }
            Some((_, worker)) => ensure(
                *worker == right,
                "a worker tried a job without having its skill",
                format!("Worker {worker} tried the job that needs {needs:?}."),
            ),
        }
    }
    tries(scheduler, &[1, 1]);
}

fn other(_: usize) {
    let scheduler = start(&[&["cut"], &["paint"]], 1, 1);
    let gauge = Gauge::new("job");
    for number in [1, 2] {
        scheduler.submit(Job { priority: 2, ..takes(&gauge, number, 3 * SECOND) });
    }
    let painted = Log::default();
    let paints = painted.clone();
    scheduler.submit(job(1, "paint", move |_| {
        paints.push((), "paints");
        true
    }));
    thread::sleep(SECOND);
    ensure(
        painted.all().len() == 1,
        "a worker was idle while a job waited",
        "A second after its submit, nobody had tried the job that needs \"paint\". \
         Worker 1 has this skill and was idle. What waited before it needs \"cut\".",
    );
    tries(scheduler, &[2, 1]);
}

/// The only worker has these skills. If it can bake, job 2 needs that.
fn urgent(skills: &[Skill]) {
    let scheduler = start(&[skills], 1, 1);
    let order = Log::default();
    let submit = |number: u32, priority| {
        let order = order.clone();
        let bakes = number == 2 && skills.contains(&"bake");
        let needs = if bakes { "bake" } else { "cut" };
        scheduler.submit(job(priority, needs, move |_| {
            order.push(number, format!("job {number} begins"));
            thread::sleep(SECOND);
            true
        }))
    };
    submit(0, 1);
    // Time passes only when nobody can go on: now job 0 is under way.
    thread::sleep(SECOND / 2);
    submit(1, 1);
    submit(2, u32::MAX);
    submit(3, u32::MAX);
    tries(scheduler, &[4]);
    let found = order.all();
    if found != [0, 2, 3, 1] {
        let detail = format!(
            "Jobs 2 and 3 have a higher priority than job 1. The jobs began in the \
             order {found:?}."
        );
        fault("the jobs are out of order", detail, Show::Notes);
    }
}

fn balance(_: usize) {
    let scheduler = start(&[&["cut"], &["cut"]], 1, 1);
    let gauge = Gauge::new("job");
    let begun = Instant::now();
    for (number, seconds) in [(1, 3), (2, 1), (3, 1)] {
        scheduler.submit(takes(&gauge, number, seconds * SECOND));
        // One at a time, so that it is known who is free.
        thread::sleep(SECOND / 10);
    }
    scheduler.stop();
    gauge.all_ended(3);
    gauge.at_most(2);
    gauge.reached(2);
    // Half a second is left to those that look again from time to time.
    if begun.elapsed() > 3 * SECOND + SECOND / 2 {
        fault(
            "a worker was idle while a job waited",
            "One worker was busy with job 1 for 3 seconds. The other worker was \
             free after 1 second, but job 3 waited for the first.",
            Show::Notes,
        );
    }
}

fn retry(workers: usize) {
    let skills: [&[Skill]; 3] = [&["cut"], &["cut"], &["cut", "bake"]];
    let scheduler = start(&skills[..workers], 3, 3);
    let busy = skills[2..workers].len() as u32;
    for _ in 0..busy {
        scheduler.submit(bakes_for_an_hour());
        // Time passes only when nobody can go on: now it bakes.
        thread::sleep(SECOND / 2);
    }
    let on = Log::default();
    let handle = scheduler.submit(succeeds_at(3, &on));
    thread::sleep(SECOND);
    let on = on.all();
    elsewhere(&on, "The other worker was free");
    let detail = format!(
        "After a second the tries had been on the workers {on:?}. Three tries were \
         due, never two in a row on the same worker."
    );
    ensure(on.len() >= 3, "too few tries were made", detail);
    ends(handle, End::Done);
    let [first, second] = by_worker(&on);
    tries(scheduler, &[first, second, busy][..workers]);
}

fn gives_up(_: usize) {
    let scheduler = start(&[&["cut"]], 2, 3);
    ends(scheduler.submit(job(1, "cut", |_| false)), End::Failed);
    tries(scheduler, &[2]);
}

fn again(_: usize) {
    let scheduler = start(&[&["cut"]], 2, 3);
    let order = Log::default();
    for number in [0, 1] {
        let order = order.clone();
        scheduler.submit(job(1, "cut", move |_| {
            order.push(number, format!("job {number} begins"));
            thread::sleep(SECOND);
            order.all().len() > 1
        }));
        // Time passes only when nobody can go on: now job 0 is under way.
        thread::sleep(SECOND / 2);
    }
    tries(scheduler, &[3]);
    let found = order.all();
    if found != [0, 0, 1] {
        let detail = format!(
            "Job 0 was submitted before job 1, and it failed once. The tries began \
             in the order {found:?}."
        );
        fault("the jobs are out of order", detail, Show::Notes);
    }
}

fn alone(_: usize) {
    let scheduler = start(&[&["cut"], &["paint"]], 2, 3);
    let mut tried = 0;
    let fails_once = job(1, "cut", move |_| {
        tried += 1;
        tried == 2
    });
    ends(scheduler.submit(fails_once), End::Done);
    tries(scheduler, &[2, 0]);
}

fn busy(_: usize) {
    let scheduler = start(&[&["cut"], &["cut"]], 2, 3);
    waits_for_the_other(&scheduler);
    scheduler.stop();
}

fn busy_besides(_: usize) {
    let scheduler = start(&[&["cut"], &["cut"], &["paint"]], 2, 3);
    for _ in 0..2 {
        scheduler.submit(job(1, "paint", |_| {
            thread::sleep(2 * SECOND);
            true
        }));
    }
    waits_for_the_other(&scheduler);
    scheduler.stop();
}

fn waits_for_the_other(scheduler: &Scheduler) {
    scheduler.submit(takes(&Gauge::new("job"), 1, SECOND));
    // Time passes only when nobody can go on: now job 1 is under way.
    thread::sleep(SECOND / 2);
    let on = Log::default();
    let handle = scheduler.submit(succeeds_at(2, &on));
    thread::sleep(SECOND);
    let on = on.all();
    elsewhere(&on, "The other worker was busy with job 1, and then free");
    let detail = format!(
        "Half a second after job 1 had ended, the tries of job 2 had been on the \
         workers {on:?}. One try on each worker was due."
    );
    ensure(on.len() >= 2, "too few tries were made", detail);
    ends(handle, End::Done);
}

fn ill(_: usize) {
    let scheduler = start(&[&["cut"]], 1, 2);
    let fails = |_| scheduler.submit(job(1, "cut", |_| false));
    let [first, second, third, fourth, fifth] = [0, 1, 2, 3, 4].map(fails);
    ends(first, End::Failed);
    ends(second, End::Failed);
    for waits in [third, fourth, fifth] {
        ends_as_nobody(waits);
    }
    ends_as_nobody(scheduler.submit(job(1, "cut", |_| true)));
    tries(scheduler, &[2]);
}

/// The busy worker cannot be the one who tells who waits that nobody is left.
fn ill_beside(_: usize) {
    let scheduler = start(&[&["cut"], &["bake"]], 1, 1);
    scheduler.submit(bakes_for_an_hour());
    let fails = |_| {
        scheduler.submit(job(1, "cut", |_| {
            thread::sleep(SECOND);
            false
        }))
    };
    let [first, second] = [0, 1].map(fails);
    ends(first, End::Failed);
    ends_as_nobody(second);
    tries(scheduler, &[1, 1]);
}

fn ill_both(_: usize) {
    let scheduler = start(&[&["cut", "bake"]], 1, 1);
    let first = scheduler.submit(job(1, "cut", |_| {
        thread::sleep(SECOND);
        false
    }));
    // Time passes only when nobody can go on: now the job is under way.
    thread::sleep(SECOND / 2);
    let second = scheduler.submit(job(1, "bake", |_| true));
    ends(first, End::Failed);
    ends_as_nobody(second);
    tries(scheduler, &[1]);
}

fn last(_: usize) {
    let scheduler = start(&[&["cut"]], 2, 1);
    ends_as_nobody(scheduler.submit(job(1, "cut", |_| false)));
    tries(scheduler, &[1]);
}

fn recovers(_: usize) {
    let scheduler = start(&[&["cut"]], 1, 3);
    for succeeds in [false, false, true, false, false] {
        let expected = if succeeds { End::Done } else { End::Failed };
        let handle = scheduler.submit(job(1, "cut", move |_| succeeds));
        ends(handle, expected);
    }
    ends(scheduler.submit(job(1, "cut", |_| true)), End::Done);
    tries(scheduler, &[6]);
}

fn beside(_: usize) {
    let scheduler = start(&[&["cut", "bake"], &["cut"]], 2, 2);
    ends(scheduler.submit(job(1, "bake", |_| false)), End::Failed);
    let on = Log::default();
    let handle = scheduler.submit(succeeds_at(2, &on));
    thread::sleep(SECOND);
    let on = on.all();
    ensure(
        !on.contains(&0),
        "a worker tried a job that it may not try",
        "Worker 0 had failed twice in a row, which makes it unhealthy. But it \
         tried another job.",
    );
    ensure(
        on != [1],
        "too few tries were made",
        "A job failed on worker 1, and a second later nobody had tried it again. \
         No other healthy worker has its skill, so worker 1 may try it.",
    );
    ends(handle, End::Done);
    tries(scheduler, &[2, 2]);
}

fn meanwhile(_: usize) {
    let scheduler = start(&[&["cut", "bake"], &["cut"]], 2, 2);
    scheduler.submit(job(1, "bake", |_| {
        thread::sleep(SECOND);
        false
    }));
    // Time passes only when nobody can go on: now worker 0 is busy.
    thread::sleep(SECOND / 2);
    let on = Log::default();
    let handle = scheduler.submit(succeeds_at(2, &on));
    thread::sleep(2 * SECOND);
    ensure(
        on.all() != [1],
        "too few tries were made",
        "A job failed on worker 1. The other worker with its skill, worker 0, was busy \
         and became unhealthy. Half a second later nobody had tried the job again. \
         Now worker 1 may try it.",
    );
    ends(handle, End::Done);
    tries(scheduler, &[2, 2]);
}

fn together(_: usize) {
    let scheduler = start(&[&["cut"]], 2, 3);
    scheduler.submit(takes(&Gauge::new("job"), 0, SECOND));
    // Time passes only when nobody can go on: now job 0 is under way.
    thread::sleep(SECOND / 2);
    let order = Log::default();
    let submit = |number: u32| {
        let order = order.clone();
        scheduler.submit(job(1, "cut", move |_| {
            order.push(number, format!("job {number} begins"));
            order.all().iter().filter(|one| **one == number).count() == 2
        }))
    };
    let handles = thread::scope(|scope| {
        let first = scope.spawn(|| submit(1));
        [submit(2), first.join().unwrap()]
    });
    thread::sleep(SECOND);
    let found = order.all();
    for number in [1, 2] {
        let detail = format!(
            "Two threads submitted job 1 and job 2. When the worker was free, it did \
             not try job {number}."
        );
        ensure(found.contains(&number), "a job was lost", detail);
    }
    if found != [1, 1, 2, 2] && found != [2, 2, 1, 1] {
        let detail = format!(
            "Job 1 and job 2 waited, and each failed once. A job that failed keeps its \
             place. The tries began in the order {found:?}."
        );
        fault("the jobs are out of order", detail, Show::Notes);
    }
    for handle in handles {
        ends(handle, End::Done);
    }
    tries(scheduler, &[5]);
}

fn handles(_: usize) {
    let scheduler = start(&[&["cut"]], 1, 1);
    let gauge = Gauge::new("job");
    let begun = Instant::now();
    let submit = |number| scheduler.submit(takes(&gauge, number, SECOND));
    let [first, second] = [1, 2].map(submit);
    let waits = thread::spawn(move || ends(second, End::Done));
    // Time passes only when nobody can go on: now the task waits.
    thread::sleep(SECOND / 2);
    ends(first, End::Done);
    let after = begun.elapsed();
    let detail =
        format!("Job 1 had ended after 1 s. Its handle returned after {after:?}.");
    ensure(after <= SECOND + SECOND / 2, "a handle returned too late", detail);
    waits.join().unwrap();
    tries(scheduler, &[2]);
}

fn stop(jobs: usize) {
    let scheduler = start(&[&["cut"], &["cut"], &["paint"]], 3, 3);
    scheduler.submit(job(1, "paint", |_| true));
    let mut tried = 0;
    let handle = scheduler.submit(job(1, "cut", move |_| {
        tried += 1;
        thread::sleep(SECOND);
        tried == 3
    }));
    for number in 2..=jobs {
        scheduler.submit(takes(&Gauge::new("job"), number, SECOND));
    }
    thread::sleep(SECOND / 2);
    let mut found = scheduler.stop();
    // Whichever worker was first.
    found.sort_unstable();
    // The first try and the third were on the same one.
    let expected = [1, jobs as u32, 2];
    ensure(
        found == expected,
        "the tries do not add up",
        format!("Sorted, the tries are {found:?}, expected {expected:?}."),
    );
    ends(handle, End::Done);
}

fn stop_last(_: usize) {
    let scheduler = start(&[&["cut"]], 2, 1);
    let handle = scheduler.submit(job(1, "cut", |_| {
        thread::sleep(SECOND);
        false
    }));
    thread::sleep(SECOND / 2);
    tries(scheduler, &[1]);
    ends(handle, End::Nobody);
}

fn start(workers: &[&[Skill]], tries: u32, failures: u32) -> Scheduler {
    let workers = workers.iter().map(|skills| skills.to_vec()).collect();
    Scheduler::start(Settings { workers, tries, failures })
}

fn job(
    priority: u32,
    needs: Skill,
    mut work: impl FnMut(usize) -> bool + Send + 'static,
) -> Job {
    let tried = move |worker| {
        let succeeds = work(worker);
        if !succeeds {
            note!("the try on worker {worker} fails");
        }
        succeeds
    };
    Job { priority, needs, work: Box::new(tried) }
}

fn takes(gauge: &Gauge, number: usize, time: Duration) -> Job {
    let gauge = gauge.clone();
    job(1, "cut", move |_| {
        let _inside = gauge.enter(number);
        thread::sleep(time);
        true
    })
}

fn bakes_for_an_hour() -> Job {
    job(1, "bake", |_| {
        thread::sleep(60 * 60 * SECOND);
        true
    })
}

/// Fails until it is tried for this time, and notes on which worker each try was.
fn succeeds_at(last: usize, on: &Log<usize>) -> Job {
    let tried = on.clone();
    job(1, "cut", move |worker| {
        tried.push(worker, format!("tried by worker {worker}"));
        tried.all().len() == last
    })
}

/// Claims that no two tries that follow each other were on the same worker.
fn elsewhere(on: &[usize], other: &str) {
    if let Some(pair) = on.windows(2).find(|pair| pair[0] == pair[1]) {
        fault(
            "the same worker tried a job again",
            format!(
                "Worker {} failed and tried the same job again. {other}.",
                pair[0]
            ),
            Show::Notes,
        );
    }
}

/// How many of these tries were on each of two workers.
fn by_worker(on: &[usize]) -> [u32; 2] {
    [0, 1].map(|worker| on.iter().filter(|one| **one == worker).count() as u32)
}

/// Nobody has the skill of this job any more, or ever had.
#[track_caller]
fn ends_as_nobody(handle: Handle) {
    let ended = Log::default();
    let ends = ended.clone();
    let waits = thread::spawn(move || {
        let end = handle.wait();
        ends.push((), format!("wait() returned {end:?}"));
        end
    });
    thread::sleep(SECOND);
    ensure(
        !ended.all().is_empty(),
        "a job did not end as Nobody",
        "No healthy worker has the skill of a job. A second later the job had not ended.",
    );
    is_right(waits.join().unwrap(), End::Nobody);
}

#[track_caller]
fn ends(handle: Handle, expected: End) {
    is_right(handle.wait(), expected);
}

#[track_caller]
fn is_right(found: End, expected: End) {
    if found == expected {
        return;
    }
    let title = match (expected, found) {
        (End::Nobody, _) => "a worker tried a job that it may not try",
        (_, End::Nobody) => "a job ended as Nobody too early",
        (End::Done, _) => "a job ended as Failed too early",
        (_, _) => "a handle returned the wrong end",
    };
    let detail = format!("A job ended as {found:?}, expected {expected:?}.");
    fault(title, detail, Show::Steps);
}

/// Stops, and looks at how many tries each worker made.
#[track_caller]
fn tries(scheduler: Scheduler, expected: &[u32]) {
    let found = scheduler.stop();
    ensure(
        found == expected,
        "the tries do not add up",
        format!("The workers made {found:?} tries, expected {expected:?}."),
    );
}
