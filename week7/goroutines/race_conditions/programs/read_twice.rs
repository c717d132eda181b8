// cargo add --path PATH-OF-THE-COURSE/explore
// (PATH-OF-THE-COURSE: the folder into which you have cloned the course)

use explore::sync::RwLock;
use explore::{note, thread};

fn main() {
    let price_of_two = |price: &RwLock<u32>| {
        let first = price.read().unwrap();
        let second = price.read().unwrap(); // perhaps in another function
        note(format!("{} for two", *first + *second));
    };
    let report = explore::every(move || a_reader_and_a_writer(price_of_two));
    finds("reads twice", &report);

    let read_once = |price: &RwLock<u32>| {
        let price = price.read().unwrap();
        note(format!("{} for two", 2 * *price));
    };
    let report = explore::every(move || a_reader_and_a_writer(read_once));
    proves("reads once", &report);
}

fn a_reader_and_a_writer(read: fn(&RwLock<u32>)) {
    let price = RwLock::new(100);
    thread::scope(|scope| {
        let reader = thread::Builder::new().name("reader".into());
        reader.spawn_scoped(scope, || read(&price)).unwrap();
        let writer = thread::Builder::new().name("writer".into());
        writer.spawn_scoped(scope, || *price.write().unwrap() += 1).unwrap();
    });
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
