//! A program with a test of its own.

fn main() {
    println!("{}", answer());
}

/// Of all numbers one type alone can be meant here.
fn is_even(number: u16) -> bool {
    number % 2 == 0_u8 as _
}

fn answer() -> usize {
    assert!(is_even(2));
    let count = threads::Careful::default();
    count.add();
    count.all()
}

#[cfg(test)]
mod tests {
    /// says: the one behaviour of one thread
    #[test]
    fn it_answers() {
        assert_eq!(super::answer(), 1);
    }
}
