//! Every bound on what a peer, or a slow program, can make grow.
//!
//! One file, unit in the name, so that the whole exposure can be read at once.

/// A SIP message, start line to end of body.
pub const SIP_MESSAGE_BYTES_MAX: usize = REQUEST_BODY_BYTES_MAX + 16 * 1024;
/// The head of a SIP message, start line to empty line.
pub const SIP_HEAD_BYTES_MAX: usize = 64 * 1024;
/// A SIP message that leaves in a datagram: what one of UDP over IPv4 holds.
pub const SIP_DATAGRAM_BYTES_MAX: usize = 65_507;
/// A datagram that comes: no larger one exists.
pub const DATAGRAM_RECEIVED_BYTES_MAX: usize = 64 * 1024;
/// Header fields of one SIP message.
pub const SIP_HEADERS_MAX: usize = 256;
/// Parameters and headers of one URI that are compared one with each; of longer
/// URIs the text has to be the same.
pub const URI_PARTS_COMPARED_MAX: usize = 64;
/// Realms whose nonces one account remembers.
pub const AUTHENTICATION_REALMS_MAX: usize = 8;
/// Challenges answered for one request, so that no server can keep it going.
pub const AUTHENTICATION_ROUNDS_MAX: u32 = 5;
/// A UDP request above this goes by TCP where that is possible (RFC 3261 §18.1.1).
pub const SIP_UDP_REQUEST_BYTES_MAX: usize = 1300;
/// Requests from one source address that wait for their final response before
/// new ones get 503.
pub const SERVER_TRANSACTIONS_PER_SOURCE_MAX: usize = 100;
/// Transactions of one agent, both kinds, that wait for their final response.
pub const TRANSACTIONS_MAX: usize = 65_536;
/// Answered transactions of one agent that are kept to absorb repetitions; the
/// oldest are forgotten first.
pub const TRANSACTIONS_LINGERING_MAX: usize = 65_536;
/// What those keep to send again, responses and ACKs; the oldest are forgotten
/// first.
pub const TRANSACTIONS_LINGERING_BYTES_MAX: usize = 16 * 1024 * 1024;
/// What is kept of the text and the protocol in the Reason of a BYE or CANCEL, each.
pub const CLOSE_REASON_BYTES_MAX: usize = 512;
/// Ended calls whose reason is remembered; the oldest are forgotten first.
pub const CLOSE_REASONS_MAX: usize = 128;
/// Early dialogs of one outgoing INVITE.
pub const FORKS_PER_CALL_MAX: usize = 16;
/// Reliable provisional responses of one fork that are acknowledged.
pub const PRACKS_PER_FORK_MAX: u32 = 64;
/// Requests of ours in one early dialog: what may have been sent before its 2xx
/// comes.
pub const EARLY_REQUESTS_PER_FORK_MAX: u32 = 1024;
/// Redirections followed for one request.
pub const REDIRECT_HOPS_MAX: usize = 5;
/// Routes kept of the Service-Route of a registration.
pub const SERVICE_ROUTES_MAX: usize = 8;
/// How long a server may have us wait before the next try after a failure (Retry-After);
/// one that asks for longer is tried after this.
pub const RETRY_AFTER_HEEDED_S_MAX: u32 = 3600;
/// Servers of an account whose addresses are remembered.
pub const OWN_SERVERS_MAX: usize = 8;
/// One parameter of a push notification service.
pub const PUSH_PARAMETER_BYTES_MAX: usize = 1024;
/// Contacts of ours that the registrar may still have and that are being taken back.
pub const STALE_CONTACTS_MAX: usize = 4;
/// Route headers kept in one dialog's route set.
pub const ROUTE_SET_MAX: usize = 32;
/// Parts of a multipart body that are looked at.
pub const MULTIPART_PARTS_MAX: usize = 16;
/// Types of bodies that one SDK object takes beside its own.
pub const MIME_TYPES_MAX: usize = 64;
/// Requests of one kind, INFO or MESSAGE, of one call that wait for the one before.
pub const REQUEST_QUEUE_REQUESTS_MAX: usize = 64;
/// Messages of one SDK object outside of calls that have no final response.
pub const MESSAGES_MAX: usize = 1024;
/// Messages of others outside of calls that are remembered, so that one which comes again is
/// told once; the oldest are forgotten first.
pub const MESSAGES_KNOWN_MAX: usize = 256;
/// Refusals whose connection has ended and that wait for another; the oldest are forgotten
/// first.
pub const LATE_RESPONSES_MAX: usize = 64;
/// OPTIONS of one SDK object that wait for their answer.
pub const QUERIES_MAX: usize = 64;
/// The body of a request that the program sends: a message holds it beside a head
/// of 16 KiB.
pub const REQUEST_BODY_BYTES_MAX: usize = 64 * 1024;
/// Media lines of one session description.
pub const SDP_MEDIA_LINES_MAX: usize = 32;
/// Formats of one media line that are looked at.
pub const SDP_FORMATS_PER_LINE_MAX: usize = 64;
/// Audio the jitter buffer holds.
pub const JITTER_BUFFER_MS_MAX: u32 = 1000;
/// Packets the jitter buffer holds, whatever their duration.
pub const JITTER_BUFFER_PACKETS_MAX: usize = 200;
/// An RTP or RTCP datagram.
pub const RTP_DATAGRAM_BYTES_MAX: usize = 1500;
/// Copies of earlier packets that are looked at in a packet of redundant audio.
pub const RED_BLOCKS_MAX: usize = 8;
/// Earlier packets of which we send copies.
pub const RED_GENERATIONS_MAX: usize = 2;
/// The payload of a packet with copies: with all headers it passes any path of IPv6.
pub const RED_PAYLOAD_BYTES_MAX: usize = 1200;
/// Sources of one encrypted stream whose packets are counted; of more, the one heard
/// longest ago is forgotten.
pub const SRTP_SOURCES_MAX: usize = 8;
/// Master keys of one direction of an encrypted stream.
pub const SRTP_MASTER_KEYS_MAX: usize = 8;
/// What names a master key in a packet (RFC 3711 §3.1).
pub const SRTP_KEY_IDENTIFIER_BYTES_MAX: usize = 128;
/// What protection adds to a datagram: an index, an identifier and a tag.
pub const SRTP_OVERHEAD_BYTES_MAX: usize = 4 + SRTP_KEY_IDENTIFIER_BYTES_MAX + 16;
/// `a=crypto` lines of one media line that are looked at (RFC 4568).
pub const SDP_CRYPTO_LINES_MAX: usize = 16;
/// `a=fingerprint` lines of one media line that are looked at (RFC 8122).
pub const SDP_FINGERPRINTS_MAX: usize = 8;
/// `a=tls-id` of a media line (RFC 8842 §4).
pub const SDP_TLS_ID_BYTES_MAX: usize = 255;
/// The name of a media line (`a=mid`, RFC 5888 §4); a longer one is passed over.
pub const SDP_MID_BYTES_MAX: usize = 64;
/// Tries of the handshake of one stream at a time with the address that it was described
/// with, and as many with others.
pub const DTLS_TRIES_MAX: usize = 8;
/// Steps of the handshakes of all calls in one tick: datagrams, and calls whose timers
/// have run out. The heaviest take some 0.15 ms.
pub const DTLS_STEPS_PER_TICK_MAX: u32 = 32;
/// Datagrams of the handshakes of one call in one tick.
pub const DTLS_DATAGRAMS_PER_TICK_MAX: u32 = 4;
/// Datagrams of one handshake that are looked at.
pub const DTLS_DATAGRAMS_MAX: u32 = 256;
/// Octets of them.
pub const DTLS_BYTES_MAX: usize = 128 * 1024;
/// One message of a handshake, put together: chains of certificates are the longest.
pub const DTLS_MESSAGE_BYTES_MAX: usize = 16 * 1024;
/// Parts of one message, those that come again among them.
pub const DTLS_PARTS_MAX: u16 = 256;
/// Audio that `sendPcmStreamToRemote` may run ahead.
pub const PCM_STREAM_BUFFER_MS_MAX: u32 = 100;
/// DTMF tones waiting to be sent in one call.
pub const DTMF_QUEUE_TONES_MAX: usize = 64;
/// Events waiting for a slow handler before new requests get 503, and those in dialogs
/// that are there to be told.
pub const EVENT_QUEUE_MAX: usize = 4096;
/// What those hold, the messages that they show among it, before the same.
pub const EVENT_QUEUE_BYTES_MAX: usize = 16 * 1024 * 1024;
/// How long who gets such a 503 is asked to wait.
pub const OVERLOAD_RETRY_AFTER_S: u32 = 5;
/// Messages waiting to be sent when the socket's buffer is full.
pub const TRANSMIT_QUEUE_MESSAGES_MAX: usize = 4096;
/// Commands and reports waiting between the signalling and the media thread.
pub const MEDIA_QUEUE_MAX: usize = 4096;
/// Header rules (`addSipMessageHeader`, `modifySipMessageHeader`) of one SDK object.
pub const HEADER_RULES_MAX: usize = 256;
/// Calls of one SDK object, whatever `maxCallSessions` asks for.
pub const CALLS_MAX: usize = 10_000;
/// Ways to peers that an agent remembers.
pub const KNOWN_FLOWS_MAX: usize = 1024;
/// Destinations that an agent remembers as failed.
pub const FAILED_DESTINATIONS_MAX: usize = 256;
/// Records of one name that are looked at, and destinations of one target.
pub const LOCATED_DESTINATIONS_MAX: usize = 16;
/// Names whose records are remembered until they expire.
pub const DNS_RECORDS_REMEMBERED_MAX: u64 = 256;
/// Questions that name servers do not answer, and that are not asked again.
pub const SILENT_QUESTIONS_MAX: usize = 256;
/// Name servers that a program may name.
pub const NAME_SERVERS_MAX: usize = 8;
/// Names looked up at a time; more wait their turn.
pub const LOOKUPS_AT_ONCE_MAX: usize = 32;
/// Who sent a call elsewhere before it came to its callee: so many are told.
pub const DIVERSIONS_MAX: usize = 8;
/// Contacts of one 3xx response that are looked at.
pub const REDIRECT_TARGETS_MAX: usize = 8;
/// How long an incoming call rings before we refuse it ourselves.
pub const RINGING_S_MAX: u64 = 300;
/// Connections that peers have opened to one SDK object; for one more, that which
/// has been idle longest is closed.
pub const CONNECTIONS_INBOUND_MAX: usize = 512;
/// Those of one source: an IPv4 address, or an IPv6 network of 64 bits.
pub const CONNECTIONS_PER_SOURCE_MAX: usize = 64;
/// Connections that one SDK object has opened or is opening.
pub const CONNECTIONS_OUTBOUND_MAX: usize = 1024;
/// What waits to be sent on one connection before it is given up.
pub const CONNECTION_QUEUE_BYTES_MAX: usize = 16 * 1024 * 1024;
/// While more than this waits to be sent on a connection, nothing is read from it.
pub const CONNECTION_READ_PAUSE_BYTES: usize = 256 * 1024;
/// How long a connection may take to be made.
pub const CONNECT_S_MAX: u64 = 5;
/// How long the handshakes of TLS and WebSocket may take, each.
pub const HANDSHAKE_S_MAX: u64 = 5;
/// How long the first message may take on a connection that a peer has opened.
pub const FIRST_MESSAGE_S_MAX: u64 = 32;
/// How long a message may take from its first byte on a connection to its last, and
/// how long a peer may leave what we send unread.
pub const MESSAGE_S_MAX: u64 = 32;
/// How long a connection stays on which nothing comes or goes.
pub const CONNECTION_IDLE_S_MAX: u64 = 3600;
/// How long the goodbye of a connection that we end may take, the closing of TLS and
/// WebSocket.
pub const CONNECTION_CLOSE_S_MAX: u64 = 1;
/// How long a server may take to say that it does not like our certificate.
pub const CERTIFICATE_REFUSAL_MS_MAX: u64 = 500;
/// Files of the certificate folder that are looked at.
pub const CERTIFICATE_FILES_MAX: usize = 1024;
/// One file of the certificate folder.
pub const CERTIFICATE_FILE_BYTES_MAX: usize = 1024 * 1024;
/// REFERs of one agent whose outcome is open, each way.
pub const REFERS_MAX: usize = 64;
/// REFERs of the other side in one dialog whose outcome is open.
pub const REFERS_PER_DIALOG_MAX: usize = 4;
/// How long the other side of a REFER may leave its outcome open.
pub const REFER_SUBSCRIPTION_S_MAX: u64 = 360;
/// An XML document in a body.
pub const XML_DOCUMENT_BYTES_MAX: usize = SIP_MESSAGE_BYTES_MAX;
/// Elements of an XML document that stand in one another.
pub const XML_DEPTH_MAX: usize = 32;
/// Elements of an XML document.
pub const XML_ELEMENTS_MAX: usize = 8192;
/// Attributes of one XML element, namespaces among them.
pub const XML_ATTRIBUTES_PER_ELEMENT_MAX: usize = 32;
/// The value of one attribute of an XML element.
pub const XML_ATTRIBUTE_BYTES_MAX: usize = 4096;
/// The text of one XML element that is looked at.
pub const XML_TEXT_BYTES_MAX: usize = 16 * 1024;
/// Tuples of one presence document, and persons and devices, each.
pub const PRESENCE_TUPLES_MAX: usize = 64;
/// Notes, activities and the like of one of these.
pub const PRESENCE_NOTES_MAX: usize = 16;
/// Events about presence that one NOTIFY raises, which may have a whole list.
pub const PRESENCE_EVENTS_PER_NOTIFY_MAX: usize = 256;
/// A text of such an event: the state in words and the name are cut there, and a member
/// of a list whose address is longer is not told.
pub const PRESENCE_EVENT_TEXT_BYTES_MAX: usize = 1024;
/// Dialogs that are known of one user who is watched.
pub const WATCHED_DIALOGS_MAX: usize = 128;
/// One text that is kept of such a dialog: its id, its Call-ID, a tag or a URI.
pub const WATCHED_DIALOG_TEXT_BYTES_MAX: usize = 256;
/// Parameters of one target in a document about dialogs.
pub const WATCHED_TARGET_PARAMETERS_MAX: usize = 16;
/// Accounts in one message summary.
pub const MESSAGE_ACCOUNTS_MAX: usize = 64;
/// Subscriptions of one agent, those of others to it apart.
pub const SUBSCRIPTIONS_MAX: usize = 10_000;
/// SUBSCRIBEs of one agent that are out at a time; more wait their turn, so that no
/// server gets thousands at once.
pub const SUBSCRIBES_AT_ONCE_MAX: usize = 32;
/// How long a server may ask a subscriber to wait that was never served.
pub const SUBSCRIPTION_RETRY_AFTER_S_MAX: u32 = 600;
/// Those who watch one agent, and those whose question is being answered.
pub const WATCHERS_MAX: usize = 1024;
/// Those of one source address that are not accepted, unless it is that of our own
/// server.
pub const WATCHERS_UNDECIDED_PER_SOURCE_MAX: usize = 64;
/// Those of one asker at one source address that are not accepted.
pub const WATCHERS_UNDECIDED_PER_ASKER_MAX: usize = 16;
/// How often in a row a NOTIFY goes again because the other side has asked us to wait.
pub const NOTIFY_DELAYS_MAX: u32 = 5;
/// The head of a SUBSCRIBE of a watcher.
pub const WATCHER_HEAD_BYTES_MAX: usize = 8 * 1024;
/// What tells its subscription from others in Event.
pub const WATCHER_EVENT_ID_BYTES_MAX: usize = 128;
/// How long a watcher may watch without asking again.
pub const WATCHER_EXPIRES_S_MAX: u32 = 24 * 3600;
/// What the program may say of its presence.
pub const PRESENCE_TEXT_BYTES_MAX: usize = 1024;
/// Resources of one list.
pub const RESOURCES_MAX: usize = 1024;
/// Instances of all resources of one list.
pub const RESOURCE_INSTANCES_MAX: usize = 1024;
/// Names of one list, and of one of its resources.
pub const RESOURCE_NAMES_MAX: usize = 16;
/// Header fields of a wrapped message (`message/cpim`), and of its content.
pub const CPIM_HEADERS_MAX: usize = 64;
/// Candidates of one description that are looked at.
pub const ICE_CANDIDATES_MAX: usize = 64;
/// Candidate pairs of one stream, those among them that checks reveal.
pub const ICE_PAIRS_MAX: usize = 100;
/// Datagrams of one call that are no media and wait for the end of the tick: as many that
/// are for finding its path as of handshakes. More are dropped, as a full socket does.
pub const SET_ASIDE_DATAGRAMS_MAX: usize = 32;
/// `a=ice-ufrag` and `a=ice-pwd` (RFC 8839 §5.4).
pub const ICE_CREDENTIAL_BYTES_MAX: usize = 256;
/// The user name, or the password, for a relay: as much as STUN has room for.
pub const TURN_TEXT_BYTES_MAX: usize = 508;
/// Permissions and channels that one relay of a call is asked for.
pub const TURN_GRANTS_MAX: usize = 128;
/// Calls of others that ring at a time and have relays; more ring without.
pub const TURN_UNANSWERED_MAX: usize = 64;
/// Pairs of sockets whose call is over and whose relays have not heard of it; the oldest
/// of more are closed.
pub const TURN_PARTING_MAX: usize = 64;
/// Bytes of a message of TURN over a stream that is passed on: datagrams of media are shorter.
pub const RELAY_FRAME_BYTES_MAX: usize = 2048;
/// Bytes, as the system counts them, of what waits in front of the connection to a relay, and
/// again of what waits in it: about a second of voice.
pub const RELAY_STREAM_WAITING_BYTES_MAX: usize = 8 * 1024;
/// How often a call whose media has lost its path looks for another before it has found one:
/// each takes half a minute, and one question of the other side.
pub const ICE_RESTARTS_MAX: u32 = 20;
/// How long candidates are looked for before a description goes without the rest.
pub const ICE_GATHERING_MS_MAX: u64 = 1000;
