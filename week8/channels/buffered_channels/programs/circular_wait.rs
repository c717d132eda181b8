// cargo add --path PATH-OF-THE-COURSE/explore
// (PATH-OF-THE-COURSE: the folder into which you have cloned the course)

use explore::channel::{self, Receiver, Sender};
use explore::{select, thread};

fn main() {
    let report = explore::every(|| exchange(0, send_first, send_first));
    finds("both send first", &report);
    let report = explore::every(|| exchange(1, send_first, send_first));
    proves("with room for one", &report);
    let report = explore::every(|| exchange(1, send_two_first, send_two_first));
    finds("two letters each, room for one", &report);
    let report = explore::every(|| exchange(0, send_first, receive_first));
    proves("one receives first", &report);
    let report = explore::every(|| {
        exchange(0, whichever_is_possible, whichever_is_possible);
    });
    proves("by select", &report);
}

/// What a clerk does, with the sender to the other clerk and the receiver from it.
type Clerk = fn(&Sender<&'static str>, &Receiver<&'static str>);

fn exchange(room: usize, a: Clerk, b: Clerk) {
    let (to_b, from_a) = channel::bounded(room);
    let (to_a, from_b) = channel::bounded(room);
    thread::scope(|scope| {
        let clerk = thread::Builder::new().name("clerk A".into());
        clerk.spawn_scoped(scope, || a(&to_b, &from_b)).unwrap();
        let clerk = thread::Builder::new().name("clerk B".into());
        clerk.spawn_scoped(scope, || b(&to_a, &from_a)).unwrap();
    });
}

fn send_first(out: &Sender<&'static str>, inbox: &Receiver<&'static str>) {
    out.send("a letter").unwrap();
    inbox.recv().unwrap();
}

fn send_two_first(out: &Sender<&'static str>, inbox: &Receiver<&'static str>) {
    for _ in 0..2 {
        out.send("a letter").unwrap();
    }
    for _ in 0..2 {
        inbox.recv().unwrap();
    }
}

fn receive_first(out: &Sender<&'static str>, inbox: &Receiver<&'static str>) {
    inbox.recv().unwrap();
    out.send("a letter").unwrap();
}

fn whichever_is_possible(
    out: &Sender<&'static str>,
    inbox: &Receiver<&'static str>,
) {
    select! {
        send(out, "a letter") -> sent => {
            sent.unwrap();
            inbox.recv().unwrap();
        }
        recv(inbox) -> letter => {
            letter.unwrap();
            out.send("a letter").unwrap();
        }
    }
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
