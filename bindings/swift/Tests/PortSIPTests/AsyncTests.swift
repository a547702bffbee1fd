import Foundation
@testable import PortSIP
import Testing

@Suite(.serialized) struct AsyncTests {
    @Test func aCallThatIsRefusedThrowsTheAnswer() async throws {
        let alice = try Phone("alice")
        let bob = try Phone("bob")
        bob.recorder.react { [lib = bob.lib] event in
            if case .inviteIncoming(let call) = event {
                #expect(lib.rejectCall(sessionId: call.sessionId, code: 486) == 0)
            }
        }
        await #expect(throws: PortSIPError.refused(statusCode: 486, reason: "Busy Here")) {
            try await alice.lib.call(bob.address)
        }
    }

    @Test func whatTheLibraryRefusesIsThrownAsItsCode() async throws {
        let alice = try Phone("alice")
        await #expect(throws: PortSIPError.code(.ECoreCalleeEmpty)) {
            try await alice.lib.call("")
        }
        await #expect(throws: PortSIPError.code(.ECoreSIPServerEmpty)) {
            try await alice.lib.register()
        }
        let ended = PortSIPLib()
        await #expect(throws: PortSIPError.code(.ECoreSDKObjectNull)) {
            try await ended.call("sip:bob@127.0.0.1")
        }
    }

    @Test func aTaskThatIsCancelledHangsUp() async throws {
        let alice = try Phone("alice")
        let bob = try Phone("bob")
        let calling = Task { try await alice.lib.call(bob.address) }
        let there = try await bob.incoming().sessionId
        calling.cancel()
        await #expect(throws: PortSIPError.cancelled) { try await calling.value }
        try await bob.recorder.first("the end") { $0 == .inviteClosed(sessionId: there) }
        let late = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await alice.lib.call(bob.address)
        }
        await #expect(throws: PortSIPError.cancelled) { try await late.value }
    }

    @Test func hangingUpEndsTheWait() async throws {
        let alice = try Phone("alice")
        let bob = try Phone("bob")
        let calling = Task { try await alice.lib.call(bob.address) }
        let ringing = try await alice.recorder.first("ringing") {
            if case .inviteRinging = $0 { true } else { false }
        }
        if case .inviteRinging(let id, _, _, _) = ringing {
            #expect(alice.lib.hangUp(sessionId: id) == 0)
        }
        await #expect(throws: PortSIPError.hungUp) { try await calling.value }
    }

    @Test func endingTheObjectEndsTheWait() async throws {
        let alice = try Phone("alice")
        let bob = try Phone("bob")
        let calling = Task { try await alice.lib.call(bob.address) }
        _ = try await bob.incoming()
        alice.lib.unInitialize()
        await #expect(throws: PortSIPError.ended) { try await calling.value }
    }

    @Test func manyCallsAtOnceEachGetTheirOwnAnswer() async throws {
        let alice = try Phone("alice")
        let bob = try Phone("bob")
        bob.answerCalls()
        let ids = try await withThrowingTaskGroup(of: Int32.self) { group in
            for _ in 0..<6 {
                group.addTask { try await alice.lib.call(bob.address) }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(ids.count == 6)
        #expect(ids.allSatisfy { alice.lib.hangUp(sessionId: $0) == 0 })
    }

    @Test func aRegistrationThatSucceeds() async throws {
        let server = try Registrar(status: "200 OK")
        let phone = try Phone("carol")
        phone.lib.removeUser()
        #expect(phone.lib.setUser("carol", server: "127.0.0.1", port: server.port) == 0)
        try await phone.lib.register(expires: 60)
        await #expect(throws: PortSIPError.code(.ECoreAlreadyRegistered)) { try await phone.lib.register() }
        phone.lib.unInitialize()
        #expect(server.requests.withLock { $0 } == 2)
    }

    @Test(arguments: [true, false])
    func takingTheRegistrationBackEndsTheWait(removingTheUser: Bool) async throws {
        let server = try Registrar(status: nil)
        let phone = try Phone("carol")
        phone.lib.removeUser()
        #expect(phone.lib.setUser("carol", server: "127.0.0.1", port: server.port) == 0)
        let registering = Task { try await phone.lib.register(expires: 60) }
        let limit = ContinuousClock.now + patience
        while server.requests.withLock({ $0 }) == 0 && ContinuousClock.now < limit {
            await Task.yield()
        }
        if removingTheUser {
            phone.lib.removeUser()
        } else {
            #expect(phone.lib.unRegisterServer(waitMS: 0) == 0)
        }
        await #expect(throws: PortSIPError.unregistered) { try await registering.value }
    }

    @Test func aRegistrationThatIsRefused() async throws {
        let server = try Registrar(status: "403 Forbidden")
        let phone = try Phone("carol")
        phone.lib.removeUser()
        #expect(phone.lib.setUser("carol", server: "127.0.0.1", port: server.port) == 0)
        await #expect(throws: PortSIPError.refused(statusCode: 403, reason: "Forbidden")) {
            try await phone.lib.register()
        }
    }
}
