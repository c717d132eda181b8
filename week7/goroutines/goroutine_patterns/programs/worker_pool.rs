// cargo add crossbeam@0.8.5

use std::collections::BTreeMap;
use std::thread;
use std::time::Duration;

use crossbeam::channel;

fn main() {
    let (queue, jobs) = channel::unbounded();
    let (report, reports) = channel::unbounded();

    let squares: BTreeMap<u64, u64> = thread::scope(|scope| {
        for id in 1..=3 {
            let worker = format!("worker {id}");
            let (jobs, report) = (jobs.clone(), report.clone());
            scope.spawn(move || {
                for job in jobs {
                    println!("{worker}: takes job {job}");
                    thread::sleep(Duration::from_millis(1)); // stands for work
                    report.send((job, job * job)).unwrap();
                }
            });
        }
        for job in 1..=10 {
            queue.send(job).unwrap();
        }
        drop(queue); // the workers' loops end when the queue is empty
        drop(report); // main's own: the reports end with the last worker
        reports.iter().collect()
    });
    println!("main: squares in job order: {:?}", squares.values());
}
