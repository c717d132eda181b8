// cargo add rayon@1.12

use rayon::prelude::*;

fn main() {
    let numbers: Vec<u64> = (1..=100_000).collect();

    let serial: u64 = numbers.iter().map(|n| n * n).sum();
    let parallel: u64 = numbers.par_iter().map(|n| n * n).sum();
    println!("sum of squares: {parallel}, serially {serial}");

    let mut halves = numbers.clone();
    halves.par_chunks_mut(1000).for_each(|chunk| {
        for n in chunk {
            *n /= 2;
        }
    });
    let right = numbers.iter().zip(&halves).all(|(n, half)| n / 2 == *half);
    println!("every number halved in place: {right}");
}
