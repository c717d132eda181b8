//! The operation that waits: by the first of several arms that can, a task sends or
//! receives.

use std::panic::Location;
use std::time::Duration;

use super::core::PortRef;
use crate::model::Moment;
use crate::model::arms::Arms;
use crate::model::channel::Ticket;
use crate::model::pending::Pending;
use crate::schedule::engine::{announce, does, pick, reach, with_run};
use crate::schedule::run::Run;
use crate::time::in_a_while;

/// How long to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Patience {
    None,
    Until(Moment),
    Endless,
}

impl Patience {
    /// For so long from now on; endless if the clock cannot tell when that is over.
    pub(crate) fn lasting(duration: Duration) -> Patience {
        in_a_while(duration).map_or(Patience::Endless, Patience::Until)
    }

    fn until(self) -> Option<Moment> {
        match self {
            Patience::Until(moment) => Some(moment),
            Patience::None | Patience::Endless => None,
        }
    }
}

/// Which arm is taken if several can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// Any: each is a schedule of its own.
    Any,
    First,
}

impl Run {
    /// Adds the arms of a select.
    pub(crate) fn add_arms(&mut self, ports: &[PortRef<'_>]) -> Arms {
        let first = self.arms.len();
        for port in ports {
            let arm = port.arm(self);
            self.arms.push(arm);
        }
        Arms { first, end: self.arms.len() }
    }
}

/// Takes one of the arms, whose place is returned with the ticket to complete it.
/// `None` if none could be taken in time.
///
/// To wait at channels with capacity is one operation, which happens when it can. At a
/// channel without, others see whether a task waits already: that it begins to wait is
/// an operation of its own.
pub(crate) fn select(
    ports: &[PortRef<'_>],
    patience: Patience,
    order: Order,
    at: &'static Location<'static>,
) -> Option<(usize, Ticket)> {
    let taken = select_one(ports, patience, order, at);
    if patience != Patience::None {
        with_run(Run::may_have_parked);
    }
    taken
}

fn select_one(
    ports: &[PortRef<'_>],
    patience: Patience,
    order: Order,
    at: &'static Location<'static>,
) -> Option<(usize, Ticket)> {
    let until = patience.until();
    let meets = ports.iter().any(|port| port.meets());
    let mut has_waited = !meets && patience != Patience::None;
    let mut arms = None;
    reach(at, |run| {
        let added = run.add_arms(ports);
        arms = Some(added);
        match has_waited {
            true => Pending::Select { arms: added, turn: None, until },
            false => Pending::Ready,
        }
    });
    let Some(arms) = arms else {
        return without_schedule(ports, patience);
    };
    loop {
        if let Some(taken) = take_ready(ports, arms, (order, until), has_waited) {
            selected(arms);
            return Some(taken);
        }
        // Who has waited and cannot go on is late.
        if has_waited || patience == Patience::None {
            return None;
        }
        has_waited = true;
        reach(at, |run| {
            run.turns += 1;
            run.change();
            let waits = Pending::Select { arms, turn: Some(run.turns), until };
            run.task().pending = waits;
            run.changes_waiting(run.current);
            waits
        });
        if let Some(met) = with_run(Run::met).flatten() {
            selected(arms);
            return Some(met);
        }
    }
}

/// The step that completes it tells of all its arms.
fn selected(arms: Arms) {
    if arms.range().len() > 1 {
        with_run(|run| run.task().selected = Some(arms));
    }
}

/// Waits until one of the arms can be taken, and takes none. Who waits like this is met
/// by nobody. `None` if none could be taken in time.
pub(crate) fn ready(
    ports: &[PortRef<'_>],
    patience: Patience,
    order: Order,
    at: &'static Location<'static>,
) -> Option<usize> {
    let mut arms = None;
    reach(at, |run| {
        let added = run.add_arms(ports);
        arms = Some(added);
        match patience {
            Patience::None => Pending::Ready,
            _ => {
                let until = patience.until();
                Pending::Select { arms: added, turn: None, until }
            }
        }
    });
    assert!(
        arms.is_some(),
        "to be ready has a meaning only in an explored program"
    );
    let arms = arms?;
    let ways = with_run(|run| run.looks_at_arms(arms, false))?;
    let way = way(order, ways);
    with_run(|run| {
        if patience != Patience::None {
            run.may_have_parked();
        }
        run.ready(run.current, arms).nth(way)
    })
    .flatten()
}

/// The same at the only arm.
pub(super) fn select_only(
    port: PortRef<'_>,
    patience: Patience,
    at: &'static Location<'static>,
) -> Option<Ticket> {
    if port.meets() {
        return select(&[port], patience, Order::First, at)
            .map(|(_, ticket)| ticket);
    }
    let until = patience.until();
    let has_waited = patience != Patience::None;
    let pending = |run: &mut Run, _| match has_waited {
        true => Pending::Select { arms: run.add_arms(&[port]), turn: None, until },
        false => Pending::Ready,
    };
    if !announce(at, |run| port.channel(run), pending) {
        return without_schedule(&[port], patience).map(|(_, ticket)| ticket);
    }
    let ticket = does(|run| {
        let waited = has_waited && !run.is_over(until);
        if !waited {
            let channel = port.channel(run);
            run.looks_at_channel(channel);
        }
        let ticket = port.claim(waited, run);
        if has_waited {
            run.may_have_parked();
        }
        ticket
    });
    ticket.unwrap_or_else(|| port.claim_again())
}

/// Takes one of the arms that can be taken.
fn take_ready(
    ports: &[PortRef<'_>],
    arms: Arms,
    (order, until): (Order, Option<Moment>),
    has_waited: bool,
) -> Option<(usize, Ticket)> {
    let take = |run: &mut Run, way: usize, waited: bool| {
        let place = match ports.len() {
            1 => way,
            _ => run.ready(run.current, arms).nth(way)?,
        };
        Some((place, ports[place].claim(waited, run)?))
    };
    let (waited, ways, taken) = with_run(|run| {
        if has_waited {
            run.changes_waiting(run.current);
        }
        let waited = has_waited && !run.is_over(until) && ports.len() == 1;
        let ways = run.looks_at_arms(arms, waited);
        let is_sure = ways == 1 || ways > 1 && order == Order::First;
        (waited, ways, is_sure.then(|| take(run, 0, waited)))
    })?;
    match taken {
        Some(taken) => taken,
        None if ways == 0 => None,
        None => {
            let way = way(order, ways);
            with_run(|run| take(run, way, waited)).flatten()
        }
    }
}

impl Run {
    /// How many of the arms can be taken. If there is only one, and the task has `waited`
    /// until it can, there was nothing to find out.
    fn looks_at_arms(&mut self, arms: Arms, waited: bool) -> usize {
        if !waited {
            for place in arms.range() {
                self.looks_at_channel(self.arms[place].channel);
            }
        }
        self.ready(self.current, arms).count()
    }
}

/// Which of so many arms that can be taken.
fn way(order: Order, ways: usize) -> usize {
    match order {
        Order::Any => pick(ways),
        Order::First => 0,
    }
}

fn without_schedule(
    ports: &[PortRef<'_>],
    patience: Patience,
) -> Option<(usize, Ticket)> {
    let mut arms = ports.iter().enumerate();
    let taken = arms.find_map(|(place, port)| Some((place, port.claim_alone()?)));
    assert!(
        taken.is_some() || patience == Patience::None,
        "a channel waits only inside an explored program"
    );
    taken
}
