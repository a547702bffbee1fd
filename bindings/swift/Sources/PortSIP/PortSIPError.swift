// What can go wrong.

/// A code that the library returns: a number below 0.
///
/// Methods of ``PortSIPLib`` return the number itself, so that `lib.hold(sessionId: id) == 0` is success. This gives it
/// a name: `PortSIP_Errors(rawValue: code)`.
public struct PortSIP_Errors: RawRepresentable, Hashable, Sendable {
    public let rawValue: Int32

    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// All codes, by their numbers from 0 down.
    public static var all: [PortSIP_Errors] {
        known.keys.sorted(by: >).map(PortSIP_Errors.init(rawValue:))
    }

    /// Its name, such as `ECoreCallInHold`, or nil where this version has none.
    public var name: String? {
        Self.known[rawValue]?.name
    }

    /// What it says, in one sentence, or nil where this version does not know it.
    public var meaning: String? {
        Self.known[rawValue]?.meaning
    }
}

extension PortSIP_Errors: CustomStringConvertible {
    public var description: String {
        guard let name, let meaning else { return "\(rawValue)" }
        return "\(name) (\(rawValue)): \(meaning)"
    }
}

/// Why something asynchronous did not work.
public enum PortSIPError: Error, Hashable, Sendable {
    /// The library refused, and nothing was sent.
    case code(PortSIP_Errors)
    /// The other side refused, or did not answer (408), or could not be reached (503).
    case refused(statusCode: Int32, reason: String)
    /// The call was ended by ``PortSIPLib/hangUp(sessionId:)`` before it was connected.
    case hungUp
    /// The registration was taken back by ``PortSIPLib/unRegisterServer(waitMS:)`` or ``PortSIPLib/removeUser()`` before
    /// the server had answered.
    case unregistered
    /// The task was cancelled. What it had begun has been taken back.
    case cancelled
    /// The object was ended meanwhile.
    case ended

    /// Throws where a method's outcome is negative.
    static func check(_ outcome: Int32) throws(PortSIPError) {
        if outcome < 0 {
            throw .code(PortSIP_Errors(rawValue: outcome))
        }
    }
}

extension PortSIPError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .code(let code): "\(code)"
        case .refused(let statusCode, let reason): "\(statusCode) \(reason)"
        case .hungUp: "the call was hung up"
        case .unregistered: "the registration was taken back"
        case .cancelled: "cancelled"
        case .ended: "the SDK object was ended"
        }
    }
}
