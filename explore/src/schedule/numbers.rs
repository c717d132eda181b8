//! Chance that repeats itself, and hashes.

/// The fraction of the golden ratio, odd: its multiples lie far from each other.
const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

/// A good spread of the bits, as in SplitMix64.
fn spread(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// A good spread of the bits of both: both halves of a product, as in wyhash (Wang Yi).
/// Each step of a schedule takes several.
#[inline]
pub(super) fn mix(a: u64, b: u64) -> u64 {
    const OTHER: u64 = 0xE703_7ED1_A0B4_28DB;
    let product = u128::from(a ^ STEP) * u128::from(b ^ OTHER);
    product as u64 ^ (product >> 64) as u64
}

/// SplitMix64 (Steele, Lea and Flood, 2014): the same numbers for the same seed.
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        spread(self.0)
    }

    /// A number below `end`, each as likely as the others but for a bias that does not
    /// matter for so few.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }
}
