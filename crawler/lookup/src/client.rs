//! The client: it asks nothing yet.

use std::sync::Arc;

use crate::{Failure, Fetch, Later, Names, RecordType, Request, Response, Settings, Shelf};

/// Asks nothing.
pub struct Client;

impl Client {
    /// A client as the operator wants it.
    ///
    /// # Errors
    /// One line that says which setting can't be used.
    pub fn new(_settings: &Settings, _shelf: Arc<dyn Shelf>) -> Result<Self, String> {
        Ok(Self)
    }
}

impl Fetch for Client {
    fn get(&self, _request: Request) -> Later<'_, Result<Response, Failure>> {
        Box::pin(async { Err(Failure::Offline) })
    }
}

impl Names for Client {
    fn records<'a>(&'a self, _name: &'a str, _of: RecordType) -> Later<'a, Result<Vec<String>, Failure>> {
        Box::pin(async { Err(Failure::Offline) })
    }
}
