// One object watches the presence of another.
using PortSIP.Testing;

namespace PortSIP.Tests
{
    [TestFixture]
    class PresenceTests
    {
        readonly Phone alice = new Phone("alice");
        readonly Phone bob = new Phone("bob");

        [TearDown]
        public void End()
        {
            alice.Dispose();
            bob.Dispose();
        }

        [Test]
        public void AWatcherIsAskedAboutToldAndTurnedAway()
        {
            int first = Ask(0);
            Assert.AreEqual(0, bob.Sdk.presenceAcceptSubscribe(first), "presenceAcceptSubscribe");
            ExpectOnline(0, "Online");
            Assert.AreEqual(0, bob.Sdk.setPresenceStatus(first, "Au café ☕"), "setPresenceStatus");
            ExpectOnline(1, "Au café ☕");
            Assert.AreEqual(0, bob.Sdk.setPresenceStatus(first, "offline"), "setPresenceStatus");
            Assert.AreEqual(bob.Address("bob"), alice.Listener.WaitFor("onPresenceOffline").Values[1]);
            Assert.AreEqual(0, bob.Sdk.presenceRejectSubscribe(first), "presenceRejectSubscribe");
            alice.Listener.WaitFor("onSubscriptionTerminated");
            Assert.AreEqual(PortSIP_Errors.ECoreNotFoundSubscribeId, bob.Sdk.presenceRejectSubscribe(first));

            int second = Ask(1);
            Assert.AreEqual(PortSIP_Errors.ECoreArgumentIncorrect, bob.Sdk.setPresenceMode(2));
            Assert.AreEqual(0, bob.Sdk.setPresenceMode(1), "setPresenceMode");
            Assert.AreEqual(PortSIP_Errors.ECoreNotFoundSubscribeId, bob.Sdk.presenceAcceptSubscribe(second));
            Assert.AreEqual(PortSIP_Errors.ECoreExpiresValueTooSmall, bob.Sdk.setDefaultPublicationTime(19));
            Assert.AreEqual(PortSIP_Errors.ECoreSIPServerEmpty, bob.Sdk.setPresenceStatus(0, "x"));
        }

        int Ask(int place)
        {
            Assert.Succeeds(alice.Sdk.presenceSubscribe(bob.Address("bob"), "Grüß dich"), "presenceSubscribe");
            Told asked = bob.Listener.WaitFor("onPresenceRecvSubscribe", place);
            Assert.AreEqual(alice.Address("alice"), asked.Values[2]);
            Assert.AreEqual("Grüß dich", asked.Values[3]);
            return (int)asked.Values[0];
        }

        void ExpectOnline(int place, string text)
        {
            Told online = alice.Listener.WaitFor("onPresenceOnline", place);
            Assert.AreEqual(bob.Address("bob"), online.Values[1]);
            Assert.AreEqual(text, online.Values[2]);
        }
    }
}
