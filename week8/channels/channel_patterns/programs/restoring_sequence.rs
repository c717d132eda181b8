// cargo add crossbeam@0.8.5

use std::collections::VecDeque;
use std::thread;

use crossbeam::channel::{Sender, bounded};

fn main() {
    let (sender, sentences) = bounded(0);
    let speakers = ["Ann", "Joe"].map(|name| {
        let sender = sender.clone();
        thread::spawn(move || speak(name, &sender))
    });

    let mut waiting = VecDeque::new();
    for sentence in sentences.iter().take(6) {
        println!("main: receives {}", sentence.text);
        waiting.push_back(sentence.go_on);
        if waiting.len() == speakers.len() {
            // the other has been heard
            waiting.pop_front().unwrap().send(()).unwrap();
        }
    }
    println!("main: leaves");
    drop(waiting); // one speaker waits for its turn
    drop(sentences); // the other waits for a listener
    for speaker in speakers {
        speaker.join().unwrap();
    }
    println!("main: both are silent");
}

/// One sentence, and the way to let its speaker go on.
struct Sentence {
    text: String,
    go_on: Sender<()>,
}

fn speak(task: &str, sender: &Sender<Sentence>) {
    for number in 1.. {
        let (go_on, turn) = bounded(0);
        let text = format!("{task} {number}");
        if sender.send(Sentence { text, go_on }).is_err() {
            println!("{task}: ends: nobody listens");
            break;
        }
        if turn.recv().is_err() {
            println!("{task}: ends: no turn will come");
            break;
        }
    }
}
