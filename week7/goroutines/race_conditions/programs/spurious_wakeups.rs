use std::sync::atomic::{AtomicBool, Ordering::Acquire, Ordering::Release};

fn main() {
    let here = AtomicBool::new(false);

    std::thread::current().unpark(); // as other code may have done
    std::thread::park(); // returns at once
    println!("main: looked once: the letter is here: {}", here.load(Acquire));

    let reader = std::thread::current();
    let here = &here;
    std::thread::scope(|scope| {
        reader.unpark(); // another one that means nothing
        scope.spawn(move || {
            println!("postman: brings the letter");
            here.store(true, Release); // `Acquire` sees it, and all that was before
            reader.unpark();
        });
        while !here.load(Acquire) {
            std::thread::park();
        }
        println!("main: looked again: the letter is here: {}", here.load(Acquire));
    });
}
