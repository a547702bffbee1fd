// What the calls of benches/c/calls.c, and events, take from C#. Best of several rounds, for other programs only make it slower.
using PortSIP;
using System;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;

sealed class Bench : SIPCallbackEventsBase
{
    // Numbers of events in the library's table.
    const int InviteIncoming = 2, RecvDtmfTone = 26;
    const int Rounds = 20, Batch = 500;

    const string Message = "OPTIONS sip:b@c SIP/2.0\r\nX-Test: value\r\nCall-ID: 1\r\n\r\n";

    int told;

    static void Main()
    {
        var bench = new Bench();
        using (var sdk = new PortSIPLib(bench))
        {
            int code = sdk.initialize(TRANSPORT_TYPE.TRANSPORT_UDP, "127.0.0.1", 0, PORTSIP_LOG_LEVEL.PORTSIP_LOG_NONE,
                null, 1, null, 1, 1, null, null, false);
            if (code != 0)
                throw new InvalidOperationException("not started: " + code);
            var value = new StringBuilder(64);
            Call("getMicVolume", () => sdk.getMicVolume());
            Call("sendDtmf, no such call", () => sdk.sendDtmf(1, DTMF_METHOD.DTMF_RFC2833, 1, 160, false));
            Call("setDisplayName, no user", () => sdk.setDisplayName("Jürgen 日本 Example"));
            Call("getSipMessageHeaderValue", () => sdk.getSipMessageHeaderValue(Message, "X-Test", value, 64));
            bench.Events(sdk, "onRecvDtmfTone, 2 numbers", RecvDtmfTone);
            bench.Events(sdk, "onInviteIncoming, 7 texts", InviteIncoming);
        }
    }

    static void Call(string name, Func<int> call)
    {
        const int Calls = 20000;
        double best = double.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            Stopwatch watch = Stopwatch.StartNew();
            for (int i = 0; i < Calls; i++)
                call();
            best = Math.Min(best, watch.Elapsed.TotalMilliseconds * 1e6 / Calls);
        }
        Console.WriteLine("{0,-30} {1,8:F0} ns", name, best);
    }

    void Events(PortSIPLib sdk, string name, int number)
    {
        double best = 0;
        for (int round = 0; round < Rounds; round++)
        {
            Volatile.Write(ref told, 0);
            Stopwatch watch = Stopwatch.StartNew();
            PortSIPXTest_raise(sdk.Handle, number, Batch);
            while (Volatile.Read(ref told) < Batch)
                Thread.Yield();
            best = Math.Max(best, Batch / watch.Elapsed.TotalSeconds);
        }
        Console.WriteLine("{0,-30} {1,8:F0} events/s", name, best);
    }

    public override int onRecvDtmfTone(int sessionId, int tone)
    {
        return Interlocked.Increment(ref told);
    }

    public override int onInviteIncoming(int sessionId, string callerDisplayName, string caller,
        string calleeDisplayName, string callee, string audioCodecNames, string videoCodecNames, bool existsAudio,
        bool existsVideo, StringBuilder sipMessage)
    {
        return Interlocked.Increment(ref told);
    }

    [DllImport("portsip_sdk", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    static extern int PortSIPXTest_raise(IntPtr libSDK, int number, int times);
}
