//! Where live transactions are kept: by id and by key, in one step each.

use std::collections::HashMap;

use super::key::{Key, KeyIsHash};

/// A place in a [`Table`], never the same twice for different transactions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Slot {
    index: u32,
    generation: u32,
}

/// Live transactions of one kind.
#[derive(Debug)]
pub(crate) struct Table<T> {
    entries: Vec<Entry<T>>,
    free: Vec<u32>,
    by_key: HashMap<Key, Slot, KeyIsHash>,
    /// That of a new entry: above those of the entries that were given back.
    first_generation: u32,
}

#[derive(Debug)]
struct Entry<T> {
    generation: u32,
    occupant: Option<(Key, T)>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
            free: Vec::new(),
            by_key: HashMap::default(),
            first_generation: 0,
        }
    }
}

impl<T> Table<T> {
    /// Gives back memory that was for more entries than there are.
    pub(crate) fn shrink(&mut self) {
        while let Some(last) = self.entries.pop_if(|last| last.occupant.is_none()) {
            // Its generation has not been given out yet.
            self.first_generation = self.first_generation.max(last.generation);
        }
        let held = self.entries.len();
        self.free.retain(|index| (*index as usize) < held);
        self.entries.shrink_to_fit();
        self.free.shrink_to_fit();
        self.by_key.shrink_to_fit();
    }

    /// Puts `value` in under `key`. Whatever had the key stays reachable by
    /// its slot only.
    pub(crate) fn insert(&mut self, key: Key, value: T) -> Slot {
        let index = self.free.pop().unwrap_or_else(|| {
            self.entries.push(Entry {
                generation: self.first_generation,
                occupant: None,
            });
            (self.entries.len() - 1) as u32
        });
        let entry = &mut self.entries[index as usize];
        entry.occupant = Some((key, value));
        let slot = Slot {
            index,
            generation: entry.generation,
        };
        self.by_key.insert(key, slot);
        slot
    }

    /// Takes a transaction out; its slot is not given out again.
    pub(crate) fn remove(&mut self, slot: Slot) -> Option<T> {
        let entry = self.entries.get_mut(slot.index as usize)?;
        if entry.generation != slot.generation {
            return None;
        }
        let (key, value) = entry.occupant.take()?;
        entry.generation = entry.generation.wrapping_add(1);
        self.free.push(slot.index);
        if self.by_key.get(&key) == Some(&slot) {
            self.by_key.remove(&key);
        }
        Some(value)
    }

    pub(crate) fn find(&self, key: Key) -> Option<Slot> {
        self.by_key.get(&key).copied()
    }

    pub(crate) fn entry(&self, slot: Slot) -> Option<&T> {
        let entry = self.entries.get(slot.index as usize)?;
        match &entry.occupant {
            Some((_, value)) if entry.generation == slot.generation => Some(value),
            _ => None,
        }
    }

    pub(crate) fn entry_mut(&mut self, slot: Slot) -> Option<&mut T> {
        let entry = self.entries.get_mut(slot.index as usize)?;
        match &mut entry.occupant {
            Some((_, value)) if entry.generation == slot.generation => Some(value),
            _ => None,
        }
    }

    /// The slots in use that `wanted` picks.
    pub(crate) fn slots(&self, wanted: impl Fn(&T) -> bool) -> Vec<Slot> {
        let entries = self.entries.iter().enumerate();
        let picked = entries.filter_map(|(index, entry)| {
            let (_, value) = entry.occupant.as_ref()?;
            wanted(value).then_some(Slot {
                index: index as u32,
                generation: entry.generation,
            })
        });
        picked.collect()
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len() - self.free.len()
    }
}

#[cfg(test)]
mod tests {
    use super::super::key::KeyMaker;
    use super::*;
    use crate::rng::Rng;

    fn key(name: &str) -> Key {
        KeyMaker::new(&mut Rng::from_number(1)).client(name, "", "")
    }

    #[test]
    fn a_slot_that_was_freed_finds_nothing() {
        let mut table = Table::default();
        let old = table.insert(key("a"), 'a');
        assert_eq!(table.remove(old), Some('a'));
        let new = table.insert(key("b"), 'b');
        assert_eq!(table.entry(old), None);
        assert_eq!(table.remove(old), None);
        assert_eq!(table.entry(new), Some(&'b'));
        assert_eq!(table.len(), 1);
    }

    #[test]
    fn a_slot_that_was_given_back_finds_nothing() {
        let mut table = Table::default();
        let slots: Vec<_> = (0..3)
            .map(|n| table.insert(key(&n.to_string()), n))
            .collect();
        table.remove(slots[0]);
        table.remove(slots[2]);
        table.shrink();
        assert_eq!((table.len(), table.entry(slots[1])), (1, Some(&1)));
        let new = [table.insert(key("a"), 10), table.insert(key("b"), 11)];
        assert_eq!(
            [slots[0], slots[2]].map(|slot| table.remove(slot)),
            [None; 2]
        );
        assert_eq!(new.map(|slot| table.remove(slot)), [Some(10), Some(11)]);
        table.remove(slots[1]);
        table.shrink();
        assert_eq!(table.len(), 0);
        table.insert(key("c"), 12);
        assert!(slots.iter().all(|slot| table.entry(*slot).is_none()));
    }

    #[test]
    fn a_key_finds_the_latest() {
        let mut table = Table::default();
        let first = table.insert(key("a"), 1);
        let second = table.insert(key("a"), 2);
        assert_eq!(table.find(key("a")), Some(second));
        table.remove(first);
        assert_eq!(table.find(key("a")), Some(second));
        table.remove(second);
        assert_eq!(table.find(key("a")), None);
        assert_eq!(table.len(), 0);
    }

    #[test]
    fn slots_are_picked_by_what_is_in_them() {
        let mut table = Table::default();
        let slots: Vec<_> = (0..4)
            .map(|n| table.insert(key(&n.to_string()), n))
            .collect();
        table.remove(slots[2]);
        assert_eq!(table.slots(|n| n % 2 == 0), [slots[0]]);
    }
}
