//! exit 3: after that there is a loop without a lock, an atomic or a channel in it
fn main() {
    std::thread::spawn(|| {}).join().unwrap();
    loop {
        std::hint::black_box(1);
    }
}
