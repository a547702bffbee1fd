/** The library in Kotlin's habits: events as a flow, suspending functions, exceptions. */
package com.portsip

import java.util.concurrent.CopyOnWriteArrayList
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.Job
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.ReceiveChannel
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.selects.select

/**
 * An SDK object with [events] as a flow, and with [register] and [call] as suspending functions.
 *
 * All other functions are those of [lib]: `sdk.lib.hold(session).orThrow()`.
 *
 * @param eventBuffer how many events each collector may be behind before events wait for it, 0 or more.
 */
class PortSipSdk(private val eventBuffer: Int = DEFAULT_EVENT_BUFFER) : AutoCloseable {
    private val subscribers = CopyOnWriteArrayList<Channel<SipEvent>>()
    private val closing = Job()

    /** Completes when [lib] ends; the next life has another. */
    @Volatile
    private var life = Job()

    /** The functions of the C interface. Its listener belongs to this object: leave it as it is. */
    val lib: PortSIPLib = PortSIPLib(
        object : SipEventListener() {
            override fun onEvent(event: SipEvent) = subscribers.forEach { hand(it, event) }
        },
    ).also { it.ending = ::endLife }

    /**
     * What happens, from the moment of collecting on, to every collector. The flow ends when the object is closed.
     *
     * Each collector has a buffer of its own for `eventBuffer` events (1,024 unless told otherwise). A collector
     * that is further behind delays the events of this object, as a slow listener does. Calls and media go on
     * meanwhile. The library keeps 4,096 delayed events; beyond them it refuses new requests and drops what can be
     * done without, such as statistics and tones, but never the end of a call.
     *
     * Collecting begins at once where the coroutine does: `launch(start = CoroutineStart.UNDISPATCHED)` has it
     * listen before `launch` returns.
     */
    val events: Flow<SipEvent> = flow { listening(closing) { for (event in it) emit(event) } }

    init {
        require(eventBuffer >= 0) { "eventBuffer is $eventBuffer" }
    }

    /**
     * Starts the object; see [PortSIPLib.initialize].
     *
     * @throws PortSipException where it does not start.
     */
    fun initialize(
        transportType: TRANSPORT_TYPE = TRANSPORT_TYPE.TRANSPORT_UDP,
        localIp: String = "0.0.0.0",
        localSIPPort: Int = 0,
        logLevel: PORTSIP_LOG_LEVEL = PORTSIP_LOG_LEVEL.PORTSIP_LOG_NONE,
        logFilePath: String? = null,
        maxCallSessions: Int = 10,
        sipAgentString: String? = null,
        audioDeviceLayer: Int = 0,
        videoDeviceLayer: Int = 0,
        TLSCertificatesRootPath: String? = null,
        TLSCipherList: String? = null,
        verifyTLSCertificate: Boolean = true,
    ) {
        lib.initialize(
            transportType,
            localIp,
            localSIPPort,
            logLevel,
            logFilePath,
            maxCallSessions,
            sipAgentString,
            audioDeviceLayer,
            videoDeviceLayer,
            TLSCertificatesRootPath,
            TLSCipherList,
            verifyTLSCertificate,
        ).orThrow()
    }

    /**
     * Sets the account; see [PortSIPMethods.setUser].
     *
     * @throws PortSipException where it cannot be set.
     */
    fun setUser(
        userName: String,
        password: String = "",
        displayName: String = "",
        authName: String = "",
        sipDomain: String = "",
        sipServerAddr: String = "",
        sipServerPort: Int = 0,
        stunServerAddr: String = "",
        stunServerPort: Int = 0,
        outboundServerAddr: String = "",
        outboundServerPort: Int = 0,
    ) {
        lib.setUser(
            userName,
            displayName,
            authName,
            password,
            sipDomain,
            sipServerAddr,
            sipServerPort,
            stunServerAddr,
            stunServerPort,
            outboundServerAddr,
            outboundServerPort,
        ).orThrow()
    }

    /**
     * Registers the account and waits for the outcome of the first try. Later changes come as [events].
     * Cancelling takes the registration back; `unRegisterServer` or `removeUser` elsewhere, which no event follows,
     * leaves this function waiting.
     *
     * @param regExpires seconds to ask for, at least 20.
     * @param retryTimes tries after a failure, which go on after this function has thrown; 0 for none.
     * @throws PortSipException with the code of the response, or of [PortSIP_Errors]:
     *   [ECoreSDKObjectNull][PortSIP_Errors.ECoreSDKObjectNull] where the object ends meanwhile.
     */
    suspend fun register(regExpires: Int = 3600, retryTimes: Int = 0) = listening(life) { heard ->
        lib.registerServer(regExpires, retryTimes).orThrow()
        givingUp({ lib.unRegisterServer(0) }) {
            for (event in heard) {
                when (event) {
                    is SipEvent.RegisterSuccess -> return@listening
                    is SipEvent.RegisterFailure -> throw responded(event.statusCode, event.statusText)
                    else -> {}
                }
            }
            throw closed()
        }
    }

    /**
     * Calls somebody and waits until the call is connected. Cancelling hangs up; `hangUp` elsewhere, which no event
     * follows, leaves this function waiting.
     *
     * @param callTo a name, or a `sip:`, `sips:` or `tel:` address.
     * @param sendSdp false leaves the offer of media to the other side.
     * @param videoCall asks for video, where video codecs have been added.
     * @return the session id.
     * @throws PortSipException with the code of the response, or of [PortSIP_Errors]:
     *   [ECoreSDKObjectNull][PortSIP_Errors.ECoreSDKObjectNull] where the object ends meanwhile.
     */
    suspend fun call(callTo: String, sendSdp: Boolean = true, videoCall: Boolean = false): Int =
        listening(life) { heard ->
            val session = lib.call(callTo, sendSdp, videoCall).orThrow()
            givingUp({ lib.hangUp(session) }) {
                for (event in heard) {
                    when {
                        event is SipEvent.InviteConnected && event.sessionId == session -> return@listening session
                        event is SipEvent.InviteFailure && event.sessionId == session ->
                            throw responded(event.code, event.reason)
                        event is SipEvent.InviteClosed && event.sessionId == session ->
                            throw PortSipException(PortSIP_Errors.ECoreCallIsClosed)
                    }
                }
                throw closed()
            }
        }

    /** Ends the object, and with it [events]. May be called anywhere, also inside a collector, and again. */
    override fun close() {
        closing.complete()
        lib.close()
    }

    /** The event thread may be waiting for a collector, and who ends the object waits for the event thread. */
    private fun endLife() {
        life.also { life = Job() }.complete()
    }

    /** On the event thread: waits while the collector's buffer is full, unless the object ends. */
    private fun hand(subscriber: Channel<SipEvent>, event: SipEvent) {
        if (subscriber.trySend(event).let { it.isSuccess || it.isClosed }) return
        val life = life
        // Whoever takes the handle away ends the life after that: one of both is seen here.
        if (lib.handle == null) return
        runBlocking {
            try {
                select<Unit> {
                    subscriber.onSend(event) {}
                    life.onJoin {}
                }
            } catch (_: IllegalStateException) {
                // The channel was cancelled or closed: nobody collects any more.
            }
        }
    }

    private suspend inline fun <T> listening(until: Job, block: (ReceiveChannel<SipEvent>) -> T): T {
        val subscriber = Channel<SipEvent>(eventBuffer)
        subscribers.add(subscriber)
        val end = until.invokeOnCompletion { subscriber.close() }
        try {
            return block(subscriber)
        } finally {
            end.dispose()
            subscribers.remove(subscriber)
            subscriber.cancel()
        }
    }

    private inline fun <T> givingUp(undo: () -> Unit, block: () -> T): T = try {
        block()
    } catch (cancelled: CancellationException) {
        undo()
        throw cancelled
    }

    private fun responded(code: Int, text: String) = PortSipException(code, "$code $text")

    private fun closed() = PortSipException(PortSIP_Errors.ECoreSDKObjectNull)

    /** What is set where nothing else is. */
    companion object {
        /** How many events a collector may be behind: 1,024. */
        const val DEFAULT_EVENT_BUFFER: Int = 1024
    }
}
