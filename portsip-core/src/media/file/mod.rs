//! Sound files: readers and writers.
