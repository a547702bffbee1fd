//! Who does the work of a tick that sessions do not share.

use crate::media::session::AudioSession;

/// Does the same for each of many things. The graph starts no thread: whoever
/// ticks it says who works.
pub trait Workers {
    /// Does `work` on each of `things`, in any order, also several at a time,
    /// and returns when all is done. `scratch` makes what one thread works in;
    /// what it held before does not matter to `work`.
    fn for_each<T: Send, S>(
        &self,
        things: &mut [T],
        scratch: impl Fn() -> S + Send + Sync,
        work: impl Fn(&mut S, &mut T) + Send + Sync,
    );
}

/// The calling thread does everything, in order.
#[derive(Clone, Copy, Debug)]
pub struct OneThread;

impl Workers for OneThread {
    fn for_each<T: Send, S>(
        &self,
        things: &mut [T],
        scratch: impl Fn() -> S + Send + Sync,
        work: impl Fn(&mut S, &mut T) + Send + Sync,
    ) {
        let mut scratch = scratch();
        for thing in things {
            work(&mut scratch, thing);
        }
    }
}

/// The way of datagrams between sessions and the network, asked by whichever
/// thread works on the session.
pub trait Wires: Sync {
    /// Hands over what has arrived for a session.
    fn receive(&self, session: &mut AudioSession);
    /// Sends what a session has to send.
    fn send(&self, session: &mut AudioSession);
}

/// Datagrams are moved between two ticks by the owner of the graph.
#[derive(Clone, Copy, Debug)]
pub struct NoWires;

impl Wires for NoWires {
    fn receive(&self, _: &mut AudioSession) {}

    fn send(&self, _: &mut AudioSession) {}
}
