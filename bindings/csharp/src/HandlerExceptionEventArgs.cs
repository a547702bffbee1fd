// What is told of a handler that threw.
using System;

namespace PortSIP
{
    /// <summary>An exception that a handler did not catch.</summary>
    public sealed class HandlerExceptionEventArgs : EventArgs
    {
        internal HandlerExceptionEventArgs(string eventName, Exception exception)
        {
            EventName = eventName;
            Exception = exception;
        }

        /// <summary>The handler, such as <c>onInviteIncoming</c>.</summary>
        public string EventName { get; private set; }

        /// <summary>What it threw.</summary>
        public Exception Exception { get; private set; }
    }
}
