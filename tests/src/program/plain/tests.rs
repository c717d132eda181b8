//! What becomes of a section, rule by rule.

use super::*;

fn plain_form(body: &str) -> String {
    let (text, _) =
        plain(&format!("pub fn x(log: &Log) {{\n{body}\n}}\n"), "x").expect("Rust");
    let body = text.strip_prefix("fn main() {\n").expect("a main");
    body.strip_suffix("\n}\n").expect("an end").to_string()
}

#[test]
fn what_a_task_says_is_printed_under_its_name() {
    let made = plain_form(
        "let main = log.task(\"main\");\n\
         let worker = main.starts(format!(\"worker {n}\"));\n\
         writeln!(worker, \"step {}\", n + 1);\n\
         worker.receives(n);\n\
         writeln!(main, \"done\");",
    );
    assert_eq!(
        made,
        "let worker = format!(\"worker {n}\");\n\
         println!(\"{worker}: step {}\", n + 1);\n\
         println!(\"{worker}: receives {n}\");\n\
         println!(\"main: done\");"
    );
}

#[test]
fn who_speaks_alone_is_not_named() {
    let made =
        plain_form("let main = log.task(\"main\");\nwriteln!(main, \"{n}\");");
    assert_eq!(made, "println!(\"{n}\");");
}

#[test]
fn a_name_that_there_is_already_is_not_given_again() {
    let made = plain_form(
        "for name in [\"A\", \"B\"] {\n\
         let worker = main.starts(name);\n\
         spawn(move || writeln!(worker, \"runs\"));\n}",
    );
    assert_eq!(
        made,
        "for name in [\"A\", \"B\"] {\n\
         spawn(move || println!(\"{name}: runs\"));\n}"
    );
}

#[test]
fn what_is_not_printed_goes_away_with_all_that_it_needed() {
    let made = plain_form(
        "let main = log.task(\"main\");\n\
         if sender.is_full() {\nmain.waits_for(\"room\"); // or not\n}\n\
         match sent { Ok(()) => main.sends(n), Err(_) => stop() }\n\
         sender.send(n);",
    );
    assert_eq!(
        made,
        "match sent { Ok(()) => {}, Err(_) => stop() }\nsender.send(n);"
    );
}

#[test]
fn a_parameter_that_only_waited_goes_away_at_every_call() {
    let (text, _) = plain(
        "fn x(log: &Log) {\nlet main = log.task(\"main\");\nwait(&main, 1);\n}\n\
         fn wait(main: &Task, n: u32) {\nmain.waits_for(n);\nstop(n);\n}\n",
        "x",
    )
    .expect("Rust");
    assert_eq!(text, "fn main() {\nwait(1);\n}\nfn wait(n: u32) {\nstop(n);\n}\n");
}

#[test]
fn a_name_that_is_made_and_handed_over_is_a_string() {
    let (text, _) = plain(
        "fn x(log: &Log) {\nlet main = log.task(\"main\");\n\
         run(main.starts(format!(\"worker {n}\")));\nrun(main.starts(\"last\"));\n}\n\
         fn run(worker: Task) {\nwriteln!(worker, \"runs\");\n}\n",
        "x",
    )
    .expect("Rust");
    assert!(text.contains("run(format!(\"worker {n}\"));"), "{text}");
    assert!(text.contains("run(\"last\".to_string());"), "{text}");
    assert!(text.contains("fn run(worker: String)"), "{text}");
}

#[test]
fn a_name_that_is_always_the_same_is_not_handed_over() {
    let (text, _) = plain(
        "fn x(log: &Log) {\nlet main = log.task(\"main\");\n\
         let shop = log.task(\"shop\");\nwriteln!(main, \"opens\");\n\
         sell(&shop, 1);\nsell(&shop, 2);\n}\n\
         fn sell(shop: &Task, n: u32) {\nwriteln!(shop, \"sells {n}\");\n}\n",
        "x",
    )
    .expect("Rust");
    assert_eq!(
        text,
        "fn main() {\nprintln!(\"main: opens\");\nsell(1);\nsell(2);\n}\n\
         fn sell(n: u32) {\nprintln!(\"shop: sells {n}\");\n}\n"
    );
}

#[test]
fn a_name_that_is_handed_over_once_stands_there() {
    let made = plain_form(
        "let main = log.task(\"main\");\nlet a = main.starts(\"A\");\n\
         let b = main.starts(\"B\");\nb.waits_for(\"A\");\n\
         join(|| count(&a), || count(&b));",
    );
    assert_eq!(made, "join(|| count(\"A\"), || count(\"B\"));");
}

#[test]
fn names_that_differ_are_handed_over_without_another_borrow() {
    let (text, _) = plain(
        "fn x(log: &Log) {\nlet main = log.task(\"main\");\n\
         for name in [\"A\", \"B\"] {\nlet clerk = main.starts(name);\n\
         serve(&clerk, 1);\n}\n\
         let last = main.starts(format!(\"clerk {n}\"));\nserve(&last, 2);\n}\n\
         fn serve(clerk: &Task, n: u32) {\nwriteln!(clerk, \"serves {n}\");\n\
         if clerk.name() == \"A\" {\nreturn;\n}\n}\n",
        "x",
    )
    .expect("Rust");
    assert!(text.contains("serve(name, 1);"), "{text}");
    assert!(text.contains("serve(&last, 2);"), "{text}");
    assert!(text.contains("if clerk == \"A\""), "{text}");
}

#[test]
fn one_voice_that_is_lent_is_not_named() {
    let (text, named) = plain(
        "fn x(log: &Log) {\nlet table = log.task(\"table\");\n\
         writeln!(table, \"std\");\nrest(&table);\n}\n\
         fn rest(table: &Task) {\nwriteln!(table, \"tokio\");\n}\n",
        "x",
    )
    .expect("Rust");
    assert_eq!(
        text,
        "fn main() {\nprintln!(\"std\");\nrest();\n}\n\
         fn rest() {\nprintln!(\"tokio\");\n}\n"
    );
    assert!(!named);
}

#[test]
fn what_a_line_waits_for_stands_before_it() {
    let (text, _) = plain(
        "fn x(log: &Log) {\nlog.clock(Instant::now);\n\
         let main = log.task(\"main\");\nmain.receives(answer.await);\n}\n",
        "x",
    )
    .expect("Rust");
    let line = "let value = answer.await;\n\
                println!(\"{:4} ms  receives {value}\", clock());\n";
    assert!(text.contains(line), "{text}");
}

#[test]
fn what_can_stand_in_the_format_does() {
    let made = plain_form(
        "let main = log.task(\"main\");\nlet part = main.starts(name);\n\
         writeln!(main, \"{} of {:?}, {}\", n, all, 2 * n);\n\
         start(format!(\"{}.{n}\", part.name()));\n\
         let [a, b] = [\"A\", \"B\"].map(|name| name);",
    );
    assert_eq!(
        made,
        "println!(\"{n} of {all:?}, {}\", 2 * n);\n\
         start(format!(\"{name}.{n}\"));\nlet [a, b] = [\"A\", \"B\"];"
    );
}

#[test]
fn on_paused_time_a_line_begins_with_milliseconds() {
    let made = plain(
        "fn x(log: &Log) {\nlog.clock(Instant::now);\n\
         let main = log.task(\"main\");\nwriteln!(main, \"late\");\n}\n",
        "x",
    );
    let (text, named) = made.expect("Rust");
    assert!(text.starts_with("use std::sync::OnceLock;\n"), "{text}");
    assert!(text.contains("println!(\"{:4} ms  late\", clock());"), "{text}");
    assert!(text.contains("fn clock() -> u128"), "{text}");
    assert!(!named);
}
