/** The RTP packets of a call. */
package com.portsip

/** Sees the RTP packets of a call; see [PortSIPLib.enableRtpCallback]. */
fun interface RTPCallback {
    /**
     * A packet, on a media thread: return within milliseconds.
     *
     * @param sessionId the call.
     * @param mediaType 0, audio.
     * @param direction the number of [DIRECTION_SEND][DIRECTION_MODE.DIRECTION_SEND] or
     *   [DIRECTION_RECV][DIRECTION_MODE.DIRECTION_RECV].
     * @param packet the whole packet with its header; a copy of its own.
     */
    fun onRTPPacketCallback(sessionId: Int, mediaType: Int, direction: Int, packet: ByteArray)
}
