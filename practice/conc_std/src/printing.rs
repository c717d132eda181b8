//! What an explored program prints stands in the record, where it was printed: a print is
//! the first thing that is added by who looks for a mistake. It is printed nowhere else.
//!
//! The text is made before it is told: a value may take a lock to be shown, which lets
//! other tasks come in between.

use std::fmt::Arguments;

/// [`std::print!`].
#[macro_export]
macro_rules! print {
    ($($text:tt)*) => { $crate::out($crate::format_args!($($text)*), "") };
}

/// [`std::println!`].
#[macro_export]
macro_rules! println {
    () => { $crate::print!("\n") };
    ($($text:tt)*) => { $crate::out($crate::format_args!($($text)*), "\n") };
}

/// [`std::eprint!`].
#[macro_export]
macro_rules! eprint {
    ($($text:tt)*) => { $crate::err($crate::format_args!($($text)*), "") };
}

/// [`std::eprintln!`].
#[macro_export]
macro_rules! eprintln {
    () => { $crate::eprint!("\n") };
    ($($text:tt)*) => { $crate::err($crate::format_args!($($text)*), "\n") };
}

/// [`std::dbg!`], on one line.
#[macro_export]
macro_rules! dbg {
    () => { $crate::eprintln!("line {}", $crate::line!()) };
    ($value:expr $(,)?) => {
        match $value {
            value => {
                $crate::eprintln!("{} = {:?}", $crate::stringify!($value), &value);
                value
            }
        }
    };
    ($($value:expr),+ $(,)?) => { ($($crate::dbg!($value)),+,) };
}

/// For [`print!`].
#[track_caller]
pub fn out(text: Arguments<'_>, end: &str) {
    let text = text.to_string();
    if !explore::printed(&text) {
        std::print!("{text}{end}");
    }
}

/// For [`eprint!`].
#[track_caller]
pub fn err(text: Arguments<'_>, end: &str) {
    let text = text.to_string();
    if !explore::printed(&text) {
        std::eprint!("{text}{end}");
    }
}
