// Generated from the crate portsip-ffi by `cargo xtask generate`: do not edit.
package com.portsip

import org.junit.jupiter.api.Test

/** Every event arrives with its values, at the listener and in the flow. */
class EveryEventTest : RaisedEvents() {
    @Test
    fun onRegisterSuccess() {
        val expected = listOf<Any>("statusText 0 é 日本 📞", 1001, message("sipMessage 0 é 日本 📞"))
        val event = raise<SipEvent.RegisterSuccess>(0, "onRegisterSuccess", expected)
        assertSame(expected, event.run { listOf<Any>(statusText, statusCode, sipMessage) })
    }

    @Test
    fun onRegisterFailure() {
        val expected = listOf<Any>("statusText 1 é 日本 📞", 2001, message("sipMessage 1 é 日本 📞"))
        val event = raise<SipEvent.RegisterFailure>(1, "onRegisterFailure", expected)
        assertSame(expected, event.run { listOf<Any>(statusText, statusCode, sipMessage) })
    }

    @Test
    fun onInviteIncoming() {
        val expected = listOf<Any>(
            3000,
            "callerDisplayName 2 é 日本 📞",
            "caller 2 é 日本 📞",
            "calleeDisplayName 2 é 日本 📞",
            "callee 2 é 日本 📞",
            "audioCodecNames 2 é 日本 📞",
            "videoCodecNames 2 é 日本 📞",
            true,
            false,
            message("sipMessage 2 é 日本 📞"),
        )
        val event = raise<SipEvent.InviteIncoming>(2, "onInviteIncoming", expected)
        assertSame(expected, event.run { listOf<Any>(
            sessionId,
            callerDisplayName,
            caller,
            calleeDisplayName,
            callee,
            audioCodecNames,
            videoCodecNames,
            existsAudio,
            existsVideo,
            sipMessage,
        ) })
    }

    @Test
    fun onInviteTrying() {
        val expected = listOf<Any>(4000)
        val event = raise<SipEvent.InviteTrying>(3, "onInviteTrying", expected)
        assertSame(expected, event.run { listOf<Any>(sessionId) })
    }

    @Test
    fun onInviteSessionProgress() {
        val expected = listOf<Any>(
            5000,
            "audioCodecNames 4 é 日本 📞",
            "videoCodecNames 4 é 日本 📞",
            true,
            false,
            true,
            message("sipMessage 4 é 日本 📞"),
        )
        val event = raise<SipEvent.InviteSessionProgress>(4, "onInviteSessionProgress", expected)
        assertSame(expected, event.run { listOf<Any>(
            sessionId,
            audioCodecNames,
            videoCodecNames,
            existsEarlyMedia,
            existsAudio,
            existsVideo,
            sipMessage,
        ) })
    }

    @Test
    fun onInviteRinging() {
        val expected = listOf<Any>(6000, "statusText 5 é 日本 📞", 6002, message("sipMessage 5 é 日本 📞"))
        val event = raise<SipEvent.InviteRinging>(5, "onInviteRinging", expected)
        assertSame(expected, event.run { listOf<Any>(sessionId, statusText, statusCode, sipMessage) })
    }

    @Test
    fun onInviteAnswered() {
        val expected = listOf<Any>(
            7000,
            "callerDisplayName 6 é 日本 📞",
            "caller 6 é 日本 📞",
            "calleeDisplayName 6 é 日本 📞",
            "callee 6 é 日本 📞",
            "audioCodecNames 6 é 日本 📞",
            "videoCodecNames 6 é 日本 📞",
            true,
            false,
            message("sipMessage 6 é 日本 📞"),
        )
        val event = raise<SipEvent.InviteAnswered>(6, "onInviteAnswered", expected)
        assertSame(expected, event.run { listOf<Any>(
            sessionId,
            callerDisplayName,
            caller,
            calleeDisplayName,
            callee,
            audioCodecNames,
            videoCodecNames,
            existsAudio,
            existsVideo,
            sipMessage,
        ) })
    }

    @Test
    fun onInviteFailure() {
        val expected = listOf<Any>(
            8000,
            "callerDisplayName 7 é 日本 📞",
            "caller 7 é 日本 📞",
            "calleeDisplayName 7 é 日本 📞",
            "callee 7 é 日本 📞",
            "reason 7 é 日本 📞",
            8006,
            message("sipMessage 7 é 日本 📞"),
        )
        val event = raise<SipEvent.InviteFailure>(7, "onInviteFailure", expected)
        assertSame(expected, event.run { listOf<Any>(
            sessionId,
            callerDisplayName,
            caller,
            calleeDisplayName,
            callee,
            reason,
            code,
            sipMessage,
        ) })
    }

    @Test
    fun onInviteUpdated() {
        val expected = listOf<Any>(
            9000,
            "audioCodecNames 8 é 日本 📞",
            "videoCodecNames 8 é 日本 📞",
            true,
            false,
            true,
            message("sipMessage 8 é 日本 📞"),
        )
        val event = raise<SipEvent.InviteUpdated>(8, "onInviteUpdated", expected)
        assertSame(expected, event.run { listOf<Any>(
            sessionId,
            audioCodecNames,
            videoCodecNames,
            existsAudio,
            existsVideo,
            existsScreen,
            sipMessage,
        ) })
    }

    @Test
    fun onInviteConnected() {
        val expected = listOf<Any>(10000)
        val event = raise<SipEvent.InviteConnected>(9, "onInviteConnected", expected)
        assertSame(expected, event.run { listOf<Any>(sessionId) })
    }

    @Test
    fun onInviteBeginingForward() {
        val expected = listOf<Any>("forwardTo 10 é 日本 📞")
        val event = raise<SipEvent.InviteBeginingForward>(10, "onInviteBeginingForward", expected)
        assertSame(expected, event.run { listOf<Any>(forwardTo) })
    }

    @Test
    fun onInviteClosed() {
        val expected = listOf<Any>(12000)
        val event = raise<SipEvent.InviteClosed>(11, "onInviteClosed", expected)
        assertSame(expected, event.run { listOf<Any>(sessionId) })
    }

    @Test
    fun onRemoteHold() {
        val expected = listOf<Any>(13000)
        val event = raise<SipEvent.RemoteHold>(12, "onRemoteHold", expected)
        assertSame(expected, event.run { listOf<Any>(sessionId) })
    }

    @Test
    fun onRemoteUnHold() {
        val expected = listOf<Any>(14000, "audioCodecNames 13 é 日本 📞", "videoCodecNames 13 é 日本 📞", false, true)
        val event = raise<SipEvent.RemoteUnHold>(13, "onRemoteUnHold", expected)
        assertSame(expected, event.run { listOf<Any>(
            sessionId,
            audioCodecNames,
            videoCodecNames,
            existsAudio,
            existsVideo,
        ) })
    }

    @Test
    fun onDialogStateUpdated() {
        val expected = listOf<Any>(
            "BLFMonitoredUri 14 é 日本 📞",
            "BLFDialogState 14 é 日本 📞",
            "BLFDialogId 14 é 日本 📞",
            "BLFDialogDirection 14 é 日本 📞",
        )
        val event = raise<SipEvent.DialogStateUpdated>(14, "onDialogStateUpdated", expected)
        assertSame(expected, event.run { listOf<Any>(
            BLFMonitoredUri,
            BLFDialogState,
            BLFDialogId,
            BLFDialogDirection,
        ) })
    }

    @Test
    fun onReceivedRefer() {
        val expected = listOf<Any>(
            16000,
            16001,
            "to 15 é 日本 📞",
            "from 15 é 日本 📞",
            message("referSipMessage 15 é 日本 📞"),
        )
        val event = raise<SipEvent.ReceivedRefer>(15, "onReceivedRefer", expected)
        assertSame(expected, event.run { listOf<Any>(sessionId, referId, to, from, referSipMessage) })
    }

    @Test
    fun onReferAccepted() {
        val expected = listOf<Any>(17000)
        val event = raise<SipEvent.ReferAccepted>(16, "onReferAccepted", expected)
        assertSame(expected, event.run { listOf<Any>(sessionId) })
    }

    @Test
    fun onReferRejected() {
        val expected = listOf<Any>(18000, "reason 17 é 日本 📞", 18002)
        val event = raise<SipEvent.ReferRejected>(17, "onReferRejected", expected)
        assertSame(expected, event.run { listOf<Any>(sessionId, reason, code) })
    }

    @Test
    fun onTransferTrying() {
        val expected = listOf<Any>(19000)
        val event = raise<SipEvent.TransferTrying>(18, "onTransferTrying", expected)
        assertSame(expected, event.run { listOf<Any>(sessionId) })
    }

    @Test
    fun onTransferRinging() {
        val expected = listOf<Any>(20000)
        val event = raise<SipEvent.TransferRinging>(19, "onTransferRinging", expected)
        assertSame(expected, event.run { listOf<Any>(sessionId) })
    }

    @Test
    fun onACTVTransferSuccess() {
        val expected = listOf<Any>(21000)
        val event = raise<SipEvent.ACTVTransferSuccess>(20, "onACTVTransferSuccess", expected)
        assertSame(expected, event.run { listOf<Any>(sessionId) })
    }

    @Test
    fun onACTVTransferFailure() {
        val expected = listOf<Any>(22000, "reason 21 é 日本 📞", 22002)
        val event = raise<SipEvent.ACTVTransferFailure>(21, "onACTVTransferFailure", expected)
        assertSame(expected, event.run { listOf<Any>(sessionId, reason, code) })
    }

    @Test
    fun onReceivedSignaling() {
        val expected = listOf<Any>(23000, message("signaling 22 é 日本 📞"))
        val event = raise<SipEvent.ReceivedSignaling>(22, "onReceivedSignaling", expected)
        assertSame(expected, event.run { listOf<Any>(sessionId, signaling) })
    }

    @Test
    fun onSendingSignaling() {
        val expected = listOf<Any>(24000, message("signaling 23 é 日本 📞"))
        val event = raise<SipEvent.SendingSignaling>(23, "onSendingSignaling", expected)
        assertSame(expected, event.run { listOf<Any>(sessionId, signaling) })
    }

    @Test
    fun onWaitingVoiceMessage() {
        val expected = listOf<Any>("messageAccount 24 é 日本 📞", 25001, 25002, 25003, 25004)
        val event = raise<SipEvent.WaitingVoiceMessage>(24, "onWaitingVoiceMessage", expected)
        assertSame(expected, event.run { listOf<Any>(
            messageAccount,
            urgentNewMessageCount,
            urgentOldMessageCount,
            newMessageCount,
            oldMessageCount,
        ) })
    }

    @Test
    fun onWaitingFaxMessage() {
        val expected = listOf<Any>("messageAccount 25 é 日本 📞", 26001, 26002, 26003, 26004)
        val event = raise<SipEvent.WaitingFaxMessage>(25, "onWaitingFaxMessage", expected)
        assertSame(expected, event.run { listOf<Any>(
            messageAccount,
            urgentNewMessageCount,
            urgentOldMessageCount,
            newMessageCount,
            oldMessageCount,
        ) })
    }

    @Test
    fun onRecvDtmfTone() {
        val expected = listOf<Any>(27000, 27001)
        val event = raise<SipEvent.RecvDtmfTone>(26, "onRecvDtmfTone", expected)
        assertSame(expected, event.run { listOf<Any>(sessionId, tone) })
    }

    @Test
    fun onPresenceRecvSubscribe() {
        val expected = listOf<Any>(28000, "fromDisplayName 27 é 日本 📞", "from 27 é 日本 📞", "subject 27 é 日本 📞")
        val event = raise<SipEvent.PresenceRecvSubscribe>(27, "onPresenceRecvSubscribe", expected)
        assertSame(expected, event.run { listOf<Any>(subscribeId, fromDisplayName, from, subject) })
    }

    @Test
    fun onPresenceOnline() {
        val expected = listOf<Any>("fromDisplayName 28 é 日本 📞", "from 28 é 日本 📞", "stateText 28 é 日本 📞")
        val event = raise<SipEvent.PresenceOnline>(28, "onPresenceOnline", expected)
        assertSame(expected, event.run { listOf<Any>(fromDisplayName, from, stateText) })
    }

    @Test
    fun onPresenceOffline() {
        val expected = listOf<Any>("fromDisplayName 29 é 日本 📞", "from 29 é 日本 📞")
        val event = raise<SipEvent.PresenceOffline>(29, "onPresenceOffline", expected)
        assertSame(expected, event.run { listOf<Any>(fromDisplayName, from) })
    }

    @Test
    fun onRecvOptions() {
        val expected = listOf<Any>(message("optionsMessage 30 é 日本 📞"))
        val event = raise<SipEvent.RecvOptions>(30, "onRecvOptions", expected)
        assertSame(expected, event.run { listOf<Any>(optionsMessage) })
    }

    @Test
    fun onRecvInfo() {
        val expected = listOf<Any>(message("infoMessage 31 é 日本 📞"))
        val event = raise<SipEvent.RecvInfo>(31, "onRecvInfo", expected)
        assertSame(expected, event.run { listOf<Any>(infoMessage) })
    }

    @Test
    fun onRecvNotifyOfSubscription() {
        val expected = listOf<Any>(33000, message("notifyMessage 32 é 日本 📞"), bytes(0, 255, 32, 2, 120))
        val event = raise<SipEvent.RecvNotifyOfSubscription>(32, "onRecvNotifyOfSubscription", expected)
        assertSame(expected, event.run { listOf<Any>(subscribeId, notifyMessage, contentData) })
    }

    @Test
    fun onSubscriptionFailure() {
        val expected = listOf<Any>(34000, 34001)
        val event = raise<SipEvent.SubscriptionFailure>(33, "onSubscriptionFailure", expected)
        assertSame(expected, event.run { listOf<Any>(subscribeId, statusCode) })
    }

    @Test
    fun onSubscriptionTerminated() {
        val expected = listOf<Any>(35000)
        val event = raise<SipEvent.SubscriptionTerminated>(34, "onSubscriptionTerminated", expected)
        assertSame(expected, event.run { listOf<Any>(subscribeId) })
    }

    @Test
    fun onRecvMessage() {
        val expected = listOf<Any>(36000, "mimeType 35 é 日本 📞", "subMimeType 35 é 日本 📞", bytes(0, 255, 35, 3, 120))
        val event = raise<SipEvent.RecvMessage>(35, "onRecvMessage", expected)
        assertSame(expected, event.run { listOf<Any>(sessionId, mimeType, subMimeType, messageData) })
    }

    @Test
    fun onRecvOutOfDialogMessage() {
        val expected = listOf<Any>(
            "fromDisplayName 36 é 日本 📞",
            "from 36 é 日本 📞",
            "toDisplayName 36 é 日本 📞",
            "to 36 é 日本 📞",
            "mimeType 36 é 日本 📞",
            "subMimeType 36 é 日本 📞",
            bytes(0, 255, 36, 6, 120),
        )
        val event = raise<SipEvent.RecvOutOfDialogMessage>(36, "onRecvOutOfDialogMessage", expected)
        assertSame(expected, event.run { listOf<Any>(
            fromDisplayName,
            from,
            toDisplayName,
            to,
            mimeType,
            subMimeType,
            messageData,
        ) })
    }

    @Test
    fun onSendMessageSuccess() {
        val expected = listOf<Any>(38000, 38001)
        val event = raise<SipEvent.SendMessageSuccess>(37, "onSendMessageSuccess", expected)
        assertSame(expected, event.run { listOf<Any>(sessionId, messageId) })
    }

    @Test
    fun onSendMessageFailure() {
        val expected = listOf<Any>(39000, 39001, "reason 38 é 日本 📞", 39003)
        val event = raise<SipEvent.SendMessageFailure>(38, "onSendMessageFailure", expected)
        assertSame(expected, event.run { listOf<Any>(sessionId, messageId, reason, code) })
    }

    @Test
    fun onSendOutOfDialogMessageSuccess() {
        val expected = listOf<Any>(
            40000,
            "fromDisplayName 39 é 日本 📞",
            "from 39 é 日本 📞",
            "toDisplayName 39 é 日本 📞",
            "to 39 é 日本 📞",
        )
        val event = raise<SipEvent.SendOutOfDialogMessageSuccess>(39, "onSendOutOfDialogMessageSuccess", expected)
        assertSame(expected, event.run { listOf<Any>(messageId, fromDisplayName, from, toDisplayName, to) })
    }

    @Test
    fun onSendOutOfDialogMessageFailure() {
        val expected = listOf<Any>(
            41000,
            "fromDisplayName 40 é 日本 📞",
            "from 40 é 日本 📞",
            "toDisplayName 40 é 日本 📞",
            "to 40 é 日本 📞",
            "reason 40 é 日本 📞",
            41006,
        )
        val event = raise<SipEvent.SendOutOfDialogMessageFailure>(40, "onSendOutOfDialogMessageFailure", expected)
        assertSame(expected, event.run { listOf<Any>(
            messageId,
            fromDisplayName,
            from,
            toDisplayName,
            to,
            reason,
            code,
        ) })
    }

    @Test
    fun onPlayFileFinished() {
        val expected = listOf<Any>(42000, "fileName 41 é 日本 📞")
        val event = raise<SipEvent.PlayFileFinished>(41, "onPlayFileFinished", expected)
        assertSame(expected, event.run { listOf<Any>(sessionId, fileName) })
    }

    @Test
    fun onStatistics() {
        val expected = listOf<Any>(43000, "stat 42 é 日本 📞")
        val event = raise<SipEvent.Statistics>(42, "onStatistics", expected)
        assertSame(expected, event.run { listOf<Any>(sessionId, stat) })
    }
}
