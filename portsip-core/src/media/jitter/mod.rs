//! The adaptive jitter buffer and its concealment.
