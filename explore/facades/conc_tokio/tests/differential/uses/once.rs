//! Values that are set once.

use super::tokio::sync::{OnceCell, SetError, SetOnce};

pub async fn cell() {
    let mut cell = OnceCell::new();
    assert_eq!((cell.get(), cell.initialized()), (None, false));
    let failed = cell.get_or_try_init(|| async { Err("no") }).await;
    assert_eq!(failed, Err("no"));
    assert_eq!(cell.get_or_init(|| async { 1 }).await, &1);
    assert_eq!(cell.get_or_try_init(|| async { Err("no") }).await, Ok(&1));
    let error = cell.set(2).unwrap_err();
    assert!(error.is_already_init_err() && !error.is_initializing_err());
    assert!(matches!(error, SetError::AlreadyInitializedError(2)));
    *cell.get_mut().unwrap() += 2;
    assert_eq!(
        (cell.clone(), format!("{cell:?}")),
        (OnceCell::from(3), "OnceCell { value: Some(3) }".into())
    );
    assert_eq!((cell.take(), cell.into_inner()), (Some(3), None));
    let set = OnceCell::new_with(Some(4));
    assert_eq!((set.get(), OnceCell::<u8>::default().get()), (Some(&4), None));
    static LATE: OnceCell<u8> = OnceCell::const_new();
    static SET: OnceCell<u8> = OnceCell::const_new_with(5);
    let _ = (&LATE, &SET);
}

pub async fn set() {
    let once = SetOnce::new();
    assert_eq!((once.get(), once.initialized()), (None, false));
    once.set(1).unwrap();
    assert_eq!(once.wait().await, &1);
    let error = once.set(2).unwrap_err();
    assert_eq!(error.0, 2);
    assert_eq!((once.get(), once.initialized()), (Some(&1), true));
    assert_eq!(
        (once.clone(), format!("{once:?}")),
        (SetOnce::from(1), "SetOnce { value: Some(1) }".into())
    );
    assert_eq!(once.into_inner(), Some(1));
    assert_eq!(SetOnce::new_with(Some(3)).get(), Some(&3));
    static LATE: SetOnce<u8> = SetOnce::const_new();
    static SET: SetOnce<u8> = SetOnce::const_new_with(5);
    let _ = (&LATE, &SET, SetOnce::<u8>::default());
}
