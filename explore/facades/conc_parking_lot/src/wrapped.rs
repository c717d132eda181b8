//! A lock of lock_api that notes the line that makes it.

/// Makes a type around a lock of lock_api, which has all that the lock has. What programs
/// may name by its path, as `Mutex::lock`, is there once more.
macro_rules! wrapped {
    (
        $(#[$doc:meta])*
        $Lock:ident = $of:ident<$Raw:ident>, $const_new:ident
        $(, $name:ident($($arg:ident: $Arg:ty)?) -> $Result:ty)* $(,)?
    ) => {
        $(#[$doc])*
        #[repr(transparent)]
        pub struct $Lock<T: ?Sized>(lock_api::$of<$Raw, T>);

        impl<T> $Lock<T> {
            /// One that nobody holds. The record calls it by this line.
            #[track_caller]
            pub const fn new(value: T) -> $Lock<T> {
                $Lock(lock_api::$of::const_new($Raw::made(), value))
            }

            /// One that is made of this.
            pub const fn from_raw(raw: $Raw, value: T) -> $Lock<T> {
                $Lock(lock_api::$of::const_new(raw, value))
            }

            /// One that is made of this.
            pub const fn const_new(raw: $Raw, value: T) -> $Lock<T> {
                $Lock::from_raw(raw, value)
            }

            /// Returns the value.
            pub fn into_inner(self) -> T {
                self.0.into_inner()
            }
        }

        impl<T: ?Sized> $Lock<T> {
            /// The value, which nobody else can reach.
            pub fn get_mut(&mut self) -> &mut T {
                self.0.get_mut()
            }

            $(
                /// As that of lock_api.
                #[track_caller]
                pub fn $name(&self $(, $arg: $Arg)?) -> $Result {
                    self.0.$name($($arg)?)
                }
            )*
        }

        impl<T: ?Sized> std::ops::Deref for $Lock<T> {
            type Target = lock_api::$of<$Raw, T>;

            fn deref(&self) -> &Self::Target {
                &self.0
            }
        }

        impl<T: ?Sized> std::ops::DerefMut for $Lock<T> {
            fn deref_mut(&mut self) -> &mut Self::Target {
                &mut self.0
            }
        }

        impl<T: Default> Default for $Lock<T> {
            #[track_caller]
            fn default() -> $Lock<T> {
                $Lock::new(T::default())
            }
        }

        impl<T> From<T> for $Lock<T> {
            #[track_caller]
            fn from(value: T) -> $Lock<T> {
                $Lock::new(value)
            }
        }

        impl<T: ?Sized + std::fmt::Debug> std::fmt::Debug for $Lock<T> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        /// One that nobody holds. The record calls it by this line.
        #[track_caller]
        pub const fn $const_new<T>(value: T) -> $Lock<T> {
            $Lock::new(value)
        }
    };
}

/// Makes those functions of a wrapped lock whose guards own a clone of its `Arc`.
macro_rules! in_an_arc {
    (
        $Lock:ident = $of:ident<$Raw:ident>
        $(, $name:ident($($arg:ident: $Arg:ty)?) -> $Result:ty)* $(,)?
    ) => {
        #[cfg(feature = "arc_lock")]
        #[allow(unsafe_code)]
        impl<T: ?Sized> $Lock<T> {
            fn inner(self: &std::sync::Arc<Self>) -> std::sync::Arc<lock_api::$of<$Raw, T>> {
                let outer = std::sync::Arc::into_raw(std::sync::Arc::clone(self));
                // SAFETY: the pointer comes from an `Arc`, and what it points to has the
                // same layout by `repr(transparent)`.
                unsafe { std::sync::Arc::from_raw(outer as *const lock_api::$of<$Raw, T>) }
            }

            $(
                /// As that of lock_api.
                #[track_caller]
                pub fn $name(self: &std::sync::Arc<Self> $(, $arg: $Arg)?) -> $Result {
                    self.inner().$name($($arg)?)
                }
            )*
        }
    };
}

pub(crate) use {in_an_arc, wrapped};
