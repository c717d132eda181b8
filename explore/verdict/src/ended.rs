//! How the `main` of a program has ended, whatever it returns.

use std::fmt::Debug;
use std::process::{ExitCode, Termination};

/// What a `main` has returned. With [`ByError`] and [`ByCode`] in scope,
/// `Ended::by(main()).error()` says why that is no success: by the error where there is
/// one to show, for the first trait comes before the second, and else by the exit code.
#[derive(Debug)]
pub struct Ended<T>(Option<T>);

impl<T> Ended<T> {
    /// By returning this.
    pub fn by(value: T) -> Ended<T> {
        Ended(Some(value))
    }
}

/// A result, whose error can be shown.
pub trait ByError {
    /// Why it is no success.
    fn error(self) -> Option<String>;
}

/// Anything that a `main` may return.
pub trait ByCode {
    /// Why it is no success.
    fn error(self) -> Option<String>;
}

impl<T: Termination, E: Debug> ByError for Ended<Result<T, E>> {
    fn error(self) -> Option<String> {
        match self.0? {
            Ok(value) => by_code(value),
            Err(error) => Some(format!("main returns the error {error:?}.")),
        }
    }
}

impl<T: Termination> ByCode for &mut Ended<T> {
    fn error(self) -> Option<String> {
        by_code(self.0.take()?)
    }
}

fn by_code(value: impl Termination) -> Option<String> {
    let code = value.report();
    // There is no number to be had of it.
    (code != ExitCode::SUCCESS).then(|| format!("main returns {code:?}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_shown_and_a_code_is_named() {
        assert_eq!(Ended::by(()).error(), None);
        assert_eq!(Ended::by(ExitCode::SUCCESS).error(), None);
        assert_eq!(Ended::by(Ok::<(), u8>(())).error(), None);
        let error = Ended::by(Err::<(), _>("no port")).error();
        assert_eq!(error.as_deref(), Some("main returns the error \"no port\"."));
        let code = Ended::by(ExitCode::from(7)).error().expect("no success");
        assert!(code.contains('7'), "{code}");
        assert!(Ended::by(Ok::<_, u8>(ExitCode::FAILURE)).error().is_some());
    }
}
