// Calls and registration as asynchronous methods.

internal import CPortSIP

extension PortSIPLib {
    /// Registers the account and waits for the server's answer.
    ///
    /// The first answer decides; the library goes on trying as often as `retryTimes` says, and events tell of that. A task
    /// that is cancelled takes the registration back.
    ///
    /// - Parameters:
    ///   - expires: seconds to ask for, at least 20.
    ///   - retryTimes: tries after a failure; 0 or less for none.
    /// - Throws: ``PortSIPError/code(_:)`` as ``registerServer(regExpires:retryTimes:)`` returns it,
    ///   ``PortSIPError/refused(statusCode:reason:)``, ``PortSIPError/unregistered``, ``PortSIPError/cancelled``,
    ///   ``PortSIPError/ended``.
    public func register(expires: Int32 = 3600, retryTimes: Int32 = 0) async throws(PortSIPError) {
        if Task.isCancelled { throw .cancelled }
        let signals = sink.signals()
        try PortSIPError.check(registerServer(regExpires: expires, retryTimes: retryTimes))
        for await signal in signals {
            switch signal {
            case .event(.registerSuccess):
                return
            case .event(.registerFailure(let statusText, let statusCode, _)):
                throw .refused(statusCode: statusCode, reason: statusText)
            case .unregistered:
                throw .unregistered
            default:
                continue
            }
        }
        if Task.isCancelled {
            unRegisterServer(waitMS: 0)
            throw .cancelled
        }
        throw .ended
    }

    /// Calls somebody and waits until the call is connected. A task that is cancelled hangs up.
    ///
    /// - Parameters:
    ///   - callTo: a name, which becomes `sip:name@<domain>` of the account, or a `sip:`, `sips:` or `tel:` address.
    ///   - videoCall: asks for video, where video codecs have been added.
    /// - Returns: the session id of the call.
    /// - Throws: ``PortSIPError/code(_:)`` as ``call(callTo:sendSdp:videoCall:)`` returns it,
    ///   ``PortSIPError/refused(statusCode:reason:)``, ``PortSIPError/hungUp``, ``PortSIPError/cancelled``,
    ///   ``PortSIPError/ended``.
    public func call(_ callTo: String, videoCall: Bool = false) async throws(PortSIPError) -> Int32 {
        if Task.isCancelled { throw .cancelled }
        let signals = sink.signals()
        let sessionId = call(callTo: callTo, sendSdp: true, videoCall: videoCall)
        try PortSIPError.check(sessionId)
        for await signal in signals {
            switch signal {
            case .event(.inviteConnected(sessionId: sessionId)):
                return sessionId
            case .event(.inviteFailure(let failure)) where failure.sessionId == sessionId:
                throw .refused(statusCode: failure.code, reason: failure.reason)
            case .event(.inviteClosed(sessionId: sessionId)), .hungUp(sessionId: sessionId):
                throw .hungUp
            default:
                continue
            }
        }
        if Task.isCancelled {
            hangUp(sessionId: sessionId)
            throw .cancelled
        }
        throw .ended
    }

    /// Ends a call in any state. No event follows; a task that waits for the call goes on with ``PortSIPError/hungUp``.
    ///
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreInviteSessionNotFound``: no call of this id.
    @discardableResult
    public func hangUp(sessionId: Int32) -> Int32 {
        sink.ending(.hungUp(sessionId: sessionId)) { PortSIP_hangUp(handle, sessionId) }
    }

    /// Takes the registration back at the server. No event follows; a task that waits for the registration goes on with
    /// ``PortSIPError/unregistered``.
    ///
    /// - Parameter waitMS: how long to wait for the server's answer, in milliseconds; 0 or less does not wait, and so does
    ///   any call in a handler. The outcome does not change the return value.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreUserNotFound``: no user is set;
    ///   - ``PortSIP_Errors/ECoreNotRegistered``: not registered, nor on the way to it.
    @discardableResult
    public func unRegisterServer(waitMS: Int32) -> Int32 {
        sink.ending(.unregistered) { PortSIP_unRegisterServer(handle, waitMS) }
    }

    /// Takes the account back. A registration is ended at the server, as by ``unRegisterServer(waitMS:)``; calls go on.
    public func removeUser() {
        _ = sink.ending(.unregistered) {
            PortSIP_removeUser(handle)
            return 0
        }
    }
}
