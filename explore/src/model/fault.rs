//! Faults in what may be swapped, planted to see that they are found. Not for use.

use super::access::{Access, Key, Mode};

/// What is forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[doc(hidden)]
#[allow(missing_docs)]
pub enum Fault {
    Changes,
    Looks,
    Takes,
    Shares,
    Gives,
    Nearly,
    Sent,
    Received,
    Ends,
    Token,
    Woken,
    End,
    Notes,
    Stirs,
    Jumps,
    Meets,
    Owners,
    Blocked,
    Others,
    Asked,
    Turns,
    Several,
    /// Nothing: all schedules are run as a whole.
    Nothing,
}

impl Fault {
    /// All that forget something.
    pub const ALL: &[Fault] = &[
        Fault::Changes,
        Fault::Looks,
        Fault::Takes,
        Fault::Shares,
        Fault::Gives,
        Fault::Nearly,
        Fault::Sent,
        Fault::Received,
        Fault::Ends,
        Fault::Token,
        Fault::Woken,
        Fault::End,
        Fault::Notes,
        Fault::Stirs,
        Fault::Jumps,
        Fault::Meets,
        Fault::Owners,
        Fault::Blocked,
        Fault::Others,
        Fault::Asked,
        Fault::Turns,
        Fault::Several,
    ];

    /// What is left of the access.
    pub(crate) fn spoil(self, access: Access) -> Access {
        let Access { key, mode } = access;
        let forgets = match self {
            Fault::Changes => mode == Mode::Changes,
            Fault::Looks => mode == Mode::Looks,
            Fault::Takes => mode == Mode::Takes,
            Fault::Shares => mode == Mode::Shares,
            Fault::Gives => mode == Mode::Gives,
            Fault::Sent => matches!(key, Key::Sent(_)),
            Fault::Received => matches!(key, Key::Received(_)),
            Fault::Ends => matches!(key, Key::Senders(_) | Key::Receivers(_)),
            Fault::Token => matches!(key, Key::Token(_)),
            Fault::Woken => matches!(key, Key::Woken(_)),
            Fault::End => matches!(key, Key::End(_)),
            Fault::Notes => key == Key::Notes,
            Fault::Nearly if mode == Mode::Nearly => {
                return Access { key, mode: Mode::Looks };
            }
            _ => false,
        };
        match forgets {
            true => Access { key, mode: Mode::Follows },
            false => access,
        }
    }
}
