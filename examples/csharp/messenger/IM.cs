// An instant messenger: contact list, presence, chat. Peer to peer, on two machines, say 192.168.1.10 and
// 192.168.1.11, with a user name and any password:
//
//   im 111 aaa                     on the first
//   im 222 aaa                     on the second; `im 222 aaa 5070` where port 5060 is taken, 0 for a free port
//   im 111 secret 0 example.com    with a server: registers there, and leaves presence to it
//
// Then a command a line. NAME is an address such as sip:222@192.168.1.11 (`:5070` behind it where the other side's
// port is not 5060); with a server also the name of one of its users:
//
//   add NAME          puts somebody on the contact list, and watches how he is
//   status TEXT       tells those who watch us how we are; `status Offline` hides us
//   say NAME TEXT     sends a message
//   list              shows the contact list
//   quit              ends
//
//   mcs -r:PortSIP.dll examples/csharp/messenger/IM.cs -out:im.exe
using PortSIP;
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

// Somebody who is watched.
sealed class Contact
{
    public int Subscription;
    // In words; null where he is offline.
    public string State;
}

// Shows what happens, and carries out commands. The lists are used by two threads: that of the commands and that of
// the events.
sealed class IM : SIPCallbackEventsBase, IDisposable
{
    const string Help =
        "add NAME watches somebody, status TEXT, say NAME TEXT, list shows the contacts, quit ends";
    const int PeerToPeer = 0, PresenceAgent = 1;

    readonly PortSIPLib sdk;
    // By address.
    readonly SortedDictionary<string, Contact> contacts = new SortedDictionary<string, Contact>(StringComparer.Ordinal);
    // Who watches us, where we tell them ourselves.
    readonly HashSet<int> watchers = new HashSet<int>();
    // Guards both, and the status.
    readonly object gate = new object();
    string status = "Online";
    // The host of our server, and the domain of its users; null without one.
    string domain;

    IM()
    {
        sdk = new PortSIPLib(this);
    }

    static int Main(string[] arguments)
    {
        int port = 5060;
        string[] server = arguments.Length < 4 ? new string[] { null } : arguments[3].Split(':');
        int serverPort = 0;
        if (arguments.Length < 2 || arguments.Length > 4
            || arguments.Length > 2 && !int.TryParse(arguments[2], out port)
            || server.Length > 1 && !int.TryParse(server[1], out serverPort))
        {
            Console.Error.WriteLine("usage: im USER PASSWORD [PORT [SERVER[:PORT]]]");
            return 2;
        }
        using (var messenger = new IM())
        {
            int code = messenger.Start(arguments[0], arguments[1], port, server[0], serverPort);
            if (code != 0)
            {
                Console.WriteLine("Initialize failure: error {0}", code);
                return 1;
            }
            Console.WriteLine("Initialized. Local port {0}", messenger.sdk.getLocalSIPPort());
            for (string line = Console.ReadLine(); line != null && line != "quit"; line = Console.ReadLine())
                messenger.Command(line);
            // Those who watch us learn that we leave; all else ends with the SDK object.
            messenger.TellStatus("Offline");
            return 0;
        }
    }

    public void Dispose()
    {
        sdk.Dispose();
    }

    int Start(string userName, string password, int port, string server, int serverPort)
    {
        domain = server;
        int code = sdk.initialize(TRANSPORT_TYPE.TRANSPORT_UDP, "0.0.0.0", port, PORTSIP_LOG_LEVEL.PORTSIP_LOG_NONE, "",
            1, "", 0, 0, "", "", true);
        if (code == 0)
            code = sdk.setUser(userName, "", "", password, "", server, serverPort, "", 0, "", 0);
        if (code == 0)
            code = sdk.setPresenceMode(domain == null ? PeerToPeer : PresenceAgent);
        if (code == 0 && domain != null)
            code = sdk.registerServer(300, 3);
        return code;
    }

    void Command(string line)
    {
        string[] words = line.Split(new[] { ' ' }, 3);
        string rest = line.Substring(Math.Min(line.Length, words[0].Length + 1));
        if (words[0] == "add" && words.Length == 2)
            Add(Address(rest));
        else if (words[0] == "status" && rest != "")
            SetStatus(rest);
        else if (words[0] == "say" && words.Length == 3)
            Say(Address(words[1]), words[2]);
        else if (line == "list")
            List();
        else
            Console.WriteLine(Help);
    }

    void Add(string address)
    {
        // The first event of it waits until we know whose it is.
        lock (gate)
        {
            int result = sdk.presenceSubscribe(address, "");
            if (result > 0)
                contacts[address] = new Contact { Subscription = result };
            Tell("watching", result);
        }
    }

    void SetStatus(string text)
    {
        lock (gate)
        {
            int code = TellStatus(text);
            if (code == 0)
                status = text;
            Tell("told", code);
        }
    }

    // Tells those who watch us how we are, or our server, which tells them.
    int TellStatus(string text)
    {
        if (domain != null)
            return sdk.setPresenceStatus(0, text);
        lock (gate)
        {
            // One who has just left is not found; his event comes.
            return watchers.Select(watcher => sdk.setPresenceStatus(watcher, text))
                .LastOrDefault(code => code != 0 && code != PortSIP_Errors.ECoreNotFoundSubscribeId);
        }
    }

    void Say(string address, string text)
    {
        byte[] message = Encoding.UTF8.GetBytes(text);
        Tell("sent", sdk.sendOutOfDialogMessage(address, "text", "plain", false, message, message.Length));
    }

    void List()
    {
        lock (gate)
        {
            foreach (KeyValuePair<string, Contact> contact in contacts)
                Show(contact.Key, contact.Value.State);
        }
    }

    string Address(string name)
    {
        return domain == null || name.Contains(":") ? name : "sip:" + name + "@" + domain;
    }

    static void Show(string address, string state)
    {
        Console.WriteLine(state == null ? address + " is offline" : address + " is online: " + state);
    }

    // What a command has done, or why not.
    static void Tell(string what, int code)
    {
        Console.WriteLine(code >= 0 ? what : "not " + what + ": error " + code);
    }

    public override int onRegisterSuccess(string statusText, int statusCode, StringBuilder sipMessage)
    {
        Console.WriteLine("registered");
        lock (gate)
            Tell("told", TellStatus(status));
        return 0;
    }

    public override int onRegisterFailure(string statusText, int statusCode, StringBuilder sipMessage)
    {
        Console.WriteLine("not registered: {0} {1}", statusCode, statusText);
        return 0;
    }

    // Everybody may watch us. A messenger for people would ask its user.
    public override int onPresenceRecvSubscribe(int subscribeId, string fromDisplayName, string from, string subject)
    {
        Console.WriteLine("{0} watches us", from);
        lock (gate)
        {
            int code = sdk.setPresenceStatus(subscribeId, status);
            if (code == 0)
                code = sdk.presenceAcceptSubscribe(subscribeId);
            watchers.Add(subscribeId);
            Tell("accepted", code);
        }
        return 0;
    }

    public override int onPresenceOnline(string fromDisplayName, string from, string stateText)
    {
        SetState(from, stateText);
        return 0;
    }

    public override int onPresenceOffline(string fromDisplayName, string from)
    {
        SetState(from, null);
        return 0;
    }

    void SetState(string address, string state)
    {
        lock (gate)
        {
            Contact contact;
            if (contacts.TryGetValue(address, out contact))
                contact.State = state;
            Show(address, state);
        }
    }

    public override int onSubscriptionFailure(int subscribeId, int statusCode)
    {
        Console.WriteLine("not watching: {0}", statusCode);
        Forget(subscribeId);
        return 0;
    }

    public override int onSubscriptionTerminated(int subscribeId)
    {
        Forget(subscribeId);
        return 0;
    }

    // A subscription has ended: that of one who watches us, or ours.
    void Forget(int subscription)
    {
        lock (gate)
        {
            if (watchers.Remove(subscription))
                Console.WriteLine("one watches us no more");
            foreach (string address in contacts.Keys.Where(key => contacts[key].Subscription == subscription).ToList())
            {
                contacts.Remove(address);
                Console.WriteLine("{0} is watched no more", address);
            }
        }
    }

    public override int onRecvOutOfDialogMessage(string fromDisplayName, string from, string toDisplayName, string to,
        string mimeType, string subMimeType, byte[] messageData, int messageDataLength)
    {
        if (mimeType == "text")
            Console.WriteLine("{0} says: {1}", from, Encoding.UTF8.GetString(messageData));
        else
            Console.WriteLine("{0} sends {1}/{2}, {3} bytes", from, mimeType, subMimeType, messageDataLength);
        return 0;
    }

    public override int onSendOutOfDialogMessageSuccess(int messageId, string fromDisplayName, string from,
        string toDisplayName, string to)
    {
        Console.WriteLine("{0} has it", to);
        return 0;
    }

    public override int onSendOutOfDialogMessageFailure(int messageId, string fromDisplayName, string from,
        string toDisplayName, string to, string reason, int code)
    {
        Console.WriteLine("{0} has it not: {1} {2}", to, code, reason);
        return 0;
    }
}
