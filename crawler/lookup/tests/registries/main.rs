//! What registries, name servers and the logs of certificates say about a domain, from recorded answers.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says by failing what is wrong")]

mod certificates;
mod dkim;
mod dns;
mod rdap;
mod recorded;
