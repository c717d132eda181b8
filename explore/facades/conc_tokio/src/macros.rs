/// Like [`tokio::select!`]. The branch that is polled first is a choice of the schedule,
/// unless it is `biased`.
#[macro_export]
macro_rules! select {
    // Each branch becomes one of tokio's, which is done by a `Branch`. There may be as
    // many as tokio lets: so each takes no more than one expansion.
    (@ $all:tt) => {
        $crate::support::select!(@ $all)
    };
    (@ $all:tt else => $else:expr $(,)?) => {
        $crate::support::select!(@ $all else => $else)
    };
    (
        @ { start=$start:expr; ($($s:tt)*) $($t:tt)* }
        $p:pat = $f:expr, if $c:expr => $h:block, $($r:tt)*
    ) => {
        $crate::select!(@ {
            start=$start;
            ($($s)* _) $($t)* ($($s)*) $p = $crate::select_branch!($f), if $c => $h,
        } $($r)*)
    };
    (
        @ { start=$start:expr; ($($s:tt)*) $($t:tt)* }
        $p:pat = $f:expr => $h:block, $($r:tt)*
    ) => {
        $crate::select!(@ {
            start=$start;
            ($($s)* _) $($t)* ($($s)*) $p = $crate::select_branch!($f), if true => $h,
        } $($r)*)
    };
    (
        @ { start=$start:expr; ($($s:tt)*) $($t:tt)* }
        $p:pat = $f:expr, if $c:expr => $h:block $($r:tt)*
    ) => {
        $crate::select!(@ {
            start=$start;
            ($($s)* _) $($t)* ($($s)*) $p = $crate::select_branch!($f), if $c => $h,
        } $($r)*)
    };
    (
        @ { start=$start:expr; ($($s:tt)*) $($t:tt)* }
        $p:pat = $f:expr => $h:block $($r:tt)*
    ) => {
        $crate::select!(@ {
            start=$start;
            ($($s)* _) $($t)* ($($s)*) $p = $crate::select_branch!($f), if true => $h,
        } $($r)*)
    };
    (
        @ { start=$start:expr; ($($s:tt)*) $($t:tt)* }
        $p:pat = $f:expr, if $c:expr => $h:expr $(, $($r:tt)*)?
    ) => {
        $crate::select!(@ {
            start=$start;
            ($($s)* _) $($t)* ($($s)*) $p = $crate::select_branch!($f), if $c => $h,
        } $($($r)*)?)
    };
    (
        @ { start=$start:expr; ($($s:tt)*) $($t:tt)* }
        $p:pat = $f:expr => $h:expr $(, $($r:tt)*)?
    ) => {
        $crate::select!(@ {
            start=$start;
            ($($s)* _) $($t)* ($($s)*) $p = $crate::select_branch!($f), if true => $h,
        } $($($r)*)?)
    };
    ($(biased;)?) => {
        compile_error!("select! requires at least one branch.")
    };
    ($(biased;)? else => $else:expr $(,)?) => {
        $else
    };
    (biased; $p:pat = $($t:tt)*) => {{
        $crate::support::turn_before_all().await;
        $crate::select!(
            @ { start=&$crate::support::Start::first(); () } $p = $($t)*
        )
    }};
    ($p:pat = $($t:tt)*) => {{
        $crate::support::turn_before_all().await;
        $crate::select!(
            @ { start=&$crate::support::Start::any(BRANCHES); () } $p = $($t)*
        )
    }};
}

/// A branch of `select!`.
#[doc(hidden)]
#[macro_export]
macro_rules! select_branch {
    ($future:expr) => {
        $crate::support::Branch { future: $future, at: $crate::support::here() }
    };
}

/// Like [`tokio::task_local!`](https://docs.rs/tokio/1/tokio/macro.task_local.html).
#[macro_export]
macro_rules! task_local {
    () => {};
    ($(#[$attribute:meta])* $vis:vis static $NAME:ident: $T:ty; $($rest:tt)*) => {
        $crate::task_local!($(#[$attribute])* $vis static $NAME: $T);
        $crate::task_local!($($rest)*);
    };
    ($(#[$attribute:meta])* $vis:vis static $NAME:ident: $T:ty) => {
        $(#[$attribute])*
        $vis static $NAME: $crate::task::LocalKey<$T> = $crate::task::LocalKey {
            inner: $crate::support::LocalKey::of_task(|| {
                ::std::cell::RefCell::new(::std::option::Option::None)
            }),
        };
    };
}
