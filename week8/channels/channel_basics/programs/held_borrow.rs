// cargo add tokio@1.54 --features sync

use std::thread;
use std::time::Duration;

use tokio::sync::watch;

fn main() {
    let (setting, thermostat) = watch::channel(20);

    let held = thermostat.borrow(); // a guard
    let sending = thread::spawn(move || {
        setting.send(25).unwrap();
        println!("panel: has sent 25");
    });
    // time for the send to return, if it could
    thread::sleep(Duration::from_millis(20));
    let returned = sending.is_finished();
    println!("main: reads {}, the send has returned: {returned}", *held);
    println!("main: drops its borrow");
    drop(held);
    sending.join().unwrap();

    // a copy: the guard is dropped at the semicolon
    let degrees = *thermostat.borrow();
    println!("main: reads {degrees}");
}
