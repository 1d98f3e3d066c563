//! The contact as presented by a profile, a thread's header or a business card.

use serde::{Deserialize, Serialize};

use super::{Fact, Source};

/// What a profile, a card or a thread's header says of the contact. Everything is a claim.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    /// Display names, most prominent first.
    pub names: Vec<Fact<String>>,
    /// The line under the name.
    pub headline: Option<Fact<String>>,
    /// Employers named.
    pub employers: Vec<Fact<String>>,
    /// Job titles.
    pub roles: Vec<Fact<String>>,
    /// Place.
    pub location: Option<Fact<String>>,
    /// Mail addresses.
    pub emails: Vec<Fact<String>>,
    /// Phone numbers as written.
    pub phones: Vec<Fact<String>>,
    /// Profile and other addresses.
    pub urls: Vec<Fact<String>>,
    /// What the platform says it verified.
    pub verification: Option<Fact<Verification>>,
    /// The profile is gone, blocked, or shows as a nameless member.
    pub gone: Option<Fact<()>>,
}

impl Profile {
    pub(super) fn each_source(&mut self, f: &mut impl FnMut(&mut Source)) {
        let lists =
            [&mut self.names, &mut self.employers, &mut self.roles, &mut self.emails, &mut self.phones, &mut self.urls];
        lists.into_iter().flatten().for_each(|x| f(&mut x.source));
        [&mut self.headline, &mut self.location].into_iter().flatten().for_each(|x| f(&mut x.source));
        self.verification.iter_mut().for_each(|x| f(&mut x.source));
        self.gone.iter_mut().for_each(|x| f(&mut x.source));
    }
}

/// What the platform says it verified about an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verification {
    /// A workplace, by name.
    Workplace(String),
    /// An identity document.
    Identity,
    /// The page says that nothing was verified.
    None,
}
