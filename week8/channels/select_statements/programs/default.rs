// cargo add crossbeam@0.8.5

use crossbeam::channel::{self, select};

fn main() {
    let (pages_in, pages) = channel::bounded(1);
    let print = |number: u32| {
        println!("prints page {number}");
        format!("page {number}")
    };

    for number in [1, 2] {
        select! {
            send(pages_in, print(number)) -> sent => {
                sent.unwrap();
                println!("page {number} is sent");
            }
            default => println!("no room for page {number}"),
        }
    }
    let refused = pages_in.try_send(print(3)).unwrap_err();
    println!("try_send: {refused}");
    println!("{} comes back", refused.into_inner());

    for _ in 0..2 {
        select! {
            recv(pages) -> page => println!("{} arrives", page.unwrap()),
            default => println!("nothing there"),
        }
    }
    println!("try_recv: {:?}", pages.try_recv());
    drop(pages_in);
    println!("its sender is gone: {:?}", pages.try_recv());
}
