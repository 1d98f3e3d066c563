//! The language tools that signals share: folding, sentences, asks, claims, names, hosts, imitation, pay,
//! periods, phones, studies, titles of roles, employers' notices, markup that exhausts.

pub mod asks;
pub mod claims;
pub mod fold;
pub mod hosts;
pub mod imitation;
pub mod markup;
pub mod masking;
pub mod names;
pub mod notices;
pub mod offered;
pub mod pay;
pub mod periods;
pub mod phones;
pub mod sentences;
pub mod sketch;
pub mod studies;
pub mod titles;
pub mod words;
