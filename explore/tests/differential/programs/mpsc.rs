//! std's channels.

use super::own::mpsc::{channel, sync_channel};
use super::time::Duration;
use super::{pause, programs, spawn};

programs! { 300;
    fn each_sender_keeps_its_order() {
        let (sender, receiver) = channel();
        let tasks = [0, 10].map(|first| {
            let sender = sender.clone();
            spawn(move || {
                sender.send(first).unwrap();
                pause();
                sender.send(first + 1).unwrap();
            })
        });
        drop(sender);
        let received: Vec<u32> = receiver.iter().collect();
        tasks.into_iter().for_each(|task| task.join().unwrap());
        received
    }

    fn room_for_one_is_found_full_or_not() {
        let (sender, receiver) = sync_channel(1);
        let task = spawn(move || {
            let first = sender.try_send(1).is_ok();
            pause();
            (first, sender.try_send(2).is_ok())
        });
        let received = (receiver.recv(), receiver.recv());
        (task.join().unwrap(), received)
    }

    fn without_room_a_try_needs_a_receiver() {
        let (sender, receiver) = sync_channel(0);
        let task = spawn(move || {
            let met = sender.try_send(1).is_ok();
            if !met {
                sender.send(2).unwrap();
            }
            met
        });
        let received = receiver.recv();
        (task.join().unwrap(), received)
    }

    fn the_end_is_seen_after_what_was_sent() {
        let (sender, receiver) = channel();
        let task = spawn(move || sender.send(1));
        let early = receiver.try_recv();
        task.join().unwrap().unwrap();
        (early, receiver.try_recv(), receiver.try_recv())
    }

    fn nobody_receives_any_more() {
        let (sender, receiver) = channel();
        let task = spawn(move || drop(receiver));
        let early = sender.send(1).is_ok();
        task.join().unwrap();
        (early, sender.send(2).is_ok())
    }

    fn a_time_without_a_message_is_over() {
        let (sender, receiver) = channel::<u32>();
        let timeout = receiver.recv_timeout(Duration::from_millis(1));
        drop(sender);
        (timeout, receiver.recv_timeout(Duration::from_secs(3600)))
    }
}
