//! Channels without capacity: a sender and a receiver meet.

use super::atomic::{AtomicU32, Ordering::SeqCst};
use super::channel::{bounded, select};
use super::{pause, programs, spawn};
use std::sync::Arc;

programs! { 500;
    fn to_send_is_to_meet() {
        let (sender, receiver) = bounded(0);
        let (before, sees) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
        let (comes, saw) = (before.clone(), sees.clone());
        let task = spawn(move || {
            comes.store(1, SeqCst);
            pause();
            let message = receiver.recv();
            (message, saw.load(SeqCst))
        });
        sender.send(7).unwrap();
        let came = before.load(SeqCst);
        sees.store(1, SeqCst);
        (came, task.join().unwrap())
    }

    fn two_senders_meet_one_receiver() {
        let (sender, receiver) = bounded(0);
        for task in 0..2 {
            let sender = sender.clone();
            spawn(move || {
                sender.send(task * 10).unwrap();
                pause();
                sender.send(task * 10 + 1).unwrap();
            });
        }
        drop(sender);
        receiver.iter().collect::<Vec<_>>()
    }

    fn one_sender_meets_two_receivers() {
        let (sender, receiver) = bounded(0);
        let tasks = [receiver.clone(), receiver]
            .map(|receiver| spawn(move || receiver.iter().collect::<Vec<_>>()));
        for message in 0..2 {
            sender.send(message).unwrap();
            pause();
        }
        drop(sender);
        tasks.map(|task| task.join().unwrap())
    }

    fn to_try_to_send_takes_a_receiver_that_waits() {
        let (sender, receiver) = bounded(0);
        let before = Arc::new(AtomicU32::new(0));
        let comes = before.clone();
        let task = spawn(move || {
            comes.store(1, SeqCst);
            receiver.recv()
        });
        let came = before.load(SeqCst);
        pause();
        let sent = sender.try_send(7);
        drop(sender);
        (came, sent, task.join().unwrap())
    }

    fn to_try_to_receive_takes_a_sender_that_waits() {
        let (sender, receiver) = bounded(0);
        let before = Arc::new(AtomicU32::new(0));
        let comes = before.clone();
        let task = spawn(move || {
            comes.store(1, SeqCst);
            sender.send(7).is_ok()
        });
        let came = before.load(SeqCst);
        pause();
        let received = receiver.try_recv();
        drop(receiver);
        (came, received, task.join().unwrap())
    }

    fn two_that_only_try_never_meet() {
        let (sender, receiver) = bounded(0);
        let task = spawn(move || [(); 2].map(|()| sender.try_send(7).is_ok()));
        let received = [(); 2].map(|()| receiver.try_recv().is_ok());
        (received, task.join().unwrap())
    }

    fn nobody_waits_at_first() {
        let (sender, receiver) = bounded(0);
        (sender.try_send(1), receiver.try_recv(), sender.len(), receiver.is_full())
    }

    fn two_receivers_wait_and_two_are_tried() {
        let (sender, receiver) = bounded(0);
        let tasks = [receiver.clone(), receiver]
            .map(|receiver| spawn(move || receiver.recv()));
        let first = sender.try_send(1).is_ok();
        pause();
        let second = sender.try_send(2).is_ok();
        drop(sender);
        (first, second, tasks.map(|task| task.join().unwrap()))
    }

    fn a_pipeline() {
        let (first, middle) = bounded(0);
        let (last, end) = bounded(1);
        spawn(move || {
            for number in 1..=3 {
                first.send(number).unwrap();
                pause();
            }
        });
        spawn(move || {
            for number in middle {
                last.send(number * number).unwrap();
            }
        });
        end.iter().collect::<Vec<u32>>()
    }

    fn both_are_in_a_select() {
        let (left, from_left) = bounded(0);
        let (right, from_right) = bounded(0);
        let task = spawn(move || {
            select! {
                send(left, 1) -> sent => (1, sent.is_ok()),
                send(right, 2) -> sent => (2, sent.is_ok()),
            }
        });
        let received = select! {
            recv(from_right) -> message => message,
            recv(from_left) -> message => message,
        };
        (received, task.join().unwrap())
    }

    fn each_sends_or_receives() {
        let (sender, receiver) = bounded(0);
        let tasks = [1, 2].map(|me| {
            let (sender, receiver) = (sender.clone(), receiver.clone());
            spawn(move || {
                select! {
                    send(sender, me) -> sent => (me, sent.is_ok()),
                    recv(receiver) -> message => (message.unwrap() * 10, true),
                }
            })
        });
        tasks.map(|task| task.join().unwrap())
    }

    fn two_selects_cross() {
        let (left, from_left) = bounded(0);
        let (right, from_right) = bounded(0);
        let task = {
            let (left, from_right) = (left.clone(), from_right.clone());
            spawn(move || {
                select! {
                    send(left, 1) -> sent => sent.map(|()| 0).ok(),
                    recv(from_right) -> message => message.ok(),
                }
            })
        };
        let mine = select! {
            send(right, 2) -> sent => sent.map(|()| 0).ok(),
            recv(from_left) -> message => message.ok(),
        };
        (mine, task.join().unwrap())
    }

    fn a_select_meets_two_in_any_order() {
        let (left, from_left) = bounded(0);
        let (right, from_right) = bounded(0);
        spawn(move || left.send(1));
        spawn(move || right.send(2));
        [(); 2].map(|()| {
            pause();
            select! {
                recv(from_left) -> message => message.unwrap_or(10),
                recv(from_right) -> message => message.unwrap_or(20),
            }
        })
    }

    fn a_select_with_default_takes_one_that_waits() {
        let (sender, receiver) = bounded(0);
        let task = spawn(move || sender.send(1).is_ok());
        let seen = [(); 2].map(|()| {
            pause();
            select! {
                recv(receiver) -> message => message.unwrap_or(7),
                default => 0,
            }
        });
        drop(receiver);
        (seen, task.join().unwrap())
    }

    fn a_select_that_waits_is_taken_by_one_that_tries() {
        let (sender, receiver) = bounded(0);
        let (other, elsewhere) = bounded::<u32>(0);
        let task = spawn(move || {
            select! {
                recv(receiver) -> message => message.unwrap_or(7),
                recv(elsewhere) -> message => message.unwrap_or(8),
            }
        });
        let sent = sender.try_send(1).is_ok();
        pause();
        drop(other);
        let late = sender.try_send(2).is_ok();
        (sent, late, task.join().unwrap())
    }

    // The select waits at a channel with room and at one without.
    fn a_select_with_a_message_may_still_be_met() {
        let (roomy, from_roomy) = bounded(1);
        let (narrow, from_narrow) = bounded(0);
        let task = spawn(move || {
            select! {
                recv(from_roomy) -> message => message,
                recv(from_narrow) -> message => message,
            }
        });
        roomy.send(1).unwrap();
        pause();
        let met = narrow.try_send(2).is_ok();
        (met, task.join().unwrap())
    }

    fn a_select_that_was_met_leaves_the_message() {
        let (roomy, from_roomy) = bounded(1);
        let (narrow, from_narrow) = bounded(0);
        let left = from_roomy.clone();
        let task = spawn(move || {
            select! {
                recv(from_roomy) -> message => message,
                recv(from_narrow) -> message => message,
            }
        });
        let met = narrow.try_send(2).is_ok();
        pause();
        roomy.send(1).unwrap();
        let received = task.join().unwrap();
        (met, received, left.len())
    }

    fn the_message_is_computed_while_the_receiver_waits() {
        let (sender, receiver) = bounded(0);
        let (source, from_source) = bounded(0);
        let task = spawn(move || receiver.recv());
        spawn(move || source.send(7));
        let sent = select! {
            send(sender, from_source.recv().unwrap()) -> sent => sent,
        };
        (sent, task.join().unwrap())
    }
}
