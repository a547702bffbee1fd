// One object watches the presence of another.

@testable import PortSIP
import Testing

@Suite(.serialized) struct PresenceTests {
    @Test func aWatcherIsAskedAboutToldAndTurnedAway() async throws {
        let (alice, bob) = (try Phone("alice"), try Phone("bob"))
        let first = try await ask(alice, bob, after: 0)
        #expect(bob.lib.presenceAcceptSubscribe(subscribeId: first) == 0)
        try await expectOnline(alice, bob, "Online")
        #expect(bob.lib.setPresenceStatus(subscribeId: first, stateText: "Au café ☕") == 0)
        try await expectOnline(alice, bob, "Au café ☕")
        #expect(bob.lib.setPresenceStatus(subscribeId: first, stateText: "offline") == 0)
        try await alice.recorder.first("bob is offline") {
            $0 == .presenceOffline(fromDisplayName: "", from: bob.address)
        }
        #expect(bob.lib.presenceRejectSubscribe(subscribeId: first) == 0)
        try await alice.recorder.first("the end") { if case .subscriptionTerminated = $0 { true } else { false } }
        let gone = PortSIP_Errors.ECoreNotFoundSubscribeId.rawValue
        #expect(bob.lib.presenceRejectSubscribe(subscribeId: first) == gone)

        let second = try await ask(alice, bob, after: first)
        #expect(bob.lib.setPresenceMode(mode: 2) == PortSIP_Errors.ECoreArgumentIncorrect.rawValue)
        #expect(bob.lib.setPresenceMode(mode: 1) == 0)
        #expect(bob.lib.presenceAcceptSubscribe(subscribeId: second) == gone)
        #expect(bob.lib.setDefaultPublicationTime(secs: 19) == PortSIP_Errors.ECoreExpiresValueTooSmall.rawValue)
        #expect(bob.lib.setPresenceStatus(subscribeId: 0, stateText: "x") == PortSIP_Errors.ECoreSIPServerEmpty.rawValue)
    }

    /// Bob is asked about alice; the id, which is above the one before.
    private func ask(_ alice: Phone, _ bob: Phone, after last: Int32) async throws -> Int32 {
        try #require(alice.lib.presenceSubscribe(to: bob.address, subject: "Grüß dich") > 0)
        let asked = try await bob.recorder.first("the question") {
            if case .presenceRecvSubscribe(let id, "", alice.address, "Grüß dich") = $0 { id > last } else { false }
        }
        guard case .presenceRecvSubscribe(let id, _, _, _) = asked else {
            throw TookTooLong(description: "another event")
        }
        return id
    }

    private func expectOnline(_ alice: Phone, _ bob: Phone, _ text: String) async throws {
        try await alice.recorder.first("bob: \(text)") {
            $0 == .presenceOnline(fromDisplayName: "", from: bob.address, stateText: text)
        }
    }
}
