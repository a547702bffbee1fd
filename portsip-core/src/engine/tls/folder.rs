//! The certificate folder: every certificate and private key in it, whatever
//! the files are called.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::limits::{CERTIFICATE_FILE_BYTES_MAX, CERTIFICATE_FILES_MAX};

/// What a folder has.
#[derive(Debug, Default)]
pub(super) struct Folder {
    /// The certificates of each file, in its order.
    pub(super) chains: Vec<Vec<CertificateDer<'static>>>,
    /// The private keys.
    pub(super) keys: Vec<PrivateKeyDer<'static>>,
}

impl Folder {
    /// Reads the files of a folder by their names' order, and not those of
    /// folders in it. A file that cannot be read is passed over.
    pub(super) fn read(path: &Path) -> io::Result<Self> {
        let mut folder = Self::default();
        let mut files: Vec<PathBuf> = fs::read_dir(path)?
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.is_file())
            .collect();
        files.sort();
        if files.len() > CERTIFICATE_FILES_MAX {
            tracing::warn!(folder = %path.display(), files = files.len(), "not all files are read");
        }
        for file in files.iter().take(CERTIFICATE_FILES_MAX) {
            match contents(file) {
                Ok(bytes) => folder.add(&bytes),
                Err(error) => tracing::warn!(file = %file.display(), %error, "cannot be read"),
            }
        }
        Ok(folder)
    }

    /// Takes what a file has: PEM, or else one certificate in DER.
    fn add(&mut self, bytes: &[u8]) {
        let chain: Vec<_> = CertificateDer::pem_slice_iter(bytes).flatten().collect();
        let keys: Vec<_> = PrivateKeyDer::pem_slice_iter(bytes).flatten().collect();
        if chain.is_empty() && keys.is_empty() {
            self.add_der(bytes);
            return;
        }
        self.keys.extend(keys);
        if !chain.is_empty() {
            self.chains.push(chain);
        }
    }

    fn add_der(&mut self, bytes: &[u8]) {
        let certificate = CertificateDer::from(bytes.to_vec());
        if rustls::server::ParsedCertificate::try_from(&certificate).is_ok() {
            self.chains.push(vec![certificate]);
        } else if let Ok(key) = PrivateKeyDer::try_from(bytes.to_vec()) {
            self.keys.push(key);
        }
    }
}

fn contents(file: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let limit = CERTIFICATE_FILE_BYTES_MAX as u64;
    File::open(file)?.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() > CERTIFICATE_FILE_BYTES_MAX {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_depends_on_no_name() {
        let key = rcgen::KeyPair::generate().expect("a key");
        let params = rcgen::CertificateParams::new(vec!["a.example".to_owned()]).expect("a name");
        let certificate = params.self_signed(&key).expect("a certificate");
        let mut folder = Folder::default();
        folder.add(format!("# text\n{}{}", certificate.pem(), key.serialize_pem()).as_bytes());
        folder.add(certificate.der());
        folder.add(&key.serialize_der());
        folder.add(b"");
        folder.add(&[0x30; 100]);
        folder.add(b"-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n");
        let own = vec![certificate.der().clone()];
        assert_eq!(folder.chains, [own.clone(), own]);
        assert_eq!(folder.keys.len(), 2);
    }

    #[test]
    fn a_folder_that_is_none_says_so() {
        assert!(Folder::read(Path::new("/nonexistent/folder")).is_err());
    }
}
