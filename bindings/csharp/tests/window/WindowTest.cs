// Two windows of the example call each other; every step is a click. The picture of them goes to the file named.
using System;
using System.Diagnostics;
using System.Drawing;
using System.Drawing.Imaging;
using System.Windows.Forms;

static class WindowTest
{
    const int LimitMs = 20000;

    [STAThread]
    static int Main(string[] arguments)
    {
        try
        {
            using (var first = Open("111", 10))
            using (var second = Open("222", 470))
            {
                Run(first, second, arguments[0]);
                first.Close();
                second.Close();
            }
            Console.WriteLine("passed");
            return 0;
        }
        catch (InvalidOperationException failure)
        {
            Console.WriteLine("FAILED: {0}", failure.Message);
            return 1;
        }
    }

    static void Run(P2PWindow first, P2PWindow second, string picture)
    {
        first.initialize.PerformClick();
        second.initialize.PerformClick();
        Until(() => Is(first, "ready") && Is(second, "ready"), "ready");
        first.callee.Text = "sip:222@127.0.0.1:" + second.localPort.Text;
        first.dial.PerformClick();
        Until(() => second.answer.Enabled, "ringing");
        second.answer.PerformClick();
        Until(() => Is(first, "connected") && Is(second, "connected"), "connected");
        foreach (int key in new[] { 0, 4, 11 })
            first.keypad[key].PerformClick();
        Until(() => second.log.Text.Contains("Received #"), "the keys");
        Check(second.log.Text.Contains("Received 1\r\nReceived 5\r\nReceived #"), second.log.Text);
        Photograph(picture);
        second.hangUp.PerformClick();
        Until(() => Is(first, "ready") && Is(second, "ready"), "the end");
        Check(first.log.Text.Contains("The other side ended call"), first.log.Text);
        second.uninitialize.PerformClick();
        Check(Is(second, "not initialized"), second.state.Text);
    }

    static P2PWindow Open(string user, int left)
    {
        var window = new P2PWindow { StartPosition = FormStartPosition.Manual, Location = new Point(left, 10) };
        window.userName.Text = user;
        window.localPort.Text = "0";
        window.Show();
        return window;
    }

    static bool Is(P2PWindow window, string state)
    {
        return window.state.Text.Trim() == state;
    }

    // Runs the message loop until the condition holds.
    static void Until(Func<bool> condition, string what)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!condition())
        {
            Application.DoEvents();
            System.Threading.Thread.Sleep(5);
            Check(watch.ElapsedMilliseconds < LimitMs, "waited in vain for: " + what);
        }
    }

    static void Photograph(string path)
    {
        Application.DoEvents();
        using (var picture = new Bitmap(920, 440))
        {
            using (Graphics graphics = Graphics.FromImage(picture))
                graphics.CopyFromScreen(0, 0, 0, 0, picture.Size);
            picture.Save(path, ImageFormat.Png);
        }
    }

    static void Check(bool condition, string what)
    {
        if (!condition)
            throw new InvalidOperationException(what);
    }
}
