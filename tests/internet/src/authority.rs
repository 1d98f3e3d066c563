//! The authority that vouches for the sites, and the certificates that it gives them.

use std::fmt;
use std::sync::{Arc, Mutex};

use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose,
};
use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use tokio_rustls::TlsAcceptor;

use crate::{Trouble, World, locked};

/// A test authority, made anew at every start: nobody outside of the test trusts it.
pub(crate) struct Authority {
    root: String,
    issuer: Issuer<'static, KeyPair>,
    /// The key of every site. It guards nothing.
    key: KeyPair,
}

impl fmt::Debug for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Authority")
    }
}

impl Authority {
    pub(crate) fn new() -> Result<Self, rcgen::Error> {
        let mut params = CertificateParams::new(Vec::new())?;
        params.distinguished_name.push(DnType::CommonName, "Little Internet Test Root");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let key = KeyPair::generate()?;
        let root = params.self_signed(&key)?.pem();
        Ok(Self { root, issuer: Issuer::new(params, key), key: KeyPair::generate()? })
    }

    /// Its own certificate, as PEM.
    pub(crate) fn root(&self) -> &str {
        &self.root
    }

    /// Speaks TLS 1.2 and 1.3 for every site, HTTP/1.1 within.
    pub(crate) fn acceptor(self: &Arc<Self>, world: Arc<World>) -> TlsAcceptor {
        let certificates = Certificates { authority: self.clone(), world, made: Mutex::default() };
        let provider = Arc::new(aws_lc_rs::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_protocol_versions(rustls::DEFAULT_VERSIONS)
            .map(|versions| versions.with_no_client_auth().with_cert_resolver(Arc::new(certificates)));
        TlsAcceptor::from(Arc::new(config.unwrap_or_else(|e| panic!("no versions of TLS: {e}"))))
    }

    /// A certificate for a host, or the bad one that its site wants.
    fn certify(&self, host: &str, trouble: Option<Trouble>) -> Option<CertifiedKey> {
        let name = if trouble == Some(Trouble::WrongName) { "somebody-else.example" } else { host };
        let mut params = CertificateParams::new(vec![name.to_owned()]).ok()?;
        params.distinguished_name.push(DnType::CommonName, name);
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.not_before = rcgen::date_time_ymd(2020, 1, 1);
        let end = if trouble == Some(Trouble::Expired) { 2021 } else { 2099 };
        params.not_after = rcgen::date_time_ymd(end, 1, 1);
        let made = match trouble {
            Some(Trouble::SelfSigned) => params.self_signed(&self.key),
            _ => params.signed_by(&self.key, &self.issuer),
        };
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(self.key.serialize_der()));
        let key = aws_lc_rs::sign::any_supported_type(&key).ok()?;
        Some(CertifiedKey::new(vec![made.ok()?.der().clone()], key))
    }
}

/// Certificates as they are asked for, by the name in the greeting.
struct Certificates {
    authority: Arc<Authority>,
    world: Arc<World>,
    made: Mutex<std::collections::HashMap<String, Arc<CertifiedKey>>>,
}

impl fmt::Debug for Certificates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Certificates")
    }
}

impl ResolvesServerCert for Certificates {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let host = hello.server_name()?.to_ascii_lowercase();
        let site = self.world.site(&host)?;
        let mut made = locked(&self.made);
        if let Some(known) = made.get(&host) {
            return Some(known.clone());
        }
        let new = Arc::new(self.authority.certify(&host, site.trouble)?);
        made.insert(host, new.clone());
        Some(new)
    }
}
