// What such a program keeps beside its handlers.
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;

partial class Phone
{
    internal const Int32 AudioCodecPcmu = 0, AudioCodecDtmf = 101, LogNone = -1, TransportUdp = 0;

    internal readonly IntPtr Dispatcher;
    internal IntPtr Sdk;
    internal Int32 Port;
    internal Action<string, object[]> Reaction;
    readonly List<KeyValuePair<string, object[]>> told = new List<KeyValuePair<string, object[]>>();

    internal void Start(string user)
    {
        Int32 error = 0;
        // The published interface does not tell which port 0 became, and another program may take a free one.
        for (int tries = 0; tries < 20 && Sdk == IntPtr.Zero; tries++)
        {
            Port = FreePort();
            Sdk = Published.PortSIP_initialize(Dispatcher, TransportUdp, "127.0.0.1", Port, LogNone, "", 8, "Drop-in", 1,
                1, "/", "", false, out error);
        }
        Check(Sdk != IntPtr.Zero && error == 0, "initialize: " + error);
        Check(Published.PortSIP_setLicenseKey(Sdk, "any") == 0, "setLicenseKey");
        Check(Published.PortSIP_setUser(Sdk, user, "Zoë 日本", "", "aaa", "", "", 0, "", 0, "", 0) == 0, "setUser");
        Check(Published.PortSIP_isAudioCodecEmpty(Sdk), "no codec yet");
        Check(Published.PortSIP_addAudioCodec(Sdk, AudioCodecPcmu) == 0, "addAudioCodec");
        Check(Published.PortSIP_addAudioCodec(Sdk, AudioCodecDtmf) == 0, "addAudioCodec");
        Check(!Published.PortSIP_isAudioCodecEmpty(Sdk), "a codec");
        Published.PortSIP_enableCallbackSignaling(Sdk, true, true);
    }

    internal void End()
    {
        Published.PortSIP_unInitialize(Sdk);
        Published.PSCallback_releaseCallbackDispatcher(Dispatcher);
    }

    internal object[] WaitFor(string name, int place = 0)
    {
        Stopwatch watch = Stopwatch.StartNew();
        for (; ; Thread.Sleep(1))
        {
            lock (told)
            {
                var found = told.Where(one => one.Key == name).Skip(place).ToList();
                if (found.Count > 0)
                    return found[0].Value;
            }
            Check(watch.ElapsedMilliseconds < 20000, "waited in vain for " + name);
        }
    }

    internal static void Check(bool condition, string what)
    {
        if (condition)
            return;
        Console.Error.WriteLine("FAILED: " + what);
        Environment.Exit(1);
    }

    static Int32 FreePort()
    {
        using (var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp))
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            return ((IPEndPoint)socket.LocalEndPoint).Port;
        }
    }

    Int32 Note(string name, params object[] values)
    {
        Action<string, object[]> reaction = Reaction;
        if (reaction != null)
            reaction(name, values);
        lock (told)
            told.Add(new KeyValuePair<string, object[]>(name, values));
        return 0;
    }
}
