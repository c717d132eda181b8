//! std's channels: the first task receives, the others send.

use super::own::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use super::time::Duration;
use super::{Kind, Script, Seen, follow, outcome};

pub const ENDLESS: Kind = Kind {
    name: "mpsc::channel",
    run: |scripts| {
        let (sender, receiver) = channel();
        run(scripts, sender, receiver, |sender: &Sender<u8>, message, _, seen| {
            seen.add(sender.send(message).is_ok());
        })
    },
    tasks: TASKS,
};

pub const ONE: Kind = Kind {
    name: "mpsc::sync_channel(1)",
    run: |scripts| {
        let (sender, receiver) = sync_channel(1);
        run(scripts, sender, receiver, send)
    },
    tasks: TASKS,
};

pub const NONE: Kind = Kind {
    name: "mpsc::sync_channel(0)",
    run: |scripts| {
        let (sender, receiver) = sync_channel(0);
        run(scripts, sender, receiver, send)
    },
    tasks: TASKS,
};

const TASKS: &[(u8, usize)] = &[(5, 3), (4, 2), (4, 1)];

fn send(sender: &SyncSender<u8>, message: u8, tries: bool, seen: &mut Seen) {
    match tries {
        true => seen.add(sender.try_send(message)),
        false => seen.add(sender.send(message).is_ok()),
    }
}

fn run<S: Clone + Send + 'static>(
    scripts: Vec<Script>,
    sender: S,
    receiver: Receiver<u8>,
    send: fn(&S, u8, bool, &mut Seen),
) -> String {
    let mut scripts = scripts.into_iter();
    let mut receiver = Some(receiver);
    let mut receives = scripts.next().unwrap_or_default();
    // The end comes before the task has ended, for those who wait to send.
    receives.push(u8::MAX);
    let mut tasks =
        vec![follow(receives, move |way, seen| match (way, &receiver) {
            (_, None) => {}
            (0 | 1, Some(end)) => seen.add(end.recv()),
            (2, Some(end)) => seen.add(end.try_recv()),
            (3, Some(end)) => seen.add(end.try_iter().collect::<Vec<_>>()),
            (4, Some(end)) => seen.add(end.recv_timeout(Duration::from_secs(3600))),
            _ => receiver = None,
        })];
    for (number, mut script) in scripts.enumerate() {
        let mut sender = Some(sender.clone());
        let mut message = 10 * number as u8;
        script.push(u8::MAX);
        tasks.push(follow(script, move |way, seen| match (way, &sender) {
            (_, None) => {}
            (0..3, Some(end)) => {
                message += 1;
                send(end, message, way == 2, seen);
            }
            _ => sender = None,
        }));
    }
    drop(sender);
    outcome(tasks)
}
