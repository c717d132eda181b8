use std::thread;

fn main() {
    let printers = [1, 2, 3].map(|page| {
        let printer = format!("printer {page}");
        thread::spawn(move || println!("{printer}: prints page {page}"))
    });
    for printer in printers {
        printer.join().unwrap();
    }

    let mut copied = 0;
    let mut returned = 0;
    for page in [1, 2, 3] {
        #[expect(unused_assignments, reason = "shown: the thread adds to a copy")]
        let counter = thread::spawn(move || copied += page);
        counter.join().unwrap();

        let counter = thread::spawn(move || page);
        returned += counter.join().unwrap();
    }
    println!("main: total of the copies: {copied}");
    println!("main: total of the returned values: {returned}");
}
