//! Something for each thing that is touched.

use crate::model::access::Key;

/// Something by key. Each operation touches some, so a key finds its own by its numbers.
#[derive(Default)]
pub(crate) struct Cells<T> {
    /// Five of each object.
    objects: Vec<T>,
    /// Three of each task.
    tasks: Vec<T>,
    /// Of what there is once.
    single: Vec<T>,
    /// Of the messages of each object two of each.
    messages: Vec<Vec<T>>,
}

impl<T: Copy + Default> Cells<T> {
    /// Forgets all but keeps the memory.
    pub(crate) fn clear(&mut self) {
        clear(&mut self.objects);
        clear(&mut self.tasks);
        clear(&mut self.single);
        self.messages.iter_mut().for_each(clear);
    }

    /// What is of this key.
    #[inline]
    pub(crate) fn of(&mut self, key: Key) -> &mut T {
        if self.get(key).is_none() {
            self.make_room(key);
        }
        self.get(key).expect("there is room for it")
    }

    /// What is of this key, if there is room for it.
    #[inline]
    pub(super) fn get(&mut self, key: Key) -> Option<&mut T> {
        let (cells, place) = self.place(key)?;
        cells.get_mut(place)
    }

    #[cold]
    fn make_room(&mut self, key: Key) {
        if let Key::Message(id, _) | Key::Room(id, _) = key
            && self.messages.len() <= id
        {
            self.messages.resize_with(id + 1, Vec::new);
        }
        if let Some((cells, place)) = self.place(key) {
            cells.resize((place + 1).next_multiple_of(5), T::default());
        }
    }

    #[inline(always)] // each operation asks several times
    fn place(&mut self, key: Key) -> Option<(&mut Vec<T>, usize)> {
        Some(match key {
            Key::Object(id) => (&mut self.objects, id * 5),
            Key::Sent(id) => (&mut self.objects, id * 5 + 1),
            Key::Received(id) => (&mut self.objects, id * 5 + 2),
            Key::Senders(id) => (&mut self.objects, id * 5 + 3),
            Key::Receivers(id) => (&mut self.objects, id * 5 + 4),
            Key::Token(task) => (&mut self.tasks, task * 3),
            Key::End(task) => (&mut self.tasks, task * 3 + 1),
            Key::Woken(task) => (&mut self.tasks, task * 3 + 2),
            Key::Tasks => (&mut self.single, 0),
            Key::Notes => (&mut self.single, 1),
            Key::Clock => (&mut self.single, 2),
            Key::Message(id, number) => (self.messages.get_mut(id)?, number * 2),
            Key::Room(id, number) => (self.messages.get_mut(id)?, number * 2 + 1),
        })
    }
}

/// As they were when they were made: a few are likely to be needed again.
fn clear<T: Copy + Default>(cells: &mut Vec<T>) {
    const FEW: usize = 100;
    cells.truncate(FEW);
    for cell in cells {
        *cell = T::default();
    }
}
