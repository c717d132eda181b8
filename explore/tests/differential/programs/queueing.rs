//! Channels with room: order, room, length, ends of iterating.

use super::channel::{bounded, unbounded};
use super::{Log, Noted, pause, programs, spawn};

programs! { 500;
    fn two_senders_into_one_receiver() {
        let (sender, receiver) = unbounded();
        let other = sender.clone();
        spawn(move || {
            sender.send(1).unwrap();
            pause();
            sender.send(2).unwrap();
        });
        spawn(move || other.send(3));
        receiver.iter().collect::<Vec<_>>()
    }

    fn two_senders_with_room_for_one() {
        let (sender, receiver) = bounded(1);
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

    fn one_sender_into_two_receivers() {
        let (sender, receiver) = bounded(2);
        let tasks = [receiver.clone(), receiver].map(|receiver| {
            spawn(move || {
                let mut received = Vec::new();
                for message in receiver {
                    received.push(message);
                    pause();
                }
                received
            })
        });
        for message in 0..2 {
            sender.send(message).unwrap();
            pause();
        }
        drop(sender);
        tasks.map(|task| task.join().unwrap())
    }

    fn a_full_channel_refuses() {
        let (sender, receiver) = bounded(1);
        let task = spawn(move || (receiver.recv(), receiver.try_recv().is_ok()));
        let first = sender.try_send(1).is_ok();
        pause();
        let second = sender.try_send(2).is_ok();
        drop(sender);
        (first, second, task.join().unwrap())
    }

    fn an_empty_channel_refuses() {
        let (sender, receiver) = bounded(2);
        let task = spawn(move || {
            sender.send(1).unwrap();
            pause();
            sender.send(2).unwrap();
        });
        let received = [(); 3].map(|()| {
            pause();
            receiver.try_recv()
        });
        task.join().unwrap();
        received
    }

    fn length_as_seen_by_the_receiver() {
        let (sender, receiver) = bounded(2);
        let task = spawn(move || {
            sender.send(1).unwrap();
            pause();
            sender.send(2).unwrap();
        });
        let early = (receiver.len(), receiver.is_empty());
        pause();
        let full = receiver.is_full();
        task.join().unwrap();
        let late = (receiver.len(), receiver.is_full());
        (early, full, late, receiver.iter().count())
    }

    fn length_as_seen_by_the_sender() {
        let (sender, receiver) = bounded(2);
        sender.send(1).unwrap();
        sender.send(2).unwrap();
        let task = spawn(move || {
            receiver.recv().unwrap();
            pause();
            receiver.recv().unwrap();
        });
        let lengths = (sender.len(), sender.is_full(), sender.is_empty());
        task.join().unwrap();
        (lengths, sender.len(), sender.is_empty())
    }

    fn capacity_is_what_was_asked_for() {
        let none = bounded::<u32>(0);
        let three = bounded::<u32>(3);
        let endless = unbounded::<u32>();
        let capacities = [&none, &three, &endless]
            .map(|(sender, receiver)| (sender.capacity(), receiver.capacity()));
        let full = [&none, &three, &endless]
            .map(|(sender, receiver)| (sender.is_full(), receiver.is_full()));
        let empty = [&none, &three, &endless]
            .map(|(sender, receiver)| (sender.is_empty(), receiver.is_empty()));
        (capacities, full, empty)
    }

    fn iterating_ends_with_the_senders() {
        let (sender, receiver) = bounded(1);
        let task = spawn(move || {
            for message in 0..3 {
                sender.send(message).unwrap();
                pause();
            }
        });
        let received: Vec<_> = receiver.iter().collect();
        task.join().unwrap();
        (received, receiver.recv(), receiver.try_recv())
    }

    fn iterating_over_what_is_there() {
        let (sender, receiver) = unbounded();
        let task = spawn(move || {
            for message in 0..2 {
                sender.send(message).unwrap();
                pause();
            }
        });
        let early: Vec<_> = receiver.try_iter().collect();
        task.join().unwrap();
        (early, receiver.try_iter().collect::<Vec<_>>())
    }

    fn a_pool_of_two_workers() {
        let (jobs, todo) = bounded(1);
        let (done, results) = unbounded();
        for worker in 0..2 {
            let (todo, done) = (todo.clone(), done.clone());
            spawn(move || {
                for job in todo {
                    pause();
                    done.send((worker, job)).unwrap();
                }
            });
        }
        drop((todo, done));
        for job in 0..2 {
            jobs.send(job).unwrap();
        }
        drop(jobs);
        results.iter().collect::<Vec<_>>()
    }

    fn a_channel_as_a_message() {
        let (asks, asked) = bounded(1);
        let answers = spawn(move || {
            for answer in asked {
                pause();
                let _ = super::channel::Sender::send(&answer, 7);
            }
        });
        let (answer, answered) = bounded(1);
        asks.send(answer).unwrap();
        let first = answered.recv();
        let second = answered.recv();
        drop(asks);
        answers.join().unwrap();
        (first, second)
    }

    fn a_channel_as_a_semaphore() {
        let (enter, leave) = bounded(1);
        let inside = Log::default();
        let tasks = [1, 2].map(|task| {
            let (enter, leave, inside) = (enter.clone(), leave.clone(), inside.clone());
            spawn(move || {
                enter.send(()).unwrap();
                inside.add(task);
                pause();
                inside.add(task);
                leave.recv().unwrap();
            })
        });
        for task in tasks {
            task.join().unwrap();
        }
        inside.notes()
    }

    fn the_same_channel_is_recognized() {
        let (sender, receiver) = bounded::<u32>(1);
        let (other, elsewhere) = bounded::<u32>(1);
        (
            sender.same_channel(&sender.clone()),
            sender.same_channel(&other),
            receiver.same_channel(&receiver.clone()),
            receiver.same_channel(&elsewhere),
        )
    }

    fn what_is_received_is_dropped_by_the_receiver() {
        let log = Log::default();
        let (sender, receiver) = bounded(1);
        let (sends, receives) = (log.clone(), log.clone());
        let task = spawn(move || {
            sender.send(Noted(1, sends.clone())).ok().unwrap();
            pause();
            sender.send(Noted(2, sends)).ok().unwrap();
        });
        for message in receiver {
            receives.add(10 + message.0);
        }
        task.join().unwrap();
        log.notes()
    }
}
