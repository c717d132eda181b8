// What borrows, and where that borrow still lives: read by a test, never compiled.

async fn a_guard_with_a_name(cart: &Cart) {
    let mut items = cart.items.borrow_mut(); // guard
    let price = price(1).await; // at guard
    if price > 2 {
        wait().await; // at guard
    }
    drop(items);
    wait().await; // at nothing
}

async fn a_guard_of_a_block(cart: &Cart) {
    {
        let items = cart.items.borrow(); // block
        while let Some(item) = from.recv().await { // at block
            wait().await;
        }
    }
    wait().await; // at nothing
    if cart.is_new() {
        let items = RefCell::borrow(&cart.items);
        show(&items);
    } else {
        wait().await; // at nothing
    }
}

async fn a_copy(cart: &Cart) {
    let count = *cart.count.borrow();
    let length = cart.items.borrow().len();
    let _ = cart.items.borrow_mut();
    wait().await; // at nothing
}

async fn a_head(cart: &Cart) {
    match cart.items.borrow().get(&1) { // match
        Some(item) => item.clone(),
        None => {
            wait().await // at match
        }
    }
    if let Some(item) = cart.items.borrow().first() { // if let
        item.wait().await; // at if let
    }
    if cart.items.borrow().is_empty() {
        wait().await; // at nothing
    }
    for item in cart.items.borrow().iter() { // for
        item.call(cart); // at for
    }
    wait().await; // at nothing
}

async fn a_statement(cart: &Cart) {
    cart.items.borrow_mut().push(price(1).await); // at this line
    cart.items
        .borrow_mut() // receiver
        .push(price(1).await); // at receiver
    let length = cart.items.borrow().len();
    wait(length).await; // at nothing
    cart.items.borrow().iter().for_each(|item| { // receiver of a closure
        item.call(cart); // at receiver of a closure
    });
    spawn(async move {
        wait().await; // at nothing
    });
}

fn what_is_started(cart: &Cart) {
    let items = cart.items.borrow_mut(); // until the end
    let task = async move {
        wait().await; // at nothing
    };
    let listener = |event| {
        cart.call(event); // at nothing
    };
    run(task, listener); // at until the end
}
