//! What the open web says about an observable; today, replaying what was recorded.

use analyzer::case::Lookup;

/// Reads recorded look-ups (`lookups.json`: an array of records). Unknown fields of a record are kept.
///
/// # Errors
/// One line that says where the file is not in the documented form.
pub fn recorded(json: &[u8]) -> Result<Vec<Lookup>, String> {
    serde_json::from_slice(json).map_err(|e| format!("not a list of recorded look-ups: {e}"))
}
