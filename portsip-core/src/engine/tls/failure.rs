//! Why a TLS handshake failed, in the words that the program is told.

use std::io;

use rustls::{AlertDescription, CertificateError, Error};

/// Why there is no secure connection.
#[derive(Debug, thiserror::Error)]
pub(in crate::engine) enum TlsFailure {
    /// Its time is over.
    #[error("certificate has expired")]
    Expired,
    /// Its time has not begun.
    #[error("certificate is not valid yet")]
    NotYetValid,
    /// It is another host's.
    #[error("certificate is not for {0}")]
    WrongName(String),
    /// Nobody whom we believe has signed it.
    #[error("certificate is from an unknown authority")]
    UnknownAuthority,
    /// What else is wrong with it.
    #[error("certificate is not acceptable: {0}")]
    BadCertificate(CertificateError),
    /// The server wants one of us, and we have none.
    #[error("a client certificate is required")]
    ClientCertificateMissing,
    /// The server does not take ours.
    #[error("our client certificate was refused")]
    ClientCertificateRefused,
    /// No version or cipher suite that both have.
    #[error("no common version or cipher suite")]
    NothingInCommon,
    /// What answers is something else.
    #[error("the peer does not speak TLS")]
    NotTls,
    /// The peer ended the connection.
    #[error("closed during the handshake")]
    Closed,
    /// The peer was silent.
    #[error("handshake timed out")]
    TimedOut,
    /// A name that no certificate can have.
    #[error("{0} is not a name for a certificate")]
    NoName(String),
    /// The settings of TLS cannot be used.
    #[error("{0}")]
    Settings(String),
    /// What else the two sides say.
    #[error("handshake failed: {0}")]
    Other(String),
}

impl TlsFailure {
    /// What an error of the handshake means towards `name`, where our
    /// certificate was asked for and missing, or not.
    pub(super) fn of(error: &io::Error, name: &str, missing: bool) -> Self {
        let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
        match inner {
            Some(Error::InvalidCertificate(error)) => Self::of_certificate(error, name),
            Some(Error::AlertReceived(alert)) => Self::of_alert(*alert, missing),
            Some(Error::PeerIncompatible(_)) => Self::NothingInCommon,
            Some(Error::InvalidMessage(_)) => Self::NotTls,
            Some(error) => Self::Other(error.to_string()),
            None if error.kind() == io::ErrorKind::UnexpectedEof
                || error.kind() == io::ErrorKind::ConnectionReset =>
            {
                Self::Closed
            }
            None => Self::Other(error.to_string()),
        }
    }

    fn of_certificate(error: &CertificateError, name: &str) -> Self {
        match error {
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => Self::Expired,
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                Self::NotYetValid
            }
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                Self::WrongName(name.to_owned())
            }
            CertificateError::UnknownIssuer => Self::UnknownAuthority,
            other => Self::BadCertificate(other.clone()),
        }
    }

    fn of_alert(alert: AlertDescription, missing: bool) -> Self {
        match alert {
            AlertDescription::CertificateRequired => Self::ClientCertificateMissing,
            AlertDescription::HandshakeFailure | AlertDescription::BadCertificate if missing => {
                Self::ClientCertificateMissing
            }
            AlertDescription::BadCertificate
            | AlertDescription::UnsupportedCertificate
            | AlertDescription::CertificateRevoked
            | AlertDescription::CertificateExpired
            | AlertDescription::CertificateUnknown
            | AlertDescription::UnknownCA
            | AlertDescription::AccessDenied => Self::ClientCertificateRefused,
            AlertDescription::HandshakeFailure
            | AlertDescription::ProtocolVersion
            | AlertDescription::InsufficientSecurity => Self::NothingInCommon,
            other => Self::Other(format!("the peer says {other:?}")),
        }
    }
}
