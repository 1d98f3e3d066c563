//! Profiles, repositories and pages, read from what sites and forges answer. Nothing leaves: see [`web`].

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says by failing what is wrong")]

mod hostile;
mod page;
mod profile;
mod repository;
mod web;
