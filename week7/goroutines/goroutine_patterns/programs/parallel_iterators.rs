// cargo add rayon@1.12

use rayon::prelude::*;

fn main() {
    let numbers: Vec<u64> = (1..=2_000).collect();

    let in_turn: Vec<u64> = numbers.iter().map(|n| steps_to_one(*n)).collect();
    let by_rayon: Vec<u64> = numbers.par_iter().map(|n| steps_to_one(*n)).collect();

    println!("the same, in the same order: {}", in_turn == by_rayon);
    let sum = by_rayon.par_iter().sum::<u64>();
    println!("{} answers, {sum} steps", by_rayon.len());
    println!("threads in rayon's pool: {}", rayon::current_num_threads());
}

/// Halve the number if it is even, else triple it and add one. How many steps is it
/// to 1?
fn steps_to_one(mut n: u64) -> u64 {
    let mut steps = 0;
    while n != 1 {
        n = if n.is_multiple_of(2) { n / 2 } else { 3 * n + 1 };
        steps += 1;
    }
    steps
}
