// Generated from the crate portsip-ffi by `cargo xtask generate`: do not edit.

namespace PortSIP
{
    /// <summary>An audio codec, for <see cref="PortSIPLib.addAudioCodec"/> and its like.</summary>
    public enum AUDIOCODEC_TYPE
    {
        /// <summary>No codec.</summary>
        AUDIOCODEC_NONE = -1,

        /// <summary>G.729, 8 kHz.</summary>
        AUDIOCODEC_G729 = 18,

        /// <summary>G.711 A-law, 8 kHz.</summary>
        AUDIOCODEC_PCMA = 8,

        /// <summary>G.711 µ-law, 8 kHz.</summary>
        AUDIOCODEC_PCMU = 0,

        /// <summary>GSM full rate, 8 kHz.</summary>
        AUDIOCODEC_GSM = 3,

        /// <summary>G.722, 16 kHz.</summary>
        AUDIOCODEC_G722 = 9,

        /// <summary>iLBC, 8 kHz.</summary>
        AUDIOCODEC_ILBC = 97,

        /// <summary>AMR, 8 kHz.</summary>
        AUDIOCODEC_AMR = 98,

        /// <summary>AMR-WB, 16 kHz.</summary>
        AUDIOCODEC_AMRWB = 99,

        /// <summary>Speex, 8 kHz.</summary>
        AUDIOCODEC_SPEEX = 100,

        /// <summary>Speex, 16 kHz.</summary>
        AUDIOCODEC_SPEEXWB = 102,

        /// <summary>iSAC, 16 kHz.</summary>
        AUDIOCODEC_ISACWB = 103,

        /// <summary>iSAC, 32 kHz.</summary>
        AUDIOCODEC_ISACSWB = 104,

        /// <summary>G.722.1, 16 kHz.</summary>
        AUDIOCODEC_G7221 = 121,

        /// <summary>Opus, 48 kHz.</summary>
        AUDIOCODEC_OPUS = 105,

        /// <summary>DTMF as telephone-events (RFC 4733).</summary>
        AUDIOCODEC_DTMF = 101,
    }

    /// <summary>The format of a recording.</summary>
    public enum FILE_FORMAT
    {
        /// <summary>No file.</summary>
        FILEFORMAT_NONE = 0,

        /// <summary>WAV, 16-bit PCM.</summary>
        FILEFORMAT_WAVE = 1,

        /// <summary>AMR.</summary>
        FILEFORMAT_AMR = 2,

        /// <summary>MP3.</summary>
        FILEFORMAT_MP3 = 3,

        /// <summary>MP4.</summary>
        FILEFORMAT_MP4 = 4,
    }

    /// <summary>Which side of a call is recorded.</summary>
    public enum RECORD_MODE
    {
        /// <summary>Nothing.</summary>
        RECORD_NONE = 0,

        /// <summary>What is received.</summary>
        RECORD_RECV = 1,

        /// <summary>What is sent.</summary>
        RECORD_SEND = 2,

        /// <summary>Both.</summary>
        RECORD_BOTH = 3,
    }

    /// <summary>Which way a stream goes.</summary>
    public enum DIRECTION_MODE
    {
        /// <summary>Neither.</summary>
        DIRECTION_NONE = 0,

        /// <summary>Both ways.</summary>
        DIRECTION_SEND_RECV = 1,

        /// <summary>What is sent.</summary>
        DIRECTION_SEND = 2,

        /// <summary>What is received.</summary>
        DIRECTION_RECV = 3,

        /// <summary>The stream exists and nothing flows.</summary>
        DIRECTION_INACTIVE = 4,
    }

    /// <summary>How much is logged.</summary>
    public enum PORTSIP_LOG_LEVEL
    {
        /// <summary>Nothing, and no file.</summary>
        PORTSIP_LOG_NONE = -1,

        /// <summary>What went wrong.</summary>
        PORTSIP_LOG_ERROR = 1,

        /// <summary>What may be wrong, too.</summary>
        PORTSIP_LOG_WARNING = 2,

        /// <summary>Calls, registrations and changes of state, too.</summary>
        PORTSIP_LOG_INFO = 3,

        /// <summary>The messages on the wire, too, without secrets.</summary>
        PORTSIP_LOG_DEBUG = 4,
    }

    /// <summary>How SIP messages travel.</summary>
    public enum TRANSPORT_TYPE
    {
        /// <summary>UDP.</summary>
        TRANSPORT_UDP = 0,

        /// <summary>TLS over TCP.</summary>
        TRANSPORT_TLS = 1,

        /// <summary>TCP.</summary>
        TRANSPORT_TCP = 2,

        /// <summary>A private protocol; never supported.</summary>
        TRANSPORT_PERS = 3,

        /// <summary>WebSocket (RFC 7118); beyond the published interface.</summary>
        TRANSPORT_WS = 4,

        /// <summary>WebSocket over TLS (RFC 7118); beyond the published interface.</summary>
        TRANSPORT_WSS = 5,
    }

    /// <summary>How a DTMF tone is sent.</summary>
    public enum DTMF_METHOD
    {
        /// <summary>
        /// As telephone-events in RTP (RFC 4733), or as an in-band tone where those were not agreed.
        /// </summary>
        DTMF_RFC2833 = 0,

        /// <summary>In a SIP INFO request with <c>application/dtmf-relay</c>.</summary>
        DTMF_INFO = 1,
    }

    /// <summary>Who refreshes a session (RFC 4028).</summary>
    public enum SESSION_REFRESH_MODE
    {
        /// <summary>The caller.</summary>
        SESSION_REFERESH_UAC = 0,

        /// <summary>The callee.</summary>
        SESSION_REFERESH_UAS = 1,
    }

    /// <summary>Whether media is encrypted.</summary>
    public enum SRTP_POLICY
    {
        /// <summary>Never.</summary>
        SRTP_POLICY_NONE = 0,

        /// <summary>Always.</summary>
        SRTP_POLICY_FORCE = 1,

        /// <summary>Where the other side can.</summary>
        SRTP_POLICY_PREFER = 2,
    }

    /// <summary>How the keys of encrypted media come about.</summary>
    public enum SRTP_KEY_EXCHANGE
    {
        /// <summary>They are in the session descriptions (RFC 4568).</summary>
        SRTP_KEY_EXCHANGE_SDES = 0,

        /// <summary>They are agreed on over the path of the media (DTLS-SRTP, RFC 5764).</summary>
        SRTP_KEY_EXCHANGE_DTLS = 1,
    }
}
