// cargo add tokio@1.54 --features macros,rt,sync

use std::ops::RangeInclusive;

use tokio::sync::mpsc;
use tokio::task::JoinSet;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (web_in, mut web) = mpsc::channel(1);
    let (desk_in, mut desk) = mpsc::channel(1);
    let mut outlets = JoinSet::new(); // a group of tasks
    let orders = outlet(&mut outlets, "orders");
    let complaints = outlet(&mut outlets, "complaints");
    tokio::spawn(write(web_in, 1..=6));
    tokio::spawn(write(desk_in, 7..=12));

    loop {
        let letter = tokio::select! {
            Some(letter) = web.recv() => letter,
            Some(letter) = desk.recv() => letter,
            else => break, // both inlets are closed and empty
        };
        match letter {
            Letter::Order(number) => orders.send(number).await.unwrap(),
            Letter::Complaint(number) => complaints.send(number).await.unwrap(),
        }
    }
    drop((orders, complaints)); // closes the outlets, which ends their tasks
    outlets.join_all().await;
    println!("main: every outlet is closed");
}

enum Letter {
    Order(u32),
    Complaint(u32),
}

/// Every third letter is a complaint.
async fn write(into: mpsc::Sender<Letter>, numbers: RangeInclusive<u32>) {
    for number in numbers {
        let letter = match number % 3 {
            0 => Letter::Complaint(number),
            _ => Letter::Order(number),
        };
        into.send(letter).await.unwrap();
    }
}

fn outlet(outlets: &mut JoinSet<()>, task: &'static str) -> mpsc::Sender<u32> {
    let (sender, mut letters) = mpsc::channel(1);
    outlets.spawn(async move {
        while let Some(number) = letters.recv().await {
            println!("{task}: letter {number}");
        }
    });
    sender
}
