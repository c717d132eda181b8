//! Something for each thing that is touched.

use crate::model::access::Key;

/// Something by key. Each operation touches some, so a key finds its own by its numbers.
#[derive(Default)]
pub(crate) struct Cells<T> {
    objects: Vec<[T; 5]>,
    tasks: Vec<[T; 3]>,
    /// Of what there is once.
    single: [T; 3],
    /// Of the messages of each object.
    messages: Vec<Vec<[T; 2]>>,
}

impl<T: Copy + Default> Cells<T> {
    /// Forgets all but keeps the memory.
    pub(crate) fn clear(&mut self) {
        self.objects.clear();
        self.tasks.clear();
        self.single = Default::default();
        for messages in &mut self.messages {
            messages.clear();
        }
    }

    /// What is of this key.
    pub(crate) fn of(&mut self, key: Key) -> &mut T {
        match key {
            Key::Object(id) => at(&mut self.objects, id, 0),
            Key::Sent(id) => at(&mut self.objects, id, 1),
            Key::Received(id) => at(&mut self.objects, id, 2),
            Key::Senders(id) => at(&mut self.objects, id, 3),
            Key::Receivers(id) => at(&mut self.objects, id, 4),
            Key::Token(task) => at(&mut self.tasks, task, 0),
            Key::End(task) => at(&mut self.tasks, task, 1),
            Key::Woken(task) => at(&mut self.tasks, task, 2),
            Key::Tasks => &mut self.single[0],
            Key::Notes => &mut self.single[1],
            Key::Clock => &mut self.single[2],
            Key::Message(id, number) => at(self.messages(id), number, 0),
            Key::Room(id, number) => at(self.messages(id), number, 1),
        }
    }

    fn messages(&mut self, object: usize) -> &mut Vec<[T; 2]> {
        if self.messages.len() <= object {
            self.messages.resize_with(object + 1, Vec::new);
        }
        &mut self.messages[object]
    }
}

fn at<T: Copy + Default, const PARTS: usize>(
    cells: &mut Vec<[T; PARTS]>,
    number: usize,
    part: usize,
) -> &mut T {
    if cells.len() <= number {
        cells.resize(number + 1, [T::default(); PARTS]);
    }
    &mut cells[number][part]
}
