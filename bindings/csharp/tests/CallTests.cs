// Real calls between two objects over UDP.
using PortSIP.Testing;
using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;

namespace PortSIP.Tests
{
    [TestFixture]
    class CallTests
    {
        const string Name = "Zoë Ångström 日本 📞";

        readonly Phone alice = new Phone("alice");
        readonly Phone bob = new Phone("bob");
        int outgoing, incoming;

        [TearDown]
        public void End()
        {
            alice.Dispose();
            bob.Dispose();
        }

        const string Reason = "SIP;cause=486;text=\"Schluß für heute\"";

        [Test]
        public void ACallWithTonesARecordingAndAHangUp()
        {
            bob.Listener.Reaction = AnswerAtOnce;
            Connect();
            Assert.IsTrue(alice.Listener.All.FindIndex(told => told.Name == "onInviteAnswered") >= 0, "answered");
            for (int tone = 0; tone < 16; tone++)
                Assert.AreEqual(0, alice.Sdk.sendDtmf(outgoing, DTMF_METHOD.DTMF_RFC2833, tone, 60, false), "sendDtmf");
            bob.Listener.WaitFor("onRecvDtmfTone", 15);
            var tones = bob.Listener.All.Where(told => told.Name == "onRecvDtmfTone").Select(told => (int)told.Values[1]);
            Assert.AreEqual(string.Join(" ", Enumerable.Range(0, 16)), string.Join(" ", tones));
            Assert.AreEqual(0, alice.Sdk.sendDtmf(outgoing, DTMF_METHOD.DTMF_INFO, 11, 160, false), "INFO");
            Assert.AreEqual(11, bob.Listener.WaitFor("onRecvDtmfTone", 16).Values[1]);
            Assert.AreEqual(0, alice.Sdk.enableInbandDtmfDetection(false), "enableInbandDtmfDetection");
            Assert.AreEqual(0, alice.Sdk.getStatistics(outgoing), "getStatistics");
            Assert.IsTrue(((string)alice.Listener.WaitFor("onStatistics").Values[1]).StartsWith("{"), "JSON");
            Assert.IsTrue(alice.Sdk.addSipMessageHeader(outgoing, "BYE", 1, "Reason", Reason) > 0, "Reason");
            Assert.AreEqual(0, alice.Sdk.hangUp(outgoing), "hangUp");
            Assert.AreEqual(incoming, bob.Listener.WaitFor("onInviteClosed").Values[0]);
            Assert.AreEqual(0, alice.Listener.Count("onInviteClosed"), "own hang-ups are not told");
            var reason = new StringBuilder();
            Assert.AreEqual(486, bob.Sdk.getCloseReason(incoming, reason, 2048), "getCloseReason");
            Assert.AreEqual("Schluß für heute", reason.ToString());
            Assert.AreEqual(PortSIP_Errors.ECoreInviteSessionNotFound,
                alice.Sdk.getCloseReason(outgoing, reason, 2048), "an own hang-up");
        }

        [Test]
        public void ARecordingHoldsWhatWasSent()
        {
            string folder = Path.Combine(Path.GetTempPath(), "portsip-é-" + Guid.NewGuid().ToString("N"));
            Directory.CreateDirectory(folder);
            try
            {
                bob.Listener.Reaction = AnswerAtOnce;
                Connect();
                Assert.AreEqual(0, bob.Sdk.startRecord(incoming, folder, "aufnahme 日本", false, 1,
                    FILE_FORMAT.FILEFORMAT_WAVE, RECORD_MODE.RECORD_RECV, RECORD_MODE.RECORD_NONE), "startRecord");
                SendTone(440, 1000);
                Assert.AreEqual(0, bob.Sdk.stopRecord(incoming), "stopRecord");
                double[] samples = Wav.Read(Path.Combine(folder, "aufnahme 日本.wav"), out int rate);
                Assert.IsTrue(samples.Length >= rate / 2, samples.Length + " samples at " + rate);
                double tone = Wav.Share(samples, rate, 440);
                Assert.IsTrue(tone > 0.5, "share of 440 Hz: " + tone);
                Assert.IsTrue(Wav.Share(samples, rate, 1000) < 0.01, "nothing at 1000 Hz");
            }
            finally
            {
                Directory.Delete(folder, true);
            }
        }

        [Test]
        public void RawAudioGoesToTheListener()
        {
            bob.Listener.Reaction = AnswerAtOnce;
            Connect();
            Assert.AreEqual(0, bob.Sdk.enableAudioStreamCallback(incoming, true, DIRECTION_MODE.DIRECTION_RECV));
            Told frame = bob.Listener.WaitFor("onAudioRawCallback", 20);
            Assert.AreEqual(incoming, frame.Values[1]);
            Assert.AreEqual((int)DIRECTION_MODE.DIRECTION_RECV, frame.Values[2]);
            int rate = (int)frame.Values[4];
            Assert.AreEqual(rate / 100 * 2 * 3 - 1, ((string)frame.Values[3]).Length, "10 ms at " + rate);
            Assert.AreEqual(0, bob.Sdk.enableAudioStreamCallback(incoming, false, DIRECTION_MODE.DIRECTION_NONE));
        }

        [Test]
        public void RtpPacketsGoToTheListener()
        {
            bob.Listener.Reaction = AnswerAtOnce;
            Connect();
            Assert.AreEqual(PortSIP_Errors.ECoreArgumentIncorrect,
                bob.Sdk.enableRtpCallback(incoming, 1, DIRECTION_MODE.DIRECTION_RECV));
            Assert.AreEqual(0, bob.Sdk.enableRtpCallback(incoming, 0, DIRECTION_MODE.DIRECTION_RECV));
            Told packet = bob.Listener.WaitFor("onRTPPacketCallback", 20);
            Assert.AreEqual(incoming, packet.Values[1]);
            Assert.AreEqual(0, packet.Values[2]);
            Assert.AreEqual((int)DIRECTION_MODE.DIRECTION_RECV, packet.Values[3]);
            string octets = (string)packet.Values[4];
            Assert.IsTrue(octets.Length > 12 * 3, "a header and a payload: " + octets);
            Assert.IsTrue(octets.StartsWith("80"), "RTP, version 2: " + octets);
            Assert.AreEqual(0, bob.Sdk.enableRtpCallback(incoming, 0, DIRECTION_MODE.DIRECTION_NONE));
        }

        [Test]
        public void TextsAreUtf8BothWays()
        {
            Assert.AreEqual(0, alice.Sdk.setDisplayName(Name), "setDisplayName");
            Assert.IsTrue(alice.Sdk.addSipMessageHeader(-1, "INVITE", 1, "X-Ort", "Köln 東京 🗼") > 0, "header");
            bob.Listener.Reaction = AnswerAtOnce;
            Connect();
            Told invite = bob.Listener.WaitFor("onInviteIncoming");
            Assert.AreEqual(Name, invite.Values[1], "display name");
            Assert.AreEqual("PCMU", invite.Values[5], "codecs");
            var value = new StringBuilder("before");
            Assert.AreEqual(0, bob.Sdk.getSipMessageHeaderValue((string)invite.Values[9], "X-Ort", value, 512));
            Assert.AreEqual("Köln 東京 🗼", value.ToString());
            Assert.AreEqual(PortSIP_Errors.ECoreBufferTooSmall,
                bob.Sdk.getSipMessageHeaderValue((string)invite.Values[9], "X-Ort", value, 5));
            Assert.AreEqual("Köln 東京 🗼", value.ToString(), "left as it was");
        }

        [Test]
        public void LengthsBeyondTheArrayAreRefused()
        {
            bob.Listener.Reaction = AnswerAtOnce;
            Connect();
            Assert.AreEqual(0, alice.Sdk.enableSendPcmStreamToRemote(outgoing, true, 8000));
            Assert.AreEqual(PortSIP_Errors.ECoreArgumentIncorrect,
                alice.Sdk.sendPcmStreamToRemote(outgoing, new byte[4], 1 << 30));
        }

        [Test]
        public void ACallIsAnsweredAndEndedInHandlers()
        {
            bob.Listener.Reaction = told =>
            {
                AnswerAtOnce(told);
                if (told.Name == "onInviteConnected")
                    bob.Sdk.hangUp((int)told.Values[0]);
            };
            outgoing = alice.Sdk.call(bob.Address("bob"), true, false);
            Assert.Succeeds(outgoing, "call");
            Assert.AreEqual(outgoing, alice.Listener.WaitFor("onInviteClosed").Values[0]);
        }

        [Test]
        public void DisposeEndsTheCall()
        {
            bob.Listener.Reaction = AnswerAtOnce;
            Connect();
            alice.Dispose();
            bob.Listener.WaitFor("onInviteClosed");
        }

        void Connect()
        {
            outgoing = alice.Sdk.call(bob.Address("bob"), true, false);
            Assert.Succeeds(outgoing, "call");
            alice.Listener.WaitFor("onInviteConnected");
            bob.Listener.WaitFor("onInviteConnected");
        }

        void AnswerAtOnce(Told told)
        {
            if (told.Name != "onInviteIncoming")
                return;
            incoming = (int)told.Values[0];
            Assert.AreEqual(0, bob.Sdk.answerCall(incoming, false), "answerCall");
        }

        // Gives the call a tone, 20 ms each time the library has had as much from the microphone.
        void SendTone(int hertz, int ms)
        {
            const int Rate = 8000;
            Assert.AreEqual(0, alice.Sdk.enableSendPcmStreamToRemote(outgoing, true, Rate), "enableSendPcmStreamToRemote");
            Assert.AreEqual(0, alice.Sdk.enableAudioStreamCallback(outgoing, true, DIRECTION_MODE.DIRECTION_SEND));
            int sent = 0;
            for (int frame = 0; frame < ms / 20; frame++)
            {
                var bytes = new byte[Rate / 50 * 2];
                for (int i = 0; i < bytes.Length; i += 2, sent++)
                {
                    short sample = (short)(10000 * Math.Sin(2 * Math.PI * hertz * sent / Rate));
                    bytes[i] = (byte)sample;
                    bytes[i + 1] = (byte)(sample >> 8);
                }
                Assert.AreEqual(0, alice.Sdk.sendPcmStreamToRemote(outgoing, bytes, bytes.Length), "sendPcmStreamToRemote");
                alice.Listener.WaitFor("onAudioRawCallback", 2 * frame);
            }
        }
    }

    // Measures a WAV file.
    static class Wav
    {
        internal static double[] Read(string path, out int rate)
        {
            byte[] file = File.ReadAllBytes(path);
            Assert.AreEqual("RIFF", Encoding.ASCII.GetString(file, 0, 4));
            Assert.AreEqual("WAVE", Encoding.ASCII.GetString(file, 8, 4));
            rate = 0;
            for (int at = 12; at + 8 <= file.Length;)
            {
                string chunk = Encoding.ASCII.GetString(file, at, 4);
                int length = BitConverter.ToInt32(file, at + 4);
                if (chunk == "fmt ")
                {
                    Assert.AreEqual((short)1, BitConverter.ToInt16(file, at + 8), "PCM");
                    Assert.AreEqual((short)1, BitConverter.ToInt16(file, at + 10), "mono");
                    rate = BitConverter.ToInt32(file, at + 12);
                    Assert.AreEqual((short)16, BitConverter.ToInt16(file, at + 22), "16 bits");
                }
                if (chunk == "data")
                {
                    int first = at + 8;
                    Assert.IsTrue(first + length <= file.Length, "the data is whole");
                    return Enumerable.Range(0, length / 2).Select(i => (double)BitConverter.ToInt16(file, first + 2 * i)).ToArray();
                }
                at += 8 + length + length % 2;
            }
            throw new InvalidDataException("no data");
        }

        // How much of the power is at this frequency, in windows of 50 ms: 0 none, 1 all.
        internal static double Share(double[] samples, int rate, double hertz)
        {
            double all = 0, there = 0;
            int window = rate / 20;
            for (int first = 0; first + window <= samples.Length; first += window)
            {
                double sine = 0, cosine = 0;
                for (int i = 0; i < window; i++)
                {
                    double sample = samples[first + i], angle = 2 * Math.PI * hertz * i / rate;
                    all += sample * sample;
                    sine += sample * Math.Sin(angle);
                    cosine += sample * Math.Cos(angle);
                }
                there += (sine * sine + cosine * cosine) * 2 / window;
            }
            return all == 0 ? 0 : there / all;
        }
    }
}
