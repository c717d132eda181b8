//! Who has the other borrow is told by its lines.

#![expect(clippy::await_holding_refcell_ref, reason = "that is what is told")]

extern crate conc_tokio as tokio;

use std::cell::RefCell;
use std::rc::Rc;

use explore::tasks::block_on;
use tokio::task::{LocalSet, spawn_local, yield_now};

use crate::races::tests::told_with_calls;
use crate::sources::Sources;

const TEXT: &str = include_str!("tests.rs");

/// The sentence.
fn told(program: impl AsyncFn() + Clone + Send + Sync + 'static) -> String {
    let all = Sources(&[(file!(), TEXT)]);
    let (title, sentence) = told_with_calls(TEXT, all, move || {
        let program = program.clone();
        block_on(async { LocalSet::new().run_until(program()).await });
    });
    assert_eq!(title, "a task panicked", "{sentence}");
    sentence
}

/// The number of the line that ends so.
fn line(end: &str) -> usize {
    1 + TEXT.lines().position(|line| line.ends_with(end)).expect("a line")
}

#[derive(Default)]
struct Cart {
    items: RefCell<Vec<u32>>,
}

async fn price(of: u32) -> u32 {
    yield_now().await;
    of * 2
}

impl Cart {
    async fn add(&self, item: u32) {
        let mut items = self.items.borrow_mut(); // before its price
        let price = price(item).await; // its price
        items.push(price);
    }

    async fn add_later(&self, item: u32) {
        let price = price(item).await;
        self.items.borrow_mut().push(price); // with its price
    }

    fn each(&self, call: impl Fn(&Cart, u32)) {
        let all = self.items.borrow(); // all
        for item in all.iter() {
            call(self, *item); // each
        }
    }
}

#[test]
fn a_task_that_waits_has_it() {
    let sentence = told(async || {
        let cart = Rc::new(Cart::default());
        let tasks = [1, 2].map(|item| {
            let own = Rc::clone(&cart);
            spawn_local(async move { own.add(item).await })
        });
        for task in tasks {
            task.await.unwrap();
        }
    });
    let (borrow, wait) = (line("// before its price"), line("// its price"));
    let expected = format!(
        "task 1 borrows a RefCell in line {borrow}, and waits in line {wait} before that \
         borrow ends."
    );
    assert!(sentence.ends_with(&expected), "{sentence}");
}

#[test]
fn the_first_task_has_it() {
    let sentence = told(async || {
        let cart = Rc::new(Cart::default());
        let own = Rc::clone(&cart);
        let task = spawn_local(async move { own.add_later(1).await });
        let items = cart.items.borrow(); // of main
        task.await.unwrap(); // main waits
        assert_eq!(items.len(), 1);
    });
    let (borrow, wait) = (line("// of main"), line("// main waits"));
    let expected = format!(
        "main borrows a RefCell in line {borrow}, and waits in line {wait}"
    );
    assert!(sentence.contains(&expected), "{sentence}");
}

#[test]
fn who_calls_has_it() {
    let sentence = told(async || {
        let cart = Rc::new(Cart::default());
        cart.add(1).await;
        let add = |cart: &Cart, item| cart.items.borrow_mut().push(item);
        spawn_local(async move { cart.each(add) }).await.unwrap();
    });
    let (borrow, call) = (line("// all"), line("// each"));
    let expected = format!(
        "task 1 borrows a RefCell in line {borrow}, and calls this from line {call} before \
         that borrow ends."
    );
    assert!(sentence.ends_with(&expected), "{sentence}");
}

#[test]
fn who_has_dropped_it_has_not() {
    let sentence = told(async || {
        let cart = Rc::new(Cart::default());
        let items = Rc::new(cart.items.borrow_mut());
        drop(cart.items.borrow_mut()); // not told by its text
        drop(items);
    });
    assert!(!sentence.contains("before that borrow ends"), "{sentence}");
}

#[derive(Default)]
struct Shop {
    log: RefCell<Vec<u32>>,
    stock: RefCell<Vec<u32>>,
}

impl Shop {
    fn sell(&self) {
        let stock = self.stock.borrow_mut(); // of the stock
        self.stock.borrow_mut().push(1); // once more
        drop(stock);
    }
}

#[test]
fn another_cell_is_not_it() {
    let sentence = told(async || {
        let shop = Shop::default();
        let log = shop.log.borrow();
        shop.sell();
        drop(log);
    });
    let (borrow, again) = (line("// of the stock"), line("// once more"));
    let expected = format!(
        "main borrows a RefCell in line {borrow}, and again in line {again} before that \
         borrow ends."
    );
    assert!(sentence.ends_with(&expected), "{sentence}");
}

impl Shop {
    fn logs(&self) {
        let all = [&self.log, &self.stock];
        let first = all[1].borrow_mut();
        self.stock.borrow_mut().extend(first.iter());
    }
}

#[test]
fn a_cell_of_another_name_may_be_another() {
    let sentence = told(async || {
        let shop = Shop::default();
        let log = shop.log.borrow();
        shop.logs();
        drop(log);
    });
    assert!(!sentence.contains("calls this"), "{sentence}");
}
