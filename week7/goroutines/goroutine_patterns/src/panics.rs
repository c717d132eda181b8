//! What a panic said.

use std::any::Any;

/// The message of `panic!`, which a join hands back as a value of any type.
pub fn text(cause: &(dyn Any + Send)) -> &str {
    match cause.downcast_ref::<String>() {
        Some(text) => text,
        None => cause.downcast_ref::<&str>().unwrap_or(&"no text"),
    }
}
