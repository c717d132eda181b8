//! How the `main` of a program or a test has ended, whatever it returns.

use std::fmt::Debug;
use std::process::{ExitCode, Termination};

/// What a `main` or a test has returned. With [`ByError`] and [`ByCode`] in scope,
/// `Ended::by(main()).error()` says why that is no success: by the error where there is
/// one to show, for the first trait comes before the second, and else by the exit code.
#[derive(Debug)]
pub struct Ended<T> {
    value: Option<T>,
    who: &'static str,
}

impl<T> Ended<T> {
    /// A `main`, by returning this.
    pub fn by(value: T) -> Ended<T> {
        Ended { value: Some(value), who: "main" }
    }

    /// A test, by returning this.
    pub fn test(value: T) -> Ended<T> {
        Ended { value: Some(value), who: "The test" }
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
        match self.value? {
            Ok(value) => by_code(value, self.who),
            Err(error) => {
                Some(format!("{} returns the error {error:?}.", self.who))
            }
        }
    }
}

impl<T: Termination> ByCode for &mut Ended<T> {
    fn error(self) -> Option<String> {
        by_code(self.value.take()?, self.who)
    }
}

fn by_code(value: impl Termination, who: &str) -> Option<String> {
    let code = value.report();
    // There is no number to be had of it.
    (code != ExitCode::SUCCESS).then(|| format!("{who} returns {code:?}."))
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
        let error = Ended::test(Err::<(), _>(1)).error();
        assert_eq!(error.as_deref(), Some("The test returns the error 1."));
    }
}
