// Generated from the crate portsip-ffi by `cargo xtask generate`: do not edit.
using System;
using System.Text;

namespace PortSIP
{
    /// <summary>A listener that ignores every event: override those of interest.</summary>
    public abstract class SIPCallbackEventsBase : SIPCallbackEvents
    {
        /// <summary>See <see cref="SIPCallbackEvents.onRegisterSuccess"/>.</summary>
        public virtual int onRegisterSuccess(string statusText, int statusCode, StringBuilder sipMessage)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onRegisterFailure"/>.</summary>
        public virtual int onRegisterFailure(string statusText, int statusCode, StringBuilder sipMessage)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onInviteIncoming"/>.</summary>
        public virtual int onInviteIncoming(int sessionId, string callerDisplayName, string caller,
            string calleeDisplayName, string callee, string audioCodecNames, string videoCodecNames, bool existsAudio,
            bool existsVideo, StringBuilder sipMessage)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onInviteTrying"/>.</summary>
        public virtual int onInviteTrying(int sessionId)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onInviteSessionProgress"/>.</summary>
        public virtual int onInviteSessionProgress(int sessionId, string audioCodecNames, string videoCodecNames,
            bool existsEarlyMedia, bool existsAudio, bool existsVideo, StringBuilder sipMessage)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onInviteRinging"/>.</summary>
        public virtual int onInviteRinging(int sessionId, string statusText, int statusCode, StringBuilder sipMessage)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onInviteAnswered"/>.</summary>
        public virtual int onInviteAnswered(int sessionId, string callerDisplayName, string caller,
            string calleeDisplayName, string callee, string audioCodecNames, string videoCodecNames, bool existsAudio,
            bool existsVideo, StringBuilder sipMessage)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onInviteFailure"/>.</summary>
        public virtual int onInviteFailure(int sessionId, string callerDisplayName, string caller,
            string calleeDisplayName, string callee, string reason, int code, StringBuilder sipMessage)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onInviteUpdated"/>.</summary>
        public virtual int onInviteUpdated(int sessionId, string audioCodecNames, string videoCodecNames,
            bool existsAudio, bool existsVideo, bool existsScreen, StringBuilder sipMessage)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onInviteConnected"/>.</summary>
        public virtual int onInviteConnected(int sessionId)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onInviteBeginingForward"/>.</summary>
        public virtual int onInviteBeginingForward(string forwardTo)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onInviteClosed"/>.</summary>
        public virtual int onInviteClosed(int sessionId)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onRemoteHold"/>.</summary>
        public virtual int onRemoteHold(int sessionId)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onRemoteUnHold"/>.</summary>
        public virtual int onRemoteUnHold(int sessionId, string audioCodecNames, string videoCodecNames,
            bool existsAudio, bool existsVideo)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onDialogStateUpdated"/>.</summary>
        public virtual int onDialogStateUpdated(string BLFMonitoredUri, string BLFDialogState, string BLFDialogId,
            string BLFDialogDirection)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onReceivedRefer"/>.</summary>
        public virtual int onReceivedRefer(int sessionId, int referId, string to, string from,
            StringBuilder referSipMessage)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onReferAccepted"/>.</summary>
        public virtual int onReferAccepted(int sessionId)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onReferRejected"/>.</summary>
        public virtual int onReferRejected(int sessionId, string reason, int code)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onTransferTrying"/>.</summary>
        public virtual int onTransferTrying(int sessionId)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onTransferRinging"/>.</summary>
        public virtual int onTransferRinging(int sessionId)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onACTVTransferSuccess"/>.</summary>
        public virtual int onACTVTransferSuccess(int sessionId)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onACTVTransferFailure"/>.</summary>
        public virtual int onACTVTransferFailure(int sessionId, string reason, int code)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onReceivedSignaling"/>.</summary>
        public virtual int onReceivedSignaling(int sessionId, StringBuilder signaling)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onSendingSignaling"/>.</summary>
        public virtual int onSendingSignaling(int sessionId, StringBuilder signaling)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onWaitingVoiceMessage"/>.</summary>
        public virtual int onWaitingVoiceMessage(string messageAccount, int urgentNewMessageCount,
            int urgentOldMessageCount, int newMessageCount, int oldMessageCount)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onWaitingFaxMessage"/>.</summary>
        public virtual int onWaitingFaxMessage(string messageAccount, int urgentNewMessageCount,
            int urgentOldMessageCount, int newMessageCount, int oldMessageCount)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onRecvDtmfTone"/>.</summary>
        public virtual int onRecvDtmfTone(int sessionId, int tone)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onPresenceRecvSubscribe"/>.</summary>
        public virtual int onPresenceRecvSubscribe(int subscribeId, string fromDisplayName, string from,
            string subject)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onPresenceOnline"/>.</summary>
        public virtual int onPresenceOnline(string fromDisplayName, string from, string stateText)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onPresenceOffline"/>.</summary>
        public virtual int onPresenceOffline(string fromDisplayName, string from)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onRecvOptions"/>.</summary>
        public virtual int onRecvOptions(StringBuilder optionsMessage)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onRecvInfo"/>.</summary>
        public virtual int onRecvInfo(StringBuilder infoMessage)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onRecvNotifyOfSubscription"/>.</summary>
        public virtual int onRecvNotifyOfSubscription(int subscribeId, StringBuilder notifyMessage,
            byte[] contentData, int dataLength)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onSubscriptionFailure"/>.</summary>
        public virtual int onSubscriptionFailure(int subscribeId, int statusCode)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onSubscriptionTerminated"/>.</summary>
        public virtual int onSubscriptionTerminated(int subscribeId)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onRecvMessage"/>.</summary>
        public virtual int onRecvMessage(int sessionId, string mimeType, string subMimeType, byte[] messageData,
            int messageDataLength)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onRecvOutOfDialogMessage"/>.</summary>
        public virtual int onRecvOutOfDialogMessage(string fromDisplayName, string from, string toDisplayName,
            string to, string mimeType, string subMimeType, byte[] messageData, int messageDataLength)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onSendMessageSuccess"/>.</summary>
        public virtual int onSendMessageSuccess(int sessionId, int messageId)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onSendMessageFailure"/>.</summary>
        public virtual int onSendMessageFailure(int sessionId, int messageId, string reason, int code)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onSendOutOfDialogMessageSuccess"/>.</summary>
        public virtual int onSendOutOfDialogMessageSuccess(int messageId, string fromDisplayName, string from,
            string toDisplayName, string to)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onSendOutOfDialogMessageFailure"/>.</summary>
        public virtual int onSendOutOfDialogMessageFailure(int messageId, string fromDisplayName, string from,
            string toDisplayName, string to, string reason, int code)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onPlayFileFinished"/>.</summary>
        public virtual int onPlayFileFinished(int sessionId, string fileName)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onStatistics"/>.</summary>
        public virtual int onStatistics(int sessionId, string stat)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onAudioRawCallback"/>.</summary>
        public virtual int onAudioRawCallback(IntPtr callbackObject, int sessionId, int callbackType, byte[] data,
            int dataLength, int samplingFreqHz)
        {
            return 0;
        }

        /// <summary>See <see cref="SIPCallbackEvents.onRTPPacketCallback"/>.</summary>
        public virtual int onRTPPacketCallback(IntPtr callbackObject, int sessionId, int mediaType, int direction,
            byte[] RTPPacket, int packetSize)
        {
            return 0;
        }
    }
}
