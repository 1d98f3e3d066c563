//! The language tools that signals share: folding, sentences, asks, claims, names, hosts, imitation, pay, phones.

pub mod asks;
pub mod claims;
pub mod fold;
pub mod hosts;
pub mod imitation;
pub mod masking;
pub mod names;
pub mod pay;
pub mod phones;
pub mod sentences;
pub mod sketch;
pub mod words;
