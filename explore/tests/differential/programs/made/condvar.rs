//! A number behind a lock, and waits for it to be there.

use std::sync::Arc;

use super::own::{Condvar, Mutex};
use super::time::Duration;
use super::{Kind, Script, follow, outcome, stuck};

pub const KIND: Kind = Kind { name: "condvar", run, tasks: &[(6, 2), (6, 2)] };

#[derive(Default)]
struct State {
    there: u32,
    over: bool,
}

fn run(scripts: Vec<Script>) -> String {
    let shared = Arc::new((Mutex::new(State::default()), Condvar::new()));
    let tasks = scripts.into_iter().map(|script| {
        let shared = shared.clone();
        follow(script, move |way, seen| {
            let (state, changed) = &*shared;
            let mut state = state.lock().unwrap();
            let nothing = |state: &mut State| state.there == 0 && !state.over;
            match way {
                0 => {
                    state.there += 1;
                    changed.notify_one();
                }
                1 => {
                    state.there += 2;
                    drop(state);
                    changed.notify_all();
                }
                2 | 3 => {
                    state = changed.wait_while(state, nothing).unwrap();
                    seen.add((state.there, state.over));
                    state.there = state.there.saturating_sub(1);
                }
                4 => {
                    let longest = Duration::from_secs(3600);
                    let waited =
                        changed.wait_timeout_while(state, longest, nothing);
                    let (mut state, waited) = waited.unwrap();
                    seen.add((state.there, waited.timed_out()));
                    state.there = state.there.saturating_sub(1);
                }
                _ => seen.add(state.there),
            }
        })
    });
    let tasks = tasks.collect();
    stuck();
    shared.0.lock().unwrap().over = true;
    shared.1.notify_all();
    outcome(tasks)
}
