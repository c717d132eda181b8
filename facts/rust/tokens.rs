// holds goroutine_patterns cancellation_tree: "to cancel a token cancels its
// children and their children, never its parent or its siblings"
// holds goroutine_patterns cancellation_tree: "In Rust `run_until_cancelled` drops
// the future that is wrapped in it"
// with tokio-util

use std::future::pending;

use tokio_util::sync::CancellationToken;

#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    let shop = CancellationToken::new();
    let [kitchen, hall] = [shop.child_token(), shop.child_token()];
    let oven = kitchen.child_token();
    kitchen.cancel();
    println!("oven {}, kitchen {}", oven.is_cancelled(), kitchen.is_cancelled());
    println!("hall {}, shop {}", hall.is_cancelled(), shop.is_cancelled());
    shop.cancel();
    println!("hall {:?}", hall.run_until_cancelled(pending::<()>()).await);
}

// prints:
// oven true, kitchen true
// hall false, shop false
// hall None
