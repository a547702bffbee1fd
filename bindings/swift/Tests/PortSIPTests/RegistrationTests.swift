// How the account is reached: its instance, the way back, keep-alives, and a registration that is made anew.

@testable import PortSIP
import Testing

@Suite(.serialized) struct RegistrationTests {
    @Test func aRegistrationThatIsMadeAnew() async throws {
        let registrar = try Phone("registrar")
        registrar.lib.enableCallbackSignaling(enableSending: false, enableReceived: true)
        let recorder = Recorder()
        let lib = PortSIPLib(callbackEvents: recorder)
        try #require(lib.startOnLoopback() == 0)
        #expect(lib.refreshRegistration(regExpires: 0) == PortSIP_Errors.ECoreUserNotFound.rawValue)
        let port = registrar.lib.getLocalSIPPort()
        #expect(lib.setUser("alice", server: "127.0.0.1", port: port) == 0)
        #expect(lib.refreshRegistration(regExpires: 0) == PortSIP_Errors.ECoreNotRegistered.rawValue)
        #expect(lib.setInstanceId(uuid: "one of many") == PortSIP_Errors.ECoreArgumentIncorrect.rawValue)
        #expect(lib.setInstanceId(uuid: "f81d4fae-7dec-11d0-a765-00a0c91e6bf6") == 0)
        #expect(lib.setKeepAliveTime(keepAliveTime: -1) == PortSIP_Errors.ECoreArgumentIncorrect.rawValue)
        #expect(lib.setKeepAliveTime(keepAliveTime: 20) == 0)

        // The other object is no registrar and refuses it; a next try is waited for.
        #expect(lib.registerServer(regExpires: 60, retryTimes: 9) == 0)
        let first = try await registrar.register(with: "CSeq: ")
        #expect(first.contains("+sip.instance=\"<urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6>\""))
        #expect(first.contains(";rport"))
        try await recorder.first("the refusal") { if case .registerFailure = $0 { true } else { false } }

        #expect(lib.enableRport(enable: false) == 0)
        #expect(lib.refreshRegistration(regExpires: 19) == PortSIP_Errors.ECoreExpiresValueTooSmall.rawValue)
        #expect(lib.refreshRegistration(regExpires: 120) == 0)
        let second = try await registrar.register(with: "\r\nExpires: 120\r\n")
        #expect(!second.contains(";rport"))
    }
}

extension Phone {
    /// The first REGISTER that came and holds a text.
    fileprivate func register(with text: String) async throws -> String {
        let event = try await recorder.first("a REGISTER with \(text)") {
            guard case .receivedSignaling(_, let message) = $0 else { return false }
            return message.text.hasPrefix("REGISTER ") && message.text.contains(text)
        }
        guard case .receivedSignaling(_, let message) = event else { throw TookTooLong(description: "another event") }
        return message.text
    }
}
