// Raw audio in and out.

internal import CPortSIP

/// A piece of the sound of a call, 10 or 20 ms long.
public struct AudioFrame: Sendable, Hashable {
    /// The call.
    public let sessionId: Int32
    /// `DIRECTION_SEND` for what we send, `DIRECTION_RECV` for what we receive.
    public let direction: DIRECTION_MODE
    /// Mono samples.
    public let samples: [Int16]
    /// Samples per second.
    public let samplingFreqHz: Int32
}

/// Who gets the sound of a call; called on a media thread.
public typealias AudioHandler = @Sendable (AudioFrame) -> Void

/// The handlers by the context that C gives back.
private let handlers = Registry<AudioHandler>()

extension PortSIPLib {
    /// Shows the sound of a call to a handler, every 10 ms, or stops it. It may be asked for at any time of a call, and
    /// begins with its audio: with the early media where there are any, of a call we make too, else with the answer.
    ///
    /// The handler runs on a media thread: it should return within milliseconds, or the sound has gaps. After the method
    /// has returned with `enable` false, a handler that was running may still finish, and none starts. It is kept, with
    /// all that it holds, until it is stopped (also after the call) or replaced, or the object ends.
    ///
    /// - Parameters:
    ///   - sessionId: the call.
    ///   - enable: true to start. Starting again replaces the handler.
    ///   - callbackMode: `DIRECTION_SEND`, `DIRECTION_RECV` or `DIRECTION_SEND_RECV`; not looked at when `enable` is false.
    ///   - callbackHandler: not looked at when `enable` is false.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreArgumentNull``: `callbackHandler` is nil;
    ///   - ``PortSIP_Errors/ECoreNotSupportCallbackMode``: another mode;
    ///   - ``PortSIP_Errors/ECoreInviteSessionNotFound``: no call of this id.
    @discardableResult
    public func enableAudioStreamCallback(
        sessionId: Int32,
        enable: Bool,
        callbackMode: DIRECTION_MODE,
        callbackHandler: AudioHandler?
    ) -> Int32 {
        let number = enable ? callbackHandler.map(handlers.add) : nil
        // One at a time, so that what is kept is what C was given last.
        let (code, unused) = audioHandlers.withLock { kept in
            let code = PortSIP_enableAudioStreamCallback(
                handle,
                sessionId,
                enable,
                callbackMode.rawValue,
                number.flatMap(Registry<AudioHandler>.context(of:)),
                number == nil ? nil : deliverAudio
            )
            // There is nothing to stop after the call, and still something to let go of.
            let isReplaced = code == 0 || !enable
            return (code, isReplaced ? swapped(&kept[sessionId], number) : number)
        }
        if let unused {
            handlers.remove(unused)
        }
        return code
    }

    /// Sends samples to the other side; see ``sendPcmStreamToRemote(sessionId:data:)``.
    ///
    /// - Parameter samples: mono samples at the rate given to
    ///   ``enableSendPcmStreamToRemote(sessionId:state:streamSamplesPerSec:)``.
    @discardableResult
    public func sendPcmStreamToRemote(sessionId: Int32, samples: [Int16]) -> Int32 {
        samples.withUnsafeBytes { bytes in
            PortSIP_sendPcmStreamToRemote(
                handle,
                sessionId,
                bytes.baseAddress?.assumingMemoryBound(to: UInt8.self),
                Int32(clamping: bytes.count)
            )
        }
    }

    /// The object has ended.
    func dropAudioHandlers() {
        audioHandlers.withLock { swapped(&$0, [:]) }.values.forEach(handlers.remove)
    }
}

/// Puts another value in the place of one, which it gives back.
func swapped<Value>(_ value: inout Value, _ other: Value) -> Value {
    defer { value = other }
    return value
}

private let deliverAudio: audioRawCallback_fn = { context, sessionId, callbackType, data, dataLength, samplingFreqHz in
    guard let handler = handlers.object(of: context) else { return 0 }
    let samples = [Int16](unsafeUninitializedCapacity: Int(dataLength) / 2) { buffer, count in
        count = buffer.count
        UnsafeMutableRawBufferPointer(buffer).copyMemory(
            from: UnsafeRawBufferPointer(start: data, count: count * MemoryLayout<Int16>.size)
        )
    }
    handler(
        AudioFrame(
            sessionId: sessionId,
            direction: DIRECTION_MODE(rawValue: callbackType) ?? .DIRECTION_NONE,
            samples: samples,
            samplingFreqHz: samplingFreqHz
        )
    )
    return 0
}
