//! The edition of 2021.
#![deny(warnings)]

use std::sync::mpsc::channel;
use std::thread;

pub fn told() -> i32 {
    let (tell, told) = channel();
    let task = thread::spawn(move || tell.send(2021).unwrap());
    let all = told.iter().sum();
    task.join().unwrap();
    all
}

#[cfg(test)]
mod tests {
    use super::told;

    /// says: the one behaviour of 2 threads
    #[test]
    fn it_is_told_in_2021() {
        assert_eq!(told(), 2021);
        println!("nobody reads this");
    }
}
