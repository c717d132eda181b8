//! Whether this program is older than its sources.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// A source that was changed, or is gone, since this program was built. Cargo has written
/// beside it what it was built of; without that nothing is known.
pub(crate) fn changed() -> Option<PathBuf> {
    let program = env::current_exe().ok()?;
    let built = fs::metadata(&program).ok()?.modified().ok()?;
    let list = fs::read_to_string(program.with_extension("d")).ok()?;
    sources(&list).into_iter().find(|source| {
        let changed = fs::metadata(source).and_then(|source| source.modified());
        changed.is_ok_and(|changed| changed > built) || !source.exists()
    })
}

/// What stands behind the colon; a space in a path has a backslash before it.
fn sources(list: &str) -> Vec<PathBuf> {
    let Some((_, list)) = list.lines().next().unwrap_or("").split_once(": ") else {
        return Vec::new();
    };
    let list = list.replace("\\ ", "\0");
    list.split(' ').map(|one| PathBuf::from(one.replace('\0', " "))).collect()
}

/// What is said of it.
pub(crate) fn told(source: &Path, week: &str) -> String {
    format!(
        "this program is older than {}; cargo {week} builds it anew",
        source.display()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_cargo_is_read() {
        let list = "/t/debug/week: /c/a.rs /my\\ c/b.rs\n\n/c/a.rs:\n";
        let expected = ["/c/a.rs", "/my c/b.rs"].map(PathBuf::from);
        assert_eq!(sources(list), expected);
    }
}
