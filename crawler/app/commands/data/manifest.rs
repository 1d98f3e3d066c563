//! A publisher's manifest: which lists there are, where, with which digests. Ed25519 (RFC 8032) signs its bytes.

use aws_lc_rs::signature::{ED25519, UnparsedPublicKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;

/// The form of a manifest.
const SCHEMA: &str = "bonafide/lists/1";

/// What an Ed25519 key looks like in DER before its 32 bytes (RFC 8410, section 4).
const DER: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/// A manifest.
#[derive(Debug, Deserialize)]
struct Manifest {
    schema: String,
    lists: Vec<Offer>,
}

/// A list as a manifest names it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Offer {
    /// Its path below `data/`.
    pub list: String,
    /// Its address, that of the manifest being the base.
    pub url: String,
    /// Its SHA-256, hexadecimal.
    pub sha256: String,
}

/// What a manifest offers, if its publisher signed it. Nothing of it is read before that.
///
/// # Errors
/// What is wrong with the key, the signature or the form.
pub fn offers(bytes: &[u8], signature: &[u8], key: &str) -> Result<Vec<Offer>, String> {
    let key = decoded(key.as_bytes()).ok_or("the key in lookup.toml is no base64")?;
    let key = key.strip_prefix(&DER).unwrap_or(&key);
    if key.len() != 32 {
        return Err("the key in lookup.toml is no Ed25519 public key".to_owned());
    }
    let signature = decoded(signature).ok_or("the signature of the manifest is no base64")?;
    UnparsedPublicKey::new(&ED25519, key)
        .verify(bytes, &signature)
        .map_err(|_| "the manifest is not signed with the key in lookup.toml")?;
    let manifest: Manifest = serde_json::from_slice(bytes).map_err(|e| format!("the manifest can't be read ({e})"))?;
    if manifest.schema != SCHEMA {
        return Err(format!("the manifest is of the form {:?}; this program reads {SCHEMA}", manifest.schema));
    }
    Ok(manifest.lists)
}

fn decoded(text: &[u8]) -> Option<Vec<u8>> {
    let plain: Vec<u8> = text.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    STANDARD.decode(plain).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};

    #[test]
    fn only_what_the_publisher_signed_is_read() {
        let pair = Ed25519KeyPair::from_seed_unchecked(&[7; 32]).unwrap();
        let raw = STANDARD.encode(pair.public_key().as_ref());
        let der = STANDARD.encode([&DER[..], pair.public_key().as_ref()].concat());
        let bytes = br#"{"schema":"bonafide/lists/1","lists":[{"list":"a","url":"b","sha256":"c"}]}"#;
        let signed = |bytes: &[u8]| STANDARD.encode(pair.sign(bytes)).into_bytes();
        for key in [&raw, &der] {
            assert_eq!(offers(bytes, &signed(bytes), key).unwrap().len(), 1);
        }
        let other = Ed25519KeyPair::from_seed_unchecked(&[8; 32]).unwrap();
        let forged = STANDARD.encode(other.sign(bytes)).into_bytes();
        let wrapped = [signed(bytes), b"\n".to_vec()].concat();
        assert!(offers(bytes, &wrapped, &raw).is_ok());
        let refused = |bytes: &[u8], signature: &[u8], key: &str, why: &str| {
            let told = offers(bytes, signature, key).unwrap_err();
            assert!(told.contains(why), "{told}");
        };
        refused(bytes, &forged, &raw, "not signed");
        refused(b"{}", &signed(bytes), &raw, "not signed");
        refused(bytes, b"!", &raw, "no base64");
        refused(bytes, b"", &raw, "not signed");
        refused(bytes, &signed(bytes), "AAAA", "no Ed25519");
        refused(b"{}", &signed(b"{}"), &raw, "can't be read");
        let later = br#"{"schema":"bonafide/lists/2","lists":[]}"#;
        refused(later, &signed(later), &raw, "bonafide/lists/1");
    }
}
