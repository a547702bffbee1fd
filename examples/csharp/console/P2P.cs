// A phone for calls without any server. Start it on two machines, say 192.168.1.10 and 192.168.1.11, with a user
// name and any password:
//
//   p2p 111 aaa                 on the first
//   p2p 222 aaa                 on the second; `p2p 222 aaa 5070` where port 5060 is taken, 0 for a free port
//
// Then a command a line:
//
//   d sip:222@192.168.1.11      dials; `:5070` behind it where the other side's port is not 5060
//   a                           answers
//   0 ... 9 * #                 sends these keys
//   h, u                        holds, takes off hold
//   x                           hangs up, or refuses
//   q                           ends
//
//   mcs -r:PortSIP.dll examples/csharp/console/P2P.cs -out:p2p.exe
using PortSIP;
using System;
using System.Linq;
using System.Text;

// Shows what happens, and carries out commands. One call at a time: the one that came or was dialled last.
sealed class P2P : SIPCallbackEventsBase, IDisposable
{
    const string Keys = "0123456789*#ABCD!";
    const string Help =
        "d ADDRESS dials, a answers, 0-9 * # are sent, h holds, u takes off hold, x hangs up, q ends";

    readonly PortSIPLib sdk;
    volatile int session;

    P2P()
    {
        sdk = new PortSIPLib(this);
    }

    static int Main(string[] arguments)
    {
        int port = 5060;
        if (arguments.Length < 2 || arguments.Length > 2 && !int.TryParse(arguments[2], out port))
        {
            Console.Error.WriteLine("usage: p2p USER PASSWORD [PORT]");
            return 2;
        }
        using (var phone = new P2P())
        {
            int code = phone.Start(arguments[0], arguments[1], port);
            if (code != 0)
            {
                Console.WriteLine("Initialize failure: error {0}", code);
                return 1;
            }
            Console.WriteLine("Initialized. Local port {0}", phone.sdk.getLocalSIPPort());
            for (string line = Console.ReadLine(); line != null && line != "q"; line = Console.ReadLine())
                phone.Command(line);
            return 0;
        }
    }

    public void Dispose()
    {
        sdk.Dispose();
    }

    int Start(string userName, string password, int port)
    {
        int code = sdk.initialize(TRANSPORT_TYPE.TRANSPORT_UDP, "0.0.0.0", port, PORTSIP_LOG_LEVEL.PORTSIP_LOG_NONE, "",
            1, "", 0, 0, "", "", false);
        if (code == 0)
            code = sdk.setUser(userName, "", "", password, "", "", 0, "", 0, "", 0);
        if (code == 0)
            code = sdk.addAudioCodec(AUDIOCODEC_TYPE.AUDIOCODEC_OPUS);
        if (code == 0)
            code = sdk.addAudioCodec(AUDIOCODEC_TYPE.AUDIOCODEC_PCMU);
        if (code == 0)
            code = sdk.addAudioCodec(AUDIOCODEC_TYPE.AUDIOCODEC_DTMF);
        return code;
    }

    void Command(string line)
    {
        if (line.StartsWith("d ", StringComparison.Ordinal))
            Dial(line.Substring(2));
        else if (line == "a")
            Tell("answered", sdk.answerCall(session, false));
        else if (line == "h")
            Tell("on hold", sdk.hold(session));
        else if (line == "u")
            Tell("off hold", sdk.unHold(session));
        else if (line == "x")
            Tell("hung up", sdk.hangUp(session));
        else if (line.All(key => Keys.IndexOf(key) >= 0))
            Press(line);
        else
            Console.WriteLine(Help);
    }

    void Dial(string address)
    {
        int result = sdk.call(address, true, false);
        if (result > 0)
            session = result;
        Tell("calling", result);
    }

    void Press(string line)
    {
        foreach (char key in line)
            Tell("sent " + key, sdk.sendDtmf(session, DTMF_METHOD.DTMF_RFC2833, Keys.IndexOf(key), 160, true));
    }

    // What a command has done, or why not.
    static void Tell(string what, int code)
    {
        Console.WriteLine(code >= 0 ? what : "not " + what + ": error " + code);
    }

    public override int onInviteIncoming(int sessionId, string callerDisplayName, string caller,
        string calleeDisplayName, string callee, string audioCodecNames, string videoCodecNames, bool existsAudio,
        bool existsVideo, StringBuilder sipMessage)
    {
        session = sessionId;
        Console.WriteLine("{0} calls ({1})", caller, audioCodecNames);
        return 0;
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

    public override int onRemoteHold(int sessionId)
    {
        Console.WriteLine("held by the other side");
        return 0;
    }

    public override int onRemoteUnHold(int sessionId, string audioCodecNames, string videoCodecNames, bool existsAudio,
        bool existsVideo)
    {
        Console.WriteLine("taken off hold by the other side");
        return 0;
    }

    public override int onRecvDtmfTone(int sessionId, int tone)
    {
        Console.WriteLine("key {0}", Keys[tone]);
        return 0;
    }
}
