// cargo add --path PATH-OF-THE-COURSE/explore
// (PATH-OF-THE-COURSE: the folder into which you have cloned the course)

use explore::sync::Mutex;
use explore::{note, thread};

fn main() {
    let report = explore::every(|| {
        let (left, right) = (Mutex::new(()), Mutex::new(()));
        two_cooks([&left, &right], [&right, &left]);
    });
    finds("two orders", &report);

    let report = explore::every(|| {
        let (left, right) = (Mutex::new(()), Mutex::new(()));
        two_cooks([&left, &right], [&left, &right]);
    });
    proves("one order", &report);
}

fn two_cooks(a: [&Mutex<()>; 2], b: [&Mutex<()>; 2]) {
    thread::scope(|scope| {
        for (name, [first, second]) in [("cook A", a), ("cook B", b)] {
            let cook = thread::Builder::new().name(name.into());
            let cook = cook.spawn_scoped(scope, || {
                let _one = first.lock().unwrap();
                let _other = second.lock().unwrap();
                note("cooks");
            });
            cook.unwrap();
        }
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
