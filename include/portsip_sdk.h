/*
 * portsip_sdk.h: the C interface of the library portsip_sdk.
 *
 * Rules that hold for every function:
 *
 * Handles are tokens, not pointers. A handle that is null, freed, or of
 * another kind is refused with ECoreSDKObjectNull; functions that return
 * nothing do nothing.
 *
 * Every function may be called from any thread, also inside a handler. None
 * waits for the network, but for those that say so.
 *
 * Return values: 0 or greater is success, an E... constant (negative) is the
 * reason of a failure. Besides the codes named at a function, each function
 * with a libSDK may return ECoreSDKObjectNull, ECoreNotInitialized (another
 * thread is shutting the object down), ECoreStackFailure (the media thread
 * cannot keep up) and ECoreStackException (the library failed inside; it goes
 * on working).
 *
 * Texts are NUL-terminated UTF-8 in both directions. A text given to a
 * function need only live until the function returns. NULL is
 * ECoreArgumentNull where a text is required, invalid UTF-8
 * ECoreArgumentIncorrect. Buffers that receive a text are never written
 * beyond their size; where the text does not fit they get a leading NUL only.
 *
 * Of a bool only the low byte is read; each value but 0 is true.
 *
 * Handlers of one SDK object run one at a time, in order, on a thread of that
 * object, with no lock held. A slow handler delays events and nothing else.
 * What a handler is given lives until it returns; texts and bodies are in
 * buffers of their own that may be overwritten, with twice their length and 64
 * bytes more behind their end. Texts are valid UTF-8: bytes that were not, and
 * NULs, show as U+FFFD. The return value of a handler is ignored. A handler must
 * not throw or longjmp across the library. Handlers may be set at any time, also
 * inside one. An event that is on its way meanwhile may still go to the old one:
 * keep functions and contexts until the object has ended.
 */

#ifndef PORTSIP_SDK_H
#define PORTSIP_SDK_H

/* Generated from the crate portsip-ffi by `cargo xtask generate`: do not edit. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * The session id that names no session.
 */
#define INVALID_SESSION_ID -1

/**
 * The session id that names the conference.
 */
#define CONFERENCE_SESSION_ID 32767

/**
 * The object is initialized already.
 */
#define ECoreAlreadyInitialized -60000

/**
 * The object is not running, or has been shut down.
 */
#define ECoreNotInitialized -60001

/**
 * The handle is null, was freed, or is not one of ours.
 */
#define ECoreSDKObjectNull -60002

/**
 * A required pointer is NULL.
 */
#define ECoreArgumentNull -60003

/**
 * The system's sockets cannot be used.
 */
#define ECoreInitializeWinsockFailure -60004

/**
 * The user name is empty.
 */
#define ECoreUserNameAuthNameEmpty -60005

/**
 * The SIP stack did not start.
 */
#define ECoreInitializeStackFailure -60006

/**
 * A port is outside 0...65535.
 */
#define ECorePortOutOfRange -60007

/**
 * The local TCP port could not be bound.
 */
#define ECoreAddTcpTransportFailure -60008

/**
 * The local TLS port could not be bound.
 */
#define ECoreAddTlsTransportFailure -60009

/**
 * The local UDP port could not be bound.
 */
#define ECoreAddUdpTransportFailure -60010

/**
 * The lowest audio port is outside 1...65534.
 */
#define ECoreMiniAudioPortOutOfRange -60011

/**
 * The highest audio port is outside 1...65534.
 */
#define ECoreMaxAudioPortOutOfRange -60012

/**
 * The lowest video port is outside 1...65534.
 */
#define ECoreMiniVideoPortOutOfRange -60013

/**
 * The highest video port is outside 1...65534.
 */
#define ECoreMaxVideoPortOutOfRange -60014

/**
 * The lowest audio port is odd.
 */
#define ECoreMiniAudioPortNotEvenNumber -60015

/**
 * The highest audio port is odd.
 */
#define ECoreMaxAudioPortNotEvenNumber -60016

/**
 * The lowest video port is odd.
 */
#define ECoreMiniVideoPortNotEvenNumber -60017

/**
 * The highest video port is odd.
 */
#define ECoreMaxVideoPortNotEvenNumber -60018

/**
 * Two port ranges overlap, or a range is upside down.
 */
#define ECoreAudioVideoPortOverlapped -60019

/**
 * The port range has no room for the calls allowed.
 */
#define ECoreAudioVideoPortRangeTooSmall -60020

/**
 * The account is registered, or a registration is under way.
 */
#define ECoreAlreadyRegistered -60021

/**
 * There is no SIP server to register with.
 */
#define ECoreSIPServerEmpty -60022

/**
 * An expiry is below its minimum.
 */
#define ECoreExpiresValueTooSmall -60023

/**
 * No call has this Call-ID.
 */
#define ECoreCallIdNotFound -60024

/**
 * The account is not registered.
 */
#define ECoreNotRegistered -60025

/**
 * The callee is empty.
 */
#define ECoreCalleeEmpty -60026

/**
 * The text is no SIP, SIPS or TEL address, or lacks a domain.
 */
#define ECoreInvalidUri -60027

/**
 * No codec has been added.
 */
#define ECoreAudioVideoCodecEmpty -60028

/**
 * As many calls are up as the object was made for.
 */
#define ECoreNoFreeDialogSession -60029

/**
 * No media ports were free for the call.
 */
#define ECoreCreateAudioChannelFailed -60030

/**
 * A session timer is below 90 seconds.
 */
#define ECoreSessionTimerValueTooSmall -60040

/**
 * The call has no audio.
 */
#define ECoreAudioHandleNull -60041

/**
 * The call has no video.
 */
#define ECoreVideoHandleNull -60042

/**
 * The call has ended.
 */
#define ECoreCallIsClosed -60043

/**
 * The call is on hold already.
 */
#define ECoreCallAlreadyHold -60044

/**
 * The call is not connected yet.
 */
#define ECoreCallNotEstablished -60045

/**
 * The call is not on hold.
 */
#define ECoreCallNotHold -60050

/**
 * The text of the SIP message is empty.
 */
#define ECoreSipMessaegEmpty -60051

/**
 * The SIP message has no such header.
 */
#define ECoreSipHeaderNotExist -60052

/**
 * The header's value is empty.
 */
#define ECoreSipHeaderValueEmpty -60053

/**
 * The header may not be set, or its text is not allowed in a header.
 */
#define ECoreSipHeaderBadFormed -60054

/**
 * The buffer is too small for the text and its NUL.
 */
#define ECoreBufferTooSmall -60055

/**
 * The list of header values is empty.
 */
#define ECoreSipHeaderValueListEmpty -60056

/**
 * The text is not a SIP message.
 */
#define ECoreSipHeaderParserEmpty -60057

/**
 * There is no list of header values.
 */
#define ECoreSipHeaderValueListNull -60058

/**
 * The header's name is empty.
 */
#define ECoreSipHeaderNameEmpty -60059

/**
 * The packet time is not a multiple of 10 ms.
 */
#define ECoreAudioSampleNotmultiple -60060

/**
 * The packet time is outside 10...60 ms.
 */
#define ECoreAudioSampleOutOfRange -60061

/**
 * There is no call of this session id.
 */
#define ECoreInviteSessionNotFound -60062

/**
 * The library failed inside; the log has the details.
 */
#define ECoreStackException -60063

/**
 * The text is no MIME type.
 */
#define ECoreMimeTypeUnknown -60064

/**
 * The data is larger than allowed, or as much waits as may.
 */
#define ECoreDataSizeTooLarge -60065

/**
 * The number of calls is below 1.
 */
#define ECoreSessionNumsOutOfRange -60066

/**
 * The callback mode is not one of `DIRECTION_SEND_RECV`,
 * `DIRECTION_SEND` and `DIRECTION_RECV`.
 */
#define ECoreNotSupportCallbackMode -60067

/**
 * There is no subscription, or request for a transfer, of this id.
 */
#define ECoreNotFoundSubscribeId -60068

/**
 * This build has no such codec.
 */
#define ECoreCodecNotSupport -60069

/**
 * The codec's parameters are not understood.
 */
#define ECoreCodecParameterNotSupport -60070

/**
 * A dynamic payload type is outside 96...127.
 */
#define ECorePayloadOutofRange -60071

/**
 * Another codec has this payload type.
 */
#define ECorePayloadHasExist -60072

/**
 * The codec's payload type is fixed by RFC 3551.
 */
#define ECoreFixPayloadCantChange -60073

/**
 * The number is no codec type.
 */
#define ECoreCodecTypeInvalid -60074

/**
 * The codec has been added before.
 */
#define ECoreCodecWasExist -60075

/**
 * The payload type is not valid.
 */
#define ECorePayloadTypeInvalid -60076

/**
 * A text is too long.
 */
#define ECoreArgumentTooLong -60077

/**
 * The lowest RTP port is odd.
 */
#define ECoreMiniRtpPortMustIsEvenNum -60078

/**
 * The call is on hold.
 */
#define ECoreCallInHold -60079

/**
 * The call is not an incoming one that waits for an answer.
 */
#define ECoreNotIncomingCall -60080

/**
 * The media engine did not start.
 */
#define ECoreCreateMediaEngineFailure -60081

/**
 * Audio is wanted, but no audio codec has been added.
 */
#define ECoreAudioCodecEmptyButAudioEnabled -60082

/**
 * Video is wanted, but no video codec has been added.
 */
#define ECoreVideoCodecEmptyButVideoEnabled -60083

/**
 * The address belongs to no local network interface.
 */
#define ECoreNetworkInterfaceUnavailable -60084

/**
 * The tone is outside 0...16.
 */
#define ECoreWrongDTMFTone -60085

/**
 * The licence key is wrong.
 */
#define ECoreWrongLicenseKey -60086

/**
 * The licence key is for a trial version.
 */
#define ECoreTrialVersionLicenseKey -60087

/**
 * The audio we send is muted.
 */
#define ECoreOutgoingAudioMuted -60088

/**
 * The video we send is muted.
 */
#define ECoreOutgoingVideoMuted -60089

/**
 * No session description could be made.
 */
#define ECoreFailedCreateSdp -60090

/**
 * The trial is over.
 */
#define ECoreTrialVersionExpired -60091

/**
 * The system refused something the call needs.
 */
#define ECoreStackFailure -60092

/**
 * The transport exists already.
 */
#define ECoreTransportExists -60093

/**
 * The transport is not supported.
 */
#define ECoreUnsupportTransport -60094

/**
 * A user is set already.
 */
#define ECoreAllowOnlyOneUser -60095

/**
 * No user is set.
 */
#define ECoreUserNotFound -60096

/**
 * The transports do not fit together.
 */
#define ECoreTransportsIncorrect -60097

/**
 * The transport could not be made.
 */
#define ECoreCreateTransportFailure -60098

/**
 * No transport is set.
 */
#define ECoreTransportNotSet -60099

/**
 * The signalling did not start.
 */
#define ECoreECreateSignalingFailure -60100

/**
 * An argument is outside its range, not UTF-8, or empty where it may not be.
 */
#define ECoreArgumentIncorrect -60101

/**
 * The SIP method's name is empty.
 */
#define ECoreSipMethodNameEmpty -60102

/**
 * There is such a subscription already.
 */
#define ECoreSipAlreadySubscribed -60103

/**
 * The file name is empty.
 */
#define EAudioFileNameEmpty -70000

/**
 * The call has no audio channel.
 */
#define EAudioChannelNotFound -70001

/**
 * The recording did not start.
 */
#define EAudioStartRecordFailure -70002

/**
 * The recording could not be attached to the call.
 */
#define EAudioRegisterRecodingFailure -70003

/**
 * The playback could not be attached to the call.
 */
#define EAudioRegisterPlaybackFailure -70004

/**
 * No statistics could be taken.
 */
#define EAudioGetStatisticsFailure -70005

/**
 * A file is playing already.
 */
#define EAudioIsPlaying -70006

/**
 * No file is playing.
 */
#define EAudioPlayObjectNotExist -70007

/**
 * The PCM stream has not been enabled.
 */
#define EAudioPlaySteamNotEnabled -70008

/**
 * The raw audio callback could not be attached.
 */
#define EAudioRegisterCallbackFailure -70009

/**
 * The conference could not be made.
 */
#define EAudioCreateAudioConferenceFailure -70010

/**
 * The file cannot be opened or read.
 */
#define EAudioOpenPlayFileFailure -70011

/**
 * The way of playing is not one of 0, 1 and 2.
 */
#define EAudioPlayFileModeNotSupport -70012

/**
 * The file's format is not supported.
 */
#define EAudioPlayFileFormatNotSupport -70013

/**
 * The PCM stream is enabled already.
 */
#define EAudioPlaySteamAlreadyEnabled -70014

/**
 * The recording's file could not be made.
 */
#define EAudioCreateRecordFileFailure -70015

/**
 * The file's codec is not supported.
 */
#define EAudioCodecNotSupport -70016

/**
 * Playing files is not enabled.
 */
#define EAudioPlayFileNotEnabled -70017

/**
 * The origin of a seek is not known.
 */
#define EAudioPlayFileUnknowSeekOrigin -70018

/**
 * The device cannot be changed during a call.
 */
#define EAudioCantSetDeviceIdDuringCall -70019

/**
 * A volume is outside 0...255.
 */
#define EAudioVolumeOutOfRange -70020

/**
 * The video file's name is empty.
 */
#define EVideoFileNameEmpty -80000

/**
 * There is no such video device.
 */
#define EVideoGetDeviceNameFailure -80001

/**
 * The video device has no such id.
 */
#define EVideoGetDeviceIdFailure -80002

/**
 * The camera did not start.
 */
#define EVideoStartCaptureFailure -80003

/**
 * The call has no video channel.
 */
#define EVideoChannelNotFound -80004

/**
 * Sending video did not start.
 */
#define EVideoStartSendFailure -80005

/**
 * No video statistics could be taken.
 */
#define EVideoGetStatisticsFailure -80006

/**
 * Playing the video file did not start.
 */
#define EVideoStartPlayAviFailure -80007

/**
 * Sending the video file failed.
 */
#define EVideoSendAviFileFailure -80008

/**
 * The recording's video codec is not known.
 */
#define EVideoRecordUnknowCodec -80009

/**
 * The camera cannot be changed during a call.
 */
#define EVideoCantSetDeviceIdDuringCall -80010

/**
 * The camera cannot be rotated so.
 */
#define EVideoUnsupportCaptureRotate -80011

/**
 * The camera has no such resolution.
 */
#define EVideoUnsupportCaptureResolution -80012

/**
 * The camera is switched too often.
 */
#define ECameraSwitchTooOften -80013

/**
 * The MTU is out of range.
 */
#define EMTUOutOfRange -80014

/**
 * There is no such device.
 */
#define EDeviceGetDeviceNameFailure -90001

/**
 * An audio codec, for `PortSIP_addAudioCodec` and its like.
 */
typedef enum AUDIOCODEC_TYPE {
    /**
     * No codec.
     */
    AUDIOCODEC_NONE = -1,
    /**
     * G.729, 8 kHz.
     */
    AUDIOCODEC_G729 = 18,
    /**
     * G.711 A-law, 8 kHz.
     */
    AUDIOCODEC_PCMA = 8,
    /**
     * G.711 u-law, 8 kHz.
     */
    AUDIOCODEC_PCMU = 0,
    /**
     * GSM full rate, 8 kHz.
     */
    AUDIOCODEC_GSM = 3,
    /**
     * G.722, 16 kHz.
     */
    AUDIOCODEC_G722 = 9,
    /**
     * iLBC, 8 kHz.
     */
    AUDIOCODEC_ILBC = 97,
    /**
     * AMR, 8 kHz.
     */
    AUDIOCODEC_AMR = 98,
    /**
     * AMR-WB, 16 kHz.
     */
    AUDIOCODEC_AMRWB = 99,
    /**
     * Speex, 8 kHz.
     */
    AUDIOCODEC_SPEEX = 100,
    /**
     * Speex, 16 kHz.
     */
    AUDIOCODEC_SPEEXWB = 102,
    /**
     * iSAC, 16 kHz.
     */
    AUDIOCODEC_ISACWB = 103,
    /**
     * iSAC, 32 kHz.
     */
    AUDIOCODEC_ISACSWB = 104,
    /**
     * G.722.1, 16 kHz.
     */
    AUDIOCODEC_G7221 = 121,
    /**
     * Opus, 48 kHz.
     */
    AUDIOCODEC_OPUS = 105,
    /**
     * DTMF as telephone-events (RFC 4733).
     */
    AUDIOCODEC_DTMF = 101,
} AUDIOCODEC_TYPE;

/**
 * The format of a recording.
 */
typedef enum FILE_FORMAT {
    /**
     * No file.
     */
    FILEFORMAT_NONE = 0,
    /**
     * WAV, 16-bit PCM.
     */
    FILEFORMAT_WAVE = 1,
    /**
     * AMR.
     */
    FILEFORMAT_AMR = 2,
    /**
     * MP3.
     */
    FILEFORMAT_MP3 = 3,
    /**
     * MP4.
     */
    FILEFORMAT_MP4 = 4,
} FILE_FORMAT;

/**
 * Which side of a call is recorded.
 */
typedef enum RECORD_MODE {
    /**
     * Nothing.
     */
    RECORD_NONE = 0,
    /**
     * What is received.
     */
    RECORD_RECV = 1,
    /**
     * What is sent.
     */
    RECORD_SEND = 2,
    /**
     * Both.
     */
    RECORD_BOTH = 3,
} RECORD_MODE;

/**
 * Which way a stream goes.
 */
typedef enum DIRECTION_MODE {
    /**
     * Neither.
     */
    DIRECTION_NONE = 0,
    /**
     * Both ways.
     */
    DIRECTION_SEND_RECV = 1,
    /**
     * What is sent.
     */
    DIRECTION_SEND = 2,
    /**
     * What is received.
     */
    DIRECTION_RECV = 3,
    /**
     * The stream exists and nothing flows.
     */
    DIRECTION_INACTIVE = 4,
} DIRECTION_MODE;

/**
 * How much is logged.
 */
typedef enum PORTSIP_LOG_LEVEL {
    /**
     * Nothing, and no file.
     */
    PORTSIP_LOG_NONE = -1,
    /**
     * What went wrong.
     */
    PORTSIP_LOG_ERROR = 1,
    /**
     * What may be wrong, too.
     */
    PORTSIP_LOG_WARNING = 2,
    /**
     * Calls, registrations and changes of state, too.
     */
    PORTSIP_LOG_INFO = 3,
    /**
     * The messages on the wire, too, without secrets.
     */
    PORTSIP_LOG_DEBUG = 4,
} PORTSIP_LOG_LEVEL;

/**
 * How SIP messages travel.
 */
typedef enum TRANSPORT_TYPE {
    /**
     * UDP.
     */
    TRANSPORT_UDP = 0,
    /**
     * TLS over TCP.
     */
    TRANSPORT_TLS = 1,
    /**
     * TCP.
     */
    TRANSPORT_TCP = 2,
    /**
     * A private protocol; never supported.
     */
    TRANSPORT_PERS = 3,
    /**
     * WebSocket (RFC 7118); beyond the published interface.
     */
    TRANSPORT_WS = 4,
    /**
     * WebSocket over TLS (RFC 7118); beyond the published interface.
     */
    TRANSPORT_WSS = 5,
} TRANSPORT_TYPE;

/**
 * How a DTMF tone is sent.
 */
typedef enum DTMF_METHOD {
    /**
     * As telephone-events in RTP (RFC 4733), or as an in-band tone where those were not agreed.
     */
    DTMF_RFC2833 = 0,
    /**
     * In a SIP INFO request with `application/dtmf-relay`.
     */
    DTMF_INFO = 1,
} DTMF_METHOD;

/**
 * Who refreshes a session (RFC 4028).
 */
typedef enum SESSION_REFRESH_MODE {
    /**
     * The caller.
     */
    SESSION_REFERESH_UAC = 0,
    /**
     * The callee.
     */
    SESSION_REFERESH_UAS = 1,
} SESSION_REFRESH_MODE;

/**
 * Whether media is encrypted.
 */
typedef enum SRTP_POLICY {
    /**
     * Never.
     */
    SRTP_POLICY_NONE = 0,
    /**
     * Always.
     */
    SRTP_POLICY_FORCE = 1,
    /**
     * Where the other side can.
     */
    SRTP_POLICY_PREFER = 2,
} SRTP_POLICY;

/**
 * How the keys of encrypted media come about.
 */
typedef enum SRTP_KEY_EXCHANGE {
    /**
     * They are in the session descriptions (RFC 4568).
     */
    SRTP_KEY_EXCHANGE_SDES = 0,
    /**
     * They are agreed on over the path of the media (DTLS-SRTP, RFC 5764).
     */
    SRTP_KEY_EXCHANGE_DTLS = 1,
} SRTP_KEY_EXCHANGE;

/**
 * Every handler in one table, each called with the program's `context` first.
 *
 * Set `size` to `sizeof(PortSIPX_Handlers)`, leave what is not wanted NULL,
 * and pass the table to `PortSIPX_setHandlers`, which copies it. Later
 * versions append members; `size` tells the library which ones the program
 * knows. Members never move.
 *
 * The events are those of the `PSCallback_` handlers, with two differences:
 * nothing is returned, and a SIP message comes as its exact bytes with their
 * length. Those bytes may be anything the other side sent, are not
 * NUL-terminated, must not be written to, and live until the handler returns.
 * Texts (`const char *`) are NUL-terminated valid UTF-8. They and the bodies
 * of messages are in buffers that may be written to, and live as long.
 */
typedef struct PortSIPX_Handlers {
    /**
     * The size of this structure in bytes, as the program knows it.
     */
    size_t size;
    /**
     * Handed to every handler as its first argument; never followed.
     */
    void *context;
    /**
     * See `registerSuccess_fn`.
     */
    void (*onRegisterSuccess)(void *context,
                              const char *statusText,
                              int32_t statusCode,
                              const uint8_t *sipMessage,
                              size_t sipMessageLength);
    /**
     * See `registerFailure_fn`.
     */
    void (*onRegisterFailure)(void *context,
                              const char *statusText,
                              int32_t statusCode,
                              const uint8_t *sipMessage,
                              size_t sipMessageLength);
    /**
     * See `inviteIncoming_fn`.
     */
    void (*onInviteIncoming)(void *context,
                             int32_t sessionId,
                             const char *callerDisplayName,
                             const char *caller,
                             const char *calleeDisplayName,
                             const char *callee,
                             const char *audioCodecNames,
                             const char *videoCodecNames,
                             bool existsAudio,
                             bool existsVideo,
                             const uint8_t *sipMessage,
                             size_t sipMessageLength);
    /**
     * See `inviteTrying_fn`.
     */
    void (*onInviteTrying)(void *context, int32_t sessionId);
    /**
     * See `inviteSessionProgress_fn`.
     */
    void (*onInviteSessionProgress)(void *context,
                                    int32_t sessionId,
                                    const char *audioCodecNames,
                                    const char *videoCodecNames,
                                    bool existsEarlyMedia,
                                    bool existsAudio,
                                    bool existsVideo,
                                    const uint8_t *sipMessage,
                                    size_t sipMessageLength);
    /**
     * See `inviteRinging_fn`.
     */
    void (*onInviteRinging)(void *context,
                            int32_t sessionId,
                            const char *statusText,
                            int32_t statusCode,
                            const uint8_t *sipMessage,
                            size_t sipMessageLength);
    /**
     * See `inviteAnswered_fn`.
     */
    void (*onInviteAnswered)(void *context,
                             int32_t sessionId,
                             const char *callerDisplayName,
                             const char *caller,
                             const char *calleeDisplayName,
                             const char *callee,
                             const char *audioCodecNames,
                             const char *videoCodecNames,
                             bool existsAudio,
                             bool existsVideo,
                             const uint8_t *sipMessage,
                             size_t sipMessageLength);
    /**
     * See `inviteFailure_fn`.
     */
    void (*onInviteFailure)(void *context,
                            int32_t sessionId,
                            const char *callerDisplayName,
                            const char *caller,
                            const char *calleeDisplayName,
                            const char *callee,
                            const char *reason,
                            int32_t code,
                            const uint8_t *sipMessage,
                            size_t sipMessageLength);
    /**
     * See `inviteUpdated_fn`.
     */
    void (*onInviteUpdated)(void *context,
                            int32_t sessionId,
                            const char *audioCodecNames,
                            const char *videoCodecNames,
                            bool existsAudio,
                            bool existsVideo,
                            bool existsScreen,
                            const uint8_t *sipMessage,
                            size_t sipMessageLength);
    /**
     * See `inviteConnected_fn`.
     */
    void (*onInviteConnected)(void *context, int32_t sessionId);
    /**
     * See `inviteBeginingForward_fn`.
     */
    void (*onInviteBeginingForward)(void *context, const char *forwardTo);
    /**
     * See `inviteClosed_fn`.
     */
    void (*onInviteClosed)(void *context, int32_t sessionId);
    /**
     * See `remoteHold_fn`.
     */
    void (*onRemoteHold)(void *context, int32_t sessionId);
    /**
     * See `remoteUnHold_fn`.
     */
    void (*onRemoteUnHold)(void *context,
                           int32_t sessionId,
                           const char *audioCodecNames,
                           const char *videoCodecNames,
                           bool existsAudio,
                           bool existsVideo);
    /**
     * See `dialogStateUpdated_fn`.
     */
    void (*onDialogStateUpdated)(void *context,
                                 const char *BLFMonitoredUri,
                                 const char *BLFDialogState,
                                 const char *BLFDialogId,
                                 const char *BLFDialogDirection);
    /**
     * See `receivedRefer_fn`.
     */
    void (*onReceivedRefer)(void *context,
                            int32_t sessionId,
                            int32_t referId,
                            const char *to,
                            const char *from,
                            const uint8_t *referSipMessage,
                            size_t referSipMessageLength);
    /**
     * See `referAccepted_fn`.
     */
    void (*onReferAccepted)(void *context, int32_t sessionId);
    /**
     * See `referRejected_fn`.
     */
    void (*onReferRejected)(void *context, int32_t sessionId, const char *reason, int32_t code);
    /**
     * See `transferTrying_fn`.
     */
    void (*onTransferTrying)(void *context, int32_t sessionId);
    /**
     * See `transferRinging_fn`.
     */
    void (*onTransferRinging)(void *context, int32_t sessionId);
    /**
     * See `ACTVTransferSuccess_fn`.
     */
    void (*onACTVTransferSuccess)(void *context, int32_t sessionId);
    /**
     * See `ACTVTransferFailure_fn`.
     */
    void (*onACTVTransferFailure)(void *context, int32_t sessionId, const char *reason, int32_t code);
    /**
     * See `receivedSignaling_fn`.
     */
    void (*onReceivedSignaling)(void *context,
                                int32_t sessionId,
                                const uint8_t *signaling,
                                size_t signalingLength);
    /**
     * See `sendingSignaling_fn`.
     */
    void (*onSendingSignaling)(void *context,
                               int32_t sessionId,
                               const uint8_t *signaling,
                               size_t signalingLength);
    /**
     * See `waitingVoiceMessage_fn`.
     */
    void (*onWaitingVoiceMessage)(void *context,
                                  const char *messageAccount,
                                  int32_t urgentNewMessageCount,
                                  int32_t urgentOldMessageCount,
                                  int32_t newMessageCount,
                                  int32_t oldMessageCount);
    /**
     * See `waitingFaxMessage_fn`.
     */
    void (*onWaitingFaxMessage)(void *context,
                                const char *messageAccount,
                                int32_t urgentNewMessageCount,
                                int32_t urgentOldMessageCount,
                                int32_t newMessageCount,
                                int32_t oldMessageCount);
    /**
     * See `recvDtmfTone_fn`.
     */
    void (*onRecvDtmfTone)(void *context, int32_t sessionId, int32_t tone);
    /**
     * See `presenceRecvSubscribe_fn`.
     */
    void (*onPresenceRecvSubscribe)(void *context,
                                    int32_t subscribeId,
                                    const char *fromDisplayName,
                                    const char *from,
                                    const char *subject);
    /**
     * See `presenceOnline_fn`.
     */
    void (*onPresenceOnline)(void *context,
                             const char *fromDisplayName,
                             const char *from,
                             const char *stateText);
    /**
     * See `presenceOffline_fn`.
     */
    void (*onPresenceOffline)(void *context, const char *fromDisplayName, const char *from);
    /**
     * See `recvOptions_fn`.
     */
    void (*onRecvOptions)(void *context, const uint8_t *optionsMessage, size_t optionsMessageLength);
    /**
     * See `recvInfo_fn`.
     */
    void (*onRecvInfo)(void *context, const uint8_t *infoMessage, size_t infoMessageLength);
    /**
     * See `recvNotifyOfSubscription_fn`.
     */
    void (*onRecvNotifyOfSubscription)(void *context,
                                       int32_t subscribeId,
                                       const uint8_t *notifyMessage,
                                       size_t notifyMessageLength,
                                       const uint8_t *contentData,
                                       int32_t dataLength);
    /**
     * See `subscriptionFailure_fn`.
     */
    void (*onSubscriptionFailure)(void *context, int32_t subscribeId, int32_t statusCode);
    /**
     * See `subscriptionTerminated_fn`.
     */
    void (*onSubscriptionTerminated)(void *context, int32_t subscribeId);
    /**
     * See `recvMessage_fn`.
     */
    void (*onRecvMessage)(void *context,
                          int32_t sessionId,
                          const char *mimeType,
                          const char *subMimeType,
                          const uint8_t *messageData,
                          int32_t messageDataLength);
    /**
     * See `recvOutOfDialogMessage_fn`.
     */
    void (*onRecvOutOfDialogMessage)(void *context,
                                     const char *fromDisplayName,
                                     const char *from,
                                     const char *toDisplayName,
                                     const char *to,
                                     const char *mimeType,
                                     const char *subMimeType,
                                     const uint8_t *messageData,
                                     int32_t messageDataLength);
    /**
     * See `sendMessageSuccess_fn`.
     */
    void (*onSendMessageSuccess)(void *context, int32_t sessionId, int32_t messageId);
    /**
     * See `sendMessageFailure_fn`.
     */
    void (*onSendMessageFailure)(void *context,
                                 int32_t sessionId,
                                 int32_t messageId,
                                 const char *reason,
                                 int32_t code);
    /**
     * See `sendOutOfDialogMessageSuccess_fn`.
     */
    void (*onSendOutOfDialogMessageSuccess)(void *context,
                                            int32_t messageId,
                                            const char *fromDisplayName,
                                            const char *from,
                                            const char *toDisplayName,
                                            const char *to);
    /**
     * See `sendOutOfDialogMessageFailure_fn`.
     */
    void (*onSendOutOfDialogMessageFailure)(void *context,
                                            int32_t messageId,
                                            const char *fromDisplayName,
                                            const char *from,
                                            const char *toDisplayName,
                                            const char *to,
                                            const char *reason,
                                            int32_t code);
    /**
     * See `playFileFinished_fn`.
     */
    void (*onPlayFileFinished)(void *context, int32_t sessionId, const char *fileName);
    /**
     * See `statistics_fn`.
     */
    void (*onStatistics)(void *context, int32_t sessionId, const char *stat);
} PortSIPX_Handlers;

/**
 * The account is registered: the first time, or again after a failure.
 *
 * - `statusText`, `statusCode`: the response's reason phrase and code.
 * - `sipMessage`: the response on the wire.
 */
typedef int32_t (*registerSuccess_fn)(const char *statusText,
                                      int32_t statusCode,
                                      const char *sipMessage);

/**
 * A registration was refused or got no answer. It is tried again while tries
 * are left.
 *
 * - `statusText`, `statusCode`: those of the response; 408 without an answer, 503
 *   where the server cannot be reached, with a text that says why, such as "TLS:
 *   certificate has expired".
 * - `sipMessage`: the response on the wire, or empty.
 */
typedef int32_t (*registerFailure_fn)(const char *statusText,
                                      int32_t statusCode,
                                      const char *sipMessage);

/**
 * Somebody calls. Answer with `PortSIP_answerCall` or `PortSIP_rejectCall`;
 * the caller hears ringing meanwhile. A call that takes the place of another
 * (Replaces) answers itself.
 *
 * - `sessionId`: the id of the new call.
 * - `callerDisplayName`, `calleeDisplayName`: display names, or empty.
 * - `caller`, `callee`: `sip:user@host[:port]`; the caller as the network asserts
 *   it (P-Asserted-Identity), where it does and the caller lets it be shown.
 * - `audioCodecNames`, `videoCodecNames`: the codecs both sides have, joined
 *   by `#`, or empty.
 * - `existsAudio`, `existsVideo`: what the caller offers.
 * - `sipMessage`: the INVITE on the wire.
 */
typedef int32_t (*inviteIncoming_fn)(int32_t sessionId,
                                     const char *callerDisplayName,
                                     const char *caller,
                                     const char *calleeDisplayName,
                                     const char *callee,
                                     const char *audioCodecNames,
                                     const char *videoCodecNames,
                                     bool existsAudio,
                                     bool existsVideo,
                                     const char *sipMessage);

/**
 * Our call is on its way: the first provisional response has come.
 */
typedef int32_t (*inviteTrying_fn)(int32_t sessionId);

/**
 * A 183 response to our call.
 *
 * - `audioCodecNames`, `videoCodecNames`: agreed codecs, joined by `#`.
 * - `existsEarlyMedia`: the response describes media, which is rendered.
 * - `existsAudio`, `existsVideo`: what it describes.
 * - `sipMessage`: the response on the wire.
 */
typedef int32_t (*inviteSessionProgress_fn)(int32_t sessionId,
                                            const char *audioCodecNames,
                                            const char *videoCodecNames,
                                            bool existsEarlyMedia,
                                            bool existsAudio,
                                            bool existsVideo,
                                            const char *sipMessage);

/**
 * Our call rings at the other side (180), or is forwarded or queued there
 * (181, 182).
 *
 * - `statusText`, `statusCode`: the response's reason phrase and code.
 * - `sipMessage`: the response on the wire.
 */
typedef int32_t (*inviteRinging_fn)(int32_t sessionId,
                                    const char *statusText,
                                    int32_t statusCode,
                                    const char *sipMessage);

/**
 * Our call was answered; `inviteConnected_fn` follows.
 *
 * - `callerDisplayName`, `calleeDisplayName`: display names, or empty.
 * - `caller`, `callee`: `sip:user@host[:port]`.
 * - `audioCodecNames`, `videoCodecNames`: agreed codecs, joined by `#`.
 * - `existsAudio`, `existsVideo`: what was agreed.
 * - `sipMessage`: the response on the wire.
 */
typedef int32_t (*inviteAnswered_fn)(int32_t sessionId,
                                     const char *callerDisplayName,
                                     const char *caller,
                                     const char *calleeDisplayName,
                                     const char *callee,
                                     const char *audioCodecNames,
                                     const char *videoCodecNames,
                                     bool existsAudio,
                                     bool existsVideo,
                                     const char *sipMessage);

/**
 * Our call ended without an answer: refused, timed out, or not deliverable.
 * Never raised for our own `PortSIP_hangUp`. The session id is free of use
 * afterwards.
 *
 * - `reason`, `code`: those of the response; 408 after a time-out, 503 where
 *   nothing could be delivered, with a text that says why, such as "TCP: connection
 *   refused".
 * - `sipMessage`: the response on the wire, or empty.
 */
typedef int32_t (*inviteFailure_fn)(int32_t sessionId,
                                    const char *callerDisplayName,
                                    const char *caller,
                                    const char *calleeDisplayName,
                                    const char *callee,
                                    const char *reason,
                                    int32_t code,
                                    const char *sipMessage);

/**
 * The other side changed the media of the call.
 *
 * - `audioCodecNames`, `videoCodecNames`: agreed codecs, joined by `#`.
 * - `existsAudio`, `existsVideo`, `existsScreen`: what flows now.
 * - `sipMessage`: the request on the wire.
 */
typedef int32_t (*inviteUpdated_fn)(int32_t sessionId,
                                    const char *audioCodecNames,
                                    const char *videoCodecNames,
                                    bool existsAudio,
                                    bool existsVideo,
                                    bool existsScreen,
                                    const char *sipMessage);

/**
 * The call is connected: the ACK was sent (our call) or received (theirs).
 */
typedef int32_t (*inviteConnected_fn)(int32_t sessionId);

/**
 * Somebody called and was sent elsewhere, as `PortSIP_enableCallForward` asked.
 * There is no session: the call never rings here.
 *
 * - `forwardTo`: where to, a URI.
 */
typedef int32_t (*inviteBeginingForward_fn)(const char *forwardTo);

/**
 * The other side, the network, or what the call needs and did not get ended it.
 * Never raised for our own `PortSIP_hangUp`.
 *
 * `PortSIPX_getCloseReason` tells why, such as 200 where another phone has
 * answered.
 */
typedef int32_t (*inviteClosed_fn)(int32_t sessionId);

/**
 * The other side put the call on hold.
 */
typedef int32_t (*remoteHold_fn)(int32_t sessionId);

/**
 * The other side took the call off hold.
 *
 * - `audioCodecNames`, `videoCodecNames`: agreed codecs, joined by `#`.
 * - `existsAudio`, `existsVideo`: what flows now.
 */
typedef int32_t (*remoteUnHold_fn)(int32_t sessionId,
                                   const char *audioCodecNames,
                                   const char *videoCodecNames,
                                   bool existsAudio,
                                   bool existsVideo);

/**
 * A call of somebody whose calls are watched (BLF) changed its state, see
 * `PortSIP_sendSubscription`. One event for each call.
 *
 * - `BLFMonitoredUri`: whose call, `sip:user@host[:port]`, as it was subscribed to.
 * - `BLFDialogState`: `trying`, `proceeding`, `early`, `confirmed`, `hold` (confirmed,
 *   where the document says so) or `terminated`.
 * - `BLFDialogId`: the id of the call, by which `PortSIP_pickupBLFCall` takes it over: what
 *   the server calls it, a semicolon, and the id of the subscription.
 * - `BLFDialogDirection`: `initiator` or `recipient`, or empty.
 */
typedef int32_t (*dialogStateUpdated_fn)(const char *BLFMonitoredUri,
                                         const char *BLFDialogState,
                                         const char *BLFDialogId,
                                         const char *BLFDialogDirection);

/**
 * The other side asks us to call somebody else. `PortSIP_acceptRefer` or
 * `PortSIP_rejectRefer` decides; undecided for a minute it is refused with 603.
 *
 * - `sessionId`: the call in which it asks, or that it names by Target-Dialog, or `INVALID_SESSION_ID`.
 * - `referId`: the id of the request.
 * - `to`: whom to call, `sip:user@host[:port]`.
 * - `from`: who asks, in the same form.
 * - `referSipMessage`: the REFER on the wire.
 */
typedef int32_t (*receivedRefer_fn)(int32_t sessionId,
                                    int32_t referId,
                                    const char *to,
                                    const char *from,
                                    const char *referSipMessage);

/**
 * The other side takes our request to transfer the call (2xx).
 */
typedef int32_t (*referAccepted_fn)(int32_t sessionId);

/**
 * The other side refuses our request to transfer the call.
 *
 * - `reason`, `code`: those of the response; 408 without an answer, 503 without
 *   a way.
 */
typedef int32_t (*referRejected_fn)(int32_t sessionId, const char *reason, int32_t code);

/**
 * The other side tries to call whom we transferred it to.
 */
typedef int32_t (*transferTrying_fn)(int32_t sessionId);

/**
 * The call that the other side makes after our transfer rings.
 */
typedef int32_t (*transferRinging_fn)(int32_t sessionId);

/**
 * The call that the other side made after our transfer was answered; ours may
 * be ended.
 */
typedef int32_t (*ACTVTransferSuccess_fn)(int32_t sessionId);

/**
 * The call that the other side made after our transfer failed. Ours goes on
 * until one side ends it.
 *
 * - `reason`, `code`: why, as the other side tells it; 408 where it fell silent.
 */
typedef int32_t (*ACTVTransferFailure_fn)(int32_t sessionId, const char *reason, int32_t code);

/**
 * A SIP message was received; see `PortSIP_enableCallbackSignaling`.
 *
 * - `sessionId`: the call it belongs to, or `INVALID_SESSION_ID`.
 * - `signaling`: the message on the wire.
 */
typedef int32_t (*receivedSignaling_fn)(int32_t sessionId, const char *signaling);

/**
 * A SIP message was sent; see `PortSIP_enableCallbackSignaling`.
 *
 * - `sessionId`: the call it belongs to, or `INVALID_SESSION_ID`.
 * - `signaling`: the message on the wire.
 */
typedef int32_t (*sendingSignaling_fn)(int32_t sessionId, const char *signaling);

/**
 * The mailbox tells how many voice messages wait, see `PortSIP_enableAutoCheckMwi`. Where it
 * only says that messages wait, one new one is told.
 *
 * - `messageAccount`: the mailbox, `sip:user@host[:port]`.
 * - `urgentNewMessageCount`, `urgentOldMessageCount`: urgent messages, not heard
 *   yet and heard.
 * - `newMessageCount`, `oldMessageCount`: all messages, in the same way.
 */
typedef int32_t (*waitingVoiceMessage_fn)(const char *messageAccount,
                                          int32_t urgentNewMessageCount,
                                          int32_t urgentOldMessageCount,
                                          int32_t newMessageCount,
                                          int32_t oldMessageCount);

/**
 * The mailbox tells how many fax messages wait.
 *
 * - `messageAccount`: the mailbox, `sip:user@host[:port]`.
 * - `urgentNewMessageCount`, `urgentOldMessageCount`: urgent messages, not seen
 *   yet and seen.
 * - `newMessageCount`, `oldMessageCount`: all messages, in the same way.
 */
typedef int32_t (*waitingFaxMessage_fn)(const char *messageAccount,
                                        int32_t urgentNewMessageCount,
                                        int32_t urgentOldMessageCount,
                                        int32_t newMessageCount,
                                        int32_t oldMessageCount);

/**
 * The other side pressed a key.
 *
 * - `tone`: 0...9 for the digits, 10 for `*`, 11 for `#`, 12...15 for A...D, 16 for
 *   flash.
 */
typedef int32_t (*recvDtmfTone_fn)(int32_t sessionId, int32_t tone);

/**
 * Somebody wants to follow our presence. He is told nothing until
 * `PortSIP_presenceAcceptSubscribe`; `PortSIP_presenceRejectSubscribe` turns him away. Unless
 * we do so, `subscriptionTerminated_fn` tells the end: he has taken it back or not refreshed
 * it, does not answer any more, or has had to make room for others before he was accepted.
 * In presence agent mode it is not raised, see `PortSIP_setPresenceMode`.
 *
 * - `subscribeId`: the id of the subscription.
 * - `fromDisplayName`: the display name, or empty.
 * - `from`: who wants it, `sip:user@host[:port]`.
 * - `subject`: the Subject header, or empty.
 */
typedef int32_t (*presenceRecvSubscribe_fn)(int32_t subscribeId,
                                            const char *fromDisplayName,
                                            const char *from,
                                            const char *subject);

/**
 * Somebody whose presence we follow is online, or is so in another way.
 *
 * - `fromDisplayName`: the display name, or empty.
 * - `from`: who it is, `sip:user@host[:port]`.
 * - `stateText`: the state in words, cut at 1024 bytes; may be empty.
 */
typedef int32_t (*presenceOnline_fn)(const char *fromDisplayName,
                                     const char *from,
                                     const char *stateText);

/**
 * Somebody whose presence we follow is offline.
 *
 * - `fromDisplayName`: the display name, or empty.
 * - `from`: who it is, `sip:user@host[:port]`.
 */
typedef int32_t (*presenceOffline_fn)(const char *fromDisplayName, const char *from);

/**
 * An OPTIONS request came and has been answered.
 *
 * - `optionsMessage`: the request on the wire.
 */
typedef int32_t (*recvOptions_fn)(const char *optionsMessage);

/**
 * An INFO request of a call came that is not a key, and has been answered. Its
 * body is of a type that INFO is taken with; see `PortSIP_addSupportedMimeType`.
 *
 * - `infoMessage`: the request on the wire.
 */
typedef int32_t (*recvInfo_fn)(const char *infoMessage);

/**
 * A NOTIFY of a subscription of ours came. The event of its package follows, where it
 * has one.
 *
 * - `subscribeId`: the id of the subscription.
 * - `notifyMessage`: the request on the wire.
 * - `contentData`, `dataLength`: its body, and the length in bytes.
 */
typedef int32_t (*recvNotifyOfSubscription_fn)(int32_t subscribeId,
                                               const char *notifyMessage,
                                               const uint8_t *contentData,
                                               int32_t dataLength);

/**
 * A subscription of ours was refused or got no answer. Nothing more comes of it.
 *
 * - `subscribeId`: the id of the subscription.
 * - `statusCode`: that of the response; 408 without an answer, 503 without a way.
 */
typedef int32_t (*subscriptionFailure_fn)(int32_t subscribeId, int32_t statusCode);

/**
 * A subscription of ours has ended: it was taken back, ended by its server for good, or
 * lost and then refused. Or that of somebody who watches us (`presenceRecvSubscribe_fn`): he
 * has taken it back or not refreshed it, does not answer what he is told, or has had to make
 * room for others before he was accepted. Nothing more comes of it.
 *
 * - `subscribeId`: the id of the subscription.
 */
typedef int32_t (*subscriptionTerminated_fn)(int32_t subscribeId);

/**
 * A MESSAGE request came in a call, and has been answered. Its body is of a type that
 * MESSAGE is taken with; see `PortSIP_addSupportedMimeType`.
 *
 * - `mimeType`, `subMimeType`: the two halves of its Content-Type in lower case and
 *   without parameters, such as `text` and `plain`.
 * - `messageData`, `messageDataLength`: its body, and the length in bytes.
 */
typedef int32_t (*recvMessage_fn)(int32_t sessionId,
                                  const char *mimeType,
                                  const char *subMimeType,
                                  const uint8_t *messageData,
                                  int32_t messageDataLength);

/**
 * A MESSAGE request came outside any call, and has been answered. Its body is of a
 * type that MESSAGE is taken with; see `PortSIP_addSupportedMimeType`.
 *
 * - `fromDisplayName`, `toDisplayName`: display names, or empty.
 * - `from`, `to`: `sip:user@host[:port]`.
 * - `mimeType`, `subMimeType`: the two halves of its Content-Type in lower case and
 *   without parameters, such as `text` and `plain`.
 * - `messageData`, `messageDataLength`: its body, and the length in bytes.
 */
typedef int32_t (*recvOutOfDialogMessage_fn)(const char *fromDisplayName,
                                             const char *from,
                                             const char *toDisplayName,
                                             const char *to,
                                             const char *mimeType,
                                             const char *subMimeType,
                                             const uint8_t *messageData,
                                             int32_t messageDataLength);

/**
 * A message sent in a call has arrived: it got a 2xx.
 *
 * - `messageId`: what `PortSIP_sendMessage` returned.
 */
typedef int32_t (*sendMessageSuccess_fn)(int32_t sessionId, int32_t messageId);

/**
 * A message sent in a call was refused or got no answer. It may come after the end of
 * the call.
 *
 * - `messageId`: what `PortSIP_sendMessage` returned.
 * - `reason`, `code`: those of the response; 408 without an answer, 503 without a way,
 *   487 where the call ended before it was sent, 513 where it is too long for the way.
 */
typedef int32_t (*sendMessageFailure_fn)(int32_t sessionId,
                                         int32_t messageId,
                                         const char *reason,
                                         int32_t code);

/**
 * A message sent outside any call has arrived: it got a 2xx.
 *
 * - `messageId`: what `PortSIP_sendOutOfDialogMessage` returned.
 * - `fromDisplayName`, `toDisplayName`: display names, or empty.
 * - `from`, `to`: `sip:user@host[:port]`.
 */
typedef int32_t (*sendOutOfDialogMessageSuccess_fn)(int32_t messageId,
                                                    const char *fromDisplayName,
                                                    const char *from,
                                                    const char *toDisplayName,
                                                    const char *to);

/**
 * A message sent outside any call was refused or got no answer.
 *
 * - `messageId`: what `PortSIP_sendOutOfDialogMessage` returned.
 * - `fromDisplayName`, `toDisplayName`: display names, or empty.
 * - `from`, `to`: `sip:user@host[:port]`.
 * - `reason`, `code`: those of the response; 408 without an answer, 503 without a way,
 *   513 where it is too long for the way.
 */
typedef int32_t (*sendOutOfDialogMessageFailure_fn)(int32_t messageId,
                                                    const char *fromDisplayName,
                                                    const char *from,
                                                    const char *toDisplayName,
                                                    const char *to,
                                                    const char *reason,
                                                    int32_t code);

/**
 * A file that is played has come to its end.
 *
 * - `sessionId`: the call that it was played to, `CONFERENCE_SESSION_ID`, or
 *   `INVALID_SESSION_ID` for `PortSIP_startPlayingFileLocally`.
 * - `fileName`: the path as it was given.
 */
typedef int32_t (*playFileFinished_fn)(int32_t sessionId, const char *fileName);

/**
 * The answer to `PortSIP_getStatistics`.
 *
 * - `stat`: JSON, described in `docs/statistics.md`.
 */
typedef int32_t (*statistics_fn)(int32_t sessionId, const char *stat);

/**
 * A frame of audio of a call, on a media thread: return soon.
 *
 * - `callbackObject`: the pointer given to `PortSIP_enableAudioStreamCallback`.
 * - `callbackType`: a `DIRECTION_MODE`: `DIRECTION_SEND` or `DIRECTION_RECV`.
 * - `data`, `dataLength`: 16-bit mono PCM in the machine's byte order, and its
 *   length in bytes. The buffer may be written to; what is written is not used.
 * - `samplingFreqHz`: samples per second.
 */
typedef int32_t (*audioRawCallback_fn)(void *callbackObject,
                                       int32_t sessionId,
                                       int32_t callbackType,
                                       const uint8_t *data,
                                       int32_t dataLength,
                                       int32_t samplingFreqHz);

/**
 * An RTP packet of a call, on a media thread: return soon.
 *
 * - `callbackObject`: the pointer given to `PortSIP_enableRtpCallback`.
 * - `mediaType`: 0, audio.
 * - `direction`: a `DIRECTION_MODE`: `DIRECTION_SEND` or `DIRECTION_RECV`.
 * - `RTPPacket`, `packetSize`: the whole packet with its header, at most 1500
 *   bytes, and its length in bytes; valid until the handler returns. The buffer
 *   may be written to; what is written is not used.
 */
typedef int32_t (*RTPCallback_fn)(void *callbackObject,
                                  int32_t sessionId,
                                  int32_t mediaType,
                                  int32_t direction,
                                  const uint8_t *RTPPacket,
                                  int32_t packetSize);

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * Sets the account.
 *
 * It is needed before calls and registration; without a server everything
 * works peer to peer. Every text but the user name may be NULL or empty.
 *
 * - `userName`: the user part of our address.
 * - `displayName`: the name shown to others.
 * - `authName`: the name for authentication; empty for `userName`.
 * - `password`: the password.
 * - `sipDomain`: the domain of our address; empty for the server's host.
 * - `sipServerAddr`, `sipServerPort`: the registrar and proxy, and its port; 0
 *   lets the name service decide (RFC 3263), and is the usual port of an address.
 * - `stunServerAddr`, `stunServerPort`: a STUN server, which tells how a NAT shows
 *   our sockets, those of signalling and of each call's media; port 0 is 3478.
 * - `outboundServerAddr`, `outboundServerPort`: an outbound proxy, and its port
 *   in the same way.
 *
 * A server and a proxy may also be given as a URI with a transport of its own,
 * such as `sip:proxy.example.com;transport=tcp`; a port in it goes before the
 * number.
 *
 * A port is looked at only where its server is given.
 *
 * Returns 0, or:
 * - `ECoreArgumentNull`: `userName` is NULL;
 * - `ECoreUserNameAuthNameEmpty`: `userName` is empty;
 * - `ECorePortOutOfRange`: a port is outside 0...65535;
 * - `ECoreArgumentIncorrect`: a text is not UTF-8 or has control characters, or a
 *   host or the domain has blanks;
 * - `ECoreInvalidUri`: the server, the proxy or the domain is no host;
 * - `ECoreAllowOnlyOneUser`: a user is set; remove it first.
 */
int32_t PortSIP_setUser(void *libSDK,
                        const char *userName,
                        const char *displayName,
                        const char *authName,
                        const char *password,
                        const char *sipDomain,
                        const char *sipServerAddr,
                        int32_t sipServerPort,
                        const char *stunServerAddr,
                        int32_t stunServerPort,
                        const char *outboundServerAddr,
                        int32_t outboundServerPort);

/**
 * Takes the account back. A registration is ended at the server; calls go on.
 */
void PortSIP_removeUser(void *libSDK);

/**
 * Changes the name shown to others, in From and Contact of requests from now on.
 *
 * - `displayName`: may be empty, which shows none.
 *
 * Returns 0, or:
 * - `ECoreArgumentNull`: `displayName` is NULL;
 * - `ECoreArgumentIncorrect`: it is not UTF-8, or has control characters;
 * - `ECoreUserNotFound`: no user is set.
 */
int32_t PortSIP_setDisplayName(void *libSDK, const char *displayName);

/**
 * Registers the account at its server and keeps the registration alive.
 *
 * Returns at once; `registerSuccess_fn` or `registerFailure_fn` tells the
 * outcome. After a failure it is tried again with growing pauses (2 s to
 * 30 min); wrong credentials are not tried again.
 *
 * - `regExpires`: seconds to ask for, at least 20.
 * - `retryTimes`: tries after a failure; 0 or less for none.
 *
 * Returns 0, or:
 * - `ECoreExpiresValueTooSmall`: `regExpires` is below 20;
 * - `ECoreUserNotFound`: no user is set;
 * - `ECoreSIPServerEmpty`: the user has no server;
 * - `ECoreInvalidUri`: the server or proxy names a transport that there is not;
 * - `ECoreAlreadyRegistered`: registered, or on the way to it.
 */
int32_t PortSIP_registerServer(void *libSDK, int32_t regExpires, int32_t retryTimes);

/**
 * Takes the registration back at the server.
 *
 * - `waitMS`: how long to wait for the server's answer, in milliseconds; 0 or
 *   less does not wait, and so does any call in a handler. The outcome does
 *   not change the return value.
 *
 * Returns 0, or:
 * - `ECoreUserNotFound`: no user is set;
 * - `ECoreNotRegistered`: not registered, nor on the way to it.
 */
int32_t PortSIP_unRegisterServer(void *libSDK, int32_t waitMS);

/**
 * Says whether SIP messages are shown to `sendingSignaling_fn` and
 * `receivedSignaling_fn`. Both are off at the start.
 *
 * - `enableSending`: messages we send.
 * - `enableReceived`: messages we receive.
 */
void PortSIP_enableCallbackSignaling(void *libSDK, bool enableSending, bool enableReceived);

/**
 * Mutes the microphone for all calls, or lets it be heard again.
 */
void PortSIP_muteMicrophone(void *libSDK, bool mute);

/**
 * Mutes the speaker for all calls, or lets it be heard again.
 */
void PortSIP_muteSpeaker(void *libSDK, bool mute);

/**
 * Tests the devices: the microphone is heard on the speaker 100 ms later, until
 * it is turned off. Volumes and mutes hold. Calls go on beside it, and do not
 * hear it; none is needed.
 */
void PortSIP_audioPlayLoopbackTest(void *libSDK, bool enable);

/**
 * Scales what a call receives before it is played here, from the moment the
 * call has audio, early media too.
 *
 * - `scaling`: percent, 0...1000; 100 at the start. Other values, and calls that
 *   do not exist, change nothing.
 */
void PortSIP_setChannelOutputVolumeScaling(void *libSDK, int32_t sessionId, int32_t scaling);

/**
 * Scales the microphone for one call before it is sent, from the moment the
 * call has audio, early media too.
 *
 * - `scaling`: percent, 0...1000; 100 at the start. Other values, and calls that
 *   do not exist, change nothing.
 */
void PortSIP_setChannelInputVolumeScaling(void *libSDK, int32_t sessionId, int32_t scaling);

/**
 * Sets the bit rate that one call's audio is encoded with, from the next packet
 * on, or as soon as the call sends with that codec. What the other side takes
 * at most (`maxaveragebitrate`) is kept.
 *
 * - `audioCodecType`: an `AUDIOCODEC_TYPE` with more than one bit rate.
 * - `bitrateKbps`: kbit/s; Opus 6...128; AMR 5...13 and AMR-WB 7...24, which take the
 *   nearest mode that does not exceed it, as do Speex 3...25 and 4...43 (wideband).
 *
 * Returns 0, or:
 * - `ECoreCodecTypeInvalid`: the number is no codec;
 * - `ECoreCodecNotSupport`: this build has no such codec;
 * - `ECoreCodecParameterNotSupport`: the codec has one bit rate only;
 * - `ECoreArgumentIncorrect`: outside the codec's range;
 * - `ECoreInviteSessionNotFound`: there is no such call.
 */
int32_t PortSIP_setAudioBitrate(void *libSDK,
                                int32_t sessionId,
                                int32_t audioCodecType,
                                int32_t bitrateKbps);

/**
 * Sets the volume of the speaker.
 *
 * - `volume`: 0 (silent) ... 255 (as it comes), 255 at the start.
 *
 * Returns 0, or:
 * - `EAudioVolumeOutOfRange`: outside 0...255.
 */
int32_t PortSIP_setSpeakerVolume(void *libSDK, int32_t volume);

/**
 * The volume of the speaker, 0...255.
 */
int32_t PortSIP_getSpeakerVolume(void *libSDK);

/**
 * Sets the volume of the microphone.
 *
 * - `volume`: 0 (silent) ... 255 (as it comes), 255 at the start.
 *
 * Returns 0, or:
 * - `EAudioVolumeOutOfRange`: outside 0...255.
 */
int32_t PortSIP_setMicVolume(void *libSDK, int32_t volume);

/**
 * The volume of the microphone, 0...255.
 */
int32_t PortSIP_getMicVolume(void *libSDK);

/**
 * Calls somebody.
 *
 * Returns at once; events tell how the call goes on: `inviteTrying_fn`,
 * `inviteRinging_fn`, `inviteAnswered_fn` and `inviteConnected_fn`, or
 * `inviteFailure_fn`.
 *
 * - `callTo`: a name, which becomes `sip:name@<domain>` of the account, or a
 *   `sip:`, `sips:` or `tel:` address, with or without a display name.
 * - `sendSdp`: false leaves the offer of media to the other side.
 * - `videoCall`: asks for video, where video codecs have been added.
 *
 * Returns the session id (greater than 0), or:
 * - `ECoreArgumentNull`: `callTo` is NULL;
 * - `ECoreCalleeEmpty`: `callTo` is empty;
 * - `ECoreArgumentIncorrect`: not UTF-8;
 * - `ECoreUserNotFound`: no user is set;
 * - `ECoreInvalidUri`: no address, a transport that there is not, or a name while
 *   the account has no domain;
 * - `ECoreAudioVideoCodecEmpty`: no codec has been added;
 * - `ECoreNoFreeDialogSession`: as many calls are up as were allowed;
 * - `ECoreCreateAudioChannelFailed`: no media ports are free.
 */
int32_t PortSIP_call(void *libSDK, const char *callTo, bool sendSdp, bool videoCall);

/**
 * Says whether provisional responses, such as "ringing", are acknowledged by
 * the caller with PRACK (RFC 3262). It takes effect with the next call.
 *
 * - `mode`: 0 never, as at the start; 1 those with a session description, where
 *   the other side can; 2 all but 100, where it can; 3 all, and a call with
 *   who cannot fails (421 or 420).
 *
 * Returns 0, or:
 * - `ECoreArgumentIncorrect`: `mode` is outside 0...3.
 */
int32_t PortSIP_setReliableProvisional(void *libSDK, int32_t mode);

/**
 * Says whether an incoming call has media before it is answered: the caller
 * hears what is played to it by a file or a stream, never the microphone, and
 * is not heard. Off at the start; it takes effect with the next incoming
 * call. Early media of calls we make is always heard.
 *
 * - `enable`: whether incoming calls have early media.
 *
 * Returns 0.
 */
int32_t PortSIP_enableEarlyMedia(void *libSDK, bool enable);

/**
 * Rejects an incoming call that has not been answered. No event follows.
 *
 * - `code`: the SIP response, 400...699, such as 486 (busy) or 603 (declined).
 *
 * Returns 0, or:
 * - `ECoreInviteSessionNotFound`: no call of this id;
 * - `ECoreArgumentIncorrect`: `code` is outside 400...699;
 * - `ECoreNotIncomingCall`: it is our own call, or has been answered.
 */
int32_t PortSIP_rejectCall(void *libSDK, int32_t sessionId, int32_t code);

/**
 * Ends a call in any state. No event follows.
 *
 * Returns 0, or:
 * - `ECoreInviteSessionNotFound`: no call of this id.
 */
int32_t PortSIP_hangUp(void *libSDK, int32_t sessionId);

/**
 * Tells why a call was closed: after `inviteClosed_fn`, or in it. The reasons of
 * the last 128 calls are remembered.
 *
 * They are those of the other side, as the Reason header of its BYE or CANCEL has
 * them (RFC 3326), or of the library where that has ended the call: 408 after a
 * session timer or without an ACK, 488 where media was not agreed on or got no keys,
 * 200 where another call has taken its place, and the status by which the other side
 * said that it does not know the call.
 *
 * - `reason`: receives the text for people with a NUL, as valid UTF-8; empty where
 *   none is told. Before one in other numbers than SIP's those stand, as in
 *   `Q.850 16 Normal call clearing`.
 * - `reasonLength`: the size of `reason` in bytes; 2048 are always enough.
 *
 * Returns the SIP status code, 0 where none is told, or:
 * - `ECoreArgumentNull`: `reason` is NULL;
 * - `ECoreInviteSessionNotFound`: no closed call of this id;
 * - `ECoreBufferTooSmall`: the text does not fit; `reason` gets a leading NUL.
 */
int32_t PortSIPX_getCloseReason(void *libSDK,
                                int32_t sessionId,
                                char *reason,
                                int32_t reasonLength);

/**
 * Answers an incoming call. `inviteConnected_fn` follows when the caller has
 * acknowledged it. A call that takes the place of another answers itself: then
 * this changes nothing, and returns 0.
 *
 * - `videoCall`: answers with video, where both sides have it.
 *
 * Returns 0, or:
 * - `ECoreInviteSessionNotFound`: no call of this id;
 * - `ECoreNotIncomingCall`: it is our own call, or has been answered;
 * - `ECoreAudioVideoCodecEmpty`: no codec has been added;
 * - `ECoreCodecNotSupport`: the codecs that both sides had were removed meanwhile;
 * - `ECoreCreateAudioChannelFailed`: no media ports are free.
 */
int32_t PortSIP_answerCall(void *libSDK, int32_t sessionId, bool videoCall);

/**
 * Puts a call on hold: neither side hears the other from now on.
 *
 * Returns 0, or:
 * - `ECoreInviteSessionNotFound`: no call of this id;
 * - `ECoreCallNotEstablished`: not connected yet;
 * - `ECoreCallAlreadyHold`: on hold already.
 */
int32_t PortSIP_hold(void *libSDK, int32_t sessionId);

/**
 * Takes a call off hold.
 *
 * Returns 0, or:
 * - `ECoreInviteSessionNotFound`: no call of this id;
 * - `ECoreCallNotEstablished`: not connected yet;
 * - `ECoreCallNotHold`: not on hold.
 */
int32_t PortSIP_unHold(void *libSDK, int32_t sessionId);

/**
 * Sets the RTCP bandwidth of a call's audio (RFC 3556) and what we take in all.
 * Our descriptions then have the lines b=RR, b=RS and b=AS. A connected call tells
 * it to the other side at once, by re-INVITE; one that rings here tells it in
 * its answer, and where our description has gone before it is told by re-INVITE as soon
 * as the call is connected.
 *
 * Of what both sides say about RR and RS the lesser holds. It makes reports
 * rarer than every 5 s where it is small (RFC 3550, section 6.2), never more
 * frequent; where both are 0, on either side, no RTCP is sent. b=AS bounds what the
 * other side sends, where that keeps to it, as we do.
 *
 * - `BitsRR`: for RTCP of those who only receive, in bit/s, 0 or more.
 * - `BitsRS`: for RTCP of those who send, in bit/s, 0 or more.
 * - `KBitsAS`: what we take in all, in kbit/s; 0 to say nothing about it.
 *
 * Returns 0, or:
 * - `ECoreArgumentIncorrect`: a number is negative;
 * - `ECoreInviteSessionNotFound`: no call of this id.
 */
int32_t PortSIP_setAudioRtcpBandwidth(void *libSDK,
                                      int32_t sessionId,
                                      int32_t BitsRR,
                                      int32_t BitsRS,
                                      int32_t KBitsAS);

/**
 * Offers the media of a call anew, by re-INVITE: audio in the codecs of now, or
 * no audio. Returns at once. Where the other side refuses, all stays as it was.
 *
 * - `enableAudio`: whether there is to be audio.
 * - `enableVideo`, `enableScreen`: the same for video and the screen, of which
 *   this version has none.
 *
 * Returns 0, or:
 * - `ECoreInviteSessionNotFound`: no call of this id;
 * - `ECoreCallNotEstablished`: not connected yet;
 * - `ECoreCallInHold`: on hold;
 * - `ECoreAudioVideoCodecEmpty`: audio is asked for, and no codec has been added.
 */
int32_t PortSIP_updateCall(void *libSDK,
                           int32_t sessionId,
                           bool enableAudio,
                           bool enableVideo,
                           bool enableScreen);

/**
 * Mutes a call, or lets it be heard again. The other side is not told.
 *
 * - `muteIncomingAudio`: the other side is not heard here.
 * - `muteOutgoingAudio`: the other side hears silence.
 * - `muteIncomingVideo`, `muteOutgoingVideo`: the same for video.
 *
 * Returns 0, or:
 * - `ECoreInviteSessionNotFound`: no call of this id;
 * - `ECoreCallNotEstablished`: neither connected nor with early media;
 * - `ECoreCallInHold`: on hold.
 */
int32_t PortSIP_muteSession(void *libSDK,
                            int32_t sessionId,
                            bool muteIncomingAudio,
                            bool muteOutgoingAudio,
                            bool muteIncomingVideo,
                            bool muteOutgoingVideo);

/**
 * Sends one DTMF tone, after those that wait already.
 *
 * - `dtmfMethod`: a `DTMF_METHOD`.
 * - `code`: 0...9 for the digits, 10 for `*`, 11 for `#`, 12...15 for A...D, 16 for
 *   flash.
 * - `dtmfDuration`: how long the tone lasts in milliseconds, 40...6000; 0 or less
 *   for 160. Values outside are taken as the nearest inside.
 * - `playDtmfTone`: play the tone on the speaker, too; the other side does not
 *   hear that. Flash has no sound.
 *
 * Returns 0, or:
 * - `ECoreWrongDTMFTone`: `code` is outside 0...16;
 * - `ECoreArgumentIncorrect`: another method;
 * - `ECoreInviteSessionNotFound`: no call of this id;
 * - `ECoreCallNotEstablished`: not connected yet;
 * - `ECoreCallInHold`: on hold;
 * - `EAudioChannelNotFound`: the call has no audio that the tone could be in;
 * - `ECoreDataSizeTooLarge`: 64 INFO requests of the call wait.
 */
int32_t PortSIP_sendDtmf(void *libSDK,
                         int32_t sessionId,
                         int32_t dtmfMethod,
                         int32_t code,
                         int32_t dtmfDuration,
                         bool playDtmfTone);

/**
 * Adds an audio codec to offers and answers made from now on. The order of
 * adding is the order of preference.
 *
 * - `codecType`: an `AUDIOCODEC_TYPE`; `AUDIOCODEC_DTMF` adds DTMF events, and
 *   `AUDIOCODEC_SPEEXWB` Speex at 32 kHz too, behind all others.
 *
 * Returns 0, or:
 * - `ECoreCodecTypeInvalid`: the number is no codec;
 * - `ECoreCodecNotSupport`: this build has no such codec, or the library of
 *   the system that it needs is missing now (AMR: opencore-amrnb; AMR-WB:
 *   opencore-amrwb and vo-amrwbenc; Speex: libspeex);
 * - `ECoreCodecWasExist`: it has been added before;
 * - `ECorePayloadHasExist`: another codec was given its payload type.
 */
int32_t PortSIP_addAudioCodec(void *libSDK, int32_t codecType);

/**
 * Whether no audio codec has been added. DTMF alone does not count. True also
 * for a handle that is not an SDK object's.
 */
bool PortSIP_isAudioCodecEmpty(void *libSDK);

/**
 * Sets the payload type a codec is offered with, from the next offer on. It
 * may be set before the codec is added, and lasts until it is changed.
 *
 * - `codecType`: an `AUDIOCODEC_TYPE` without a payload type fixed by RFC 3551.
 * - `payloadType`: 96...127.
 *
 * Returns 0, or:
 * - `ECoreCodecTypeInvalid`: the number is no codec;
 * - `ECoreCodecNotSupport`: this build has no such codec;
 * - `ECoreFixPayloadCantChange`: the payload type is fixed;
 * - `ECorePayloadOutofRange`: outside 96...127;
 * - `ECorePayloadHasExist`: another codec has it.
 */
int32_t PortSIP_setAudioCodecPayloadType(void *libSDK, int32_t codecType, int32_t payloadType);

/**
 * Removes every audio codec, DTMF too. Calls that are up keep theirs.
 */
void PortSIP_clearAudioCodec(void *libSDK);

/**
 * Sets the format parameters (`a=fmtp`) a codec is offered with, from the
 * next offer on. They tell the other side's encoder what we like.
 *
 * - `codecType`: an `AUDIOCODEC_TYPE`.
 * - `parameter`: as in SDP, such as "useinbandfec=1; maxaveragebitrate=24000"
 *   for Opus or "mode-set=0; octet-align=1; robust-sorting=0" for AMR; empty
 *   for none. iLBC takes "mode=20" or "mode=30", the milliseconds of a frame:
 *   20 where the other side says so too, else 30. G.729 takes "annexb=no" alone, which is also said without it:
 *   silence is not sent in frames of its Annex B.
 *
 * Returns 0, or:
 * - `ECoreArgumentNull`: `parameter` is NULL;
 * - `ECoreCodecTypeInvalid`: the number is no codec;
 * - `ECoreCodecNotSupport`: this build has no such codec;
 * - `ECoreCodecParameterNotSupport`: no parameters of this codec, or a value
 *   out of its range;
 * - `ECoreArgumentTooLong`: above 1024 bytes;
 * - `ECoreArgumentIncorrect`: not UTF-8.
 */
int32_t PortSIP_setAudioCodecParameter(void *libSDK,
                                       int32_t codecType,
                                       const char *parameter);

/**
 * Sets how much audio goes into a packet, from the next offer or answer on.
 *
 * - `ptime`: milliseconds, 10...60 in steps of 10; 20 at the start.
 * - `maxPtime`: the longest packet we take, in the same range and not below
 *   `ptime`; until it is set, nothing is said about it.
 *
 * Returns 0, or:
 * - `ECoreAudioSampleOutOfRange`: outside 10...60, or `maxPtime` below `ptime`;
 * - `ECoreAudioSampleNotmultiple`: not a multiple of 10.
 */
int32_t PortSIP_setAudioSamples(void *libSDK, int32_t ptime, int32_t maxPtime);

/**
 * Opens the audio conference. Its members, whom `PortSIP_joinToConference`
 * takes in, hear the microphone and each other.
 *
 * What is said in it can be recorded by `PortSIP_startRecord`, and a file be
 * played to all by `PortSIP_startPlayingFileToRemote`, with
 * `CONFERENCE_SESSION_ID` for the session.
 *
 * Returns 0, or:
 * - `EAudioCreateAudioConferenceFailure`: there is one that has not been ended.
 */
int32_t PortSIP_createAudioConference(void *libSDK);

/**
 * Ends the conference, its recording and the file that is played to it. Its
 * calls go on, each for itself. Without a conference it does nothing.
 */
void PortSIP_destroyConference(void *libSDK);

/**
 * Takes a call into the conference. A call on hold is taken off hold first;
 * the function does not wait for the other side to agree.
 *
 * A member that is put on hold, or that holds us, neither hears the others nor
 * is heard by them until the hold ends. It leaves with the end of its call. Of
 * `PortSIP_muteSession` the incoming side silences the member for everybody,
 * the outgoing side what is ours for the member. A member that is taken in
 * again stays as it is.
 *
 * Returns 0, or:
 * - `ECoreInviteSessionNotFound`: no call of this id;
 * - `EAudioCreateAudioConferenceFailure`: there is no conference;
 * - `ECoreCallNotEstablished`: not connected.
 */
int32_t PortSIP_joinToConference(void *libSDK, int32_t sessionId);

/**
 * Takes a call out of the conference: it goes on as a call of two. For a call
 * that is in no conference it does nothing.
 *
 * Returns 0, or:
 * - `ECoreInviteSessionNotFound`: no call of this id.
 */
int32_t PortSIP_removeFromConference(void *libSDK, int32_t sessionId);

/**
 * How many microphones there are. The virtual device layer has one.
 *
 * Returns 0 or more.
 */
int32_t PortSIP_getNumOfRecordingDevices(void *libSDK);

/**
 * How many speakers there are. The virtual device layer has one.
 *
 * Returns 0 or more.
 */
int32_t PortSIP_getNumOfPlayoutDevices(void *libSDK);

/**
 * The name of a microphone.
 *
 * - `deviceIndex`: from 0, or -1 for the default device.
 * - `nameUTF8`: receives the name with a NUL.
 * - `nameUTF8Length`: the size of `nameUTF8` in bytes, at least 128.
 *
 * Returns 0, or:
 * - `ECoreArgumentNull`: `nameUTF8` is NULL;
 * - `ECoreBufferTooSmall`: the size is below 128 or the name does not fit;
 *   `nameUTF8` gets a leading NUL;
 * - `EDeviceGetDeviceNameFailure`: no device of this index.
 */
int32_t PortSIP_getRecordingDeviceName(void *libSDK,
                                       int32_t deviceIndex,
                                       char *nameUTF8,
                                       int32_t nameUTF8Length);

/**
 * The name of a speaker.
 *
 * - `deviceIndex`: from 0, or -1 for the default device.
 * - `nameUTF8`: receives the name with a NUL.
 * - `nameUTF8Length`: the size of `nameUTF8` in bytes, at least 128.
 *
 * Returns 0, or:
 * - `ECoreArgumentNull`: `nameUTF8` is NULL;
 * - `ECoreBufferTooSmall`: the size is below 128 or the name does not fit;
 *   `nameUTF8` gets a leading NUL;
 * - `EDeviceGetDeviceNameFailure`: no device of this index.
 */
int32_t PortSIP_getPlayoutDeviceName(void *libSDK,
                                     int32_t deviceIndex,
                                     char *nameUTF8,
                                     int32_t nameUTF8Length);

/**
 * Chooses the microphone and the speaker, also during calls.
 *
 * - `recordingDeviceId`, `playoutDeviceId`: from 0, or -1 for the default device.
 *
 * Returns 0, or:
 * - `EDeviceGetDeviceNameFailure`: no device of this index.
 */
int32_t PortSIP_setAudioDeviceId(void *libSDK, int32_t recordingDeviceId, int32_t playoutDeviceId);

/**
 * Makes a dispatcher, which holds the handlers of a program.
 *
 * Give it to `PortSIP_initialize`; several SDK objects may share one. Free it
 * with `PSCallback_releaseCallbackDispatcher`. Returns NULL only when no
 * dispatcher can be made.
 */
void *PSCallback_createCallbackDispatcher(void);

/**
 * Frees the handle of a dispatcher.
 *
 * SDK objects made with it keep its handlers and go on calling them until
 * `PortSIP_unInitialize`; they can no longer be changed. A handle that is
 * null, freed or not a dispatcher's does nothing.
 */
void PSCallback_releaseCallbackDispatcher(void *callbackDispatcher);

/**
 * Sets all handlers of a dispatcher at once, with a context.
 *
 * An event goes to one handler: the table's where the table has one for it,
 * else the one set by `PSCallback_set...Handler`. An event that is on its way
 * while the table is set may still go to the old one, also after the return.
 * Keep functions and context until each SDK object with this dispatcher has
 * ended.
 *
 * - `handlers`: copied; NULL removes the table.
 *
 * Returns 0, or:
 * - `ECoreSDKObjectNull`: the handle is not a dispatcher's;
 * - `ECoreArgumentIncorrect`: the table's `size` is smaller than its first two
 *   members.
 */
int32_t PortSIPX_setHandlers(void *callbackDispatcher, const struct PortSIPX_Handlers *handlers);

/**
 * Sets the handler of the event `registerSuccess`; NULL removes it. See `registerSuccess_fn`.
 */
void PSCallback_setRegisterSuccessHandler(void *callbackDispatcher,
                                          registerSuccess_fn eventHandler);

/**
 * Sets the handler of the event `registerFailure`; NULL removes it. See `registerFailure_fn`.
 */
void PSCallback_setRegisterFailureHandler(void *callbackDispatcher,
                                          registerFailure_fn eventHandler);

/**
 * Sets the handler of the event `inviteIncoming`; NULL removes it. See `inviteIncoming_fn`.
 */
void PSCallback_setInviteIncomingHandler(void *callbackDispatcher, inviteIncoming_fn eventHandler);

/**
 * Sets the handler of the event `inviteTrying`; NULL removes it. See `inviteTrying_fn`.
 */
void PSCallback_setInviteTryingHandler(void *callbackDispatcher, inviteTrying_fn eventHandler);

/**
 * Sets the handler of the event `inviteSessionProgress`; NULL removes it. See `inviteSessionProgress_fn`.
 */
void PSCallback_setInviteSessionProgressHandler(void *callbackDispatcher,
                                                inviteSessionProgress_fn eventHandler);

/**
 * Sets the handler of the event `inviteRinging`; NULL removes it. See `inviteRinging_fn`.
 */
void PSCallback_setInviteRingingHandler(void *callbackDispatcher, inviteRinging_fn eventHandler);

/**
 * Sets the handler of the event `inviteAnswered`; NULL removes it. See `inviteAnswered_fn`.
 */
void PSCallback_setInviteAnsweredHandler(void *callbackDispatcher, inviteAnswered_fn eventHandler);

/**
 * Sets the handler of the event `inviteFailure`; NULL removes it. See `inviteFailure_fn`.
 */
void PSCallback_setInviteFailureHandler(void *callbackDispatcher, inviteFailure_fn eventHandler);

/**
 * Sets the handler of the event `inviteUpdated`; NULL removes it. See `inviteUpdated_fn`.
 */
void PSCallback_setInviteUpdatedHandler(void *callbackDispatcher, inviteUpdated_fn eventHandler);

/**
 * Sets the handler of the event `inviteConnected`; NULL removes it. See `inviteConnected_fn`.
 */
void PSCallback_setInviteConnectedHandler(void *callbackDispatcher,
                                          inviteConnected_fn eventHandler);

/**
 * Sets the handler of the event `inviteBeginingForward`; NULL removes it. See `inviteBeginingForward_fn`.
 */
void PSCallback_setInviteBeginingForwardHandler(void *callbackDispatcher,
                                                inviteBeginingForward_fn eventHandler);

/**
 * Sets the handler of the event `inviteClosed`; NULL removes it. See `inviteClosed_fn`.
 */
void PSCallback_setInviteClosedHandler(void *callbackDispatcher, inviteClosed_fn eventHandler);

/**
 * Sets the handler of the event `remoteHold`; NULL removes it. See `remoteHold_fn`.
 */
void PSCallback_setRemoteHoldHandler(void *callbackDispatcher, remoteHold_fn eventHandler);

/**
 * Sets the handler of the event `remoteUnHold`; NULL removes it. See `remoteUnHold_fn`.
 */
void PSCallback_setRemoteUnHoldHandler(void *callbackDispatcher, remoteUnHold_fn eventHandler);

/**
 * Sets the handler of the event `dialogStateUpdated`; NULL removes it. See `dialogStateUpdated_fn`.
 */
void PSCallback_setDialogStateUpdatedHandler(void *callbackDispatcher,
                                             dialogStateUpdated_fn eventHandler);

/**
 * Sets the handler of the event `receivedRefer`; NULL removes it. See `receivedRefer_fn`.
 */
void PSCallback_setReceivedReferHandler(void *callbackDispatcher, receivedRefer_fn eventHandler);

/**
 * Sets the handler of the event `referAccepted`; NULL removes it. See `referAccepted_fn`.
 */
void PSCallback_setReferAcceptedHandler(void *callbackDispatcher, referAccepted_fn eventHandler);

/**
 * Sets the handler of the event `referRejected`; NULL removes it. See `referRejected_fn`.
 */
void PSCallback_setReferRejectedHandler(void *callbackDispatcher, referRejected_fn eventHandler);

/**
 * Sets the handler of the event `transferTrying`; NULL removes it. See `transferTrying_fn`.
 */
void PSCallback_setTransferTryingHandler(void *callbackDispatcher, transferTrying_fn eventHandler);

/**
 * Sets the handler of the event `transferRinging`; NULL removes it. See `transferRinging_fn`.
 */
void PSCallback_setTransferRingingHandler(void *callbackDispatcher,
                                          transferRinging_fn eventHandler);

/**
 * Sets the handler of the event `ACTVTransferSuccess`; NULL removes it. See `ACTVTransferSuccess_fn`.
 */
void PSCallback_setACTVTransferSuccessHandler(void *callbackDispatcher,
                                              ACTVTransferSuccess_fn eventHandler);

/**
 * Sets the handler of the event `ACTVTransferFailure`; NULL removes it. See `ACTVTransferFailure_fn`.
 */
void PSCallback_setACTVTransferFailureHandler(void *callbackDispatcher,
                                              ACTVTransferFailure_fn eventHandler);

/**
 * Sets the handler of the event `receivedSignaling`; NULL removes it. See `receivedSignaling_fn`.
 */
void PSCallback_setReceivedSignalingHandler(void *callbackDispatcher,
                                            receivedSignaling_fn eventHandler);

/**
 * Sets the handler of the event `sendingSignaling`; NULL removes it. See `sendingSignaling_fn`.
 */
void PSCallback_setSendingSignalingHandler(void *callbackDispatcher,
                                           sendingSignaling_fn eventHandler);

/**
 * Sets the handler of the event `waitingVoiceMessage`; NULL removes it. See `waitingVoiceMessage_fn`.
 */
void PSCallback_setWaitingVoiceMessageHandler(void *callbackDispatcher,
                                              waitingVoiceMessage_fn eventHandler);

/**
 * Sets the handler of the event `waitingFaxMessage`; NULL removes it. See `waitingFaxMessage_fn`.
 */
void PSCallback_setWaitingFaxMessageHandler(void *callbackDispatcher,
                                            waitingFaxMessage_fn eventHandler);

/**
 * Sets the handler of the event `recvDtmfTone`; NULL removes it. See `recvDtmfTone_fn`.
 */
void PSCallback_setRecvDtmfToneHandler(void *callbackDispatcher, recvDtmfTone_fn eventHandler);

/**
 * Sets the handler of the event `presenceRecvSubscribe`; NULL removes it. See `presenceRecvSubscribe_fn`.
 */
void PSCallback_setPresenceRecvSubscribeHandler(void *callbackDispatcher,
                                                presenceRecvSubscribe_fn eventHandler);

/**
 * Sets the handler of the event `presenceOnline`; NULL removes it. See `presenceOnline_fn`.
 */
void PSCallback_setPresenceOnlineHandler(void *callbackDispatcher, presenceOnline_fn eventHandler);

/**
 * Sets the handler of the event `presenceOffline`; NULL removes it. See `presenceOffline_fn`.
 */
void PSCallback_setPresenceOfflineHandler(void *callbackDispatcher,
                                          presenceOffline_fn eventHandler);

/**
 * Sets the handler of the event `recvOptions`; NULL removes it. See `recvOptions_fn`.
 */
void PSCallback_setRecvOptionsHandler(void *callbackDispatcher, recvOptions_fn eventHandler);

/**
 * Sets the handler of the event `recvInfo`; NULL removes it. See `recvInfo_fn`.
 */
void PSCallback_setRecvInfoHandler(void *callbackDispatcher, recvInfo_fn eventHandler);

/**
 * Sets the handler of the event `recvNotifyOfSubscription`; NULL removes it. See `recvNotifyOfSubscription_fn`.
 */
void PSCallback_setRecvNotifyOfSubscriptionHandler(void *callbackDispatcher,
                                                   recvNotifyOfSubscription_fn eventHandler);

/**
 * Sets the handler of the event `subscriptionFailure`; NULL removes it. See `subscriptionFailure_fn`.
 */
void PSCallback_setSubscriptionFailureHandler(void *callbackDispatcher,
                                              subscriptionFailure_fn eventHandler);

/**
 * Sets the handler of the event `subscriptionTerminated`; NULL removes it. See `subscriptionTerminated_fn`.
 */
void PSCallback_setSubscriptionTerminatedHandler(void *callbackDispatcher,
                                                 subscriptionTerminated_fn eventHandler);

/**
 * Sets the handler of the event `recvMessage`; NULL removes it. See `recvMessage_fn`.
 */
void PSCallback_setRecvMessageHandler(void *callbackDispatcher, recvMessage_fn eventHandler);

/**
 * Sets the handler of the event `recvOutOfDialogMessage`; NULL removes it. See `recvOutOfDialogMessage_fn`.
 */
void PSCallback_setRecvOutOfDialogMessageHandler(void *callbackDispatcher,
                                                 recvOutOfDialogMessage_fn eventHandler);

/**
 * Sets the handler of the event `sendMessageSuccess`; NULL removes it. See `sendMessageSuccess_fn`.
 */
void PSCallback_setSendMessageSuccessHandler(void *callbackDispatcher,
                                             sendMessageSuccess_fn eventHandler);

/**
 * Sets the handler of the event `sendMessageFailure`; NULL removes it. See `sendMessageFailure_fn`.
 */
void PSCallback_setSendMessageFailureHandler(void *callbackDispatcher,
                                             sendMessageFailure_fn eventHandler);

/**
 * Sets the handler of the event `sendOutOfDialogMessageSuccess`; NULL removes it. See `sendOutOfDialogMessageSuccess_fn`.
 */
void PSCallback_setSendOutOfDialogMessageSuccessHandler(void *callbackDispatcher,
                                                        sendOutOfDialogMessageSuccess_fn eventHandler);

/**
 * Sets the handler of the event `sendOutOfDialogMessageFailure`; NULL removes it. See `sendOutOfDialogMessageFailure_fn`.
 */
void PSCallback_setSendOutOfDialogMessageFailureHandler(void *callbackDispatcher,
                                                        sendOutOfDialogMessageFailure_fn eventHandler);

/**
 * Sets the handler of the event `playFileFinished`; NULL removes it. See `playFileFinished_fn`.
 */
void PSCallback_setPlayFileFinishedHandler(void *callbackDispatcher,
                                           playFileFinished_fn eventHandler);

/**
 * Sets the handler of the event `statistics`; NULL removes it. See `statistics_fn`.
 *
 * The name is spelt so in every program there is.
 */
void PSCallback_sefStatisticsHandler(void *callbackDispatcher, statistics_fn eventHandler);

/**
 * Writes the SIP, RTP and RTCP of the object's calls to a file that packet
 * analysers read (pcap). A running capture ends. Passwords are not in it, but
 * what is said is. Messages of connections stand in it as datagrams, those of
 * secure ones in the clear.
 *
 * - `path`: the file; an existing one is replaced.
 *
 * Returns 0, or:
 * - `ECoreArgumentNull`: `path` is NULL;
 * - `EAudioFileNameEmpty`: `path` is empty;
 * - `ECoreArgumentIncorrect`: not UTF-8, or the file cannot be made.
 */
int32_t PortSIPX_startPacketCapture(void *libSDK, const char *path);

/**
 * Ends the capture and closes its file, which may take the disk a second.
 * Without one it does nothing.
 *
 * Returns 0.
 */
int32_t PortSIPX_stopPacketCapture(void *libSDK);

/**
 * Names the name servers that are asked for the hosts of SIP URIs, in place of
 * those of the system. The system's file of hosts is not read then. What was
 * found before is forgotten.
 *
 * - `servers`: addresses separated by commas, at most 8, with a port where it is
 *   not 53: `192.0.2.1`, `192.0.2.1:5353`, `[2001:db8::1]:53`; empty for those
 *   of the system.
 *
 * Returns 0, or:
 * - `ECoreArgumentNull`: `servers` is NULL;
 * - `ECoreArgumentIncorrect`: not UTF-8, not addresses, or more than 8.
 */
int32_t PortSIPX_setDnsServers(void *libSDK, const char *servers);

/**
 * Sends each packet of audio with copies of the ones before it (RFC 2198), so that the other
 * side loses nothing where the network loses a packet by itself. From the next call or the
 * next offer on, where the other side takes such packets; off at the start.
 *
 * - `level`: of how many earlier packets there are copies, 0...2. With 1 the bit rate of the
 *   payload is twice that of the codec, with 2 three times; a packet that would exceed
 *   1200 bytes brings fewer. With 2 bursts of two packets
 *   are repaired as well, where the other side waits as long: this library waits for one packet.
 *   With 0 such packets are not offered; offered to us they are always taken, and heard.
 *
 * A repaired loss costs delay: for 10 s after each one sound is heard up to a packet later.
 *
 * Returns 0, or:
 * - `ECoreArgumentIncorrect`: `level` is outside 0...2.
 */
int32_t PortSIPX_enableAudioRed(void *libSDK, int32_t level);

/**
 * Looks for DTMF tones in the sound of the other side, or does not, in all calls, also
 * those that are up; on at the start.
 *
 * It is done only where telephone events (RFC 4733) were not agreed on: where they were,
 * keys come as events. A key that is found raises `recvDtmfTone_fn`, as one of an event
 * does. Turn it off where music or speech could be taken for a key.
 *
 * Returns 0.
 */
int32_t PortSIPX_enableInbandDtmfDetection(void *libSDK, bool state);

/**
 * The local SIP port, which the system chose where `PortSIP_initialize` was
 * given 0.
 *
 * Returns 1...65535.
 */
int32_t PortSIPX_getLocalSIPPort(void *libSDK);

/**
 * Records a call to a file. The file is kept playable while it grows; a crash
 * costs a second at most. A disk that fails ends the recording, which the log
 * says, and leaves the call alone.
 *
 * - `sessionId`: the call, or `CONFERENCE_SESSION_ID`; then received is what
 *   the members say, sent is what is ours, at the highest rate of the members
 *   at the start, 48 kHz where there are none.
 * - `recordFilePath`: an existing folder.
 * - `recordFileName`: the file's name in it; the format's extension is added
 *   where it is missing. An existing file is replaced.
 * - `appendTimestamp`: adds date and time to the name, before the extension.
 * - `channels`: 1 mono, 2 stereo with what is sent left and what is received right.
 * - `recordFileFormat`: a `FILE_FORMAT`: `FILEFORMAT_WAVE`, 16 bits at the rate of
 *   the call; `FILEFORMAT_AMR`, AMR at 12.2 kbit/s, mono, where its library is
 *   installed; `FILEFORMAT_MP3`, MP3 at 32 to 64 kbit/s a channel, where LAME is
 *   installed; `FILEFORMAT_MP4`, Opus in MP4.
 * - `audioRecordMode`: a `RECORD_MODE`.
 * - `videoRecordMode`: a `RECORD_MODE`; no video is recorded by this version.
 *
 * Returns 0, or:
 * - `ECoreArgumentNull`: a text is NULL;
 * - `EAudioFileNameEmpty`: the folder or the name is empty;
 * - `ECoreArgumentIncorrect`: other channels, formats or modes, AMR with two
 *   channels, `audioRecordMode` `RECORD_NONE`, a name with a path in it, or not
 *   UTF-8;
 * - `EAudioPlayFileFormatNotSupport`: AMR or MP3 without its library;
 * - `ECoreInviteSessionNotFound`: no call of this id, no conference;
 * - `ECoreCallNotEstablished`: neither connected nor with early media;
 * - `ECoreCallInHold`: on hold;
 * - `EAudioStartRecordFailure`: the call is being recorded;
 * - `EAudioCreateRecordFileFailure`: the file cannot be made.
 */
int32_t PortSIP_startRecord(void *libSDK,
                            int32_t sessionId,
                            const char *recordFilePath,
                            const char *recordFileName,
                            bool appendTimestamp,
                            int32_t channels,
                            int32_t recordFileFormat,
                            int32_t audioRecordMode,
                            int32_t videoRecordMode);

/**
 * Ends a recording; without one it does nothing.
 *
 * The last of what was recorded is written and the file closed within moments
 * after this returns. It can be played before that, too.
 *
 * Returns 0, or:
 * - `ECoreInviteSessionNotFound`: no call of this id, no conference.
 */
int32_t PortSIP_stopRecord(void *libSDK, int32_t sessionId);

/**
 * Plays a file to the other side. `playFileFinished_fn` tells when it has
 * come to its end by itself. A file that is playing is replaced.
 *
 * WAV (8 to 32 bits, float, G.711; any rate from 4 to 192 kHz), MP3, AMR and
 * AMR-WB (where their library is installed), and MP4 with AAC, Opus or AMR are
 * told apart by their content, not the name. Channels are mixed to one. A loop
 * has no gap.
 *
 * - `sessionId`: the call, or `CONFERENCE_SESSION_ID`: all members hear it.
 * - `fileUrl`: the file's path.
 * - `loop`: starts again at the end.
 * - `playAudio`: 0 the file is not heard, 1 the file takes the place of the
 *   microphone, 2 both are heard.
 *
 * Returns 0, or:
 * - `ECoreArgumentNull`: `fileUrl` is NULL;
 * - `EAudioFileNameEmpty`: `fileUrl` is empty;
 * - `ECoreArgumentIncorrect`: not UTF-8;
 * - `EAudioPlayFileModeNotSupport`: `playAudio` is outside 0...2;
 * - `ECoreInviteSessionNotFound`: no call of this id, no conference;
 * - `ECoreCallNotEstablished`: neither connected nor with early media;
 * - `ECoreCallInHold`: on hold;
 * - `EAudioOpenPlayFileFailure`: missing or not readable;
 * - `EAudioPlayFileFormatNotSupport`: not a format this build reads.
 */
int32_t PortSIP_startPlayingFileToRemote(void *libSDK,
                                         int32_t sessionId,
                                         const char *fileUrl,
                                         bool loop,
                                         int32_t playAudio);

/**
 * Ends the file that plays to the other side. No event follows.
 *
 * Returns 0, or:
 * - `ECoreInviteSessionNotFound`: no call of this id, no conference.
 */
int32_t PortSIP_stopPlayingFileToRemote(void *libSDK, int32_t sessionId);

/**
 * Plays a file on the speaker, with calls or without any; nobody else hears
 * it. The formats are those of `PortSIP_startPlayingFileToRemote`.
 * `playFileFinished_fn` tells with `INVALID_SESSION_ID` when it has come to
 * its end by itself. A file that is playing there is replaced.
 *
 * - `fileUrl`: the file's path.
 * - `loop`: starts again at the end.
 * - `playVideoWindow`: not looked at by this version, which plays no video.
 *
 * Returns 0, or:
 * - `ECoreArgumentNull`: `fileUrl` is NULL;
 * - `EAudioFileNameEmpty`: `fileUrl` is empty;
 * - `ECoreArgumentIncorrect`: not UTF-8;
 * - `EAudioOpenPlayFileFailure`: missing or not readable;
 * - `EAudioPlayFileFormatNotSupport`: not a format this build reads.
 */
int32_t PortSIP_startPlayingFileLocally(void *libSDK,
                                        const char *fileUrl,
                                        bool loop,
                                        void *playVideoWindow);

/**
 * Ends the file that plays on the speaker. No event follows. Without one it
 * does nothing.
 *
 * Returns 0.
 */
int32_t PortSIP_stopPlayingFileLocally(void *libSDK);

/**
 * Sends incoming calls elsewhere from now on: their callers are told to call
 * there (302). `inviteBeginingForward_fn` tells of each.
 *
 * - `forBusyOnly`: true sends them only while a call is up, also one that
 *   rings; false sends all.
 * - `forwardTo`: a name, which becomes `sip:name@<domain>` of the account, or a
 *   `sip:`, `sips:` or `tel:` address. It takes the place of the one before.
 *
 * Returns 0, or:
 * - `ECoreArgumentNull`: `forwardTo` is NULL;
 * - `ECoreCalleeEmpty`: `forwardTo` is empty;
 * - `ECoreArgumentIncorrect`: not UTF-8;
 * - `ECoreInvalidUri`: no address, or a name while the account has no domain.
 */
int32_t PortSIP_enableCallForward(void *libSDK, bool forBusyOnly, const char *forwardTo);

/**
 * Lets incoming calls ring again.
 *
 * Returns 0.
 */
int32_t PortSIP_disableCallForward(void *libSDK);

/**
 * Says whether incoming calls are refused with 480, without an event. Call
 * forward does not take them either. Calls that ring or are up go on.
 *
 * - `state`: true refuses them.
 */
void PortSIP_setDoNotDisturb(void *libSDK, bool state);

/**
 * Sends an incoming call that has not been answered elsewhere: its caller is
 * told to call there (302). The call ends here; no event follows.
 *
 * - `forwardTo`: a name, which becomes `sip:name@<domain>` of the account, or a
 *   `sip:`, `sips:` or `tel:` address.
 *
 * Returns 0, or:
 * - `ECoreArgumentNull`: `forwardTo` is NULL;
 * - `ECoreCalleeEmpty`: `forwardTo` is empty;
 * - `ECoreArgumentIncorrect`: not UTF-8;
 * - `ECoreInvalidUri`: no address, or a name while the account has no domain;
 * - `ECoreInviteSessionNotFound`: no call of this id;
 * - `ECoreNotIncomingCall`: it is our own call, or has been answered.
 */
int32_t PortSIP_forwardCall(void *libSDK, int32_t sessionId, const char *forwardTo);

/**
 * Reads a header of a SIP message, such as one of an event.
 *
 * Compact and long names are the same, case does not matter, and folded lines
 * are joined. Of several headers of a name the first is read.
 *
 * - `sipMessage`: the message as text; need not be UTF-8.
 * - `headerName`: such as "Contact".
 * - `headerValue`: receives the value with a NUL, as valid UTF-8.
 * - `headerValueLength`: the size of `headerValue` in bytes.
 *
 * Returns 0, or:
 * - `ECoreArgumentNull`: a pointer is NULL;
 * - `ECoreSipMessaegEmpty`, `ECoreSipHeaderNameEmpty`: empty;
 * - `ECoreSipHeaderParserEmpty`: the text is not a SIP message;
 * - `ECoreSipHeaderNotExist`: it has no such header;
 * - `ECoreBufferTooSmall`: the value does not fit; `headerValue` gets a leading NUL.
 */
int32_t PortSIP_getSipMessageHeaderValue(void *libSDK,
                                         const char *sipMessage,
                                         const char *headerName,
                                         char *headerValue,
                                         int32_t headerValueLength);

/**
 * Adds a header to outgoing messages.
 *
 * - `sessionId`: only messages of this call, or `INVALID_SESSION_ID` for all.
 * - `methodName`: only messages of this method, responses by their `CSeq`;
 *   "ALL" for all methods.
 * - `msgType`: 1 requests, 2 responses, 3 both.
 * - `headerName`: such as "X-Account".
 * - `headerValue`: its value.
 *
 * Returns the id of what was added (greater than 0), or:
 * - `ECoreArgumentNull`: a text is NULL;
 * - `ECoreSipMethodNameEmpty`, `ECoreSipHeaderNameEmpty`,
 *   `ECoreSipHeaderValueEmpty`: a text is empty;
 * - `ECoreSipHeaderBadFormed`: a method or name that is no token, a header the stack
 *   keeps to itself (From, To, Call-ID, `CSeq`, Via, Max-Forwards,
 *   Content-Length, Route), or CR or LF in the value;
 * - `ECoreInviteSessionNotFound`: no call of this id;
 * - `ECoreDataSizeTooLarge`: 256 headers have been added or modified;
 * - `ECoreArgumentIncorrect`: another `msgType`, or not UTF-8.
 */
int32_t PortSIP_addSipMessageHeader(void *libSDK,
                                    int32_t sessionId,
                                    const char *methodName,
                                    int32_t msgType,
                                    const char *headerName,
                                    const char *headerValue);

/**
 * Takes back one header that was added.
 *
 * - `sipMessageHeaderId`: what `PortSIP_addSipMessageHeader` returned.
 *
 * Returns 0, or:
 * - `ECoreSipHeaderNotExist`: no header of this id has been added.
 */
int32_t PortSIP_removeAddedSipMessageHeader(void *libSDK, int32_t sipMessageHeaderId);

/**
 * Takes back all headers that were added.
 *
 * Returns 0.
 */
int32_t PortSIP_clearAddedSipMessageHeaders(void *libSDK);

/**
 * Gives a header of outgoing messages another value. It takes the place of all
 * headers of the name; where there is none, it is added. Compact and long names
 * are the same.
 *
 * - `sessionId`: only messages of this call, or `INVALID_SESSION_ID` for all.
 * - `methodName`: only messages of this method, responses by their `CSeq`;
 *   "ALL" for all methods.
 * - `msgType`: 1 requests, 2 responses, 3 both.
 * - `headerName`: such as "User-Agent".
 * - `headerValue`: its value.
 *
 * Returns the id of the change (greater than 0), or:
 * - `ECoreArgumentNull`: a text is NULL;
 * - `ECoreSipMethodNameEmpty`, `ECoreSipHeaderNameEmpty`,
 *   `ECoreSipHeaderValueEmpty`: a text is empty;
 * - `ECoreSipHeaderBadFormed`: a method or name that is no token, a header the stack
 *   keeps to itself (From, To, Call-ID, `CSeq`, Via, Max-Forwards,
 *   Content-Length, Route), or CR or LF in the value;
 * - `ECoreInviteSessionNotFound`: no call of this id;
 * - `ECoreDataSizeTooLarge`: 256 headers have been added or modified;
 * - `ECoreArgumentIncorrect`: another `msgType`, or not UTF-8.
 */
int32_t PortSIP_modifySipMessageHeader(void *libSDK,
                                       int32_t sessionId,
                                       const char *methodName,
                                       int32_t msgType,
                                       const char *headerName,
                                       const char *headerValue);

/**
 * Takes back one change of a header.
 *
 * - `sipMessageHeaderId`: what `PortSIP_modifySipMessageHeader` returned.
 *
 * Returns 0, or:
 * - `ECoreSipHeaderNotExist`: no header has been modified under this id.
 */
int32_t PortSIP_removeModifiedSipMessageHeader(void *libSDK, int32_t sipMessageHeaderId);

/**
 * Takes back all changes of headers.
 *
 * Returns 0.
 */
int32_t PortSIP_clearModifiedSipMessageHeaders(void *libSDK);

/**
 * Says whether a character is percent-escaped in the URIs that are made of
 * names, such as `*72#` in `PortSIP_call`. At the start the characters are
 * escaped that RFC 3261 forbids there. URIs that are given whole stay as they
 * are.
 *
 * - `character`: one character.
 * - `enable`: true escapes it from now on, false leaves it as it is.
 *
 * Returns 0, or:
 * - `ECoreArgumentNull`: `character` is NULL;
 * - `ECoreArgumentIncorrect`: empty, more than one character, or not UTF-8; or
 *   `enable` is false for what is always escaped: blanks, control characters,
 *   what is not ASCII, and what would end the user part (at sign, colon, percent
 *   sign, double quote, angle and square brackets, backslash).
 */
int32_t PortSIP_setUriUserEncoding(void *libSDK, const char *character, bool enable);

/**
 * Says whether the Contact of registrations and calls names the features of
 * 3GPP: `+g.3gpp.icsi-ref` of multimedia telephony and `+g.3gpp.smsip`. It takes
 * effect with the next registration, refresh and call; off at the start.
 *
 * - `enable`: true names them.
 *
 * Returns 0.
 */
int32_t PortSIP_enable3GppTags(void *libSDK, bool enable);

/**
 * Makes and starts an SDK object.
 *
 * Any number of objects may live at a time; each has its own port, log file,
 * threads and calls. When the function returns, the local port is open. Peers
 * may reach it before that, so that a handler may be called before the handle
 * has been returned.
 *
 * - `callbackDispatcher`: who is told what happens; from
 *   `PSCallback_createCallbackDispatcher`. The object keeps it alive.
 * - `transportType`: a `TRANSPORT_TYPE`, but not `TRANSPORT_PERS`.
 *   `TRANSPORT_UDP` listens for TCP on the same port as well; `TRANSPORT_TLS` and
 *   `TRANSPORT_WSS` send and take nothing in the clear.
 * - `localIp`: the local address to use, IPv4 or IPv6. "0.0.0.0" and "::" pick
 *   the interface for each destination.
 * - `localSIPPort`: 1...65535, or 0 for any free port.
 * - `logLevel`: a `PORTSIP_LOG_LEVEL`.
 * - `logFilePath`: an existing folder for the log file
 *   `PortSIP_Log_<date-time>.log`; not looked at without logging.
 * - `maxCallSessions`: how many calls may be up at a time, at least 1; more than
 *   10000 is taken as 10000.
 * - `sipAgentString`: the User-Agent header, without control characters; NULL or
 *   empty for the library's own.
 * - `audioDeviceLayer`: 0 the system's devices, 1 a virtual device driven by a clock.
 * - `videoDeviceLayer`: 0 or 1, in the same way.
 * - `TLSCertificatesRootPath`: a folder of certificates, PEM or DER, whatever the
 *   files are called. That to which there is a private key is our own, for peers
 *   that connect and for servers that ask for one; the others are trusted, beside
 *   the system's. NULL or empty for none: then no secure connections are accepted.
 *   It and the next two are for secure connections of every object: one for
 *   another transport opens such where a `sips:` URI or `transport=tls` asks for it.
 * - `TLSCipherList`: cipher suites by their names in OpenSSL or at IANA, parted by
 *   `:`; NULL or empty for all.
 * - `verifyTLSCertificate`: whether a server must show a certificate of its name
 *   (RFC 5922) from somebody trusted. With false anyone may pass for it.
 * - `errorCode`: receives 0 or the reason; may be NULL.
 *
 * Returns the object's handle, to be ended with `PortSIP_unInitialize`, or NULL
 * with one of these in `errorCode`:
 * - `ECoreSDKObjectNull`: the dispatcher's handle is not one;
 * - `ECoreArgumentNull`: `localIp` is NULL, or `logFilePath` while logging;
 * - `ECoreUnsupportTransport`: another transport;
 * - `ECorePortOutOfRange`: the port is outside 0...65535;
 * - `ECoreSessionNumsOutOfRange`: fewer than 1 call;
 * - `ECoreNetworkInterfaceUnavailable`: the address is none of this machine's;
 * - `ECoreAddUdpTransportFailure`, `ECoreAddTcpTransportFailure`,
 *   `ECoreAddTlsTransportFailure`: the port cannot be bound; WS counts as TCP, WSS
 *   as TLS;
 * - `ECoreArgumentIncorrect`: a log level, layer or log folder that does not
 *   exist, text that is not UTF-8, a control character in the User-Agent; for TLS
 *   and WSS also a folder of certificates or a cipher suite that does not exist;
 * - `ECoreInitializeStackFailure`: the system refused threads or randomness;
 * - `ECoreStackException`: the library failed inside.
 */
void *PortSIP_initialize(void *callbackDispatcher,
                         int32_t transportType,
                         const char *localIp,
                         int32_t localSIPPort,
                         int32_t logLevel,
                         const char *logFilePath,
                         int32_t maxCallSessions,
                         const char *sipAgentString,
                         int32_t audioDeviceLayer,
                         int32_t videoDeviceLayer,
                         const char *TLSCertificatesRootPath,
                         const char *TLSCipherList,
                         bool verifyTLSCertificate,
                         int32_t *errorCode);

/**
 * Ends an SDK object and frees its handle.
 *
 * Calls end (BYE, CANCEL or 480), the registration is taken back, and the
 * answers are awaited for at most 2 s in all. When the function returns,
 * every thread of the object has ended and no handler is called any more,
 * but for a handler that is still inside after those 2 s: it is left alone,
 * and is the last.
 *
 * Called in a handler, it returns at once: the same steps follow by
 * themselves, and the running handler is the last.
 *
 * A handle that is null, freed or not an SDK object's does nothing. Other
 * threads may be inside functions with this handle: their calls finish.
 */
void PortSIP_unInitialize(void *libSDK);

/**
 * The version of the library, `MAJOR.MINOR.PATCH`.
 *
 * The text is the caller's, to be given back with `free`; on Windows, where
 * `malloc` and `free` may be another library's than ours, with
 * `CoTaskMemFree`. Managed callers that declare a string as the result do
 * that by themselves. NULL only when there is no memory.
 */
const char *PortSIP_getVersion(void);

/**
 * Does nothing, whatever it is given.
 *
 * Some programs call it with what a handler was given, to free that. Nothing
 * need be freed: what a handler is given lives until the handler returns, and
 * the library frees it.
 *
 * - `parameters`: anything; not looked at.
 */
void PortSIP_delCallbackParameters(void *parameters);

/**
 * Sets the licence key. Any key will do: this library has no trial limits.
 *
 * - `key`: not empty.
 *
 * Returns 0, or:
 * - `ECoreArgumentNull`: `key` is NULL;
 * - `ECoreWrongLicenseKey`: `key` is empty;
 * - `ECoreArgumentIncorrect`: `key` is not UTF-8.
 */
int32_t PortSIP_setLicenseKey(void *libSDK, const char *key);

/**
 * Sends a message in a call, also on hold. Messages of one call go one at a time, in
 * the order they were made. `sendMessageSuccess_fn` or `sendMessageFailure_fn` tells
 * what became of it, once.
 *
 * - `mimeType`, `subMimeType`: the two halves of its type, such as "text" and "plain";
 *   the second may carry parameters.
 * - `message`: what it carries; text in UTF-8.
 * - `messageLength`: its length in bytes, 0...65536.
 *
 * Returns the id of the message, or:
 * - `ECoreArgumentNull`: a text or `message` is NULL;
 * - `ECoreMimeTypeUnknown`: a half of the type is empty or malformed;
 * - `ECoreArgumentIncorrect`: a text is not UTF-8, or `messageLength` is negative;
 * - `ECoreDataSizeTooLarge`: it is longer, or 64 messages of the call wait;
 * - `ECoreInviteSessionNotFound`: no call of this id;
 * - `ECoreCallNotEstablished`: not connected yet.
 */
int32_t PortSIP_sendMessage(void *libSDK,
                            int32_t sessionId,
                            const char *mimeType,
                            const char *subMimeType,
                            const uint8_t *message,
                            int32_t messageLength);

/**
 * Sends a message outside of calls. Messages to one recipient go one after the other,
 * in the order they were made. `sendOutOfDialogMessageSuccess_fn` or
 * `sendOutOfDialogMessageFailure_fn` tells what became of it, once.
 *
 * - `to`: a name, which becomes `sip:name@<domain>` of the account, or a `sip:`,
 *   `sips:` or `tel:` address, with a display name or without.
 * - `mimeType`, `subMimeType`: the two halves of its type, such as "text" and "plain";
 *   the second may carry parameters.
 * - `isSMS`: true to mark it as a short message: `;messagetype=SMS` behind the
 *   address in the To header.
 * - `message`: what it carries; text in UTF-8.
 * - `messageLength`: its length in bytes, 0...65536.
 *
 * Returns the id of the message, or:
 * - `ECoreArgumentNull`: a text or `message` is NULL;
 * - `ECoreCalleeEmpty`: `to` is empty;
 * - `ECoreMimeTypeUnknown`: a half of the type is empty or malformed;
 * - `ECoreArgumentIncorrect`: a text is not UTF-8, or `messageLength` is negative;
 * - `ECoreUserNotFound`: no user is set;
 * - `ECoreInvalidUri`: no address, a transport that there is not, or a name while
 *   the account has no domain;
 * - `ECoreDataSizeTooLarge`: it is longer, or 1024 messages wait for their answer.
 */
int32_t PortSIP_sendOutOfDialogMessage(void *libSDK,
                                       const char *to,
                                       const char *mimeType,
                                       const char *subMimeType,
                                       bool isSMS,
                                       const uint8_t *message,
                                       int32_t messageLength);

/**
 * How many local addresses there are: the indices of
 * `PortSIP_getLocalIpAddress` run from 0 to one less.
 *
 * Returns 0 or more, or `ECoreStackException`.
 */
int32_t PortSIP_getNICNums(void);

/**
 * A local address that peers may reach: IPv4 before IPv6, loopback only where
 * there is nothing else. Link-local addresses are left out, and those of interfaces
 * that are switched off or unplugged.
 *
 * - `index`: from 0; see `PortSIP_getNICNums`.
 * - `ip`: receives the address as text with a NUL.
 * - `ipSize`: the size of `ip` in bytes, at least 32; 46 holds any address.
 *
 * Returns 0, or:
 * - `ECoreArgumentNull`: `ip` is NULL;
 * - `ECoreBufferTooSmall`: `ipSize` is below 32 or the address does not fit;
 *   `ip` gets a leading NUL;
 * - `ECoreNetworkInterfaceUnavailable`: there is no address of this index.
 */
int32_t PortSIP_getLocalIpAddress(int32_t index, char *ip, int32_t ipSize);

/**
 * Keeps the mappings of NATs alive while a call sends no RTP: when it has sent
 * none for the given time, an RTP packet without payload goes, numbered as the
 * stream is (RFC 6263, section 4.6). That concerns all calls, also those that are up.
 * Calls that send sound or silence need none.
 *
 * Without a call of this function it is on, with a payload type that the call
 * does not use and every 15 s.
 *
 * - `state`: true to send them, false for none.
 * - `keepAlivePayloadType`: 0...63 or 96...127, such as 126; those between are taken
 *   for RTCP where it shares the port (RFC 5761, section 4). A call that has another use
 *   for it takes one that it does not use. Not looked at when `state` is false.
 * - `deltaTransmitTimeMS`: 1000...300000 ms; less than 15000 burdens networks
 *   without need. Not looked at when `state` is false.
 *
 * Returns 0, or:
 * - `ECorePayloadOutofRange`: another payload type;
 * - `ECoreArgumentIncorrect`: another time.
 */
int32_t PortSIP_setRtpKeepAlive(void *libSDK,
                                bool state,
                                int32_t keepAlivePayloadType,
                                int32_t deltaTransmitTimeMS);

/**
 * Marks RTP and RTCP for expedited forwarding (DSCP 46 of RFC 4594), so that
 * networks which honour it send audio before other traffic; it is on at the
 * start. It concerns all calls, also those that are up.
 *
 * Linux and Android mark IPv4 and IPv6, macOS too; iOS IPv4 alone. On Windows
 * the function returns 0 and has no effect: the system leaves the field zero
 * whatever a program asks, and marks by a quality-of-service policy that an
 * administrator sets for the program or the port range.
 *
 * - `state`: true for 46, false for 0.
 *
 * Returns 0.
 */
int32_t PortSIP_enableAudioQos(void *libSDK, bool state);

/**
 * Says whether calls of ours from now on offer ICE (RFC 8445), which finds the
 * way of media through NATs by checks of each address of ours with each of the
 * other side. It is off at the start. Calls that are up stay as they were agreed.
 *
 * The offer names the address of this machine, and where servers see it where
 * that is elsewhere: the STUN server of `PortSIP_setUser` is asked for each call,
 * whose INVITE waits for that, 1 s at most, and so is the relay of
 * `PortSIPX_setTurnServer`. Both are asked again before a call whose address has
 * changed, or whose media has lost its way, tells the other side. It lets RTCP share the port of RTP (RFC 5761). Who
 * answers without ICE gets media as without it. Calls that are offered with ICE
 * are answered with it whether this is on or off.
 *
 * - `state`: true to offer it, false not to.
 *
 * Returns 0.
 */
int32_t PortSIPX_enableIce(void *libSDK,
                           bool state);

/**
 * Sets a relay of media (TURN, RFC 8656) for calls that use ICE, from now on: a
 * call that finds no other way through the NATs of both sides goes through it. Calls
 * that are up keep theirs until they look for another way.
 *
 * Each such call asks the server for an address before it describes itself, as it asks
 * the STUN server, and waits for both together 1 s at most. A call whose server refuses,
 * or is silent, goes on without a relay; the log says why.
 *
 * - `turnServer`: a host or an address; NULL or empty for none.
 * - `turnServerPort`: its port; 0 is 3478, or 5349 for TLS.
 * - `transportType`: a `TRANSPORT_TYPE`, over which the server is reached:
 *   `TRANSPORT_UDP`, or `TRANSPORT_TCP` and `TRANSPORT_TLS` for networks that let no UDP
 *   out. Over TLS the server has to show a certificate of `turnServer` by the rules of the
 *   web (wildcards count), verified where those of SIP servers are. Between the server and
 *   the other side it is UDP always.
 * - `userName`, `password`: what answers its challenges; NULL or empty where it
 *   asks for nothing: to who has a name nothing counts that the password does not
 *   prove. At most 508 bytes each.
 *
 * Without a server the rest is not looked at.
 *
 * Returns 0, or:
 * - `ECorePortOutOfRange`: the port is outside 0...65535;
 * - `ECoreUnsupportTransport`: WebSocket, or a number that is no `TRANSPORT_TYPE`;
 * - `ECoreArgumentIncorrect`: a text is not UTF-8, too long or has control characters,
 *   or the host has blanks.
 */
int32_t PortSIPX_setTurnServer(void *libSDK,
                               const char *turnServer,
                               int32_t turnServerPort,
                               int32_t transportType,
                               const char *userName,
                               const char *password);

/**
 * Sets the ports for media. Each call takes an even port for RTP and the odd
 * one above it for RTCP. Calls that are up keep theirs.
 *
 * - `minimumRtpPort`: 2...65534, even; 10000 at the start.
 * - `maximumRtpPort`: 2...65534, even, above `minimumRtpPort`; 60000 at the start.
 *
 * Returns 0, or:
 * - `ECoreMiniAudioPortOutOfRange`, `ECoreMaxAudioPortOutOfRange`: out of range;
 * - `ECoreMiniRtpPortMustIsEvenNum`, `ECoreMaxAudioPortNotEvenNumber`: odd;
 * - `ECoreAudioVideoPortOverlapped`: the minimum is above the maximum;
 * - `ECoreAudioVideoPortRangeTooSmall`: no room for the calls that
 *   `PortSIP_initialize` allowed, two pairs of ports each.
 */
int32_t PortSIP_setRtpPortRange(void *libSDK, int32_t minimumRtpPort, int32_t maximumRtpPort);

/**
 * Says which addresses of a host that has both are tried first: a SIP server,
 * proxy or peer that is named by a domain. IPv4 at the start.
 *
 * IPv6 addresses are tried only where the local address of
 * `PortSIP_initialize` is one, or `::`. The other family follows where the
 * first cannot be reached. It takes effect with the next request whose host is
 * looked up.
 *
 * - `enable`: true tries IPv6 addresses before IPv4 addresses.
 *
 * Returns 0.
 */
int32_t PortSIP_enablePriorityIPv6Domain(void *libSDK, bool enable);

/**
 * Says who tells others how we are. A change ends what was there without an event: the
 * subscriptions of those who watch us, or what is published.
 *
 * - `mode`: 0 we ourselves, as at the start: those who want to know subscribe at us, and
 *   `presenceRecvSubscribe_fn` asks about each; 1 a server (presence agent), where we
 *   publish it by PUBLISH (RFC 3903), and subscriptions at us are refused.
 *
 * Returns 0, or `ECoreArgumentIncorrect`: `mode` is neither.
 */
int32_t PortSIP_setPresenceMode(void *libSDK, int32_t mode);

/**
 * Says how long what we publish is asked to live, from the next change on; 3600 seconds
 * without this. It is refreshed before its end. The server may grant less, or insist on
 * more.
 *
 * - `secs`: seconds, 20 or more.
 *
 * Returns 0, or `ECoreExpiresValueTooSmall`.
 */
int32_t PortSIP_setDefaultPublicationTime(void *libSDK, int32_t secs);

/**
 * Lets somebody who watches us know how we are, from now on. The first that is told is
 * what `PortSIP_setPresenceStatus` has said for this subscription, else what it has said
 * last to anybody since the user was set, else "Online". Who may know already stays as he
 * is.
 *
 * - `subscribeId`: the id that `presenceRecvSubscribe_fn` brought.
 *
 * Returns 0, or `ECoreNotFoundSubscribeId`: nobody watches us by this id, or not any
 * more.
 */
int32_t PortSIP_presenceAcceptSubscribe(void *libSDK, int32_t subscribeId);

/**
 * Lets somebody who watches us know nothing, or nothing more: his subscription ends
 * (`terminated;reason=rejected`). No event follows.
 *
 * - `subscribeId`: the id that `presenceRecvSubscribe_fn` brought; it may have been
 *   accepted before.
 *
 * Returns 0, or `ECoreNotFoundSubscribeId`: nobody watches us by this id, or not any
 * more.
 */
int32_t PortSIP_presenceRejectSubscribe(void *libSDK, int32_t subscribeId);

/**
 * Says how we are. Somebody who watches us and was accepted is told at once, by NOTIFY;
 * one who was not decided about when he is accepted. In presence agent mode
 * (`PortSIP_setPresenceMode`) our server is told, by PUBLISH: what is published is kept
 * alive until the mode changes or the user is removed, and no event tells how it fares;
 * it is seen by `receivedSignaling_fn`, see `PortSIP_enableCallbackSignaling`.
 *
 * - `subscribeId`: the id that `presenceRecvSubscribe_fn` brought; in presence agent
 *   mode 0.
 * - `stateText`: what others read, 1024 bytes at most. "Offline", in any case, says that
 *   we cannot be reached, every other text that we can.
 *
 * Returns 0, or:
 * - `ECoreArgumentNull`: `stateText` is NULL;
 * - `ECoreArgumentIncorrect`: `stateText` is empty or not UTF-8;
 * - `ECoreDataSizeTooLarge`: `stateText` is longer than 1024 bytes;
 * - `ECoreNotFoundSubscribeId`: nobody watches us by this id, or in presence agent mode
 *   it is not 0;
 * - `ECoreUserNotFound`: in presence agent mode, no user is set;
 * - `ECoreSIPServerEmpty`: in presence agent mode, the user has no server;
 * - `ECoreInvalidUri`: in presence agent mode, a server with a transport that there is
 *   not.
 */
int32_t PortSIP_setPresenceStatus(void *libSDK, int32_t subscribeId, const char *stateText);

/**
 * Turns voice activity detection on or off, also during calls; off at the start.
 *
 * While it is on and nobody speaks into the microphone, a call in which comfort
 * noise (RFC 3389) was agreed on sends no audio: a packet of 11 bytes describes
 * the noise when it begins, when it changes (at most every 200 ms) and every
 * 500 ms. Sound goes on for 250 ms after the last word. Files and PCM streams
 * are sent as they are.
 *
 * Comfort noise is offered while this is on, so switch it on before a call
 * begins; where the other side offers it, it is accepted always. It goes with
 * the codecs of an RTP clock of 8 kHz (PCMU, PCMA, G.722, G.729, GSM, iLBC). Opus has its own way,
 * the parameter `usedtx=1` of `setAudioCodecParameter`.
 *
 * Cost: about 15 us for each 10 ms, whatever the number of calls.
 */
void PortSIP_enableVAD(void *libSDK, bool state);

/**
 * Turns the generator of comfort noise on or off, also during calls; on at the
 * start.
 *
 * It plays noise of the level and spectrum that the other side describes
 * (RFC 3389) while nobody speaks there. While it is off these pauses are silent.
 *
 * Cost: about 3 us for each 10 ms of a call that pauses.
 */
void PortSIP_enableCNG(void *libSDK, bool state);

/**
 * Turns acoustic echo cancellation on or off, also during calls; off at the
 * start.
 *
 * What the speaker plays and the microphone hears again is taken out of what
 * all calls send, whatever the delay between the two up to 300 ms. It finds
 * echo and delay by itself and needs about 3 s of the other side's voice for
 * that. Where both sides speak at once ours is kept. Headsets need none.
 *
 * Cost: 75 us (device at 16 kHz) to 135 us (48 kHz) for each 10 ms, whatever
 * the number of calls.
 */
void PortSIP_enableAEC(void *libSDK, bool state);

/**
 * Turns automatic gain control on or off, also during calls; off at the start.
 *
 * Speech that is too quiet is made louder, by up to 40 dB and by 6 dB in each
 * second, until it is at about -20 dB of full scale. Noise between words is
 * never brought above -50 dB, and a limiter keeps peaks from clipping. Speech
 * that is loud enough stays as it is. `setMicVolume` works behind it.
 *
 * Cost: about 20 us for each 10 ms, whatever the number of calls.
 */
void PortSIP_enableAGC(void *libSDK, bool state);

/**
 * Turns noise suppression on or off, also during calls; off at the start.
 *
 * Steady noise, as of a fan, goes down by about 12 dB and speech stays. It
 * delays what is sent by 6 ms.
 *
 * Cost: 15 us (device at 16 kHz) to 40 us (48 kHz) for each 10 ms, whatever the
 * number of calls.
 */
void PortSIP_enableANS(void *libSDK, bool state);

/**
 * Names this instance of the account in registrations from now on (RFC 5626):
 * `+sip.instance` and `reg-id` stand in the Contact, and a server that can
 * keeps to the way of the registration and gives the instance an address of
 * its own (GRUU, RFC 5627). Without it none of these is asked for. It should
 * stay the same over the life of an installation.
 *
 * - `uuid`: a UUID such as `f81d4fae-7dec-11d0-a765-00a0c91e6bf6`, with or
 *   without `urn:uuid:` before it.
 *
 * Returns 0, or:
 * - `ECoreArgumentNull`: `uuid` is NULL;
 * - `ECoreArgumentIncorrect`: no UUID.
 */
int32_t PortSIP_setInstanceId(void *libSDK, const char *uuid);

/**
 * Registers anew at once: the way to the server is looked for anew, a new
 * connection is opened, and the public address is learned anew. The place to
 * call it is after a change of network that the library has not seen by
 * itself; that of its own interfaces it notices. A success raises
 * `registerSuccess_fn` where it is the first one or follows a failure.
 *
 * - `regExpires`: seconds to ask for from now on, at least 20; 0 keeps what was
 *   asked for before.
 *
 * Returns 0, or:
 * - `ECoreExpiresValueTooSmall`: `regExpires` is below 20 and not 0;
 * - `ECoreUserNotFound`: no user is set;
 * - `ECoreNotRegistered`: not registered, nor on the way to it.
 */
int32_t PortSIP_refreshRegistration(void *libSDK, int32_t regExpires);

/**
 * Says whether requests ask for the port they came from (RFC 3581), so that
 * answers find back through a NAT. On, the address that the server saw is
 * named in Contact and in session descriptions, and the server is told anew
 * when it changes. On at the start.
 *
 * - `enable`: true asks.
 *
 * Returns 0.
 */
int32_t PortSIP_enableRport(void *libSDK, bool enable);

/**
 * How often the way to the server is kept open while the account is registered:
 * an empty line over a connection and by datagrams, a STUN request by datagrams
 * to a server that keeps to the way (RFC 5626). A server may ask for it more
 * often. What is sent comes up to a fifth of the time earlier. 30 at the start.
 *
 * - `keepAliveTime`: seconds; 0 sends none.
 *
 * Returns 0, or:
 * - `ECoreArgumentIncorrect`: below 0.
 */
int32_t PortSIP_setKeepAliveTime(void *libSDK, int32_t keepAliveTime);

/**
 * Tells the server how to wake this device for a call (RFC 8599): parameters of
 * the Contact in registrations from now on. The server then asks the push
 * notification service before it sends an INVITE; the program, once woken,
 * calls `PortSIP_refreshRegistration`.
 *
 * - `provider`: the service, such as `apns`, `fcm` or `webpush`; empty takes all
 *   back.
 * - `param`: what the service needs beside it, such as the application's
 *   identifier; may be empty.
 * - `prid`: the device's identifier at the service.
 *
 * Returns 0, or:
 * - `ECoreArgumentNull`: a text is NULL;
 * - `ECoreArgumentIncorrect`: not UTF-8, control characters, or no `prid`;
 * - `ECoreDataSizeTooLarge`: a text is longer than 1024 bytes.
 */
int32_t PortSIPX_setPushParameters(void *libSDK,
                                   const char *provider,
                                   const char *param,
                                   const char *prid);

/**
 * Takes bodies of one more type in requests of a method. Requests with other
 * types are refused with 415, unless they say that the body is optional.
 *
 * Taken without this: `application/sdp` in INVITE, UPDATE and PRACK;
 * `application/dtmf-relay`, `application/dtmf` and `application/media_control+xml`
 * in INFO; `text/plain` in MESSAGE.
 *
 * - `methodName`: such as "INFO"; case does not matter.
 * - `mimeType`, `subMimeType`: the two halves of the type, such as "text" and
 *   "plain".
 *
 * Returns 0, also where the type was taken before, or:
 * - `ECoreArgumentNull`: a text is NULL;
 * - `ECoreSipMethodNameEmpty`: `methodName` is empty;
 * - `ECoreMimeTypeUnknown`: a half of the type is empty or no token;
 * - `ECoreArgumentIncorrect`: `methodName` is no token, or a text is not UTF-8;
 * - `ECoreDataSizeTooLarge`: 64 types have been added.
 */
int32_t PortSIP_addSupportedMimeType(void *libSDK,
                                     const char *methodName,
                                     const char *mimeType,
                                     const char *subMimeType);

/**
 * Asks somebody what they can do (OPTIONS). No event tells the answer; it is
 * seen by `receivedSignaling_fn`, see `PortSIP_enableCallbackSignaling`.
 *
 * - `to`: a name, which becomes `sip:name@<domain>` of the account, or a `sip:`,
 *   `sips:` or `tel:` address.
 * - `sdp`: a session description to be sent along; NULL or empty for none.
 *
 * Returns 0, or:
 * - `ECoreArgumentNull`: `to` is NULL;
 * - `ECoreCalleeEmpty`: `to` is empty;
 * - `ECoreArgumentIncorrect`: not UTF-8;
 * - `ECoreUserNotFound`: no user is set;
 * - `ECoreInvalidUri`: no address, a transport that there is not, or a name while
 *   the account has no domain;
 * - `ECoreDataSizeTooLarge`: `sdp` has more than 65536 bytes, or 64 OPTIONS wait
 *   for their answer.
 */
int32_t PortSIP_sendOptions(void *libSDK, const char *to, const char *sdp);

/**
 * Sends an INFO request in a call, also on hold. Requests of one call go one
 * at a time, in the order they were made; DTMF by INFO is one of them. No event
 * tells whether it was taken.
 *
 * - `mimeType`, `subMimeType`: the two halves of the Content-Type, such as "text"
 *   and "plain"; the second may carry parameters.
 * - `infoContents`: the body; may be empty.
 *
 * Returns 0, or:
 * - `ECoreArgumentNull`: a text is NULL;
 * - `ECoreMimeTypeUnknown`: a half of the type is empty or malformed;
 * - `ECoreArgumentIncorrect`: not UTF-8;
 * - `ECoreDataSizeTooLarge`: the body has more than 65536 bytes, or 64 requests
 *   wait;
 * - `ECoreInviteSessionNotFound`: no call of this id;
 * - `ECoreCallNotEstablished`: not connected yet.
 */
int32_t PortSIP_sendInfo(void *libSDK,
                         int32_t sessionId,
                         const char *mimeType,
                         const char *subMimeType,
                         const char *infoContents);

/**
 * Lets calls that begin from now on be refreshed again and again (RFC 4028): a
 * call whose other side does not answer any more ends with `inviteClosed_fn`.
 *
 * Calls whose other side asks for such a timer have one without this as well.
 *
 * - `timerSeconds`: the interval in seconds, 90 or more; the other side may
 *   make it longer or shorter. A refresh goes after half of it.
 * - `refreshMode`: a `SESSION_REFRESH_MODE`, who refreshes where the other side
 *   leaves that open.
 *
 * Returns 0, or:
 * - `ECoreSessionTimerValueTooSmall`: `timerSeconds` is below 90;
 * - `ECoreArgumentIncorrect`: no such mode.
 */
int32_t PortSIP_enableSessionTimer(void *libSDK, int32_t timerSeconds, int32_t refreshMode);

/**
 * Asks for no session timer from now on. Calls that have one keep it.
 *
 * Returns 0.
 */
int32_t PortSIP_disableSessionTimer(void *libSDK);

/**
 * Says whether the media of calls from now on is encrypted (SRTP, RFC 3711). At
 * first it is not. Calls that are up stay as they are.
 *
 * With `SRTP_POLICY_FORCE` a call without keys is refused with 488, and a call of
 * ours to who has none fails with 488. With `SRTP_POLICY_PREFER` our offer can be
 * taken with keys and without, and keys that are offered are taken.
 * `PortSIPX_setSrtpKeyExchange` says what our offers have. An offer of DTLS-SRTP
 * is taken whatever the policy is.
 * `getStatistics_fn` tells in its JSON, under `audio.srtp`, how a call is
 * encrypted.
 *
 * - `srtpPolicy`: an `SRTP_POLICY`;
 * - `AllowSrtpOverUnsecureTransport`: keys in SDP (RFC 4568) may be sent where signalling itself is
 *   not encrypted (UDP, TCP, WS), for everybody on its way to read. Without it
 *   `SRTP_POLICY_PREFER` makes calls in the clear there, and `SRTP_POLICY_FORCE`
 *   none.
 *
 * Returns 0, or:
 * - `ECoreArgumentIncorrect`: no such policy.
 */
int32_t PortSIP_setSrtpPolicy(void *libSDK,
                              int32_t srtpPolicy,
                              bool AllowSrtpOverUnsecureTransport);

/**
 * Says how the keys of calls of ours come about from now on, where the policy has
 * them encrypted. At first they are in SDP. Calls that are up stay as they are.
 *
 * With `SRTP_KEY_EXCHANGE_DTLS` offers have the fingerprint of a certificate that
 * each object makes for itself, and keys are agreed on between the ends of the
 * media: nobody on the way of the signalling knows them, so they need no encrypted
 * transport. `SRTP_POLICY_FORCE` then offers `UDP/TLS/RTP/SAVP`, and
 * `SRTP_POLICY_PREFER` `RTP/AVP`, which can be taken in the clear.
 *
 * Until there are keys no media flows. A call that is up and gets none, as the
 * other side shows another certificate than it described or does not answer for
 * 30 s, is ended: BYE goes with a Reason of cause 488, and `inviteClosed_fn`
 * follows. `getStatistics_fn` tells how far it is under `audio.srtp.dtls`.
 *
 * - `keyExchange`: an `SRTP_KEY_EXCHANGE`.
 *
 * Returns 0, or:
 * - `ECoreArgumentIncorrect`: no such way.
 */
int32_t PortSIPX_setSrtpKeyExchange(void *libSDK, int32_t keyExchange);

/**
 * Names the suites with which the media of calls from now on is encrypted: those
 * are offered, and no other is taken.
 *
 * - `suites`: names parted by `#`, the preferred first: `AEAD_AES_256_GCM`,
 *   `AEAD_AES_128_GCM`, `AES_256_CM_HMAC_SHA1_80`, `AES_256_CM_HMAC_SHA1_32`,
 *   `AES_192_CM_HMAC_SHA1_80`, `AES_192_CM_HMAC_SHA1_32`,
 *   `AES_CM_128_HMAC_SHA1_80`, `AES_CM_128_HMAC_SHA1_32`. Empty, as at first:
 *   all are taken, and offered are both of GCM, both with tags of 80 bits and
 *   keys of 256 and 128 bits, and the last. For DTLS-SRTP both of GCM and the last
 *   two have names; the others are left out there.
 *
 * Returns 0, or:
 * - `ECoreArgumentNull`: `suites` is NULL;
 * - `ECoreArgumentIncorrect`: not UTF-8, an unknown name, or one twice.
 */
int32_t PortSIPX_setSrtpSuites(void *libSDK, const char *suites);

/**
 * Says what SRTP leaves out in calls from now on (RFC 4568, 6.3.2 and 6.3.3): at
 * first nothing. It is offered so, and taken where it is offered; keys that would
 * leave out more than this says are not taken. A peer that does not offer it is not
 * asked for it. AEAD suites always encrypt and authenticate RTP.
 *
 * - `unencryptedSrtp`: RTP is authenticated only;
 * - `unencryptedSrtcp`: RTCP is authenticated only;
 * - `unauthenticatedSrtp`: RTP is encrypted only: it can be forged.
 *
 * Returns 0.
 */
int32_t PortSIPX_setSrtpSessionParameters(void *libSDK,
                                          bool unencryptedSrtp,
                                          bool unencryptedSrtcp,
                                          bool unauthenticatedSrtp);

/**
 * Asks for the statistics of a call; `statistics_fn` brings them as JSON.
 *
 * Returns 0, or:
 * - `ECoreInviteSessionNotFound`: no call of this id;
 * - `ECoreCallNotEstablished`: neither connected nor with early media.
 */
int32_t PortSIP_getStatistics(void *libSDK, int32_t sessionId);

/**
 * Sends what `PortSIP_sendPcmStreamToRemote` gives instead of the microphone,
 * or goes back to the microphone.
 *
 * - `state`: true to send the stream. Enabling it again changes the rate and
 *   drops what has not been sent.
 * - `streamSamplesPerSec`: samples per second, 8000...48000 in steps of 25; not
 *   looked at when `state` is false.
 *
 * Returns 0, or:
 * - `ECoreAudioSampleOutOfRange`: another rate;
 * - `ECoreInviteSessionNotFound`: no call of this id;
 * - `ECoreCallNotEstablished`: neither connected nor with early media;
 * - `ECoreCallInHold`: on hold.
 */
int32_t PortSIP_enableSendPcmStreamToRemote(void *libSDK,
                                            int32_t sessionId,
                                            bool state,
                                            int32_t streamSamplesPerSec);

/**
 * Sends samples to the other side. They are copied.
 *
 * The library keeps 100 ms; what exceeds that is dropped. Give 20 ms every 20 ms.
 *
 * - `data`: 16-bit mono PCM in the machine's byte order.
 * - `dataLength`: its length in bytes, even.
 *
 * Returns 0, or:
 * - `ECoreArgumentNull`: `data` is NULL;
 * - `ECoreArgumentIncorrect`: `dataLength` is negative or odd;
 * - `ECoreInviteSessionNotFound`: no call of this id;
 * - `EAudioPlaySteamNotEnabled`: see `PortSIP_enableSendPcmStreamToRemote`;
 * - `ECoreCallInHold`: on hold.
 */
int32_t PortSIP_sendPcmStreamToRemote(void *libSDK,
                                      int32_t sessionId,
                                      const uint8_t *data,
                                      int32_t dataLength);

/**
 * Shows the raw audio of a call to a handler, every 10 ms, or stops it. It may
 * be asked for at any time of a call, and begins with its audio: with the early media
 * where there are any, of a call we make too, else with the answer.
 *
 * The handler runs on a media thread: it should return within milliseconds,
 * or audio has gaps. After the function has returned with `enable` false, a
 * handler that was running may still finish, and none starts.
 *
 * - `enable`: true to start. Starting again replaces the handler.
 * - `callbackMode`: a `DIRECTION_MODE`: `DIRECTION_SEND`, `DIRECTION_RECV` or
 *   `DIRECTION_SEND_RECV`; not looked at when `enable` is false.
 * - `callbackObject`: handed to the handler; never followed.
 * - `callbackHandler`: not looked at when `enable` is false.
 *
 * Returns 0, or:
 * - `ECoreArgumentNull`: `callbackHandler` is NULL;
 * - `ECoreNotSupportCallbackMode`: another mode;
 * - `ECoreInviteSessionNotFound`: no call of this id.
 */
int32_t PortSIP_enableAudioStreamCallback(void *libSDK,
                                          int32_t sessionId,
                                          bool enable,
                                          int32_t callbackMode,
                                          void *callbackObject,
                                          audioRawCallback_fn callbackHandler);

/**
 * Shows the RTP packets of a call to a handler, or stops it: each packet as it
 * is sent, and each well-formed one that comes to the call's RTP port, also of
 * a source or format that the call does not use. RTCP is not shown. It may be
 * asked for at any time of a call, and begins with its audio: with the early media
 * where there are any, of a call we make too, else with the answer.
 *
 * The handler runs on a media thread: it should return within milliseconds,
 * or audio has gaps. After the function has returned with `DIRECTION_NONE` or
 * without a handler, a handler that was running may still finish, and none
 * starts.
 *
 * - `mediaType`: 0, audio. There is no other media.
 * - `mode`: a `DIRECTION_MODE`: `DIRECTION_SEND`, `DIRECTION_RECV`,
 *   `DIRECTION_SEND_RECV`, or `DIRECTION_NONE` to stop.
 * - `callbackObj`: handed to the handler; never followed.
 * - `RTPCallbackHandler`: NULL to stop. Starting again replaces the handler.
 *
 * Returns 0, or:
 * - `ECoreArgumentIncorrect`: another `mediaType`;
 * - `ECoreNotSupportCallbackMode`: another mode;
 * - `ECoreInviteSessionNotFound`: no call of this id.
 */
int32_t PortSIP_enableRtpCallback(void *libSDK,
                                  int32_t sessionId,
                                  int32_t mediaType,
                                  int32_t mode,
                                  void *callbackObj,
                                  RTPCallback_fn RTPCallbackHandler);

/**
 * Subscribes to what an event package tells of somebody (RFC 6665), and keeps the
 * subscription alive: it is refreshed before its time is over, and made anew where the
 * server has forgotten it, until it is taken back or refused.
 *
 * Each NOTIFY raises `recvNotifyOfSubscription_fn`, and one of these packages what it
 * says besides: "dialog" `dialogStateUpdated_fn`, "message-summary"
 * `waitingVoiceMessage_fn` and `waitingFaxMessage_fn`, "presence" `presenceOnline_fn` and
 * `presenceOffline_fn`. `subscriptionFailure_fn` or `subscriptionTerminated_fn` is the last
 * event of it; after `PortSIP_removeUser` or `PortSIP_unInitialize` there is none.
 *
 * - `to`: whom it is about: a name, which becomes `sip:name@<domain>` of the account,
 *   or a `sip:`, `sips:` or `tel:` address.
 * - `eventName`: the event package, such as "dialog"; case does not matter.
 *
 * Returns the id of the subscription (greater than 0), or:
 * - `ECoreArgumentNull`: a text is NULL;
 * - `ECoreCalleeEmpty`: `to` is empty;
 * - `ECoreArgumentIncorrect`: not UTF-8, or `eventName` is no event package, or is
 *   "refer", which subscribes by itself;
 * - `ECoreUserNotFound`: no user is set;
 * - `ECoreInvalidUri`: no address, a transport that there is not, or a name while
 *   the account has no domain;
 * - `ECoreSipAlreadySubscribed`: there is one to the same already;
 * - `ECoreDataSizeTooLarge`: 10000 live.
 */
int32_t PortSIP_sendSubscription(void *libSDK, const char *to, const char *eventName);

/**
 * Takes a subscription back. `subscriptionTerminated_fn` tells when it is over.
 *
 * - `subscriptionId`: what `PortSIP_sendSubscription` or `PortSIP_presenceSubscribe`
 *   returned.
 *
 * Returns 0, or `ECoreNotFoundSubscribeId`: there is none of this id, or it was taken
 * back before.
 */
int32_t PortSIP_terminateSubscription(void *libSDK, int32_t subscriptionId);

/**
 * Says how long subscriptions are asked to live, from the next one on; 3600 seconds
 * without this. The server may grant less, or insist on more.
 *
 * - `secs`: seconds, 20 or more.
 *
 * Returns 0, or `ECoreExpiresValueTooSmall`.
 */
int32_t PortSIP_setDefaultSubscriptionTime(void *libSDK, int32_t secs);

/**
 * Asks for the messages that wait for our own account: as soon as we are registered,
 * until `PortSIP_unRegisterServer`. Where the registration is lost the server is asked
 * again with the next. Off at the start.
 *
 * `waitingVoiceMessage_fn` and `waitingFaxMessage_fn` tell them. Of a server that has no
 * mailboxes no event tells. What our server tells without being asked raises the events
 * with or without this.
 *
 * Returns 0.
 */
int32_t PortSIP_enableAutoCheckMwi(void *libSDK, bool state);

/**
 * Takes over a call that rings at somebody whose calls we watch, or that he has (on
 * hold, usually): calls its other side in the place of that call (RFC 3891). The events
 * are those of `PortSIP_call`.
 *
 * - `replaceDialogId`: the `BLFDialogId` of a `dialogStateUpdated_fn`.
 * - `videoCall`: asks for video, where video codecs have been added.
 *
 * Returns the session id (greater than 0), or:
 * - `ECoreArgumentNull`: `replaceDialogId` is NULL;
 * - `ECoreCallIdNotFound`: no call is known by this id, it is over, it is one that he
 *   makes and that was not answered yet, or the server did not tell enough to take it
 *   over (its Call-ID, both tags, and the other side);
 * - `ECoreArgumentIncorrect`: not UTF-8;
 * - `ECoreUserNotFound`: no user is set;
 * - `ECoreInvalidUri`: the address of the other side cannot be called;
 * - `ECoreAudioVideoCodecEmpty`: no codec has been added;
 * - `ECoreNoFreeDialogSession`: as many calls are up as were allowed;
 * - `ECoreCreateAudioChannelFailed`: no media ports are free.
 */
int32_t PortSIP_pickupBLFCall(void *libSDK, const char *replaceDialogId, bool videoCall);

/**
 * Subscribes to the presence of somebody: as `PortSIP_sendSubscription` with
 * "presence", with a subject for the one who is asked.
 *
 * - `to`: as of `PortSIP_sendSubscription`.
 * - `subject`: one line; NULL or empty for none.
 *
 * Returns the id of the subscription (greater than 0), or:
 * - `ECoreArgumentNull`: `to` is NULL;
 * - `ECoreCalleeEmpty`: `to` is empty;
 * - `ECoreArgumentIncorrect`: not UTF-8, or `subject` is more than one line;
 * - `ECoreUserNotFound`: no user is set;
 * - `ECoreInvalidUri`: no address, a transport that there is not, or a name while
 *   the account has no domain;
 * - `ECoreSipAlreadySubscribed`: there is one to the same already;
 * - `ECoreDataSizeTooLarge`: 10000 live.
 */
int32_t PortSIP_presenceSubscribe(void *libSDK, const char *to, const char *subject);

/**
 * Takes a subscription to somebody's presence back: as
 * `PortSIP_terminateSubscription`.
 *
 * Returns 0, or `ECoreNotFoundSubscribeId`.
 */
int32_t PortSIP_presenceTerminateSubscribe(void *libSDK, int32_t subscribeId);

/**
 * Asks the other side of a call to call somebody else (blind transfer).
 *
 * `referAccepted_fn` or `referRejected_fn` follows; after the former
 * `transferTrying_fn` and `transferRinging_fn` as the other side tells, at the
 * end `ACTVTransferSuccess_fn` or `ACTVTransferFailure_fn`. The call stays up
 * until one side ends it.
 *
 * - `referTo`: whom to call, in the forms of `PortSIP_call`.
 *
 * Returns 0, or:
 * - `ECoreArgumentNull`: `referTo` is NULL;
 * - `ECoreCalleeEmpty`: `referTo` is empty;
 * - `ECoreArgumentIncorrect`: not UTF-8;
 * - `ECoreInvalidUri`: no address, or a name while the account has no domain;
 * - `ECoreInviteSessionNotFound`: no call of this id;
 * - `ECoreCallNotEstablished`: not connected yet;
 * - `ECoreDataSizeTooLarge`: 64 transfers are under way.
 */
int32_t PortSIP_refer(void *libSDK, int32_t sessionId, const char *referTo);

/**
 * Asks the other side of a call to call somebody in the place of another call
 * of ours (attended transfer): the two others are then connected, and both
 * of our calls may be ended. Events as of `PortSIP_refer`.
 *
 * - `sessionId`: the call whose other side is asked.
 * - `replaceSessionId`: the call that is replaced at its other side.
 * - `referTo`: that other side, in the forms of `PortSIP_call`.
 *
 * Returns 0, or:
 * - `ECoreArgumentNull`: `referTo` is NULL;
 * - `ECoreCalleeEmpty`: `referTo` is empty;
 * - `ECoreArgumentIncorrect`: not UTF-8;
 * - `ECoreInvalidUri`: no address, or a name while the account has no domain;
 * - `ECoreInviteSessionNotFound`: no call of one of the ids;
 * - `ECoreCallNotEstablished`: one of the calls is not connected yet;
 * - `ECoreDataSizeTooLarge`: 64 transfers are under way.
 */
int32_t PortSIP_attendedRefer(void *libSDK,
                              int32_t sessionId,
                              int32_t replaceSessionId,
                              const char *referTo);

/**
 * Does what `PortSIP_attendedRefer` does, with a Request-URI and a method of
 * its own. Events as of `PortSIP_refer`.
 *
 * - `sessionId`: the call in whose dialog it is asked.
 * - `replaceSessionId`: the call that is replaced at its other side.
 * - `replaceMethod`: the method that Refer-To names, usually `INVITE` or `BYE`.
 *   INVITE is what a Refer-To without a method means, and is not written.
 * - `target`: where the REFER is sent, in the forms of `PortSIP_call`.
 * - `referTo`: the other side of the replaced call, in the same forms.
 *
 * Returns 0, or:
 * - `ECoreArgumentNull`: a text is NULL;
 * - `ECoreSipMethodNameEmpty`: `replaceMethod` is empty;
 * - `ECoreCalleeEmpty`: `target` or `referTo` is empty;
 * - `ECoreArgumentIncorrect`: not UTF-8, or `replaceMethod` is no method;
 * - `ECoreInvalidUri`: no address, a name while the account has no domain, or a
 *   `target` with a transport that there is not;
 * - `ECoreInviteSessionNotFound`: no call of one of the ids;
 * - `ECoreCallNotEstablished`: one of the calls is not connected yet;
 * - `ECoreUserNotFound`: no user is set;
 * - `ECoreDataSizeTooLarge`: 64 transfers are under way.
 */
int32_t PortSIP_attendedRefer2(void *libSDK,
                               int32_t sessionId,
                               int32_t replaceSessionId,
                               const char *replaceMethod,
                               const char *target,
                               const char *referTo);

/**
 * Asks somebody, outside any call, to call the other side of a call of ours
 * in its place. Events as of `PortSIP_refer`; they name the replaced call.
 *
 * - `replaceSessionId`: the call that is replaced at its other side.
 * - `replaceMethod`: the method that Refer-To names, usually `INVITE` or `BYE`.
 *   INVITE is what a Refer-To without a method means, and is not written.
 * - `target`: who is asked, in the forms of `PortSIP_call`.
 * - `referTo`: the other side of the replaced call, in the same forms.
 *
 * Returns 0, or:
 * - `ECoreArgumentNull`: a text is NULL;
 * - `ECoreSipMethodNameEmpty`: `replaceMethod` is empty;
 * - `ECoreCalleeEmpty`: `target` or `referTo` is empty;
 * - `ECoreArgumentIncorrect`: not UTF-8, or `replaceMethod` is no method;
 * - `ECoreInvalidUri`: no address, a name while the account has no domain, or a
 *   `target` with a transport that there is not;
 * - `ECoreInviteSessionNotFound`: no call of this id;
 * - `ECoreCallNotEstablished`: not connected yet;
 * - `ECoreUserNotFound`: no user is set;
 * - `ECoreDataSizeTooLarge`: 64 transfers are under way.
 */
int32_t PortSIP_outOfDialogRefer(void *libSDK,
                                 int32_t replaceSessionId,
                                 const char *replaceMethod,
                                 const char *target,
                                 const char *referTo);

/**
 * Calls whom the other side asks us to call, and tells it how that goes. The
 * new call raises the events of `PortSIP_call`; the one in which the request
 * came stays up until one side ends it.
 *
 * - `referId`: the id that `receivedRefer_fn` brought.
 * - `referSignaling`: the message that it brought. The library has kept it,
 *   and does not look at this text.
 *
 * Returns the session id of the new call (greater than 0), or:
 * - `ECoreArgumentNull`: `referSignaling` is NULL;
 * - `ECoreSipMessaegEmpty`: `referSignaling` is empty;
 * - `ECoreNotFoundSubscribeId`: no request of this id waits for a decision;
 * - `ECoreUserNotFound`: no user is set;
 * - `ECoreInvalidUri`: a transport that there is not, or a telephone number while
 *   the account has no domain;
 * - `ECoreAudioVideoCodecEmpty`: no codec has been added;
 * - `ECoreNoFreeDialogSession`: as many calls are up as were allowed;
 * - `ECoreCreateAudioChannelFailed`: no media ports are free.
 */
int32_t PortSIP_acceptRefer(void *libSDK, int32_t referId, const char *referSignaling);

/**
 * Refuses to call whom the other side asks us to call (603). No event follows.
 *
 * - `referId`: the id that `receivedRefer_fn` brought.
 *
 * Returns 0, or:
 * - `ECoreNotFoundSubscribeId`: no request of this id waits for a decision.
 */
int32_t PortSIP_rejectRefer(void *libSDK, int32_t referId);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* PORTSIP_SDK_H */
