//! Time limits and timers. What decides is never how fast a thread is.

use super::channel::{
    RecvTimeoutError, Select, after, at, bounded, never, select, tick, unbounded,
};
use super::time::{Duration, Instant};
use super::{pause, programs, spawn, thread};

const SHORT: Duration = Duration::from_millis(1);
const LONG: Duration = Duration::from_secs(3600);

programs! { 20;
    fn an_arm_assigns_to_its_own_receiver() {
        let (sender, mut receiver) = bounded::<u32>(1);
        drop(sender);
        let mut closed = 0;
        loop {
            select! {
                recv(receiver) -> _ => {
                    receiver = never();
                    closed += 1;
                }
                default(SHORT) => break,
            }
        }
        loop {
            select! {
                recv(receiver) -> _ => receiver = never(),
                default => break,
            }
        }
        closed
    }

    fn nothing_comes_in_time() {
        let (sender, receiver) = bounded::<u32>(1);
        let (meets, met) = bounded::<u32>(0);
        sender.send(1).unwrap();
        let full = sender.send_timeout(2, SHORT).map_err(|error| {
            (error.is_timeout(), error.to_string(), error.into_inner())
        });
        receiver.recv().unwrap();
        let alone = meets.send_timeout(3, SHORT).map_err(|error| error.is_timeout());
        let late = Instant::now() + SHORT;
        (
            full,
            alone,
            receiver.recv_timeout(SHORT),
            met.recv_timeout(Duration::ZERO),
            met.recv_deadline(late),
            meets.send_deadline(4, late).is_err(),
        )
    }

    fn the_end_comes_before_the_time() {
        let (sender, receiver) = bounded::<u32>(0);
        let (unread, gone) = bounded(0);
        drop(gone);
        let task = spawn(move || receiver.recv_timeout(LONG));
        pause();
        drop(sender);
        let sent = unread.send_timeout(1, LONG);
        (task.join().unwrap(), sent.map_err(|error| error.is_disconnected()))
    }

    fn a_message_comes_before_the_time() {
        let (sender, receiver) = bounded(0);
        let (reply, replied) = bounded(1);
        let task = spawn(move || {
            let received = receiver.recv_timeout(LONG);
            pause();
            reply.send_timeout(2, LONG).is_ok() && received == Ok(1)
        });
        sender.send_timeout(1, LONG).unwrap();
        let received = replied.recv_timeout(LONG);
        (received, task.join().unwrap())
    }

    fn default_comes_after_a_while() {
        let (left, right) = (bounded::<u32>(0), bounded::<u32>(1));
        let first = select! {
            recv(left.1) -> message => message,
            recv(right.1) -> message => message,
            default(SHORT) => Ok(7),
        };
        let second = select! {
            recv(left.1) -> message => message,
            default(SHORT) => Ok(8),
        };
        let third = select! { send(left.0, 1) -> _ => 0, default(SHORT) => 9 };
        (first, second, third, select! { default(SHORT) => 10 })
    }

    fn default_need_not_come() {
        let (sender, receiver) = bounded(0);
        let (other, end) = bounded(0);
        spawn(move || {
            pause();
            sender.send(1)
        });
        let first = select! {
            recv(receiver) -> message => message,
            recv(end) -> message => message,
            default(LONG) => Ok(7),
        };
        drop(other);
        (first, end.recv())
    }

    fn after_a_while() {
        let begun = Instant::now();
        let timer = after(SHORT);
        let (_sender, receiver) = bounded::<u32>(0);
        let elapsed = select! {
            recv(receiver) -> _ => None,
            recv(timer) -> due => due.ok().map(|due| due.duration_since(begun)),
        };
        (elapsed >= Some(SHORT), timer.try_recv(), timer.recv_timeout(SHORT).is_ok())
    }

    fn after_comes_for_one() {
        let timer = after(SHORT);
        let tasks = [timer.clone(), timer].map(|timer| {
            spawn(move || {
                select! {
                    recv(timer) -> due => due.is_ok(),
                    default(SHORT * 3) => false,
                }
            })
        });
        let mut came = tasks.map(|task| task.join().unwrap());
        came.sort_unstable();
        came
    }

    fn timers_are_channels() {
        let now = Instant::now();
        let timers = [after(LONG), tick(LONG), at(now + LONG), at(now), never()];
        timers.map(|timer| {
            (timer.capacity(), timer.len(), timer.is_empty(), timer.is_full())
        })
    }

    fn timers_and_their_clones() {
        let (timer, ticker) = (after(LONG), tick(LONG));
        (
            timer.same_channel(&timer.clone()),
            timer.same_channel(&after(LONG)),
            ticker.same_channel(&ticker.clone()),
            ticker.same_channel(&timer),
            never::<u32>().same_channel(&never()),
            never().same_channel(&bounded::<u32>(0).1),
        )
    }

    fn never_comes() {
        let (sender, receiver) = unbounded();
        sender.send(1).unwrap();
        let nothing = never::<u32>();
        let received = select! {
            recv(nothing) -> message => message,
            recv(receiver) -> message => message,
        };
        let waited = nothing.recv_timeout(SHORT);
        (received, nothing.try_recv(), waited)
    }

    fn ticks_come_again_and_again() {
        let ticker = tick(SHORT);
        let due = [(); 3].map(|()| ticker.recv().unwrap());
        let apart = |earlier: usize| due[earlier + 1] - due[earlier] >= SHORT;
        (apart(0), apart(1))
    }

    fn a_slow_reader_misses_ticks() {
        let ticker = tick(SHORT);
        thread::sleep(SHORT * 5);
        let first = ticker.recv().unwrap();
        let second = ticker.recv().unwrap();
        second - first >= SHORT * 5
    }

    fn a_slow_select_misses_ticks() {
        let ticker = tick(SHORT);
        thread::sleep(SHORT * 5);
        let due = [(); 2].map(|()| select! {
            recv(ticker) -> due => due.unwrap(),
            recv(never::<u32>()) -> _ => unreachable!(),
        });
        due[1] - due[0] >= SHORT * 5
    }

    fn a_tick_before_the_end() {
        let (_sender, receiver) = bounded::<u32>(0);
        let ticker = tick(SHORT);
        let end = after(LONG);
        let mut ticks = 0;
        while ticks < 2 {
            select! {
                recv(ticker) -> _ => ticks += 1,
                recv(receiver) -> _ => break,
                recv(end) -> _ => break,
            }
        }
        ticks
    }

    fn a_built_select_gives_up() {
        let (left, right) = (bounded::<u32>(0), bounded::<u32>(1));
        let mut select = Select::new();
        select.recv(&left.1);
        select.recv(&right.1);
        let late = Instant::now() + SHORT;
        (
            select.select_timeout(SHORT).is_err(),
            select.select_deadline(late).is_err(),
            select.ready_timeout(SHORT).is_err(),
            select.try_ready().is_err(),
            Select::new().select_timeout(SHORT).is_err(),
        )
    }

    fn a_worker_that_is_given_up() {
        let (sender, receiver) = bounded(1);
        let (go, wait) = bounded::<()>(0);
        let task = spawn(move || {
            let _ = wait.recv();
            sender.send(1).is_ok()
        });
        let received = receiver.recv_timeout(SHORT);
        drop(receiver);
        drop(go);
        (received == Err(RecvTimeoutError::Timeout), task.join().unwrap())
    }
}
