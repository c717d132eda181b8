//! Which crate a symbol belongs to.

use crate::Whose;

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

impl Whose<'_> {
    /// Whether the item with this symbol is theirs.
    pub(crate) fn has(self, symbol: &str) -> bool {
        match (self, root(symbol)) {
            (Whose::AllExplored, root) => {
                root.is_some_and(|name| !REAL.contains(&name))
            }
            (Whose::Crate(name), Some(root)) => name == root,
            // A name before the version v0 begins with the crate, but for an item in an
            // impl: there the type or the trait is of that crate, and is named with it.
            (Whose::Crate(name), None) => {
                symbol.starts_with("_ZN") && symbol.contains(name)
            }
        }
    }
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
    }

    #[test]
    fn all_that_are_explored_are_those_of_the_version_v0() {
        let explored = |symbol| Whose::AllExplored.has(symbol);
        assert!(explored("_RNvCsgtwP9SbdbcB_4bank5COUNT"));
        assert!(!explored("_RNvNtCsjrHSEGnQ3l9_3std5alloc4HOOK"));
        assert!(!explored("_ZN4bank5COUNT17h0123456789abcdefE"));
    }

    /// In both versions of names, as the compiler has written them.
    #[test]
    fn the_items_of_one_crate_are_told_by_its_name() {
        let own = |symbol| Whose::Crate("run_a_0123_answer").has(symbol);
        for symbol in [
            "_ZN17run_a_0123_answer1C17h0cf4cf3a6bc28a9aE",
            "_ZN17run_a_0123_answer1Q27_$u7b$$u7b$nested$u7d$$u7d$17h76a8d7935a18780eE",
            "_ZN43_$LT$u8$u20$as$u20$run_a_0123_answer..T$GT$1m2MM17h51bc2cde6eef3b38E",
            "_ZN61_$LT$run_a_0123_answer..One$u20$as$u20$core..fmt..Display$GT$3fmt4SEEN\
             17h99e91a80ea864015E",
            "_RNnNvCsdw1vz235o01_17run_a_0123_answer1Q0",
            "_RNvNCNvCsdw1vz235o01_17run_a_0123_answer1L02IN",
            "_RNvNvXs_Csdw1vz235o01_17run_a_0123_answerhNtB6_1T1m2MM",
        ] {
            assert!(own(symbol), "{symbol}");
        }
        for symbol in [
            "_ZN10run_a_01231C17h0cf4cf3a6bc28a9aE",
            "_ZN7verdict5entry5BEGUN17h0cf4cf3a6bc28a9aE",
            "_RNvCsdw1vz235o01_7verdict5BEGUN",
            "_RNvNtCsjrHSEGnQ3l9_3std5alloc4HOOK",
            "run_a_0123_answer",
        ] {
            assert!(!own(symbol), "{symbol}");
        }
    }
}
