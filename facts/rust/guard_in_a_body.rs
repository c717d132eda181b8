// holds race_conditions long_guard: "A guard without a name in the head of a
// `while let`, a `match` or an `if let` lives until the end of the body. (In the
// `else` of an `if let` it is gone, since edition 2024.)"

use std::sync::Mutex;

static QUEUE: Mutex<Vec<u32>> = Mutex::new(Vec::new());

fn is_locked() -> bool {
    QUEUE.try_lock().is_err()
}

pub fn main() {
    let add = |page| QUEUE.lock().unwrap().push(page);
    add(1);
    while let Some(_page) = QUEUE.lock().unwrap().pop() {
        println!("the body of a while let: {}", is_locked());
    }
    add(2);
    match QUEUE.lock().unwrap().pop() {
        Some(_page) => println!("an arm of a match: {}", is_locked()),
        None => println!("there is no page"),
    }
    add(3);
    if let Some(_page) = QUEUE.lock().unwrap().pop() {
        println!("the body of an if let: {}", is_locked());
    }
    if let Some(_page) = QUEUE.lock().unwrap().pop() {
        println!("there is one page more");
    } else {
        println!("its else: {}", is_locked());
    }
    add(4);
    let page = QUEUE.lock().unwrap().pop();
    println!("bound first: {}, {page:?}", is_locked());
}

// prints:
// the body of a while let: true
// an arm of a match: true
// the body of an if let: true
// its else: false
// bound first: false, Some(4)
