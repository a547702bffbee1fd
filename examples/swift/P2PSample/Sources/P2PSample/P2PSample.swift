// Calls a peer without any server, or waits for a call.
//
//   swift run P2PSample 111                                  user name 111, port 5060
//   swift run P2PSample 222 5062                             another one on the same machine
//
// Then, a line each:
//
//   dial sip:111@192.168.1.10     calls; name, port and host of the other machine
//   answer, reject                what to do with a call that comes
//   0-9 * #                       sends the keys
//   hold, unhold, hangup, quit

import Foundation
import PortSIP

@main
struct P2PSample {
    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count > 1 else {
            say("usage: \(arguments[0]) USER_NAME [PORT]")
            exit(2)
        }
        let port = arguments.count > 2 ? Int32(arguments[2]) ?? 5060 : 5060
        guard let phone = Phone(userName: arguments[1], port: port) else { exit(1) }
        while let line = readLine(), line != "quit" {
            phone.obey(line)
        }
        phone.end()
    }
}

/// Prints a line at once, also into a pipe.
private func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
}

final class Phone: SIPCallbackEvents {
    private let lib = PortSIPLib()
    private let session = Session()

    init?(userName: String, port: Int32) {
        lib.callbackEvents = self
        var code = lib.initialize(transportType: .TRANSPORT_UDP, localIp: "0.0.0.0", localSIPPort: port)
        if code == 0 {
            // Any password does: there is nobody to check it.
            code = lib.setUser(
                userName: userName,
                displayName: "",
                authName: "",
                password: "aaa",
                sipDomain: "",
                sipServerAddr: "",
                sipServerPort: 0,
                stunServerAddr: "",
                stunServerPort: 0,
                outboundServerAddr: "",
                outboundServerPort: 0
            )
        }
        guard code == 0 else {
            say("Initialize failure: \(PortSIP_Errors(rawValue: code))")
            return nil
        }
        for codec in [AUDIOCODEC_TYPE.AUDIOCODEC_OPUS, .AUDIOCODEC_PCMU, .AUDIOCODEC_DTMF] {
            lib.addAudioCodec(codecType: codec)
        }
        say("Initialized, \(userName) at port \(lib.getLocalSIPPort()), version \(PortSIPLib.version).")
    }

    /// Does what a line says.
    func obey(_ line: String) {
        let words = line.split(separator: " ")
        var code: Int32 = 0
        switch words.first {
        case "dial" where words.count == 2:
            code = lib.call(callTo: String(words[1]), sendSdp: true, videoCall: false)
            session.id = code
        case "answer": code = lib.answerCall(sessionId: session.id, videoCall: false)
        case "reject": code = lib.rejectCall(sessionId: session.id, code: 486)
        case "hold": code = lib.hold(sessionId: session.id)
        case "unhold": code = lib.unHold(sessionId: session.id)
        case "hangup": code = lib.hangUp(sessionId: session.id)
        default: line.forEach(press)
        }
        if code < 0 {
            say("error \(PortSIP_Errors(rawValue: code))")
        }
    }

    private func press(_ key: Character) {
        guard let place = Array("0123456789*#").firstIndex(of: key) else { return }
        let code = lib.sendDtmf(
            sessionId: session.id,
            dtmfMethod: .DTMF_RFC2833,
            code: Int32(place),
            dtmfDuration: 160,
            playDtmfTone: true
        )
        if code < 0 {
            say("error \(PortSIP_Errors(rawValue: code))")
        }
    }

    func end() {
        lib.unInitialize()
    }

    // MARK: - What happens

    func onInviteIncoming(
        sessionId: Int32,
        callerDisplayName: String,
        caller: String,
        calleeDisplayName: String,
        callee: String,
        audioCodecNames: String,
        videoCodecNames: String,
        existsAudio: Bool,
        existsVideo: Bool,
        sipMessage: SIPMessage
    ) {
        session.id = sessionId
        say("\(caller) calls (\(audioCodecNames)): answer or reject")
    }

    func onInviteRinging(sessionId: Int32, statusText: String, statusCode: Int32, sipMessage: SIPMessage) {
        say("\(statusCode) \(statusText)")
    }

    func onInviteConnected(sessionId: Int32) {
        say("The call is connected.")
    }

    func onInviteFailure(
        sessionId: Int32,
        callerDisplayName: String,
        caller: String,
        calleeDisplayName: String,
        callee: String,
        reason: String,
        code: Int32,
        sipMessage: SIPMessage
    ) {
        say("No call: \(code) \(reason)")
    }

    func onInviteClosed(sessionId: Int32) {
        say("The other side ended the call.")
    }

    func onRemoteHold(sessionId: Int32) {
        say("On hold.")
    }

    func onRemoteUnHold(
        sessionId: Int32,
        audioCodecNames: String,
        videoCodecNames: String,
        existsAudio: Bool,
        existsVideo: Bool
    ) {
        say("Off hold.")
    }

    func onRecvDtmfTone(sessionId: Int32, tone: Int32) {
        say("Key \(Array("0123456789*#ABCD!")[Int(tone)])")
    }
}

/// The call that is up, for the keyboard and the events.
final class Session: @unchecked Sendable {
    private let lock = NSLock()
    private var current = INVALID_SESSION_ID

    var id: Int32 {
        get { lock.withLock { current } }
        set { lock.withLock { current = newValue } }
    }
}
