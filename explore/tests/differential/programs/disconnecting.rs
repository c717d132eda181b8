//! What happens when one side of a channel is gone.

use super::atomic::{AtomicU32, Ordering::SeqCst};
use super::channel::{Sender, bounded, unbounded};
use super::{Log, Noted, pause, programs, spawn};
use std::sync::Arc;

programs! { 500;
    fn bounded_keeps_what_nobody_can_receive() {
        let log = Log::default();
        let (sender, receiver) = bounded(2);
        sender.send(Noted(1, log.clone())).ok().unwrap();
        drop(receiver);
        let kept = (log.notes(), sender.len());
        drop(sender);
        (kept, log.notes())
    }

    fn unbounded_discards_what_nobody_can_receive() {
        let log = Log::default();
        let (sender, receiver) = unbounded();
        sender.send(Noted(1, log.clone())).ok().unwrap();
        drop(receiver);
        let kept = (log.notes(), sender.len());
        drop(sender);
        (kept, log.notes())
    }

    fn a_sender_in_a_bounded_channel_stays() {
        let (outer, receiver) = bounded::<Sender<u32>>(2);
        let (inner, end) = bounded(1);
        outer.send(inner).unwrap();
        let task = spawn(move || drop(receiver));
        let early = end.try_recv();
        task.join().unwrap();
        let late = end.try_recv();
        drop(outer);
        (early, late, end.try_recv())
    }

    fn a_sender_in_an_unbounded_channel_goes() {
        let (outer, receiver) = unbounded::<Sender<u32>>();
        let (inner, end) = bounded(1);
        outer.send(inner).unwrap();
        let task = spawn(move || drop(receiver));
        pause();
        let early = end.try_recv();
        task.join().unwrap();
        (early, end.try_recv())
    }

    fn the_last_receiver_of_bounded_races_a_send() {
        let log = Log::default();
        let (sender, receiver) = bounded(1);
        let task = spawn(move || drop(receiver));
        let sent = sender.send(Noted(1, log.clone())).is_ok();
        let early = log.notes();
        task.join().unwrap();
        let late = log.notes();
        drop(sender);
        (sent, early, late, log.notes())
    }

    fn the_last_receiver_of_unbounded_races_a_send() {
        let log = Log::default();
        let (sender, receiver) = unbounded();
        let task = spawn(move || drop(receiver));
        let sent = sender.send(Noted(1, log.clone())).is_ok();
        task.join().unwrap();
        (sent, log.notes())
    }

    fn messages_outlive_their_senders() {
        let (sender, receiver) = unbounded();
        let task = spawn(move || {
            sender.send(1).unwrap();
            sender.send(2).unwrap();
        });
        task.join().unwrap();
        [receiver.recv(), receiver.recv(), receiver.recv()]
    }

    fn the_end_of_the_sender_is_seen() {
        let (sender, receiver) = bounded(1);
        let task = spawn(move || {
            sender.send(1).unwrap();
            pause();
        });
        let seen = [(); 2].map(|()| {
            pause();
            receiver.try_recv()
        });
        task.join().unwrap();
        (seen, receiver.try_recv())
    }

    fn a_waiting_receiver_is_told() {
        let (sender, receiver) = bounded::<u32>(1);
        let tasks = [receiver.clone(), receiver]
            .map(|receiver| spawn(move || receiver.recv()));
        pause();
        drop(sender);
        tasks.map(|task| task.join().unwrap())
    }

    fn a_waiting_sender_is_told() {
        let (sender, receiver) = bounded(1);
        let tasks =
            [1, 2].map(|task| {
                let sender = sender.clone();
                spawn(move || sender.send(task))
            });
        pause();
        let received = receiver.try_recv().is_ok();
        drop(receiver);
        let sent = tasks.map(|task| task.join().unwrap().map_err(|error| error.0));
        (received, sent, sender.len())
    }

    fn a_sender_that_waits_to_meet_is_told() {
        let (sender, receiver) = bounded(0);
        let task = spawn(move || sender.send(7).map_err(|error| error.into_inner()));
        pause();
        drop(receiver);
        task.join().unwrap()
    }

    fn a_receiver_that_waits_to_meet_is_told() {
        let (sender, receiver) = bounded::<u32>(0);
        let task = spawn(move || receiver.recv());
        pause();
        drop(sender);
        task.join().unwrap()
    }

    fn room_does_not_help_without_receivers() {
        let (sender, receiver) = bounded(3);
        drop(receiver);
        let sent = sender.send(1).map_err(|error| error.into_inner());
        (sent, sender.try_send(2), sender.len())
    }

    fn senders_are_counted() {
        let (sender, receiver) = bounded::<u32>(1);
        let gone = [(); 2].map(|()| Arc::new(AtomicU32::new(0)));
        for gone in gone.clone() {
            let sender = sender.clone();
            spawn(move || {
                drop(sender);
                gone.store(1, SeqCst);
            });
        }
        drop(sender);
        pause();
        let seen: u32 = gone.iter().map(|gone| gone.load(SeqCst)).sum();
        (seen, receiver.try_recv())
    }

    fn receivers_are_counted() {
        let (sender, receiver) = bounded(1);
        let gone = [(); 2].map(|()| Arc::new(AtomicU32::new(0)));
        for gone in gone.clone() {
            let receiver = receiver.clone();
            spawn(move || {
                drop(receiver);
                gone.store(1, SeqCst);
            });
        }
        drop(receiver);
        pause();
        let seen: u32 = gone.iter().map(|gone| gone.load(SeqCst)).sum();
        (seen, sender.send(1).is_ok())
    }

    fn a_clone_keeps_the_channel() {
        let (sender, receiver) = bounded(1);
        let clone = sender.clone();
        drop(sender);
        let alone = receiver.try_recv();
        clone.send(1).unwrap();
        drop(clone);
        (alone, receiver.recv(), receiver.recv())
    }

    fn the_unread_are_dropped_in_order() {
        let log = Log::default();
        let (sender, receiver) = bounded(3);
        for note in 1..=3 {
            sender.send(Noted(note, log.clone())).ok().unwrap();
        }
        drop(receiver.recv());
        log.add(10);
        drop(sender);
        log.add(20);
        drop(receiver);
        log.notes()
    }

    fn the_discarded_are_dropped_in_order() {
        let log = Log::default();
        let (sender, receiver) = unbounded();
        for note in 1..=3 {
            sender.send(Noted(note, log.clone())).ok().unwrap();
        }
        drop(receiver);
        log.add(20);
        drop(sender.send(Noted(4, log.clone())));
        log.notes()
    }

    fn errors_say_what_happened() {
        let (sender, receiver) = bounded(1);
        let empty = receiver.try_recv().unwrap_err();
        sender.send(1).unwrap();
        let full = sender.try_send(2).unwrap_err();
        drop(receiver);
        let gone = sender.send(3).unwrap_err();
        let tried = sender.try_send(4).unwrap_err();
        let said = [
            format!("{empty} {empty:?} {}", empty.is_empty()),
            format!("{full} {full:?} {}", full.is_full()),
            format!("{gone} {gone:?} {}", gone.into_inner()),
            format!("{tried} {tried:?} {}", tried.is_disconnected()),
        ];
        let (sender, receiver) = unbounded::<u32>();
        drop(sender);
        let ended = receiver.recv().unwrap_err();
        let tried = receiver.try_recv().unwrap_err();
        (said, format!("{ended} {ended:?} {tried} {tried:?}"))
    }
}
