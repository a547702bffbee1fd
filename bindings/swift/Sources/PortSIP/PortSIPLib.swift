// An SDK object: its beginning, its end, and who is told what happens.

import Foundation
internal import CPortSIP

/// A SIP phone: one account, any number of calls.
///
/// ```swift
/// let phone = PortSIPLib(callbackEvents: listener)
/// guard phone.initialize(transportType: .TRANSPORT_UDP, localIp: "0.0.0.0", localSIPPort: 5060) == 0 else { return }
/// phone.addAudioCodec(codecType: .AUDIOCODEC_OPUS)
/// ```
///
/// Every method may be called from any thread and any task, also inside an event. Events come one at a time, in order, on
/// a thread of the object. Methods return 0, or an id greater than 0, or one of ``PortSIP_Errors`` (below 0).
///
/// The object ends with ``unInitialize()`` or with its last reference. After that every method that needs it
/// returns `ECoreSDKObjectNull`, or does nothing.
public final class PortSIPLib: Sendable {
    /// A handle of the library: a number that is never followed.
    private struct Handle: @unchecked Sendable {
        let raw: UnsafeMutableRawPointer?
    }

    private struct Running {
        let handle: Handle
        let dispatcher: Handle
        let context: UInt
    }

    private enum Phase {
        case ended
        case starting
        case running(Running)
        case ending
    }

    let sink = EventSink()
    let audioHandlers = Locked<[Int32: UInt]>([:])
    let rtpHandlers = Locked<[Int32: UInt]>([:])
    private let phase = Locked(Phase.ended)

    /// Makes an object that does nothing yet; see ``initialize(transportType:localIp:localSIPPort:logLevel:logFilePath:maxCallSessions:sipAgentString:audioDeviceLayer:videoDeviceLayer:TLSCertificatesRootPath:TLSCipherList:verifyTLSCertificate:)``.
    ///
    /// - Parameter callbackEvents: who is told what happens. It is not kept alive.
    public init(callbackEvents: (any SIPCallbackEvents)? = nil) {
        sink.listener = callbackEvents
    }

    deinit {
        unInitialize()
        drop()
    }

    /// Who is told what happens; a weak reference. It may be changed at any time, and the next event sees the change.
    public var callbackEvents: (any SIPCallbackEvents)? {
        get { sink.listener }
        set { sink.listener = newValue }
    }

    /// The events from now on, until the object ends.
    ///
    /// Each use makes a stream of its own, and each stream gets every event, in order, whether there is a listener or not.
    /// A stream keeps what has not been read without a bound, so nothing is lost; let go of streams that nobody reads, or
    /// take ``events(bufferingPolicy:)``.
    public var events: AsyncStream<SIPEvent> {
        events(bufferingPolicy: .unbounded)
    }

    /// The events from now on, until the object ends.
    ///
    /// - Parameter bufferingPolicy: what is kept of events that have not been read.
    public func events(
        bufferingPolicy: AsyncStream<SIPEvent>.Continuation.BufferingPolicy
    ) -> AsyncStream<SIPEvent> {
        sink.events(bufferingPolicy: bufferingPolicy)
    }

    /// The version of the library, `MAJOR.MINOR.PATCH`.
    public static var version: String {
        guard let version = PortSIP_getVersion() else { return "" }
        defer { free(UnsafeMutableRawPointer(mutating: version)) }
        return String(cString: version)
    }

    /// The version of the library, `MAJOR.MINOR.PATCH`.
    public func getVersion() -> String {
        Self.version
    }

    /// Starts the object: when the method returns, the local port is open.
    ///
    /// - Parameters:
    ///   - transportType: how SIP messages travel; not `TRANSPORT_PERS`.
    ///   - localIp: the local address to use, IPv4 or IPv6. "0.0.0.0" and "::" pick the interface for each destination.
    ///   - localSIPPort: 1…65535, or 0 for any free port; see ``getLocalSIPPort()``.
    ///   - logLevel: how much is logged.
    ///   - logFilePath: an existing folder for the log file; not looked at without logging.
    ///   - maxCallSessions: how many calls may be up at a time, at least 1.
    ///   - sipAgentString: the User-Agent header; nil or empty for the library's own.
    ///   - audioDeviceLayer: 0 the system's devices, 1 a virtual device driven by a clock.
    ///   - videoDeviceLayer: 0 or 1, in the same way.
    ///   - TLSCertificatesRootPath: a folder of certificates, PEM or DER: ours, with its private key, and those to trust
    ///     beside the system's; nil or empty for none. It and the next two are for the secure connections of every object:
    ///     one for another transport opens such where a `sips:` URI or `transport=tls` asks for it.
    ///   - TLSCipherList: cipher suites by their names in OpenSSL or at IANA, parted by `:`; nil or empty for all.
    ///   - verifyTLSCertificate: whether a server must show a certificate of its name from somebody trusted.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreAlreadyInitialized``: the object runs, or another thread is starting or ending it;
    ///   - ``PortSIP_Errors/ECoreArgumentNull``: `localIp` is nil, or `logFilePath` while logging;
    ///   - ``PortSIP_Errors/ECoreUnsupportTransport``: another transport;
    ///   - ``PortSIP_Errors/ECorePortOutOfRange``: the port is outside 0…65535;
    ///   - ``PortSIP_Errors/ECoreSessionNumsOutOfRange``: fewer than 1 call;
    ///   - ``PortSIP_Errors/ECoreNetworkInterfaceUnavailable``: the address is none of this machine's;
    ///   - ``PortSIP_Errors/ECoreAddUdpTransportFailure``, ``PortSIP_Errors/ECoreAddTcpTransportFailure``,
    ///     ``PortSIP_Errors/ECoreAddTlsTransportFailure``: the port cannot be bound; WS counts as TCP, WSS as TLS;
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: a layer or log folder that does not exist, a control character in
    ///     `sipAgentString`; for TLS and WSS also a folder of certificates or a cipher suite that does not exist;
    ///   - ``PortSIP_Errors/ECoreInitializeStackFailure``: the system refused threads or randomness;
    ///   - ``PortSIP_Errors/ECoreStackException``: the library failed inside.
    public func initialize(
        transportType: TRANSPORT_TYPE,
        localIp: String?,
        localSIPPort: Int32,
        logLevel: PORTSIP_LOG_LEVEL = .PORTSIP_LOG_NONE,
        logFilePath: String? = nil,
        maxCallSessions: Int32 = 8,
        sipAgentString: String? = nil,
        audioDeviceLayer: Int32 = 0,
        videoDeviceLayer: Int32 = 0,
        TLSCertificatesRootPath: String? = nil,
        TLSCipherList: String? = nil,
        verifyTLSCertificate: Bool = true
    ) -> Int32 {
        let isFirst = phase.withLock { phase in
            guard case .ended = phase else { return false }
            phase = .starting
            return true
        }
        guard isFirst else { return PortSIP_Errors.ECoreAlreadyInitialized.rawValue }
        return sink.start {
            let context = EventSink.registry.add(sink)
            var handlers = PortSIPX_Handlers.table(context: Registry<EventSink>.context(of: context))
            let dispatcher = PSCallback_createCallbackDispatcher()
            var code = PortSIPX_setHandlers(dispatcher, &handlers)
            let handle = PortSIP_initialize(
                dispatcher,
                transportType.rawValue,
                localIp,
                localSIPPort,
                logLevel.rawValue,
                logFilePath,
                maxCallSessions,
                sipAgentString,
                audioDeviceLayer,
                videoDeviceLayer,
                TLSCertificatesRootPath,
                TLSCipherList,
                verifyTLSCertificate,
                &code
            )
            guard let handle else {
                PSCallback_releaseCallbackDispatcher(dispatcher)
                EventSink.registry.remove(context)
                phase.withLock { $0 = .ended }
                return code
            }
            let running = Running(handle: Handle(raw: handle), dispatcher: Handle(raw: dispatcher), context: context)
            phase.withLock { $0 = .running(running) }
            return 0
        }
    }

    /// Ends the object: calls end, the registration is taken back, every stream of events finishes.
    ///
    /// It waits at most 2 s for the answers of others; when it returns, every thread of the object has ended and nobody
    /// is told anything any more. Inside an event it returns at once, and the event is the last. The object may be
    /// initialized again. Where it does not run, or another thread is ending it, nothing happens.
    public func unInitialize() {
        let running: Running? = phase.withLock { phase in
            guard case .running(let running) = phase else { return nil }
            phase = .ending
            return running
        }
        guard let running else { return }
        PortSIP_unInitialize(running.handle.raw)
        PSCallback_releaseCallbackDispatcher(running.dispatcher.raw)
        EventSink.registry.remove(running.context)
        drop()
        phase.withLock { $0 = .ended }
    }

    /// Lets go of those who would be told something.
    private func drop() {
        dropAudioHandlers()
        dropRtpHandlers()
        sink.finish()
    }

    /// What C knows the object by; nil, which C refuses, where it does not run.
    var handle: UnsafeMutableRawPointer? {
        phase.withLock { phase in
            guard case .running(let running) = phase else { return nil }
            return running.handle.raw
        }
    }
}
