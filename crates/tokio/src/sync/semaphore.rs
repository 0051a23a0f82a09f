//! A semaphore: permits, handed out first come, first served.

use std::fmt;
use std::future::Future;
use std::panic::Location;
use std::sync::Arc;

use interleave::shadow;
use real::sync as real_sync;

use super::shared::{Shared, Touching};

pub use real_sync::{AcquireError, TryAcquireError};

/// So many permits.
pub struct Semaphore {
    shared: Shared,
    real: real_sync::Semaphore,
}

/// A permit, given back where it is dropped.
#[must_use]
pub struct SemaphorePermit<'a> {
    touching: Touching<&'a Shared>,
    real: real_sync::SemaphorePermit<'a>,
    semaphore: &'a Semaphore,
}

/// A permit that keeps its semaphore alive.
#[must_use]
pub struct OwnedSemaphorePermit {
    // Dropped before the semaphore, which it borrows.
    permit: SemaphorePermit<'static>,
    semaphore: Arc<Semaphore>,
}

impl Semaphore {
    /// As many permits as there can be.
    pub const MAX_PERMITS: usize = real_sync::Semaphore::MAX_PERMITS;

    /// So many permits.
    #[track_caller]
    #[must_use]
    pub fn new(permits: usize) -> Self {
        Self {
            shared: Shared::new(),
            real: real_sync::Semaphore::new(permits),
        }
    }

    /// So many permits, in a constant.
    #[must_use]
    pub const fn const_new(permits: usize) -> Self {
        Self {
            shared: Shared::new(),
            real: real_sync::Semaphore::const_new(permits),
        }
    }

    /// How many permits there are now.
    #[track_caller]
    #[must_use]
    pub fn available_permits(&self) -> usize {
        self.shared.look(Location::caller());
        self.real.available_permits()
    }

    /// So many permits more.
    #[track_caller]
    pub fn add_permits(&self, permits: usize) {
        self.shared.touch(Location::caller());
        self.real.add_permits(permits);
    }

    /// Takes away so many permits, as far as they are there.
    #[track_caller]
    pub fn forget_permits(&self, permits: usize) -> usize {
        self.shared.touch(Location::caller());
        self.real.forget_permits(permits)
    }

    fn permit<'a>(&'a self, real: real_sync::SemaphorePermit<'a>) -> SemaphorePermit<'a> {
        SemaphorePermit {
            touching: Touching(&self.shared),
            real,
            semaphore: self,
        }
    }

    /// A permit; waits for it.
    ///
    /// # Errors
    /// If the semaphore is closed.
    #[track_caller]
    pub fn acquire(&self) -> impl Future<Output = Result<SemaphorePermit<'_>, AcquireError>> {
        self.acquire_many(1)
    }

    /// So many permits; waits for them.
    ///
    /// # Errors
    /// If the semaphore is closed.
    #[track_caller]
    pub fn acquire_many(
        &self,
        permits: u32,
    ) -> impl Future<Output = Result<SemaphorePermit<'_>, AcquireError>> {
        let site = Location::caller();
        async move {
            let permit = self.shared.poll(site, self.real.acquire_many(permits));
            Ok(self.permit(permit.await?))
        }
    }

    /// A permit, if there is one.
    ///
    /// # Errors
    /// If there is none, or the semaphore is closed.
    #[track_caller]
    pub fn try_acquire(&self) -> Result<SemaphorePermit<'_>, TryAcquireError> {
        self.try_acquire_many(1)
    }

    /// So many permits, if they are there.
    ///
    /// # Errors
    /// If they are not, or the semaphore is closed.
    #[track_caller]
    pub fn try_acquire_many(&self, permits: u32) -> Result<SemaphorePermit<'_>, TryAcquireError> {
        self.shared.touch(Location::caller());
        Ok(self.permit(self.real.try_acquire_many(permits)?))
    }

    /// A permit; waits for it on this thread.
    ///
    /// # Errors
    /// If the semaphore is closed.
    #[track_caller]
    pub fn blocking_acquire(&self) -> Result<SemaphorePermit<'_>, AcquireError> {
        self.blocking_acquire_many(1)
    }

    /// So many permits; waits for them on this thread.
    ///
    /// # Errors
    /// If the semaphore is closed.
    #[track_caller]
    pub fn blocking_acquire_many(&self, permits: u32) -> Result<SemaphorePermit<'_>, AcquireError> {
        if shadow::active() {
            let acquired = self.shared.block_on(self.real.acquire_many(permits));
            return Ok(self.permit(acquired?));
        }
        Ok(self.permit(self.real.blocking_acquire_many(permits)?))
    }

    /// A permit that keeps the semaphore alive; waits for it.
    ///
    /// # Errors
    /// If the semaphore is closed.
    #[track_caller]
    pub fn acquire_owned(
        self: Arc<Self>,
    ) -> impl Future<Output = Result<OwnedSemaphorePermit, AcquireError>> {
        self.acquire_many_owned(1)
    }

    /// So many permits that keep the semaphore alive; waits for them.
    ///
    /// # Errors
    /// If the semaphore is closed.
    #[track_caller]
    pub fn acquire_many_owned(
        self: Arc<Self>,
        permits: u32,
    ) -> impl Future<Output = Result<OwnedSemaphorePermit, AcquireError>> {
        let site = Location::caller();
        async move {
            let acquired = self.shared.poll(site, self.real.acquire_many(permits));
            let permit = self.permit(acquired.await?);
            Ok(owned(permit, &self))
        }
    }

    /// A permit that keeps the semaphore alive, if there is one.
    ///
    /// # Errors
    /// If there is none, or the semaphore is closed.
    #[track_caller]
    pub fn try_acquire_owned(self: Arc<Self>) -> Result<OwnedSemaphorePermit, TryAcquireError> {
        self.try_acquire_many_owned(1)
    }

    /// So many permits that keep the semaphore alive, if they are there.
    ///
    /// # Errors
    /// If they are not, or the semaphore is closed.
    #[track_caller]
    pub fn try_acquire_many_owned(
        self: Arc<Self>,
        permits: u32,
    ) -> Result<OwnedSemaphorePermit, TryAcquireError> {
        Ok(owned(self.try_acquire_many(permits)?, &self))
    }

    /// A permit that keeps the semaphore alive; waits for it on this thread.
    ///
    /// # Errors
    /// If the semaphore is closed.
    #[track_caller]
    pub fn blocking_acquire_owned(self: Arc<Self>) -> Result<OwnedSemaphorePermit, AcquireError> {
        self.blocking_acquire_many_owned(1)
    }

    /// So many permits that keep the semaphore alive; waits for them on this thread.
    ///
    /// # Errors
    /// If the semaphore is closed.
    #[track_caller]
    pub fn blocking_acquire_many_owned(
        self: Arc<Self>,
        permits: u32,
    ) -> Result<OwnedSemaphorePermit, AcquireError> {
        Ok(owned(self.blocking_acquire_many(permits)?, &self))
    }

    /// Hands out no more permits.
    #[track_caller]
    pub fn close(&self) {
        self.shared.touch(Location::caller());
        self.real.close();
    }

    /// Whether it is closed.
    #[track_caller]
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.shared.look(Location::caller());
        self.real.is_closed()
    }
}

/// The permit together with its semaphore.
fn owned(permit: SemaphorePermit<'_>, semaphore: &Arc<Semaphore>) -> OwnedSemaphorePermit {
    // SAFETY: what the permit borrows is in the `Arc`, which is dropped after it.
    let permit =
        unsafe { std::mem::transmute::<SemaphorePermit<'_>, SemaphorePermit<'static>>(permit) };
    OwnedSemaphorePermit {
        permit,
        semaphore: Arc::clone(semaphore),
    }
}

impl<'a> SemaphorePermit<'a> {
    /// Never gives it back.
    pub fn forget(self) {
        std::mem::forget(self.touching);
        self.real.forget();
    }

    /// Takes another one in.
    ///
    /// # Panics
    /// If it is another semaphore's.
    #[track_caller]
    pub fn merge(&mut self, other: Self) {
        std::mem::forget(other.touching);
        self.real.merge(other.real);
    }

    /// So many of its permits, if it has as many.
    pub fn split(&mut self, permits: usize) -> Option<Self> {
        let semaphore = self.semaphore;
        self.real.split(permits).map(|real| semaphore.permit(real))
    }

    /// Its semaphore.
    #[must_use]
    pub fn semaphore(&self) -> &'a Semaphore {
        self.semaphore
    }

    /// How many permits it has.
    #[must_use]
    pub fn num_permits(&self) -> usize {
        self.real.num_permits()
    }
}

impl OwnedSemaphorePermit {
    /// Never gives it back.
    pub fn forget(self) {
        self.permit.forget();
    }

    /// Takes another one in.
    ///
    /// # Panics
    /// If it is another semaphore's.
    #[track_caller]
    pub fn merge(&mut self, other: Self) {
        self.permit.merge(other.permit);
    }

    /// So many of its permits, if it has as many.
    pub fn split(&mut self, permits: usize) -> Option<Self> {
        let split = self.permit.split(permits)?;
        Some(owned(split, &self.semaphore))
    }

    /// Its semaphore.
    #[must_use]
    pub fn semaphore(&self) -> &Arc<Semaphore> {
        &self.semaphore
    }

    /// How many permits it has.
    #[must_use]
    pub fn num_permits(&self) -> usize {
        self.permit.num_permits()
    }
}

impl fmt::Debug for Semaphore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Semaphore").finish_non_exhaustive()
    }
}

impl fmt::Debug for SemaphorePermit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SemaphorePermit").finish_non_exhaustive()
    }
}

impl fmt::Debug for OwnedSemaphorePermit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OwnedSemaphorePermit")
            .finish_non_exhaustive()
    }
}
