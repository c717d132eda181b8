//! A module in a file of its own.

/// What lies elsewhere in the package.
pub const WORDS: &str = include_str!("../words.txt");

/// The names of the files, as everywhere.
pub fn of_this_file() -> (&'static str, &'static str) {
    let main = include!("bin/folder/of_main.in");
    (main, file!())
}
