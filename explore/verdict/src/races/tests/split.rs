//! Two locks that are no one step.

use explore::sync::{Arc, Mutex, mpsc};
use explore::{Explore, thread};

use crate::diagnosis::Diagnosis;
use crate::sources::Sources;

const TEXT: &str = include_str!("split.rs");
const CLAIMS: Sources = Sources(&[("answer", ""), (file!(), TEXT)]);

/// A task that locks, waits for another one that has to lock, and locks again.
#[test]
fn who_waits_for_another_task_between_two_locks_cannot_make_them_one() {
    #[derive(Default)]
    struct Group {
        tasks: Vec<thread::JoinHandle<()>>,
        done: u32,
    }
    fn joins(group: &Arc<Mutex<Group>>) -> u32 {
        let own = Arc::clone(group);
        let task = thread::spawn(move || own.lock().unwrap().done += 1);
        group.lock().unwrap().tasks.push(task);
        let tasks = std::mem::take(&mut group.lock().unwrap().tasks);
        tasks.into_iter().for_each(|task| task.join().unwrap());
        group.lock().unwrap().done
    }
    fn receives(group: &Arc<Mutex<Group>>) -> u32 {
        let own = Arc::clone(group);
        let (tell, told) = mpsc::channel();
        let task = thread::spawn(move || {
            own.lock().unwrap().done += 1;
            tell.send(()).unwrap();
        });
        group.lock().unwrap().tasks.push(task);
        told.recv().unwrap();
        group.lock().unwrap().done
    }
    fn joins_one(group: &Arc<Mutex<Group>>) -> u32 {
        let own = Arc::clone(group);
        let task = thread::spawn(move || own.lock().unwrap().done += 1);
        let before = group.lock().unwrap().done;
        task.join().unwrap();
        before.max(group.lock().unwrap().done)
    }
    for finish in [joins, receives, joins_one] {
        let report = Explore::every().run(move || {
            let done = finish(&Arc::default());
            crate::equal("how many are done", done, 2);
        });
        let told = Diagnosis::new(&report.found().named(TEXT), CLAIMS);
        assert_eq!(told.title, "the result is wrong", "{}", told.sentence);
    }
}
