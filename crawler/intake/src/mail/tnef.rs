//! Files inside `winmail.dat` (TNEF), by MS-OXTNEF: a signature, a key, then attributes of level, id, length, data and
//! checksum. Only what is needed to get the attached files out.

const SIGNATURE: [u8; 4] = [0x78, 0x9f, 0x3e, 0x22];
const ATTACH_DATA: u32 = 0x0006_800f;
const ATTACH_TITLE: u32 = 0x0001_8010;
const ATTACH_REND_DATA: u32 = 0x0006_9002;

/// Most files that are taken out of one container.
const MOST: usize = 100;

/// Whether a part is such a container.
pub(super) fn is_tnef(name: &str, bytes: &[u8]) -> bool {
    bytes.starts_with(&SIGNATURE) || (name.eq_ignore_ascii_case("winmail.dat") && bytes.starts_with(&SIGNATURE))
}

/// The files inside: names and contents.
pub(super) fn files(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let mut at = 6;
    let number = |at: usize| bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes);
    while files.len() < MOST {
        let (Some(level), Some(id), Some(length)) = (bytes.get(at), number(at + 1), number(at + 5)) else { break };
        let start = at + 9;
        let Some(data) = bytes.get(start..start.saturating_add(length as usize)) else { break };
        if *level == 2 {
            match id {
                ATTACH_REND_DATA => files.push(("attachment".to_owned(), Vec::new())),
                ATTACH_TITLE => {
                    let text = data.split(|b| *b == 0).next().unwrap_or_default();
                    if let Some(last) = files.last_mut() {
                        last.0 = super::clean_name(&crate::sniff::decode(text));
                    }
                }
                ATTACH_DATA => {
                    if let Some(last) = files.last_mut() {
                        last.1 = data.to_vec();
                    }
                }
                _ => {}
            }
        }
        at = start + length as usize + 2;
    }
    files.retain(|(_, content)| !content.is_empty());
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_comes_out_and_rubbish_does_not_hurt() {
        let mut bytes = SIGNATURE.to_vec();
        bytes.extend([1, 0]);
        for (id, data) in [(ATTACH_REND_DATA, &b"x"[..]), (ATTACH_TITLE, b"cv.pdf\0"), (ATTACH_DATA, b"%PDF-1.4")] {
            bytes.push(2);
            bytes.extend(id.to_le_bytes());
            bytes.extend((data.len() as u32).to_le_bytes());
            bytes.extend(data);
            bytes.extend([0, 0]);
        }
        assert_eq!(files(&bytes), [("cv.pdf".to_owned(), b"%PDF-1.4".to_vec())]);
        for end in 0..bytes.len() {
            files(&bytes[..end]);
        }
    }
}
