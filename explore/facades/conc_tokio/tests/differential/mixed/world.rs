//! What the tasks of a program share, and what each of them owns.

use std::collections::{BTreeMap, VecDeque};
use std::pin::Pin;
use std::sync::{Arc, Mutex as Unseen};
use std::time::Duration;

use conc_tokio::sync::{
    Mutex, Notify, OwnedMutexGuard, OwnedSemaphorePermit, RwLock, Semaphore,
    broadcast, futures::OwnedNotified, mpsc, oneshot, watch,
};
use conc_tokio::task::{AbortHandle, JoinHandle, JoinSet};
use conc_tokio_util::sync::CancellationToken;
use explore::sync as own;

use crate::model::adds;

use super::owners::Acts;
use super::{Steps, follow};

pub const SHORT: Duration = Duration::from_millis(2);
pub const SECOND: Duration = Duration::from_secs(1);

/// What all tasks share.
pub struct World {
    pub steps: Steps,
    pub numbers: [own::atomic::AtomicU32; 2],
    pub std_lock: own::Mutex<usize>,
    pub lock: Arc<Mutex<usize>>,
    pub shelf: RwLock<usize>,
    pub permits: Arc<Semaphore>,
    pub notify: Arc<Notify>,
    pub token: CancellationToken,
    /// Where a task leaves its clone for another one.
    pub left: own::Mutex<Vec<Arc<Acts>>>,
    /// What each task has seen, by its name. Nobody looks at it while one can go on.
    seen: Unseen<BTreeMap<String, Vec<String>>>,
    tasks: Unseen<Vec<AbortHandle>>,
}

/// A few things of one kind, which lie where this does. One more than there is room for is
/// dropped.
#[derive(Clone)]
pub struct Several<T>([Option<T>; 3]);

/// What one task owns. It is dropped in this order.
pub struct Own {
    pub name: String,
    pub world: Arc<World>,
    /// The steps that it has not taken.
    pub left: VecDeque<u8>,
    pub senders: Several<mpsc::Sender<usize>>,
    pub receiver: Option<mpsc::Receiver<usize>>,
    pub posts: Several<mpsc::UnboundedSender<usize>>,
    pub posted: Option<mpsc::UnboundedReceiver<usize>>,
    pub answer: Option<oneshot::Sender<usize>>,
    pub answered: Option<oneshot::Receiver<usize>>,
    pub sets: Option<watch::Sender<usize>>,
    pub watches: Option<watch::Receiver<usize>>,
    pub tells: Option<broadcast::Sender<usize>>,
    pub hears: Option<broadcast::Receiver<usize>>,
    pub arc: Option<Arc<Acts>>,
    pub permit: Option<OwnedSemaphorePermit>,
    pub guard: Option<OwnedMutexGuard<usize>>,
    pub begun: Option<Pin<Box<OwnedNotified>>>,
    pub children: Several<JoinHandle<usize>>,
    pub set: JoinSet<usize>,
}

impl World {
    pub fn new(steps: Steps) -> Arc<World> {
        Arc::new(World {
            steps,
            numbers: Default::default(),
            std_lock: own::Mutex::default(),
            lock: Arc::default(),
            shelf: RwLock::default(),
            permits: Arc::new(Semaphore::new(1)),
            notify: Arc::default(),
            token: CancellationToken::new(),
            left: own::Mutex::default(),
            seen: Unseen::default(),
            tasks: Unseen::default(),
        })
    }

    /// What so many tasks own; `first` says who owns what there is but once.
    pub fn owners(self: &Arc<World>, many: usize, first: usize) -> Vec<Own> {
        let mut owners: Vec<_> =
            (0..many).map(|number| self.owner(number.to_string())).collect();
        let (sender, receiver) = mpsc::channel(1);
        let (post, posted) = mpsc::unbounded_channel();
        let (answer, answered) = oneshot::channel();
        let (sets, watches) = watch::channel(0);
        let (tells, hears) = broadcast::channel(2);
        let shares = self.steps.shares();
        let arc = shares.then(|| Arc::new(Acts::new(first, &post, &sender)));
        for own in &mut owners[1..] {
            own.senders.push(sender.clone());
            own.posts.push(post.clone());
            own.watches = Some(watches.clone());
            own.hears = Some(tells.subscribe());
            own.arc = arc.clone();
        }
        owners.rotate_left(first % many);
        owners[1].receiver = Some(receiver);
        owners[2].posted = Some(posted);
        owners[0].answer = Some(answer);
        owners[1].answered = Some(answered);
        owners[1].sets = Some(sets);
        owners[0].tells = Some(tells);
        owners.rotate_right(first % many);
        drop(hears);
        owners
    }

    /// What a task of this name owns at first.
    pub fn owner(self: &Arc<World>, name: String) -> Own {
        self.seen.lock().unwrap().insert(name.clone(), Vec::new());
        Own {
            name,
            world: self.clone(),
            left: VecDeque::new(),
            senders: Several::default(),
            receiver: None,
            posts: Several::default(),
            posted: None,
            answer: None,
            answered: None,
            sets: None,
            watches: None,
            tells: None,
            hears: None,
            arc: None,
            permit: None,
            guard: None,
            begun: None,
            children: Several::default(),
            set: JoinSet::new(),
        }
    }

    /// Somebody aborts this task in the end.
    pub fn keeps(&self, task: AbortHandle) {
        self.tasks.lock().unwrap().push(task);
    }

    /// One that was not aborted yet.
    pub fn next_task(&self) -> Option<AbortHandle> {
        self.tasks.lock().unwrap().pop()
    }

    /// What the tasks have seen.
    pub fn outcome(&self) -> String {
        let seen = self.seen.lock().unwrap();
        let of = |(name, seen): (&String, &Vec<String>)| {
            format!("{name}: {}", seen.join(" "))
        };
        seen.iter().map(of).collect::<Vec<_>>().join(" | ")
    }
}

impl<T> Default for Several<T> {
    fn default() -> Several<T> {
        Several([None, None, None])
    }
}

impl<T> Several<T> {
    pub fn push(&mut self, one: T) {
        if let Some(place) = self.0.iter_mut().find(|place| place.is_none()) {
            *place = Some(one);
        }
    }

    pub fn first(&mut self) -> Option<&mut T> {
        self.0.iter_mut().flatten().next()
    }

    pub fn last(&self) -> Option<&T> {
        self.0.iter().flatten().last()
    }

    pub fn take_first(&mut self) -> Option<T> {
        self.0.iter_mut().find(|place| place.is_some())?.take()
    }

    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.0.iter().flatten()
    }
}

impl Own {
    /// A number that says who it is.
    pub fn number(&self) -> usize {
        self.name.len() * 10 + usize::from(self.name.as_bytes()[0] - b'0')
    }

    pub fn sees(&self, what: String) {
        adds();
        let mut seen = self.world.seen.lock().unwrap();
        seen.entry(self.name.clone()).or_default().push(what);
    }

    /// Starts a task that owns this.
    pub fn start(&mut self, own: Own, script: VecDeque<u8>) {
        let task = conc_tokio::spawn(follow(self.world.steps, script, own));
        self.world.keeps(task.abort_handle());
        self.children.push(task);
    }

    /// Adds one to its set.
    pub fn add(&mut self, own: Own, script: VecDeque<u8>) {
        let task = self.set.spawn(follow(self.world.steps, script, own));
        self.world.keeps(task);
    }

    /// What a task that it starts owns: clones of what it has, and what there is but once.
    pub fn child(&mut self) -> (Own, VecDeque<u8>) {
        let name = format!("{}.{}", self.name, self.left.len());
        let mut own = self.world.owner(name);
        own.senders = self.senders.clone();
        own.posts = self.posts.clone();
        own.watches = self.watches.clone();
        own.arc = self.arc.clone();
        own.receiver = self.receiver.take();
        own.answered = self.answered.take();
        let script = self.left.pop_front();
        (own, script.into_iter().collect())
    }
}
