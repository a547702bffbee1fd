// RTP packets as they are sent and received.

internal import CPortSIP

/// An RTP packet of a call.
public struct RtpPacket: Sendable, Hashable {
    /// The call.
    public let sessionId: Int32
    /// 0, audio.
    public let mediaType: Int32
    /// `DIRECTION_SEND` for what we send, `DIRECTION_RECV` for what we receive.
    public let direction: DIRECTION_MODE
    /// The whole packet with its header.
    public let bytes: [UInt8]
}

/// Who gets the packets of a call; called on a media thread.
public typealias RtpHandler = @Sendable (RtpPacket) -> Void

/// The handlers by the context that C gives back.
private let handlers = Registry<RtpHandler>()

extension PortSIPLib {
    /// Shows the RTP packets of a call to a handler, or stops it: each packet as it is sent, and each well-formed one
    /// that comes to the call's RTP port. RTCP is not shown. It may be asked for at any time of a call, and begins
    /// with its audio: with the early media where there are any, of a call we make too, else with the answer.
    ///
    /// The handler runs on a media thread: it should return within milliseconds, or the sound has gaps. After the method
    /// has returned with `DIRECTION_NONE` or without a handler, one that was running may still finish, and none starts.
    /// It is kept, with all that it holds, until it is stopped (also after the call) or replaced, or the object ends.
    ///
    /// - Parameters:
    ///   - sessionId: the call.
    ///   - mediaType: 0, audio.
    ///   - mode: `DIRECTION_SEND`, `DIRECTION_RECV`, `DIRECTION_SEND_RECV`, or `DIRECTION_NONE` to stop.
    ///   - callbackHandler: nil to stop. Starting again replaces the handler.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: another `mediaType`;
    ///   - ``PortSIP_Errors/ECoreNotSupportCallbackMode``: another mode;
    ///   - ``PortSIP_Errors/ECoreInviteSessionNotFound``: no call of this id.
    @discardableResult
    public func enableRtpCallback(
        sessionId: Int32,
        mediaType: Int32,
        mode: DIRECTION_MODE,
        callbackHandler: RtpHandler?
    ) -> Int32 {
        let number = mode == .DIRECTION_NONE ? nil : callbackHandler.map(handlers.add)
        // One at a time, so that what is kept is what C was given last.
        let (code, unused) = rtpHandlers.withLock { kept in
            let code = PortSIP_enableRtpCallback(
                handle,
                sessionId,
                mediaType,
                mode.rawValue,
                number.flatMap(Registry<RtpHandler>.context(of:)),
                number == nil ? nil : deliverPacket
            )
            // There is nothing to stop after the call, and still something to let go of.
            let isReplaced = code == 0 || number == nil
            return (code, isReplaced ? swapped(&kept[sessionId], number) : number)
        }
        if let unused {
            handlers.remove(unused)
        }
        return code
    }

    /// The object has ended.
    func dropRtpHandlers() {
        rtpHandlers.withLock { swapped(&$0, [:]) }.values.forEach(handlers.remove)
    }
}

private let deliverPacket: RTPCallback_fn = { context, sessionId, mediaType, direction, packet, packetSize in
    guard let handler = handlers.object(of: context) else { return 0 }
    handler(
        RtpPacket(
            sessionId: sessionId,
            mediaType: mediaType,
            direction: DIRECTION_MODE(rawValue: direction) ?? .DIRECTION_NONE,
            bytes: [UInt8](UnsafeBufferPointer(start: packet, count: Int(packetSize)))
        )
    )
    return 0
}
