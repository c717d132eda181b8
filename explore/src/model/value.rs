use std::fmt;

/// What an atomic held, read or written. Copied while a schedule runs, formatted only
/// when the schedule failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    Bool(bool),
    Signed(i64),
    Unsigned(u64),
    Pointer(usize),
    /// What has no text: its number, from 0, among those that were there.
    Nth(usize),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Bool(value) => value.fmt(f),
            Value::Signed(value) => value.fmt(f),
            Value::Unsigned(value) => value.fmt(f),
            Value::Pointer(value) => write!(f, "{value:#x}"),
            Value::Nth(number) => write!(f, "value {}", number + 1),
        }
    }
}

macro_rules! values {
    ($($type:ty => $variant:ident as $wide:ty),* $(,)?) => {
        $(impl From<$type> for Value {
            fn from(value: $type) -> Value {
                Value::$variant(value as $wide)
            }
        })*
    };
}

values! {
    i8 => Signed as i64,
    i16 => Signed as i64,
    i32 => Signed as i64,
    i64 => Signed as i64,
    isize => Signed as i64,
    u8 => Unsigned as u64,
    u16 => Unsigned as u64,
    u32 => Unsigned as u64,
    u64 => Unsigned as u64,
    usize => Unsigned as u64,
}

impl From<bool> for Value {
    fn from(value: bool) -> Value {
        Value::Bool(value)
    }
}

impl<T> From<*mut T> for Value {
    fn from(value: *mut T) -> Value {
        Value::Pointer(value.addr())
    }
}
