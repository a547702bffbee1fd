//! Many threads on one object, and its end in their midst.

use std::collections::VecDeque;
use std::ffi::{CString, c_void};
use std::ptr;
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use portsip_sdk::*;

const THREADS: usize = 8;
const ROUNDS: usize = 60;
/// Calls that each thread lets live before it ends the oldest.
const CALLS_KEPT: usize = 20;

/// Set once the object has ended: events after that are a fault.
struct Watch {
    ended: AtomicBool,
    events: AtomicUsize,
    late: AtomicUsize,
}

#[derive(Clone, Copy)]
struct Handle(*mut c_void);

// SAFETY: a token that the library checks on every call, from any thread.
unsafe impl Send for Handle {}
// SAFETY: as for `Send`.
unsafe impl Sync for Handle {}

unsafe extern "C" fn on_session(context: *mut c_void, _session: i32) {
    // SAFETY: the context is a `Watch` that outlives the object.
    let watch = unsafe { &*context.cast::<Watch>() };
    watch.events.fetch_add(1, Ordering::Relaxed);
    if watch.ended.load(Ordering::SeqCst) {
        watch.late.fetch_add(1, Ordering::Relaxed);
    }
}

fn start(watch: &Watch) -> Handle {
    let table = PortSIPX_Handlers {
        context: ptr::from_ref(watch).cast_mut().cast(),
        onInviteTrying: Some(on_session),
        onInviteConnected: Some(on_session),
        onInviteClosed: Some(on_session),
        ..PortSIPX_Handlers::none()
    };
    let dispatcher = PSCallback_createCallbackDispatcher();
    let none = ptr::null();
    // SAFETY: a whole table; texts are constants with NUL, or NULL.
    let sdk = unsafe {
        assert_eq!(PortSIPX_setHandlers(dispatcher, &raw const table), 0);
        let sdk = PortSIP_initialize(
            dispatcher,
            0,
            c"127.0.0.1".as_ptr(),
            0,
            -1,
            none,
            1000,
            none,
            1,
            1,
            none,
            none,
            false.into(),
            ptr::null_mut(),
        );
        let code = PortSIP_setUser(
            sdk,
            c"me".as_ptr(),
            none,
            none,
            none,
            none,
            none,
            0,
            none,
            0,
            none,
            0,
        );
        assert_eq!(code, 0);
        sdk
    };
    PSCallback_releaseCallbackDispatcher(dispatcher);
    assert_eq!(PortSIP_addAudioCodec(sdk, 0), 0);
    Handle(sdk)
}

/// One thread's work; the number of calls that were refused since the object
/// had ended.
fn work(sdk: Handle, callee: &CString, number: usize) -> usize {
    let mut refused = 0;
    let mut earlier = VecDeque::new();
    for round in 0..ROUNDS {
        // SAFETY: a NUL-terminated text.
        let session = unsafe { PortSIP_call(sdk.0, callee.as_ptr(), true.into(), false.into()) };
        let codes = [
            session.min(0),
            PortSIP_setMicVolume(sdk.0, (number * 10) as i32),
            PortSIP_getMicVolume(sdk.0).min(0),
            PortSIP_hold(sdk.0, session),
            PortSIP_getStatistics(sdk.0, session),
            PortSIP_sendDtmf(sdk.0, session, 0, (round % 16) as i32, 100, false.into()),
            PortSIP_setAudioSamples(sdk.0, 20, 60),
            match earlier.len() {
                CALLS_KEPT => PortSIP_hangUp(sdk.0, earlier.pop_front().unwrap_or(0)),
                _ => 0,
            },
        ];
        earlier.push_back(session);
        for code in codes {
            assert_ne!(code, ECoreStackException);
            refused += usize::from(code == ECoreSDKObjectNull);
        }
        PortSIP_muteSpeaker(sdk.0, (round % 2 == 0).into());
    }
    refused
}

#[test]
fn threads_may_call_while_the_object_ends() {
    let watch = Watch {
        ended: AtomicBool::new(false),
        events: AtomicUsize::new(0),
        late: AtomicUsize::new(0),
    };
    let sdk = start(&watch);
    let port = PortSIPX_getLocalSIPPort(sdk.0);
    let callee = CString::new(format!("sip:me@127.0.0.1:{port}")).expect("no NUL");
    let half_way = Barrier::new(THREADS + 1);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..THREADS)
            .map(|number| {
                let (callee, half_way) = (&callee, &half_way);
                scope.spawn(move || {
                    let sdk = sdk;
                    let before = work(sdk, callee, number);
                    half_way.wait();
                    (before, work(sdk, callee, number))
                })
            })
            .collect();
        half_way.wait();
        // The first calls have been placed: their events come.
        while watch.events.load(Ordering::Relaxed) == 0 {
            std::thread::yield_now();
        }
        PortSIP_unInitialize(sdk.0);
        watch.ended.store(true, Ordering::SeqCst);
        for worker in workers {
            let (before, _after) = worker.join().expect("no call may panic");
            assert_eq!(before, 0, "the object was alive");
        }
    });
    assert_eq!(PortSIP_getMicVolume(sdk.0), ECoreSDKObjectNull);
    assert_eq!(watch.late.load(Ordering::Relaxed), 0);
}
