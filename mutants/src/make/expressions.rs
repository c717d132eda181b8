//! Mistakes in one expression or pattern.

use syn::{
    BinOp, Expr, ExprCall, ExprIf, ExprMatch, ExprWhile, Lit, Pat, RangeLimits,
    UnOp,
};

use super::{Maker, range};

impl Maker<'_> {
    /// Those of the expression itself, not of its parts.
    pub(super) fn expression(&mut self, expr: &Expr) {
        match expr {
            Expr::Binary(binary) => {
                let Some(other) = other(&binary.op) else { return };
                let what = format!(
                    "{} to {other} in {}",
                    self.source(&binary.op),
                    self.quote(expr)
                );
                self.replace(&what, &binary.op, other);
            }
            Expr::Range(bounds)
                if bounds.start.is_some() && bounds.end.is_some() =>
            {
                let other = match bounds.limits {
                    RangeLimits::HalfOpen(_) => "..=",
                    RangeLimits::Closed(_) => "..",
                };
                let what = format!("{other} in {}", self.quote(expr));
                self.replace(&what, &bounds.limits, other);
            }
            Expr::Unary(unary) if matches!(unary.op, UnOp::Not(_)) => {
                let what = format!("without ! in {}", self.quote(expr));
                self.replace(&what, &unary.op, "");
            }
            Expr::Lit(literal) => self.literal(&literal.lit),
            Expr::If(branch) => self.branch(branch),
            Expr::While(turns) => self.turns(turns),
            Expr::Match(cases) => self.cases(cases),
            Expr::Call(call) => self.call(call),
            Expr::MethodCall(call) => self.method(call),
            Expr::Try(tried) => {
                let what = format!("unwrap in {}", self.quote(expr));
                self.replace(&what, &tried.question_token, ".unwrap()");
            }
            Expr::Break(leaves)
                if leaves.expr.is_none() && leaves.label.is_none() =>
            {
                self.replace("break to continue", expr, "continue");
            }
            Expr::Continue(skips) if skips.label.is_none() => {
                self.replace("continue to break", expr, "break");
            }
            _ => {}
        }
    }

    fn literal(&mut self, literal: &Lit) {
        match literal {
            Lit::Int(number) => {
                let Ok(value) = number.base10_parse::<u64>() else { return };
                let others = match value {
                    0 => vec![1],
                    // As long as that it is a time, or a bound that is never reached.
                    100.. => vec![value / 10, value * 10],
                    _ => vec![value - 1, value + 1],
                };
                for other in others {
                    let new = format!("{other}{}", number.suffix());
                    self.replace(&format!("{value} to {other}"), literal, &new);
                }
            }
            Lit::Bool(flag) => {
                let other = (!flag.value).to_string();
                self.replace(
                    &format!("{} to {other}", flag.value),
                    literal,
                    &other,
                );
            }
            _ => {}
        }
    }

    /// Never taken, or always.
    fn branch(&mut self, branch: &ExprIf) {
        self.never("the branch", &branch.cond);
        if !has_let(&branch.cond) {
            let cond = self.source(&branch.cond);
            let always = format!("true || ({cond})");
            let what =
                format!("always takes the branch {}", self.quote(&branch.cond));
            self.replace(&what, &branch.cond, &always);
        }
    }

    fn turns(&mut self, turns: &ExprWhile) {
        let what = format!("while to if, {}", self.quote(&turns.cond));
        self.replace(&what, &turns.while_token, "if");
        self.never("the loop", &turns.cond);
    }

    fn never(&mut self, which: &str, cond: &Expr) {
        let source = self.source(cond);
        let never = match has_let(cond) {
            true => format!("false && {source}"),
            false => format!("false && ({source})"),
        };
        let what = format!("never takes {which} {}", self.quote(cond));
        self.replace(&what, cond, &never);
    }

    fn cases(&mut self, cases: &ExprMatch) {
        for arm in &cases.arms {
            let what = format!("without the arm {}", self.quote(&arm.pat));
            self.replace(&what, arm, "");
            if let Pat::Guard(guard) = &arm.pat {
                let what = format!("without the guard of {}", self.quote(&arm.pat));
                let from = range(&*guard.pat).end;
                let all = from..range(&*guard.guard).end;
                self.make(&what, vec![(all, String::new())]);
            }
        }
    }

    /// Channels of another capacity, nothing for something, and other times.
    fn call(&mut self, call: &ExprCall) {
        let Expr::Path(path) = &*call.func else { return };
        let Some(last) = path.path.segments.last() else { return };
        let (name, first) = (last.ident.to_string(), call.args.first());
        let bounds = "crossbeam::channel::";
        match (&*name, first) {
            ("Some", Some(_)) => {
                let what = format!("None for {}", self.quote(call));
                self.replace(&what, call, "None");
            }
            ("unbounded", None) => {
                for capacity in [0, 1] {
                    let what =
                        format!("bounded({capacity}) for {}", self.quote(call));
                    self.replace(
                        &what,
                        call,
                        &format!("{bounds}bounded({capacity})"),
                    );
                }
            }
            ("bounded" | "channel" | "sync_channel", Some(capacity)) => {
                let what = format!("unbounded for {}", self.quote(call));
                self.replace(&what, call, &format!("{bounds}unbounded()"));
                // A number is changed as one.
                let others = match capacity {
                    Expr::Lit(_) => Vec::new(),
                    _ => {
                        let more = format!("{} + 1", self.source(capacity));
                        vec!["0".to_string(), more]
                    }
                };
                for other in others {
                    let what =
                        format!("{other} for the capacity in {}", self.quote(call));
                    self.replace(&what, capacity, &other);
                }
            }
            ("sleep" | "timeout", Some(time)) => self.longer(time),
            ("sleep_until" | "timeout_at", Some(time)) => self.later(time),
            _ => {}
        }
    }

    /// A pattern that says what it matches, and one that does not.
    pub(super) fn pattern(&mut self, pat: &Pat) {
        let is_value = match pat {
            Pat::Lit(_) | Pat::Path(_) | Pat::Range(_) => true,
            // An upper case letter begins a value and not a variable.
            Pat::Ident(one) => one
                .ident
                .to_string()
                .starts_with(|first: char| first.is_uppercase()),
            _ => false,
        };
        if is_value {
            let what = format!("anything for {}", self.quote(pat));
            self.replace(&what, pat, "_");
        }
    }
}

/// The operator that is taken for this one.
fn other(op: &BinOp) -> Option<&'static str> {
    Some(match op {
        BinOp::Lt(_) => "<=",
        BinOp::Le(_) => "<",
        BinOp::Gt(_) => ">=",
        BinOp::Ge(_) => ">",
        BinOp::Eq(_) => "!=",
        BinOp::Ne(_) => "==",
        BinOp::And(_) => "||",
        BinOp::Or(_) => "&&",
        BinOp::Add(_) => "-",
        BinOp::Sub(_) => "+",
        BinOp::AddAssign(_) => "-=",
        BinOp::SubAssign(_) => "+=",
        _ => return None,
    })
}

/// Whether the condition has a `let`, which stands in no brackets.
fn has_let(cond: &Expr) -> bool {
    match cond {
        Expr::Let(_) => true,
        Expr::Binary(both) => has_let(&both.left) || has_let(&both.right),
        _ => false,
    }
}
