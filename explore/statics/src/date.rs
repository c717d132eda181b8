//! The date that the program is told, in the place of the machine's.
//!
//! std gives out the times of files as its own `SystemTime`, so a program that compares them
//! with the date has to be told that as std's too. This stands between std and
//! `clock_gettime` of the GNU C library, as far as it asks for the date, and `statx`, which
//! tells the times of files. Elsewhere than on Linux nothing is changed.

use std::time::Duration;

/// Who tells the date. Both functions may be called on any thread.
#[derive(Clone, Copy, Debug)]
pub struct Calendar {
    /// The date, counted from 1970; that of the machine if there is none.
    pub date: fn() -> Option<Duration>,
    /// The program is told this date, which is over, as the time of a file.
    pub sees: fn(Duration),
}

/// From here on this tells the date of the process. The first one stays.
pub fn set_calendar(calendar: Calendar) {
    told::begin(calendar);
}

#[cfg(all(
    target_os = "linux",
    target_env = "gnu",
    not(target_feature = "crt-static")
))]
mod told {
    use std::ffi::{c_char, c_int, c_uint};
    use std::hint::black_box;
    use std::sync::OnceLock;
    use std::time::Duration;

    use libc::{CLOCK_REALTIME, clockid_t, statx, statx_timestamp, timespec};

    use super::Calendar;

    static CALENDAR: OnceLock<Calendar> = OnceLock::new();

    type OfClock = unsafe extern "C" fn(clockid_t, *mut timespec) -> c_int;
    type OfFile = unsafe extern "C" fn(
        c_int,
        *const c_char,
        c_int,
        c_uint,
        *mut statx,
    ) -> c_int;

    pub(super) fn begin(calendar: Calendar) {
        // The linker takes them only from where they are named.
        black_box((clock_gettime as OfClock, explored_statx as OfFile));
        CALENDAR.get_or_init(|| calendar);
    }

    /// Tells the time of a clock.
    ///
    /// # Safety
    ///
    /// As that of the C library: there is room at the pointer.
    // SAFETY: it does what the function of this name has to do.
    #[expect(unsafe_code)]
    #[unsafe(no_mangle)]
    unsafe extern "C" fn clock_gettime(
        clock: clockid_t,
        at: *mut timespec,
    ) -> c_int {
        let calendar = CALENDAR.get().filter(|_| clock == CLOCK_REALTIME);
        let date = calendar.and_then(|calendar| (calendar.date)());
        match date {
            Some(date) => {
                let (tv_sec, tv_nsec) =
                    (date.as_secs().cast_signed(), date.subsec_nanos().into());
                // SAFETY: the caller says that there is room.
                unsafe { at.write(timespec { tv_sec, tv_nsec }) };
                0
            }
            None => {
                let call = libc::SYS_clock_gettime;
                // SAFETY: it is this call of the system.
                real(unsafe { libc::syscall(call, clock, at) })
            }
        }
    }

    /// Tells about a file.
    ///
    /// # Safety
    ///
    /// As that of the C library: the path ends with a zero, and there is room at the last
    /// pointer.
    // SAFETY: it does what the function of this name has to do.
    #[expect(unsafe_code)]
    #[unsafe(export_name = "statx")]
    unsafe extern "C" fn explored_statx(
        folder: c_int,
        path: *const c_char,
        flags: c_int,
        mask: c_uint,
        at: *mut statx,
    ) -> c_int {
        // SAFETY: it is this call of the system.
        let code = real(unsafe {
            libc::syscall(libc::SYS_statx, folder, path, flags, mask, at)
        });
        if let (0, Some(calendar)) = (code, CALENDAR.get()) {
            // SAFETY: it was written just now.
            let told = unsafe { &*at };
            let over = now();
            let times = [told.stx_mtime, told.stx_atime, told.stx_ctime];
            let seen = times.iter().filter_map(since_1970);
            seen.filter(|time| *time <= over).for_each(calendar.sees);
        }
        code
    }

    /// The date of the machine.
    fn now() -> Duration {
        let mut now = timespec { tv_sec: 0, tv_nsec: 0 };
        let at = &raw mut now;
        // SAFETY: there is room.
        #[expect(unsafe_code)]
        unsafe {
            libc::syscall(libc::SYS_clock_gettime, CLOCK_REALTIME, at)
        };
        let seconds = now.tv_sec.try_into().unwrap_or_default();
        Duration::new(seconds, now.tv_nsec.try_into().unwrap_or_default())
    }

    fn since_1970(time: &statx_timestamp) -> Option<Duration> {
        Some(Duration::new(time.tv_sec.try_into().ok()?, time.tv_nsec))
    }

    fn real(code: std::ffi::c_long) -> c_int {
        c_int::try_from(code).unwrap_or(-1)
    }
}

#[cfg(not(all(
    target_os = "linux",
    target_env = "gnu",
    not(target_feature = "crt-static")
)))]
mod told {
    pub(super) fn begin(_: super::Calendar) {}
}
