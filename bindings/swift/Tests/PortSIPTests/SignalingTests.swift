// What calls have beside sound: transfer, forwarding, INFO, OPTIONS, messages, presence and headers of the program.

@testable import PortSIP
import Testing

@Suite(.serialized) struct SignalingTests {
    @Test func aBlindTransfer() async throws {
        let (alice, bob, carol) = (try Phone("alice"), try Phone("bob"), try Phone("carol"))
        bob.answerCalls()
        carol.answerCalls()
        let id = try await alice.lib.call(bob.address)
        let there = try await bob.incoming().sessionId
        try await bob.recorder.first("the connection") { $0 == .inviteConnected(sessionId: there) }
        #expect(alice.lib.refer(sessionId: id, referTo: carol.address) == 0)
        let asked = try await bob.referral()
        #expect(asked.sessionId == there && asked.to == carol.address)
        let onward = bob.lib.acceptRefer(referId: asked.referId, referSignaling: asked.referSipMessage.text)
        try #require(onward > 0)
        try await alice.recorder.first("the consent") { $0 == .referAccepted(sessionId: id) }
        try await alice.recorder.first("the transfer") { $0 == .ACTVTransferSuccess(sessionId: id) }
        try await bob.recorder.first("the call to carol") { $0 == .inviteConnected(sessionId: onward) }
        #expect(alice.lib.hangUp(sessionId: id) == 0)
        try await bob.recorder.first("the end") { $0 == .inviteClosed(sessionId: there) }
        let carols = try await carol.incoming().sessionId
        #expect(bob.lib.hangUp(sessionId: onward) == 0)
        try await carol.recorder.first("the end") { $0 == .inviteClosed(sessionId: carols) }
    }

    @Test func anAttendedTransfer() async throws {
        let (alice, bob, carol) = (try Phone("alice"), try Phone("bob"), try Phone("carol"))
        bob.answerCalls()
        carol.answerCalls()
        let toBob = try await alice.lib.call(bob.address)
        let toCarol = try await alice.lib.call(carol.address)
        let carols = try await carol.incoming().sessionId
        try await carol.recorder.first("the connection") { $0 == .inviteConnected(sessionId: carols) }
        #expect(
            alice.lib.attendedRefer(sessionId: toBob, replaceSessionId: toCarol, referTo: carol.address) == 0
        )
        let asked = try await bob.referral()
        try await bob.takeOver(toCarol, of: alice, asked, told: toBob)
        #expect(alice.lib.hangUp(sessionId: toBob) == 0)
    }

    @Test func anAttendedTransferWithATargetOfItsOwn() async throws {
        let (alice, bob, carol) = (try Phone("alice"), try Phone("bob"), try Phone("carol"))
        bob.answerCalls()
        carol.answerCalls()
        let toBob = try await alice.lib.call(bob.address)
        let toCarol = try await alice.lib.call(carol.address)
        let carols = try await carol.incoming().sessionId
        try await carol.recorder.first("the connection") { $0 == .inviteConnected(sessionId: carols) }
        let target = "\(bob.address);x=2"
        let transfer = { (method: String) in
            alice.lib.attendedRefer2(
                sessionId: toBob,
                replaceSessionId: toCarol,
                replaceMethod: method,
                target: target,
                referTo: carol.address
            )
        }
        #expect(transfer("") == PortSIP_Errors.ECoreSipMethodNameEmpty.rawValue)
        #expect(transfer("INVITE") == 0)
        let asked = try await bob.referral()
        #expect(asked.referSipMessage.text.hasPrefix("REFER \(target) SIP/2.0"))
        try await bob.takeOver(toCarol, of: alice, asked, told: toBob)
        #expect(alice.lib.hangUp(sessionId: toBob) == 0)
    }

    @Test func somebodyOutsideACallIsAskedToTakeItOver() async throws {
        let (alice, bob, carol) = (try Phone("alice"), try Phone("bob"), try Phone("carol"))
        carol.answerCalls()
        let toCarol = try await alice.lib.call(carol.address)
        let carols = try await carol.incoming().sessionId
        try await carol.recorder.first("the connection") { $0 == .inviteConnected(sessionId: carols) }
        let ask = { (target: String) in
            alice.lib.outOfDialogRefer(
                replaceSessionId: toCarol,
                replaceMethod: "INVITE",
                target: target,
                referTo: carol.address
            )
        }
        #expect(ask("") == PortSIP_Errors.ECoreCalleeEmpty.rawValue)
        #expect(ask(bob.address) == 0)
        let asked = try await bob.referral()
        try await bob.takeOver(toCarol, of: alice, asked, told: toCarol)
    }

    @Test func aTransferThatIsRefusedLeavesTheCallAsItWas() async throws {
        let (alice, bob) = (try Phone("alice"), try Phone("bob"))
        bob.answerCalls()
        let id = try await alice.lib.call(bob.address)
        let there = try await bob.incoming().sessionId
        try await bob.recorder.first("the connection") { $0 == .inviteConnected(sessionId: there) }
        #expect(alice.lib.refer(sessionId: id, referTo: "sip:carol@127.0.0.1:9") == 0)
        #expect(bob.lib.rejectRefer(referId: try await bob.referral().referId) == 0)
        try await alice.recorder.first("the refusal") {
            if case .referRejected(id, _, 603) = $0 { true } else { false }
        }
        #expect(alice.lib.hangUp(sessionId: id) == 0)
        try await bob.recorder.first("the end") { $0 == .inviteClosed(sessionId: there) }
    }

    @Test func callsAreForwardedOrNotToDisturb() async throws {
        let (alice, bob, carol) = (try Phone("alice"), try Phone("bob"), try Phone("carol"))
        carol.answerCalls()
        #expect(
            bob.lib.enableCallForward(forBusyOnly: false, forwardTo: "") == PortSIP_Errors.ECoreCalleeEmpty.rawValue
        )
        #expect(bob.lib.enableCallForward(forBusyOnly: false, forwardTo: carol.address) == 0)
        let id = try await alice.lib.call(bob.address)
        try await bob.recorder.first("the forward") { $0 == .inviteBeginingForward(forwardTo: carol.address) }
        #expect(alice.lib.hangUp(sessionId: id) == 0)
        #expect(bob.lib.disableCallForward() == 0)

        // A call that rings, by hand.
        async let forwarded = alice.lib.call(bob.address)
        let ringing = try await bob.incoming().sessionId
        #expect(bob.lib.forwardCall(sessionId: ringing, forwardTo: carol.address) == 0)
        let second = try await forwarded
        #expect(alice.lib.hangUp(sessionId: second) == 0)

        bob.lib.setDoNotDisturb(state: true)
        await #expect(throws: PortSIPError.self) { _ = try await alice.lib.call(bob.address) }
        let failure = try await alice.recorder.first("the refusal") {
            if case .inviteFailure = $0 { true } else { false }
        }
        if case .inviteFailure(let failure) = failure { #expect(failure.code == 480) }
    }

    @Test func headersAreAddedModifiedAndTakenBack() async throws {
        let (alice, bob) = (try Phone("alice"), try Phone("bob"))
        let added = alice.lib.addSipMessageHeader(
            sessionId: -1, methodName: "INVITE", msgType: 1, headerName: "X-Ort", headerValue: "Köln 東京"
        )
        let modified = alice.lib.modifySipMessageHeader(
            sessionId: -1, methodName: "ALL", msgType: 3, headerName: "User-Agent", headerValue: "Телефон"
        )
        #expect(added > 0 && modified > 0)
        var message = try await alice.invite(bob)
        #expect(bob.header("x-ort", of: message) == "Köln 東京")
        #expect(bob.header("User-Agent", of: message) == "Телефон")

        #expect(alice.lib.removeAddedSipMessageHeader(sipMessageHeaderId: added) == 0)
        #expect(
            alice.lib.removeAddedSipMessageHeader(sipMessageHeaderId: added)
                == PortSIP_Errors.ECoreSipHeaderNotExist.rawValue
        )
        #expect(alice.lib.removeModifiedSipMessageHeader(sipMessageHeaderId: modified) == 0)
        #expect(alice.lib.clearModifiedSipMessageHeaders() == 0)
        #expect(alice.lib.clearAddedSipMessageHeaders() == 0)
        message = try await alice.invite(bob)
        #expect(bob.header("X-Ort", of: message) == nil)
        #expect(bob.header("User-Agent", of: message) != "Телефон")
    }

    @Test func settingsOfSignallingSayWhatTheyTake() throws {
        let lib = try Phone().lib
        let incorrect = PortSIP_Errors.ECoreArgumentIncorrect.rawValue
        #expect(lib.setReliableProvisional(mode: 1) == 0)
        #expect(lib.setReliableProvisional(mode: 9) == incorrect)
        #expect(lib.enableEarlyMedia(enable: true) == 0)
        #expect(lib.enable3GppTags(enable: true) == 0)
        #expect(lib.enablePriorityIPv6Domain(enable: true) == 0)
        #expect(lib.setUriUserEncoding(character: "#", enable: false) == 0)
        #expect(lib.setUriUserEncoding(character: "é", enable: false) == incorrect)
    }

    @Test func encryptedCallsAlongIceTellHow() async throws {
        let (alice, bob) = (try Phone("alice"), try Phone("bob"))
        bob.answerCalls()
        for phone in [alice, bob] {
            let preferred = phone.lib.setSrtpPolicy(
                srtpPolicy: .SRTP_POLICY_PREFER, AllowSrtpOverUnsecureTransport: true)
            #expect(preferred == 0)
            let readable = phone.lib.setSrtpSessionParameters(
                unencryptedSrtp: false, unencryptedSrtcp: true, unauthenticatedSrtp: false)
            #expect(readable == 0)
            #expect(phone.lib.enableIce(state: true) == 0)
        }
        #expect(alice.lib.setSrtpSuites(suites: "ROT13") == PortSIP_Errors.ECoreArgumentIncorrect.rawValue)
        #expect(alice.lib.setSrtpSuites(suites: "AEAD_AES_256_GCM") == 0)
        let relay = alice.lib.setTurnServer(
            turnServer: "192.0.2.1", turnServerPort: 0, transportType: .TRANSPORT_UDP, userName: "u", password: "p")
        #expect(relay == 0)
        let noRelay = alice.lib.setTurnServer(
            turnServer: "", turnServerPort: 0, transportType: .TRANSPORT_UDP, userName: "", password: "")
        #expect(noRelay == 0)
        var id = try await alice.lib.call(bob.address)
        #expect(try await bob.incoming().sipMessage.text.contains(" UNENCRYPTED_SRTCP"))
        try await statistics(of: id, at: alice, hold: "\"ice\":{\"address\":\"127.0.0.1:")
        try await statistics(of: id, at: alice, hold: "\"keys\":\"sdes\"")
        try await statistics(of: id, at: alice, hold: "\"suite_received\":\"AEAD_AES_256_GCM\"")
        #expect(alice.lib.hangUp(sessionId: id) == 0)

        #expect(alice.lib.setSrtpKeyExchange(keyExchange: .SRTP_KEY_EXCHANGE_DTLS) == 0)
        id = try await alice.lib.call(bob.address)
        try await statistics(of: id, at: alice, hold: "\"keys\":\"dtls\"")
        try await statistics(of: id, at: alice, hold: "\"suite_received\":\"AEAD_AES_256_GCM\"")
        #expect(alice.lib.hangUp(sessionId: id) == 0)
    }

    /// Asks for the statistics of a call until they hold a text.
    private func statistics(of id: Int32, at phone: Phone, hold text: String) async throws {
        let limit = ContinuousClock.now + patience
        while true {
            let asked = phone.recorder.events.count
            #expect(phone.lib.getStatistics(sessionId: id) == 0)
            let told = try await phone.recorder.first("the statistics", from: asked) {
                if case .statistics(sessionId: id, stat: _) = $0 { true } else { false }
            }
            if case .statistics(_, let stat) = told, stat.contains(text) { return }
            try #require(ContinuousClock.now < limit, "never: \(text)")
        }
    }

    @Test func aCallWithATimerIsOfferedAnew() async throws {
        let (alice, bob) = (try Phone("alice"), try Phone("bob"))
        bob.answerCalls()
        let tooSmall = alice.lib.enableSessionTimer(timerSeconds: 89, refreshMode: .SESSION_REFERESH_UAC)
        #expect(tooSmall == PortSIP_Errors.ECoreSessionTimerValueTooSmall.rawValue)
        #expect(alice.lib.enableSessionTimer(timerSeconds: 90, refreshMode: .SESSION_REFERESH_UAC) == 0)
        let id = try await alice.lib.call(bob.address)
        let call = try await bob.incoming()
        #expect(bob.header("Session-Expires", of: call.sipMessage)?.hasPrefix("90") == true)
        try await bob.recorder.first("the connection") { $0 == .inviteConnected(sessionId: call.sessionId) }
        let updated = alice.lib.updateCall(sessionId: id, enableAudio: true, enableVideo: false, enableScreen: false)
        #expect(updated == 0)
        #expect(alice.lib.disableSessionTimer() == 0)
        #expect(alice.lib.hangUp(sessionId: id) == 0)
    }

    @Test func infoWithABodyOfTheProgramAndOptions() async throws {
        let (alice, bob) = (try Phone("alice"), try Phone("bob"))
        bob.answerCalls()
        #expect(bob.lib.addSupportedMimeType(methodName: "INFO", mimeType: "text", subMimeType: "plain") == 0)
        let id = try await alice.lib.call(bob.address)
        let body = "Grüße 日本 📞"
        #expect(alice.lib.sendInfo(sessionId: id, mimeType: "text", subMimeType: "plain", infoContents: body) == 0)
        try await bob.recorder.first("the INFO") {
            if case .recvInfo(let info) = $0 { info.text.hasSuffix("\r\n\r\n\(body)") } else { false }
        }
        alice.lib.enableCallbackSignaling(enableSending: false, enableReceived: true)
        #expect(alice.lib.sendOptions(to: bob.address, sdp: nil) == 0)
        try await bob.recorder.first("the OPTIONS") {
            if case .recvOptions(let options) = $0 { options.text.hasPrefix("OPTIONS sip:bob@") } else { false }
        }
        try await alice.recorder.first("the answer") {
            if case .receivedSignaling(_, let answer) = $0 { answer.text.contains(" OPTIONS\r\n") } else { false }
        }
        #expect(alice.lib.hangUp(sessionId: id) == 0)
    }

    @Test func messagesInACallAndOutsideOfOne() async throws {
        let (alice, bob) = (try Phone("alice"), try Phone("bob"))
        bob.answerCalls()
        let body = Array("Grüße 日本 📞".utf8)
        let outside = alice.lib.sendOutOfDialogMessage(
            to: bob.address, mimeType: "text", subMimeType: "plain", isSMS: true, message: body
        )
        try #require(outside > 0)
        try await bob.recorder.first("the message") {
            if case .recvOutOfDialogMessage(let message) = $0 {
                message.from == alice.address && message.messageData == body
            } else {
                false
            }
        }
        try await alice.recorder.first("its success") {
            if case .sendOutOfDialogMessageSuccess(let sent) = $0 { sent.messageId == outside } else { false }
        }

        let id = try await alice.lib.call(bob.address)
        let send = { (kind: String, subtype: String) in
            alice.lib.sendMessage(sessionId: id, mimeType: kind, subMimeType: subtype, message: body)
        }
        let inside = send("text", "plain")
        try #require(inside > outside)
        try await bob.recorder.first("the message") {
            if case .recvMessage(_, "text", "plain", let data) = $0 { data == body } else { false }
        }
        try await alice.recorder.first("its success") { $0 == .sendMessageSuccess(sessionId: id, messageId: inside) }
        let refused = send("image", "png")
        try await alice.recorder.first("the refusal") {
            if case .sendMessageFailure(id, refused, _, 415) = $0 { true } else { false }
        }
        #expect(alice.lib.hangUp(sessionId: id) == 0)
    }

    @Test func subscriptionsToOneAnother() async throws {
        let (alice, bob) = (try Phone("alice"), try Phone("bob"))
        let refused = alice.lib.sendSubscription(to: bob.address, eventName: "conference")
        try #require(refused > 0)
        try await alice.recorder.first("the refusal") {
            $0 == .subscriptionFailure(subscribeId: refused, statusCode: 489)
        }
        let unknown = PortSIP_Errors.ECoreNotFoundSubscribeId.rawValue
        #expect(alice.lib.terminateSubscription(subscriptionId: refused) == unknown)

        let watching = alice.lib.presenceSubscribe(to: bob.address, subject: "Darf ich? é 日本")
        try #require(watching > refused)
        let asked = try await bob.recorder.first("the request") {
            if case .presenceRecvSubscribe(_, _, alice.address, "Darf ich? é 日本") = $0 { true } else { false }
        }
        guard case .presenceRecvSubscribe(let watcher, _, _, _) = asked else { return }
        try await alice.recorder.first("the NOTIFY") {
            if case .recvNotifyOfSubscription(watching, _, _) = $0 { true } else { false }
        }
        #expect(bob.lib.setPresenceStatus(subscribeId: watcher, stateText: "Im Büro 🏢") == 0)
        #expect(bob.lib.presenceAcceptSubscribe(subscribeId: watcher) == 0)
        try await alice.recorder.first("the state") {
            if case .presenceOnline(_, bob.address, "Im Büro 🏢") = $0 { true } else { false }
        }
        #expect(bob.lib.setPresenceStatus(subscribeId: watcher, stateText: "Offline") == 0)
        try await alice.recorder.first("the state") {
            if case .presenceOffline(_, bob.address) = $0 { true } else { false }
        }
        #expect(alice.lib.presenceTerminateSubscribe(subscribeId: watching) == 0)
        try await alice.recorder.first("the end") { $0 == .subscriptionTerminated(subscribeId: watching) }
        try await bob.recorder.first("the end") { $0 == .subscriptionTerminated(subscribeId: watcher) }
    }
}

extension Phone {
    /// The request to call somebody.
    fileprivate func referral() async throws -> SIPEvent.ReceivedRefer {
        let event = try await recorder.first("a REFER for \(name)") {
            if case .receivedRefer = $0 { true } else { false }
        }
        guard case .receivedRefer(let refer) = event else { throw TookTooLong(description: "another event") }
        return refer
    }

    /// Follows a request: the new call takes the place of another one's, whose events name `told`.
    fileprivate func takeOver(
        _ session: Int32,
        of other: Phone,
        _ asked: SIPEvent.ReceivedRefer,
        told: Int32
    ) async throws {
        let onward = lib.acceptRefer(referId: asked.referId, referSignaling: asked.referSipMessage.text)
        try #require(onward > 0)
        try await other.recorder.first("the transfer") { $0 == .ACTVTransferSuccess(sessionId: told) }
        try await other.recorder.first("the end") { $0 == .inviteClosed(sessionId: session) }
        try await recorder.first("the call that was taken over") { $0 == .inviteConnected(sessionId: onward) }
    }

    /// The INVITE of a call that is given up as soon as it is there.
    fileprivate func invite(_ other: Phone) async throws -> SIPMessage {
        let before = other.recorder.events.count
        let id = lib.call(callTo: other.address, sendSdp: true, videoCall: false)
        try #require(id > 0)
        try await other.recorder.count(before + 1)
        #expect(lib.hangUp(sessionId: id) == 0)
        try await other.recorder.count(before + 2)
        guard case .inviteIncoming(let call) = other.recorder.events[before] else {
            throw TookTooLong(description: "another event")
        }
        return call.sipMessage
    }

    /// The value of a header.
    fileprivate func header(_ name: String, of message: SIPMessage) -> String? {
        var value = ""
        let code = lib.getSipMessageHeaderValue(sipMessage: message.text, headerName: name, headerValue: &value)
        return code == 0 ? value : nil
    }
}
