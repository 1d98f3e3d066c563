//! A print as text and as bytes: the whole picture's hash, then those of the patches.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

use super::{Hash256, PATCHES, Print};

/// Bytes of a hash.
const HASH: usize = 32;

/// Hexadecimal digits of a hash.
const DIGITS: usize = 2 * HASH;

impl Print {
    /// As bytes, hash after hash.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; HASH * (1 + PATCHES)] {
        let mut bytes = [0; HASH * (1 + PATCHES)];
        let hashes = std::iter::once(&self.whole).chain(&self.patches);
        bytes.as_chunks_mut().0.iter_mut().zip(hashes).for_each(|(place, hash)| *place = hash.to_bytes());
        bytes
    }

    /// From bytes, hash after hash.
    #[must_use]
    pub fn from_bytes(bytes: [u8; HASH * (1 + PATCHES)]) -> Self {
        let mut hashes = bytes.as_chunks().0.iter().map(|chunk| Hash256::from_bytes(*chunk));
        let mut next = || hashes.next().unwrap_or_default();
        Self { whole: next(), patches: std::array::from_fn(|_| next()) }
    }
}

impl fmt::Display for Print {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.whole, f)?;
        self.patches.iter().try_for_each(|patch| fmt::Display::fmt(patch, f))
    }
}

impl FromStr for Print {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const WRONG: &str = "a photo is 256 hexadecimal digits, as `bonafide photos print` prints them";
        if text.len() != DIGITS * (1 + PATCHES) {
            return Err(WRONG);
        }
        let hash = |at: usize| text.get(at * DIGITS..(at + 1) * DIGITS).unwrap_or("").parse().map_err(|_| WRONG);
        let mut print = Self { whole: hash(0)?, ..Self::default() };
        for (at, patch) in (1..).zip(&mut print.patches) {
            *patch = hash(at)?;
        }
        Ok(print)
    }
}

impl Serialize for Print {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Print {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_and_read() {
        let print = Print { whole: Hash256([1, 2, 3, 4]), patches: [5, 6, 7].map(|n| Hash256([n; 4])) };
        assert_eq!(print.to_string().parse(), Ok(print));
        assert_eq!(Print::from_bytes(print.to_bytes()), print);
        assert!("00".parse::<Print>().is_err() && "é".repeat(128).parse::<Print>().is_err());
    }
}
