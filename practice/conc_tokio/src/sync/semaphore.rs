use std::future::Future;
use std::panic::Location;
use std::sync::Arc;

use explore::Want;
use explore::tasks::{Did, Kind, Shared};
use tokio::sync::{self, AcquireError, TryAcquireError};

/// Like [`tokio::sync::Semaphore`].
#[derive(Debug)]
pub struct Semaphore {
    shared: Shared,
    permits: Arc<sync::Semaphore>,
}

impl Semaphore {
    /// The most permits there can be.
    pub const MAX_PERMITS: usize = sync::Semaphore::MAX_PERMITS;

    /// A semaphore with so many permits.
    #[track_caller]
    pub fn new(permits: usize) -> Semaphore {
        let permits = Arc::new(sync::Semaphore::new(permits));
        Semaphore { shared: Shared::new(Kind::Semaphore), permits }
    }

    /// Waits for a permit and takes it.
    #[track_caller]
    pub fn acquire(
        &self,
    ) -> impl Future<Output = Result<SemaphorePermit<'_>, AcquireError>> {
        self.acquire_at(1, Location::caller())
    }

    /// Waits for so many permits and takes them.
    #[track_caller]
    pub fn acquire_many(
        &self,
        n: u32,
    ) -> impl Future<Output = Result<SemaphorePermit<'_>, AcquireError>> {
        self.acquire_at(n, Location::caller())
    }

    async fn acquire_at(
        &self,
        n: u32,
        at: &'static Location<'static>,
    ) -> Result<SemaphorePermit<'_>, AcquireError> {
        let acquire = self.permits.acquire_many(n);
        let permit = self.shared.wait(Want::Permits, at, acquire).await;
        self.took(n as usize, permit.is_ok(), at);
        Ok(SemaphorePermit { semaphore: self, permit: Some(permit?), at })
    }

    /// Like [`acquire`](Semaphore::acquire), but the permit owns a clone of the `Arc`.
    #[track_caller]
    pub fn acquire_owned(
        self: Arc<Self>,
    ) -> impl Future<Output = Result<OwnedSemaphorePermit, AcquireError>> {
        self.acquire_owned_at(1, Location::caller())
    }

    /// Like [`acquire_many`](Semaphore::acquire_many), but the permit owns a clone of
    /// the `Arc`.
    #[track_caller]
    pub fn acquire_many_owned(
        self: Arc<Self>,
        n: u32,
    ) -> impl Future<Output = Result<OwnedSemaphorePermit, AcquireError>> {
        self.acquire_owned_at(n, Location::caller())
    }

    async fn acquire_owned_at(
        self: Arc<Self>,
        n: u32,
        at: &'static Location<'static>,
    ) -> Result<OwnedSemaphorePermit, AcquireError> {
        let acquire = Arc::clone(&self.permits).acquire_many_owned(n);
        let permit = self.shared.wait(Want::Permits, at, acquire).await;
        self.took(n as usize, permit.is_ok(), at);
        Ok(OwnedSemaphorePermit { semaphore: self, permit: Some(permit?), at })
    }

    /// Takes a permit if there is one.
    ///
    /// # Errors
    ///
    /// If there is none, or the semaphore is closed.
    #[track_caller]
    pub fn try_acquire(&self) -> Result<SemaphorePermit<'_>, TryAcquireError> {
        self.try_acquire_many(1)
    }

    /// Takes so many permits if they are there.
    ///
    /// # Errors
    ///
    /// If they are not, or the semaphore is closed.
    #[track_caller]
    pub fn try_acquire_many(
        &self,
        n: u32,
    ) -> Result<SemaphorePermit<'_>, TryAcquireError> {
        let at = Location::caller();
        let permit = self.permits.try_acquire_many(n);
        self.took(n as usize, permit.is_ok(), at);
        Ok(SemaphorePermit { semaphore: self, permit: Some(permit?), at })
    }

    /// Takes a permit if there is one, for a clone of the `Arc`.
    ///
    /// # Errors
    ///
    /// If there is none, or the semaphore is closed.
    #[track_caller]
    pub fn try_acquire_owned(
        self: Arc<Self>,
    ) -> Result<OwnedSemaphorePermit, TryAcquireError> {
        let at = Location::caller();
        let permit = Arc::clone(&self.permits).try_acquire_owned();
        self.took(1, permit.is_ok(), at);
        Ok(OwnedSemaphorePermit { semaphore: self, permit: Some(permit?), at })
    }

    /// Adds so many permits.
    #[track_caller]
    pub fn add_permits(&self, n: usize) {
        self.permits.add_permits(n);
        self.gave(n, Location::caller());
    }

    /// Takes so many permits away for good, or fewer if there are not as many.
    #[track_caller]
    pub fn forget_permits(&self, n: usize) -> usize {
        let forgotten = self.permits.forget_permits(n);
        self.took(forgotten, true, Location::caller());
        forgotten
    }

    /// How many permits are there.
    pub fn available_permits(&self) -> usize {
        self.permits.available_permits()
    }

    /// Who waits, and who comes, gets an error.
    #[track_caller]
    pub fn close(&self) {
        self.permits.close();
        self.shared.did(Did::Close, Location::caller());
    }

    /// Whether it is closed.
    pub fn is_closed(&self) -> bool {
        self.permits.is_closed()
    }

    fn took(&self, permits: usize, took: bool, at: &'static Location<'static>) {
        let left = self.permits.available_permits();
        let did = match took {
            true => Did::Take { permits, left },
            false if self.is_closed() => Did::FindClosed,
            false => Did::FindNoPermit,
        };
        self.shared.did(did, at);
    }

    fn gave(&self, permits: usize, at: &'static Location<'static>) {
        let left = self.permits.available_permits();
        self.shared.did(Did::Give { permits, left }, at);
    }
}

/// Like [`tokio::sync::SemaphorePermit`].
#[derive(Debug)]
#[must_use = "if unused the permit is given back at once"]
pub struct SemaphorePermit<'a> {
    semaphore: &'a Semaphore,
    permit: Option<sync::SemaphorePermit<'a>>,
    at: &'static Location<'static>,
}

impl SemaphorePermit<'_> {
    /// The permit is never given back.
    pub fn forget(mut self) {
        if let Some(permit) = self.permit.take() {
            permit.forget();
        }
    }

    /// How many permits it is.
    pub fn num_permits(&self) -> usize {
        self.permit.as_ref().map_or(0, sync::SemaphorePermit::num_permits)
    }
}

impl Drop for SemaphorePermit<'_> {
    fn drop(&mut self) {
        if let Some(permit) = self.permit.take() {
            let permits = permit.num_permits();
            drop(permit);
            self.semaphore.gave(permits, self.at);
        }
    }
}

/// Like [`tokio::sync::OwnedSemaphorePermit`].
#[derive(Debug)]
#[must_use = "if unused the permit is given back at once"]
pub struct OwnedSemaphorePermit {
    semaphore: Arc<Semaphore>,
    permit: Option<sync::OwnedSemaphorePermit>,
    at: &'static Location<'static>,
}

impl OwnedSemaphorePermit {
    /// The permit is never given back.
    pub fn forget(mut self) {
        if let Some(permit) = self.permit.take() {
            permit.forget();
        }
    }

    /// How many permits it is.
    pub fn num_permits(&self) -> usize {
        self.permit.as_ref().map_or(0, sync::OwnedSemaphorePermit::num_permits)
    }
}

impl Drop for OwnedSemaphorePermit {
    fn drop(&mut self) {
        if let Some(permit) = self.permit.take() {
            let permits = permit.num_permits();
            drop(permit);
            self.semaphore.gave(permits, self.at);
        }
    }
}
