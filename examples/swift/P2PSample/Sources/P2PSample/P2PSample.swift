// A phone for calls without any server. Start it on two machines, say 192.168.1.10 and 192.168.1.11, with a user
// name and any password:
//
//   P2PSample 111 aaa           on the first
//   P2PSample 222 aaa           on the second; `P2PSample 222 aaa 5070` where port 5060 is taken, 0 for a free port
//
// Then a command a line:
//
//   d sip:222@192.168.1.11      dials; `:5070` behind it where the other side's port is not 5060
//   a                           answers
//   0 ... 9 * #                 sends these keys
//   h, u                        holds, takes off hold
//   x                           hangs up, or refuses
//   q                           ends

import Foundation
import PortSIP

private let keys = Array("0123456789*#ABCD!")

@main
struct P2PSample {
    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count > 2, let port = arguments.count > 3 ? Int32(arguments[3]) : 5060 else {
            FileHandle.standardError.write(Data("usage: P2PSample USER PASSWORD [PORT]\n".utf8))
            exit(2)
        }
        let phone = Phone()
        guard phone.start(userName: arguments[1], password: arguments[2], port: port) else { exit(1) }
        while let line = readLine(), line != "q" {
            phone.command(line)
        }
        phone.end()
    }
}

/// Prints a line at once, also into a pipe.
private func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
}

/// Why something did not work.
private func error(_ code: Int32) -> String {
    "error \(code) (\(PortSIP_Errors(rawValue: code).name ?? "unknown"))"
}

/// Shows what happens, and carries out commands. One call at a time: the one that came or was dialled last.
final class Phone: SIPCallbackEvents {
    private let lib = PortSIPLib()
    private let session = Session()

    func start(userName: String, password: String, port: Int32) -> Bool {
        lib.callbackEvents = self
        var code = lib.initialize(
            transportType: .TRANSPORT_UDP, localIp: "0.0.0.0", localSIPPort: port, maxCallSessions: 1)
        if code == 0 {
            code = lib.setUser(
                userName: userName, displayName: "", authName: "", password: password, sipDomain: "", sipServerAddr: "",
                sipServerPort: 0, stunServerAddr: "", stunServerPort: 0, outboundServerAddr: "", outboundServerPort: 0
            )
        }
        for codec in [AUDIOCODEC_TYPE.AUDIOCODEC_OPUS, .AUDIOCODEC_PCMU, .AUDIOCODEC_DTMF] where code == 0 {
            code = lib.addAudioCodec(codecType: codec)
        }
        say(code == 0 ? "Initialized. Local port \(lib.getLocalSIPPort())" : "Initialize failure: \(error(code))")
        return code == 0
    }

    func command(_ line: String) {
        switch line {
        case _ where line.hasPrefix("d "): dial(String(line.dropFirst(2)))
        case "a": tell("answered", lib.answerCall(sessionId: session.id, videoCall: false))
        case "h": tell("on hold", lib.hold(sessionId: session.id))
        case "u": tell("off hold", lib.unHold(sessionId: session.id))
        case "x": tell("hung up", lib.hangUp(sessionId: session.id))
        case _ where line.allSatisfy(keys.contains): line.forEach(press)
        default: say("d ADDRESS dials, a answers, 0-9 * # are sent, h holds, u takes off hold, x hangs up, q ends")
        }
    }

    func end() {
        lib.unInitialize()
    }

    private func dial(_ address: String) {
        let result = lib.call(callTo: address, sendSdp: true, videoCall: false)
        if result > 0 {
            session.id = result
        }
        tell("calling", result)
    }

    private func press(_ key: Character) {
        let tone = Int32(keys.firstIndex(of: key)!)
        let code = lib.sendDtmf(
            sessionId: session.id, dtmfMethod: .DTMF_RFC2833, code: tone, dtmfDuration: 160, playDtmfTone: true)
        tell("sent \(key)", code)
    }

    /// What a command has done, or why not.
    private func tell(_ what: String, _ code: Int32) {
        say(code >= 0 ? what : "not \(what): \(error(code))")
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
        say("\(caller) calls (\(audioCodecNames))")
    }

    func onInviteRinging(sessionId: Int32, statusText: String, statusCode: Int32, sipMessage: SIPMessage) {
        say("\(statusCode) \(statusText)")
    }

    func onInviteConnected(sessionId: Int32) {
        say("call \(sessionId) is connected")
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
        say("no call: \(code) \(reason)")
    }

    func onInviteClosed(sessionId: Int32) {
        say("call \(sessionId) was ended by the other side")
    }

    func onRemoteHold(sessionId: Int32) {
        say("held by the other side")
    }

    func onRemoteUnHold(
        sessionId: Int32,
        audioCodecNames: String,
        videoCodecNames: String,
        existsAudio: Bool,
        existsVideo: Bool
    ) {
        say("taken off hold by the other side")
    }

    func onRecvDtmfTone(sessionId: Int32, tone: Int32) {
        say("key \(keys[Int(tone)])")
    }
}

/// The call that is up, for the keyboard and the events.
private final class Session: @unchecked Sendable {
    private let lock = NSLock()
    private var current = INVALID_SESSION_ID

    var id: Int32 {
        get { lock.withLock { current } }
        set { lock.withLock { current = newValue } }
    }
}
