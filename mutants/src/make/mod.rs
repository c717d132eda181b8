//! Makes mutants of the text of an answer.

mod expressions;
mod guards;
mod methods;
mod plain;
mod selects;
mod statements;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Block, Expr, ImplItemFn, ItemFn, ItemImpl, Macro, Pat, Type};

use guards::Guard;

/// An answer with one small mistake.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// Where it is and what it is: `put: notify_all to notify_one`. No other mutant of the
    /// answer has it, and it does not change with other lines.
    pub name: String,
    /// The line of the mistake, from 1.
    pub line: usize,
    /// The whole answer.
    pub text: String,
}

/// The mutants of an answer, in the order of its lines. Nothing is changed in its `main`,
/// which nobody calls. If it is async, another task goes on only at an `await`.
///
/// # Errors
///
/// If the text is not Rust.
pub fn mutants(text: &str, is_async: bool) -> syn::Result<Vec<Mutant>> {
    let file = syn::parse_file(text)?;
    let mut maker = Maker {
        text,
        is_async,
        owner: None,
        function: String::new(),
        guards: Vec::new(),
        made: Vec::new(),
        texts: HashSet::from([text.to_string()]),
        names: HashMap::new(),
    };
    maker.visit_file(&file);
    maker.made.sort_by_key(|mutant| mutant.line);
    Ok(maker.made)
}

/// One change: what stands there is replaced.
type Edit = (Range<usize>, String);

struct Maker<'a> {
    text: &'a str,
    is_async: bool,
    /// The type whose functions are visited.
    owner: Option<String>,
    function: String,
    /// The guards that are held where it is.
    guards: Vec<Guard>,
    made: Vec<Mutant>,
    /// The texts that there are.
    texts: HashSet<String>,
    /// How often a name was given.
    names: HashMap<String, usize>,
}

/// The most letters of an answer in the name of a mutant.
const QUOTED: usize = 44;

impl Maker<'_> {
    /// Makes one mutant. One that has the text of another is not made.
    fn make(&mut self, what: &str, mut edits: Vec<Edit>) {
        edits.sort_by_key(|(at, _)| at.start);
        let mut text = self.text.to_string();
        for (at, new) in edits.iter().rev() {
            text.replace_range(at.clone(), new);
        }
        if !self.texts.insert(text.clone()) {
            return;
        }
        let begin = edits.first().map_or(0, |(at, _)| at.start);
        let line = self.text[..begin].matches('\n').count() + 1;
        let mut name = format!("{}: {what}", self.place());
        let times = self.names.entry(name.clone()).or_default();
        *times += 1;
        if *times > 1 {
            name += &format!(" ({times})");
        }
        self.made.push(Mutant { name, line, text });
    }

    fn place(&self) -> String {
        match &self.owner {
            Some(owner) => format!("{owner}::{}", self.function),
            None => self.function.clone(),
        }
    }

    fn replace(&mut self, what: &str, node: &impl Spanned, new: &str) {
        self.make(what, vec![(range(node), new.to_string())]);
    }

    /// What stands there.
    fn source(&self, node: &impl Spanned) -> &str {
        &self.text[range(node)]
    }

    /// The same on one line, and no longer than a name may be.
    fn quote(&self, node: &impl Spanned) -> String {
        let words: Vec<&str> = self.source(node).split_whitespace().collect();
        let line = words.join(" ");
        match line.char_indices().nth(QUOTED) {
            Some((end, _)) => format!("`{}..`", &line[..end]),
            None => format!("`{line}`"),
        }
    }

    /// Visits a function unless it is the program's own.
    fn function(&mut self, name: &str, block: &Block) {
        if name == "main" && self.owner.is_none() {
            return;
        }
        let before = std::mem::replace(&mut self.function, name.to_string());
        let guards = std::mem::take(&mut self.guards);
        let source = self.source(block);
        let is_nothing = block.stmts.is_empty() || source.contains("default()");
        if !is_nothing {
            self.replace("does nothing", block, "{ Default::default() }");
        }
        self.visit_block(block);
        self.guards = guards;
        self.function = before;
    }
}

/// Where in the text it stands.
fn range(node: &impl Spanned) -> Range<usize> {
    node.span().byte_range()
}

impl<'ast> Visit<'ast> for Maker<'_> {
    fn visit_item_fn(&mut self, item: &'ast ItemFn) {
        self.function(&item.sig.ident.to_string(), &item.block);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast ImplItemFn) {
        self.function(&item.sig.ident.to_string(), &item.block);
    }

    fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
        let name = match &*item.self_ty {
            Type::Path(path) => path.path.segments.last(),
            _ => None,
        };
        let name = name.map(|segment| segment.ident.to_string());
        let before = std::mem::replace(&mut self.owner, name);
        visit::visit_item_impl(self, item);
        self.owner = before;
    }

    fn visit_block(&mut self, block: &'ast Block) {
        self.statements(block);
    }

    fn visit_expr(&mut self, expr: &'ast Expr) {
        self.expression(expr);
        match expr {
            // What it does, it does at another time.
            Expr::Closure(_) | Expr::Async(_) => {
                let guards = std::mem::take(&mut self.guards);
                visit::visit_expr(self, expr);
                self.guards = guards;
            }
            _ => visit::visit_expr(self, expr),
        }
    }

    fn visit_pat(&mut self, pat: &'ast Pat) {
        self.pattern(pat);
        visit::visit_pat(self, pat);
    }

    fn visit_macro(&mut self, mac: &'ast Macro) {
        self.expanded(mac);
    }
}
