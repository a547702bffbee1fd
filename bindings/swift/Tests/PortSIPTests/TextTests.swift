@testable import PortSIP
import Testing

@Suite(.serialized) struct TextTests {
    @Test func nilIsNull() throws {
        let phone = try Phone()
        let null = PortSIP_Errors.ECoreArgumentNull.rawValue
        var value = "untouched"
        #expect(phone.lib.setDisplayName(displayName: nil) == null)
        #expect(phone.lib.call(callTo: nil, sendSdp: true, videoCall: false) == null)
        #expect(phone.lib.getSipMessageHeaderValue(sipMessage: nil, headerName: "To", headerValue: &value) == null)
        #expect(value == "untouched")
    }

    @Test func textsComeBackWhole() throws {
        let phone = try Phone()
        for value in ["short", "Zoë 日本 📞", String(repeating: "日本 📞 ", count: 1000) + "end"] {
            let message = """
                OPTIONS sip:a@b SIP/2.0\r
                Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK1\r
                From: <sip:c@d>;tag=1\r
                To: <sip:a@b>\r
                Call-ID: 1\r
                CSeq: 1 OPTIONS\r
                X-Text: \(value)\r
                \r

                """
            var received = ""
            let code = phone.lib.getSipMessageHeaderValue(
                sipMessage: message,
                headerName: "X-Text",
                headerValue: &received
            )
            #expect(code == 0)
            #expect(received == value)
        }
    }

    @Test func bytesThatAreNoTextAreKept() {
        let message = SIPMessage([0x53, 0xff, 0x00, 0x49])
        #expect(message.text == "S\u{fffd}\u{0}I")
        #expect(message.bytes.count == 4)
        #expect(text(at: nil) == "")
        #expect(bytes(at: nil, 5) == [])
    }

    @Test func namesTravelInUnicode() async throws {
        let zoe = try Phone("zoe", displayName: "Zoë 日本 📞")
        let bob = try Phone("bob")
        let id = zoe.lib.call(callTo: "\"Bøb ☎️\" <\(bob.address)>", sendSdp: true, videoCall: false)
        try #require(id > 0)
        let incoming = try await bob.incoming()
        #expect(incoming.callerDisplayName == "Zoë 日本 📞")
        #expect(incoming.calleeDisplayName == "Bøb ☎️")
        #expect(incoming.sipMessage.text.contains("Zoë 日本 📞"))
        #expect(zoe.lib.hangUp(sessionId: id) == 0)
        try await bob.recorder.first("the end") { $0 == .inviteClosed(sessionId: incoming.sessionId) }
    }
}
