//! What most agents of a process with many never use: it takes memory from its first use on.

use std::cell::OnceCell;
use std::ops::{Deref, DerefMut};

/// A `T` that begins as its default, and is made when it is first looked at.
#[derive(Debug, Default)]
pub(crate) struct Seldom<T>(OnceCell<Box<T>>);

impl<T> Seldom<T> {
    /// What was made, if it was.
    pub(crate) fn made(&self) -> Option<&T> {
        self.0.get().map(Box::as_ref)
    }
}

impl<T: Default> Deref for Seldom<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.get_or_init(Box::default)
    }
}

impl<T: Default> DerefMut for Seldom<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_or_init(Box::default);
        self.0.get_mut().expect("it was made in the line before")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_made_when_it_is_looked_at() {
        let mut list = Seldom::<Vec<u8>>::default();
        assert!(list.made().is_none());
        list.push(1);
        assert_eq!(list.made(), Some(&vec![1]));
        let other = Seldom::<Vec<u8>>::default();
        assert!(other.is_empty() && other.made().is_some());
    }
}
