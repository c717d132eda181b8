//! Not modelled: memory that is freed when nobody reads it any more. It is reached by raw
//! pointers, which no schedule sees.

/// Nothing has it.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "not modelled: crossbeam::epoch",
    label = "what is reached by raw pointers would be seen by no schedule",
    note = "share the values by an `Arc`, a lock, or a queue of `crossbeam::queue`"
)]
pub trait IsExplored {}

/// The lifetime keeps the bound from being looked at before somebody calls what has it.
#[doc(hidden)]
#[derive(Debug)]
pub struct Epoch<'a>(std::marker::PhantomData<&'a ()>);

/// What makes something of it.
macro_rules! absent {
    ($($name:ident)*) => {$(
        /// Not modelled.
        pub fn $name()
        where
            for<'a> Epoch<'a>: IsExplored,
        {
        }
    )*};
}

/// The types, each with what makes a value of it.
macro_rules! absent_types {
    ($($name:ident $(<$($lifetime:lifetime,)? $T:ident>)? $($make:ident)*;)*) => {$(
        /// Not modelled.
        #[derive(Debug)]
        pub struct $name
            $(<$($lifetime,)? $T>(std::marker::PhantomData<($(&$lifetime (),)? $T,)>))?;

        impl $(<$($lifetime,)? $T>)? $name $(<$($lifetime,)? $T>)? {$(
            /// Not modelled.
            pub fn $make<V>(_value: V) -> Self
            where
                for<'a> Epoch<'a>: IsExplored,
            {
                panic!("nobody can call this")
            }
        )*}
    )*};
}

absent!(pin unprotected is_pinned default_collector);

absent_types! {
    Atomic<T> new null;
    Owned<T> new init;
    Shared<'g, T> null;
    Guard;
    Collector new;
    LocalHandle;
}
