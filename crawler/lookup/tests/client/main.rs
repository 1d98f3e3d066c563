//! The guarded client against real servers on loopback.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says by failing what is wrong")]

mod guard;
mod manners;
mod net;
