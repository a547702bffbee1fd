//! Whether media is encrypted, and how.

use super::Sdk;
use crate::config::{SrtpKeyExchange, SrtpPolicy};
use crate::error::{Error, Result};
use crate::plan::{SrtpOmitted, SrtpSuite};

impl Sdk {
    /// Whether the media of calls from now on is encrypted, and whether its keys
    /// may travel over signalling that is not.
    pub fn set_srtp_policy(&self, policy: SrtpPolicy, over_unsecure_transport: bool) -> Result<()> {
        self.require_running()?;
        self.engine.agent("set SRTP policy", |agent, _| {
            agent.set_srtp(|srtp| {
                srtp.policy = policy;
                srtp.over_unsecure_transport = over_unsecure_transport;
            });
        });
        Ok(())
    }

    /// How the keys of calls of ours come about from now on, where they are encrypted.
    pub fn set_srtp_key_exchange(&self, exchange: SrtpKeyExchange) -> Result<()> {
        self.require_running()?;
        self.engine.agent("set SRTP key exchange", |agent, _| {
            agent.set_srtp(|srtp| srtp.key_exchange = exchange);
        });
        Ok(())
    }

    /// The suites of calls from now on, names parted by `#`, the preferred
    /// first; empty for the usual ones.
    ///
    /// `CoreArgumentIncorrect`: an unknown name, or one twice.
    pub fn set_srtp_suites(&self, names: &str) -> Result<()> {
        self.require_running()?;
        let suites = suites(names)?;
        self.engine.agent("set SRTP suites", |agent, _| {
            agent.set_srtp(|srtp| srtp.suites = suites);
        });
        Ok(())
    }

    /// What SRTP leaves out in calls from now on, where the other side wants
    /// the same.
    pub fn set_srtp_omitted(&self, omitted: SrtpOmitted) -> Result<()> {
        self.require_running()?;
        self.engine
            .agent("set SRTP session parameters", |agent, _| {
                agent.set_srtp(|srtp| srtp.omitted = omitted);
            });
        Ok(())
    }
}

fn suites(names: &str) -> Result<Vec<SrtpSuite>> {
    let mut suites = Vec::new();
    for name in names.split('#').filter(|_| !names.is_empty()) {
        let suite = SrtpSuite::from_name(name).ok_or(Error::CoreArgumentIncorrect)?;
        if suites.contains(&suite) {
            return Err(Error::CoreArgumentIncorrect);
        }
        suites.push(suite);
    }
    Ok(suites)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suites_are_read_in_their_order() {
        let names = "AES_CM_128_HMAC_SHA1_80#aead_aes_256_gcm";
        let expected = [SrtpSuite::AesCm128HmacSha1Tag80, SrtpSuite::AeadAes256Gcm];
        assert_eq!(suites(names), Ok(expected.to_vec()));
        assert_eq!(suites(""), Ok(Vec::new()));
        let twice = "AEAD_AES_256_GCM#AEAD_AES_256_GCM";
        for bad in ["#", "AEAD_AES_256_GCM#", "F8_128_HMAC_SHA1_80", " ", twice] {
            assert_eq!(suites(bad), Err(Error::CoreArgumentIncorrect), "{bad}");
        }
    }
}
