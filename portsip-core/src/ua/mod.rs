//! What a phone does, sans-IO: registration and calls, on `sip` and `sdp`.
