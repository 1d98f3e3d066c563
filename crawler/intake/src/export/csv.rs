//! Tables with commas (RFC 4180), within limits.

use crate::sniff::decode;

/// Most rows, and most characters of one cell.
const MOST_ROWS: usize = 60_000;
const MOST_CHARS: usize = 40_000;
const MOST_CELLS: usize = 64;

/// A row of a table, by the names of its columns.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    /// Line of the file, counted from 1.
    pub line: u32,
    /// Where it stands in the text, in bytes.
    pub span: (usize, usize),
    cells: Vec<String>,
    columns: std::rc::Rc<Vec<String>>,
}

impl Row {
    /// A cell by the name of its column (compared without case); empty if there is none.
    pub fn get(&self, column: &str) -> &str {
        let at = self.columns.iter().position(|c| c.eq_ignore_ascii_case(column));
        at.and_then(|at| self.cells.get(at)).map_or("", |cell| cell.trim())
    }
}

/// The first lines of a table, as text.
pub(super) fn head(bytes: &[u8]) -> String {
    // An even number, for UTF-16.
    decode_cut(bytes.get(..bytes.len().min(4096)).unwrap_or_default())
}

/// Text whose last character may be cut in two.
fn decode_cut(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => {
            String::from_utf8_lossy(bytes.get(..error.valid_up_to()).unwrap_or_default()).into_owned()
        }
        _ => decode(bytes),
    }
}

/// The rows below the header, and whether there were more than are read.
pub(super) fn read(text: &str) -> (Vec<Row>, bool) {
    let header = super::table(text).map_or(0, |(_, line)| line);
    let skip: usize = text.split_inclusive('\n').take(header).map(str::len).sum();
    let mut columns: Option<std::rc::Rc<Vec<String>>> = None;
    let mut rows = Vec::new();
    let mut line = u32::try_from(header).unwrap_or(0) + 1;
    let (mut at, mut cut) = (skip, false);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let (cells, length, lines) = record(rest);
        let span = (at, at + length);
        at += length.max(1);
        let first = line;
        line = line.saturating_add(lines);
        if cells.iter().all(|c| c.trim().is_empty()) {
            continue;
        }
        match &columns {
            None => {
                let names = cells.iter().map(|c| c.trim().trim_start_matches('\u{feff}').to_owned()).collect();
                columns = Some(std::rc::Rc::new(names));
            }
            Some(_) if rows.len() >= MOST_ROWS => {
                cut = true;
                break;
            }
            Some(columns) => rows.push(Row { line: first, span, cells, columns: columns.clone() }),
        }
    }
    (rows, cut)
}

/// One record at the beginning of a text: its cells, its length in bytes, and how many lines it takes.
fn record(text: &str) -> (Vec<String>, usize, u32) {
    let mut cells = Vec::new();
    let mut cell = String::new();
    let (mut quoted, mut lines, mut held) = (false, 1, 0);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' if quoted && chars.peek().is_some_and(|(_, n)| *n == '"') => {
                chars.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.trim().is_empty() => {
                quoted = true;
                cell.clear();
            }
            ',' if !quoted => {
                if cells.len() < MOST_CELLS {
                    cells.push(std::mem::take(&mut cell));
                }
                cell.clear();
                held = 0;
            }
            '\n' if !quoted => {
                cells.push(cell);
                return (cells, at + 1, lines);
            }
            _ => {
                lines += u32::from(c == '\n');
                if held < MOST_CHARS && (!c.is_control() || c == '\n' || c == '\t') {
                    cell.push(c);
                    held += 1;
                }
            }
        }
    }
    cells.push(cell);
    (cells, text.len(), lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_lines_within_cells() {
        let text = "\u{feff}First Name,Last Name,Headline,Summary\r\nHana,Yi,\"Hiring, in \"\"Seoul\"\"\",\"Two\nlines\"\r\n,,,\nX,Y,Z,\n";
        let (rows, cut) = read(text);
        assert!(!cut);
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].get("headline"), "Hiring, in \"Seoul\"");
        assert_eq!(rows[0].get("Summary"), "Two\nlines");
        assert_eq!((rows[0].line, rows[1].line), (2, 5));
        assert_eq!(&text[rows[1].span.0..rows[1].span.1], "X,Y,Z,\n");
    }
}
