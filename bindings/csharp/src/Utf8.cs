// Texts and buffers on their way to the library and back: UTF-8 on every platform.
using System;
using System.Runtime.InteropServices;
using System.Text;

namespace PortSIP
{
    static class Utf8
    {
        // The largest buffer that is handed to the library; no text of it is longer.
        const int BufferMax = 1 << 20;

        // A text with its NUL; null stays null.
        internal static byte[] Bytes(string text)
        {
            if (text == null)
                return null;
            var bytes = new byte[Encoding.UTF8.GetByteCount(text) + 1];
            Encoding.UTF8.GetBytes(text, 0, text.Length, bytes, 0);
            return bytes;
        }

        // A buffer for a text that goes to a builder; none where there is no builder.
        internal static byte[] Buffer(StringBuilder builder, int size)
        {
            return builder == null ? null : new byte[Math.Max(0, Math.Min(size, BufferMax))];
        }

        internal static int Length(byte[] buffer)
        {
            return buffer == null ? 0 : buffer.Length;
        }

        // The length a program tells, or -1, which the library refuses, where the array is shorter.
        internal static int Length(byte[] data, int length)
        {
            return data == null || length <= data.Length ? length : -1;
        }

        // Puts the text of a buffer into the builder, where the function succeeded.
        internal static void Read(StringBuilder builder, byte[] buffer, int result)
        {
            if (builder == null || result < 0)
                return;
            int length = Array.IndexOf(buffer, (byte)0);
            builder.Length = 0;
            builder.Append(Encoding.UTF8.GetString(buffer, 0, length < 0 ? buffer.Length : length));
        }

        // A text of the library's.
        internal static string Text(IntPtr text)
        {
            if (text == IntPtr.Zero)
                return null;
            int length = 0;
            while (Marshal.ReadByte(text, length) != 0)
                length++;
            return Encoding.UTF8.GetString(Copy(text, length));
        }

        // A SIP message; bytes that are not UTF-8 become U+FFFD.
        internal static StringBuilder Message(IntPtr message, UIntPtr length)
        {
            return new StringBuilder(Encoding.UTF8.GetString(Copy(message, (int)length)));
        }

        internal static byte[] Copy(IntPtr data, int length)
        {
            var bytes = new byte[data == IntPtr.Zero ? 0 : length];
            // It throws on NULL, even for no bytes.
            if (bytes.Length > 0)
                Marshal.Copy(data, bytes, 0, bytes.Length);
            return bytes;
        }
    }
}
