// A phone in a window: calls another one without any server.
//
// Start it on two machines, say 192.168.1.10 and 192.168.1.11. On each, enter a user name (111 and 222) and any
// password, and press Initialize. On the first, dial sip:222@192.168.1.11; on the second, press Answer.
//
//   mcs -r:PortSIP.dll,System.Windows.Forms,System.Drawing examples/csharp/window/*.cs -out:window.exe
using PortSIP;
using System;
using System.Threading;
using System.Windows.Forms;

sealed partial class P2PWindow : Form
{
    const string Keys = "123456789*0#";

    readonly PortSIPLib sdk;
    int session;

    internal P2PWindow()
    {
        sdk = new PortSIPLib(new Listener(this));
        Arrange();
        initialize.Click += (sender, arguments) => Initialize();
        uninitialize.Click += (sender, arguments) => Uninitialize();
        dial.Click += (sender, arguments) => Dial();
        answer.Click += (sender, arguments) => Report("answer", sdk.answerCall(session, false));
        hangUp.Click += (sender, arguments) => HangUp();
        for (int i = 0; i < Keys.Length; i++)
        {
            char key = Keys[i];
            keypad[i].Click += (sender, arguments) => Press(key);
        }
        Show(Phase.Off, "not initialized");
    }

    [STAThread]
    static void Main()
    {
        Application.EnableVisualStyles();
        Application.Run(new P2PWindow());
    }

    protected override void OnFormClosed(FormClosedEventArgs arguments)
    {
        sdk.Dispose();
        base.OnFormClosed(arguments);
    }

    void Initialize()
    {
        // Events arrive on this thread, where the controls may be touched.
        sdk.EventContext = SynchronizationContext.Current;
        int port;
        int code = !int.TryParse(localPort.Text, out port) ? PortSIP_Errors.ECorePortOutOfRange
            : sdk.initialize(TRANSPORT_TYPE.TRANSPORT_UDP, "0.0.0.0", port, PORTSIP_LOG_LEVEL.PORTSIP_LOG_NONE, null, 4,
                null, 0, 1, null, null, false);
        if (code == 0)
            code = sdk.setUser(userName.Text, "", "", password.Text, "", "", 0, "", 0, "", 0);
        if (code != 0)
        {
            Log("Initialize failure: error " + code);
            sdk.unInitialize();
            return;
        }
        sdk.addAudioCodec(AUDIOCODEC_TYPE.AUDIOCODEC_OPUS);
        sdk.addAudioCodec(AUDIOCODEC_TYPE.AUDIOCODEC_PCMU);
        sdk.addAudioCodec(AUDIOCODEC_TYPE.AUDIOCODEC_DTMF);
        localPort.Text = sdk.getLocalSIPPort().ToString();
        Log("Initialized.");
        Show(Phase.Idle, "ready");
    }

    void Uninitialize()
    {
        sdk.unInitialize();
        Log("Uninitialized.");
        Show(Phase.Off, "not initialized");
    }

    void Dial()
    {
        int result = sdk.call(callee.Text, true, false);
        if (result < 0)
        {
            Log("Call failure: error " + result);
            return;
        }
        session = result;
        Log("Calling " + callee.Text);
        Show(Phase.Calling, "calling");
    }

    void HangUp()
    {
        if (phase == Phase.Ringing)
            Report("reject", sdk.rejectCall(session, 486));
        else
            Report("hang up", sdk.hangUp(session));
        Log("Hung up.");
        Show(Phase.Idle, "ready");
    }

    void Press(char key)
    {
        if (phase != Phase.Connected)
        {
            callee.Text += key;
            return;
        }
        int tone = "0123456789*#".IndexOf(key);
        Report("key " + key, sdk.sendDtmf(session, DTMF_METHOD.DTMF_RFC2833, tone, 160, true));
        Log("Sent " + key);
    }

    void Report(string what, int code)
    {
        if (code < 0)
            Log(what + ": error " + code);
    }
}
