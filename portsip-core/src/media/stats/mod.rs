//! What a call's media measured, and the quality it estimates.
