//! Mailboxes of many mails (mbox), read one at a time: a mailbox may be larger than memory.

use std::io::{BufRead, Error, Read};

use crate::MAX_BYTES;

/// Longest line that is looked at for a separator, in bytes; separators are short.
const LONGEST_SEPARATOR: usize = 512;

/// The mails of a mailbox, in order. A mail larger than [`MAX_BYTES`] comes cut at that size.
pub struct Mbox<R> {
    reader: R,
    /// The separator line that opens the next mail.
    opened: Vec<u8>,
    done: bool,
}

impl<R: BufRead> Mbox<R> {
    /// Reads from the beginning of a mailbox.
    pub fn new(reader: R) -> Self {
        Self { reader, opened: Vec::new(), done: false }
    }

    fn mail(&mut self) -> Result<Vec<u8>, Error> {
        let mut mail = std::mem::take(&mut self.opened);
        let mut after_empty = mail.is_empty();
        loop {
            let mut line = Vec::new();
            (&mut self.reader).take(1 << 20).read_until(b'\n', &mut line)?;
            if line.is_empty() {
                self.done = true;
                return Ok(mail);
            }
            if after_empty
                && line.len() <= LONGEST_SEPARATOR
                && is_separator(&line)
                && !mail.iter().all(u8::is_ascii_whitespace)
            {
                self.opened = line;
                return Ok(mail);
            }
            after_empty = line.iter().all(|b| matches!(b, b'\r' | b'\n'));
            let room = usize::try_from(MAX_BYTES).unwrap_or(usize::MAX).saturating_sub(mail.len());
            mail.extend_from_slice(line.get(..line.len().min(room)).unwrap_or_default());
        }
    }
}

impl<R: BufRead> Iterator for Mbox<R> {
    type Item = Result<Vec<u8>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            match self.mail() {
                Ok(mail) if mail.iter().all(u8::is_ascii_whitespace) => {}
                Ok(mail) => return Some(Ok(mail)),
                Err(error) => {
                    self.done = true;
                    return Some(Err(error));
                }
            }
        }
        None
    }
}

/// Whether a file that begins with these bytes is a mailbox of mails.
#[must_use]
pub fn is_mbox(head: &[u8]) -> bool {
    head.split(|b| *b == b'\n').next().is_some_and(is_separator)
}

/// `From sender Tue Aug  6 12:00:00 2002`: a mailbox's separator ends in a year.
fn is_separator(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    let text = String::from_utf8_lossy(rest.get(..rest.len().min(200)).unwrap_or_default()).into_owned();
    let words: Vec<&str> = text.split_whitespace().collect();
    words.len() >= 5
        && words.iter().any(|w| w.len() == 4 && w.parse::<u16>().is_ok_and(|year| (1970..2200).contains(&year)))
        && words.iter().any(|w| w.split(':').count() >= 2 && w.split(':').all(|n| n.parse::<u8>().is_ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mails_are_told_apart_and_quoted_from_lines_are_not_separators() {
        let mbox = b"From a@x.example Tue Aug  6 12:00:00 2002\nSubject: 1\n\nFrom here on it is text.\n\nFrom me with love\n\nFrom b@x.example Wed Aug  7 12:00:00 2002\nSubject: 2\n\nhi\n";
        assert!(is_mbox(mbox));
        let mails: Vec<Vec<u8>> = Mbox::new(&mbox[..]).map(Result::unwrap).collect();
        assert_eq!(mails.len(), 2);
        assert!(mails[0].ends_with(b"with love\n\n") && mails[1].starts_with(b"From b@"));
        assert!(!is_mbox(b"From: a@x.example\n\nhi"));
        assert_eq!(Mbox::new(&b"\n\n"[..]).count(), 0);
    }
}
