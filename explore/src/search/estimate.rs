//! How much of a tree is left.

/// How many leaves are left when so many were visited, depth first, and the path to the last
/// one took these ways: how many were left behind at each choice, and how many there are.
/// Each way counts as if it led to as many leaves as the others (Knuth, "Estimating the
/// Efficiency of Backtrack Programs", 1975). `None` if that is too many to be told.
pub(super) fn left(
    leaves: usize,
    path: impl IntoIterator<Item = (usize, usize)>,
) -> Option<u64> {
    const MOST: f64 = 1e15;
    let mut share = 1.0;
    let mut visited = 0.0;
    for (behind, ways) in path {
        share /= ways as f64;
        visited += share * behind as f64;
    }
    visited += share;
    let left = leaves as f64 * (1.0 / visited - 1.0);
    (left < MOST).then_some(left.round() as u64)
}

#[cfg(test)]
mod tests {
    use super::left;

    #[test]
    fn an_even_tree_is_known_at_once() {
        assert_eq!(left(1, [(0, 3), (0, 4)]), Some(11));
        assert_eq!(left(7, [(1, 3), (2, 4)]), Some(5));
        assert_eq!(left(12, [(2, 3), (3, 4)]), Some(0));
        assert_eq!(left(1, []), Some(0));
    }

    #[test]
    fn what_is_too_much_is_not_told() {
        assert_eq!(left(1, std::iter::repeat_n((0, 2), 2_000)), None);
    }
}
