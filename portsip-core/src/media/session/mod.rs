//! One call's audio: datagrams on one side, 10 ms of samples on the other.
