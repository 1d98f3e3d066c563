//! The language tools that signals share: folding, sentences, asks, claims, names, hosts, phones.

pub mod asks;
pub mod claims;
pub mod fold;
pub mod hosts;
pub mod names;
pub mod phones;
pub mod sentences;
pub mod sketch;
