// cargo add crossbeam@0.8.5
// cargo add tokio@1.54 --features macros,rt,sync
// cargo add tokio-stream@0.1.19

use std::thread;

use crossbeam::channel::{self, Select};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tokio_stream::{StreamExt, StreamMap};

fn main() {
    thread::scope(|scope| {
        let mut printers = Vec::new();
        for _ in 0..4 {
            let (pages_in, pages) = channel::bounded(0);
            scope.spawn(move || {
                for page in 1..=2 {
                    pages_in.send(page).unwrap();
                }
            });
            printers.push(pages);
        }
        let mut ready = Select::new();
        for pages in &printers {
            ready.recv(pages);
        }
        let mut open = printers.len();
        while open > 0 {
            let chosen = ready.select();
            let printer = chosen.index();
            match chosen.recv(&printers[printer]) {
                Ok(page) => println!("thread {printer}: page {page}"),
                Err(_) => {
                    ready.remove(printer); // it would be ready in every turn
                    open -= 1;
                }
            }
        }
    });
    in_tasks();
}

#[tokio::main(flavor = "current_thread")]
async fn in_tasks() {
    let mut printers = StreamMap::new();
    for printer in 0..4 {
        let (pages_in, pages) = mpsc::channel(1);
        tokio::spawn(async move {
            for page in 1..=2 {
                pages_in.send(page).await.unwrap();
            }
        });
        printers.insert(printer, ReceiverStream::new(pages));
    }
    while let Some((printer, page)) = printers.next().await {
        println!("task {printer}: page {page}");
    }
    println!("every printer is closed");
}
