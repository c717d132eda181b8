//! Puts the statics of explored crates back as they were before a schedule, keeps for a
//! while what they free, and tells them the date.
//!
//! What one schedule has left in a static, the next one would find, and its verdict would be
//! chance. So the bytes of all statics that an explored crate has are kept before the first
//! schedule, and written back before each.
//!
//! Which these are is read from the symbols of the program that runs: a symbol names the
//! crate in which its item stands. Of a file that is explored this crate is known. The
//! crates of a package are compiled with symbol names of the version v0, and what explores
//! them is not. (So is std with what it is made of. Of that `memchr` is put back too: it
//! finds out again what the processor can do.) A static with a name of its own
//! (`#[no_mangle]`, `#[export_name]`) or a section of its own (`#[link_section]`) is not found,
//! and neither is one of a crate that was compiled otherwise. In a program without symbols none
//! is found, and neither is any elsewhere than on Linux.
//!
//! # Soundness
//!
//! [`Statics::restore`] writes to memory behind the back of the compiler. It has to be
//! called where nothing of an explored crate runs or will go on to run: before the first
//! task of a schedule begins, when those of the schedule before have ended or were given up.
//! Then nobody borrows what is written, and nobody has kept in a register what was there.
//! The bytes are those that the program itself has put there, before it had run. What a
//! static owned in between is leaked, as all is that a static owns.

mod crates;
mod date;
mod freed;

pub use date::{Calendar, set_calendar};
pub use freed::{Keeper, LARGEST, MOST, keep_freed};

/// Whose statics are put back.
#[derive(Clone, Copy, Debug)]
pub enum Whose<'a> {
    /// Those of all crates that have symbol names of the version v0, but for those that
    /// come with the compiler.
    AllExplored,
    /// Those of the crate with this name, which is part of no other name.
    Crate(&'a str),
}

/// The statics of explored crates, as they were.
#[derive(Debug)]
pub struct Statics(Vec<Static>);

/// Where a static is, and what its bytes were.
#[derive(Debug)]
struct Static {
    address: usize,
    bytes: Vec<u8>,
}

/// By its place the others are found, wherever the program was loaded.
#[cfg(target_os = "linux")]
const ANCHOR: &str = "explore_anchor_of_statics";

// SAFETY: the name is that of nothing else.
#[expect(unsafe_code)]
#[cfg(target_os = "linux")]
#[unsafe(export_name = "explore_anchor_of_statics")]
static PLACE: u8 = 1;

impl Statics {
    /// Those of the program that runs, as they are now; `None` where it is not known which
    /// there are.
    #[cfg(target_os = "linux")]
    pub fn now(whose: Whose<'_>) -> Option<Statics> {
        use object::read::elf::ElfFile64;
        use object::{Object as _, ObjectSection as _, ObjectSymbol as _};

        let program = std::fs::read("/proc/self/exe").ok()?;
        let file: ElfFile64<'_> = ElfFile64::parse(&*program).ok()?;
        let anchor = file.symbols().find(|one| one.name() == Ok(ANCHOR))?;
        let anchor = usize::try_from(anchor.address()).ok()?;
        let moved = (&raw const PLACE).addr().wrapping_sub(anchor);
        let is_written = |symbol: &object::read::elf::ElfSymbol64<'_, '_>| {
            let section = symbol.section_index()?;
            let section = file.section_by_index(section).ok()?;
            let is_known = matches!(section.name(), Ok(".data" | ".bss"));
            (is_known && symbol.kind() == object::SymbolKind::Data).then_some(())
        };
        let mut all = Vec::new();
        for symbol in file.symbols() {
            if symbol.size() == 0
                || is_written(&symbol).is_none()
                || !symbol.name().is_ok_and(|name| whose.has(name))
            {
                continue;
            }
            let address = usize::try_from(symbol.address()).ok()?;
            let address = address.wrapping_add(moved);
            let size = usize::try_from(symbol.size()).ok()?;
            let bytes = std::ptr::with_exposed_provenance::<u8>(address);
            // SAFETY: the symbol says that an object of this program lies there with so
            // many bytes, in a section that is loaded and never unloaded. No explored code
            // runs that could write to it.
            #[expect(unsafe_code)]
            let bytes = unsafe { std::slice::from_raw_parts(bytes, size) }.to_vec();
            all.push(Static { address, bytes });
        }
        Some(Statics(all))
    }

    /// Those of the program that runs, as they are now; `None` where it is not known which
    /// there are.
    #[cfg(not(target_os = "linux"))]
    pub fn now(_: Whose<'_>) -> Option<Statics> {
        None
    }

    /// Writes the bytes back where they have changed: see the page of this crate for when.
    pub fn restore(&self) {
        for Static { address, bytes } in &self.0 {
            let place = std::ptr::with_exposed_provenance_mut::<u8>(*address);
            // SAFETY: as when they were read, and no explored code runs that could read or
            // write here. Only what has changed is written: the rest may be read-only.
            #[expect(unsafe_code)]
            unsafe {
                let now = std::slice::from_raw_parts(place, bytes.len());
                if now != bytes {
                    place.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len());
                }
            }
        }
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::sync::atomic::{AtomicU8, Ordering::SeqCst};

    use super::*;

    #[test]
    fn a_static_of_what_explores_stays_as_it_is() {
        static SEEN: AtomicU8 = AtomicU8::new(1);
        for whose in [Whose::AllExplored, Whose::Crate("run_other_answer")] {
            SEEN.store(1, SeqCst);
            let all = Statics::now(whose).expect("the program has symbols");
            SEEN.store(2, SeqCst);
            all.restore();
            assert_eq!(SEEN.load(SeqCst), 2);
        }
    }
}
