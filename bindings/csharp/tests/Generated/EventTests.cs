// Generated from the crate portsip-ffi by `cargo xtask generate`: do not edit.
using PortSIP.Testing;
using System;
using System.Text;

namespace PortSIP.Tests
{
    // Notes what it is told.
    partial class RecordingListener : SIPCallbackEvents
    {
        public virtual int onRegisterSuccess(string statusText, int statusCode, StringBuilder sipMessage)
        {
            return Note("onRegisterSuccess", statusText, statusCode, sipMessage.ToString());
        }

        public virtual int onRegisterFailure(string statusText, int statusCode, StringBuilder sipMessage)
        {
            return Note("onRegisterFailure", statusText, statusCode, sipMessage.ToString());
        }

        public virtual int onInviteIncoming(int sessionId, string callerDisplayName, string caller,
            string calleeDisplayName, string callee, string audioCodecNames, string videoCodecNames, bool existsAudio,
            bool existsVideo, StringBuilder sipMessage)
        {
            return Note("onInviteIncoming", sessionId, callerDisplayName, caller, calleeDisplayName, callee,
                audioCodecNames, videoCodecNames, existsAudio, existsVideo, sipMessage.ToString());
        }

        public virtual int onInviteTrying(int sessionId)
        {
            return Note("onInviteTrying", sessionId);
        }

        public virtual int onInviteSessionProgress(int sessionId, string audioCodecNames, string videoCodecNames,
            bool existsEarlyMedia, bool existsAudio, bool existsVideo, StringBuilder sipMessage)
        {
            return Note("onInviteSessionProgress", sessionId, audioCodecNames, videoCodecNames, existsEarlyMedia,
                existsAudio, existsVideo, sipMessage.ToString());
        }

        public virtual int onInviteRinging(int sessionId, string statusText, int statusCode, StringBuilder sipMessage)
        {
            return Note("onInviteRinging", sessionId, statusText, statusCode, sipMessage.ToString());
        }

        public virtual int onInviteAnswered(int sessionId, string callerDisplayName, string caller,
            string calleeDisplayName, string callee, string audioCodecNames, string videoCodecNames, bool existsAudio,
            bool existsVideo, StringBuilder sipMessage)
        {
            return Note("onInviteAnswered", sessionId, callerDisplayName, caller, calleeDisplayName, callee,
                audioCodecNames, videoCodecNames, existsAudio, existsVideo, sipMessage.ToString());
        }

        public virtual int onInviteFailure(int sessionId, string callerDisplayName, string caller,
            string calleeDisplayName, string callee, string reason, int code, StringBuilder sipMessage)
        {
            return Note("onInviteFailure", sessionId, callerDisplayName, caller, calleeDisplayName, callee, reason,
                code, sipMessage.ToString());
        }

        public virtual int onInviteUpdated(int sessionId, string audioCodecNames, string videoCodecNames,
            bool existsAudio, bool existsVideo, bool existsScreen, StringBuilder sipMessage)
        {
            return Note("onInviteUpdated", sessionId, audioCodecNames, videoCodecNames, existsAudio, existsVideo,
                existsScreen, sipMessage.ToString());
        }

        public virtual int onInviteConnected(int sessionId)
        {
            return Note("onInviteConnected", sessionId);
        }

        public virtual int onInviteBeginingForward(string forwardTo)
        {
            return Note("onInviteBeginingForward", forwardTo);
        }

        public virtual int onInviteClosed(int sessionId)
        {
            return Note("onInviteClosed", sessionId);
        }

        public virtual int onRemoteHold(int sessionId)
        {
            return Note("onRemoteHold", sessionId);
        }

        public virtual int onRemoteUnHold(int sessionId, string audioCodecNames, string videoCodecNames,
            bool existsAudio, bool existsVideo)
        {
            return Note("onRemoteUnHold", sessionId, audioCodecNames, videoCodecNames, existsAudio, existsVideo);
        }

        public virtual int onDialogStateUpdated(string BLFMonitoredUri, string BLFDialogState, string BLFDialogId,
            string BLFDialogDirection)
        {
            return Note("onDialogStateUpdated", BLFMonitoredUri, BLFDialogState, BLFDialogId, BLFDialogDirection);
        }

        public virtual int onReceivedRefer(int sessionId, int referId, string to, string from,
            StringBuilder referSipMessage)
        {
            return Note("onReceivedRefer", sessionId, referId, to, from, referSipMessage.ToString());
        }

        public virtual int onReferAccepted(int sessionId)
        {
            return Note("onReferAccepted", sessionId);
        }

        public virtual int onReferRejected(int sessionId, string reason, int code)
        {
            return Note("onReferRejected", sessionId, reason, code);
        }

        public virtual int onTransferTrying(int sessionId)
        {
            return Note("onTransferTrying", sessionId);
        }

        public virtual int onTransferRinging(int sessionId)
        {
            return Note("onTransferRinging", sessionId);
        }

        public virtual int onACTVTransferSuccess(int sessionId)
        {
            return Note("onACTVTransferSuccess", sessionId);
        }

        public virtual int onACTVTransferFailure(int sessionId, string reason, int code)
        {
            return Note("onACTVTransferFailure", sessionId, reason, code);
        }

        public virtual int onReceivedSignaling(int sessionId, StringBuilder signaling)
        {
            return Note("onReceivedSignaling", sessionId, signaling.ToString());
        }

        public virtual int onSendingSignaling(int sessionId, StringBuilder signaling)
        {
            return Note("onSendingSignaling", sessionId, signaling.ToString());
        }

        public virtual int onWaitingVoiceMessage(string messageAccount, int urgentNewMessageCount,
            int urgentOldMessageCount, int newMessageCount, int oldMessageCount)
        {
            return Note("onWaitingVoiceMessage", messageAccount, urgentNewMessageCount, urgentOldMessageCount,
                newMessageCount, oldMessageCount);
        }

        public virtual int onWaitingFaxMessage(string messageAccount, int urgentNewMessageCount,
            int urgentOldMessageCount, int newMessageCount, int oldMessageCount)
        {
            return Note("onWaitingFaxMessage", messageAccount, urgentNewMessageCount, urgentOldMessageCount,
                newMessageCount, oldMessageCount);
        }

        public virtual int onRecvDtmfTone(int sessionId, int tone)
        {
            return Note("onRecvDtmfTone", sessionId, tone);
        }

        public virtual int onPresenceRecvSubscribe(int subscribeId, string fromDisplayName, string from,
            string subject)
        {
            return Note("onPresenceRecvSubscribe", subscribeId, fromDisplayName, from, subject);
        }

        public virtual int onPresenceOnline(string fromDisplayName, string from, string stateText)
        {
            return Note("onPresenceOnline", fromDisplayName, from, stateText);
        }

        public virtual int onPresenceOffline(string fromDisplayName, string from)
        {
            return Note("onPresenceOffline", fromDisplayName, from);
        }

        public virtual int onRecvOptions(StringBuilder optionsMessage)
        {
            return Note("onRecvOptions", optionsMessage.ToString());
        }

        public virtual int onRecvInfo(StringBuilder infoMessage)
        {
            return Note("onRecvInfo", infoMessage.ToString());
        }

        public virtual int onRecvNotifyOfSubscription(int subscribeId, StringBuilder notifyMessage,
            byte[] contentData, int dataLength)
        {
            return Note("onRecvNotifyOfSubscription", subscribeId, notifyMessage.ToString(),
                Hex(contentData, dataLength));
        }

        public virtual int onSubscriptionFailure(int subscribeId, int statusCode)
        {
            return Note("onSubscriptionFailure", subscribeId, statusCode);
        }

        public virtual int onSubscriptionTerminated(int subscribeId)
        {
            return Note("onSubscriptionTerminated", subscribeId);
        }

        public virtual int onRecvMessage(int sessionId, string mimeType, string subMimeType, byte[] messageData,
            int messageDataLength)
        {
            return Note("onRecvMessage", sessionId, mimeType, subMimeType, Hex(messageData, messageDataLength));
        }

        public virtual int onRecvOutOfDialogMessage(string fromDisplayName, string from, string toDisplayName,
            string to, string mimeType, string subMimeType, byte[] messageData, int messageDataLength)
        {
            return Note("onRecvOutOfDialogMessage", fromDisplayName, from, toDisplayName, to, mimeType, subMimeType,
                Hex(messageData, messageDataLength));
        }

        public virtual int onSendMessageSuccess(int sessionId, int messageId)
        {
            return Note("onSendMessageSuccess", sessionId, messageId);
        }

        public virtual int onSendMessageFailure(int sessionId, int messageId, string reason, int code)
        {
            return Note("onSendMessageFailure", sessionId, messageId, reason, code);
        }

        public virtual int onSendOutOfDialogMessageSuccess(int messageId, string fromDisplayName, string from,
            string toDisplayName, string to)
        {
            return Note("onSendOutOfDialogMessageSuccess", messageId, fromDisplayName, from, toDisplayName, to);
        }

        public virtual int onSendOutOfDialogMessageFailure(int messageId, string fromDisplayName, string from,
            string toDisplayName, string to, string reason, int code)
        {
            return Note("onSendOutOfDialogMessageFailure", messageId, fromDisplayName, from, toDisplayName, to,
                reason, code);
        }

        public virtual int onPlayFileFinished(int sessionId, string fileName)
        {
            return Note("onPlayFileFinished", sessionId, fileName);
        }

        public virtual int onStatistics(int sessionId, string stat)
        {
            return Note("onStatistics", sessionId, stat);
        }

        public virtual int onAudioRawCallback(IntPtr callbackObject, int sessionId, int callbackType, byte[] data,
            int dataLength, int samplingFreqHz)
        {
            return Note("onAudioRawCallback", callbackObject, sessionId, callbackType, Hex(data, dataLength),
                samplingFreqHz);
        }

        public virtual int onRTPPacketCallback(IntPtr callbackObject, int sessionId, int mediaType, int direction,
            byte[] RTPPacket, int packetSize)
        {
            return Note("onRTPPacketCallback", callbackObject, sessionId, mediaType, direction,
                Hex(RTPPacket, packetSize));
        }
    }

    // Raises each event by the library's test hook.
    [TestFixture]
    class EventTests : EventTestsBase
    {
        [Test]
        public void onRegisterSuccess()
        {
            Expect(0, "onRegisterSuccess", "statusText 0 é 日本 📞", 1001, "sipMessage 0 é 日本 📞");
        }

        [Test]
        public void onRegisterFailure()
        {
            Expect(1, "onRegisterFailure", "statusText 1 é 日本 📞", 2001, "sipMessage 1 é 日本 📞");
        }

        [Test]
        public void onInviteIncoming()
        {
            Expect(2, "onInviteIncoming", 3000, "callerDisplayName 2 é 日本 📞", "caller 2 é 日本 📞",
                "calleeDisplayName 2 é 日本 📞", "callee 2 é 日本 📞", "audioCodecNames 2 é 日本 📞",
                "videoCodecNames 2 é 日本 📞", true, false, "sipMessage 2 é 日本 📞");
        }

        [Test]
        public void onInviteTrying()
        {
            Expect(3, "onInviteTrying", 4000);
        }

        [Test]
        public void onInviteSessionProgress()
        {
            Expect(4, "onInviteSessionProgress", 5000, "audioCodecNames 4 é 日本 📞", "videoCodecNames 4 é 日本 📞", true,
                false, true, "sipMessage 4 é 日本 📞");
        }

        [Test]
        public void onInviteRinging()
        {
            Expect(5, "onInviteRinging", 6000, "statusText 5 é 日本 📞", 6002, "sipMessage 5 é 日本 📞");
        }

        [Test]
        public void onInviteAnswered()
        {
            Expect(6, "onInviteAnswered", 7000, "callerDisplayName 6 é 日本 📞", "caller 6 é 日本 📞",
                "calleeDisplayName 6 é 日本 📞", "callee 6 é 日本 📞", "audioCodecNames 6 é 日本 📞",
                "videoCodecNames 6 é 日本 📞", true, false, "sipMessage 6 é 日本 📞");
        }

        [Test]
        public void onInviteFailure()
        {
            Expect(7, "onInviteFailure", 8000, "callerDisplayName 7 é 日本 📞", "caller 7 é 日本 📞",
                "calleeDisplayName 7 é 日本 📞", "callee 7 é 日本 📞", "reason 7 é 日本 📞", 8006, "sipMessage 7 é 日本 📞");
        }

        [Test]
        public void onInviteUpdated()
        {
            Expect(8, "onInviteUpdated", 9000, "audioCodecNames 8 é 日本 📞", "videoCodecNames 8 é 日本 📞", true, false,
                true, "sipMessage 8 é 日本 📞");
        }

        [Test]
        public void onInviteConnected()
        {
            Expect(9, "onInviteConnected", 10000);
        }

        [Test]
        public void onInviteBeginingForward()
        {
            Expect(10, "onInviteBeginingForward", "forwardTo 10 é 日本 📞");
        }

        [Test]
        public void onInviteClosed()
        {
            Expect(11, "onInviteClosed", 12000);
        }

        [Test]
        public void onRemoteHold()
        {
            Expect(12, "onRemoteHold", 13000);
        }

        [Test]
        public void onRemoteUnHold()
        {
            Expect(13, "onRemoteUnHold", 14000, "audioCodecNames 13 é 日本 📞", "videoCodecNames 13 é 日本 📞", false,
                true);
        }

        [Test]
        public void onDialogStateUpdated()
        {
            Expect(14, "onDialogStateUpdated", "BLFMonitoredUri 14 é 日本 📞", "BLFDialogState 14 é 日本 📞",
                "BLFDialogId 14 é 日本 📞", "BLFDialogDirection 14 é 日本 📞");
        }

        [Test]
        public void onReceivedRefer()
        {
            Expect(15, "onReceivedRefer", 16000, 16001, "to 15 é 日本 📞", "from 15 é 日本 📞",
                "referSipMessage 15 é 日本 📞");
        }

        [Test]
        public void onReferAccepted()
        {
            Expect(16, "onReferAccepted", 17000);
        }

        [Test]
        public void onReferRejected()
        {
            Expect(17, "onReferRejected", 18000, "reason 17 é 日本 📞", 18002);
        }

        [Test]
        public void onTransferTrying()
        {
            Expect(18, "onTransferTrying", 19000);
        }

        [Test]
        public void onTransferRinging()
        {
            Expect(19, "onTransferRinging", 20000);
        }

        [Test]
        public void onACTVTransferSuccess()
        {
            Expect(20, "onACTVTransferSuccess", 21000);
        }

        [Test]
        public void onACTVTransferFailure()
        {
            Expect(21, "onACTVTransferFailure", 22000, "reason 21 é 日本 📞", 22002);
        }

        [Test]
        public void onReceivedSignaling()
        {
            Expect(22, "onReceivedSignaling", 23000, "signaling 22 é 日本 📞");
        }

        [Test]
        public void onSendingSignaling()
        {
            Expect(23, "onSendingSignaling", 24000, "signaling 23 é 日本 📞");
        }

        [Test]
        public void onWaitingVoiceMessage()
        {
            Expect(24, "onWaitingVoiceMessage", "messageAccount 24 é 日本 📞", 25001, 25002, 25003, 25004);
        }

        [Test]
        public void onWaitingFaxMessage()
        {
            Expect(25, "onWaitingFaxMessage", "messageAccount 25 é 日本 📞", 26001, 26002, 26003, 26004);
        }

        [Test]
        public void onRecvDtmfTone()
        {
            Expect(26, "onRecvDtmfTone", 27000, 27001);
        }

        [Test]
        public void onPresenceRecvSubscribe()
        {
            Expect(27, "onPresenceRecvSubscribe", 28000, "fromDisplayName 27 é 日本 📞", "from 27 é 日本 📞",
                "subject 27 é 日本 📞");
        }

        [Test]
        public void onPresenceOnline()
        {
            Expect(28, "onPresenceOnline", "fromDisplayName 28 é 日本 📞", "from 28 é 日本 📞", "stateText 28 é 日本 📞");
        }

        [Test]
        public void onPresenceOffline()
        {
            Expect(29, "onPresenceOffline", "fromDisplayName 29 é 日本 📞", "from 29 é 日本 📞");
        }

        [Test]
        public void onRecvOptions()
        {
            Expect(30, "onRecvOptions", "optionsMessage 30 é 日本 📞");
        }

        [Test]
        public void onRecvInfo()
        {
            Expect(31, "onRecvInfo", "infoMessage 31 é 日本 📞");
        }

        [Test]
        public void onRecvNotifyOfSubscription()
        {
            Expect(32, "onRecvNotifyOfSubscription", 33000, "notifyMessage 32 é 日本 📞", "00 FF 20 02 78");
        }

        [Test]
        public void onSubscriptionFailure()
        {
            Expect(33, "onSubscriptionFailure", 34000, 34001);
        }

        [Test]
        public void onSubscriptionTerminated()
        {
            Expect(34, "onSubscriptionTerminated", 35000);
        }

        [Test]
        public void onRecvMessage()
        {
            Expect(35, "onRecvMessage", 36000, "mimeType 35 é 日本 📞", "subMimeType 35 é 日本 📞", "00 FF 23 03 78");
        }

        [Test]
        public void onRecvOutOfDialogMessage()
        {
            Expect(36, "onRecvOutOfDialogMessage", "fromDisplayName 36 é 日本 📞", "from 36 é 日本 📞",
                "toDisplayName 36 é 日本 📞", "to 36 é 日本 📞", "mimeType 36 é 日本 📞", "subMimeType 36 é 日本 📞",
                "00 FF 24 06 78");
        }

        [Test]
        public void onSendMessageSuccess()
        {
            Expect(37, "onSendMessageSuccess", 38000, 38001);
        }

        [Test]
        public void onSendMessageFailure()
        {
            Expect(38, "onSendMessageFailure", 39000, 39001, "reason 38 é 日本 📞", 39003);
        }

        [Test]
        public void onSendOutOfDialogMessageSuccess()
        {
            Expect(39, "onSendOutOfDialogMessageSuccess", 40000, "fromDisplayName 39 é 日本 📞", "from 39 é 日本 📞",
                "toDisplayName 39 é 日本 📞", "to 39 é 日本 📞");
        }

        [Test]
        public void onSendOutOfDialogMessageFailure()
        {
            Expect(40, "onSendOutOfDialogMessageFailure", 41000, "fromDisplayName 40 é 日本 📞", "from 40 é 日本 📞",
                "toDisplayName 40 é 日本 📞", "to 40 é 日本 📞", "reason 40 é 日本 📞", 41006);
        }

        [Test]
        public void onPlayFileFinished()
        {
            Expect(41, "onPlayFileFinished", 42000, "fileName 41 é 日本 📞");
        }

        [Test]
        public void onStatistics()
        {
            Expect(42, "onStatistics", 43000, "stat 42 é 日本 📞");
        }
    }
}
