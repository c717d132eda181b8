// cargo add tokio@1.54 --features sync

use std::thread;

use tokio::sync::watch;

fn main() {
    let (setting, thermostat) = watch::channel(20);

    let held = thermostat.borrow(); // a guard
    let sending = thread::spawn(move || {
        setting.send(25).unwrap();
        println!("panel: has sent 25");
    });
    println!(
        "main: reads {}, the send has returned: {}",
        *held,
        sending.is_finished()
    );
    println!("main: drops its borrow");
    drop(held);
    sending.join().unwrap();

    // a copy: the guard is dropped at the semicolon
    let degrees = *thermostat.borrow();
    println!("main: reads {degrees}");
}
