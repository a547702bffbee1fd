// Generated from the crate portsip-ffi by `cargo xtask generate`: do not edit.
using System;
using System.Runtime.InteropServices;
using System.Text;

namespace PortSIP
{
    // The table of all handlers, as the library has it.
    [StructLayout(LayoutKind.Sequential)]
    struct PortSIPX_Handlers
    {
        internal UIntPtr size;
        internal IntPtr context;
        internal IntPtr onRegisterSuccess;
        internal IntPtr onRegisterFailure;
        internal IntPtr onInviteIncoming;
        internal IntPtr onInviteTrying;
        internal IntPtr onInviteSessionProgress;
        internal IntPtr onInviteRinging;
        internal IntPtr onInviteAnswered;
        internal IntPtr onInviteFailure;
        internal IntPtr onInviteUpdated;
        internal IntPtr onInviteConnected;
        internal IntPtr onInviteBeginingForward;
        internal IntPtr onInviteClosed;
        internal IntPtr onRemoteHold;
        internal IntPtr onRemoteUnHold;
        internal IntPtr onDialogStateUpdated;
        internal IntPtr onReceivedRefer;
        internal IntPtr onReferAccepted;
        internal IntPtr onReferRejected;
        internal IntPtr onTransferTrying;
        internal IntPtr onTransferRinging;
        internal IntPtr onACTVTransferSuccess;
        internal IntPtr onACTVTransferFailure;
        internal IntPtr onReceivedSignaling;
        internal IntPtr onSendingSignaling;
        internal IntPtr onWaitingVoiceMessage;
        internal IntPtr onWaitingFaxMessage;
        internal IntPtr onRecvDtmfTone;
        internal IntPtr onPresenceRecvSubscribe;
        internal IntPtr onPresenceOnline;
        internal IntPtr onPresenceOffline;
        internal IntPtr onRecvOptions;
        internal IntPtr onRecvInfo;
        internal IntPtr onRecvNotifyOfSubscription;
        internal IntPtr onSubscriptionFailure;
        internal IntPtr onSubscriptionTerminated;
        internal IntPtr onRecvMessage;
        internal IntPtr onRecvOutOfDialogMessage;
        internal IntPtr onSendMessageSuccess;
        internal IntPtr onSendMessageFailure;
        internal IntPtr onSendOutOfDialogMessageSuccess;
        internal IntPtr onSendOutOfDialogMessageFailure;
        internal IntPtr onPlayFileFinished;
        internal IntPtr onStatistics;
    }

    // What the library calls: finds the object, reads the arguments, and delivers the event.
    static class Handlers
    {
        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void registerSuccess_fn(IntPtr context, IntPtr statusTextPointer, int statusCode,
            IntPtr sipMessagePointer, UIntPtr sipMessageLength);

        internal static readonly registerSuccess_fn RegisterSuccess = OnRegisterSuccess;

        [MonoPInvokeCallback(typeof(registerSuccess_fn))]
        static void OnRegisterSuccess(IntPtr context, IntPtr statusTextPointer, int statusCode,
            IntPtr sipMessagePointer, UIntPtr sipMessageLength)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            string statusText = Utf8.Text(statusTextPointer);
            StringBuilder sipMessage = Utf8.Message(sipMessagePointer, sipMessageLength);
            sdk.Deliver(context, "onRegisterSuccess", listener => listener.onRegisterSuccess(statusText, statusCode,
                sipMessage));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void registerFailure_fn(IntPtr context, IntPtr statusTextPointer, int statusCode,
            IntPtr sipMessagePointer, UIntPtr sipMessageLength);

        internal static readonly registerFailure_fn RegisterFailure = OnRegisterFailure;

        [MonoPInvokeCallback(typeof(registerFailure_fn))]
        static void OnRegisterFailure(IntPtr context, IntPtr statusTextPointer, int statusCode,
            IntPtr sipMessagePointer, UIntPtr sipMessageLength)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            string statusText = Utf8.Text(statusTextPointer);
            StringBuilder sipMessage = Utf8.Message(sipMessagePointer, sipMessageLength);
            sdk.Deliver(context, "onRegisterFailure", listener => listener.onRegisterFailure(statusText, statusCode,
                sipMessage));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void inviteIncoming_fn(IntPtr context, int sessionId, IntPtr callerDisplayNamePointer,
            IntPtr callerPointer, IntPtr calleeDisplayNamePointer, IntPtr calleePointer,
            IntPtr audioCodecNamesPointer, IntPtr videoCodecNamesPointer,
            [MarshalAs(UnmanagedType.I1)] bool existsAudio, [MarshalAs(UnmanagedType.I1)] bool existsVideo,
            IntPtr sipMessagePointer, UIntPtr sipMessageLength);

        internal static readonly inviteIncoming_fn InviteIncoming = OnInviteIncoming;

        [MonoPInvokeCallback(typeof(inviteIncoming_fn))]
        static void OnInviteIncoming(IntPtr context, int sessionId, IntPtr callerDisplayNamePointer,
            IntPtr callerPointer, IntPtr calleeDisplayNamePointer, IntPtr calleePointer,
            IntPtr audioCodecNamesPointer, IntPtr videoCodecNamesPointer,
            [MarshalAs(UnmanagedType.I1)] bool existsAudio, [MarshalAs(UnmanagedType.I1)] bool existsVideo,
            IntPtr sipMessagePointer, UIntPtr sipMessageLength)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            string callerDisplayName = Utf8.Text(callerDisplayNamePointer);
            string caller = Utf8.Text(callerPointer);
            string calleeDisplayName = Utf8.Text(calleeDisplayNamePointer);
            string callee = Utf8.Text(calleePointer);
            string audioCodecNames = Utf8.Text(audioCodecNamesPointer);
            string videoCodecNames = Utf8.Text(videoCodecNamesPointer);
            StringBuilder sipMessage = Utf8.Message(sipMessagePointer, sipMessageLength);
            sdk.Deliver(context, "onInviteIncoming", listener => listener.onInviteIncoming(sessionId,
                callerDisplayName, caller, calleeDisplayName, callee, audioCodecNames, videoCodecNames, existsAudio,
                existsVideo, sipMessage));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void inviteTrying_fn(IntPtr context, int sessionId);

        internal static readonly inviteTrying_fn InviteTrying = OnInviteTrying;

        [MonoPInvokeCallback(typeof(inviteTrying_fn))]
        static void OnInviteTrying(IntPtr context, int sessionId)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            sdk.Deliver(context, "onInviteTrying", listener => listener.onInviteTrying(sessionId));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void inviteSessionProgress_fn(IntPtr context, int sessionId, IntPtr audioCodecNamesPointer,
            IntPtr videoCodecNamesPointer, [MarshalAs(UnmanagedType.I1)] bool existsEarlyMedia,
            [MarshalAs(UnmanagedType.I1)] bool existsAudio, [MarshalAs(UnmanagedType.I1)] bool existsVideo,
            IntPtr sipMessagePointer, UIntPtr sipMessageLength);

        internal static readonly inviteSessionProgress_fn InviteSessionProgress = OnInviteSessionProgress;

        [MonoPInvokeCallback(typeof(inviteSessionProgress_fn))]
        static void OnInviteSessionProgress(IntPtr context, int sessionId, IntPtr audioCodecNamesPointer,
            IntPtr videoCodecNamesPointer, [MarshalAs(UnmanagedType.I1)] bool existsEarlyMedia,
            [MarshalAs(UnmanagedType.I1)] bool existsAudio, [MarshalAs(UnmanagedType.I1)] bool existsVideo,
            IntPtr sipMessagePointer, UIntPtr sipMessageLength)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            string audioCodecNames = Utf8.Text(audioCodecNamesPointer);
            string videoCodecNames = Utf8.Text(videoCodecNamesPointer);
            StringBuilder sipMessage = Utf8.Message(sipMessagePointer, sipMessageLength);
            sdk.Deliver(context, "onInviteSessionProgress", listener => listener.onInviteSessionProgress(sessionId,
                audioCodecNames, videoCodecNames, existsEarlyMedia, existsAudio, existsVideo, sipMessage));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void inviteRinging_fn(IntPtr context, int sessionId, IntPtr statusTextPointer,
            int statusCode, IntPtr sipMessagePointer, UIntPtr sipMessageLength);

        internal static readonly inviteRinging_fn InviteRinging = OnInviteRinging;

        [MonoPInvokeCallback(typeof(inviteRinging_fn))]
        static void OnInviteRinging(IntPtr context, int sessionId, IntPtr statusTextPointer, int statusCode,
            IntPtr sipMessagePointer, UIntPtr sipMessageLength)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            string statusText = Utf8.Text(statusTextPointer);
            StringBuilder sipMessage = Utf8.Message(sipMessagePointer, sipMessageLength);
            sdk.Deliver(context, "onInviteRinging", listener => listener.onInviteRinging(sessionId, statusText,
                statusCode, sipMessage));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void inviteAnswered_fn(IntPtr context, int sessionId, IntPtr callerDisplayNamePointer,
            IntPtr callerPointer, IntPtr calleeDisplayNamePointer, IntPtr calleePointer,
            IntPtr audioCodecNamesPointer, IntPtr videoCodecNamesPointer,
            [MarshalAs(UnmanagedType.I1)] bool existsAudio, [MarshalAs(UnmanagedType.I1)] bool existsVideo,
            IntPtr sipMessagePointer, UIntPtr sipMessageLength);

        internal static readonly inviteAnswered_fn InviteAnswered = OnInviteAnswered;

        [MonoPInvokeCallback(typeof(inviteAnswered_fn))]
        static void OnInviteAnswered(IntPtr context, int sessionId, IntPtr callerDisplayNamePointer,
            IntPtr callerPointer, IntPtr calleeDisplayNamePointer, IntPtr calleePointer,
            IntPtr audioCodecNamesPointer, IntPtr videoCodecNamesPointer,
            [MarshalAs(UnmanagedType.I1)] bool existsAudio, [MarshalAs(UnmanagedType.I1)] bool existsVideo,
            IntPtr sipMessagePointer, UIntPtr sipMessageLength)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            string callerDisplayName = Utf8.Text(callerDisplayNamePointer);
            string caller = Utf8.Text(callerPointer);
            string calleeDisplayName = Utf8.Text(calleeDisplayNamePointer);
            string callee = Utf8.Text(calleePointer);
            string audioCodecNames = Utf8.Text(audioCodecNamesPointer);
            string videoCodecNames = Utf8.Text(videoCodecNamesPointer);
            StringBuilder sipMessage = Utf8.Message(sipMessagePointer, sipMessageLength);
            sdk.Deliver(context, "onInviteAnswered", listener => listener.onInviteAnswered(sessionId,
                callerDisplayName, caller, calleeDisplayName, callee, audioCodecNames, videoCodecNames, existsAudio,
                existsVideo, sipMessage));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void inviteFailure_fn(IntPtr context, int sessionId, IntPtr callerDisplayNamePointer,
            IntPtr callerPointer, IntPtr calleeDisplayNamePointer, IntPtr calleePointer, IntPtr reasonPointer,
            int code, IntPtr sipMessagePointer, UIntPtr sipMessageLength);

        internal static readonly inviteFailure_fn InviteFailure = OnInviteFailure;

        [MonoPInvokeCallback(typeof(inviteFailure_fn))]
        static void OnInviteFailure(IntPtr context, int sessionId, IntPtr callerDisplayNamePointer,
            IntPtr callerPointer, IntPtr calleeDisplayNamePointer, IntPtr calleePointer, IntPtr reasonPointer,
            int code, IntPtr sipMessagePointer, UIntPtr sipMessageLength)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            string callerDisplayName = Utf8.Text(callerDisplayNamePointer);
            string caller = Utf8.Text(callerPointer);
            string calleeDisplayName = Utf8.Text(calleeDisplayNamePointer);
            string callee = Utf8.Text(calleePointer);
            string reason = Utf8.Text(reasonPointer);
            StringBuilder sipMessage = Utf8.Message(sipMessagePointer, sipMessageLength);
            sdk.Deliver(context, "onInviteFailure", listener => listener.onInviteFailure(sessionId, callerDisplayName,
                caller, calleeDisplayName, callee, reason, code, sipMessage));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void inviteUpdated_fn(IntPtr context, int sessionId, IntPtr audioCodecNamesPointer,
            IntPtr videoCodecNamesPointer, [MarshalAs(UnmanagedType.I1)] bool existsAudio,
            [MarshalAs(UnmanagedType.I1)] bool existsVideo, [MarshalAs(UnmanagedType.I1)] bool existsScreen,
            IntPtr sipMessagePointer, UIntPtr sipMessageLength);

        internal static readonly inviteUpdated_fn InviteUpdated = OnInviteUpdated;

        [MonoPInvokeCallback(typeof(inviteUpdated_fn))]
        static void OnInviteUpdated(IntPtr context, int sessionId, IntPtr audioCodecNamesPointer,
            IntPtr videoCodecNamesPointer, [MarshalAs(UnmanagedType.I1)] bool existsAudio,
            [MarshalAs(UnmanagedType.I1)] bool existsVideo, [MarshalAs(UnmanagedType.I1)] bool existsScreen,
            IntPtr sipMessagePointer, UIntPtr sipMessageLength)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            string audioCodecNames = Utf8.Text(audioCodecNamesPointer);
            string videoCodecNames = Utf8.Text(videoCodecNamesPointer);
            StringBuilder sipMessage = Utf8.Message(sipMessagePointer, sipMessageLength);
            sdk.Deliver(context, "onInviteUpdated", listener => listener.onInviteUpdated(sessionId, audioCodecNames,
                videoCodecNames, existsAudio, existsVideo, existsScreen, sipMessage));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void inviteConnected_fn(IntPtr context, int sessionId);

        internal static readonly inviteConnected_fn InviteConnected = OnInviteConnected;

        [MonoPInvokeCallback(typeof(inviteConnected_fn))]
        static void OnInviteConnected(IntPtr context, int sessionId)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            sdk.Deliver(context, "onInviteConnected", listener => listener.onInviteConnected(sessionId));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void inviteBeginingForward_fn(IntPtr context, IntPtr forwardToPointer);

        internal static readonly inviteBeginingForward_fn InviteBeginingForward = OnInviteBeginingForward;

        [MonoPInvokeCallback(typeof(inviteBeginingForward_fn))]
        static void OnInviteBeginingForward(IntPtr context, IntPtr forwardToPointer)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            string forwardTo = Utf8.Text(forwardToPointer);
            sdk.Deliver(context, "onInviteBeginingForward", listener => listener.onInviteBeginingForward(forwardTo));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void inviteClosed_fn(IntPtr context, int sessionId);

        internal static readonly inviteClosed_fn InviteClosed = OnInviteClosed;

        [MonoPInvokeCallback(typeof(inviteClosed_fn))]
        static void OnInviteClosed(IntPtr context, int sessionId)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            sdk.Deliver(context, "onInviteClosed", listener => listener.onInviteClosed(sessionId));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void remoteHold_fn(IntPtr context, int sessionId);

        internal static readonly remoteHold_fn RemoteHold = OnRemoteHold;

        [MonoPInvokeCallback(typeof(remoteHold_fn))]
        static void OnRemoteHold(IntPtr context, int sessionId)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            sdk.Deliver(context, "onRemoteHold", listener => listener.onRemoteHold(sessionId));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void remoteUnHold_fn(IntPtr context, int sessionId, IntPtr audioCodecNamesPointer,
            IntPtr videoCodecNamesPointer, [MarshalAs(UnmanagedType.I1)] bool existsAudio,
            [MarshalAs(UnmanagedType.I1)] bool existsVideo);

        internal static readonly remoteUnHold_fn RemoteUnHold = OnRemoteUnHold;

        [MonoPInvokeCallback(typeof(remoteUnHold_fn))]
        static void OnRemoteUnHold(IntPtr context, int sessionId, IntPtr audioCodecNamesPointer,
            IntPtr videoCodecNamesPointer, [MarshalAs(UnmanagedType.I1)] bool existsAudio,
            [MarshalAs(UnmanagedType.I1)] bool existsVideo)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            string audioCodecNames = Utf8.Text(audioCodecNamesPointer);
            string videoCodecNames = Utf8.Text(videoCodecNamesPointer);
            sdk.Deliver(context, "onRemoteUnHold", listener => listener.onRemoteUnHold(sessionId, audioCodecNames,
                videoCodecNames, existsAudio, existsVideo));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void dialogStateUpdated_fn(IntPtr context, IntPtr BLFMonitoredUriPointer,
            IntPtr BLFDialogStatePointer, IntPtr BLFDialogIdPointer, IntPtr BLFDialogDirectionPointer);

        internal static readonly dialogStateUpdated_fn DialogStateUpdated = OnDialogStateUpdated;

        [MonoPInvokeCallback(typeof(dialogStateUpdated_fn))]
        static void OnDialogStateUpdated(IntPtr context, IntPtr BLFMonitoredUriPointer, IntPtr BLFDialogStatePointer,
            IntPtr BLFDialogIdPointer, IntPtr BLFDialogDirectionPointer)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            string BLFMonitoredUri = Utf8.Text(BLFMonitoredUriPointer);
            string BLFDialogState = Utf8.Text(BLFDialogStatePointer);
            string BLFDialogId = Utf8.Text(BLFDialogIdPointer);
            string BLFDialogDirection = Utf8.Text(BLFDialogDirectionPointer);
            sdk.Deliver(context, "onDialogStateUpdated", listener => listener.onDialogStateUpdated(BLFMonitoredUri,
                BLFDialogState, BLFDialogId, BLFDialogDirection));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void receivedRefer_fn(IntPtr context, int sessionId, int referId, IntPtr toPointer,
            IntPtr fromPointer, IntPtr referSipMessagePointer, UIntPtr referSipMessageLength);

        internal static readonly receivedRefer_fn ReceivedRefer = OnReceivedRefer;

        [MonoPInvokeCallback(typeof(receivedRefer_fn))]
        static void OnReceivedRefer(IntPtr context, int sessionId, int referId, IntPtr toPointer, IntPtr fromPointer,
            IntPtr referSipMessagePointer, UIntPtr referSipMessageLength)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            string to = Utf8.Text(toPointer);
            string from = Utf8.Text(fromPointer);
            StringBuilder referSipMessage = Utf8.Message(referSipMessagePointer, referSipMessageLength);
            sdk.Deliver(context, "onReceivedRefer", listener => listener.onReceivedRefer(sessionId, referId, to, from,
                referSipMessage));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void referAccepted_fn(IntPtr context, int sessionId);

        internal static readonly referAccepted_fn ReferAccepted = OnReferAccepted;

        [MonoPInvokeCallback(typeof(referAccepted_fn))]
        static void OnReferAccepted(IntPtr context, int sessionId)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            sdk.Deliver(context, "onReferAccepted", listener => listener.onReferAccepted(sessionId));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void referRejected_fn(IntPtr context, int sessionId, IntPtr reasonPointer, int code);

        internal static readonly referRejected_fn ReferRejected = OnReferRejected;

        [MonoPInvokeCallback(typeof(referRejected_fn))]
        static void OnReferRejected(IntPtr context, int sessionId, IntPtr reasonPointer, int code)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            string reason = Utf8.Text(reasonPointer);
            sdk.Deliver(context, "onReferRejected", listener => listener.onReferRejected(sessionId, reason, code));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void transferTrying_fn(IntPtr context, int sessionId);

        internal static readonly transferTrying_fn TransferTrying = OnTransferTrying;

        [MonoPInvokeCallback(typeof(transferTrying_fn))]
        static void OnTransferTrying(IntPtr context, int sessionId)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            sdk.Deliver(context, "onTransferTrying", listener => listener.onTransferTrying(sessionId));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void transferRinging_fn(IntPtr context, int sessionId);

        internal static readonly transferRinging_fn TransferRinging = OnTransferRinging;

        [MonoPInvokeCallback(typeof(transferRinging_fn))]
        static void OnTransferRinging(IntPtr context, int sessionId)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            sdk.Deliver(context, "onTransferRinging", listener => listener.onTransferRinging(sessionId));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void ACTVTransferSuccess_fn(IntPtr context, int sessionId);

        internal static readonly ACTVTransferSuccess_fn ACTVTransferSuccess = OnACTVTransferSuccess;

        [MonoPInvokeCallback(typeof(ACTVTransferSuccess_fn))]
        static void OnACTVTransferSuccess(IntPtr context, int sessionId)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            sdk.Deliver(context, "onACTVTransferSuccess", listener => listener.onACTVTransferSuccess(sessionId));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void ACTVTransferFailure_fn(IntPtr context, int sessionId, IntPtr reasonPointer, int code);

        internal static readonly ACTVTransferFailure_fn ACTVTransferFailure = OnACTVTransferFailure;

        [MonoPInvokeCallback(typeof(ACTVTransferFailure_fn))]
        static void OnACTVTransferFailure(IntPtr context, int sessionId, IntPtr reasonPointer, int code)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            string reason = Utf8.Text(reasonPointer);
            sdk.Deliver(context, "onACTVTransferFailure", listener => listener.onACTVTransferFailure(sessionId,
                reason, code));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void receivedSignaling_fn(IntPtr context, int sessionId, IntPtr signalingPointer,
            UIntPtr signalingLength);

        internal static readonly receivedSignaling_fn ReceivedSignaling = OnReceivedSignaling;

        [MonoPInvokeCallback(typeof(receivedSignaling_fn))]
        static void OnReceivedSignaling(IntPtr context, int sessionId, IntPtr signalingPointer,
            UIntPtr signalingLength)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            StringBuilder signaling = Utf8.Message(signalingPointer, signalingLength);
            sdk.Deliver(context, "onReceivedSignaling", listener => listener.onReceivedSignaling(sessionId,
                signaling));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void sendingSignaling_fn(IntPtr context, int sessionId, IntPtr signalingPointer,
            UIntPtr signalingLength);

        internal static readonly sendingSignaling_fn SendingSignaling = OnSendingSignaling;

        [MonoPInvokeCallback(typeof(sendingSignaling_fn))]
        static void OnSendingSignaling(IntPtr context, int sessionId, IntPtr signalingPointer,
            UIntPtr signalingLength)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            StringBuilder signaling = Utf8.Message(signalingPointer, signalingLength);
            sdk.Deliver(context, "onSendingSignaling", listener => listener.onSendingSignaling(sessionId, signaling));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void waitingVoiceMessage_fn(IntPtr context, IntPtr messageAccountPointer,
            int urgentNewMessageCount, int urgentOldMessageCount, int newMessageCount, int oldMessageCount);

        internal static readonly waitingVoiceMessage_fn WaitingVoiceMessage = OnWaitingVoiceMessage;

        [MonoPInvokeCallback(typeof(waitingVoiceMessage_fn))]
        static void OnWaitingVoiceMessage(IntPtr context, IntPtr messageAccountPointer, int urgentNewMessageCount,
            int urgentOldMessageCount, int newMessageCount, int oldMessageCount)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            string messageAccount = Utf8.Text(messageAccountPointer);
            sdk.Deliver(context, "onWaitingVoiceMessage", listener => listener.onWaitingVoiceMessage(messageAccount,
                urgentNewMessageCount, urgentOldMessageCount, newMessageCount, oldMessageCount));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void waitingFaxMessage_fn(IntPtr context, IntPtr messageAccountPointer,
            int urgentNewMessageCount, int urgentOldMessageCount, int newMessageCount, int oldMessageCount);

        internal static readonly waitingFaxMessage_fn WaitingFaxMessage = OnWaitingFaxMessage;

        [MonoPInvokeCallback(typeof(waitingFaxMessage_fn))]
        static void OnWaitingFaxMessage(IntPtr context, IntPtr messageAccountPointer, int urgentNewMessageCount,
            int urgentOldMessageCount, int newMessageCount, int oldMessageCount)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            string messageAccount = Utf8.Text(messageAccountPointer);
            sdk.Deliver(context, "onWaitingFaxMessage", listener => listener.onWaitingFaxMessage(messageAccount,
                urgentNewMessageCount, urgentOldMessageCount, newMessageCount, oldMessageCount));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void recvDtmfTone_fn(IntPtr context, int sessionId, int tone);

        internal static readonly recvDtmfTone_fn RecvDtmfTone = OnRecvDtmfTone;

        [MonoPInvokeCallback(typeof(recvDtmfTone_fn))]
        static void OnRecvDtmfTone(IntPtr context, int sessionId, int tone)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            sdk.Deliver(context, "onRecvDtmfTone", listener => listener.onRecvDtmfTone(sessionId, tone));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void presenceRecvSubscribe_fn(IntPtr context, int subscribeId,
            IntPtr fromDisplayNamePointer, IntPtr fromPointer, IntPtr subjectPointer);

        internal static readonly presenceRecvSubscribe_fn PresenceRecvSubscribe = OnPresenceRecvSubscribe;

        [MonoPInvokeCallback(typeof(presenceRecvSubscribe_fn))]
        static void OnPresenceRecvSubscribe(IntPtr context, int subscribeId, IntPtr fromDisplayNamePointer,
            IntPtr fromPointer, IntPtr subjectPointer)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            string fromDisplayName = Utf8.Text(fromDisplayNamePointer);
            string from = Utf8.Text(fromPointer);
            string subject = Utf8.Text(subjectPointer);
            sdk.Deliver(context, "onPresenceRecvSubscribe", listener => listener.onPresenceRecvSubscribe(subscribeId,
                fromDisplayName, from, subject));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void presenceOnline_fn(IntPtr context, IntPtr fromDisplayNamePointer, IntPtr fromPointer,
            IntPtr stateTextPointer);

        internal static readonly presenceOnline_fn PresenceOnline = OnPresenceOnline;

        [MonoPInvokeCallback(typeof(presenceOnline_fn))]
        static void OnPresenceOnline(IntPtr context, IntPtr fromDisplayNamePointer, IntPtr fromPointer,
            IntPtr stateTextPointer)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            string fromDisplayName = Utf8.Text(fromDisplayNamePointer);
            string from = Utf8.Text(fromPointer);
            string stateText = Utf8.Text(stateTextPointer);
            sdk.Deliver(context, "onPresenceOnline", listener => listener.onPresenceOnline(fromDisplayName, from,
                stateText));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void presenceOffline_fn(IntPtr context, IntPtr fromDisplayNamePointer, IntPtr fromPointer);

        internal static readonly presenceOffline_fn PresenceOffline = OnPresenceOffline;

        [MonoPInvokeCallback(typeof(presenceOffline_fn))]
        static void OnPresenceOffline(IntPtr context, IntPtr fromDisplayNamePointer, IntPtr fromPointer)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            string fromDisplayName = Utf8.Text(fromDisplayNamePointer);
            string from = Utf8.Text(fromPointer);
            sdk.Deliver(context, "onPresenceOffline", listener => listener.onPresenceOffline(fromDisplayName, from));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void recvOptions_fn(IntPtr context, IntPtr optionsMessagePointer,
            UIntPtr optionsMessageLength);

        internal static readonly recvOptions_fn RecvOptions = OnRecvOptions;

        [MonoPInvokeCallback(typeof(recvOptions_fn))]
        static void OnRecvOptions(IntPtr context, IntPtr optionsMessagePointer, UIntPtr optionsMessageLength)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            StringBuilder optionsMessage = Utf8.Message(optionsMessagePointer, optionsMessageLength);
            sdk.Deliver(context, "onRecvOptions", listener => listener.onRecvOptions(optionsMessage));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void recvInfo_fn(IntPtr context, IntPtr infoMessagePointer, UIntPtr infoMessageLength);

        internal static readonly recvInfo_fn RecvInfo = OnRecvInfo;

        [MonoPInvokeCallback(typeof(recvInfo_fn))]
        static void OnRecvInfo(IntPtr context, IntPtr infoMessagePointer, UIntPtr infoMessageLength)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            StringBuilder infoMessage = Utf8.Message(infoMessagePointer, infoMessageLength);
            sdk.Deliver(context, "onRecvInfo", listener => listener.onRecvInfo(infoMessage));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void recvNotifyOfSubscription_fn(IntPtr context, int subscribeId,
            IntPtr notifyMessagePointer, UIntPtr notifyMessageLength, IntPtr contentDataPointer, int dataLength);

        internal static readonly recvNotifyOfSubscription_fn RecvNotifyOfSubscription = OnRecvNotifyOfSubscription;

        [MonoPInvokeCallback(typeof(recvNotifyOfSubscription_fn))]
        static void OnRecvNotifyOfSubscription(IntPtr context, int subscribeId, IntPtr notifyMessagePointer,
            UIntPtr notifyMessageLength, IntPtr contentDataPointer, int dataLength)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            StringBuilder notifyMessage = Utf8.Message(notifyMessagePointer, notifyMessageLength);
            byte[] contentData = Utf8.Copy(contentDataPointer, dataLength);
            sdk.Deliver(context, "onRecvNotifyOfSubscription", listener => listener.onRecvNotifyOfSubscription(
                subscribeId, notifyMessage, contentData, dataLength));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void subscriptionFailure_fn(IntPtr context, int subscribeId, int statusCode);

        internal static readonly subscriptionFailure_fn SubscriptionFailure = OnSubscriptionFailure;

        [MonoPInvokeCallback(typeof(subscriptionFailure_fn))]
        static void OnSubscriptionFailure(IntPtr context, int subscribeId, int statusCode)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            sdk.Deliver(context, "onSubscriptionFailure", listener => listener.onSubscriptionFailure(subscribeId,
                statusCode));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void subscriptionTerminated_fn(IntPtr context, int subscribeId);

        internal static readonly subscriptionTerminated_fn SubscriptionTerminated = OnSubscriptionTerminated;

        [MonoPInvokeCallback(typeof(subscriptionTerminated_fn))]
        static void OnSubscriptionTerminated(IntPtr context, int subscribeId)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            sdk.Deliver(context, "onSubscriptionTerminated", listener => listener.onSubscriptionTerminated(
                subscribeId));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void recvMessage_fn(IntPtr context, int sessionId, IntPtr mimeTypePointer,
            IntPtr subMimeTypePointer, IntPtr messageDataPointer, int messageDataLength);

        internal static readonly recvMessage_fn RecvMessage = OnRecvMessage;

        [MonoPInvokeCallback(typeof(recvMessage_fn))]
        static void OnRecvMessage(IntPtr context, int sessionId, IntPtr mimeTypePointer, IntPtr subMimeTypePointer,
            IntPtr messageDataPointer, int messageDataLength)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            string mimeType = Utf8.Text(mimeTypePointer);
            string subMimeType = Utf8.Text(subMimeTypePointer);
            byte[] messageData = Utf8.Copy(messageDataPointer, messageDataLength);
            sdk.Deliver(context, "onRecvMessage", listener => listener.onRecvMessage(sessionId, mimeType, subMimeType,
                messageData, messageDataLength));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void recvOutOfDialogMessage_fn(IntPtr context, IntPtr fromDisplayNamePointer,
            IntPtr fromPointer, IntPtr toDisplayNamePointer, IntPtr toPointer, IntPtr mimeTypePointer,
            IntPtr subMimeTypePointer, IntPtr messageDataPointer, int messageDataLength);

        internal static readonly recvOutOfDialogMessage_fn RecvOutOfDialogMessage = OnRecvOutOfDialogMessage;

        [MonoPInvokeCallback(typeof(recvOutOfDialogMessage_fn))]
        static void OnRecvOutOfDialogMessage(IntPtr context, IntPtr fromDisplayNamePointer, IntPtr fromPointer,
            IntPtr toDisplayNamePointer, IntPtr toPointer, IntPtr mimeTypePointer, IntPtr subMimeTypePointer,
            IntPtr messageDataPointer, int messageDataLength)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            string fromDisplayName = Utf8.Text(fromDisplayNamePointer);
            string from = Utf8.Text(fromPointer);
            string toDisplayName = Utf8.Text(toDisplayNamePointer);
            string to = Utf8.Text(toPointer);
            string mimeType = Utf8.Text(mimeTypePointer);
            string subMimeType = Utf8.Text(subMimeTypePointer);
            byte[] messageData = Utf8.Copy(messageDataPointer, messageDataLength);
            sdk.Deliver(context, "onRecvOutOfDialogMessage", listener => listener.onRecvOutOfDialogMessage(
                fromDisplayName, from, toDisplayName, to, mimeType, subMimeType, messageData, messageDataLength));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void sendMessageSuccess_fn(IntPtr context, int sessionId, int messageId);

        internal static readonly sendMessageSuccess_fn SendMessageSuccess = OnSendMessageSuccess;

        [MonoPInvokeCallback(typeof(sendMessageSuccess_fn))]
        static void OnSendMessageSuccess(IntPtr context, int sessionId, int messageId)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            sdk.Deliver(context, "onSendMessageSuccess", listener => listener.onSendMessageSuccess(sessionId,
                messageId));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void sendMessageFailure_fn(IntPtr context, int sessionId, int messageId,
            IntPtr reasonPointer, int code);

        internal static readonly sendMessageFailure_fn SendMessageFailure = OnSendMessageFailure;

        [MonoPInvokeCallback(typeof(sendMessageFailure_fn))]
        static void OnSendMessageFailure(IntPtr context, int sessionId, int messageId, IntPtr reasonPointer, int code)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            string reason = Utf8.Text(reasonPointer);
            sdk.Deliver(context, "onSendMessageFailure", listener => listener.onSendMessageFailure(sessionId,
                messageId, reason, code));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void sendOutOfDialogMessageSuccess_fn(IntPtr context, int messageId,
            IntPtr fromDisplayNamePointer, IntPtr fromPointer, IntPtr toDisplayNamePointer, IntPtr toPointer);

        internal static readonly sendOutOfDialogMessageSuccess_fn SendOutOfDialogMessageSuccess = OnSendOutOfDialogMessageSuccess;

        [MonoPInvokeCallback(typeof(sendOutOfDialogMessageSuccess_fn))]
        static void OnSendOutOfDialogMessageSuccess(IntPtr context, int messageId, IntPtr fromDisplayNamePointer,
            IntPtr fromPointer, IntPtr toDisplayNamePointer, IntPtr toPointer)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            string fromDisplayName = Utf8.Text(fromDisplayNamePointer);
            string from = Utf8.Text(fromPointer);
            string toDisplayName = Utf8.Text(toDisplayNamePointer);
            string to = Utf8.Text(toPointer);
            sdk.Deliver(context, "onSendOutOfDialogMessageSuccess", listener => listener.onSendOutOfDialogMessageSuccess(
                messageId, fromDisplayName, from, toDisplayName, to));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void sendOutOfDialogMessageFailure_fn(IntPtr context, int messageId,
            IntPtr fromDisplayNamePointer, IntPtr fromPointer, IntPtr toDisplayNamePointer, IntPtr toPointer,
            IntPtr reasonPointer, int code);

        internal static readonly sendOutOfDialogMessageFailure_fn SendOutOfDialogMessageFailure = OnSendOutOfDialogMessageFailure;

        [MonoPInvokeCallback(typeof(sendOutOfDialogMessageFailure_fn))]
        static void OnSendOutOfDialogMessageFailure(IntPtr context, int messageId, IntPtr fromDisplayNamePointer,
            IntPtr fromPointer, IntPtr toDisplayNamePointer, IntPtr toPointer, IntPtr reasonPointer, int code)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            string fromDisplayName = Utf8.Text(fromDisplayNamePointer);
            string from = Utf8.Text(fromPointer);
            string toDisplayName = Utf8.Text(toDisplayNamePointer);
            string to = Utf8.Text(toPointer);
            string reason = Utf8.Text(reasonPointer);
            sdk.Deliver(context, "onSendOutOfDialogMessageFailure", listener => listener.onSendOutOfDialogMessageFailure(
                messageId, fromDisplayName, from, toDisplayName, to, reason, code));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void playFileFinished_fn(IntPtr context, int sessionId, IntPtr fileNamePointer);

        internal static readonly playFileFinished_fn PlayFileFinished = OnPlayFileFinished;

        [MonoPInvokeCallback(typeof(playFileFinished_fn))]
        static void OnPlayFileFinished(IntPtr context, int sessionId, IntPtr fileNamePointer)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            string fileName = Utf8.Text(fileNamePointer);
            sdk.Deliver(context, "onPlayFileFinished", listener => listener.onPlayFileFinished(sessionId, fileName));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void statistics_fn(IntPtr context, int sessionId, IntPtr statPointer);

        internal static readonly statistics_fn Statistics = OnStatistics;

        [MonoPInvokeCallback(typeof(statistics_fn))]
        static void OnStatistics(IntPtr context, int sessionId, IntPtr statPointer)
        {
            PortSIPLib sdk = PortSIPLib.Find(context);
            if (sdk == null)
                return;
            string stat = Utf8.Text(statPointer);
            sdk.Deliver(context, "onStatistics", listener => listener.onStatistics(sessionId, stat));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate int audioRawCallback_fn(IntPtr callbackObject, int sessionId, int callbackType,
            IntPtr dataPointer, int dataLength, int samplingFreqHz);

        internal static readonly audioRawCallback_fn AudioRawCallback = OnAudioRawCallback;

        [MonoPInvokeCallback(typeof(audioRawCallback_fn))]
        static int OnAudioRawCallback(IntPtr callbackObject, int sessionId, int callbackType, IntPtr dataPointer,
            int dataLength, int samplingFreqHz)
        {
            PortSIPLib sdk = PortSIPLib.Find(callbackObject);
            if (sdk == null)
                return 0;
            byte[] data = Utf8.Copy(dataPointer, dataLength);
            return sdk.Invoke("onAudioRawCallback", listener => listener.onAudioRawCallback(callbackObject, sessionId,
                callbackType, data, dataLength, samplingFreqHz));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate int RTPCallback_fn(IntPtr callbackObject, int sessionId, int mediaType, int direction,
            IntPtr RTPPacketPointer, int packetSize);

        internal static readonly RTPCallback_fn RTPCallback = OnRTPCallback;

        [MonoPInvokeCallback(typeof(RTPCallback_fn))]
        static int OnRTPCallback(IntPtr callbackObject, int sessionId, int mediaType, int direction,
            IntPtr RTPPacketPointer, int packetSize)
        {
            PortSIPLib sdk = PortSIPLib.Find(callbackObject);
            if (sdk == null)
                return 0;
            byte[] RTPPacket = Utf8.Copy(RTPPacketPointer, packetSize);
            return sdk.Invoke("onRTPPacketCallback", listener => listener.onRTPPacketCallback(callbackObject,
                sessionId, mediaType, direction, RTPPacket, packetSize));
        }

        // Everything in one table.
        internal static PortSIPX_Handlers Table(IntPtr context)
        {
            var table = new PortSIPX_Handlers();
            table.size = (UIntPtr)Marshal.SizeOf(typeof(PortSIPX_Handlers));
            table.context = context;
            table.onRegisterSuccess = Marshal.GetFunctionPointerForDelegate(RegisterSuccess);
            table.onRegisterFailure = Marshal.GetFunctionPointerForDelegate(RegisterFailure);
            table.onInviteIncoming = Marshal.GetFunctionPointerForDelegate(InviteIncoming);
            table.onInviteTrying = Marshal.GetFunctionPointerForDelegate(InviteTrying);
            table.onInviteSessionProgress = Marshal.GetFunctionPointerForDelegate(InviteSessionProgress);
            table.onInviteRinging = Marshal.GetFunctionPointerForDelegate(InviteRinging);
            table.onInviteAnswered = Marshal.GetFunctionPointerForDelegate(InviteAnswered);
            table.onInviteFailure = Marshal.GetFunctionPointerForDelegate(InviteFailure);
            table.onInviteUpdated = Marshal.GetFunctionPointerForDelegate(InviteUpdated);
            table.onInviteConnected = Marshal.GetFunctionPointerForDelegate(InviteConnected);
            table.onInviteBeginingForward = Marshal.GetFunctionPointerForDelegate(InviteBeginingForward);
            table.onInviteClosed = Marshal.GetFunctionPointerForDelegate(InviteClosed);
            table.onRemoteHold = Marshal.GetFunctionPointerForDelegate(RemoteHold);
            table.onRemoteUnHold = Marshal.GetFunctionPointerForDelegate(RemoteUnHold);
            table.onDialogStateUpdated = Marshal.GetFunctionPointerForDelegate(DialogStateUpdated);
            table.onReceivedRefer = Marshal.GetFunctionPointerForDelegate(ReceivedRefer);
            table.onReferAccepted = Marshal.GetFunctionPointerForDelegate(ReferAccepted);
            table.onReferRejected = Marshal.GetFunctionPointerForDelegate(ReferRejected);
            table.onTransferTrying = Marshal.GetFunctionPointerForDelegate(TransferTrying);
            table.onTransferRinging = Marshal.GetFunctionPointerForDelegate(TransferRinging);
            table.onACTVTransferSuccess = Marshal.GetFunctionPointerForDelegate(ACTVTransferSuccess);
            table.onACTVTransferFailure = Marshal.GetFunctionPointerForDelegate(ACTVTransferFailure);
            table.onReceivedSignaling = Marshal.GetFunctionPointerForDelegate(ReceivedSignaling);
            table.onSendingSignaling = Marshal.GetFunctionPointerForDelegate(SendingSignaling);
            table.onWaitingVoiceMessage = Marshal.GetFunctionPointerForDelegate(WaitingVoiceMessage);
            table.onWaitingFaxMessage = Marshal.GetFunctionPointerForDelegate(WaitingFaxMessage);
            table.onRecvDtmfTone = Marshal.GetFunctionPointerForDelegate(RecvDtmfTone);
            table.onPresenceRecvSubscribe = Marshal.GetFunctionPointerForDelegate(PresenceRecvSubscribe);
            table.onPresenceOnline = Marshal.GetFunctionPointerForDelegate(PresenceOnline);
            table.onPresenceOffline = Marshal.GetFunctionPointerForDelegate(PresenceOffline);
            table.onRecvOptions = Marshal.GetFunctionPointerForDelegate(RecvOptions);
            table.onRecvInfo = Marshal.GetFunctionPointerForDelegate(RecvInfo);
            table.onRecvNotifyOfSubscription = Marshal.GetFunctionPointerForDelegate(RecvNotifyOfSubscription);
            table.onSubscriptionFailure = Marshal.GetFunctionPointerForDelegate(SubscriptionFailure);
            table.onSubscriptionTerminated = Marshal.GetFunctionPointerForDelegate(SubscriptionTerminated);
            table.onRecvMessage = Marshal.GetFunctionPointerForDelegate(RecvMessage);
            table.onRecvOutOfDialogMessage = Marshal.GetFunctionPointerForDelegate(RecvOutOfDialogMessage);
            table.onSendMessageSuccess = Marshal.GetFunctionPointerForDelegate(SendMessageSuccess);
            table.onSendMessageFailure = Marshal.GetFunctionPointerForDelegate(SendMessageFailure);
            table.onSendOutOfDialogMessageSuccess = Marshal.GetFunctionPointerForDelegate(SendOutOfDialogMessageSuccess);
            table.onSendOutOfDialogMessageFailure = Marshal.GetFunctionPointerForDelegate(SendOutOfDialogMessageFailure);
            table.onPlayFileFinished = Marshal.GetFunctionPointerForDelegate(PlayFileFinished);
            table.onStatistics = Marshal.GetFunctionPointerForDelegate(Statistics);
            return table;
        }
    }
}
