import Foundation
@testable import PortSIP
import Testing

@Suite(.serialized) struct CallTests {
    @Test func aCallWithKeysARecordingAndItsEnd() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("portsip-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let tone = folder.appendingPathComponent("tone é.wav").path
        try Wave(tone: 1000, seconds: 2, rate: 16000).write(to: tone)

        let alice = try Phone("alice")
        let bob = try Phone("bob")
        bob.answerCalls()
        let id = try await alice.lib.call(bob.address)
        let incoming = try await bob.incoming()
        let there = incoming.sessionId
        #expect(incoming.caller.hasPrefix("sip:alice@127.0.0.1"))
        #expect(incoming.audioCodecNames == "OPUS#PCMU")
        #expect(incoming.existsAudio && !incoming.existsVideo)
        try await bob.recorder.first("the connection") { $0 == .inviteConnected(sessionId: there) }

        let heard = Locked<[AudioFrame]>([])
        let listening = bob.lib.enableAudioStreamCallback(
            sessionId: there,
            enable: true,
            callbackMode: .DIRECTION_RECV,
            callbackHandler: { frame in heard.withLock { $0.append(frame) } }
        )
        #expect(listening == 0)
        let packets = Locked<[RtpPacket]>([])
        let watching = bob.lib.enableRtpCallback(
            sessionId: there,
            mediaType: 0,
            mode: .DIRECTION_RECV,
            callbackHandler: { packet in packets.withLock { $0.append(packet) } }
        )
        #expect(watching == 0)
        let recording = bob.lib.startRecord(
            sessionId: there,
            recordFilePath: folder.path,
            recordFileName: "heard 日本",
            appendTimestamp: false,
            channels: 1,
            recordFileFormat: .FILEFORMAT_WAVE,
            audioRecordMode: .RECORD_RECV,
            videoRecordMode: .RECORD_NONE
        )
        #expect(recording == 0)
        #expect(alice.lib.startPlayingFileToRemote(sessionId: id, fileUrl: tone, loop: false, playAudio: 1) == 0)
        try await alice.recorder.first("the end of the file") { $0 == .playFileFinished(sessionId: id, fileName: tone) }
        #expect(bob.lib.stopRecord(sessionId: there) == 0)
        #expect(
            bob.lib.enableAudioStreamCallback(
                sessionId: there,
                enable: false,
                callbackMode: .DIRECTION_NONE,
                callbackHandler: nil
            ) == 0
        )

        #expect(
            bob.lib.enableRtpCallback(
                sessionId: there,
                mediaType: 0,
                mode: .DIRECTION_NONE,
                callbackHandler: nil
            ) == 0
        )
        packets.withLock { seen in
            #expect(seen.count > 20)
            #expect(seen.allSatisfy { $0.sessionId == there && $0.mediaType == 0 && $0.direction == .DIRECTION_RECV })
            #expect(seen.allSatisfy { $0.bytes.count > 12 && $0.bytes[0] & 0xC0 == 0x80 })
        }

        for key in Int32(0)...15 {
            let method: DTMF_METHOD = key % 2 == 0 ? .DTMF_RFC2833 : .DTMF_INFO
            let sent = alice.lib.sendDtmf(
                sessionId: id,
                dtmfMethod: method,
                code: key,
                dtmfDuration: 60,
                playDtmfTone: false
            )
            #expect(sent == 0)
            try await bob.recorder.first("key \(key)") { $0 == .recvDtmfTone(sessionId: there, tone: key) }
        }

        #expect(alice.lib.getStatistics(sessionId: id) == 0)
        let statistics = try await alice.recorder.first("the statistics") {
            if case .statistics(sessionId: id, stat: _) = $0 { true } else { false }
        }
        if case .statistics(_, let stat) = statistics {
            #expect((try? JSONSerialization.jsonObject(with: Data(stat.utf8))) != nil)
        }

        let header = "SIP;cause=486;text=\"Schluß für heute\""
        let added = alice.lib.addSipMessageHeader(
            sessionId: id, methodName: "BYE", msgType: 1, headerName: "Reason", headerValue: header
        )
        #expect(added > 0)
        #expect(alice.lib.hangUp(sessionId: id) == 0)
        try await bob.recorder.first("the end") { $0 == .inviteClosed(sessionId: there) }
        var reason = ""
        #expect(bob.lib.getCloseReason(sessionId: there, reason: &reason) == 486)
        #expect(reason == "Schluß für heute")
        let gone = PortSIP_Errors.ECoreInviteSessionNotFound.rawValue
        #expect(alice.lib.getCloseReason(sessionId: id, reason: &reason) == gone)
        #expect(alice.lib.hangUp(sessionId: id) == gone)

        let recorded = try Wave(contentsOf: folder.appendingPathComponent("heard 日本.wav").path)
        #expect(recorded.seconds > 1.5)
        #expect(recorded.share(of: 1000) > 0.9)
        #expect(recorded.share(of: 1500) < 0.01)
        let frames = heard.withLock { $0 }
        #expect(frames.allSatisfy { $0.sessionId == there && $0.direction == .DIRECTION_RECV })
        let rate = try #require(frames.first?.samplingFreqHz)
        let raw = Wave(samples: frames.flatMap(\.samples), rate: Int(rate))
        #expect(raw.seconds > 1.5)
        #expect(raw.share(of: 1000) > 0.9)
    }

    @Test func samplesOfTheProgramAreHeard() async throws {
        let alice = try Phone("alice")
        let bob = try Phone("bob")
        bob.answerCalls()
        let id = try await alice.lib.call(bob.address)
        let there = try await bob.incoming().sessionId
        try await bob.recorder.first("the connection") { $0 == .inviteConnected(sessionId: there) }
        let (frames, continuation) = AsyncStream.makeStream(of: AudioFrame.self)
        let listening = bob.lib.enableAudioStreamCallback(
            sessionId: there,
            enable: true,
            callbackMode: .DIRECTION_RECV,
            callbackHandler: { continuation.yield($0) }
        )
        #expect(listening == 0)
        #expect(
            alice.lib.enableSendPcmStreamToRemote(sessionId: id, state: true, streamSamplesPerSec: 16000) == 0
        )
        let tone = Wave(tone: 800, seconds: 0.02, rate: 16000).samples
        let loudest = Task {
            var count = 0
            for await frame in frames {
                // One piece for each two that come: 20 ms every 20 ms.
                count += 1
                if count % 2 == 0 {
                    alice.lib.sendPcmStreamToRemote(sessionId: id, samples: tone)
                }
                if frame.samples.contains(where: { abs(Int32($0)) > 3000 }) { return true }
            }
            return false
        }
        let limit = Task {
            try await Task.sleep(for: patience)
            continuation.finish()
        }
        #expect(await loudest.value)
        limit.cancel()
        #expect(bob.lib.hangUp(sessionId: there) == 0)
        try await alice.recorder.first("the end") { $0 == .inviteClosed(sessionId: id) }
    }

    @Test func aHandlerOfSoundIsLetGoOf() async throws {
        let alice = try Phone("alice")
        let bob = try Phone("bob")
        let id = alice.lib.call(callTo: bob.address, sendSdp: true, videoCall: false)
        try #require(id > 0)
        func listen(_ heard: Locked<Int>?) -> Int32 {
            let handler: AudioHandler = { _ in heard?.withLock { $0 += 1 } }
            return alice.lib.enableAudioStreamCallback(
                sessionId: id,
                enable: heard != nil,
                callbackMode: .DIRECTION_RECV,
                callbackHandler: handler
            )
        }
        func held(_ action: (Locked<Int>) -> Void) -> () -> Bool {
            let heard = Locked(0)
            action(heard)
            return { [weak heard] in heard != nil }
        }
        let isFirstHeld = held { #expect(listen($0) == 0) }
        #expect(isFirstHeld())
        let isSecondHeld = held { #expect(listen($0) == 0) }
        #expect(!isFirstHeld() && isSecondHeld())
        #expect(alice.lib.hangUp(sessionId: id) == 0)
        let none = PortSIP_Errors.ECoreInviteSessionNotFound.rawValue
        let isThirdHeld = held { #expect(listen($0) == none) }
        #expect(!isThirdHeld() && isSecondHeld())
        #expect(listen(nil) == none)
        #expect(!isSecondHeld())
    }

    @Test func itMayEndWhileACallIsUp() async throws {
        let alice = try Phone("alice")
        let bob = try Phone("bob")
        bob.answerCalls()
        let id = try await alice.lib.call(bob.address)
        bob.lib.unInitialize()
        try await alice.recorder.first("the end") { $0 == .inviteClosed(sessionId: id) }
    }
}
