use std::collections::VecDeque;
use std::fmt;
use std::panic::Location;
use std::sync::{Mutex, PoisonError};

use crate::model::access::{Key, Mode};
use crate::model::handle::Handle;
use crate::model::object::Kind;
use crate::model::op::Op;
use crate::pipe::drop_each;
use crate::schedule::engine::{reach_object, with_run};

/// Values in a row, which tasks add and take.
pub(super) struct Values<T> {
    handle: Handle,
    row: Mutex<Row<T>>,
}

struct Row<T> {
    /// With their numbers.
    values: VecDeque<(usize, T)>,
    /// How many came so far.
    added: usize,
    /// How many were taken at the front so far.
    front: usize,
}

/// Which end of the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Front,
    Back,
}

/// What a thief has seen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    pub(super) length: usize,
    front: usize,
}

impl Seen {
    /// What it has seen once this thief has taken so many of them.
    pub(super) fn without(self, taken: usize) -> Seen {
        Seen { length: self.length - taken, front: self.front + taken }
    }
}

impl<T> Values<T> {
    #[track_caller]
    pub(super) const fn new() -> Values<T> {
        let row = Row { values: VecDeque::new(), added: 0, front: 0 };
        Values { handle: Handle::new(Kind::Queue), row: Mutex::new(row) }
    }

    /// Adds one at the back, unless there are so many already.
    pub(super) fn push(
        &self,
        value: T,
        most: Option<usize>,
        at: &'static Location<'static>,
    ) -> Result<(), T> {
        self.step(at, |row| {
            if most.is_some_and(|most| row.values.len() >= most) {
                return (Err(value), Op::FindsFull, Mode::Looks);
            }
            (Ok(()), row.add(value), Mode::Changes)
        })
    }

    /// Adds one at the back, and takes the first if there are so many.
    pub(super) fn force(
        &self,
        value: T,
        most: usize,
        at: &'static Location<'static>,
    ) -> Option<T> {
        self.step(at, |row| {
            let first = match row.values.len() >= most {
                true => row.take(End::Front),
                false => None,
            };
            let mut op = row.add(value);
            if let (Some((taken, _)), Op::Push { value }) = (&first, op) {
                op = Op::PushesOut { value, taken: *taken };
            }
            (first.map(|(_, value)| value), op, Mode::Changes)
        })
    }

    pub(super) fn pop(
        &self,
        end: End,
        at: &'static Location<'static>,
    ) -> Option<T> {
        self.step(at, |row| match row.take(end) {
            Some((number, value)) => {
                (Some(value), Op::Pop { value: number }, Mode::Changes)
            }
            None => (None, Op::FindsEmpty, Mode::Looks),
        })
    }

    pub(super) fn len(&self, at: &'static Location<'static>) -> usize {
        self.step(at, |row| {
            let length = row.values.len();
            (length, Op::FindsLength(length), Mode::Looks)
        })
    }

    /// Looks at the row to steal of it; the record tells only that there is nothing.
    pub(super) fn look(&self, at: &'static Location<'static>) -> Option<Seen> {
        reach_object(&self.handle, at);
        let seen = {
            let row = self.row();
            Seen { length: row.values.len(), front: row.front }
        };
        with_run(|run| {
            let object = run.object(&self.handle);
            run.touch(Key::Object(object), Mode::Looks);
            if seen.length == 0 {
                run.record(Some(object), Op::FindsEmpty, at);
            }
        });
        (seen.length > 0).then_some(seen)
    }

    /// Takes so many at the front, if nobody took one since they were seen.
    pub(super) fn steal(
        &self,
        seen: Seen,
        count: usize,
        at: &'static Location<'static>,
    ) -> Option<Vec<T>> {
        self.step(at, |row| {
            if row.front != seen.front {
                return (None, Op::FindsTaken, Mode::Looks);
            }
            let taken: Vec<_> =
                (0..count).filter_map(|_| row.take(End::Front)).collect();
            let op = match taken[..] {
                [(value, _)] => Op::Pop { value },
                _ => Op::PopMany { count: taken.len() },
            };
            let values = taken.into_iter().map(|(_, value)| value).collect();
            (Some(values), op, Mode::Changes)
        })
    }

    /// Adds many at the back in one step.
    pub(super) fn append(&self, values: Vec<T>, at: &'static Location<'static>) {
        if values.is_empty() {
            return;
        }
        let count = values.len();
        self.step(at, |row| {
            for value in values {
                row.add(value);
            }
            ((), Op::PushMany { count }, Mode::Changes)
        });
    }

    /// Takes or adds while nobody else can reach it: no step.
    pub(super) fn pop_mut(&mut self) -> Option<T> {
        Some(self.row_mut().take(End::Front)?.1)
    }

    pub(super) fn push_mut(
        &mut self,
        value: T,
        most: Option<usize>,
    ) -> Result<(), T> {
        let row = self.row_mut();
        if most.is_some_and(|most| row.values.len() >= most) {
            return Err(value);
        }
        row.add(value);
        Ok(())
    }

    fn step<R>(
        &self,
        at: &'static Location<'static>,
        act: impl FnOnce(&mut Row<T>) -> (R, Op, Mode),
    ) -> R {
        reach_object(&self.handle, at);
        let (result, op, mode) = act(&mut self.row());
        with_run(|run| {
            let object = run.object(&self.handle);
            run.touch(Key::Object(object), mode);
            run.record(Some(object), op, at);
            if mode == Mode::Changes {
                run.change();
            }
        });
        result
    }

    fn row(&self) -> std::sync::MutexGuard<'_, Row<T>> {
        self.row.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn row_mut(&mut self) -> &mut Row<T> {
        self.row.get_mut().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Drop for Values<T> {
    fn drop(&mut self) {
        drop_each(std::mem::take(&mut self.row_mut().values));
    }
}

impl<T> Row<T> {
    fn add(&mut self, value: T) -> Op {
        self.values.push_back((self.added, value));
        self.added += 1;
        Op::Push { value: self.added - 1 }
    }

    /// Who takes the only one at the back takes the first one too.
    fn take(&mut self, end: End) -> Option<(usize, T)> {
        if end == End::Back && self.values.len() > 1 {
            return self.values.pop_back();
        }
        let first = self.values.pop_front()?;
        self.front += 1;
        Some(first)
    }
}

impl<T> fmt::Debug for Values<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.handle.fmt(f)
    }
}
