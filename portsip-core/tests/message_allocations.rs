//! How many heap allocations reading and writing an INVITE takes.

#![expect(unsafe_code, reason = "a global allocator can only be written so")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use bytes::Bytes;
use portsip_core::sip::header::{HeaderName, SessionExpires};
use portsip_core::sip::message::{Message, Method, RequestBuilder};

const INVITE: &[u8] = include_bytes!("../../benches/corpus/invite.sip");

thread_local! {
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
}

/// The system's allocator, counting for each thread.
struct Counting;

fn count() {
    // A thread that is ending has no counter any more, and no test in it.
    let _ = ALLOCATIONS.try_with(|count| count.set(count.get() + 1));
}

// SAFETY: every call goes to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count();
        // SAFETY: the caller keeps the contract of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps the contract of `dealloc`.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count();
        // SAFETY: the caller keeps the contract of `realloc`.
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// What `work` gives, and how many allocations it made.
fn counted<T>(work: impl FnOnce() -> T) -> (T, usize) {
    let before = ALLOCATIONS.get();
    let result = work();
    (result, ALLOCATIONS.get() - before)
}

#[test]
fn an_invite_with_its_typed_headers_takes_two() {
    let raw = Bytes::from(INVITE.to_vec());
    let (message, allocations) = counted(|| {
        let message = Message::parse(raw).expect("well-formed");
        assert_eq!(message.top_via().host_str(), "pc33.atlanta.example.com");
        assert_eq!(message.from().tag(), Some("1928301774"));
        assert_eq!(message.to().uri().user(), Some("bob"));
        assert_eq!(message.cseq().number, 314_159);
        let contact = message.contact().expect("fine").expect("is there");
        assert_eq!(contact.uri().port(), Some(5060));
        assert_eq!(message.max_forwards(), Ok(Some(70)));
        let kind = message.content_type().expect("fine").expect("is there");
        assert!(kind.is("application", "sdp"));
        let session = message.typed::<SessionExpires>().expect("fine");
        assert_eq!(session.expect("is there").seconds, 1800);
        assert_eq!(message.allows(&Method::Update), Some(true));
        assert!(message.supports("timer"));
        assert_eq!(message.body().len(), 368);
        message
    });
    assert!(allocations <= 2, "{allocations} allocations");
    let (_, allocations) = counted(|| message.clone());
    assert_eq!(allocations, 0);
}

#[test]
fn an_invite_is_written_with_two() {
    let invite = Message::parse(Bytes::from_static(INVITE)).expect("well-formed");
    let uri = invite.request_uri().expect("request");
    let (raw, allocations) = counted(|| {
        RequestBuilder::new(Method::Invite, uri)
            .via("UDP", "192.0.2.1:5060", "z9hG4bK776asdhds")
            .max_forwards()
            .header(HeaderName::From, invite.from())
            .header(HeaderName::To, invite.to())
            .header(HeaderName::CallId, invite.call_id())
            .cseq(1)
            .header(HeaderName::Contact, "<sip:alice@192.0.2.1:5060>")
            .body("application/sdp", Bytes::from_static(b"v=0\r\n"))
            .build()
    });
    assert!(Message::parse(raw.expect("written")).is_ok());
    assert!(allocations <= 2, "{allocations} allocations");
}
