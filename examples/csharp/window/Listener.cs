// What the window makes of events. They arrive on its thread.
using PortSIP;
using System.Text;

sealed partial class P2PWindow
{
    sealed class Listener : SIPCallbackEventsBase
    {
        readonly P2PWindow window;

        internal Listener(P2PWindow window)
        {
            this.window = window;
        }

        public override int onInviteIncoming(int sessionId, string callerDisplayName, string caller,
            string calleeDisplayName, string callee, string audioCodecNames, string videoCodecNames, bool existsAudio,
            bool existsVideo, StringBuilder sipMessage)
        {
            if (window.phase != Phase.Idle)
                return window.sdk.rejectCall(sessionId, 486);
            window.session = sessionId;
            window.Log(caller + " calls (" + audioCodecNames + ")");
            window.Show(Phase.Ringing, caller + " calls");
            return 0;
        }

        public override int onInviteRinging(int sessionId, string statusText, int statusCode, StringBuilder sipMessage)
        {
            window.Log(statusCode + " " + statusText);
            return 0;
        }

        public override int onInviteConnected(int sessionId)
        {
            window.Log("Call " + sessionId + " is connected.");
            window.Show(Phase.Connected, "connected");
            return 0;
        }

        public override int onInviteFailure(int sessionId, string callerDisplayName, string caller,
            string calleeDisplayName, string callee, string reason, int code, StringBuilder sipMessage)
        {
            window.Log("No call: " + code + " " + reason);
            window.Show(Phase.Idle, "ready");
            return 0;
        }

        public override int onInviteClosed(int sessionId)
        {
            if (sessionId != window.session)
                return 0;
            window.Log("The other side ended call " + sessionId + ".");
            window.Show(Phase.Idle, "ready");
            return 0;
        }

        public override int onRecvDtmfTone(int sessionId, int tone)
        {
            window.Log("Received " + "0123456789*#ABCD!"[tone]);
            return 0;
        }
    }
}
