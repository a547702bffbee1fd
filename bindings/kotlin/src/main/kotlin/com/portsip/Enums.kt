// Generated from the crate portsip-ffi by `cargo xtask generate`: do not edit.
package com.portsip

/** The session id that names no session. */
const val INVALID_SESSION_ID: Int = -1

/** The session id that names the conference. */
const val CONFERENCE_SESSION_ID: Int = 32767

/** An audio codec, for [addAudioCodec][PortSIPMethods.addAudioCodec] and its like. */
@Suppress("ClassName", "EnumEntryName")
enum class AUDIOCODEC_TYPE(
    /** The number of the C interface. */
    val value: Int,
) {
    /** No codec. */
    AUDIOCODEC_NONE(-1),

    /** G.729, 8 kHz. */
    AUDIOCODEC_G729(18),

    /** G.711 A-law, 8 kHz. */
    AUDIOCODEC_PCMA(8),

    /** G.711 µ-law, 8 kHz. */
    AUDIOCODEC_PCMU(0),

    /** GSM full rate, 8 kHz. */
    AUDIOCODEC_GSM(3),

    /** G.722, 16 kHz. */
    AUDIOCODEC_G722(9),

    /** iLBC, 8 kHz. */
    AUDIOCODEC_ILBC(97),

    /** AMR, 8 kHz. */
    AUDIOCODEC_AMR(98),

    /** AMR-WB, 16 kHz. */
    AUDIOCODEC_AMRWB(99),

    /** Speex, 8 kHz. */
    AUDIOCODEC_SPEEX(100),

    /** Speex, 16 kHz. */
    AUDIOCODEC_SPEEXWB(102),

    /** iSAC, 16 kHz. */
    AUDIOCODEC_ISACWB(103),

    /** iSAC, 32 kHz. */
    AUDIOCODEC_ISACSWB(104),

    /** G.722.1, 16 kHz. */
    AUDIOCODEC_G7221(121),

    /** Opus, 48 kHz. */
    AUDIOCODEC_OPUS(105),

    /** DTMF as telephone-events (RFC 4733). */
    AUDIOCODEC_DTMF(101);

    companion object {
        /** The constant of a number, or null. */
        fun of(value: Int): AUDIOCODEC_TYPE? = entries.find { it.value == value }
    }
}

/** The format of a recording. */
@Suppress("ClassName", "EnumEntryName")
enum class FILE_FORMAT(
    /** The number of the C interface. */
    val value: Int,
) {
    /** No file. */
    FILEFORMAT_NONE(0),

    /** WAV, 16-bit PCM. */
    FILEFORMAT_WAVE(1),

    /** AMR. */
    FILEFORMAT_AMR(2),

    /** MP3. */
    FILEFORMAT_MP3(3),

    /** MP4. */
    FILEFORMAT_MP4(4);

    companion object {
        /** The constant of a number, or null. */
        fun of(value: Int): FILE_FORMAT? = entries.find { it.value == value }
    }
}

/** Which side of a call is recorded. */
@Suppress("ClassName", "EnumEntryName")
enum class RECORD_MODE(
    /** The number of the C interface. */
    val value: Int,
) {
    /** Nothing. */
    RECORD_NONE(0),

    /** What is received. */
    RECORD_RECV(1),

    /** What is sent. */
    RECORD_SEND(2),

    /** Both. */
    RECORD_BOTH(3);

    companion object {
        /** The constant of a number, or null. */
        fun of(value: Int): RECORD_MODE? = entries.find { it.value == value }
    }
}

/** Which way a stream goes. */
@Suppress("ClassName", "EnumEntryName")
enum class DIRECTION_MODE(
    /** The number of the C interface. */
    val value: Int,
) {
    /** Neither. */
    DIRECTION_NONE(0),

    /** Both ways. */
    DIRECTION_SEND_RECV(1),

    /** What is sent. */
    DIRECTION_SEND(2),

    /** What is received. */
    DIRECTION_RECV(3),

    /** The stream exists and nothing flows. */
    DIRECTION_INACTIVE(4);

    companion object {
        /** The constant of a number, or null. */
        fun of(value: Int): DIRECTION_MODE? = entries.find { it.value == value }
    }
}

/** How much is logged. */
@Suppress("ClassName", "EnumEntryName")
enum class PORTSIP_LOG_LEVEL(
    /** The number of the C interface. */
    val value: Int,
) {
    /** Nothing, and no file. */
    PORTSIP_LOG_NONE(-1),

    /** What went wrong. */
    PORTSIP_LOG_ERROR(1),

    /** What may be wrong, too. */
    PORTSIP_LOG_WARNING(2),

    /** Calls, registrations and changes of state, too. */
    PORTSIP_LOG_INFO(3),

    /** The messages on the wire, too, without secrets. */
    PORTSIP_LOG_DEBUG(4);

    companion object {
        /** The constant of a number, or null. */
        fun of(value: Int): PORTSIP_LOG_LEVEL? = entries.find { it.value == value }
    }
}

/** How SIP messages travel. */
@Suppress("ClassName", "EnumEntryName")
enum class TRANSPORT_TYPE(
    /** The number of the C interface. */
    val value: Int,
) {
    /** UDP. */
    TRANSPORT_UDP(0),

    /** TLS over TCP. */
    TRANSPORT_TLS(1),

    /** TCP. */
    TRANSPORT_TCP(2),

    /** A private protocol; never supported. */
    TRANSPORT_PERS(3),

    /** WebSocket (RFC 7118); beyond the published interface. */
    TRANSPORT_WS(4),

    /** WebSocket over TLS (RFC 7118); beyond the published interface. */
    TRANSPORT_WSS(5);

    companion object {
        /** The constant of a number, or null. */
        fun of(value: Int): TRANSPORT_TYPE? = entries.find { it.value == value }
    }
}

/** How a DTMF tone is sent. */
@Suppress("ClassName", "EnumEntryName")
enum class DTMF_METHOD(
    /** The number of the C interface. */
    val value: Int,
) {
    /** As telephone-events in RTP (RFC 4733), or as an in-band tone where those were not agreed. */
    DTMF_RFC2833(0),

    /** In a SIP INFO request with `application/dtmf-relay`. */
    DTMF_INFO(1);

    companion object {
        /** The constant of a number, or null. */
        fun of(value: Int): DTMF_METHOD? = entries.find { it.value == value }
    }
}

/** Who refreshes a session (RFC 4028). */
@Suppress("ClassName", "EnumEntryName")
enum class SESSION_REFRESH_MODE(
    /** The number of the C interface. */
    val value: Int,
) {
    /** The caller. */
    SESSION_REFERESH_UAC(0),

    /** The callee. */
    SESSION_REFERESH_UAS(1);

    companion object {
        /** The constant of a number, or null. */
        fun of(value: Int): SESSION_REFRESH_MODE? = entries.find { it.value == value }
    }
}

/** Whether media is encrypted. */
@Suppress("ClassName", "EnumEntryName")
enum class SRTP_POLICY(
    /** The number of the C interface. */
    val value: Int,
) {
    /** Never. */
    SRTP_POLICY_NONE(0),

    /** Always. */
    SRTP_POLICY_FORCE(1),

    /** Where the other side can. */
    SRTP_POLICY_PREFER(2);

    companion object {
        /** The constant of a number, or null. */
        fun of(value: Int): SRTP_POLICY? = entries.find { it.value == value }
    }
}

/** How the keys of encrypted media come about. */
@Suppress("ClassName", "EnumEntryName")
enum class SRTP_KEY_EXCHANGE(
    /** The number of the C interface. */
    val value: Int,
) {
    /** They are in the session descriptions (RFC 4568). */
    SRTP_KEY_EXCHANGE_SDES(0),

    /** They are agreed on over the path of the media (DTLS-SRTP, RFC 5764). */
    SRTP_KEY_EXCHANGE_DTLS(1);

    companion object {
        /** The constant of a number, or null. */
        fun of(value: Int): SRTP_KEY_EXCHANGE? = entries.find { it.value == value }
    }
}
