//! What the checks beside it call.

use explore::sync::{Mutex, MutexGuard};

pub(super) struct Buffer(Mutex<Vec<u32>>);

impl Buffer {
    pub(super) fn new() -> Buffer {
        Buffer(Mutex::new(Vec::new()))
    }

    pub(super) fn put(&self, value: u32) {
        self.lock().push(value);
    }

    pub(super) fn close(&self) {
        *self.lock() = Vec::new();
    }

    fn lock(&self) -> MutexGuard<'_, Vec<u32>> {
        self.0.lock().unwrap()
    }

    pub(super) fn run(&self, job: impl FnOnce(&Buffer)) {
        self.lock().clear();
        job(self);
    }
}
