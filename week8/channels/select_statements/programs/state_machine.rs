// cargo add tokio@1.54 --features macros,test-util

use std::sync::OnceLock;
use std::time::Duration;

use tokio::select;
use tokio::sync::mpsc;
use tokio::time::{Instant, interval, sleep_until};

use Command::{Cancel, Pause, Resume, Start};
use State::{Cancelled, Done, Idle, Paused, Running};

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    clock(); // begins to count
    for (number, script) in (1..).zip(SCRIPTS) {
        let press = format!("press {number}");
        let operator = format!("operator {number}");
        let (commands_in, commands) = mpsc::channel(1);
        let operator = tokio::spawn(operate(operator, script, commands_in));
        run(&press, commands).await;
        operator.await.unwrap();
    }
}

/// Ends when the press is done or cancelled, or when it does not run and nobody is
/// left to command it.
async fn run(press: &str, mut commands: mpsc::Receiver<Command>) {
    let (mut state, mut pages) = (Idle, 0);
    let mut work = interval(Duration::from_millis(10));
    while !matches!(state, Cancelled | Done) {
        select! {
            Some(command) = commands.recv() => match next(state, command) {
                Some(legal) => {
                    println!("{:4} ms  {press}: {state:?}, {command:?}: {legal:?}", clock());
                    state = legal;
                    work.reset(); // the next page is 10 ms away
                }
                None => println!("{:4} ms  {press}: {state:?}, {command:?}: refused", clock()),
            },
            _ = work.tick(), if state == Running => {
                pages += 1;
                state = if pages == 5 { Done } else { Running };
                println!("{:4} ms  {press}: page {pages}: {state:?}", clock());
            }
            else => {
                println!("{:4} ms  {press}: {state:?}: the operator has left", clock());
                break;
            }
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Idle,
    Running,
    Paused,
    Cancelled,
    Done,
}

#[derive(Clone, Copy, Debug)]
enum Command {
    Start,
    Pause,
    Resume,
    Cancel,
}

/// The state after a legal command; `None` for every other command.
fn next(state: State, command: Command) -> Option<State> {
    match (state, command) {
        (Idle, Start) | (Paused, Resume) => Some(Running),
        (Running, Pause) => Some(Paused),
        (Running | Paused, Cancel) => Some(Cancelled),
        _ => None,
    }
}

/// For each press, the milliseconds from its start and the command that is given
/// then.
const SCRIPTS: [&[(u64, Command)]; 4] = [
    &[
        (0, Pause),
        (0, Resume),
        (0, Cancel),
        (0, Start),
        (25, Start),
        (25, Resume),
        (25, Pause),
        (60, Start),
        (60, Pause),
        (60, Resume),
        (85, Pause),
        (95, Cancel),
        (100, Start),
    ],
    &[(0, Start), (15, Cancel)],
    &[(0, Start), (60, Cancel)],
    &[(0, Start), (15, Pause)],
];

async fn operate(
    operator: String,
    script: &[(u64, Command)],
    commands: mpsc::Sender<Command>,
) {
    let start = Instant::now();
    for &(at, command) in script {
        sleep_until(start + Duration::from_millis(at)).await;
        if let Err(mpsc::error::SendError(command)) = commands.send(command).await {
            println!(
                "{:4} ms  {operator}: {command:?}: the press has ended",
                clock()
            );
        }
    }
}

/// Milliseconds since its first call, on tokio's paused clock.
fn clock() -> u128 {
    static START: OnceLock<tokio::time::Instant> = OnceLock::new();
    START.get_or_init(tokio::time::Instant::now).elapsed().as_millis()
}
