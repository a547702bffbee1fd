// What calls have beside sound: transfer, forwarding, INFO, OPTIONS, messages, presence and headers of the program.
using PortSIP.Testing;
using System;
using System.Linq;
using System.Text;

namespace PortSIP.Tests
{
    [TestFixture]
    class SignalingTests
    {
        const int All = -1;

        readonly Phone alice = new Phone("alice");
        readonly Phone bob = new Phone("bob");
        readonly Phone carol = new Phone("carol");
        volatile bool bobAnswers = true, bobFollows = true;
        volatile int followed;

        public SignalingTests()
        {
            bob.Listener.Reaction = told =>
            {
                if (bobAnswers)
                    Answer(bob, told);
                if (told.Name != "onReceivedRefer")
                    return;
                string message = (string)told.Values[4];
                int refer = (int)told.Values[1];
                followed = bobFollows ? bob.Sdk.acceptRefer(refer, message) : bob.Sdk.rejectRefer(refer);
            };
            carol.Listener.Reaction = told => Answer(carol, told);
        }

        [TearDown]
        public void End()
        {
            alice.Dispose();
            bob.Dispose();
            carol.Dispose();
        }

        [Test]
        public void ABlindTransfer()
        {
            int session = Call(bob, "bob");
            int there = (int)bob.Listener.WaitFor("onInviteConnected").Values[0];
            Assert.AreEqual(0, alice.Sdk.refer(session, carol.Address("carol")), "refer");
            Told asked = bob.Listener.WaitFor("onReceivedRefer");
            Assert.AreEqual(there, asked.Values[0]);
            Assert.AreEqual(carol.Address("carol"), asked.Values[2]);
            Assert.AreEqual(session, alice.Listener.WaitFor("onReferAccepted").Values[0]);
            Assert.AreEqual(session, alice.Listener.WaitFor("onACTVTransferSuccess").Values[0]);
            Assert.Succeeds(followed, "acceptRefer");
            Assert.AreEqual(followed, bob.Listener.WaitFor("onInviteConnected", 1).Values[0]);
            Assert.AreEqual(0, alice.Sdk.hangUp(session), "hangUp");
            Assert.AreEqual(there, bob.Listener.WaitFor("onInviteClosed").Values[0]);
            Assert.AreEqual(0, bob.Sdk.hangUp(followed), "hangUp");
            carol.Listener.WaitFor("onInviteClosed");
        }

        [Test]
        public void AnAttendedTransfer()
        {
            int toBob = Call(bob, "bob");
            bob.Listener.WaitFor("onInviteConnected");
            int toCarol = Call(carol, "carol", 1);
            carol.Listener.WaitFor("onInviteConnected");
            Assert.AreEqual(0, alice.Sdk.attendedRefer(toBob, toCarol, carol.Address("carol")), "attendedRefer");
            TakenOver(toBob, toCarol, 1);
            Assert.AreEqual(0, alice.Sdk.hangUp(toBob), "hangUp");
        }

        [Test]
        public void AnAttendedTransferWithATargetOfItsOwn()
        {
            int toBob = Call(bob, "bob");
            bob.Listener.WaitFor("onInviteConnected");
            int toCarol = Call(carol, "carol", 1);
            carol.Listener.WaitFor("onInviteConnected");
            string target = bob.Address("bob") + ";x=2";
            Assert.AreEqual(PortSIP_Errors.ECoreSipMethodNameEmpty,
                alice.Sdk.attendedRefer2(toBob, toCarol, "", target, carol.Address("carol")));
            Assert.AreEqual(0, alice.Sdk.attendedRefer2(toBob, toCarol, "INVITE", target, carol.Address("carol")));
            string asked = (string)bob.Listener.WaitFor("onReceivedRefer").Values[4];
            Assert.IsTrue(asked.StartsWith("REFER " + target + " SIP/2.0"), asked);
            TakenOver(toBob, toCarol, 1);
            Assert.AreEqual(0, alice.Sdk.hangUp(toBob), "hangUp");
        }

        [Test]
        public void SomebodyOutsideACallIsAskedToTakeItOver()
        {
            int toCarol = Call(carol, "carol");
            carol.Listener.WaitFor("onInviteConnected");
            Assert.AreEqual(PortSIP_Errors.ECoreCalleeEmpty,
                alice.Sdk.outOfDialogRefer(toCarol, "INVITE", "", carol.Address("carol")));
            Assert.AreEqual(0, alice.Sdk.outOfDialogRefer(toCarol, "INVITE", bob.Address("bob"), carol.Address("carol")));
            TakenOver(toCarol, toCarol, 0);
        }

        [Test]
        public void ATransferThatIsRefusedLeavesTheCallAsItWas()
        {
            bobFollows = false;
            int session = Call(bob, "bob");
            bob.Listener.WaitFor("onInviteConnected");
            Assert.AreEqual(0, alice.Sdk.refer(session, "sip:carol@127.0.0.1:9"), "refer");
            Told refused = alice.Listener.WaitFor("onReferRejected");
            Assert.AreEqual(session, refused.Values[0]);
            Assert.AreEqual(603, refused.Values[2]);
            Assert.AreEqual(0, alice.Sdk.hangUp(session), "hangUp");
            bob.Listener.WaitFor("onInviteClosed");
        }

        [Test]
        public void CallsAreForwardedOrNotToDisturb()
        {
            Assert.AreEqual(PortSIP_Errors.ECoreCalleeEmpty, bob.Sdk.enableCallForward(false, ""));
            Assert.AreEqual(0, bob.Sdk.enableCallForward(false, carol.Address("carol")), "enableCallForward");
            int session = Call(bob, "bob");
            Assert.AreEqual(carol.Address("carol"), bob.Listener.WaitFor("onInviteBeginingForward").Values[0]);
            Assert.AreEqual(0, alice.Sdk.hangUp(session), "hangUp");
            carol.Listener.WaitFor("onInviteClosed");
            Assert.AreEqual(0, bob.Sdk.disableCallForward(), "disableCallForward");

            bobAnswers = false;
            session = alice.Sdk.call(bob.Address("bob"), true, false);
            int ringing = (int)bob.Listener.WaitFor("onInviteIncoming").Values[0];
            Assert.AreEqual(0, bob.Sdk.forwardCall(ringing, carol.Address("carol")), "forwardCall");
            Assert.AreEqual(session, alice.Listener.WaitFor("onInviteConnected", 1).Values[0]);
            Assert.AreEqual(0, alice.Sdk.hangUp(session), "hangUp");

            bob.Sdk.setDoNotDisturb(true);
            session = alice.Sdk.call(bob.Address("bob"), true, false);
            Told failure = alice.Listener.WaitFor("onInviteFailure");
            Assert.AreEqual(session, failure.Values[0]);
            Assert.AreEqual(480, failure.Values[6]);
            Assert.AreEqual(1, bob.Listener.Count("onInviteIncoming"));
        }

        [Test]
        public void HeadersAreAddedModifiedAndTakenBack()
        {
            int added = alice.Sdk.addSipMessageHeader(All, "INVITE", 1, "X-Ort", "Köln 東京");
            int modified = alice.Sdk.modifySipMessageHeader(All, "ALL", 3, "User-Agent", "Телефон");
            Assert.Succeeds(added, "addSipMessageHeader");
            Assert.Succeeds(modified, "modifySipMessageHeader");
            string message = Invite(0);
            Assert.AreEqual("Köln 東京", Header(message, "x-ort"));
            Assert.AreEqual("Телефон", Header(message, "User-Agent"));

            Assert.AreEqual(0, alice.Sdk.removeAddedSipMessageHeader(added), "remove");
            Assert.AreEqual(PortSIP_Errors.ECoreSipHeaderNotExist, alice.Sdk.removeAddedSipMessageHeader(added));
            Assert.AreEqual(0, alice.Sdk.removeModifiedSipMessageHeader(modified), "remove");
            Assert.Succeeds(alice.Sdk.modifySipMessageHeader(All, "INVITE", 1, "X-B", "2"), "modifySipMessageHeader");
            Assert.AreEqual(0, alice.Sdk.clearAddedSipMessageHeaders(), "clear");
            message = Invite(1);
            Assert.AreEqual("", Header(message, "X-Ort"));
            Assert.AreEqual("2", Header(message, "X-B"));
            Assert.IsTrue(!message.Contains("Телефон"), "User-Agent");
            Assert.AreEqual(0, alice.Sdk.clearModifiedSipMessageHeaders(), "clear");
            Assert.AreEqual("", Header(Invite(2), "X-B"));
        }

        [Test]
        public void EncryptedCallsAlongIceTellHow()
        {
            foreach (Phone phone in new[] { alice, bob })
            {
                Assert.AreEqual(0, phone.Sdk.setSrtpPolicy(SRTP_POLICY.SRTP_POLICY_PREFER, true), "setSrtpPolicy");
                Assert.AreEqual(0, phone.Sdk.setSrtpSessionParameters(false, true, false), "session parameters");
                Assert.AreEqual(0, phone.Sdk.enableIce(true), "enableIce");
            }
            Assert.AreEqual(PortSIP_Errors.ECoreArgumentIncorrect, alice.Sdk.setSrtpSuites("ROT13"));
            Assert.AreEqual(0, alice.Sdk.setSrtpSuites("AEAD_AES_256_GCM"), "setSrtpSuites");
            var udp = TRANSPORT_TYPE.TRANSPORT_UDP;
            Assert.AreEqual(0, alice.Sdk.setTurnServer("192.0.2.1", 0, udp, "u", "p"), "setTurnServer");
            Assert.AreEqual(0, alice.Sdk.setTurnServer("", 0, udp, "", ""), "setTurnServer");
            int session = Call(bob, "bob");
            string invite = bob.Listener.WaitFor("onInviteIncoming").Values[9] as string;
            Assert.IsTrue(invite.Contains(" UNENCRYPTED_SRTCP"), "session parameters");
            StatisticsHold(session, "\"ice\":{\"address\":\"127.0.0.1:");
            StatisticsHold(session, "\"keys\":\"sdes\"");
            StatisticsHold(session, "\"suite_received\":\"AEAD_AES_256_GCM\"");
            Assert.AreEqual(0, alice.Sdk.hangUp(session), "hangUp");

            Assert.AreEqual(0, alice.Sdk.setSrtpKeyExchange(SRTP_KEY_EXCHANGE.SRTP_KEY_EXCHANGE_DTLS), "key exchange");
            session = Call(bob, "bob", 1);
            StatisticsHold(session, "\"keys\":\"dtls\"");
            StatisticsHold(session, "\"suite_received\":\"AEAD_AES_256_GCM\"");
            Assert.AreEqual(0, alice.Sdk.hangUp(session), "hangUp");
        }

        [Test]
        public void ACallWithATimerIsOfferedAnew()
        {
            Assert.AreEqual(PortSIP_Errors.ECoreSessionTimerValueTooSmall,
                alice.Sdk.enableSessionTimer(89, SESSION_REFRESH_MODE.SESSION_REFERESH_UAC));
            Assert.AreEqual(0, alice.Sdk.enableSessionTimer(90, SESSION_REFRESH_MODE.SESSION_REFERESH_UAC), "timer");
            int session = Call(bob, "bob");
            bob.Listener.WaitFor("onInviteConnected");
            string invite = bob.Listener.WaitFor("onInviteIncoming").Values[9] as string;
            Assert.IsTrue(Header(invite, "Session-Expires").StartsWith("90"), "Session-Expires");
            Assert.AreEqual(0, alice.Sdk.updateCall(session, true, false, false), "updateCall");
            Assert.AreEqual(0, alice.Sdk.disableSessionTimer(), "disableSessionTimer");
            Assert.AreEqual(0, alice.Sdk.hangUp(session), "hangUp");
        }

        [Test]
        public void InfoAndOptions()
        {
            Assert.AreEqual(0, bob.Sdk.addSupportedMimeType("INFO", "text", "plain"), "addSupportedMimeType");
            Assert.AreEqual(PortSIP_Errors.ECoreMimeTypeUnknown, bob.Sdk.addSupportedMimeType("INFO", "", "plain"));
            int session = Call(bob, "bob");
            Assert.AreEqual(0, alice.Sdk.sendInfo(session, "text", "plain", "Grüße 日本 📞"), "sendInfo");
            string info = bob.Listener.WaitFor("onRecvInfo").Values[0] as string;
            Assert.IsTrue(info.StartsWith("INFO sip:bob@") && info.EndsWith("\r\n\r\nGrüße 日本 📞"), info);
            Assert.AreEqual(PortSIP_Errors.ECoreInviteSessionNotFound, alice.Sdk.sendInfo(session + 1, "text", "plain", ""));

            alice.Sdk.enableCallbackSignaling(false, true);
            Assert.AreEqual(0, alice.Sdk.sendOptions(bob.Address("bob"), null), "sendOptions");
            Assert.IsTrue(bob.Listener.WaitFor("onRecvOptions").Values[0].ToString().StartsWith("OPTIONS sip:bob@"), "OPTIONS");
            Wait.Until(() => alice.Listener.All.Any(told =>
                told.Name == "onReceivedSignaling" && ((string)told.Values[1]).Contains(" OPTIONS\r\n")), "the answer");
            Assert.AreEqual(0, alice.Sdk.hangUp(session), "hangUp");
        }

        [Test]
        public void MessagesInACallAndOutsideOfOne()
        {
            byte[] text = Encoding.UTF8.GetBytes("Grüße 日本 📞");
            string told = BitConverter.ToString(text).Replace('-', ' ');
            int outside = alice.Sdk.sendOutOfDialogMessage(bob.Address("bob"), "text", "plain", true, text, text.Length);
            Assert.Succeeds(outside, "sendOutOfDialogMessage");
            Told came = bob.Listener.WaitFor("onRecvOutOfDialogMessage");
            Assert.AreEqual(alice.Address("alice"), came.Values[1]);
            Assert.AreEqual("plain", came.Values[5]);
            Assert.AreEqual(told, came.Values[6]);
            Assert.AreEqual(outside, alice.Listener.WaitFor("onSendOutOfDialogMessageSuccess").Values[0]);
            Assert.AreEqual(PortSIP_Errors.ECoreInviteSessionNotFound,
                alice.Sdk.sendMessage(1, "text", "plain", text, text.Length));

            int session = Call(bob, "bob");
            bob.Listener.WaitFor("onInviteConnected");
            int inside = alice.Sdk.sendMessage(session, "text", "plain", text, text.Length);
            Assert.Succeeds(inside, "sendMessage");
            came = bob.Listener.WaitFor("onRecvMessage");
            Assert.AreEqual(told, came.Values[3]);
            Assert.AreEqual(inside, alice.Listener.WaitFor("onSendMessageSuccess").Values[1]);
            int refused = alice.Sdk.sendMessage(session, "image", "png", text, text.Length);
            Told failure = alice.Listener.WaitFor("onSendMessageFailure");
            Assert.AreEqual(refused, failure.Values[1]);
            Assert.AreEqual(415, failure.Values[3]);
            Assert.AreEqual(0, alice.Sdk.hangUp(session), "hangUp");
        }

        [Test]
        public void SubscriptionsToOneAnother()
        {
            int refused = alice.Sdk.sendSubscription(bob.Address("bob"), "conference");
            Assert.Succeeds(refused, "sendSubscription");
            Told failure = alice.Listener.WaitFor("onSubscriptionFailure");
            Assert.AreEqual(refused, failure.Values[0]);
            Assert.AreEqual(489, failure.Values[1]);
            Assert.AreEqual(PortSIP_Errors.ECoreNotFoundSubscribeId, alice.Sdk.terminateSubscription(refused));

            int watching = alice.Sdk.presenceSubscribe(bob.Address("bob"), "Darf ich? é 日本");
            Assert.Succeeds(watching, "presenceSubscribe");
            Told asked = bob.Listener.WaitFor("onPresenceRecvSubscribe");
            int watcher = (int)asked.Values[0];
            Assert.AreEqual(alice.Address("alice"), asked.Values[2]);
            Assert.AreEqual("Darf ich? é 日本", asked.Values[3]);
            Assert.AreEqual(watching, alice.Listener.WaitFor("onRecvNotifyOfSubscription").Values[0]);
            Assert.AreEqual(0, bob.Sdk.setPresenceStatus(watcher, "Im Büro 🏢"), "setPresenceStatus");
            Assert.AreEqual(0, bob.Sdk.presenceAcceptSubscribe(watcher), "presenceAcceptSubscribe");
            Told online = alice.Listener.WaitFor("onPresenceOnline");
            Assert.AreEqual(bob.Address("bob"), online.Values[1]);
            Assert.AreEqual("Im Büro 🏢", online.Values[2]);
            Assert.AreEqual(0, bob.Sdk.setPresenceStatus(watcher, "Offline"), "setPresenceStatus");
            Assert.AreEqual(bob.Address("bob"), alice.Listener.WaitFor("onPresenceOffline").Values[1]);
            Assert.AreEqual(0, alice.Sdk.presenceTerminateSubscribe(watching), "presenceTerminateSubscribe");
            Assert.AreEqual(watching, alice.Listener.WaitFor("onSubscriptionTerminated").Values[0]);
            Assert.AreEqual(watcher, bob.Listener.WaitFor("onSubscriptionTerminated").Values[0]);
        }

        [Test]
        public void SettingsOfSignallingSayWhatTheyTake()
        {
            Assert.AreEqual(0, alice.Sdk.setReliableProvisional(1));
            Assert.AreEqual(PortSIP_Errors.ECoreArgumentIncorrect, alice.Sdk.setReliableProvisional(9));
            Assert.AreEqual(0, alice.Sdk.enableEarlyMedia(true));
            Assert.AreEqual(0, alice.Sdk.enable3GppTags(true));
            Assert.AreEqual(0, alice.Sdk.enablePriorityIPv6Domain(true));
            Assert.AreEqual(0, alice.Sdk.setUriUserEncoding("#", false));
            Assert.AreEqual(PortSIP_Errors.ECoreArgumentIncorrect, alice.Sdk.setUriUserEncoding("é", false));
        }

        // Asks for the statistics of Alice's call until they hold a text.
        void StatisticsHold(int session, string text)
        {
            Wait.Until(() =>
            {
                int asked = alice.Listener.Count("onStatistics");
                Assert.AreEqual(0, alice.Sdk.getStatistics(session), "getStatistics");
                return ((string)alice.Listener.WaitFor("onStatistics", asked).Values[1]).Contains(text);
            }, text);
        }

        int Call(Phone other, string user, int place = 0)
        {
            int session = alice.Sdk.call(other.Address(user), true, false);
            Assert.Succeeds(session, "call");
            Assert.AreEqual(session, alice.Listener.WaitFor("onInviteConnected", place).Values[0]);
            return session;
        }

        // Bob's call, his connection at `place`, took the place of Alice's call; her events name `told`.
        void TakenOver(int told, int session, int place)
        {
            Assert.AreEqual(told, alice.Listener.WaitFor("onACTVTransferSuccess").Values[0]);
            Assert.AreEqual(session, alice.Listener.WaitFor("onInviteClosed").Values[0], "Bob's call took its place");
            Assert.AreEqual(followed, bob.Listener.WaitFor("onInviteConnected", place).Values[0]);
        }

        // The INVITE of a call that is ended at once.
        string Invite(int place)
        {
            int session = Call(bob, "bob", place);
            bob.Listener.WaitFor("onInviteConnected", place);
            Assert.AreEqual(0, alice.Sdk.hangUp(session), "hangUp");
            return bob.Listener.WaitFor("onInviteIncoming", place).Values[9] as string;
        }

        string Header(string message, string name)
        {
            var value = new StringBuilder();
            return bob.Sdk.getSipMessageHeaderValue(message, name, value, 512) == 0 ? value.ToString() : "";
        }

        // A call that takes the place of another one is answered by itself.
        static void Answer(Phone phone, Told told)
        {
            if (told.Name == "onInviteIncoming" && !((string)told.Values[9]).Contains("\r\nReplaces:"))
                Assert.AreEqual(0, phone.Sdk.answerCall((int)told.Values[0], false), "answerCall");
        }
    }
}
