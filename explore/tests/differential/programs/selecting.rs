//! `select!`, `select_biased!` and `Select` at channels with room.

use super::channel::{Select, bounded, never, select, select_biased, unbounded};
use super::{Log, pause, programs, spawn};

programs! { 500;
    fn any_of_two_that_are_ready() {
        let (left, right) = (bounded(1), bounded(1));
        left.0.send(1).unwrap();
        right.0.send(2).unwrap();
        let first = select! {
            recv(left.1) -> message => message,
            recv(right.1) -> message => message,
        };
        (first, left.1.len(), right.1.len())
    }

    fn the_first_of_two_that_are_ready() {
        let (left, right) = (bounded(1), bounded(1));
        left.0.send(1).unwrap();
        right.0.send(2).unwrap();
        select_biased! {
            recv(right.1) -> message => message,
            recv(left.1) -> message => message,
        }
    }

    fn only_what_is_ready() {
        let (left, middle, right) = (bounded(1), bounded::<u32>(1), bounded(1));
        left.0.send(1).unwrap();
        right.0.send(2).unwrap();
        select! {
            recv(left.1) -> message => message,
            recv(middle.1) -> message => message,
            recv(right.1) -> message => message,
        }
    }

    fn a_disconnected_channel_is_ready() {
        let (left, right) = (bounded(1), bounded::<u32>(0));
        left.0.send(1).unwrap();
        drop(right.0);
        select! {
            recv(left.1) -> message => message,
            recv(right.1) -> message => message,
        }
    }

    fn to_send_in_vain_is_ready() {
        let (left, right) = (bounded::<u32>(0), bounded::<u32>(1));
        drop(right.1);
        select! {
            recv(left.1) -> message => message.is_ok(),
            send(right.0, 1) -> sent => sent.is_err(),
        }
    }

    fn nothing_is_ready() {
        let (left, right) = (bounded::<u32>(0), bounded(1));
        right.0.send(1).unwrap();
        select! {
            recv(left.1) -> message => message.ok(),
            send(right.0, 2) -> sent => sent.map(|()| 7).ok(),
            default => None,
        }
    }

    fn default_races_a_sender() {
        let (sender, receiver) = bounded(1);
        let task = spawn(move || sender.send(1).unwrap());
        let seen = [(); 2].map(|()| {
            pause();
            select! {
                recv(receiver) -> message => message.ok(),
                default => Some(0),
            }
        });
        task.join().unwrap();
        seen
    }

    fn to_send_and_to_receive_on_one_channel() {
        let (sender, receiver) = bounded(1);
        [1, 2, 3].map(|round| {
            select! {
                send(sender, round) -> sent => sent.map(|()| 0).unwrap(),
                recv(receiver) -> message => message.unwrap(),
            }
        })
    }

    fn to_send_or_to_receive() {
        let (left, right) = (bounded(2), bounded(1));
        right.0.send(7).unwrap();
        let task = {
            let (sender, receiver) = (left.0.clone(), right.1.clone());
            spawn(move || {
                select! {
                    send(sender, 1) -> sent => (sent.is_ok(), 0),
                    recv(receiver) -> message => (false, message.unwrap()),
                }
            })
        };
        pause();
        let taken = right.1.try_recv().is_ok();
        (taken, task.join().unwrap(), left.1.len())
    }

    fn a_select_waits_for_either() {
        let (left, right) = (bounded(1), unbounded());
        spawn(move || left.0.send(1));
        spawn(move || right.0.send(2));
        [(); 3].map(|()| {
            pause();
            select! {
                recv(left.1) -> message => message,
                recv(right.1) -> message => message,
            }
        })
    }

    fn two_selects_take_one_message() {
        let (left, right) = (bounded(1), bounded::<u32>(1));
        let tasks = [(); 2].map(|()| {
            let (left, right) = (left.1.clone(), right.1.clone());
            spawn(move || {
                select! {
                    recv(left) -> message => message.ok(),
                    recv(right) -> message => message.ok(),
                }
            })
        });
        left.0.send(1).unwrap();
        pause();
        drop(right.0);
        tasks.map(|task| task.join().unwrap())
    }

    fn an_ended_channel_is_switched_off() {
        let (left, right) = (unbounded(), unbounded());
        spawn(move || left.0.send(1));
        spawn(move || {
            right.0.send(2).unwrap();
            pause();
            right.0.send(3).unwrap();
        });
        let (mut left, mut right) = (left.1, right.1);
        let (mut received, mut open) = (Vec::new(), 2);
        while open > 0 {
            pause();
            select! {
                recv(left) -> message => match message {
                    Ok(message) => received.push(message),
                    Err(_) => {
                        left = never();
                        open -= 1;
                    }
                },
                recv(right) -> message => match message {
                    Ok(message) => received.push(message),
                    Err(_) => {
                        right = never();
                        open -= 1;
                    }
                }
            }
        }
        received
    }

    fn a_message_is_computed_only_if_it_is_sent() {
        let log = Log::default();
        let (left, right) = (bounded(1), bounded(1));
        left.0.send(0).unwrap();
        let compute = |number| {
            log.add(number);
            number
        };
        for _ in 0..2 {
            select! {
                send(left.0, compute(1)) -> sent => sent.unwrap(),
                send(right.0, compute(2)) -> sent => sent.unwrap(),
                default => log.add(3),
            }
        }
        log.notes()
    }

    fn the_syntax_of_select() {
        let (sender, receiver) = bounded(1);
        let maybe = [&receiver].into_iter().next();
        let early = select! { recv(maybe.unwrap_or(&never())) -> _ => 1, default() => 2 };
        select! { send(&sender, 7,) -> sent => sent.unwrap() };
        let late = select_biased! {
            recv(receiver,) -> message => { message.unwrap() }
            send(sender, 8) -> _ => unreachable!(),
            default => 3
        };
        drop(sender);
        let moved = select! { recv(receiver) -> message => { drop(receiver); message } };
        (early, late, moved, select! { default => 4 })
    }

    fn select_can_be_built() {
        let (left, right) = (bounded(1), bounded(1));
        left.0.send(1).unwrap();
        right.0.send(2).unwrap();
        let full = right.0.clone();
        let mut select = Select::new();
        let indexes =
            [select.recv(&left.1), select.send(&full), select.recv(&right.1)];
        let selected = select.select();
        let index = selected.index();
        let message = match index {
            0 => selected.recv(&left.1),
            _ => selected.recv(&right.1),
        };
        (indexes, index, message)
    }

    fn an_operation_can_be_removed() {
        let (left, right) = (bounded(1), bounded(1));
        left.0.send(1).unwrap();
        right.0.send(2).unwrap();
        let mut select = Select::new();
        let first = select.recv(&left.1);
        let second = select.recv(&right.1);
        select.remove(first);
        let selected = select.try_select().unwrap();
        let index = selected.index();
        let message = selected.recv(&right.1);
        let none = select.try_select().is_err();
        (index == second, message, none, select.send(&left.0))
    }

    fn a_biased_select_can_be_built() {
        let (left, right) = (bounded(1), bounded::<u32>(1));
        left.0.send(1).unwrap();
        drop(right.0);
        let mut select = Select::new_biased();
        select.recv(&right.1);
        select.recv(&left.1);
        let selected = select.select();
        (selected.index(), selected.recv(&right.1))
    }

    fn to_be_ready_takes_nothing() {
        let (left, right) = (bounded::<u32>(1), bounded(1));
        let mut select = Select::new();
        select.recv(&left.1);
        select.recv(&right.1);
        let early = select.try_ready().ok();
        right.0.send(1).unwrap();
        (early, select.ready(), select.try_ready().ok(), right.1.len())
    }

    fn a_built_select_waits() {
        let (left, right) = (bounded(0), bounded::<u32>(1));
        let task = spawn(move || {
            let mut select = Select::new();
            select.send(&left.0);
            select.recv(&right.1);
            let selected = select.select();
            match selected.index() {
                0 => selected.send(&left.0, 1).map_err(|_| ()),
                _ => selected.recv(&right.1).map(drop).map_err(|_| ()),
            }
        });
        pause();
        let met = left.1.try_recv();
        drop(left.1);
        (met, task.join().unwrap())
    }
}
