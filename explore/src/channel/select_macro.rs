//! The `select!` of crossbeam-channel: the same syntax, on [`Select`](super::Select).

/// Waits until one of several operations can happen, and does that one. Every one that
/// can is a schedule of its own.
///
/// The arms are `recv(receiver) -> result => ..`, `send(sender, message) -> result =>
/// ..`, and at most one `default => ..`, taken if none can happen at once, or
/// `default(timeout) => ..`, taken if none can in time. The message is computed once its
/// arm is taken. An operation on a disconnected channel can happen: its result is an
/// error.
#[macro_export]
macro_rules! select {
    ($($arms:tt)*) => { $crate::select_arms!((new) $($arms)*) };
}

/// Like [`select!`](crate::select!), but does the first of those that can happen.
#[macro_export]
macro_rules! select_biased {
    ($($arms:tt)*) => { $crate::select_arms!((new_biased) $($arms)*) };
}

/// Reads the arms one by one and writes the program for them.
#[doc(hidden)]
#[macro_export]
macro_rules! select_arms {
    ($order:tt) => {
        compile_error!("empty `select!` block")
    };
    // Each arm becomes `name (arguments) (pattern) {body},`.
    (@read $order:tt ($($read:tt)*)) => {
        $crate::select_arms!(@sort $order () () $($read)*)
    };
    (@read $order:tt $read:tt default => $($rest:tt)*) => {
        $crate::select_arms!(@read $order $read default() => $($rest)*)
    };
    (@read $order:tt ($($read:tt)*)
        $name:ident $arguments:tt $(-> $result:pat)? => { $($body:tt)* }, $($rest:tt)*
    ) => {
        $crate::select_arms!(@read $order
            ($($read)* $name $arguments ($($result)?) { $($body)* },) $($rest)*)
    };
    (@read $order:tt ($($read:tt)*)
        $name:ident $arguments:tt $(-> $result:pat)? => $body:expr, $($rest:tt)*
    ) => {
        $crate::select_arms!(@read $order
            ($($read)* $name $arguments ($($result)?) { $body },) $($rest)*)
    };
    // After a block there need not be a comma.
    (@read $order:tt ($($read:tt)*)
        $name:ident $arguments:tt $(-> $result:pat)? => { $($body:tt)* } $($rest:tt)*
    ) => {
        $crate::select_arms!(@read $order
            ($($read)* $name $arguments ($($result)?) { $($body)* },) $($rest)*)
    };
    (@read $order:tt ($($read:tt)*)
        $name:ident $arguments:tt $(-> $result:pat)? => $body:expr
    ) => {
        $crate::select_arms!(@read $order
            ($($read)* $name $arguments ($($result)?) { $body },))
    };
    (@read $order:tt $read:tt $($rest:tt)*) => {
        compile_error!(concat!(
            "expected `recv(r) -> result => ..`, `send(s, message) -> result => ..`, ",
            "`default => ..` or `default(timeout) => ..`, with commas in between, \
             found `",
            stringify!($($rest)*),
            "`",
        ))
    };

    // The `default` arm is set apart from the operations.
    (@sort $order:tt $arms:tt $default:tt) => {
        $crate::select_arms!(@begin $order $arms $default)
    };
    (@sort $order:tt ($($arms:tt)*) $default:tt
        recv($receiver:expr $(,)?) ($result:pat) $body:tt, $($rest:tt)*
    ) => {
        $crate::select_arms!(@sort $order
            ($($arms)* recv ($receiver) ($result) $body,) $default $($rest)*)
    };
    (@sort $order:tt ($($arms:tt)*) $default:tt
        send($sender:expr, $message:expr $(,)?) ($result:pat) $body:tt, $($rest:tt)*
    ) => {
        $crate::select_arms!(@sort $order
            ($($arms)* send ($sender, $message) ($result) $body,) $default $($rest)*)
    };
    (@sort $order:tt $arms:tt ()
        default($($timeout:expr)? $(,)?) () $body:tt, $($rest:tt)*
    ) => {
        $crate::select_arms!(@sort $order $arms (($($timeout)?) $body) $($rest)*)
    };
    (@sort $order:tt $arms:tt ($($default:tt)+) default $($rest:tt)*) => {
        compile_error!("there can be only one `default` case in a `select!` block")
    };
    (@sort $order:tt $arms:tt $default:tt recv $($rest:tt)*) => {
        compile_error!("expected `recv(receiver) -> result => ..`")
    };
    (@sort $order:tt $arms:tt $default:tt send $($rest:tt)*) => {
        compile_error!("expected `send(sender, message) -> result => ..`")
    };
    (@sort $order:tt $arms:tt $default:tt $name:ident $($rest:tt)*) => {
        compile_error!(concat!(
            "expected one of `recv`, `send`, or `default`, found `",
            stringify!($name),
            "`",
        ))
    };

    // Every operation gets a name for its end of the channel.
    (@begin ($new:ident) $arms:tt $default:tt) => {{
        #[allow(unused_mut)]
        let mut _select = $crate::channel::Select::$new();
        $crate::select_arms!(@add _select $default ()
            (0 _0, 1 _1, 2 _2, 3 _3, 4 _4, 5 _5, 6 _6, 7 _7, 8 _8, 9 _9, 10 _10,
             11 _11, 12 _12, 13 _13, 14 _14, 15 _15, 16 _16, 17 _17, 18 _18, 19 _19,
             20 _20, 21 _21, 22 _22, 23 _23, 24 _24, 25 _25, 26 _26, 27 _27, 28 _28,
             29 _29, 30 _30, 31 _31,)
            $arms)
    }};
    (@add $select:ident $default:tt $added:tt () $arms:tt) => {
        compile_error!("too many operations in a `select!` block")
    };
    (@add $select:ident $default:tt ($($added:tt)*)
        ($place:literal $end:ident, $($names:tt)*)
        (recv ($receiver:expr) $result:tt $body:tt, $($arms:tt)*)
    ) => {
        match $receiver {
            ref _end => {
                let $end: &$crate::channel::Receiver<_> = _end;
                $select.recv_by($end);
                $crate::select_arms!(@add $select $default
                    ($($added)* $place recv ($end) $result $body,)
                    ($($names)*) ($($arms)*))
            }
        }
    };
    (@add $select:ident $default:tt ($($added:tt)*)
        ($place:literal $end:ident, $($names:tt)*)
        (send ($sender:expr, $message:expr) $result:tt $body:tt, $($arms:tt)*)
    ) => {
        match $sender {
            ref _end => {
                let $end: &$crate::channel::Sender<_> = _end;
                $select.send_by($end);
                $crate::select_arms!(@add $select $default
                    ($($added)* $place send ($end, $message) $result $body,)
                    ($($names)*) ($($arms)*))
            }
        }
    };
    (@add $select:ident () $added:tt $names:tt ()) => {{
        let _selected = $select.select();
        $crate::select_arms!(@complete $select _selected $added)
    }};
    (@add $select:ident (() $body:tt) $added:tt $names:tt ()) => {
        match $select.try_select().map(|it| it.unbound()) {
            ::std::result::Result::Ok(_selected) => {
                $crate::select_arms!(@complete $select _selected $added)
            }
            ::std::result::Result::Err(_) => {
                ::std::mem::drop($select);
                $body
            }
        }
    };
    (@add $select:ident (($timeout:expr) $body:tt) $added:tt $names:tt ()) => {
        match $select.select_timeout($timeout).map(|it| it.unbound()) {
            ::std::result::Result::Ok(_selected) => {
                $crate::select_arms!(@complete $select _selected $added)
            }
            ::std::result::Result::Err(_) => {
                ::std::mem::drop($select);
                $body
            }
        }
    };

    // The operation that was taken is completed, and its body runs.
    (@complete $select:ident $selected:ident
        ($place:literal $name:ident ($end:ident $(, $message:expr)?) ($result:pat)
            $body:tt, $($added:tt)*)
    ) => {
        if $selected.index() == $place {
            let _result = $selected.$name($end $(, $message)?);
            ::std::mem::drop($select);
            let $result = _result;
            $body
        } else {
            $crate::select_arms!(@complete $select $selected ($($added)*))
        }
    };
    (@complete $select:ident $selected:ident ()) => {
        ::std::unreachable!("one of the arms was taken")
    };

    (($order:ident) $($arms:tt)+) => {
        $crate::select_arms!(@read ($order) () $($arms)+)
    };
}
