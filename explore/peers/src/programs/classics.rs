//! Programs by which partial-order reductions are compared in the literature.

use std::sync::Arc;

use super::super::atomic::{AtomicUsize, Ordering::SeqCst};
use super::super::{Mutex, thread};
use super::join_all;

/// One task looks for the last zero of an array that the others count up in. From Abdulla
/// et al., "Optimal Dynamic Partial Order Reduction", POPL 2014.
pub fn lastzero(writers: usize) {
    let array: Arc<Vec<_>> =
        Arc::new((0..=writers).map(|_| AtomicUsize::new(0)).collect());
    let looked_at = array.clone();
    let mut tasks = vec![thread::spawn(move || {
        let mut place = writers;
        while looked_at[place].load(SeqCst) != 0 {
            place -= 1;
        }
    })];
    for place in 1..=writers {
        let array = array.clone();
        tasks.push(thread::spawn(move || {
            let before = array[place - 1].load(SeqCst);
            array[place].store(before + 1, SeqCst);
        }));
    }
    join_all(tasks);
}

/// Each task puts four numbers into a hash table. From Flanagan and Godefroid, "Dynamic
/// Partial-Order Reduction for Model Checking Software", POPL 2005.
pub fn indexer(tasks: usize) {
    const PLACES: usize = 128;
    let table: Arc<Vec<_>> =
        Arc::new((0..PLACES).map(|_| AtomicUsize::new(0)).collect());
    let task = |number: usize| {
        let table = table.clone();
        thread::spawn(move || {
            for message in 1..=4 {
                let value = message * 11 + number;
                let mut place = (value * 7) % PLACES;
                let is_free = |place: usize| {
                    table[place].compare_exchange(0, value, SeqCst, SeqCst).is_ok()
                };
                while !is_free(place) {
                    place = (place + 1) % PLACES;
                }
            }
        })
    };
    join_all((0..tasks).map(task).collect::<Vec<_>>());
}

/// Each task takes an inode, and a block for it. From the same paper.
pub fn filesystem(tasks: usize) {
    const INODES: usize = 32;
    const BLOCKS: usize = 26;
    let inodes: Arc<Vec<_>> =
        Arc::new((0..INODES).map(|_| Mutex::new(0)).collect());
    let busy: Arc<Vec<_>> =
        Arc::new((0..BLOCKS).map(|_| Mutex::new(false)).collect());
    let task = |number: usize| {
        let (inodes, busy) = (inodes.clone(), busy.clone());
        thread::spawn(move || {
            let index = number % INODES;
            let mut inode = inodes[index].lock().unwrap();
            if *inode != 0 {
                return;
            }
            let mut block = (index * 2) % BLOCKS;
            loop {
                let mut is_busy = busy[block].lock().unwrap();
                if !*is_busy {
                    *is_busy = true;
                    *inode = block + 1;
                    return;
                }
                drop(is_busy);
                block = (block + 1) % BLOCKS;
            }
        })
    };
    join_all((0..tasks).map(task).collect::<Vec<_>>());
}
