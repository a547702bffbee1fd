//! Handles: tokens that look like pointers and are never followed.
//!
//! A handle is a number from a counter that never repeats, so a freed handle
//! stays unknown for ever and a foreign one is unknown from the start. The low
//! bits tell the kind, and make the number an address nothing lives at.

use std::collections::HashMap;
use std::ffi::c_void;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

/// Calls on different objects should not meet in one lock.
const SHARDS: usize = 16;
/// Low bits of a token that name its kind.
const KIND_BITS: u32 = 3;

/// What a token stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub(crate) enum Kind {
    /// An SDK object (`libSDK`).
    Sdk = 1,
    /// A callback dispatcher.
    Dispatcher = 3,
}

/// Tokens of one kind and the objects they stand for.
pub(crate) struct Table<T> {
    kind: Kind,
    next: AtomicUsize,
    shards: LazyLock<[Shard<T>; SHARDS]>,
}

type Shard<T> = RwLock<HashMap<usize, Arc<T>>>;

impl<T> Table<T> {
    /// An empty table.
    pub(crate) const fn new(kind: Kind) -> Self {
        Self {
            kind,
            next: AtomicUsize::new(1),
            shards: LazyLock::new(|| std::array::from_fn(|_| RwLock::default())),
        }
    }

    /// Takes an object in and gives its token; null when every token of this
    /// process has been used.
    pub(crate) fn insert(&self, object: Arc<T>) -> *mut c_void {
        let numbers = usize::MAX >> KIND_BITS;
        let drawn = self
            .next
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |n| {
                (n < numbers).then_some(n + 1)
            });
        let Ok(number) = drawn else {
            return std::ptr::null_mut();
        };
        let token = (number << KIND_BITS) | self.kind as usize;
        self.shard(token)
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(token, object);
        std::ptr::without_provenance_mut(token)
    }

    /// The object of a token; `None` for a null, freed or foreign one.
    pub(crate) fn find(&self, handle: *const c_void) -> Option<Arc<T>> {
        let token = handle.addr();
        self.shard(token)
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&token)
            .cloned()
    }

    /// Frees a token and gives back its object.
    pub(crate) fn remove(&self, handle: *const c_void) -> Option<Arc<T>> {
        let token = handle.addr();
        self.shard(token)
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&token)
    }

    fn shard(&self, token: usize) -> &Shard<T> {
        &self.shards[(token >> KIND_BITS) % SHARDS]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_freed_token_stays_unknown() {
        let table: Table<u8> = Table::new(Kind::Sdk);
        let token = table.insert(Arc::new(7));
        assert_eq!(table.find(token).as_deref(), Some(&7));
        assert_eq!(table.remove(token).as_deref(), Some(&7));
        assert!(table.find(token).is_none());
        assert!(table.remove(token).is_none());
        assert_ne!(table.insert(Arc::new(8)), token);
    }

    #[test]
    fn null_and_foreign_tokens_are_unknown() {
        let table: Table<u8> = Table::new(Kind::Sdk);
        let other: Table<u8> = Table::new(Kind::Dispatcher);
        let token = other.insert(Arc::new(1));
        assert!(table.find(std::ptr::null()).is_none());
        assert!(table.find(token).is_none());
        for address in [1, 3, 8, 9, usize::MAX] {
            assert!(table.find(std::ptr::without_provenance(address)).is_none());
        }
    }

    #[test]
    fn tokens_run_out_instead_of_repeating() {
        let table: Table<u8> = Table::new(Kind::Sdk);
        table.next.store(usize::MAX >> KIND_BITS, Ordering::Relaxed);
        assert!(table.insert(Arc::new(0)).is_null());
    }
}
