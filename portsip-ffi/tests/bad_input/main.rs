//! Bad input to every function: what it returns, in tables.
//!
//! Each row is one call and the code that `docs/behaviour.md` promises for it.
//! The calls go through the exported functions, as from C.

mod handles;
mod numbers;
mod object;
mod states;
mod texts;
