// Calls a peer without any server, or waits for a call and answers it.
//
//   p2p 5070                               waits
//   p2p 5072 sip:me@127.0.0.1:5070         calls
//
// Keys 0-9, * and # are sent as DTMF, h holds, u takes off hold, q ends. Each is read as it comes from the
// standard input, a terminal's after Enter.
//
//   mcs -r:PortSIP.dll examples/csharp/console/P2P.cs -out:p2p.exe
using PortSIP;
using System;
using System.Text;

sealed class P2P : SIPCallbackEventsBase
{
    const string Keys = "0123456789*#ABCD!";

    readonly PortSIPLib sdk;
    volatile int session;

    P2P()
    {
        sdk = new PortSIPLib(this);
    }

    static int Main(string[] arguments)
    {
        if (arguments.Length < 1)
        {
            Console.Error.WriteLine("usage: p2p PORT [sip:somebody@host:port]");
            return 2;
        }
        return new P2P().Run(int.Parse(arguments[0]), arguments.Length > 1 ? arguments[1] : null);
    }

    int Run(int port, string callee)
    {
        using (sdk)
        {
            int code = sdk.initialize(TRANSPORT_TYPE.TRANSPORT_UDP, "0.0.0.0", port, PORTSIP_LOG_LEVEL.PORTSIP_LOG_NONE,
                null, 4, null, 0, 1, null, null, false);
            if (code != 0)
            {
                Console.Error.WriteLine("not started: error {0}", code);
                return 1;
            }
            sdk.setUser("me", "Example", null, "aaa", null, null, 0, null, 0, null, 0);
            sdk.addAudioCodec(AUDIOCODEC_TYPE.AUDIOCODEC_OPUS);
            sdk.addAudioCodec(AUDIOCODEC_TYPE.AUDIOCODEC_PCMU);
            sdk.addAudioCodec(AUDIOCODEC_TYPE.AUDIOCODEC_DTMF);
            Console.WriteLine("listening on port {0}", sdk.getLocalSIPPort());
            if (callee != null)
                Dial(callee);
            for (int key = Console.Read(); key >= 0 && key != 'q'; key = Console.Read())
                Press((char)key);
            return 0;
        }
    }

    void Dial(string callee)
    {
        int result = sdk.call(callee, true, false);
        if (result < 0)
            Console.WriteLine("no call: error {0}", result);
        session = result;
    }

    void Press(char key)
    {
        int code = 0, tone = Keys.IndexOf(key);
        if (key == 'h')
            code = sdk.hold(session);
        else if (key == 'u')
            code = sdk.unHold(session);
        else if (tone >= 0)
            code = sdk.sendDtmf(session, DTMF_METHOD.DTMF_RFC2833, tone, 160, true);
        if (code != 0)
            Console.WriteLine("error {0}", code);
    }

    public override int onInviteIncoming(int sessionId, string callerDisplayName, string caller,
        string calleeDisplayName, string callee, string audioCodecNames, string videoCodecNames, bool existsAudio,
        bool existsVideo, StringBuilder sipMessage)
    {
        Console.WriteLine("{0} {1} calls ({2})", callerDisplayName, caller, audioCodecNames);
        session = sessionId;
        return sdk.answerCall(sessionId, false);
    }

    public override int onInviteRinging(int sessionId, string statusText, int statusCode, StringBuilder sipMessage)
    {
        Console.WriteLine("{0} {1}", statusCode, statusText);
        return 0;
    }

    public override int onInviteConnected(int sessionId)
    {
        Console.WriteLine("call {0} is connected", sessionId);
        return 0;
    }

    public override int onInviteFailure(int sessionId, string callerDisplayName, string caller,
        string calleeDisplayName, string callee, string reason, int code, StringBuilder sipMessage)
    {
        Console.WriteLine("no call: {0} {1}", code, reason);
        return 0;
    }

    public override int onInviteClosed(int sessionId)
    {
        Console.WriteLine("call {0} was ended by the other side", sessionId);
        return 0;
    }

    public override int onRecvDtmfTone(int sessionId, int tone)
    {
        Console.WriteLine("key {0}", Keys[tone]);
        return 0;
    }
}
