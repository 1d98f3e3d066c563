//! Recruitee: the Careers Site API, <https://docs.recruitee.com/reference/offers>. One answer lists every offer.

use serde::Deserialize;

use super::{Errand, Listing, Posting, address};
use crate::{Failure, Request};

#[derive(Deserialize)]
struct Offers {
    offers: Vec<Offer>,
}

#[derive(Deserialize)]
struct Offer {
    title: String,
    #[serde(default)]
    careers_url: String,
    /// `published`, or a state in which nobody sees it.
    #[serde(default)]
    status: Option<String>,
}

/// What the board lists.
pub(super) async fn listing(errand: &mut Errand<'_>, tenant: &str) -> Result<Option<Listing>, Failure> {
    let url = address(&errand.services().recruitee, tenant, "offers/")?;
    let found: Option<Offers> = errand.json(Request::service(url)).await?;
    let open = |offer: &&Offer| offer.status.as_deref().is_none_or(|status| status == "published");
    Ok(found.map(|found| Listing {
        board: format!("https://{tenant}.recruitee.com/"),
        postings: found.offers.iter().filter(open).map(|o| Posting::new(&o.title, &o.careers_url)).collect(),
        complete: true,
    }))
}
