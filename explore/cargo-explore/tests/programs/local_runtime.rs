//! exit 3: not modelled: use a `LocalSet`
use tokio::runtime::LocalRuntime;

fn main() {
    LocalRuntime::new(Default::default()).unwrap().block_on(async {});
}
