//! What can be written as the value of a header field.

use std::borrow::Cow;
use std::fmt;
use std::io::Write as _;
use std::net::SocketAddr;

use crate::sip::header::{
    CSeq, ContentType, NameAddr, RAck, Replaces, SessionExpires, TargetDialog, Via,
};
use crate::sip::message::{Method, StatusCode};
use crate::sip::text::Text;
use crate::sip::uri::Uri;

/// A value that writes itself. For anything else that is `Display` there is
/// `format_args!`; the detour through formatting is what this trait saves the
/// common ones.
pub trait FieldValue {
    /// Appends the value.
    fn write_to(&self, out: &mut Vec<u8>);
}

impl<T: FieldValue + ?Sized> FieldValue for &T {
    fn write_to(&self, out: &mut Vec<u8>) {
        (**self).write_to(out);
    }
}

impl FieldValue for str {
    fn write_to(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.as_bytes());
    }
}

impl FieldValue for Text {
    fn write_to(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.as_bytes());
    }
}

macro_rules! written_as_text {
    ($($kind:ty,)*) => {$(
        impl FieldValue for $kind {
            fn write_to(&self, out: &mut Vec<u8>) {
                let text: &str = self.as_ref();
                out.extend_from_slice(text.as_bytes());
            }
        }
    )*};
}

written_as_text! {
    String,
    Cow<'_, str>,
}

macro_rules! written_as_str {
    ($($kind:ty,)*) => {$(
        impl FieldValue for $kind {
            fn write_to(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(self.as_str().as_bytes());
            }
        }
    )*};
}

written_as_str! {
    ContentType,
    Method,
    NameAddr,
    Uri,
    Via,
}

macro_rules! written_by_display {
    ($($kind:ty,)*) => {$(
        impl FieldValue for $kind {
            fn write_to(&self, out: &mut Vec<u8>) {
                // Writing into a Vec cannot fail.
                let _ = write!(out, "{self}");
            }
        }
    )*};
}

written_by_display! {
    fmt::Arguments<'_>,
    RAck,
    Replaces,
    SessionExpires,
    TargetDialog,
    SocketAddr,
    StatusCode,
}

macro_rules! written_as_number {
    ($($kind:ty,)*) => {$(
        impl FieldValue for $kind {
            fn write_to(&self, out: &mut Vec<u8>) {
                let mut digits = [0; DIGITS_MAX];
                out.extend_from_slice(decimal((*self).into(), &mut digits));
            }
        }
    )*};
}

written_as_number! {
    u8,
    u16,
    u32,
    u64,
}

impl FieldValue for CSeq {
    fn write_to(&self, out: &mut Vec<u8>) {
        self.number.write_to(out);
        out.push(b' ');
        self.method.write_to(out);
    }
}

/// Digits of the largest `u64`.
pub(super) const DIGITS_MAX: usize = 20;

/// `number` in decimal.
pub(super) fn decimal(mut number: u64, digits: &mut [u8; DIGITS_MAX]) -> &[u8] {
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 || at == 0 {
            return &digits[at..];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_decimal() {
        for number in [0, 9, 10, 4_294_967_296, u64::MAX] {
            let mut out = Vec::new();
            number.write_to(&mut out);
            assert_eq!(out, number.to_string().into_bytes());
        }
    }
}
