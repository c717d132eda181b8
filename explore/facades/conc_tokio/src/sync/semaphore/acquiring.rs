//! How permits are taken.

use explore::tasks::begins;
use std::future::Future;
use std::panic::Location;
use std::sync::Arc;

use explore::Want;
use tokio::sync::{AcquireError, TryAcquireError};

use super::permit::{OwnedSemaphorePermit, SemaphorePermit};
use super::permits::Semaphore;
use crate::blocking;
use crate::support::At;

impl Semaphore {
    /// Waits for a permit and takes it.
    #[track_caller]
    pub fn acquire(
        &self,
    ) -> impl Future<Output = Result<SemaphorePermit<'_>, AcquireError>> {
        self.acquire_at(1, Location::caller())
    }

    /// Takes a permit if there is one.
    ///
    /// # Errors
    ///
    /// If there is none, or the semaphore is closed.
    #[track_caller]
    pub fn try_acquire(&self) -> Result<SemaphorePermit<'_>, TryAcquireError> {
        begins();
        self.try_acquire_at(1, Location::caller())
    }

    /// Like [`acquire`](Semaphore::acquire), where nothing can be awaited.
    ///
    /// # Errors
    ///
    /// If the semaphore is closed.
    ///
    /// # Panics
    ///
    /// In an async task.
    #[track_caller]
    pub fn blocking_acquire(&self) -> Result<SemaphorePermit<'_>, AcquireError> {
        blocking::wait(self.acquire())
    }

    /// Waits for so many permits and takes them.
    #[track_caller]
    pub fn acquire_many(
        &self,
        n: u32,
    ) -> impl Future<Output = Result<SemaphorePermit<'_>, AcquireError>> {
        self.acquire_at(n, Location::caller())
    }

    /// Takes so many permits if they are there.
    ///
    /// # Errors
    ///
    /// If there are not as many, or the semaphore is closed.
    #[track_caller]
    pub fn try_acquire_many(
        &self,
        n: u32,
    ) -> Result<SemaphorePermit<'_>, TryAcquireError> {
        begins();
        self.try_acquire_at(n, Location::caller())
    }

    /// Like [`acquire_many`](Semaphore::acquire_many), where nothing can be awaited.
    ///
    /// # Errors
    ///
    /// If the semaphore is closed.
    ///
    /// # Panics
    ///
    /// In an async task.
    #[track_caller]
    pub fn blocking_acquire_many(
        &self,
        n: u32,
    ) -> Result<SemaphorePermit<'_>, AcquireError> {
        blocking::wait(self.acquire_many(n))
    }

    async fn acquire_at(
        &self,
        n: u32,
        at: At,
    ) -> Result<SemaphorePermit<'_>, AcquireError> {
        self.take(n, at).await?;
        Ok(SemaphorePermit::new(self, n as usize, at))
    }

    fn try_acquire_at(
        &self,
        n: u32,
        at: At,
    ) -> Result<SemaphorePermit<'_>, TryAcquireError> {
        self.try_take(n, at)?;
        Ok(SemaphorePermit::new(self, n as usize, at))
    }

    /// Like [`acquire`](Semaphore::acquire), but the permit owns a clone of
    /// the `Arc`.
    #[track_caller]
    pub fn acquire_owned(
        self: Arc<Self>,
    ) -> impl Future<Output = Result<OwnedSemaphorePermit, AcquireError>> {
        self.acquire_owned_at(1, Location::caller())
    }

    /// Like [`try_acquire`](Semaphore::try_acquire), for a clone of the `Arc`.
    ///
    /// # Errors
    ///
    /// If there is none, or the semaphore is closed.
    #[track_caller]
    pub fn try_acquire_owned(
        self: Arc<Self>,
    ) -> Result<OwnedSemaphorePermit, TryAcquireError> {
        begins();
        self.try_acquire_owned_at(1, Location::caller())
    }

    /// Like [`acquire_owned`](Semaphore::acquire_owned), where nothing can be awaited.
    ///
    /// # Errors
    ///
    /// If the semaphore is closed.
    ///
    /// # Panics
    ///
    /// In an async task.
    #[track_caller]
    pub fn blocking_acquire_owned(
        self: Arc<Self>,
    ) -> Result<OwnedSemaphorePermit, AcquireError> {
        blocking::wait(self.acquire_owned())
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

    /// Like [`try_acquire_many`](Semaphore::try_acquire_many), for a clone of the `Arc`.
    ///
    /// # Errors
    ///
    /// If there are not as many, or the semaphore is closed.
    #[track_caller]
    pub fn try_acquire_many_owned(
        self: Arc<Self>,
        n: u32,
    ) -> Result<OwnedSemaphorePermit, TryAcquireError> {
        begins();
        self.try_acquire_owned_at(n, Location::caller())
    }

    /// Like [`acquire_many_owned`](Semaphore::acquire_many_owned), where nothing can be awaited.
    ///
    /// # Errors
    ///
    /// If the semaphore is closed.
    ///
    /// # Panics
    ///
    /// In an async task.
    #[track_caller]
    pub fn blocking_acquire_many_owned(
        self: Arc<Self>,
        n: u32,
    ) -> Result<OwnedSemaphorePermit, AcquireError> {
        blocking::wait(self.acquire_many_owned(n))
    }

    async fn acquire_owned_at(
        self: Arc<Self>,
        n: u32,
        at: At,
    ) -> Result<OwnedSemaphorePermit, AcquireError> {
        self.take(n, at).await?;
        Ok(OwnedSemaphorePermit::new(self, n as usize, at))
    }

    fn try_acquire_owned_at(
        self: Arc<Self>,
        n: u32,
        at: At,
    ) -> Result<OwnedSemaphorePermit, TryAcquireError> {
        self.try_take(n, at)?;
        Ok(OwnedSemaphorePermit::new(self, n as usize, at))
    }

    async fn take(&self, n: u32, at: At) -> Result<(), AcquireError> {
        let acquire = self.permits.acquire_many(n);
        let permit = self.shared.wait(Want::Permits, at, acquire).await;
        self.took(n as usize, permit.is_ok(), at);
        permit.map(tokio::sync::SemaphorePermit::forget)
    }

    fn try_take(&self, n: u32, at: At) -> Result<(), TryAcquireError> {
        let permit = self.permits.try_acquire_many(n);
        self.took(n as usize, permit.is_ok(), at);
        permit.map(tokio::sync::SemaphorePermit::forget)
    }
}
