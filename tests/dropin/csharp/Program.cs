// A program of the published wrapper's kind: two phones, a call, tones, hold, hang-up, end.
using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Text;

static class Program
{
    const Int32 DtmfRfc2833 = 0;

    static int Main()
    {
        ReadVersions();
        ReadAddresses();
        Call();
        Published.PortSIP_delCallbackParameters(IntPtr.Zero);
        Published.PortSIP_delCallbackParameters(new IntPtr(1234));
        ReadVersions();
        Console.WriteLine("passed");
        return 0;
    }

    // The marshaller frees each text: nothing may break, and nothing may pile up.
    static void ReadVersions()
    {
        for (int i = 0; i < 1000; i++)
            Phone.Check(Published.PortSIP_getVersion().Split('.').Length == 3, "getVersion");
        long before = 0;
        for (int i = 0; i < 4000000; i++)
        {
            // So that the runtime's own heap stays small.
            if (i % 10000 == 0)
                GC.Collect();
            if (i == 1000000)
                before = Resident();
            Published.PortSIP_getVersion();
        }
        long grown = Resident() - before;
        Phone.Check(grown < 32 << 20, "three million versions left " + grown + " bytes");
    }

    static void ReadAddresses()
    {
        Phone.Check(Published.PortSIP_getNICNums() > 0, "getNICNums");
        var address = new StringBuilder(64);
        Phone.Check(Published.PortSIP_getLocalIpAddress(0, address, 64) == 0, "getLocalIpAddress");
        IPAddress parsed;
        Phone.Check(IPAddress.TryParse(address.ToString(), out parsed), "an address: " + address);
    }

    static void Call()
    {
        var alice = new Phone();
        var bob = new Phone();
        alice.Start("alice");
        bob.Start("bob");
        var device = new StringBuilder(256);
        Phone.Check(Published.PortSIP_getPlayoutDeviceName(bob.Sdk, 0, device, 256) == 0 && device.Length > 0, "device");
        Phone.Check(Published.PortSIP_addSipMessageHeader(alice.Sdk, -1, "INVITE", 1, "X-Ort", "Köln 日本 🗼") > 0, "header");

        bob.Reaction = (name, values) =>
        {
            if (name != "inviteIncoming")
                return;
            // Handlers may shorten, lengthen and replace what is written back.
            var message = (StringBuilder)values[9];
            var value = new StringBuilder(512);
            Phone.Check(Published.PortSIP_getSipMessageHeaderValue(bob.Sdk, message.ToString(), "X-Ort", value, 512) == 0
                && value.ToString() == "Köln 日本 🗼", "X-Ort: " + value);
            message.Insert(0, "!");
            Phone.Check(Published.PortSIP_answerCall(bob.Sdk, (Int32)values[0], false) == 0, "answerCall");
        };
        Int32 call = Published.PortSIP_call(alice.Sdk, "sip:bob@127.0.0.1:" + bob.Port, true, false);
        Phone.Check(call > 0, "call: " + call);
        object[] invite = bob.WaitFor("inviteIncoming");
        Phone.Check((string)invite[1] == "Zoë 日本", "display name: " + invite[1]);
        Phone.Check((bool)invite[7] && !(bool)invite[8], "audio, no video");
        Phone.Check((Int32)alice.WaitFor("inviteConnected")[0] == call, "inviteConnected");
        bob.WaitFor("inviteConnected");
        Phone.Check(alice.WaitFor("sendingSignaling")[1].ToString().StartsWith("INVITE sip:bob@"), "sendingSignaling");

        for (Int32 tone = 0; tone < 12; tone++)
            Phone.Check(Published.PortSIP_sendDtmf(alice.Sdk, call, DtmfRfc2833, tone, 60, true) == 0, "sendDtmf");
        for (Int32 tone = 0; tone < 12; tone++)
            Phone.Check((Int32)bob.WaitFor("recvDtmfTone", tone)[1] == tone, "tone " + tone);
        Phone.Check(Published.PortSIP_hold(alice.Sdk, call) == 0, "hold");
        bob.WaitFor("remoteHold");
        Phone.Check(Published.PortSIP_unHold(alice.Sdk, call) == 0, "unHold");
        bob.WaitFor("remoteUnHold");

        Phone.Check(Published.PortSIP_hangUp(alice.Sdk, call) == 0, "hangUp");
        bob.WaitFor("inviteClosed");
        alice.End();
        bob.End();
        // Once more, as programs do that did not keep count.
        alice.End();
        GC.KeepAlive(alice);
        GC.KeepAlive(bob);
    }

    static long Resident()
    {
        string line = File.ReadLines("/proc/self/status").First(one => one.StartsWith("VmRSS:"));
        return long.Parse(new string(line.Where(char.IsDigit).ToArray())) * 1024;
    }
}
