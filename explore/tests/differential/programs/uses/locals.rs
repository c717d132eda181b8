use std::cell::{Cell, RefCell};

use super::thread;

super::local! {
    static NUMBER: Cell<u8> = const { Cell::new(1) };
    static NAMES: RefCell<Vec<u8>> = RefCell::new(vec![7]);
}

pub fn values() {
    assert_eq!((NUMBER.get(), NUMBER.replace(2), NUMBER.take()), (1, 1, 2));
    NUMBER.set(3);
    assert_eq!(NUMBER.with(Cell::get), 3);
    NAMES.with_borrow_mut(|names| names.push(8));
    assert_eq!(NAMES.with_borrow(Vec::len), 2);
    assert_eq!(NAMES.replace(vec![9]), [7, 8]);
    assert_eq!(NAMES.take(), [9]);
    NAMES.set(vec![4]);
    assert_eq!(NAMES.try_with(|names| names.borrow().len()), Ok(1));
    let other = thread::spawn(|| (NUMBER.get(), NAMES.take()));
    assert_eq!(other.join().unwrap(), (1, vec![7]));
    assert_eq!(NUMBER.get(), 3);
}
