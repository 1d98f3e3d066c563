//! 256 bits of a picture.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

/// A perceptual hash. Bit `16 i + j` is set where the coefficient of row `i` and column `j` lies above the median.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hash256(pub [u64; 4]);

impl Hash256 {
    /// No hash: of a picture without enough in it. Every true hash has about half of its bits set, so that it lies far
    /// from this one.
    pub const NONE: Self = Self([0; 4]);

    /// In how many of the 256 bits two hashes differ.
    #[inline(always)]
    #[must_use]
    pub fn distance(&self, other: &Self) -> u32 {
        let [a, b, c, d] = self.0;
        let [e, f, g, h] = other.0;
        (a ^ e).count_ones() + (b ^ f).count_ones() + (c ^ g).count_ones() + (d ^ h).count_ones()
    }

    /// Whether this is [`Hash256::NONE`].
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::NONE
    }

    /// As 32 bytes, the most significant first: the order in which the hash is written.
    #[must_use]
    pub fn to_bytes(self) -> [u8; 32] {
        let mut bytes = [0; 32];
        for (place, word) in bytes.chunks_exact_mut(8).zip(self.0.iter().rev()) {
            place.copy_from_slice(&word.to_be_bytes());
        }
        bytes
    }

    /// From 32 bytes, the most significant first.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        let mut words = [0; 4];
        for (word, chunk) in words.iter_mut().rev().zip(bytes.chunks_exact(8)) {
            *word = chunk.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte));
        }
        Self(words)
    }
}

impl fmt::Display for Hash256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().rev().try_for_each(|word| write!(f, "{word:016x}"))
    }
}

impl fmt::Debug for Hash256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Hash256 {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const WRONG: &str = "a hash is 64 hexadecimal digits";
        if text.len() != 64 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(WRONG);
        }
        let mut words = [0; 4];
        for (at, word) in words.iter_mut().rev().enumerate() {
            let digits = text.get(at * 16..at * 16 + 16).ok_or(WRONG)?;
            *word = u64::from_str_radix(digits, 16).map_err(|_| WRONG)?;
        }
        Ok(Self(words))
    }
}

impl Serialize for Hash256 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hash256 {
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
        let text = "d8f8f0cec0f4a84f0637022a278f67f0b36e2ed596621e1d33e6339c4e9c9b22";
        let hash: Hash256 = text.parse().unwrap();
        assert_eq!(hash.to_string(), text);
        assert_eq!(hash.0[0] & 0xffff, 0x9b22, "the last digits are the lowest bits");
        assert_eq!(Hash256::from_bytes(hash.to_bytes()), hash);
        assert_eq!(hash.to_bytes()[0], 0xd8);
        assert_eq!(serde_json::from_str::<Hash256>(&serde_json::to_string(&hash).unwrap()).unwrap(), hash);
        assert!("d8".parse::<Hash256>().is_err() && "é".repeat(32).parse::<Hash256>().is_err());
    }
}
