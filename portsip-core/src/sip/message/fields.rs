//! Where the header fields of a message stand.

use crate::limits::{SIP_HEAD_BYTES_MAX, SIP_HEADERS_MAX};
use crate::sip::header::HeaderName;
use crate::sip::text::Span;

/// Header fields that a message holds without a further allocation.
const NEAR: usize = 20;

/// Where a header field stands. The head ends with line breaks, so that no part
/// of a field reaches its largest size.
#[derive(Clone, Copy)]
pub(super) struct Field {
    pub(super) name_start: u16,
    pub(super) name_length: u16,
    pub(super) value_start: u16,
    pub(super) value_end: u16,
    pub(super) known: Option<HeaderName>,
}

const _: () = assert!(SIP_HEAD_BYTES_MAX <= 1 << u16::BITS);

impl Field {
    /// What stands in a place without a field: zeros, which are filled in fast.
    const UNUSED: Self = Self {
        name_start: 0,
        name_length: 0,
        value_start: 0,
        value_end: 0,
        known: Some(HeaderName::ALL[0]),
    };

    pub(super) fn name(&self) -> Span {
        Span {
            start: self.name_start.into(),
            end: u32::from(self.name_start) + u32::from(self.name_length),
        }
    }

    pub(super) fn value(&self) -> Span {
        Span {
            start: self.value_start.into(),
            end: self.value_end.into(),
        }
    }
}

/// The header fields, top to bottom.
#[derive(Clone)]
pub(super) struct Fields {
    near: [Field; NEAR],
    /// How many of `near` there are.
    count: usize,
    /// Those that have no place in `near`.
    far: Vec<Field>,
    /// The place of the first field of each known name, or [`NOWHERE`]. Fields
    /// in `far` are searched for.
    first: [u8; HeaderName::COUNT],
}

const NOWHERE: u8 = u8::MAX;

/// What there was when a field was pushed.
pub(super) enum Pushed {
    /// No field of this name, as far as it is a known one.
    First,
    /// An earlier field of the same known name, with this value.
    Again { name: HeaderName, first: Span },
    /// As many fields as a message may have.
    Full,
}

impl Fields {
    pub(super) const fn new() -> Self {
        Self {
            near: [Field::UNUSED; NEAR],
            count: 0,
            far: Vec::new(),
            first: [NOWHERE; HeaderName::COUNT],
        }
    }

    #[inline]
    pub(super) fn push(&mut self, field: Field) -> Pushed {
        let place = self.count;
        let Some(slot) = self.near.get_mut(place) else {
            return self.push_far(field);
        };
        *slot = field;
        self.count += 1;
        let Some(name) = field.known else {
            return Pushed::First;
        };
        let first = &mut self.first[name as usize];
        if *first == NOWHERE {
            *first = place as u8;
            return Pushed::First;
        }
        self.again(name)
    }

    #[cold]
    fn push_far(&mut self, field: Field) -> Pushed {
        if NEAR + self.far.len() == SIP_HEADERS_MAX {
            return Pushed::Full;
        }
        let pushed = match field.known {
            Some(name) => self.again(name),
            None => Pushed::First,
        };
        self.far.push(field);
        pushed
    }

    fn again(&self, name: HeaderName) -> Pushed {
        match self.first(name) {
            Some(field) => Pushed::Again {
                name,
                first: field.value(),
            },
            None => Pushed::First,
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Field> {
        self.starting_at(0)
    }

    /// The first field of this name.
    #[inline]
    pub(super) fn first(&self, name: HeaderName) -> Option<&Field> {
        match self.near.get(usize::from(self.first[name as usize])) {
            None => self.far.iter().find(|field| field.known == Some(name)),
            near => near,
        }
    }

    /// All fields of this name.
    #[inline]
    pub(super) fn all(&self, name: HeaderName) -> impl Iterator<Item = &Field> {
        let first = match self.first[name as usize] {
            NOWHERE => NEAR,
            place => place.into(),
        };
        self.starting_at(first)
            .filter(move |field| field.known == Some(name))
    }

    #[inline]
    fn starting_at(&self, mut place: usize) -> impl Iterator<Item = &Field> {
        std::iter::from_fn(move || {
            let near = self.near.get(place).filter(|_| place < self.count);
            let field = match near {
                None => self.far.get(place.checked_sub(NEAR)?)?,
                Some(field) => field,
            };
            place += 1;
            Some(field)
        })
    }
}
