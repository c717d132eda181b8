// cargo add crossbeam@0.8.5
// cargo add tokio@1.54 --features macros,rt,sync

use std::future::ready;

use crossbeam::channel::{self, never, select};
use tokio::sync::mpsc;

fn main() {
    let (orders_in, orders) = channel::unbounded();
    let (calls_in, calls) = channel::unbounded();
    for number in 1..=3 {
        orders_in.send(number).unwrap();
        calls_in.send(number).unwrap();
    }

    let off = never();
    for open in [false, false, false, true, true, true] {
        select! {
            recv(if open { &orders } else { &off }) -> order => {
                println!("thread, open {open}: order {}", order.unwrap());
            }
            recv(calls) -> call => {
                println!("thread, open {open}: call {}", call.unwrap());
            }
        }
    }
    tasks();
    all_off();
}

#[tokio::main(flavor = "current_thread")]
async fn tasks() {
    let (orders_in, mut orders) = mpsc::channel(3);
    let (calls_in, mut calls) = mpsc::channel(3);
    for number in 1..=3 {
        orders_in.send(number).await.unwrap();
        calls_in.send(number).await.unwrap();
    }
    for open in [false, false, false, true, true, true] {
        tokio::select! {
            Some(order) = orders.recv(), if open => {
                println!("task, open {open}: order {order}");
            }
            Some(call) = calls.recv() => {
                println!("task, open {open}: call {call}");
            }
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn all_off() {
    println!("the next task panics: that is planned");
    let panics = tokio::spawn(async {
        tokio::select! { () = ready(()), if false => {} }
    });
    let panic = panics.await.unwrap_err().into_panic();
    if let Some(text) = panic.downcast_ref::<&str>() {
        println!("all off: {text}");
    }

    let make = || {
        println!("the future of an arm that is off is made");
        ready(())
    };
    tokio::select! {
        () = make(), if false => unreachable!(),
        else => println!("all off, with an else: goes on"),
    }
}
