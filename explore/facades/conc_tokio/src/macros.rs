/// Like [`tokio::select!`]. The branch that is polled first is a choice of the schedule,
/// unless it is `biased`.
#[macro_export]
macro_rules! select {
    ($(biased;)?) => {
        compile_error!("select! requires at least one branch.")
    };
    ($(biased;)? else => $else:expr $(,)?) => {
        $else
    };
    (biased; $($branches:tt)*) => {{
        $crate::support::turn_before_all().await;
        $crate::support::select!(
            @{ start=&$crate::support::Start::first(); () } $($branches)*
        )
    }};
    ($($branches:tt)*) => {{
        $crate::support::turn_before_all().await;
        $crate::support::select!(
            @{ start=&$crate::support::Start::any(BRANCHES); () } $($branches)*
        )
    }};
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
            inner: $crate::support::LocalKey::new(|| {
                ::std::cell::RefCell::new(::std::option::Option::None)
            }),
        };
    };
}
