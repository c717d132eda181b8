use std::sync::Barrier;
use std::thread;

fn main() {
    let meeting = Barrier::new(3);

    thread::scope(|scope| {
        for name in ["runner A", "runner B", "runner C"] {
            let meeting = &meeting;
            scope.spawn(move || {
                for round in 1..=3 {
                    println!("{name}: round {round}");
                    if meeting.wait().is_leader() {
                        println!("{name}: leads after round {round}");
                    }
                }
            });
        }
    });
    println!("main: three rounds are over");
}
