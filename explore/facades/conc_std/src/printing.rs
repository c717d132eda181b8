//! What an explored program prints stands in the record, where it was printed: a print is
//! the first thing that is added by who looks for a mistake. It is printed nowhere else.
//!
//! The text is made before it is told: a value may take a lock to be shown, which lets
//! other tasks come in between.

use std::fmt::Arguments;
use std::io::Write;

/// [`std::print!`].
#[macro_export]
macro_rules! print {
    ($($text:tt)*) => {
        $crate::tell($crate::format_args!($($text)*), "", $crate::io::stdout())
    };
}

/// [`std::println!`].
#[macro_export]
macro_rules! println {
    () => { $crate::print!("\n") };
    ($($text:tt)*) => {
        $crate::tell($crate::format_args!($($text)*), "\n", $crate::io::stdout())
    };
}

/// [`std::eprint!`].
#[macro_export]
macro_rules! eprint {
    ($($text:tt)*) => {
        $crate::tell($crate::format_args!($($text)*), "", $crate::io::stderr())
    };
}

/// [`std::eprintln!`].
#[macro_export]
macro_rules! eprintln {
    () => { $crate::eprint!("\n") };
    ($($text:tt)*) => {
        $crate::tell($crate::format_args!($($text)*), "\n", $crate::io::stderr())
    };
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

/// For the macros: what is explored is told, what is not is printed.
///
/// # Panics
///
/// If the stream takes no more, as std's do.
#[track_caller]
pub fn tell(text: Arguments<'_>, end: &str, mut stream: impl Write) {
    let text = text.to_string();
    if !explore::printed(&text) {
        write!(stream, "{text}{end}").expect("the stream takes it");
    }
}
