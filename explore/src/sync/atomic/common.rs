//! What all atomics have.

/// An atomic with what every one can do.
macro_rules! atomic {
    ($(#[$doc:meta])* $atomic:ident $(<$generic:ident>)?, $value:ty) => {
        $(#[$doc])*
        // The value comes first, for crates that read it through a pointer to the atomic
        // where nobody else can.
        #[repr(C)]
        pub struct $atomic $(<$generic>)? {
            value: real::$atomic $(<$generic>)?,
            handle: Handle,
        }

        impl $(<$generic>)? $atomic $(<$generic>)? {
            /// An atomic with this value. The record calls it by this line.
            #[track_caller]
            pub const fn new(value: $value) -> Self {
                $atomic {
                    handle: Handle::new(Kind::Atomic),
                    value: real::$atomic::new(value),
                }
            }

            /// Reads the value.
            ///
            /// # Panics
            ///
            /// If the order is one for writing.
            #[track_caller]
            pub fn load(&self, order: Ordering) -> $value {
                operate(&self.handle, Location::caller(), || {
                    let value = self.value.load(order);
                    (value, Op::Read(Value::from(value)))
                })
            }

            fn load_to_show(&self) -> $value {
                look_to_show(&self.handle, || {
                    let value = self.value.load(Ordering::SeqCst);
                    (value, Op::Read(Value::from(value)))
                })
            }

            /// Writes the value.
            ///
            /// # Panics
            ///
            /// If the order is one for reading.
            #[track_caller]
            pub fn store(&self, value: $value, order: Ordering) {
                operate(&self.handle, Location::caller(), || {
                    let from = self.value.load(Ordering::SeqCst);
                    self.value.store(value, order);
                    let (from, to) = (Value::from(from), Value::from(value));
                    ((), Op::Write { from, to })
                });
            }

            /// Writes the value and returns the one that was there.
            #[track_caller]
            pub fn swap(&self, value: $value, order: Ordering) -> $value {
                operate(&self.handle, Location::caller(), || {
                    let old = self.value.swap(value, order);
                    let (from, to) = (Value::from(old), Value::from(value));
                    (old, Op::Change { from, to })
                })
            }

            /// Writes `new` if the value is `current`.
            ///
            /// # Errors
            ///
            /// If the value was another one, which is returned.
            #[track_caller]
            pub fn compare_exchange(
                &self,
                current: $value,
                new: $value,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$value, $value> {
                operate(&self.handle, Location::caller(), || {
                    let result =
                        self.value.compare_exchange(current, new, success, failure);
                    let op = match result {
                        Ok(old) => Op::Change {
                            from: Value::from(old),
                            to: Value::from(new),
                        },
                        Err(found) => Op::Finds {
                            found: Value::from(found),
                            expected: Value::from(current),
                        },
                    };
                    (result, op)
                })
            }

            /// Like `compare_exchange`: it never fails without a reason.
            ///
            /// # Errors
            ///
            /// If the value was another one, which is returned.
            #[track_caller]
            pub fn compare_exchange_weak(
                &self,
                current: $value,
                new: $value,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$value, $value> {
                self.compare_exchange(current, new, success, failure)
            }

            /// Reads, and writes what `update` makes of it, until nobody came between.
            ///
            /// # Errors
            ///
            /// If `update` returned `None`; returns the value that it was given.
            #[track_caller]
            pub fn fetch_update<F>(
                &self,
                set_order: Ordering,
                fetch_order: Ordering,
                mut update: F,
            ) -> Result<$value, $value>
            where
                F: FnMut($value) -> Option<$value>,
            {
                let mut old = self.load(fetch_order);
                while let Some(new) = update(old) {
                    let result =
                        self.compare_exchange_weak(old, new, set_order, fetch_order);
                    match result {
                        Ok(old) => return Ok(old),
                        Err(found) => old = found,
                    }
                }
                Err(old)
            }

            /// Like `fetch_update`.
            ///
            /// # Errors
            ///
            /// If `update` returned `None`; returns the value that it was given.
            #[track_caller]
            pub fn try_update(
                &self,
                set_order: Ordering,
                fetch_order: Ordering,
                update: impl FnMut($value) -> Option<$value>,
            ) -> Result<$value, $value> {
                self.fetch_update(set_order, fetch_order, update)
            }

            /// Reads, and writes what `update` makes of it, until nobody came between.
            /// Returns the value that was there.
            #[track_caller]
            pub fn update(
                &self,
                set_order: Ordering,
                fetch_order: Ordering,
                mut update: impl FnMut($value) -> $value,
            ) -> $value {
                let update = |value| Some(update(value));
                let (Ok(old) | Err(old)) =
                    self.fetch_update(set_order, fetch_order, update);
                old
            }

            /// Writes `new` if the value is `current`. Returns the value that was there.
            #[deprecated(note = "use `compare_exchange` or `compare_exchange_weak`")]
            #[track_caller]
            pub fn compare_and_swap(
                &self,
                current: $value,
                new: $value,
                order: Ordering,
            ) -> $value {
                let (Ok(old) | Err(old)) =
                    self.compare_exchange(current, new, order, Ordering::SeqCst);
                old
            }

            /// Not modelled: what is done by a pointer is not explored.
            pub const fn as_ptr(&self) -> *mut $value
            where
                for<'a> By<'a>: SeesPointers,
            {
                self.value.as_ptr()
            }

            /// Not modelled: what others do by the pointer is not explored.
            pub const fn from_ptr<'a>(_: *mut $value) -> &'a Self
            where
                for<'b> By<'b>: SeesPointers,
            {
                panic!("nobody can call this")
            }

            /// The value, which nobody else can reach.
            pub fn get_mut(&mut self) -> &mut $value {
                self.value.get_mut()
            }

            /// Returns the value.
            pub const fn into_inner(self) -> $value {
                self.value.into_inner()
            }
        }

        impl $(<$generic>)? fmt::Debug for $atomic $(<$generic>)? {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.load_to_show(), f)
            }
        }

        impl $(<$generic>)? From<$value> for $atomic $(<$generic>)? {
            #[track_caller]
            fn from(value: $value) -> Self {
                $atomic::new(value)
            }
        }
    };
}

/// Methods that change the value by another one.
macro_rules! changing {
    ($real:ident; $($(#[$doc:meta])* $name:ident),* ; $value:ty) => {
        fn change(
            &self,
            at: &'static Location<'static>,
            change: impl FnOnce(&real::$real) -> $value,
            op: impl FnOnce(Value, Value) -> Op,
        ) -> $value {
            operate(&self.handle, at, || {
                let old = change(&self.value);
                let new = self.value.load(Ordering::SeqCst);
                (old, op(Value::from(old), Value::from(new)))
            })
        }

        $(
            $(#[$doc])*
            /// Returns the value that was there.
            #[track_caller]
            pub fn $name(&self, value: $value, order: Ordering) -> $value {
                self.change(
                    Location::caller(),
                    |atomic| atomic.$name(value, order),
                    |from, to| {
                        let name = stringify!($name);
                        Op::Apply { name, from, to }
                    },
                )
            }
        )*
    };
}

pub(super) use {atomic, changing};
