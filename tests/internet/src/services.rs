//! Public services, in the form of the real ones, told from the sites' files.

pub mod boards;
pub mod certificates;
pub mod forges;
pub mod rdap;

use crate::{Answer, Request, Site, Trouble, World};

/// What a site answers where it has no page of its own.
pub(crate) fn answer(world: &World, site: &Site, request: &Request) -> Option<Answer> {
    match site.service.as_deref()? {
        "rdap" => rdap::answer(world, request),
        "certificates" => certificates::answer(world, request),
        forge @ ("github" | "gitlab" | "bitbucket") => forges::answer(world, forge, request),
        vendor => boards::answer(world, vendor, request),
    }
}

/// What a service does to whoever asks for a tenant that is in trouble.
pub(crate) fn trouble(world: &World, site: &Site, request: &Request) -> Option<Trouble> {
    boards::asked_for(world, site.service.as_deref()?, request)?.trouble
}
