// The window's controls and where they stand.
using System.Drawing;
using System.Linq;
using System.Windows.Forms;

sealed partial class P2PWindow
{
    // What the phone is doing, which says what can be pressed.
    enum Phase
    {
        Off,
        Idle,
        Calling,
        Ringing,
        Connected
    }

    internal readonly TextBox userName = new TextBox { Text = "111" };
    internal readonly TextBox password = new TextBox { Text = "aaa", PasswordChar = (char)0x2022 };
    internal readonly TextBox localPort = new TextBox { Text = "5060" };
    internal readonly TextBox callee = new TextBox { Text = "sip:222@192.168.1.11" };
    internal readonly Button initialize = new Button { Text = "Initialize" };
    internal readonly Button uninitialize = new Button { Text = "Uninitialize" };
    internal readonly Button dial = new Button { Text = "Dial" };
    internal readonly Button answer = new Button { Text = "Answer" };
    internal readonly Button hangUp = new Button { Text = "Hang up" };
    internal readonly Button[] keypad = Keys.Select(key => new Button { Text = key.ToString() }).ToArray();
    internal readonly Label state = new Label { AutoSize = false, BorderStyle = BorderStyle.FixedSingle };
    internal readonly TextBox log = new TextBox { Multiline = true, ReadOnly = true, ScrollBars = ScrollBars.Vertical };
    Phase phase;

    void Arrange()
    {
        Text = "P2PSample";
        ClientSize = new Size(440, 400);
        FormBorderStyle = FormBorderStyle.FixedSingle;
        MaximizeBox = false;
        state.TextAlign = ContentAlignment.MiddleLeft;

        Row(10, "User name", userName);
        Row(38, "Password", password);
        Row(66, "Local port", localPort);
        Place(initialize, 300, 10, 130, 24);
        Place(uninitialize, 300, 38, 130, 24);
        Row(104, "Call to", callee);
        Place(dial, 300, 104, 130, 24);
        Place(answer, 300, 132, 130, 24);
        Place(hangUp, 300, 160, 130, 24);
        for (int i = 0; i < keypad.Length; i++)
            Place(keypad[i], 90 + i % 3 * 66, 132 + i / 3 * 30, 62, 26);
        Place(state, 10, 260, 420, 24);
        Place(log, 10, 290, 420, 100);
        AcceptButton = dial;
    }

    void Show(Phase next, string text)
    {
        phase = next;
        state.Text = " " + text;
        initialize.Enabled = userName.Enabled = password.Enabled = localPort.Enabled = next == Phase.Off;
        uninitialize.Enabled = next != Phase.Off;
        dial.Enabled = next == Phase.Idle;
        answer.Enabled = next == Phase.Ringing;
        hangUp.Enabled = next == Phase.Calling || next == Phase.Ringing || next == Phase.Connected;
    }

    void Log(string line)
    {
        log.AppendText(line + "\r\n");
    }

    void Row(int top, string name, TextBox box)
    {
        Place(new Label { Text = name, TextAlign = ContentAlignment.MiddleLeft }, 10, top, 76, 22);
        Place(box, 90, top, 194, 22);
    }

    void Place(Control control, int left, int top, int width, int height)
    {
        control.SetBounds(left, top, width, height);
        Controls.Add(control);
    }
}
