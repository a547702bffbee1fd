//! The C ABI of the SDK.
