// cargo add crossbeam@0.8.5

use std::thread;

use crossbeam::channel::{self, Receiver, Sender};

fn main() {
    let (prices, asked) = channel::bounded(3);
    let (doubled, answers) = channel::bounded(3);

    thread::spawn(move || quote(&prices));
    thread::spawn(move || double(&asked, &doubled));
    for price in answers {
        println!("{price}");
    }
    println!("no more");
}

fn quote(prices: &Sender<u32>) {
    for price in 1..=3 {
        prices.send(price).unwrap();
    }
}

fn double(asked: &Receiver<u32>, doubled: &Sender<u32>) {
    for price in asked {
        doubled.send(2 * price).unwrap();
    }
}
