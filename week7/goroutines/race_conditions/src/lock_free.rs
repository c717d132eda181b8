//! A stack without a lock, and what is hard about it.

use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explore::thread;
use shared::{Explorer, Log};

/// This stack keeps free slots in a list: a head names the top slot, and each
/// slot names the one under it. A pop reads the head, A, and what lies under
/// it, B, and swaps A for B if the head is still A. But another task may have
/// taken A, taken B and put A back: the swap succeeds, and makes B the head,
/// although B is in use. The cure for this ABA problem is a version that each
/// change of the head raises: the second A differs, until the version begins
/// anew. In Go the collector prevents ABA where each node is allocated anew,
/// and not where nodes are used again, as here. For daily use take
/// `crossbeam::queue::SegQueue`, a queue that can hold free slots, too;
/// `crossbeam::epoch` frees memory only when no thread can reach it any more.
pub fn lock_free(log: &Log) {
    let explorer = Explorer::new(log, include_str!("lock_free.rs"));

    // A is slot 0, B is slot 1, and 65535 means that no slot lies under it.
    // In the steps, `under 1` is what lies under A, and `under 2` is that of B.
    let report = explore::every(|| pop_against_reuse(0));
    explorer.finds("a head without a version", &report);

    let report = explore::every(|| pop_against_reuse(1));
    explorer.proves("a head with a version", &report);
}

/// No slot: the end of the list. It is printed as 65535.
const NONE: u32 = 0xffff;

/// A stack of free slots (Treiber, 1986). The head is one atomic word: the index of
/// the top slot, with a version in the upper half. Every slot says which slot lies
/// under it.
struct Slots {
    head: AtomicU32,
    under: [AtomicU32; 2],
    /// What a change of the head adds to its version: 1, or 0 for a head without one.
    tick: u32,
}

impl Slots {
    fn pop(&self) -> Option<u32> {
        loop {
            let head = self.head.load(SeqCst);
            let slot = head & 0xffff;
            let under = self.under.get(slot as usize)?.load(SeqCst);
            if self.swap_head(head, under) {
                return Some(slot);
            }
        }
    }

    fn push(&self, slot: u32) {
        loop {
            let head = self.head.load(SeqCst);
            self.under[slot as usize].store(head & 0xffff, SeqCst);
            if self.swap_head(head, slot) {
                return;
            }
        }
    }

    /// The upper 16 bits of the head are the version, the lower 16 the top slot. After
    /// 65,536 changes the version begins anew: a real stack needs more bits.
    fn swap_head(&self, head: u32, top: u32) -> bool {
        let version = (head >> 16) + self.tick;
        let next = version << 16 | top;
        self.head.compare_exchange(head, next, SeqCst, SeqCst).is_ok()
    }
}

/// One task pops; main takes both slots and puts the first back.
fn pop_against_reuse(tick: u32) {
    let head = AtomicU32::new(0);
    let under = [AtomicU32::new(1), AtomicU32::new(NONE)];
    let slots = Slots { head, under, tick };
    thread::scope(|scope| {
        let popper = scope.spawn(|| slots.pop());
        let first = slots.pop();
        let kept = slots.pop();
        if let Some(slot) = first {
            slots.push(slot);
        }
        let held = popper.join().unwrap();
        // Main has kept a slot. Nobody else may get it: the popper did, or the next pop.
        let again = if held == kept { held } else { slots.pop() };
        assert!(kept.is_none() || again != kept, "a slot is handed out twice");
    });
}
