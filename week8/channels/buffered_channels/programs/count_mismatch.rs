// cargo add --path PATH-OF-THE-COURSE/explore
// (PATH-OF-THE-COURSE: the folder into which you have cloned the course)

use explore::channel::{self, Sender};
use explore::thread;

fn main() {
    finds("two sends, three receives", &explore::every(count_to_three));
    proves("a loop that ends with the sender", &explore::every(read_all));
}

fn count_to_three() {
    let (sender, items) = channel::bounded(1);
    thread::scope(|scope| {
        scope.spawn(|| send_two(&sender)); // main keeps the sender
        for _ in 0..3 {
            items.recv().unwrap();
        }
    });
}

fn read_all() {
    let (sender, items) = channel::bounded(1);
    thread::scope(|scope| {
        scope.spawn(move || send_two(&sender)); // the sender is dropped in there
        assert_eq!(items.iter().count(), 2);
    });
}

fn send_two(sender: &Sender<u32>) {
    for item in 1..=2 {
        sender.send(item).unwrap();
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
