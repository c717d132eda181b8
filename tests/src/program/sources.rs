//! The files of a lesson, split into their items and their imports.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::tokens::{Code, Kind};

/// One file of a lesson.
pub struct Module {
    /// `["order_desk", "payment"]`; of `lib.rs` nothing.
    pub path: Vec<String>,
    /// Its text.
    pub code: Code,
    /// Everything in it but imports and modules.
    pub items: Vec<Item>,
    /// What it imports, a name each.
    pub leaves: Vec<Leaf>,
    /// Its `use` lines, whose leaves are those above.
    pub uses: Vec<Range<usize>>,
}

/// A function, a type, an `impl` or the like.
pub struct Item {
    /// By what it is called. An `impl` goes by its type.
    pub name: String,
    /// Its bytes, with its comments and attributes.
    pub bytes: Range<usize>,
    /// Its tokens, from the first attribute on.
    pub tokens: Range<usize>,
}

/// One name that a `use` brings in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// The path that is imported; `*` may be its last part.
    pub path: Vec<String>,
    /// How it is called here.
    pub name: String,
}

/// Every file of the library that `lib` is the root of, given as an absolute path, with
/// the binaries left out.
///
/// # Errors
/// One line that names the file.
pub fn modules(lib: &Path) -> Result<Vec<Module>, String> {
    let source = lib.parent().expect("LESSON/src/lib.rs");
    let mut files = Vec::new();
    find(source, &mut files).map_err(|e| format!("{}: {e}", source.display()))?;
    files.sort();
    let in_library =
        |file: &&PathBuf| !file.starts_with(source.join("bin")) && !is_main(file);
    files
        .iter()
        .filter(in_library)
        .map(|file| {
            let path = file.strip_prefix(source).unwrap_or(file).with_extension("");
            let path = path.iter().map(|part| part.to_string_lossy().to_string());
            let path: Vec<String> = path.filter(|part| part != "lib").collect();
            module(file, path).map_err(|e| format!("{}: {e}", file.display()))
        })
        .collect()
}

fn is_main(file: &Path) -> bool {
    file.file_name().is_some_and(|name| name == "main.rs")
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            find(&path, files)?;
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    Ok(())
}

/// Splits one file.
///
/// # Errors
/// If it cannot be read or is no Rust.
pub fn module(file: &Path, path: Vec<String>) -> Result<Module, String> {
    let text = fs::read_to_string(file).map_err(|error| error.to_string())?;
    let code = Code::new(text)?;
    let mut module = Module {
        path,
        code,
        items: Vec::new(),
        leaves: Vec::new(),
        uses: Vec::new(),
    };
    let mut start = 0;
    while start < module.code.tokens.len() {
        let (item, end) = item(&module.code, start);
        let first = keyword(&module.code, start);
        match module.code.at(first) {
            "use" => {
                module.leaves.extend(leaves(&module.code, first + 1));
                module.uses.push(first..end);
            }
            "mod" => {}
            _ => module.items.push(item),
        }
        start = end;
    }
    Ok(module)
}

/// The item that begins with this token, and the token after its last.
fn item(code: &Code, start: usize) -> (Item, usize) {
    let keyword = keyword(code, start);
    let by_semicolon =
        matches!(code.at(keyword), "use" | "const" | "static" | "type");
    let mut end = keyword;
    while end < code.tokens.len() {
        let token = &code.tokens[end];
        if token.kind == Kind::Open {
            end = token.mate;
            if token.text == "{" && !by_semicolon {
                break;
            }
        } else if token.text == ";" {
            break;
        }
        end += 1;
    }
    let end = (end + 1).min(code.tokens.len());
    let from = start.checked_sub(1).map_or(0, |last| code.tokens[last].range.end);
    let from = from + skipped(&code.text[from..code.tokens[start].range.start]);
    let bytes = from..code.tokens[end - 1].range.end;
    (Item { name: name(code, keyword, end), bytes, tokens: start..end }, end)
}

/// What stands before an item and is not its own: the rest of the line before, blank
/// lines, the comment of the file.
fn skipped(gap: &str) -> usize {
    let mut skipped = 0;
    for (number, line) in gap.split_inclusive('\n').enumerate() {
        let own = line.trim_start().starts_with("//")
            && !line.starts_with("//!")
            && number > 0;
        if own {
            return skipped;
        }
        skipped += line.len();
    }
    gap.len()
}

/// The first token after attributes and visibility.
fn keyword(code: &Code, start: usize) -> usize {
    let mut at = start;
    loop {
        match code.at(at) {
            "#" => at = code.tokens[at + 1].mate + 1,
            "pub" if code.at(at + 1) == "(" => at = code.tokens[at + 1].mate + 1,
            "pub" | "async" | "unsafe" => at += 1,
            // `const fn`, but not `const NAME`.
            "const" if code.at(at + 1) == "fn" => at += 1,
            _ => return at,
        }
    }
}

fn name(code: &Code, keyword: usize, end: usize) -> String {
    match code.at(keyword) {
        "impl" => {
            let head = (keyword + 1..end)
                .take_while(|&at| !matches!(code.at(at), "{" | "where"));
            let head: Vec<usize> = head.collect();
            let of = head
                .iter()
                .rposition(|&at| code.at(at) == "for" && code.at(at + 1) != "<");
            // `impl<T> Shared<T>`: the parameters come first.
            let from = of.map_or_else(|| parameters(code, &head), |of| of + 1);
            let first = head[from..].iter().find(|&&at| {
                code.tokens[at].kind == Kind::Word && code.is_name(at)
            });
            first.map_or(String::new(), |&at| code.at(at).to_string())
        }
        "macro_rules" => code.at(keyword + 2).to_string(),
        "static" if code.at(keyword + 1) == "mut" => {
            code.at(keyword + 2).to_string()
        }
        "fn" | "struct" | "enum" | "trait" | "type" | "const" | "static" => {
            code.at(keyword + 1).to_string()
        }
        _ => String::new(),
    }
}

/// How many of these tokens are the parameters of an `impl`.
fn parameters(code: &Code, head: &[usize]) -> usize {
    let mut angles = 0_usize;
    for (place, &at) in head.iter().enumerate() {
        match code.at(at) {
            "<" => angles += 1,
            ">" if code.before(at, 1) != "-" => angles -= 1,
            _ => {}
        }
        if angles == 0 {
            return if place == 0 { 0 } else { place + 1 };
        }
    }
    0
}

/// The leaves of the import whose tree begins with this token.
fn leaves(code: &Code, start: usize) -> Vec<Leaf> {
    let end = (start..code.tokens.len()).find(|&at| code.at(at) == ";");
    tree(code, start..end.unwrap_or(code.tokens.len()), &[])
}

fn tree(code: &Code, tokens: Range<usize>, above: &[String]) -> Vec<Leaf> {
    let mut path = above.to_vec();
    let mut at = tokens.start;
    while at < tokens.end {
        match code.at(at) {
            ":" => {}
            "{" => {
                let parts = code.parts(at).into_iter();
                return parts.flat_map(|part| tree(code, part, &path)).collect();
            }
            "as" => {
                let name = code.at(at + 1).to_string();
                return vec![Leaf { path, name }];
            }
            "self" if !path.is_empty() => {}
            part => path.push(part.to_string()),
        }
        at += 1;
    }
    let name = path.last().cloned().unwrap_or_default();
    vec![Leaf { path, name }]
}
