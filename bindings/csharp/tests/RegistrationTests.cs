// How the account is reached: its instance, the way back, keep-alives, and a registration that is made anew.
using PortSIP.Testing;
using System.Linq;

namespace PortSIP.Tests
{
    [TestFixture]
    class RegistrationTests
    {
        readonly Phone alice = new Phone();
        readonly Phone registrar = new Phone("registrar");

        [TearDown]
        public void End()
        {
            alice.Dispose();
            registrar.Dispose();
        }

        [Test]
        public void ARegistrationThatIsMadeAnew()
        {
            registrar.Sdk.enableCallbackSignaling(false, true);
            Assert.AreEqual(PortSIP_Errors.ECoreUserNotFound, alice.Sdk.refreshRegistration(0));
            Assert.AreEqual(0, alice.Sdk.setUser("alice", "", "", "", "", "127.0.0.1", registrar.Sdk.getLocalSIPPort(),
                "", 0, "", 0), "setUser");
            Assert.AreEqual(PortSIP_Errors.ECoreNotRegistered, alice.Sdk.refreshRegistration(0));
            Assert.AreEqual(PortSIP_Errors.ECoreArgumentIncorrect, alice.Sdk.setInstanceId("one of many"));
            Assert.AreEqual(0, alice.Sdk.setInstanceId("f81d4fae-7dec-11d0-a765-00a0c91e6bf6"), "setInstanceId");
            Assert.AreEqual(PortSIP_Errors.ECoreArgumentIncorrect, alice.Sdk.setKeepAliveTime(-1));
            Assert.AreEqual(0, alice.Sdk.setKeepAliveTime(20), "setKeepAliveTime");

            // The other object is no registrar and refuses it; a next try is waited for.
            Assert.AreEqual(0, alice.Sdk.registerServer(60, 9), "registerServer");
            string first = RegisterWith("CSeq: ");
            Assert.IsTrue(first.Contains("+sip.instance=\"<urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6>\""), first);
            Assert.IsTrue(first.Contains(";rport"), first);
            alice.Listener.WaitFor("onRegisterFailure");

            Assert.AreEqual(0, alice.Sdk.enableRport(false), "enableRport");
            Assert.AreEqual(PortSIP_Errors.ECoreExpiresValueTooSmall, alice.Sdk.refreshRegistration(19));
            Assert.AreEqual(0, alice.Sdk.refreshRegistration(120), "refreshRegistration");
            string second = RegisterWith("\r\nExpires: 120\r\n");
            Assert.IsTrue(!second.Contains(";rport"), second);
        }

        // The first REGISTER that came and holds a text.
        string RegisterWith(string text)
        {
            string found = null;
            Wait.Until(() => (found = registrar.Listener.All
                .Where(told => told.Name == "onReceivedSignaling")
                .Select(told => (string)told.Values[1])
                .FirstOrDefault(message => message.StartsWith("REGISTER ") && message.Contains(text))) != null, text);
            return found;
        }
    }
}
