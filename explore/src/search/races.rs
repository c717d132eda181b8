//! The pairs of steps whose order could have been the other one.

use super::clocks::{set, slot};
use super::node::holds;
use super::past::{Before, Past};
use super::race::Found;
use crate::model::TaskId;
use crate::model::access::Mode;
use crate::model::fault::Fault;
use crate::schedule::trace::{CLOCK, Trace};

/// Looks for races, and keeps what is known of the events for the next schedule.
#[derive(Default)]
pub(super) struct Races {
    pub(super) found: Found,
    past: Past,
    before: Before,
    /// The events that race with one.
    pairs: Vec<usize>,
    /// Those of them that nothing else puts in order.
    immediate: Vec<usize>,
    /// What comes before one whatever the order: what it has waited for.
    forced: Vec<u32>,
}

impl Races {
    /// The next schedule differs from the last one before this event already.
    pub(super) fn forget_from(&mut self, event: usize) {
        self.past.keep(event, 0);
    }

    /// Finds the races whose second step is at `from` or later, among the events up to
    /// `end`. What came before `from` is as in the schedule before. Those that are
    /// `blocked` there come later in this schedule: they are second steps too, as if each
    /// came next. `choice` knows of each choice the event that followed and who could go.
    /// Some are left out where [they are too many](Found::are_too_many).
    pub(super) fn find<'a>(
        &mut self,
        trace: &Trace,
        (end, blocked): (usize, &[usize]),
        from: usize,
        choice: impl Fn(usize) -> Option<(usize, &'a [TaskId])>,
    ) {
        let Races { found, past, before, pairs, immediate, forced } = self;
        found.clear();
        past.keep(from.min(end), trace.slots());
        let rests = trace.events[..end].iter().any(|event| event.rests);
        for j in (past.events()..end).chain(blocked.iter().copied()) {
            if j < end {
                past.stands_still(trace);
            }
            let event = trace.events[j];
            let own = slot(event.task);
            past.begin(trace, j, before);
            let Before { own: before, clock } = &mut *before;
            pairs.clear();
            set(forced, before);
            let looks = j >= from;
            // Of an event that comes before by its own task or by another pair.
            let settled = |i: usize| {
                let other = trace.events[i].task;
                other == event.task || before[slot(other)] as usize > i
            };
            if looks
                && event.task != CLOCK
                && let Some((_, enabled)) = choice(event.choice)
                && holds(enabled, CLOCK)
            {
                // The clock may have no moment left to jump to when this has happened:
                // then no step of its own is there to race with.
                found.could_go(event.choice, CLOCK, j);
            }
            for access in trace.accesses(&event) {
                let place = past.place(access.key);
                past.follow(place, access.mode, clock);
                if access.mode == Mode::Follows {
                    past.follow(place, access.mode, forced);
                }
                if !looks || !access.mode.counts() {
                    continue;
                }
                for &(i, then) in past.history(place).iter().rev() {
                    if settled(i) {
                        if then.changes() {
                            break;
                        }
                        continue;
                    }
                    if !then.conflicts(access.mode)
                        || Mode::never_turns(then, access.mode)
                    {
                        continue;
                    }
                    pairs.push(i);
                }
            }
            if rests && (event.stirs || event.rests) {
                past.follow_changes(event, clock);
                if looks && event.rests {
                    let others = past.stirs().iter().copied();
                    pairs.extend(others.filter(|&i| !settled(i)));
                }
                if looks && event.stirs {
                    let others = past.rests().iter().copied();
                    pairs.extend(others.filter(|&i| !settled(i)));
                }
            }
            let is_free =
                |i: usize| forced[slot(trace.events[i].task)] as usize <= i;
            let turns = |&i: &usize| {
                (trace.events[i].comes_along || event.comes_along) && is_free(i)
            };
            found.turns |= pairs.iter().any(turns);
            if event.all {
                past.join_all(clock);
                if looks {
                    pairs.extend((0..j).filter(|&i| !settled(i)));
                }
            } else if let Some(i) = past.all() {
                past.clocks.join_to(i, clock);
                if looks && !settled(i) {
                    pairs.push(i);
                }
            }
            if event.meets
                && let Some(&last) = past.meets().last()
            {
                // Each comes before the next one.
                past.clocks.join_to(last, clock);
                if looks {
                    let others = past.meets().iter().copied();
                    pairs.extend(others.filter(|&i| !settled(i)));
                }
            }
            if looks
                && trace.fault != Some(Fault::Meets)
                && let Some((first, enabled)) = choice(event.choice)
                && event.task != trace.events[first].task
                && holds(enabled, event.task)
            {
                // It could have gone by itself, and was met.
                found.could_go(event.choice, event.task, j);
            }
            // Before everything stood still it could have gone, and did not.
            let since = past.last[own].map_or(0, |last| last + 1);
            let wall = past.wall();
            // At a choice, and whether it could go there.
            let mut known = (usize::MAX, false);
            for i in since..if looks { wall } else { 0 } {
                let number = trace.events[i].choice;
                let next = trace.events.get(i + 1);
                if next.is_some_and(|next| next.choice == number) {
                    continue;
                }
                let can_go = |number| {
                    choice(number)
                        .is_some_and(|(_, enabled)| holds(enabled, event.task))
                };
                let could =
                    if known.0 == number { known.1 } else { can_go(number) };
                known = (number + 1, i + 1 < wall && can_go(number + 1));
                if could && !known.1 {
                    found.could_go(number, event.task, j);
                }
            }
            // The latest first: it may put an earlier one in order.
            pairs.sort_unstable_by(|a, b| b.cmp(a));
            pairs.dedup();
            immediate.clear();
            for &i in pairs.iter() {
                if found.are_too_many() {
                    return;
                }
                if immediate.iter().any(|&k| past.clocks.before(trace, i, k)) {
                    continue;
                }
                let Some(choice) = choice(trace.events[i].choice) else { continue };
                if settled(choice.0) {
                    // What came along with a step of its own can never come later.
                    continue;
                }
                if let Some(is_certain) = found.add(
                    trace,
                    (&past.clocks, clock),
                    &past.last,
                    (i, j, end),
                    choice,
                ) {
                    // Else it may be an earlier one that keeps the second one waiting.
                    if is_certain {
                        immediate.push(i);
                    }
                }
            }
            if j < end {
                past.add(trace, clock);
            }
        }
    }
}
