// A phone on the loopback with a listener that notes everything.

import CPortSIPTestHooks
@testable import PortSIP
import Testing

/// An object on 127.0.0.1 with a virtual sound device, a user and codecs.
struct Phone {
    let lib: PortSIPLib
    let recorder = Recorder()
    let name: String

    init(_ name: String = "somebody", displayName: String? = nil) throws {
        lib = PortSIPLib(callbackEvents: recorder)
        self.name = name
        try #require(lib.startOnLoopback() == 0)
        try #require(lib.setUser(name, displayName: displayName) == 0)
        for codec in [AUDIOCODEC_TYPE.AUDIOCODEC_OPUS, .AUDIOCODEC_PCMU, .AUDIOCODEC_DTMF] {
            try #require(lib.addAudioCodec(codecType: codec) == 0)
        }
    }

    var address: String {
        "sip:\(name)@127.0.0.1:\(lib.getLocalSIPPort())"
    }

    /// Raises an event by the test hooks.
    func raise(_ number: Int, times: Int = 1) {
        #expect(lib.raise(number, times: times) == 0)
    }

    /// Answers each call that comes; one that takes the place of another is answered by itself.
    func answerCalls() {
        recorder.react { [lib] event in
            if case .inviteIncoming(let call) = event, !call.sipMessage.text.contains("\r\nReplaces:") {
                #expect(lib.answerCall(sessionId: call.sessionId, videoCall: false) == 0)
            }
        }
    }

    /// The call that came.
    func incoming() async throws -> SIPEvent.InviteIncoming {
        let event = try await recorder.first("a call for \(name)") {
            if case .inviteIncoming = $0 { true } else { false }
        }
        guard case .inviteIncoming(let call) = event else { throw TookTooLong(description: "another event") }
        return call
    }
}

extension PortSIPLib {
    func startOnLoopback(port: Int32 = 0) -> Int32 {
        initialize(transportType: .TRANSPORT_UDP, localIp: "127.0.0.1", localSIPPort: port, audioDeviceLayer: 1)
    }

    func setUser(_ name: String, displayName: String? = nil, server: String? = nil, port: Int32 = 0) -> Int32 {
        setUser(
            userName: name,
            displayName: displayName,
            authName: nil,
            password: "secret",
            sipDomain: nil,
            sipServerAddr: server,
            sipServerPort: port,
            stunServerAddr: nil,
            stunServerPort: 0,
            outboundServerAddr: nil,
            outboundServerPort: 0
        )
    }

    func raise(_ number: Int, times: Int = 1) -> Int32 {
        PortSIPXTest_raise(handle, Int32(number), Int32(times))
    }
}
