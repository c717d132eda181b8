/// Like [`tokio::select!`]. The branch that is polled first is a choice of the schedule,
/// unless it is `biased`.
#[macro_export]
macro_rules! select {
    (biased; $($branches:tt)*) => {{
        $crate::support::turn().await;
        $crate::support::select!(
            @{ start=&$crate::support::Start::first(); () } $($branches)*
        )
    }};
    ($($branches:tt)*) => {{
        $crate::support::turn().await;
        $crate::support::select!(
            @{ start=&$crate::support::Start::any(BRANCHES); () } $($branches)*
        )
    }};
}
