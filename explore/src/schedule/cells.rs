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
        self.objects.clear();
        self.tasks.clear();
        self.single.clear();
        for messages in &mut self.messages {
            messages.clear();
        }
    }

    /// What is of this key.
    #[inline]
    pub(crate) fn of(&mut self, key: Key) -> &mut T {
        let (cells, place) = match key {
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
            Key::Message(id, number) => (self.messages(id), number * 2),
            Key::Room(id, number) => (self.messages(id), number * 2 + 1),
        };
        if cells.len() <= place {
            grow(cells, place);
        }
        &mut cells[place]
    }

    #[inline]
    fn messages(&mut self, object: usize) -> &mut Vec<T> {
        if self.messages.len() <= object {
            self.messages.resize_with(object + 1, Vec::new);
        }
        &mut self.messages[object]
    }
}

/// Makes room for a whole number of things, so that few of them are made one by one.
#[cold]
fn grow<T: Copy + Default>(cells: &mut Vec<T>, place: usize) {
    cells.resize((place + 1).next_multiple_of(15), T::default());
}
