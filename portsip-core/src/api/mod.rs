//! The public API: `Sdk` and its methods.
