//! Which crate a symbol belongs to.

/// Crates that come with the compiler and have names of the version v0 too. What they keep
/// in statics belongs to the process.
const REAL: [&str; 9] = [
    "alloc",
    "compiler_builtins",
    "core",
    "panic_unwind",
    "proc_macro",
    "std",
    "std_detect",
    "test",
    "unwind",
];

/// Whether the symbol with this name is of a crate that is explored.
pub(crate) fn is_explored(symbol: &str) -> bool {
    root(symbol).is_some_and(|name| !REAL.contains(&name))
}

/// The crate in which the item of this symbol stands: the root of its path, by the
/// [grammar](https://rust-lang.github.io/rfcs/2603-rust-symbol-name-mangling-v0.html) of
/// the version v0.
fn root(symbol: &str) -> Option<&str> {
    let mut rest = symbol.strip_prefix("_R")?;
    loop {
        let tag = rest.bytes().next()?;
        rest = &rest[1..];
        match tag {
            // Something named in a path, after the letter of its kind.
            b'N' => rest = rest.get(1..)?,
            // In an impl, whose place comes first.
            b'M' | b'X' => rest = without_number(rest)?,
            // Generic: the path comes before the arguments.
            b'I' => {}
            b'C' => {
                let rest = without_number(rest)?;
                let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
                let length: usize = rest.get(..digits)?.parse().ok()?;
                let name = &rest[digits..];
                // Between digits and a name that would go on with them.
                let name = name.strip_prefix('_').unwrap_or(name);
                return name.get(..length);
            }
            _ => return None,
        }
    }
}

/// What comes after the number that tells things of one name apart, if there is one.
fn without_number(rest: &str) -> Option<&str> {
    match rest.strip_prefix('s') {
        Some(number) => Some(number.split_once('_')?.1),
        None => Some(rest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_crate_is_the_root_of_a_path() {
        for (symbol, name) in [
            ("_RNvCsgtwP9SbdbcB_4bank5COUNT", Some("bank")),
            ("_RNvNtNtCsgtwP9SbdbcB_4bank5tests5inner4SEEN.0", Some("bank")),
            ("_RNvNvMs_NtCs1_4bank3oneNtB4_3One3new7COUNTER", Some("bank")),
            (
                "_RNvNvXCs1_4bankNtB2_3OneNtNtCs2_4core3fmt7Display3fmt4SEEN",
                Some("bank"),
            ),
            ("_RNvNtNtCsjrHSEGnQ3l9_3std6thread11main_thread4MAIN.0", Some("std")),
            ("_RNvYNtCs1_4bank3OneB2_4SEEN", None),
            ("_ZN4bank5COUNT17h0123456789abcdefE", None),
            ("COUNT", None),
        ] {
            assert_eq!(root(symbol), name, "{symbol}");
        }
        assert!(is_explored("_RNvCsgtwP9SbdbcB_4bank5COUNT"));
        assert!(!is_explored("_RNvNtCsjrHSEGnQ3l9_3std5alloc4HOOK"));
    }
}
