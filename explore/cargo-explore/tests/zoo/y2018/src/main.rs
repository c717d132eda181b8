//! Is told, in the edition of 2018.
use y2018::told;

fn main() {
    assert_eq!(told(), 2018);
}
