//! Programs that are made up: what each task does, step by step.

/// The program with this number, for tasks that each have so many ways to go on at a step,
/// and so many steps. The same number gives the same program.
pub fn scripts(tasks: &[(u8, usize)], number: u64) -> Vec<Vec<u8>> {
    let mut state = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    // Splitmix64.
    let mut next = |ways: u8| {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % u64::from(ways)) as u8
    };
    let mut script = |(ways, steps)| (0..steps).map(|_| next(ways)).collect();
    tasks.iter().map(|&task| script(task)).collect()
}
