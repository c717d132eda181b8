//! Small programs around one `select!`.

use std::time::Duration;

use shared::{Log, Task};
use tokio::select;
use tokio::sync::mpsc;
use tokio::time::{Instant, interval, interval_at, sleep, sleep_until};
use tokio_util::sync::CancellationToken;

use Command::{Cancel, Pause, Resume, Start};
use State::{Cancelled, Done, Idle, Paused, Running};

/// A press prints a page every 10 ms, five in all, but only while it runs. In
/// every other state the arm that prints is off; in Go one uses a nil channel for
/// it. Commands come through one channel that is always listened to, and one
/// `match` says which are legal now. If each command had an arm, an illegal one
/// would not be refused: it would stay in its channel until its arm is on again.
/// If the operator leaves while the press does not run, nobody can ever start it
/// again, so the `else` ends it. Without the `else` the `select!` would panic.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn state_machine(log: &Log) {
    log.clock(Instant::now);
    for (number, script) in (1..).zip(SCRIPTS) {
        let press = log.task(format!("press {number}"));
        let operator = press.starts(format!("operator {number}"));
        let (commands_in, commands) = mpsc::channel(1);
        let operator = tokio::spawn(operate(operator, script, commands_in));
        run(&press, commands).await;
        operator.await.unwrap();
    }
}

/// Ends when the press is done or cancelled, or when it does not run and nobody is left
/// to command it.
async fn run(press: &Task, mut commands: mpsc::Receiver<Command>) {
    let (mut state, mut pages) = (Idle, 0);
    let mut work = interval(Duration::from_millis(10));
    while !matches!(state, Cancelled | Done) {
        select! {
            Some(command) = commands.recv() => match next(state, command) {
                Some(legal) => {
                    writeln!(press, "{state:?}, {command:?}: {legal:?}");
                    state = legal;
                    work.reset(); // the next page is 10 ms away
                }
                None => writeln!(press, "{state:?}, {command:?}: refused"),
            },
            _ = work.tick(), if state == Running => {
                pages += 1;
                state = if pages == 5 { Done } else { Running };
                writeln!(press, "page {pages}: {state:?}");
            }
            else => {
                writeln!(press, "{state:?}: the operator has left");
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
    operator: Task,
    script: &[(u64, Command)],
    commands: mpsc::Sender<Command>,
) {
    let start = Instant::now();
    for &(at, command) in script {
        sleep_until(start + Duration::from_millis(at)).await;
        if let Err(mpsc::error::SendError(command)) = commands.send(command).await {
            writeln!(operator, "{command:?}: the press has ended");
        }
    }
}

/// Orders are stored three at a time, or when the first of them is 50 ms old.
/// When its `CancellationToken` is cancelled, the batcher refuses new orders
/// and stores all that were sent before. All this, with a heartbeat, is one
/// loop with four arms; the Go program has two of them. In tokio the receiver
/// can `close` the channel. From then on a send returns its order, what is
/// inside still comes out, and then `recv` gives `None`. In Go a receiver that
/// closes the channel makes the next send panic, so there the sender closes it.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn batcher(log: &Log) {
    log.clock(Instant::now);
    let batcher = log.task("batcher");
    let (orders_in, mut orders) = mpsc::channel(10);
    let stop = CancellationToken::new();
    let shop = shop(batcher.starts("shop"), orders_in, stop.clone());
    let shop = tokio::spawn(shop);

    let mut batch = Vec::new();
    let too_old = sleep(Duration::ZERO);
    tokio::pin!(too_old);
    let period = Duration::from_millis(40);
    let mut beat = interval_at(Instant::now() + period, period);
    loop {
        select! {
            order = orders.recv() => {
                let Some(order) = order else { break }; // closed and drained
                if batch.is_empty() {
                    // A timer that is over may be polled again when it is set anew.
                    too_old.as_mut().reset(Instant::now() + Duration::from_millis(50));
                }
                batch.push(order);
                if batch.len() == 3 {
                    flush(&batcher, "size", &mut batch);
                }
            }
            () = &mut too_old, if !batch.is_empty() => {
                flush(&batcher, "time", &mut batch);
            }
            _ = beat.tick() => writeln!(batcher, "is alive"),
            () = stop.cancelled(), if !orders.is_closed() => orders.close(),
        }
    }
    flush(&batcher, "shutdown", &mut batch);
    shop.await.unwrap();
}

fn flush(batcher: &Task, why: &str, batch: &mut Vec<u32>) {
    if !batch.is_empty() {
        writeln!(batcher, "stores {batch:?} by {why}");
        batch.clear();
    }
}

/// Orders 1 to 7 in time, and one that comes too late.
async fn shop(shop: Task, orders: mpsc::Sender<u32>, stop: CancellationToken) {
    for (pause, order) in
        [(0, 1), (0, 2), (0, 3), (15, 4), (15, 5), (95, 6), (5, 7)]
    {
        sleep(Duration::from_millis(pause)).await;
        writeln!(shop, "order {order}");
        orders.send(order).await.unwrap();
    }
    stop.cancel();
    orders.closed().await;
    let refused = orders.send(8).await.unwrap_err();
    writeln!(shop, "order {} comes back", refused.0);
}
