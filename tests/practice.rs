//! The judge comes to a verdict on everything that may come, and the commands of the
//! exercises say it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use practice::{
    Effort, Exercise, Judged, Limits, NoVerdict, NotBuilt, Outcome, Program,
    Prompts, Verdict, show,
};

use crate::built::BUILT;

/// Random schedules for each check; the command line tries five times as many.
const SCHEDULES: usize = Effort::QUICK.schedules;

/// A built answer. The label of its package is no other test's.
#[track_caller]
fn build(exercise: &Exercise, answer: &str, label: &str) -> Program {
    let label = format!("{}-{label}", exercise.name);
    match Program::build(exercise, answer, &label) {
        Ok(program) => program,
        Err(why) => panic!("{label}: {why:?}"),
    }
}

#[track_caller]
fn judge(program: &Program, seed: u64) -> Verdict {
    let verdict = program.run(seed, SCHEDULES, &Limits::default());
    verdict.unwrap_or_else(|ended| panic!("no verdict: {ended}"))
}

/// The title of a failure, or a word for what it is instead.
fn title(verdict: &Verdict) -> &str {
    match &verdict.outcome {
        Outcome::Right => "passed",
        Outcome::Wrong(wrong) => &wrong.title,
        Outcome::Refused { why } => why,
        Outcome::Stuck { .. } => "stuck",
        Outcome::Slow { .. } => "slow",
    }
}

/// The solution of `safe_counter`, but `increment` begins with this.
fn hostile(label: &str, begins: &str) -> Result<Verdict, NoVerdict> {
    let (exercise, answer) = hostile_answer(begins);
    let program = build(exercise, &answer, label);
    program.run(1, SCHEDULES, &Limits::default())
}

fn hostile_answer(begins: &str) -> (&'static Exercise, String) {
    let exercise = goroutine_practice::SET.exercise("safe_counter").expect("it");
    let head = "pub fn increment(&self) {\n";
    assert!(exercise.solution.contains(head));
    let answer = exercise.solution.replace(head, &format!("{head}{begins}\n"));
    (exercise, answer)
}

#[test]
fn an_endless_loop_is_ended() {
    let verdict = hostile("endless-loop", "loop {}").expect("a verdict");
    assert_eq!(title(&verdict), "stuck");
    // Of many seeds, the one that is stuck is the last.
    let begins = r#"println!("begins"); loop {}"#;
    let (exercise, answer) = hostile_answer(begins);
    let program = build(exercise, &answer, "endless-loop-later");
    let verdicts = program.verdicts(2, SCHEDULES, false).expect("verdicts");
    let titles = Vec::from_iter(verdicts.iter().map(title));
    assert_eq!(titles, ["stuck"]);
}

#[test]
fn endless_output_is_ended() {
    // As much as fits, and so little that the schedule is found to have no end first.
    for (label, pause) in [("endless-output", "0"), ("slow-output", "1_000_000")] {
        let begins = format!(
            r#"use std::io::Write;
            loop {{
                writeln!(std::io::stdout(), "again").unwrap();
                for n in 0..{pause} {{ std::hint::black_box(n); }}
            }}"#
        );
        let ended = hostile(label, &begins);
        assert!(matches!(ended, Err(NoVerdict::Output(_))), "{ended:?}");
    }
}

#[test]
fn endless_allocation_is_ended() {
    let begins =
        "let mut all = Vec::new(); loop { all.push(vec![0_u8; 1 << 20]); }";
    let ended = hostile("endless-allocation", begins);
    if cfg!(target_os = "linux") {
        assert_eq!(ended, Err(NoVerdict::Memory));
    } else {
        assert!(ended.is_err(), "{ended:?}");
    }
}

#[test]
fn the_end_of_the_process_is_a_failure() {
    let verdict = hostile("exit", "std::process::exit(0);").expect("a verdict");
    assert_eq!(title(&verdict), "the process is ended");
    // Behind the back of the exploration.
    let begins = "use std::real; real::process::exit(0);";
    assert_eq!(hostile("real-exit", begins), Err(NoVerdict::Exit(0)));
}

#[test]
fn what_an_answer_prints_is_told_in_its_place() {
    let exercise = goroutine_practice::SET.exercise("safe_counter").expect("it");
    let write = "self.n.store(n + 1, SeqCst);";
    assert!(exercise.starter.contains(write));
    let answer = exercise
        .starter
        .replace(write, &format!(r#"println!("saw {{n}}"); {write}"#));
    let verdict = judge(&build(exercise, &answer, "printing"), 1);
    assert_eq!(title(&verdict), "an update was lost");
    let lines = told(&verdict);
    let saw = ("task 1", r#"prints "saw 0""#);
    assert_eq!(lines.iter().filter(|line| **line == saw).count(), 1, "{lines:?}");
    let place = |line| lines.iter().position(|other| *other == line);
    assert!(place(("task 1", "reads 0")) < place(saw), "{lines:?}");

    // A loop is one though it prints now and then, and something else each time.
    let begins = r#"for turn in 0.. {
        if turn % 64 == 0 { println!("turn {turn}"); }
        self.value();
    }"#;
    let verdict = hostile("printing-loop", begins).expect("a verdict");
    assert_eq!(title(&verdict), "it never ends");
    // Each of the two tasks has such a loop, and its turns.
    assert_eq!(told(&verdict).len(), 2, "{verdict:?}");
}

#[test]
fn prints_without_end_are_told_from_many() {
    let begins = r#"for _ in 0..500 { println!("{:500}", "much"); }"#;
    let verdict = hostile("prints-much", begins).expect("a verdict");
    assert_eq!(title(&verdict), "passed");
    let begins = r#"loop { println!("again"); }"#;
    let verdict = hostile("prints-without-end", begins).expect("a verdict");
    assert_eq!(title(&verdict), "it never ends");
    assert_eq!(told(&verdict), [("task 1", r#"prints "again""#)]);
    let begins = r#"loop {
        println!("again");
        for n in 0..1_000_000 { std::hint::black_box(n); }
    }"#;
    let verdict = hostile("prints-slowly", begins).expect("a verdict");
    assert_eq!(title(&verdict), "stuck");
}

/// Who does what in the story of a failure.
fn told(verdict: &Verdict) -> Vec<(&str, &str)> {
    let Outcome::Wrong(wrong) = &verdict.outcome else {
        panic!("no failure: {verdict:?}")
    };
    let lines = wrong.story.iter();
    lines.map(|line| (line.task.as_str(), line.text.as_str())).collect()
}

#[test]
fn a_stack_overflow_is_told() {
    let begins = "fn deep(n: u64) -> u64 { \
                  if n == u64::MAX { 0 } else { std::hint::black_box(deep(n + 1)) + 1 } } \
                  deep(0);";
    assert_eq!(hostile("overflow", begins), Err(NoVerdict::Stack));
}

#[test]
fn a_double_panic_is_told() {
    let begins = "struct Bomb; impl Drop for Bomb { fn drop(&mut self) { panic!() } } \
                  let _bomb = Bomb; panic!();";
    assert_eq!(hostile("double-panic", begins), Err(NoVerdict::Abort));
}

#[test]
fn a_thread_that_never_ends_is_a_failure() {
    let begins = "std::thread::spawn(|| loop { std::thread::yield_now() });";
    let verdict = hostile("endless-thread", begins).expect("a verdict");
    assert_eq!(title(&verdict), "it never ends");
    let verdict = hostile("left-behind", "std::thread::spawn(std::thread::park);");
    assert_eq!(title(&verdict.expect("a verdict")), "a task was left behind");
    // A real one is no reason to wait.
    let begins = "use std::real; \
                  static ONCE: real::sync::Once = real::sync::Once::new(); \
                  ONCE.call_once(|| { \
                  real::thread::spawn(|| loop { real::thread::park() }); });";
    let verdict = hostile("real-thread", begins).expect("a verdict");
    assert_eq!(title(&verdict), "passed");
}

#[test]
fn what_cannot_be_explored_is_refused() {
    let begins = "static BEFORE: std::sync::Mutex<u64> = std::sync::Mutex::new(0); \
                  *BEFORE.lock().unwrap() += 1;";
    let verdict = hostile("static", begins).expect("a verdict");
    assert!(title(&verdict).starts_with("A static is shared"), "{verdict:?}");
    let (exercise, answer) = hostile_answer("");
    let answer =
        answer.replace("use std::sync", "use std::real;\nuse self::real::sync");
    let verdict = judge(&build(exercise, &answer, "real-atomic"), 1);
    assert!(title(&verdict).contains("That proves nothing"), "{verdict:?}");
}

#[test]
fn what_does_not_compile_is_told_by_rustc_alone() {
    for (label, begins, error) in [
        ("type-error", "let n: u64 = true;", "error[E0308]"),
        ("unsafe", "unsafe { std::hint::unreachable_unchecked() }", "`unsafe`"),
    ] {
        let (exercise, answer) = hostile_answer(begins);
        let refused = Program::build(exercise, &answer, label);
        let Err(NotBuilt::Refused(message)) = refused else {
            panic!("{label} compiles: {refused:?}")
        };
        assert!(message.contains(error), "{message}");
        assert!(message.contains("answers/safe_counter.rs:"), "{message}");
        assert!(!message.contains("could not compile"), "{message}");
    }
}

/// What `check` says of an answer to `worker_pool`.
fn said_of(answer: &str) -> String {
    let exercise = goroutine_practice::SET.exercise("worker_pool").expect("it");
    let judged = Judged::of(exercise, answer, 1, SCHEDULES);
    let prompts = Prompts { week: "week7", options: "", hints: 0 };
    show(&judged, exercise, answer, &prompts)
}

#[test]
fn what_is_not_modelled_is_told_from_what_does_not_exist() {
    let text = said_of("use std::fs::File;");
    assert!(text.contains("no `File` in `fs`"), "{text}");
    assert!(text.contains("there is no fs"), "{text}");
}

#[test]
fn of_an_answer_that_does_not_compile_the_consequences_are_not_told() {
    // Only the checks can say what is missing.
    let text = said_of("fn main() {}");
    assert!(text.contains("it does not compile with its checks"), "{text}");
    let text = said_of("fn main() -> u32 {}");
    assert!(text.contains("answers/worker_pool.rs:1"), "{text}");
    assert!(!text.contains("checks/"), "{text}");
}

/// The command line of week 7 with a folder for the learner's answers.
pub fn week7_command(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(&BUILT.binaries["goroutine_practice"]);
    command.args(words).env("PRACTICE_ANSWERS", folder);
    command
}

pub fn week7(folder: &Path, words: &[&str]) -> Output {
    week7_command(folder, words).output().expect("it starts")
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

#[test]
fn a_learner_solves_an_exercise() {
    let folder = tempfile::tempdir().expect("a folder");
    let answers = folder.path().join("goroutine_practice");
    let week7 = |words: &[&str]| week7(folder.path(), words);
    let file = answers.join("safe_counter.rs");
    let exercise = goroutine_practice::SET.exercise("safe_counter").expect("it");

    let overview = week7(&[]);
    assert!(stdout(&overview).contains("Next: "), "{overview:?}");
    assert_eq!(fs::read_to_string(&file).unwrap(), exercise.starter);

    let wrong = week7(&["check", "safe_counter"]);
    assert_eq!(wrong.status.code(), Some(1), "{wrong:?}");
    let text = stdout(&wrong);
    assert!(text.starts_with("safe_counter: WRONG, an update was lost"), "{text}");
    let hint = week7(&["hint", "safe_counter"]);
    assert!(stdout(&hint).contains("3 left"), "{hint:?}");
    let svg = folder.path().join("lost.svg");
    let drawn = week7(&["explain", "safe_counter", "--svg", svg.to_str().unwrap()]);
    assert!(drawn.status.success(), "{drawn:?}");
    assert!(fs::read_to_string(svg).unwrap().starts_with("<svg "));
    let asked = week7(&["solution", "safe_counter"]);
    assert!(stdout(&asked).contains("ask again"), "{asked:?}");

    // A manifest beside the answers is never read.
    fs::write(answers.join("Cargo.toml"), "nonsense").unwrap();
    fs::write(&file, exercise.solution).unwrap();
    let right = week7(&["check", "safe_counter"]);
    assert_eq!(right.status.code(), Some(0), "{right:?}");
    assert!(stdout(&right).starts_with("safe_counter: passed"), "{right:?}");
    let explained = week7(&["explain", "safe_counter"]);
    assert_eq!(explained.status.code(), Some(0), "{explained:?}");
    let svg = folder.path().join("nothing.svg");
    let drawn = week7(&["explain", "safe_counter", "--svg", svg.to_str().unwrap()]);
    assert!(drawn.status.code() == Some(1) && !svg.exists(), "{drawn:?}");
    assert!(stdout(&week7(&["list"])).contains("passed"));
    let object = stdout(&week7(&["check", "safe_counter", "--json"]));
    let object: BTreeMap<String, serde_json::Value> =
        serde_json::from_str(&object).expect("an object");
    assert_eq!(object["passed"], true);

    fs::write(&file, exercise.solution.replace("Relaxed)", "Relaxed) ")).unwrap();
    assert!(stdout(&week7(&["list"])).contains("changed"));
    let reset = week7(&["reset", "safe_counter"]);
    assert!(stdout(&reset).contains("safe_counter.backup1.rs"), "{reset:?}");
    assert_eq!(fs::read_to_string(&file).unwrap(), exercise.starter);
    // Nothing that was kept is lost, and nothing is said to be that was not there.
    fs::write(&file, "// mine").unwrap();
    week7(&["reset", "safe_counter"]);
    let kept = |n| answers.join(format!("safe_counter.backup{n}.rs"));
    assert_eq!(fs::read_to_string(kept(2)).unwrap(), "// mine");
    assert!(fs::read_to_string(kept(1)).unwrap().contains("Relaxed) "));
    assert_eq!(fs::read_to_string(&file).unwrap(), exercise.starter);
    let parts = fs::read_dir(&answers).unwrap().flatten();
    let is_part = |name: &str| name.ends_with(".part");
    assert!(
        !parts.into_iter().any(|one| is_part(&one.file_name().to_string_lossy()))
    );

    for nonsense in [&["chek"][..], &["check", "safe_conter"], &["--frob"]] {
        let output = week7(nonsense);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert_eq!(stdout(&output), "");
    }
}

#[test]
fn an_option_that_a_command_would_not_look_at_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    for (words, goes_with) in [
        (&["check", "safe_counter", "--all"][..], "it goes with check, without"),
        (&["list", "--all"], "it goes with check, without"),
        (&["explain", "safe_counter", "--json"], "--json goes with check"),
        (&["--json"], "--json goes with check"),
        (
            &["run", "safe_counter", "--seed", "7"],
            "--seed goes with check, explain",
        ),
        (&["check", "--quick"], "--quick goes with prove"),
        (&["check", "safe_counter", "--svg", "a.svg"], "--svg goes with explain"),
        (
            &["solution", "safe_counter", "--take", "a.rs"],
            "--take goes with shipped",
        ),
    ] {
        let output = week7(folder.path(), words);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert_eq!(stdout(&output), "");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.lines().count() == 1 && said.contains(goes_with), "{said}");
    }
}

#[test]
fn every_help_fits_a_terminal() {
    for name in ["goroutine_practice", "channel_practice", "compare", "mutants"] {
        let mut help = Command::new(&BUILT.binaries[name]);
        let output = help.arg("--help").output().expect("it starts");
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let text = stdout(&output);
        let fits = |line: &str| line.chars().count() <= 80;
        assert!(text.lines().all(fits), "{text}");
    }
}

#[test]
fn every_shipped_answer_is_listed_and_can_be_read() {
    let sets = [&goroutine_practice::SET, &channel_practice::SET];
    for exercise in sets.into_iter().flat_map(|set| set.exercises) {
        let wrong = exercise.wrong.iter().map(|one| one.name).collect();
        for (part, listed) in [("odd", exercise.odd.to_vec()), ("wrong", wrong)] {
            let folder = Path::new(exercise.folder).join(part);
            for file in fs::read_dir(folder).expect("a folder").flatten() {
                let path = file.path();
                let name = path.file_stem().and_then(|name| name.to_str());
                let listed = name.is_some_and(|name| listed.contains(&name));
                assert!(listed, "{} is of no answer", path.display());
            }
            for name in listed {
                exercise.shipped(name).unwrap_or_else(|fault| panic!("{fault}"));
            }
        }
    }
}

#[test]
fn a_shipped_answer_is_shown_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let exercise = goroutine_practice::SET.exercise("safe_counter").expect("it");
    let wrong = exercise.wrong[0].name;
    let output = week7(folder.path(), &["shipped", "safe_counter", wrong]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(stdout(&output), exercise.shipped(wrong).expect("it"));
    let output = week7(folder.path(), &["shipped", "safe_counter", "no_such"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("`no_such`"));
}

#[test]
fn an_answer_runs_natively() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = week7(folder.path(), &["run", "safe_counter"]);
    assert!(output.status.success(), "{output:?}");
    assert!(stdout(&output).contains("of 40"), "{output:?}");
}

#[test]
fn the_answers_of_others_are_judged_and_left_as_they_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let solved = ["first_workers", "safe_counter"];
    for name in solved {
        let exercise = goroutine_practice::SET.exercise(name).expect("it");
        let file = folder.path().join(format!("{name}.rs"));
        fs::write(file, exercise.solution).unwrap();
    }
    let nowhere = tempfile::tempdir().expect("a folder");
    let theirs = folder.path().to_str().unwrap();
    let check = ["check", "--all", "--answers", theirs, "--seed", "7", "--json"];
    let output = week7(nowhere.path(), &check);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let text = stdout(&output);
    let objects: Vec<serde_json::Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(objects.len(), goroutine_practice::SET.exercises.len());
    for object in &objects {
        let is_solved = solved.iter().any(|name| object["exercise"] == *name);
        assert_eq!(object["passed"], is_solved, "{object}");
        if !is_solved {
            assert_eq!(object["verdict"], "there is no answer", "{object}");
        }
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), solved.len());
    assert_eq!(fs::read_dir(nowhere.path()).unwrap().count(), 0);

    for nonsense in [
        &["check", "--all", "--answers", "no/such/folder"][..],
        &["reset", "safe_counter", "--answers", theirs],
    ] {
        let output = week7(nowhere.path(), nonsense);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr).lines().count(), 1);
    }
}
