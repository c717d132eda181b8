//! Is told, in the edition of 2021.
use y2021::told;

fn main() {
    assert_eq!(told(), 2021);
}
