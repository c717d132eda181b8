//! exit 3: after that comes a loop that uses no lock, no atomic and no channel.
fn main() {
    std::thread::spawn(|| {}).join().unwrap();
    loop {
        std::hint::black_box(1);
    }
}
