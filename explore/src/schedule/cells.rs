//! What is known of each thing that is touched, for the hash of a partial order.

use super::keys::Keys;
use crate::model::access::Key;

/// What is known of a thing: the hash of its last change, and of those who have looked
/// since, in whatever order.
#[derive(Clone, Copy, Default)]
pub(super) struct Cell {
    pub(super) change: u64,
    pub(super) looks: u64,
    pub(super) left: u64,
}

/// The cell of each key. Most operations touch two or three, so a key of an object or of a
/// task finds its cell by its number.
#[derive(Default)]
pub(super) struct Cells {
    objects: Vec<[Cell; 5]>,
    tasks: Vec<[Cell; 2]>,
    /// Of what there is once.
    single: [Cell; 3],
    /// Of single messages.
    messages: Keys<Cell>,
}

impl Cells {
    /// Forgets all but keeps the memory.
    pub(super) fn clear(&mut self) {
        self.objects.clear();
        self.tasks.clear();
        self.single = Default::default();
        self.messages.clear();
    }

    /// The cell of this key.
    pub(super) fn of(&mut self, key: Key) -> &mut Cell {
        match key {
            Key::Object(id) => at(&mut self.objects, id, 0),
            Key::Sent(id) => at(&mut self.objects, id, 1),
            Key::Received(id) => at(&mut self.objects, id, 2),
            Key::Senders(id) => at(&mut self.objects, id, 3),
            Key::Receivers(id) => at(&mut self.objects, id, 4),
            Key::Token(task) => at(&mut self.tasks, task, 0),
            Key::End(task) => at(&mut self.tasks, task, 1),
            Key::Tasks => &mut self.single[0],
            Key::Notes => &mut self.single[1],
            Key::Clock => &mut self.single[2],
            Key::Message(..) | Key::Room(..) => {
                self.messages.entry(key).or_default()
            }
        }
    }
}

fn at<const PARTS: usize>(
    cells: &mut Vec<[Cell; PARTS]>,
    number: usize,
    part: usize,
) -> &mut Cell {
    if cells.len() <= number {
        cells.resize(number + 1, [Cell::default(); PARTS]);
    }
    &mut cells[number][part]
}
