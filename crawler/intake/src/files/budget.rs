//! What one submission's file may cost.

/// Bytes, members and depth that are left.
#[derive(Debug)]
pub(super) struct Budget {
    /// Unpacked bytes that may still be produced.
    pub bytes: u64,
    /// Members that may still be looked into.
    pub members: usize,
}

/// Deepest archive inside an archive that is opened.
pub(super) const MOST_DEPTH: usize = 4;

/// Longest single member that is unpacked, in bytes.
pub(super) const MOST_MEMBER: u64 = 24 * 1024 * 1024;

impl Default for Budget {
    fn default() -> Self {
        Self { bytes: 96 * 1024 * 1024, members: 4_000 }
    }
}

impl Budget {
    /// Reads at most what the budget and the member limit allow; `None` if there would be more.
    pub fn read(&mut self, from: impl std::io::Read) -> Option<Vec<u8>> {
        use std::io::Read as _;
        let most = self.bytes.min(MOST_MEMBER);
        let mut bytes = Vec::new();
        // A damaged stream still gives what came before the damage.
        let _ = from.take(most + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > most {
            self.bytes = self.bytes.saturating_sub(most);
            return None;
        }
        self.bytes -= bytes.len() as u64;
        Some(bytes)
    }
}
