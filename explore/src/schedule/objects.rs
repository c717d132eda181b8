//! The objects of a schedule, each as what it is modelled by.

use std::panic::Location;

use super::run::Run;
use crate::model::ObjectId;
use crate::model::access::{Key, Mode};
use crate::model::barrier::Barrier;
use crate::model::channel::Channel;
use crate::model::condvar::Condvar;
use crate::model::mutex::Mutex;
use crate::model::object::Model;
use crate::model::once::Once;
use crate::model::op::Op;
use crate::model::parker::Parker;
use crate::model::rwlock::RwLock;
use crate::model::wait_group::WaitGroup;

macro_rules! models {
    ($($kind:ident: $get:ident, $get_mut:ident;)*) => {
        impl Run {$(
            pub(crate) fn $get(&self, object: ObjectId) -> &$kind {
                match &self.objects[object].model {
                    Model::$kind(model) => model,
                    _ => unreachable!("an object keeps its kind"),
                }
            }

            pub(crate) fn $get_mut(&mut self, object: ObjectId) -> &mut $kind {
                match &mut self.objects[object].model {
                    Model::$kind(model) => model,
                    _ => unreachable!("an object keeps its kind"),
                }
            }
        )*}
    };
}

models! {
    Barrier: barrier, barrier_mut;
    Channel: channel, channel_mut;
    Condvar: condvar, condvar_mut;
    Mutex: mutex, mutex_mut;
    Once: once, once_mut;
    Parker: parker, parker_mut;
    RwLock: rwlock, rwlock_mut;
    WaitGroup: wait_group, wait_group_mut;
}

impl Run {
    /// The current task has done this to the object.
    #[inline]
    pub(crate) fn did(
        &mut self,
        object: ObjectId,
        (op, mode): (Op, Mode),
        at: &'static Location<'static>,
    ) {
        self.touch(Key::Object(object), mode);
        self.record(Some(object), op, at);
    }
}
