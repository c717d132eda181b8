//! Methods that are taken for others, and calls that are left out of a chain.

use syn::{Expr, ExprMethodCall};

use super::{Maker, range};

/// What is written for what.
const OTHERS: &[(&str, &str)] = &[
    ("notify_all", "notify_one"),
    ("notify_one", "notify_waiters"),
    ("notify_waiters", "notify_one"),
    ("recv", "try_recv"),
    ("iter", "try_iter"),
    ("send", "try_send"),
    ("push_back", "push_front"),
    ("push_front", "push_back"),
    ("pop_front", "pop_back"),
    ("pop_back", "pop_front"),
    ("first", "last"),
    ("last", "first"),
    ("min", "max"),
    ("max", "min"),
    ("any", "all"),
    ("all", "any"),
    ("is_some", "is_none"),
    ("is_none", "is_some"),
    ("is_ok", "is_err"),
    ("is_err", "is_ok"),
    ("saturating_add", "wrapping_add"),
    ("saturating_sub", "wrapping_sub"),
    ("saturating_mul", "wrapping_mul"),
    ("is_empty", "is_closed"),
    ("write", "read"),
    ("drain", "into_iter"),
    ("child_token", "clone"),
];

/// Calls that are left out of a chain.
const LEFT_OUT: &[&str] = &[
    "rev",
    "skip",
    "take",
    "filter",
    "skip_while",
    "take_while",
    "saturating_sub",
    "min",
    "max",
    "clone",
    "chain",
];

impl Maker<'_> {
    pub(super) fn method(&mut self, call: &ExprMethodCall) {
        let name = call.method.to_string();
        for (_, other) in OTHERS.iter().filter(|(one, _)| *one == name) {
            // Without a bound nothing is ever full.
            if name == "send" && !self.has_bound() {
                continue;
            }
            let what = format!("{name} to {other} in {}", self.quote(call));
            self.replace(&what, &call.method, other);
        }
        if LEFT_OUT.contains(&&*name) {
            let what = format!("without {name} in {}", self.quote(call));
            let from = range(&*call.receiver).end;
            self.make(&what, vec![(from..range(call).end, String::new())]);
        }
        self.in_two_steps(call, &name);
        let arguments: Vec<&Expr> = call.args.iter().collect();
        match (&*name, &*arguments) {
            ("recv_timeout" | "park_timeout" | "sleep", [time])
            | ("send_timeout" | "wait_timeout", [_, time])
            | ("wait_timeout_while", [_, time, _]) => self.longer(time),
            ("recv_deadline", [time]) | ("send_deadline", [_, time]) => {
                self.later(time);
            }
            _ => {}
        }
    }

    /// Whether the answer has a channel with a capacity.
    fn has_bound(&self) -> bool {
        let text = self.text.replace("unbounded", "");
        [
            "bounded(",
            "bounded::<",
            "sync_channel",
            "mpsc::channel::<",
            "mpsc::channel(",
        ]
        .iter()
        .any(|name| text.contains(name))
    }

    /// What is one step of an atomic becomes a load and a store.
    fn in_two_steps(&mut self, call: &ExprMethodCall, name: &str) {
        let of = self.source(&*call.receiver).to_string();
        let arguments: Vec<&str> =
            call.args.iter().map(|argument| self.source(argument)).collect();
        let two = match (name, &arguments[..]) {
            ("swap", [new, order]) => {
                format!("let new = {new}; {of}.store(new, {order});")
            }
            ("fetch_add", [n, order]) => format!("{of}.store(old + {n}, {order});"),
            ("fetch_sub", [n, order]) => format!("{of}.store(old - {n}, {order});"),
            ("fetch_max", [n, order]) => {
                format!("{of}.store(old.max({n}), {order});")
            }
            ("fetch_or", [n, order]) => format!("{of}.store(old | {n}, {order});"),
            (
                "compare_exchange" | "compare_exchange_weak",
                [now, new, order, _],
            ) => {
                let two = format!(
                    "{{ let old = {of}.load({order}); if old == {now} {{ \
                     {of}.store({new}, {order}); Ok(old) }} else {{ Err(old) }} }}"
                );
                let what = format!("load and store for {}", self.quote(call));
                return self.replace(&what, call, &two);
            }
            _ => return,
        };
        let order = arguments[1];
        let two = format!("{{ let old = {of}.load({order}); {two} old }}");
        let what = format!("load and store for {}", self.quote(call));
        self.replace(&what, call, &two);
    }

    /// Three times as long.
    pub(super) fn longer(&mut self, time: &Expr) {
        let what = format!("three times {}", self.quote(time));
        let new = format!("({}) * 3", self.source(time));
        self.replace(&what, time, &new);
    }

    /// A second later.
    pub(super) fn later(&mut self, time: &Expr) {
        let what = format!("a second after {}", self.quote(time));
        let second = "std::time::Duration::from_secs(1)";
        let new = format!("({}) + {second}", self.source(time));
        self.replace(&what, time, &new);
    }
}
