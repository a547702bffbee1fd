/** An SDK object: its life, and the functions that take handlers. */
package com.portsip

import com.sun.jna.Pointer
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.atomic.AtomicLong

/**
 * An SDK object with the functions of the C interface.
 *
 * [initialize] begins its life, [close] ends it; an object that is not closed lives on until the process ends.
 * Every method may be called from any thread and inside events. Any number of objects may live at a time.
 * [PortSipSdk] has the same with flows and suspending functions.
 *
 * @param listener who is told what happens.
 */
class PortSIPLib(listener: SIPCallbackEvents? = null) : PortSIPMethods(), AutoCloseable {
    /** Who is told what happens. It may be changed at any time; the next event goes to the new one. */
    @Volatile
    var listener: SIPCallbackEvents? = listener

    /** Is told what a listener throws, on the thread of the event. At the start it prints the stack trace. */
    @Volatile
    var listenerFailed: (Throwable) -> Unit = { it.printStackTrace() }

    @Volatile
    override var handle: Pointer? = null
        internal set

    /** Is called when the object begins to end, before its threads are waited for. */
    internal var ending: () -> Unit = {}

    private val starting = Any()
    private val token = tokens.incrementAndGet()
    private val audioCallbacks = ConcurrentHashMap<Int, AudioRawCallback>()
    private val rtpCallbacks = ConcurrentHashMap<Int, RTPCallback>()

    /** How many handlers of raw audio and RTP packets are kept. */
    internal val keptCallbacks: Int get() = audioCallbacks.size + rtpCallbacks.size

    private var dispatcher: Pointer? = null

    /** Connects the listener with the library. [initialize] does it where it has not been done. */
    fun createCallbackHandlers() {
        synchronized(starting) {
            if (dispatcher != null) return
            objects[token] = this
            dispatcher = NativeFunctions.PSCallback_createCallbackDispatcher()
            NativeFunctions.PortSIPX_setHandlers(dispatcher, NativeHandlers(Pointer(token)).pointer)
        }
    }

    /** Frees what [createCallbackHandlers] made. An object that runs keeps its listener until [unInitialize]. */
    fun releaseCallbackHandlers() {
        synchronized(starting) {
            NativeFunctions.PSCallback_releaseCallbackDispatcher(dispatcher)
            dispatcher = null
            forgetWhenOver()
        }
    }

    /**
     * Starts the object. When the method returns, the local port is open.
     *
     * @param transportType all but [TRANSPORT_PERS][TRANSPORT_TYPE.TRANSPORT_PERS].
     * @param localIp the local address to use, IPv4 or IPv6. "0.0.0.0" and "::" pick the interface for each
     *   destination.
     * @param localSIPPort 1…65535, or 0 for any free port; see `getLocalSIPPort`.
     * @param logLevel how much is logged.
     * @param logFilePath an existing folder for the log file; not looked at without logging.
     * @param maxCallSessions how many calls may be up at a time, at least 1.
     * @param sipAgentString the User-Agent header; null or empty for the library's own.
     * @param audioDeviceLayer 0 the system's devices, 1 a virtual device driven by a clock.
     * @param videoDeviceLayer 0 or 1, in the same way.
     * @param TLSCertificatesRootPath a folder of certificates, PEM or DER: ours, with its private key, and those to
     *   trust beside the system's; null or empty for none. It and the next two are for the secure connections of every
     *   object: one for another transport opens such where a `sips:` URI or `transport=tls` asks for it.
     * @param TLSCipherList cipher suites by their names in OpenSSL or at IANA, parted by `:`; null or empty for all.
     * @param verifyTLSCertificate whether a server must show a certificate of its name from somebody trusted.
     * @return 0, [ECoreAlreadyInitialized][PortSIP_Errors.ECoreAlreadyInitialized] where it runs, or the reason why
     *   it did not start: a number of [PortSIP_Errors], as of `PortSIP_initialize` in portsip_sdk.h.
     */
    fun initialize(
        transportType: TRANSPORT_TYPE,
        localIp: String?,
        localSIPPort: Int,
        logLevel: PORTSIP_LOG_LEVEL,
        logFilePath: String?,
        maxCallSessions: Int,
        sipAgentString: String?,
        audioDeviceLayer: Int,
        videoDeviceLayer: Int,
        TLSCertificatesRootPath: String?,
        TLSCipherList: String?,
        verifyTLSCertificate: Boolean,
    ): Int {
        synchronized(starting) {
            if (handle != null) return PortSIP_Errors.ECoreAlreadyInitialized
            createCallbackHandlers()
            val error = IntArray(1)
            handle = NativeFunctions.PortSIP_initialize(
                dispatcher,
                transportType.value,
                localIp,
                localSIPPort,
                logLevel.value,
                logFilePath,
                maxCallSessions,
                sipAgentString,
                audioDeviceLayer,
                videoDeviceLayer,
                TLSCertificatesRootPath,
                TLSCipherList,
                verifyTLSCertificate.toByte(),
                error,
            )
            return if (handle == null) error[0] else 0
        }
    }

    /**
     * Ends the object: calls end, the registration is taken back, and the answers are awaited for at most 2 s in
     * all. When the method returns, no event comes any more. Inside an event it returns at once, and the running
     * event is the last; it does so, too, while another thread is ending the object. [initialize] may follow.
     */
    fun unInitialize() {
        val ended = synchronized(starting) { handle.also { handle = null } } ?: return
        ending()
        NativeFunctions.PortSIP_unInitialize(ended)
        synchronized(starting) {
            if (handle == null) {
                audioCallbacks.clear()
                rtpCallbacks.clear()
            }
            forgetWhenOver()
        }
    }

    /** Ends everything: [unInitialize], then [releaseCallbackHandlers]. Closing again does nothing. */
    override fun close() {
        unInitialize()
        releaseCallbackHandlers()
    }

    /** The version of the library, `MAJOR.MINOR.PATCH`. */
    fun getVersion(): String = version

    /**
     * Shows the raw audio of a call to a handler, every 10 ms, or stops it. It may be asked for at any time of a
     * call, and begins with its audio: with the early media where there are any, of a call we make too, else with
     * the answer.
     *
     * The handler runs on a media thread: it should return within milliseconds, or audio has gaps. What it throws
     * goes to [listenerFailed]. After the method has returned with `enable` false, a handler that was running may
     * still finish, and none starts. The handler is kept until it is stopped, or the object ends.
     *
     * @param sessionId the call.
     * @param enable true to start. Starting again replaces the handler.
     * @param callbackMode what is shown: sent, received or both; not looked at when `enable` is false.
     * @param callbackHandler not looked at when `enable` is false.
     * @return 0, or:
     * - [ECoreArgumentNull][PortSIP_Errors.ECoreArgumentNull]: `callbackHandler` is null
     * - [ECoreNotSupportCallbackMode][PortSIP_Errors.ECoreNotSupportCallbackMode]: another mode
     * - [ECoreInviteSessionNotFound][PortSIP_Errors.ECoreInviteSessionNotFound]: no call of this id
     */
    fun enableAudioStreamCallback(
        sessionId: Int,
        enable: Boolean,
        callbackMode: DIRECTION_MODE,
        callbackHandler: AudioRawCallback?,
    ): Int {
        val wanted = callbackHandler.takeIf { enable }
        val before = audioCallbacks[sessionId]
        audioCallbacks.keep(sessionId, wanted)
        val result = NativeFunctions.PortSIP_enableAudioStreamCallback(
            handle,
            sessionId,
            enable.toByte(),
            callbackMode.value,
            Pointer(token),
            wanted?.let { RawAudio.handler },
        )
        if (result != 0 && wanted != null) audioCallbacks.keep(sessionId, before)
        return result
    }

    /**
     * Shows the RTP packets of a call to a handler, or stops it: each packet as it is sent, and each well-formed one
     * that comes to the call's RTP port. RTCP is not shown. It may be asked for at any time of a call, and begins
     * with its audio: with the early media where there are any, of a call we make too, else with the answer.
     *
     * The handler runs on a media thread: it should return within milliseconds, or audio has gaps. What it throws
     * goes to [listenerFailed]. After the method has returned with `DIRECTION_NONE` or without a handler, one that was
     * running may still finish, and none starts. The handler is kept until it is stopped, or the object ends.
     *
     * @param sessionId the call.
     * @param mediaType 0, audio.
     * @param mode what is shown: sent, received or both; `DIRECTION_NONE` to stop.
     * @param callbackHandler null to stop. Starting again replaces the handler.
     * @return 0, or:
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: another `mediaType`
     * - [ECoreNotSupportCallbackMode][PortSIP_Errors.ECoreNotSupportCallbackMode]: another mode
     * - [ECoreInviteSessionNotFound][PortSIP_Errors.ECoreInviteSessionNotFound]: no call of this id
     */
    fun enableRtpCallback(
        sessionId: Int,
        mediaType: Int,
        mode: DIRECTION_MODE,
        callbackHandler: RTPCallback?,
    ): Int {
        val wanted = callbackHandler.takeIf { mode != DIRECTION_MODE.DIRECTION_NONE }
        val before = rtpCallbacks[sessionId]
        rtpCallbacks.keep(sessionId, wanted)
        val result = NativeFunctions.PortSIP_enableRtpCallback(
            handle,
            sessionId,
            mediaType,
            mode.value,
            Pointer(token),
            wanted?.let { RtpPackets.handler },
        )
        if (result != 0 && wanted != null) rtpCallbacks.keep(sessionId, before)
        return result
    }

    /** An event may come before [initialize] has the handle: it waits, so that its listener can use the object. */
    internal fun awaitStart() {
        if (handle == null) synchronized(starting) {}
    }

    /** A listener has thrown. */
    internal fun report(failure: Throwable) {
        try {
            listenerFailed(failure)
        } catch (another: Throwable) {
            another.printStackTrace()
        }
    }

    private fun <T : Any> ConcurrentHashMap<Int, T>.keep(sessionId: Int, callback: T?) {
        if (callback == null) remove(sessionId) else this[sessionId] = callback
    }

    private fun forgetWhenOver() {
        if (handle == null && dispatcher == null) objects.remove(token)
    }

    /** The handler of raw audio: the same for every object, and as long-lived as the process. */
    private object RawAudio {
        @JvmField
        val handler = onMediaThread(
            NativeFunctions.AudioRawCallback { context, sessionId, callbackType, data, dataLength, samplingFreqHz ->
                of(context)?.rawAudio(sessionId, callbackType, data, dataLength, samplingFreqHz)
                0
            },
        )
    }

    private fun rawAudio(sessionId: Int, callbackType: Int, data: Pointer?, dataLength: Int, samplingFreqHz: Int) {
        try {
            val callback = audioCallbacks[sessionId] ?: return
            callback.onAudioRawCallback(sessionId, callbackType, bytesAt(data, dataLength), samplingFreqHz)
        } catch (failure: Throwable) {
            report(failure)
        }
    }

    /** The handler of RTP packets, as [RawAudio]. */
    private object RtpPackets {
        @JvmField
        val handler = onMediaThread(
            NativeFunctions.RTPCallback { context, sessionId, mediaType, direction, packet, packetSize ->
                of(context)?.rtpPacket(sessionId, mediaType, direction, packet, packetSize)
                0
            },
        )
    }

    private fun rtpPacket(sessionId: Int, mediaType: Int, direction: Int, packet: Pointer?, packetSize: Int) {
        try {
            val callback = rtpCallbacks[sessionId] ?: return
            callback.onRTPPacketCallback(sessionId, mediaType, direction, bytesAt(packet, packetSize))
        } catch (failure: Throwable) {
            report(failure)
        }
    }

    internal companion object {
        private val tokens = AtomicLong()
        private val objects = ConcurrentHashMap<Long, PortSIPLib>()

        // The text stays allocated: which `free` fits it, only the library's own C runtime knows. It is read once.
        private val version: String by lazy {
            NativeFunctions.PortSIP_getVersion()?.getString(0, "UTF-8").orEmpty()
        }

        /** The object that a context names, while it lives. */
        internal fun of(context: Pointer?): PortSIPLib? = objects[Pointer.nativeValue(context)]
    }
}
