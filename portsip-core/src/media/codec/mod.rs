//! Sound codecs behind two traits.
