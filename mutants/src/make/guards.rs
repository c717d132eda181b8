//! Locks that are let go too early, or in between.

use syn::visit::Visit;
use syn::{Expr, ExprClosure, ExprPath, Pat, Stmt};

use super::{Maker, range};

/// A guard that is held.
pub(super) struct Guard {
    name: String,
    /// How it was taken.
    taken: String,
    /// Whether it can be taken again under its name.
    is_mut: bool,
}

impl Maker<'_> {
    /// From now on it is held, if the statement takes one.
    pub(super) fn takes(&mut self, stmt: &Stmt) {
        self.guards.extend(self.guard(stmt));
    }

    /// Whether a guard was held before these statements.
    pub(super) fn is_held(&self, stmts: &[Stmt]) -> bool {
        let own = stmts.iter().filter(|stmt| self.guard(stmt).is_some()).count();
        self.guards.len() > own
    }

    fn guard(&self, stmt: &Stmt) -> Option<Guard> {
        let Stmt::Local(local) = stmt else { return None };
        let Pat::Ident(name) = &local.pat else { return None };
        let init = &*local.init.as_ref()?.expr;
        is_taken(init).then(|| Guard {
            name: name.ident.to_string(),
            taken: self.source(init).to_string(),
            is_mut: name.mutability.is_some(),
        })
    }

    /// Whether from then on something else has the name of the guard. Who waits with a
    /// guard has it again afterwards.
    fn covers(&self, stmt: &Stmt, guard: &Guard) -> bool {
        let Stmt::Local(local) = stmt else { return false };
        let Pat::Ident(bound) = &local.pat else { return false };
        bound.ident == guard.name && !self.source(local).contains("wait")
    }

    /// Whether the statement looks at what this guard guards.
    fn reads(&self, stmt: &Stmt, guard: &Guard) -> bool {
        let Stmt::Local(local) = stmt else { return false };
        let Some(init) = &local.init else { return false };
        let mut variable = Variable { name: &guard.name, is_there: false };
        variable.visit_expr(&init.expr);
        variable.is_there
    }

    /// Before the next statement a guard is let go, for good or for a moment.
    pub(super) fn let_go(&mut self, stmts: &[Stmt], place: usize) {
        let guards = stmts[..place].iter().enumerate().filter_map(|(at, stmt)| {
            let guard = self.guard(stmt)?;
            let mut others = stmts[at + 1..place].iter();
            // Something else has its name, and it is still held.
            (!others.any(|stmt| self.covers(stmt, &guard))).then_some(guard)
        });
        let own: Vec<Guard> = guards.collect();
        // Until the end it is of no use to anybody.
        let mut rest = stmts[place..].iter();
        if rest.all(|stmt| {
            self.is_plain(stmt) || self.wakes(stmt) || self.dropped(stmt).is_some()
        }) {
            return;
        }
        // Nobody comes between taking it and taking it. What is read of it may be no
        // longer true when it is taken again.
        let mut before = stmts[..place].iter().rev();
        let last = before.find(|stmt| {
            !self.is_plain(stmt) || own.iter().any(|guard| self.reads(stmt, guard))
        });
        let is_at_once = last.is_some_and(|stmt| self.guard(stmt).is_some());
        // Between two awaits nobody else goes on, whoever holds the lock.
        let waits = |stmts: &[Stmt]| {
            stmts.iter().any(|stmt| self.source(stmt).contains(".await"))
        };
        if self.is_async && !waits(&stmts[place..]) {
            return;
        }
        let is_async = self.is_async;
        let can_wait = move |taken: &str| !is_async || taken.contains(".await");
        // Those that were taken in this block are made anew; others are assigned.
        let outer: Vec<(String, String)> = self
            .guards
            .iter()
            .filter(|guard| guard.is_mut && can_wait(&guard.taken))
            .map(|guard| (guard.name.clone(), guard.taken.clone()))
            .collect();
        let at = range(&stmts[place]).start;
        let quoted = self.quote(&stmts[place]);
        // It is let go there all the same.
        let ends = self.dropped(&stmts[place]);
        for Guard { name, taken, .. } in &own {
            if ends.as_ref() == Some(name) {
                continue;
            }
            let early = format!("drop({name}); ");
            let what = format!("drops {name} before {quoted}");
            self.make(&what, vec![(at..at, early.clone())]);
            if !is_at_once && can_wait(taken) {
                let again = format!("{early}let mut {name} = {taken}; ");
                let what = format!("takes {name} again before {quoted}");
                self.make(&what, vec![(at..at, again)]);
            }
        }
        for (name, taken) in outer {
            if ends.as_ref() == Some(&name)
                || own.iter().any(|own| own.name == name)
            {
                continue;
            }
            let again = format!("drop({name}); {name} = {taken}; ");
            let what = format!("takes {name} again before {quoted}");
            self.make(&what, vec![(at..at, again)]);
        }
    }
}

/// Finds a variable of this name, outside of closures.
struct Variable<'a> {
    name: &'a str,
    is_there: bool,
}

impl<'ast> Visit<'ast> for Variable<'_> {
    fn visit_expr_path(&mut self, path: &'ast ExprPath) {
        self.is_there |= path.path.is_ident(self.name);
    }

    /// What it does, it does at another time, and its arguments have names of their own.
    fn visit_expr_closure(&mut self, _: &'ast ExprClosure) {}
}

/// Whether the value is a guard, or a permit.
fn is_taken(expr: &Expr) -> bool {
    const TAKES: [&str; 6] =
        ["lock", "read", "write", "lock_owned", "acquire", "acquire_owned"];
    match expr {
        Expr::Await(waits) => is_taken(&waits.base),
        Expr::Try(tried) => is_taken(&tried.expr),
        Expr::MethodCall(call) => {
            let name = call.method.to_string();
            match &*name {
                "unwrap" | "expect" | "unwrap_or_else" => is_taken(&call.receiver),
                _ => TAKES.contains(&&*name),
            }
        }
        Expr::Call(call) => match &*call.func {
            Expr::Path(path) => path.path.is_ident("lock"),
            _ => false,
        },
        _ => false,
    }
}
