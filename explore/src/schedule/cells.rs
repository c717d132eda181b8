//! Something for each thing that is touched.

use crate::model::access::Key;

/// How many are of each object, of each task, and of each message.
const OF_OBJECT: usize = 5;
const OF_TASK: usize = 5;
const OF_MESSAGE: usize = 2;

/// Something by key. Each operation touches some, so a key finds its own by its numbers.
#[derive(Default)]
pub(crate) struct Cells<T> {
    /// [`OF_OBJECT`] of each.
    objects: Vec<T>,
    /// [`OF_TASK`] of each.
    tasks: Vec<T>,
    /// Of what there is once.
    single: Vec<T>,
    /// By object, [`OF_MESSAGE`] of each of its messages.
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

    /// The same as of the other.
    pub(super) fn copy_from(&mut self, other: &Cells<T>) {
        self.objects.clone_from(&other.objects);
        self.tasks.clone_from(&other.tasks);
        self.single.clone_from(&other.single);
        self.messages.clone_from(&other.messages);
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
            cells.resize((place + 1).next_multiple_of(OF_OBJECT), T::default());
        }
    }

    #[inline(always)] // each operation asks several times
    fn place(&mut self, key: Key) -> Option<(&mut Vec<T>, usize)> {
        Some(match key {
            Key::Object(id) => (&mut self.objects, id * OF_OBJECT),
            Key::Sent(id) => (&mut self.objects, id * OF_OBJECT + 1),
            Key::Received(id) => (&mut self.objects, id * OF_OBJECT + 2),
            Key::Senders(id) => (&mut self.objects, id * OF_OBJECT + 3),
            Key::Receivers(id) => (&mut self.objects, id * OF_OBJECT + 4),
            Key::Token(task) => (&mut self.tasks, task * OF_TASK),
            Key::End(task) => (&mut self.tasks, task * OF_TASK + 1),
            Key::Woken(task) => (&mut self.tasks, task * OF_TASK + 2),
            Key::Told(task) => (&mut self.tasks, task * OF_TASK + 3),
            Key::Locals(task) => (&mut self.tasks, task * OF_TASK + 4),
            Key::Tasks => (&mut self.single, 0),
            Key::Notes => (&mut self.single, 1),
            Key::Clock => (&mut self.single, 2),
            Key::Hook => (&mut self.single, 3),
            Key::Message(id, number) => {
                (self.messages.get_mut(id)?, number * OF_MESSAGE)
            }
            Key::Room(id, number) => {
                (self.messages.get_mut(id)?, number * OF_MESSAGE + 1)
            }
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
