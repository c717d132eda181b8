//! Programs of all the kinds together, made by chance: tasks that start, await and abort
//! each other, and share two of the things that tokio has. A step comes right after what was
//! awaited before it, or others may go first.

mod channels;
mod compares;
mod locks;
mod notifying;
mod once;
mod owners;
mod permits;
mod plain;
mod selecting;
mod subscribed;
mod tasks;
mod tokens;
mod world;

use std::collections::VecDeque;

use conc_tokio::time::sleep;

use crate::model::programs::Kind;
use crate::model::{pause, reads, turn};

use world::{Own, SECOND, SHORT, World};

/// Two tasks that a third one starts.
const PAIRS: Kind = Kind {
    name: "a mixture of two tasks",
    run: |scripts| Box::pin(run(scripts)),
    tasks: &[(SETUPS, 1), (STEPS, 2), (STEPS, 3), (STEPS, 3)],
};

/// Three tasks with fewer steps.
const TRIOS: Kind = Kind {
    name: "a mixture of three tasks",
    run: |scripts| Box::pin(run(scripts)),
    tasks: &[(SETUPS, 1), (STEPS, 1), (STEPS, 2), (STEPS, 2), (STEPS, 2)],
};

/// How a program is set up: which two themes it has, and who owns what there is but once.
const SETUPS: u8 = 250;

/// The ways of a step: which one it is, and whether others may go before it.
const STEPS: u8 = 250;

/// Steps that have to do with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Theme {
    Channels,
    Locks,
    Notifying,
    Once,
    Owners,
    Permits,
    Selecting,
    Subscribed,
    Tokens,
    Tasks,
    Plain,
}

impl Theme {
    /// Those of which a program has two.
    const SOME: [Theme; 9] = [
        Theme::Channels,
        Theme::Locks,
        Theme::Notifying,
        Theme::Once,
        Theme::Owners,
        Theme::Permits,
        Theme::Selecting,
        Theme::Subscribed,
        Theme::Tokens,
    ];

    /// How many steps there are.
    fn steps(self) -> u8 {
        match self {
            Theme::Channels => channels::STEPS,
            Theme::Locks => locks::STEPS,
            Theme::Notifying => notifying::STEPS,
            Theme::Once => once::STEPS,
            Theme::Owners => owners::STEPS,
            Theme::Permits => permits::STEPS,
            Theme::Selecting => selecting::STEPS,
            Theme::Subscribed => subscribed::STEPS,
            Theme::Tokens => tokens::STEPS,
            Theme::Tasks => tasks::STEPS,
            Theme::Plain => plain::STEPS,
        }
    }

    /// Does the step with this number. Returns what the task sees.
    async fn take(self, step: u8, own: &mut Own) -> String {
        match self {
            Theme::Channels => channels::take(step, own).await,
            Theme::Locks => locks::take(step, own).await,
            Theme::Notifying => notifying::take(step, own).await,
            Theme::Once => once::take(step, own).await,
            Theme::Owners => owners::take(step, own).await,
            Theme::Permits => permits::take(step, own).await,
            Theme::Selecting => selecting::take(step, own).await,
            Theme::Subscribed => subscribed::take(step, own).await,
            Theme::Tokens => tokens::take(step, own).await,
            Theme::Tasks => tasks::take(step, own).await,
            Theme::Plain => plain::take(step, own).await,
        }
    }
}

/// The steps of a program: of its two themes, of tasks, and a few that need nothing.
#[derive(Clone, Copy)]
struct Steps([Theme; 4]);

impl Steps {
    fn of(setup: u8) -> Steps {
        let some = Theme::SOME;
        let (first, second) = (usize::from(setup), usize::from(setup) / some.len());
        let [first, second] = [first, second].map(|theme| some[theme % some.len()]);
        Steps([first, second, Theme::Tasks, Theme::Plain])
    }

    async fn take(self, step: u8, own: &mut Own) -> String {
        let all = self.0.iter().map(|theme| theme.steps()).sum::<u8>();
        let mut number = step % all;
        for theme in self.0 {
            if number < theme.steps() {
                return theme.take(number, own).await;
            }
            number -= theme.steps();
        }
        String::new()
    }

    /// Whether tasks share what acts as it is dropped.
    fn shares(self) -> bool {
        self.0.contains(&Theme::Owners)
    }

    /// Whether others may go before it.
    fn is_turn(step: u8) -> bool {
        !step.is_multiple_of(3)
    }
}

/// Takes the steps, and returns how many the task had. All that it owns lies in its future.
async fn follow(steps: Steps, script: VecDeque<u8>, mut own: Own) -> usize {
    let most = script.len();
    own.left = script;
    while let Some(step) = own.left.pop_front() {
        pause().await;
        if Steps::is_turn(step) {
            turn().await;
        }
        let saw = steps.take(step, &mut own).await;
        own.sees(saw);
    }
    most
}

async fn run(mut scripts: Vec<Vec<u8>>) -> String {
    let setup = scripts.remove(0)[0];
    let steps = Steps::of(setup);
    let world = World::new(steps);
    let mut owners = world.owners(scripts.len(), usize::from(setup / 64));
    let mut main = owners.remove(0);
    let begins = scripts.remove(0);
    let starts = async move {
        for (own, script) in owners.into_iter().zip(scripts) {
            main.start(own, script.into());
        }
        follow(steps, begins.into(), main).await
    };
    let main = conc_tokio::spawn(starts);
    world.keeps(main.abort_handle());
    drop(main);
    // The clock stands still as long as a task can go on.
    sleep(SECOND).await;
    reads();
    let outcome = world.outcome();
    while let Some(task) = world.next_task() {
        task.abort();
        sleep(SHORT).await;
    }
    outcome
}
