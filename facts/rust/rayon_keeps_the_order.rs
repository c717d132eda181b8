// holds goroutine_patterns parallel_iterators: "rayon splits the data over a pool
// with one thread for each core, and `collect` keeps the order"
// with rayon

use rayon::prelude::*;

pub fn main() {
    let squares: Vec<u64> = (0..10_000).into_par_iter().map(|n| n * n).collect();
    println!("in order: {}", squares.is_sorted());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    println!("a thread a core: {}", rayon::current_num_threads() == cores);
}

// prints:
// in order: true
// a thread a core: true
