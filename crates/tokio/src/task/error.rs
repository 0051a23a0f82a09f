//! [`JoinError`]: why a task gives no result.

use std::any::Any;
use std::fmt;
use std::io;

/// A task was aborted or has panicked.
pub struct JoinError(Why);

enum Why {
    Real(real::task::JoinError),
    Cancelled(u64),
    Panicked(u64, Box<dyn Any + Send>),
}

// SAFETY: the payload of a panic is reached by value alone.
unsafe impl Sync for JoinError {}

impl JoinError {
    pub(crate) fn real(error: real::task::JoinError) -> Self {
        Self(Why::Real(error))
    }

    pub(crate) fn cancelled(task: u64) -> Self {
        Self(Why::Cancelled(task))
    }

    pub(crate) fn panicked(task: u64, payload: Box<dyn Any + Send>) -> Self {
        Self(Why::Panicked(task, payload))
    }

    /// Whether the task was aborted.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        match &self.0 {
            Why::Real(error) => error.is_cancelled(),
            Why::Cancelled(_) => true,
            Why::Panicked(..) => false,
        }
    }

    /// Whether the task has panicked.
    #[must_use]
    pub fn is_panic(&self) -> bool {
        !self.is_cancelled()
    }

    /// What the task panicked with.
    ///
    /// # Panics
    /// If it was aborted.
    #[must_use]
    pub fn into_panic(self) -> Box<dyn Any + Send + 'static> {
        let payload = self.try_into_panic();
        payload.expect("`JoinError` reason is not a panic.")
    }

    /// What the task panicked with.
    ///
    /// # Errors
    /// This error, if it was aborted.
    pub fn try_into_panic(self) -> Result<Box<dyn Any + Send + 'static>, JoinError> {
        match self.0 {
            Why::Real(error) => error.try_into_panic().map_err(Self::real),
            Why::Panicked(_, payload) => Ok(payload),
            cancelled => Err(Self(cancelled)),
        }
    }
}

fn message(payload: &(dyn Any + Send)) -> Option<&str> {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| payload.downcast_ref::<&'static str>().copied())
}

impl fmt::Display for JoinError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Why::Real(error) => error.fmt(f),
            Why::Cancelled(task) => write!(f, "task {task} was cancelled"),
            Why::Panicked(task, payload) => match message(&**payload) {
                Some(message) => write!(f, "task {task} panicked with message {message:?}"),
                None => write!(f, "task {task} panicked"),
            },
        }
    }
}

impl fmt::Debug for JoinError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Why::Real(error) => error.fmt(f),
            Why::Cancelled(_) => write!(f, "JoinError::Cancelled"),
            Why::Panicked(_, payload) => match message(&**payload) {
                Some(message) => write!(f, "JoinError::Panic({message:?})"),
                None => write!(f, "JoinError::Panic(...)"),
            },
        }
    }
}

impl std::error::Error for JoinError {}

impl From<JoinError> for io::Error {
    fn from(error: JoinError) -> Self {
        io::Error::other(if error.is_panic() {
            "task panicked"
        } else {
            "task was cancelled"
        })
    }
}
