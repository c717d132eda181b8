// cargo add tokio@1.54 --features rt,sync

use tokio::runtime::Builder;
use tokio::sync::oneshot;

fn main() {
    for name in ["forgotten", "awaited"] {
        let runtime = Builder::new_current_thread().build().unwrap();
        // A oneshot is a channel for one value: its sender, and its receiver. Week
        // 8 is about channels.
        let (parks, parked) = oneshot::channel();
        let (paper, tray) = oneshot::channel();
        let printing = runtime.spawn(async move {
            println!("{name}: starts to print");
            parks.send(()).unwrap();
            tray.await.unwrap();
            println!("{name}: has printed");
        });
        // One thread runs both: main goes on only when the printer waits. A
        // receiver is a future: to await it gives the value that was sent.
        runtime.block_on(parked).unwrap();

        if name == "awaited" {
            paper.send(()).unwrap();
            runtime.block_on(printing).unwrap();
            println!("main: has waited for the printer");
        } else {
            drop(runtime);
            let taken = paper.send(()).is_ok();
            println!("main: runtime dropped; the printer takes the paper: {taken}");
        }
    }
}
