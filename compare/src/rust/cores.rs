//! Work that keeps the cores busy.

use std::collections::HashMap;
use std::hint::black_box;
use std::thread;
use std::time::{Duration, Instant};

use rayon::prelude::*;

use super::Timed;
use crate::rows::{checksum, is_prime, numbers, text, words_check};

pub fn all() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Counts the primes below a limit, by trial.
pub fn primes(limit: u64, cores: usize) -> Timed {
    timed(cores, || {
        let primes = (0..limit).into_par_iter().filter(|&n| is_prime(black_box(n)));
        primes.count() as u64
    })
}

pub fn sum(size: u64) -> Timed {
    let numbers = numbers(size);
    let add =
        |part: &[u64]| part.iter().fold(0, |sum: u64, &n| sum.wrapping_add(n));
    timed(all(), || {
        let parts = black_box(&numbers).par_chunks(PART);
        parts.map(add).reduce(|| 0, u64::wrapping_add)
    })
}

/// Large enough that handing it out costs little, small enough that all cores have one.
const PART: usize = 1 << 16;

pub fn sort(size: u64) -> Timed {
    let mut numbers = numbers(size);
    let (time, ()) = measured(all(), || numbers.par_sort_unstable());
    (time, checksum(&numbers))
}

/// How often each word comes, counted in a map for each core.
pub fn wordcount(size: u64) -> Timed {
    let text = text(size);
    let (time, counts) = measured(all(), || {
        let parts = cut(black_box(&text), all());
        let counts = parts.into_par_iter().map(count);
        counts.reduce(HashMap::new, |mut all, part| {
            for (word, count) in part {
                *all.entry(word).or_insert(0) += count;
            }
            all
        })
    });
    (time, words_check(counts.into_values()))
}

fn count(text: &str) -> HashMap<&str, u64> {
    let mut counts = HashMap::new();
    for word in text.split_ascii_whitespace() {
        *counts.entry(word).or_insert(0) += 1;
    }
    counts
}

/// Divides a text at spaces.
fn cut(mut text: &str, parts: usize) -> Vec<&str> {
    let mut cuts = Vec::new();
    for left in (2..=parts).rev() {
        let at = text.len() / left;
        let Some(space) =
            text.as_bytes()[at..].iter().position(|&byte| byte == b' ')
        else {
            break;
        };
        let (part, rest) = text.split_at(at + space);
        cuts.push(part);
        text = rest;
    }
    cuts.push(text);
    cuts
}

fn timed(cores: usize, work: impl FnOnce() -> u64 + Send) -> Timed {
    measured(cores, work)
}

fn measured<T: Send>(
    cores: usize,
    work: impl FnOnce() -> T + Send,
) -> (Duration, T) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(cores).build();
    pool.expect("threads").install(|| {
        let start = Instant::now();
        let result = black_box(work());
        (start.elapsed(), result)
    })
}
