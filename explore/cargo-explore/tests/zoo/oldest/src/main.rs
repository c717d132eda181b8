//! Counts, in the first edition.
extern crate oldest;

mod own {
    pub fn count() -> usize {
        ::oldest::count()
    }
}

fn main() {
    let async = ::own::count();
    assert_eq!(async, 2);
}
