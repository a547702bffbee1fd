/** The raw audio of a call. */
package com.portsip

/** Sees the raw audio of a call; see [PortSIPLib.enableAudioStreamCallback]. */
fun interface AudioRawCallback {
    /**
     * A frame of audio, on a media thread: return within milliseconds.
     *
     * @param sessionId the call.
     * @param callbackType the number of [DIRECTION_SEND][DIRECTION_MODE.DIRECTION_SEND] or
     *   [DIRECTION_RECV][DIRECTION_MODE.DIRECTION_RECV].
     * @param data 16-bit mono PCM in the machine's byte order; a copy of its own.
     * @param samplingFreqHz samples per second.
     */
    fun onAudioRawCallback(sessionId: Int, callbackType: Int, data: ByteArray, samplingFreqHz: Int)
}
