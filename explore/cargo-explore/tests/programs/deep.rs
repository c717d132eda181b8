//! exit 3: A thread has used up its stack, as a recursion without an end does
fn deep(number: u64) -> u64 {
    let kept = [number; 64];
    match number {
        0 => 0,
        _ => deep(number - 1) + std::hint::black_box(kept)[7],
    }
}

fn main() {
    println!("{}", deep(100_000));
}
