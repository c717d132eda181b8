//! exit 3: An async one needs #[tokio::main].
async fn main() {}
