//! A stack without locks. R. K. Treiber, "Systems Programming: Coping with Parallelism",
//! IBM, 1986.

use std::sync::Arc;

use super::super::atomic::{AtomicUsize, Ordering::*};
use super::super::thread;
use super::join_all;

/// A stack of the nodes 1 and up; 0 is its end. The upper bits of the head count its
/// changes, so that an old head is never taken for a new one.
struct Stack {
    head: AtomicUsize,
    next: Vec<AtomicUsize>,
}

impl Stack {
    fn new(nodes: usize) -> Stack {
        let next = (0..=nodes).map(|_| AtomicUsize::new(0)).collect();
        Stack { head: AtomicUsize::new(0), next }
    }

    fn replace(&self, head: usize, node: usize) -> bool {
        let new = (((head >> 8) + 1) << 8) | node;
        self.head.compare_exchange(head, new, AcqRel, Acquire).is_ok()
    }

    fn push(&self, node: usize) {
        loop {
            let head = self.head.load(Acquire);
            self.next[node].store(head & 255, Relaxed);
            if self.replace(head, node) {
                return;
            }
        }
    }

    fn pop(&self) -> Option<usize> {
        loop {
            let head = self.head.load(Acquire);
            let node = head & 255;
            if node == 0 {
                return None;
            }
            let next = self.next[node].load(Relaxed);
            if self.replace(head, next) {
                return Some(node);
            }
        }
    }
}

/// Each task pushes a node and pops one.
pub fn treiber(tasks: usize) {
    let stack = Arc::new(Stack::new(tasks));
    let task = |index: usize| {
        let stack = stack.clone();
        thread::spawn(move || {
            stack.push(index + 1);
            stack.pop().expect("there are as many as were pushed");
        })
    };
    join_all((0..tasks).map(task).collect::<Vec<_>>());
}
