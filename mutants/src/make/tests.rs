use super::*;

/// The names of the mutants of this function.
fn names(body: &str) -> Vec<String> {
    let text = format!("fn put(&self) {{\n{body}\n}}\nfn main() {{ put(1 < 2); }}");
    let made = mutants(&text, false).expect("it is Rust");
    for Mutant { name, text, .. } in &made {
        assert!(syn::parse_file(text).is_ok(), "{name}:\n{text}");
    }
    made.into_iter()
        .map(|mutant| mutant.name.replacen("put: ", "", 1))
        .filter(|name| name != "does nothing")
        .collect()
}

#[test]
fn a_condition_is_looked_at_once_and_turned_round() {
    let made = names("while n < m && !ready { n = wait(n); }");
    for expected in [
        "while to if, `n < m && !ready`",
        "never takes the loop `n < m && !ready`",
        "< to <= in `n < m`",
        "&& to || in `n < m && !ready`",
        "without ! in `!ready`",
        "without `n = wait(n);`",
    ] {
        assert!(made.iter().any(|name| name == expected), "{expected}: {made:#?}");
    }
}

#[test]
fn a_lock_is_let_go_where_others_may_come_between() {
    let made = names(
        "let mut state = self.state.lock().unwrap();\n\
         state.push(1);\n\
         state.count();\n\
         self.changed.notify_all();\n",
    );
    assert!(
        made.contains(&"takes state again before `state.count();`".to_string())
    );
    assert!(made.contains(&"drops state before `state.count();`".to_string()));
    assert!(
        made.iter().any(|name| name.starts_with("notify_all to notify_one")),
        "{made:#?}"
    );
    // Nobody can tell these from the answer.
    let same = [
        "takes state again before `state.push(1);`",
        "drops state before `self.changed.notify_all();`",
        "`state.count();` after `self.changed.notify_all();`",
    ];
    for name in same {
        assert!(!made.contains(&name.to_string()), "{made:#?}");
    }
}

#[test]
fn what_was_read_under_a_lock_may_not_hold_when_it_is_taken_again() {
    let made = names(
        "let mut state = self.state.lock().unwrap();\n\
         let number = state.came;\n\
         state.came += 1;\n\
         state.count(number);",
    );
    let again = "takes state again before `state.came += 1;`";
    assert!(made.contains(&again.to_string()), "{made:#?}");
    // These look at nothing of it, or later.
    for plain in ["let n = self.state;", "let full = |state: &State| state.full;"] {
        let made = names(&format!(
            "let mut state = self.state.lock().unwrap();\n\
             {plain}\n\
             state.came += 1;\n\
             state.count(n);"
        ));
        assert!(!made.contains(&again.to_string()), "{plain} {made:#?}");
    }
}

#[test]
fn a_guard_that_has_no_name_any_more_is_not_let_go() {
    let made = names(
        "let queue = self.queue.lock().unwrap();\n\
         queue.count();\n\
         let queue = queue.as_ref().unwrap();\n\
         queue.push(1);\n\
         queue.count();",
    );
    let before = "drops queue before `let queue = queue.as_ref().unwrap();`";
    assert!(made.contains(&before.to_string()), "{made:#?}");
    assert!(!made.contains(&"drops queue before `queue.push(1);`".to_string()));
}

#[test]
fn what_stays_where_it_is_is_no_mistake() {
    let made = names(
        "let mut state = self.state.lock().unwrap();\n\
         state.count();\n\
         state.stop();\n\
         drop(state);\n\
         self.changed.notify_all();\n\
         for worker in workers { worker.join(); }",
    );
    assert!(made.contains(&"takes state again before `state.stop();`".to_string()));
    for name in [
        "takes state again before `drop(state);`",
        "`self.changed.notify_all();` last",
    ] {
        assert!(!made.contains(&name.to_string()), "{made:#?}");
    }
}

#[test]
fn the_arms_of_a_select_are_left_out_and_changed() {
    let made = names(
        "tokio::select! {\n\
         biased;\n\
         () = stop.cancelled() => return true,\n\
         Some(n) = inbox.recv(), if open => { take(n + 1) }\n\
         }",
    );
    for expected in [
        "without the arm `() = stop.cancelled()`",
        "without the arm `Some(n) = inbox.recv(), if open`",
        "without the condition of `Some(n) = inbox.recv(), if open`",
        "`() = stop.cancelled()` after `Some(n) = inbox.recv(), if open`",
        "+ to - in `n + 1`",
        "true to false",
    ] {
        assert!(made.iter().any(|name| name == expected), "{expected}: {made:#?}");
    }
}

#[test]
fn a_name_is_given_once() {
    let made = names("let a = b + 1;\nlet c = b + 1;");
    let mut once = made.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), made.len(), "{made:#?}");
    assert!(made.contains(&"+ to - in `b + 1` (2)".to_string()), "{made:#?}");
}
