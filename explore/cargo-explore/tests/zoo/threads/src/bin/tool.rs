//! A program with a test of its own.

fn main() {
    println!("{}", answer());
}

fn answer() -> usize {
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
