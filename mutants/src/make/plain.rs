//! Statements of which no other task, and often no other statement, can tell when they
//! happen: a mutant that moves them is the same program.

use syn::{Expr, Stmt};

use super::Maker;
use super::statements::is_shown;

impl Maker<'_> {
    /// Whether names are given, and no more.
    pub(super) fn is_plain(&self, stmt: &Stmt) -> bool {
        match stmt {
            Stmt::Local(local) => {
                let Some(init) = &local.init else { return true };
                if matches!(&*init.expr, Expr::Closure(_)) {
                    return true;
                }
                let source = self.source(&*init.expr);
                let is_new = source.contains("new(") && !source.contains("spawn");
                let calls = source.matches('(').count();
                let clones = source.matches("clone(").count()
                    + source.matches("to_string(").count()
                    + source.matches("default(").count()
                    // Brackets of a tuple.
                    + usize::from(source.starts_with('('));
                is_new || calls <= clones
            }
            Stmt::Item(_) => true,
            Stmt::Macro(one) => is_shown(&one.mac.path),
            Stmt::Expr(expr, None) => is_value(expr),
            Stmt::Expr(Expr::Return(leaves), _) => {
                leaves.expr.as_ref().is_none_or(|value| is_value(value))
            }
            Stmt::Expr(Expr::Break(_) | Expr::Continue(_), _) => true,
            Stmt::Expr(..) => false,
        }
    }

    /// Whether the statement wakes a task that waits, and does nothing else: who holds a
    /// lock may do so sooner or later, or when it has let go.
    pub(super) fn wakes(&self, stmt: &Stmt) -> bool {
        let Stmt::Expr(Expr::MethodCall(call), _) = stmt else { return false };
        let is_path = matches!(&*call.receiver, Expr::Path(_) | Expr::Field(_));
        is_path && call.method.to_string().starts_with("notify_")
    }

    /// The name of what the statement drops.
    pub(super) fn dropped(&self, stmt: &Stmt) -> Option<String> {
        let Stmt::Expr(Expr::Call(call), _) = stmt else { return None };
        let is_drop =
            matches!(&*call.func, Expr::Path(path) if path.path.is_ident("drop"));
        let name = self.source(call.args.first()?);
        is_drop.then(|| name.to_string())
    }
}

/// Whether an expression says what is there, and calls nothing.
fn is_value(expr: &Expr) -> bool {
    match expr {
        Expr::Path(_) | Expr::Lit(_) | Expr::Struct(_) => true,
        Expr::Field(field) => is_value(&field.base),
        Expr::Tuple(tuple) => tuple.elems.iter().all(is_value),
        Expr::Call(call) => {
            let is_variant = matches!(
                &*call.func,
                Expr::Path(path) if path.path.segments.last().is_some_and(|last| {
                    ["Ok", "Err", "Some"].iter().any(|name| last.ident == name)
                })
            );
            is_variant && call.args.iter().all(is_value)
        }
        _ => false,
    }
}
