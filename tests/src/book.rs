//! The same pages as the source of a book, which mdBook makes.
//!
//! The book has the folders of the workspace, so that links between pages stay as they
//! are. A link to a file that the book does not hold becomes its name.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use shared::Section;

use crate::{WEEKS, folder, page, root, sections};

/// Pages that are written by hand, or made by something else.
const OTHER_PAGES: [&str; 2] = ["compare/RESULTS.md", "compare/CHANNELS.md"];

/// Pictures of those.
const OTHER_PICTURES: [&str; 1] = ["compare/results.svg"];

/// Writes the source of the book into this folder, and removes what was there.
///
/// # Errors
/// One line that names the file which cannot be read or written.
pub fn write(book: &Path) -> Result<(), String> {
    let source = book.join("src");
    if source.exists() {
        fs::remove_dir_all(&source).map_err(|error| at(&source, error))?;
    }
    let mut pages = page::paths();
    pages.extend(OTHER_PAGES.map(str::to_string));
    let copies = copies();
    let known: BTreeSet<PathBuf> =
        pages.iter().map(PathBuf::from).chain(copies.iter().cloned()).collect();
    for path in &pages {
        let text = read(path)?;
        keep(
            &source.join(as_index(path)),
            &linked(&text, Path::new(path), &known),
        )?;
    }
    for path in &copies {
        keep(&source.join(path), &read(&path.display().to_string())?)?;
    }
    keep(&source.join("SUMMARY.md"), &summary(&pages)?)?;
    for file in ["book.toml", "course.css"] {
        keep(&book.join(file), &read(&format!("book/{file}"))?)?;
    }
    Ok(())
}

/// What the pages show or lead to, and is no page.
fn copies() -> Vec<PathBuf> {
    let mut copies: Vec<PathBuf> = OTHER_PICTURES.map(PathBuf::from).into();
    for (_, section) in sections() {
        for (kind, ending) in [("pictures", "svg"), ("programs", "rs")] {
            let file = of(section, kind, ending);
            if root().join(&file).exists() {
                copies.push(file);
            }
        }
    }
    copies
}

fn of(section: &Section, kind: &str, ending: &str) -> PathBuf {
    let file =
        folder(section).join(kind).join(format!("{}.{ending}", section.name));
    file.strip_prefix(root()).unwrap_or(&file).to_path_buf()
}

/// mdBook calls the first page of a folder so.
fn as_index(path: &str) -> String {
    path.replace("README.md", "index.md")
}

/// The text with links that lead somewhere in the book.
fn linked(text: &str, path: &Path, known: &BTreeSet<PathBuf>) -> String {
    let mut fence = false;
    let mut linked = String::new();
    for line in text.lines() {
        fence ^= line.starts_with("```");
        if fence {
            linked.push_str(line);
        } else {
            linked.push_str(&links(&heading(line), path, known));
        }
        linked.push('\n');
    }
    linked
}

/// `## <a id="scope"></a>scope ★` as mdBook has it, so that its contents list the name.
fn heading(line: &str) -> String {
    let named = |line: &str| {
        let (hashes, rest) = line.split_once(" <a id=\"")?;
        let (id, name) = rest.split_once("\"></a>")?;
        hashes.starts_with('#').then(|| format!("{hashes} {name} {{#{id}}}"))
    };
    named(line).unwrap_or_else(|| line.to_string())
}

fn links(line: &str, path: &Path, known: &BTreeSet<PathBuf>) -> String {
    let mut parts = line.split("](");
    let mut text = parts.next().unwrap_or_default().to_string();
    for part in parts {
        let (target, rest) = part.split_once(')').unwrap_or((part, ""));
        let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
        let outside = target.contains("://") || file.is_empty();
        if outside || known.contains(&resolved(path, file)) {
            let hash = if anchor.is_empty() { "" } else { "#" };
            text.push_str(&format!("]({}{hash}{anchor}){rest}", as_index(file)));
        } else {
            // `[src/threads.rs](..)`: its name alone.
            let label = text.rfind('[').unwrap_or(0);
            let name = text.split_off(label).replacen('[', "", 1);
            let code = if name.contains('`') { "" } else { "`" };
            text.push_str(&format!("{code}{name}{code}{rest}"));
        }
    }
    text
}

/// Where a link of this page leads, from the root.
fn resolved(page: &Path, link: &str) -> PathBuf {
    let mut path = PathBuf::new();
    let folder = page.parent().unwrap_or(Path::new(""));
    for part in folder.join(link).components() {
        match part {
            Component::ParentDir => {
                path.pop();
            }
            Component::Normal(part) => path.push(part),
            _ => {}
        }
    }
    path
}

/// The table of contents: a chapter a week, below it its lessons and its exercises.
fn summary(pages: &[String]) -> Result<String, String> {
    let mut summary = "# Summary\n\n[The course](index.md)\n\n".to_string();
    for path in &pages[1..] {
        let week = WEEKS.iter().find(|week| path.starts_with(week.folder));
        let depth = match week {
            None => 0,
            Some(week) => path[week.folder.len()..].matches('/').count() - 1,
        };
        let indent = "    ".repeat(depth.min(1));
        let title = title(&read(path)?);
        summary.push_str(&format!("{indent}- [{title}]({})\n", as_index(path)));
    }
    Ok(summary)
}

/// The first heading, without what stands behind a colon.
fn title(page: &str) -> String {
    let heading = page.lines().find_map(|line| line.strip_prefix("# "));
    let heading = heading.unwrap_or("(no title)");
    let name = heading.split(": ").next().unwrap_or(heading);
    if name.starts_with("Week") { heading.to_string() } else { name.to_string() }
}

fn read(path: &str) -> Result<String, String> {
    fs::read_to_string(root().join(path))
        .map_err(|error| format!("{path}: {error}"))
}

fn keep(file: &Path, text: &str) -> Result<(), String> {
    let folder = file.parent().expect("a file in a folder");
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(file, text))
        .map_err(|error| at(file, error))
}

fn at(file: &Path, error: impl std::fmt::Display) -> String {
    format!("{}: {error}", file.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> BTreeSet<PathBuf> {
        ["week/lesson/README.md", "week/README.md", "week/lesson/a.svg"]
            .map(PathBuf::from)
            .into()
    }

    #[test]
    fn a_link_to_a_page_or_a_picture_stays_one() {
        let page = Path::new("week/lesson/README.md");
        let line = "[week](../README.md#path) ![one](a.svg) [far](https://a.b/c)";
        assert_eq!(
            links(line, page, &known()),
            "[week](../index.md#path) ![one](a.svg) [far](https://a.b/c)"
        );
    }

    #[test]
    fn a_link_to_what_the_book_does_not_hold_becomes_its_name() {
        let page = Path::new("week/lesson/README.md");
        let line = "see [src/a.rs](src/a.rs#L7), [here](#x)";
        assert_eq!(links(line, page, &known()), "see `src/a.rs`, [here](#x)");
    }

    #[test]
    fn what_looks_like_a_link_in_code_is_left_alone() {
        let text = "```rust\nlet x = a[0](b.rs);\n```\n";
        assert_eq!(linked(text, Path::new("README.md"), &known()), text);
    }

    #[test]
    fn a_heading_keeps_its_place() {
        assert_eq!(heading("## <a id=\"x\"></a>x"), "## x {#x}");
        assert_eq!(heading("## x"), "## x");
    }
}
