// cargo add --path PATH-OF-THE-COURSE/explore
// (PATH-OF-THE-COURSE: the folder into which you have cloned the course)

use explore::channel::{self, Receiver, Sender};
use explore::thread;

fn main() {
    // The steps call a channel by the name of its sender.

    finds("a sender is kept", &explore::every(|| read_to_the_end(Keep::Sender)));
    proves("it is dropped", &explore::every(|| read_to_the_end(Keep::Nothing)));

    finds("a receiver is kept", &explore::every(|| fill(Keep::Receiver)));
    proves("it is dropped", &explore::every(|| fill(Keep::Nothing)));

    finds("both receive first", &explore::every(|| talk(listen, listen)));
    proves("one speaks first", &explore::every(|| talk(speak, listen)));
}

/// What main does not drop.
#[derive(Clone, Copy, PartialEq)]
enum Keep {
    Sender,
    Receiver,
    Nothing,
}

fn read_to_the_end(keep: Keep) {
    let (sender, items) = channel::bounded(1);
    let kept = (keep == Keep::Sender).then(|| sender.clone());
    let producer = thread::spawn(move || sender.send("an item").unwrap());
    for item in &items {
        explore::note(format!("gets {item}"));
    }
    producer.join().unwrap();
    drop(kept);
}

fn fill(keep: Keep) {
    let (sender, items) = channel::bounded(1);
    let kept = (keep == Keep::Receiver).then_some(items);
    let producer = thread::spawn(move || {
        let mut sent = 0;
        while sent < 3 && sender.send("an item").is_ok() {
            sent += 1;
        }
        explore::note(format!("has sent {sent} items"));
    });
    producer.join().unwrap();
    drop(kept);
}

/// What one side does, with its sender and its receiver.
type Side = fn(&Sender<()>, &Receiver<()>);

fn talk(a: Side, b: Side) {
    let (to_b, from_a) = channel::bounded(0);
    let (to_a, from_b) = channel::bounded(0);
    thread::scope(|scope| {
        scope.spawn(|| a(&to_b, &from_b));
        scope.spawn(|| b(&to_a, &from_a));
    });
}

fn listen(out: &Sender<()>, inbox: &Receiver<()>) {
    inbox.recv().unwrap();
    out.send(()).unwrap();
}

fn speak(out: &Sender<()>, inbox: &Receiver<()>) {
    out.send(()).unwrap();
    inbox.recv().unwrap();
}

/// Prints the first schedule in which the program fails, step by step. The names of
/// the locks and channels are looked up in the text of this file, `src/main.rs`.
fn finds(program: &str, report: &explore::Report) {
    let failure = report.found().named(include_str!("main.rs"));
    println!("{program}: schedule {} fails", failure.schedule);
    for (task, line) in failure.lines() {
        println!("{task}: {line}");
    }
}

/// Prints in how many schedules the program is right. It panics if one fails.
fn proves(program: &str, report: &explore::Report) {
    match report.clean_in_all().schedules {
        1 => println!("{program}: right in the only schedule"),
        all => println!("{program}: right in all {all} schedules"),
    }
}
