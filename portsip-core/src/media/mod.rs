//! Packets and samples: RTP, RTCP, codecs, jitter buffer, the audio graph.
