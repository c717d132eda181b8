//! exit 1: main locks cache to read in line 28, and locks cache to write in line 36. Between the two, task 1 locks cache to read in line 28.
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::RwLock;

#[derive(Default)]
struct Renderer {
    rendered: AtomicUsize,
}

impl Renderer {
    async fn render(&self, path: &str) -> Arc<str> {
        self.rendered.fetch_add(1, Ordering::SeqCst);
        tokio::task::yield_now().await;
        Arc::from(format!("<h1>{path}</h1>"))
    }
}

#[derive(Default)]
struct Pages {
    renderer: Renderer,
    cache: RwLock<HashMap<String, Arc<str>>>,
}

impl Pages {
    async fn cached(&self, path: &str) -> Option<Arc<str>> {
        self.cache.read().await.get(path).cloned()
    }

    async fn get(&self, path: &str) -> Arc<str> {
        if let Some(page) = self.cached(path).await {
            return page;
        }
        let page = self.renderer.render(path).await;
        let mut cache = self.cache.write().await;
        cache.entry(path.to_string()).or_insert(page).clone()
    }
}

#[tokio::main]
async fn main() {
    let pages = Arc::new(Pages::default());
    let other = {
        let pages = pages.clone();
        tokio::spawn(async move { pages.get("news").await })
    };
    let own = pages.get("news").await;
    assert_eq!(own, other.await.unwrap());
    assert_eq!(pages.renderer.rendered.load(Ordering::SeqCst), 1, "one page is rendered once");
}
