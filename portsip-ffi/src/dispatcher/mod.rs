//! The handlers of a program, and how an event reaches them.

mod deliver;
mod deliveries;
mod hand_over;
mod handlers;
#[cfg(feature = "test-hooks")]
mod sample_values;
#[cfg(feature = "test-hooks")]
mod samples;
mod setters;
mod table;
mod table_copy;
#[cfg(test)]
mod tests;

use std::sync::{Mutex, PoisonError};

use portsip_core::events::Event;

use crate::handle::{Kind, Table};

use setters::PlainHandlers;

#[cfg(feature = "test-hooks")]
pub(crate) use sample_values::EVENTS;

pub use handlers::*;
pub use setters::*;
pub use table::PortSIPX_Handlers;

/// Every dispatcher of the process.
pub(crate) static DISPATCHERS: Table<Dispatcher> = Table::new(Kind::Dispatcher);

/// The handlers of one program. Any number of SDK objects may use it, and
/// keep it alive.
#[derive(Default)]
pub(crate) struct Dispatcher {
    handlers: Mutex<Handlers>,
}

/// Both kinds of handlers. An event goes to one: the table's where the table
/// has one for it, else the plain one.
#[derive(Clone, Copy)]
struct Handlers {
    plain: PlainHandlers,
    table: PortSIPX_Handlers,
}

impl Default for Handlers {
    fn default() -> Self {
        Self {
            plain: PlainHandlers::default(),
            table: PortSIPX_Handlers::none(),
        }
    }
}

impl Dispatcher {
    /// Calls the handler of an event, if there is one. No lock is held during
    /// the call, so that a handler may set handlers.
    pub(crate) fn deliver(&self, event: Event) {
        let handlers = *self.lock();
        deliver::deliver(&handlers, event);
    }

    fn change(&self, change: impl FnOnce(&mut Handlers)) {
        change(&mut self.lock());
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Handlers> {
        self.handlers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
