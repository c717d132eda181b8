//! The tables on the page of the tool.

use std::path::PathBuf;

use workshop::root;

use crate::bugs::BUGS;
use crate::crates::CRATES;
use crate::package::{read, write};
use crate::row::{Row, head};

const OF_CRATES: &str = "\
| crate | tests | clean | cut off | fail | refused | left out |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |";

const OF_BUGS: &str = "\
| crate | what is wrong | test | what the tool says | clean with | reported |
| --- | --- | --- | --- | --- | --- |";

fn page() -> PathBuf {
    root().join("explore/cargo-explore/README.md")
}

/// Writes the tables, with these rows in the place of older ones.
///
/// # Errors
///
/// If the page has no place for them, or cannot be written.
pub(crate) fn update(rows: &[Row]) -> Result<(), String> {
    let text = read(&page())?;
    write(&page(), &with(&text, rows)?)
}

/// Compares these rows with those on the page.
///
/// # Errors
///
/// How they differ, if they do.
pub(crate) fn check(rows: &[Row]) -> Result<(), String> {
    let before = read(&page())?;
    let now = with(&before, rows)?;
    match before == now {
        true => Ok(()),
        false => Err(format!(
            "the page says something else:\n{}",
            diffy::create_patch(&before, &now)
        )),
    }
}

/// The page with these rows, in the order of the lists; a row that is not among them stays
/// as it was.
fn with(page: &str, rows: &[Row]) -> Result<String, String> {
    let crates = CRATES.iter().map(|one| (one.name, head(one.name, one.version)));
    let bugs = BUGS.iter().map(|bug| (bug.of, head(bug.of, bug.old)));
    let page = updated(page, "published crates", OF_CRATES, crates, rows)?;
    updated(&page, "published bugs", OF_BUGS, bugs, rows)
}

/// The page with a new table between the two comments, and what is known below it.
fn updated(
    page: &str,
    place: &str,
    top: &str,
    heads: impl Iterator<Item = (&'static str, String)>,
    rows: &[Row],
) -> Result<String, String> {
    let old = between(page, place)?;
    let mut table = format!("{top}\n");
    let mut known = String::new();
    for (name, head) in heads {
        match rows.iter().find(|row| row.head == head) {
            Some(row) => {
                table += &format!("{}\n", row.line);
                row.known.iter().for_each(|one| known += &item(one));
            }
            None => {
                let is_its = |line: &&str| line.starts_with(&head);
                old.lines().filter(is_its).for_each(|line| {
                    table += &format!("{line}\n");
                });
                known += &items(old, name);
            }
        }
    }
    let known = if known.is_empty() { known } else { format!("\n{known}") };
    let begin = begin(place);
    let new = format!("{begin}\n{table}{known}\n");
    Ok(page.replacen(&format!("{begin}{old}"), &new, 1))
}

/// An item of a list, in lines.
fn item(text: &str) -> String {
    let options =
        textwrap::Options::new(91).initial_indent("- ").subsequent_indent("  ");
    textwrap::fill(text, options) + "\n"
}

/// The items of a list that are about this crate.
fn items(text: &str, name: &str) -> String {
    let begins = format!("- {name}, ");
    let mut is_its = false;
    let mut all = String::new();
    for line in text.lines() {
        is_its = line.starts_with(&begins) || (is_its && line.starts_with("  "));
        if is_its {
            all += &format!("{line}\n");
        }
    }
    all
}

/// What stands between the comment of this name and the next one.
fn between<'a>(page: &'a str, name: &str) -> Result<&'a str, String> {
    let rest = page.split_once(&begin(name)).map(|(_, rest)| rest);
    let text = rest.and_then(|rest| Some(rest.split_once("<!-- end -->")?.0));
    text.ok_or_else(|| format!("the page has no {}", begin(name).trim()))
}

fn begin(name: &str) -> String {
    format!("<!-- {name} -->\n")
}

#[cfg(test)]
mod tests {
    use super::{OF_CRATES, page, updated};
    use crate::bugs::BUGS;
    use crate::crates::CRATES;
    use crate::package::{own, read};
    use crate::row::{Row, head};

    #[test]
    fn a_row_takes_the_place_of_an_older_one_and_others_stay() {
        let row = |name: &str, cells: &str, known: &str| Row {
            head: head(name, "1.0.0"),
            line: format!("| {name} 1.0.0 |{cells}"),
            known: vec![format!("{name}, {known}")],
        };
        let page = "a\n<!-- x -->\n<!-- end -->\nb\n";
        let update = |page: &str, rows: &[Row]| {
            let heads = ["one", "other"].map(|name| (name, head(name, "1.0.0")));
            updated(page, "x", OF_CRATES, heads.into_iter(), rows).expect("a place")
        };
        let long = "word ".repeat(30);
        let both =
            update(page, &[row("other", " 2 |", "so"), row("one", " 1 |", &long)]);
        let rows = "| one 1.0.0 | 1 |\n| other 1.0.0 | 2 |\n\n- one, word";
        assert!(both.contains(rows), "{both}");
        assert_eq!(update(&both, &[]), both);
        let new = update(&both, &[row("other", " 3 |", "not so")]);
        let old =
            both.replace("| 2 |", "| 3 |").replace("other, so", "other, not so");
        assert_eq!(new, old);
        assert!(updated(page, "y", OF_CRATES, [].into_iter(), &[]).is_err());
    }

    #[test]
    fn each_crate_and_each_bug_has_a_row_and_each_bug_a_test() {
        let page = read(&page()).expect("a page");
        for one in CRATES {
            assert!(page.contains(&head(one.name, one.version)), "{one:?}");
        }
        for bug in BUGS {
            let test = own("bugs").join(format!("{}.rs", bug.name));
            assert!(test.exists(), "{}", test.display());
            assert!(page.contains(&head(bug.of, bug.old)), "{bug:?}");
        }
    }
}
