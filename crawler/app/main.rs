//! Bonafide: tells whether a recruiter is who they say they are.
fn main() {}
