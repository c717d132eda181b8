//! What runs on the stacks, in which order, and what becomes of it.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;
use std::rc::Rc;

/// Resumes the tasks in turn until all have ended.
fn run_in_turn(tasks: usize) {
    while stacks::live() > 0 {
        for task in 0..tasks {
            stacks::resume(task);
        }
    }
    stacks::clear();
}

#[test]
fn tasks_take_turns() {
    let order = Rc::new(RefCell::new(Vec::new()));
    for task in 0..3 {
        let order = order.clone();
        stacks::add(move || {
            for round in 0..2 {
                order.borrow_mut().push((round, task));
                stacks::switch();
            }
        });
    }
    run_in_turn(3);
    let turns = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)];
    assert_eq!(*order.borrow(), turns);
}

#[test]
fn a_stack_is_used_again() {
    let places = Rc::new(RefCell::new(Vec::new()));
    for _ in 0..2 {
        let places = places.clone();
        stacks::add(move || {
            let here = 0_u8;
            places.borrow_mut().push(std::ptr::from_ref(&here).addr());
        });
        run_in_turn(1);
    }
    let places = places.borrow();
    assert_eq!(places[0], places[1]);
}

#[test]
fn a_scope_waits_for_its_tasks() {
    let sum = Rc::new(Cell::new(0));
    let result = sum.clone();
    stacks::add(move || {
        let numbers = [Cell::new(1), Cell::new(2)];
        stacks::scope(|scope| {
            for number in &numbers {
                scope.add(|| {
                    stacks::switch();
                    number.set(number.get() * 10);
                });
            }
        });
        result.set(numbers.iter().map(Cell::get).sum());
    });
    run_in_turn(3);
    assert_eq!(sum.get(), 30);
}

#[test]
fn a_scope_waits_after_a_panic_too() {
    let seen = Rc::new(Cell::new(false));
    let ended = seen.clone();
    stacks::add(move || {
        let text = String::from("still there");
        let end = catch_unwind(AssertUnwindSafe(|| {
            stacks::scope(|scope| {
                scope.add(|| {
                    stacks::switch();
                    assert_eq!(text, "still there");
                    ended.set(true);
                });
                std::panic::resume_unwind(Box::new("out"));
            });
        }));
        assert!(end.is_err() && ended.get());
    });
    run_in_turn(2);
    assert!(seen.get());
}

#[test]
fn what_was_given_up_is_not_dropped() {
    struct Drops(Rc<Cell<usize>>);
    impl Drop for Drops {
        fn drop(&mut self) {
            self.0.set(self.0.get() + 1);
        }
    }
    let dropped = Rc::new(Cell::new(0));
    let (begun, new) = (Drops(dropped.clone()), Drops(dropped.clone()));
    let ended = Drops(dropped.clone());
    stacks::add(move || {
        let _begun = begun;
        stacks::switch();
    });
    stacks::add(move || drop(new));
    stacks::add(move || drop(ended));
    stacks::resume(0);
    stacks::resume(2);
    assert_eq!(stacks::live(), 2);
    stacks::clear();
    assert_eq!((stacks::live(), dropped.get()), (0, 1));
}

#[test]
fn what_is_out_of_place_panics() {
    let panics = |act: fn()| catch_unwind(act).is_err();
    assert!(panics(stacks::switch));
    assert!(panics(|| stacks::scope(|_| ())));
    stacks::add(move || {
        assert!(panics(stacks::clear));
        assert!(panics(|| stacks::resume(0)));
    });
    run_in_turn(1);
}

fn holds<T>(value: &T) -> bool {
    stacks::has(ptr::from_ref(value).addr())
}

#[test]
fn what_lies_on_the_stack_of_a_task_is_told() {
    let outside = 1_u32;
    assert!(!holds(&outside), "there is no task");
    let seen = Rc::new(RefCell::new(Vec::new()));
    for task in 0..2 {
        let seen = seen.clone();
        stacks::add(move || {
            let (own, boxed) = (std::hint::black_box(task), Box::new(task));
            stacks::switch();
            let deep = || holds(&own) && holds(&[own; 100]);
            seen.borrow_mut().push((deep(), holds(&*boxed)));
            stacks::switch();
        });
    }
    for task in [0, 1, 0, 1, 0, 1] {
        stacks::resume(task);
    }
    assert_eq!(*seen.borrow(), [(true, false), (true, false)]);
    stacks::clear();
}

#[test]
fn how_much_is_left_of_a_stack_is_told() {
    #[inline(never)]
    fn deeper() -> usize {
        let bytes = std::hint::black_box([1_u8; 4096]);
        let left = stacks::room();
        std::hint::black_box(&bytes);
        left
    }
    assert!(catch_unwind(stacks::room).is_err(), "there is no task");
    assert!(!holds(&0_u8));
    stacks::add(|| {
        let left = stacks::room();
        assert!((100_000..300_000).contains(&left), "{left} bytes");
        let deep = deeper();
        assert!(deep + 4096 <= left, "{deep} bytes of {left}");
        let (own, boxed) = (1_u8, Box::new(1_u8));
        assert!(holds(&own));
        assert!(!holds(&*boxed));
    });
    stacks::resume(0);
    assert_eq!(stacks::live(), 0);
    stacks::clear();
}
