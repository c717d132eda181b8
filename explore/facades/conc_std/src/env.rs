//! [`std::env`], but for the arguments: those of the process that explores are not the
//! program's. It finds what stands in the variables `EXPLORED_ARGUMENT_0`, its name, and
//! so on.

use std::ffi::OsString;
use std::iter::FusedIterator;
use std::vec::IntoIter;

pub use std::env::*;

/// What [`std::env::args`] returns.
#[derive(Clone, Debug)]
pub struct Args(ArgsOs);

/// What [`std::env::args_os`] returns.
#[derive(Clone, Debug)]
pub struct ArgsOs(IntoIter<OsString>);

/// The arguments of the program, its name first.
pub fn args() -> Args {
    Args(args_os())
}

/// The arguments of the program, its name first.
pub fn args_os() -> ArgsOs {
    let argument = |number| var_os(format!("EXPLORED_ARGUMENT_{number}"));
    let all: Vec<OsString> = (0..).map_while(argument).collect();
    ArgsOs(all.into_iter())
}

/// As std says it.
fn text(argument: OsString) -> String {
    argument.into_string().expect("arguments are UTF-8")
}

impl Iterator for Args {
    type Item = String;

    /// # Panics
    ///
    /// If the argument is not UTF-8, as std's.
    fn next(&mut self) -> Option<String> {
        self.0.next().map(text)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl DoubleEndedIterator for Args {
    fn next_back(&mut self) -> Option<String> {
        self.0.next_back().map(text)
    }
}

impl ExactSizeIterator for Args {}
impl FusedIterator for Args {}

impl Iterator for ArgsOs {
    type Item = OsString;

    fn next(&mut self) -> Option<OsString> {
        self.0.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl DoubleEndedIterator for ArgsOs {
    fn next_back(&mut self) -> Option<OsString> {
        self.0.next_back()
    }
}

impl ExactSizeIterator for ArgsOs {}
impl FusedIterator for ArgsOs {}
