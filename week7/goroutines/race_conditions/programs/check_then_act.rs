// cargo add --path PATH-OF-THE-COURSE/explore
// (PATH-OF-THE-COURSE: the folder into which you have cloned the course)

use explore::sync::Mutex;
use explore::{note, thread};

fn main() {
    let two_guards = |balance: &Mutex<i32>| {
        let seen = *balance.lock().unwrap();
        if seen >= 70 {
            note(format!("saw {seen}, takes 70"));
            // a second guard: others were here in between
            *balance.lock().unwrap() -= 70;
        }
    };
    let report = explore::every(move || withdraw_twice(two_guards));
    finds("two guards", &report);

    let one_guard = |balance: &Mutex<i32>| {
        let mut balance = balance.lock().unwrap();
        if *balance >= 70 {
            *balance -= 70;
        }
    };
    let report = explore::every(move || withdraw_twice(one_guard));
    proves("one guard", &report);
}

fn withdraw_twice(withdraw: fn(&Mutex<i32>)) {
    let balance = Mutex::new(100);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| withdraw(&balance));
        }
    });
    let left = balance.into_inner().unwrap();
    assert!(left >= 0, "overdrawn: {left}");
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
