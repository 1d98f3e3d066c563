#![doc = include_str!("../README.md")]

pub mod case;
pub mod finding;
pub mod lookups;
pub mod observables;
pub mod photo;
pub mod questions;
pub mod reading;
pub mod reference;
pub mod signals;
pub mod stage;
pub mod story;
pub mod text;
pub mod verdict;

pub use observables::observables;
pub use questions::questions;
pub use verdict::{Rating, Verdict, analyze};
