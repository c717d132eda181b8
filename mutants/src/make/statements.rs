//! Mistakes with whole statements: left out, in another order, elsewhere.

use std::ops::Range;

use syn::visit::Visit;
use syn::{Block, Expr, Local, Pat, Stmt};

use super::{Maker, range};

/// What others hear of.
const TELLS: &[&str] =
    &["notify", "unpark", ".send(", "wake", ".cancel(", "drop(", ".store("];

impl Maker<'_> {
    /// Those of a block, and then those of what is in it.
    pub(super) fn statements(&mut self, block: &Block) {
        let held = self.guards.len();
        let ranges: Vec<Range<usize>> = block.stmts.iter().map(range).collect();
        for (place, stmt) in block.stmts.iter().enumerate() {
            self.left_out(&block.stmts, place);
            if let Some(next) = block.stmts.get(place + 1) {
                let is_held = !self.guards.is_empty();
                self.swapped(stmt, next, is_held);
            }
            self.moved(&block.stmts, &ranges, place);
            self.without_braces(stmt);
            self.kept(stmt);
            self.let_go(&block.stmts, place);
            self.visit_stmt(stmt);
            self.takes(stmt);
        }
        self.guards.truncate(held);
    }

    fn left_out(&mut self, stmts: &[Stmt], place: usize) {
        let stmt = &stmts[place];
        let mut rest = stmts[place + 1..].iter();
        // It would be dropped here all the same.
        if self.dropped(stmt).is_some()
            && rest.all(|stmt| self.is_plain(stmt) || self.wakes(stmt))
        {
            return;
        }
        let can_be = match stmt {
            Stmt::Local(local) => self.is_for_its_end(local),
            // The value of a block, unless it is nothing.
            Stmt::Expr(expr, None) => matches!(
                expr,
                Expr::Break(_)
                    | Expr::Continue(_)
                    | Expr::Return(_)
                    | Expr::Call(_)
                    | Expr::MethodCall(_)
                    | Expr::ForLoop(_)
                    | Expr::While(_)
                    | Expr::Loop(_)
            ),
            Stmt::Expr(..) => true,
            Stmt::Macro(one) => !is_shown(&one.mac.path),
            Stmt::Item(_) => false,
        };
        if can_be {
            let what = format!("without {}", self.quote(stmt));
            self.replace(&what, stmt, "");
        }
    }

    /// Whether it is bound for what happens when it is dropped.
    fn is_for_its_end(&self, local: &Local) -> bool {
        self.source(&local.pat).starts_with('_')
    }

    fn swapped(&mut self, first: &Stmt, second: &Stmt, is_held: bool) {
        let is_value = matches!(second, Stmt::Expr(_, None)) && !is_turns(second);
        if is_value || self.is_plain(first) || self.is_plain(second) {
            return;
        }
        let wake = [first, second].map(|stmt| self.wakes(stmt));
        let ends_or_is_held = |stmt| self.dropped(stmt).is_some() || is_held;
        if wake == [true; 2]
            || (wake[0] && ends_or_is_held(second))
            || (wake[1] && ends_or_is_held(first))
        {
            return;
        }
        let (one, other) = (range(first), range(second));
        let what = format!("{} after {}", self.quote(first), self.quote(second));
        let edits = vec![
            (one.clone(), self.text[other.clone()].to_string()),
            (other, self.text[one].to_string()),
        ];
        self.make(&what, edits);
    }

    /// What others hear of comes first, or last.
    fn moved(&mut self, stmts: &[Stmt], ranges: &[Range<usize>], place: usize) {
        let source = self.source(&stmts[place]).to_string();
        let tells = matches!(stmts[place], Stmt::Expr(_, Some(_)))
            && TELLS.iter().any(|tells| source.contains(tells));
        if !tells {
            return;
        }
        let quoted = self.quote(&stmts[place]);
        let gone = (ranges[place].clone(), String::new());
        let waits = self.wakes(&stmts[place]) && self.is_held(stmts);
        if place > 0 && !waits {
            let first = ranges[0].start;
            let edit = (first..first, format!("{source} "));
            self.make(&format!("{quoted} first"), vec![edit, gone.clone()]);
        }
        let last = stmts.len() - 1;
        // Before the value, if there is one.
        let (behind, end) = match &stmts[last] {
            Stmt::Expr(_, None) => (last, ranges[last].start),
            _ => (last + 1, ranges[last].end),
        };
        let mut rest = stmts[place + 1..behind].iter();
        let is_last = rest.all(|stmt| self.is_plain(stmt) || self.wakes(stmt));
        if end > ranges[place].end && !is_last {
            let edit = (end..end, format!(" {source} "));
            self.make(&format!("{quoted} last"), vec![edit, gone]);
        }
    }

    /// What is dropped at the end of a small block lives to the end of the large one.
    fn without_braces(&mut self, stmt: &Stmt) {
        let (block, name) = match stmt {
            Stmt::Expr(Expr::Block(block), _) => (&block.block, None),
            Stmt::Local(Local { pat, init: Some(init), .. }) => match &*init.expr {
                Expr::Block(block) => (&block.block, Some(pat)),
                _ => return,
            },
            _ => return,
        };
        let what = format!("without the braces of {}", self.quote(stmt));
        let all = range(block);
        let inside = &self.text[all.start + 1..all.end - 1];
        let new = match (name, block.stmts.last()) {
            (Some(name), Some(value @ Stmt::Expr(_, None))) => {
                let begin = &self.text[all.start + 1..range(value).start];
                let (name, value) = (self.source(name), self.source(value));
                format!("{begin} let {name} = {value};")
            }
            _ => inside.to_string(),
        };
        self.replace(&what, stmt, &new);
    }

    /// A sender more, which lives for ever.
    fn kept(&mut self, stmt: &Stmt) {
        let Stmt::Local(Local { pat: Pat::Tuple(ends), init: Some(init), .. }) =
            stmt
        else {
            return;
        };
        let source = self.source(&*init.expr);
        if !["bounded", "channel"].iter().any(|name| source.contains(name)) {
            return;
        }
        let Some(sender) = ends.elems.first() else { return };
        let sender = self.source(sender).to_string();
        let after = range(stmt).end;
        let forgets = format!(" std::mem::forget({sender}.clone());");
        self.make(
            &format!("keeps a clone of {sender}"),
            vec![(after..after, forgets)],
        );
    }
}

/// Whether it is a loop.
fn is_turns(stmt: &Stmt) -> bool {
    matches!(
        stmt,
        Stmt::Expr(
            Expr::ForLoop(_) | Expr::While(_) | Expr::Loop(_) | Expr::If(_),
            _
        )
    )
}

/// Whether a macro is for who looks, and changes nothing.
pub(super) fn is_shown(path: &syn::Path) -> bool {
    let name = path.segments.last().map(|last| last.ident.to_string());
    let shown = ["print", "println", "eprint", "eprintln", "debug_assert"];
    name.is_some_and(|name| shown.contains(&&*name))
}
