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
    /// What the person says about himself, or a CV's summary.
    pub about: Option<Fact<String>>,
    /// Positions held, as the profile lists them (the newest first, mostly).
    pub positions: Vec<Position>,
    /// Schools attended.
    pub schools: Vec<School>,
    /// When the account was opened ("About this profile").
    pub joined: Option<Fact<When>>,
    /// When the picture was last changed, likewise.
    pub photo_changed: Option<Fact<When>>,
    /// Connections; 500 stands for "500+".
    pub connections: Option<Fact<u32>>,
    /// Languages spoken, as written.
    pub languages: Vec<Fact<String>>,
}

/// A month, or a year where no month is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct When {
    /// The year.
    pub year: i16,
    /// The month from 1 to 12.
    pub month: Option<i8>,
}

/// From when to when.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    /// The beginning.
    pub from: Option<When>,
    /// The end; none where it goes on, or is not told.
    pub until: Option<When>,
    /// It goes on ("Present", "현재").
    pub present: bool,
}

/// A position held.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Position {
    /// The job title.
    pub title: Option<Fact<String>>,
    /// The employer.
    pub employer: Option<Fact<String>>,
    /// Where.
    pub place: Option<Fact<String>>,
    /// When.
    pub period: Option<Fact<Period>>,
    /// What was done, as written.
    pub about: Option<Fact<String>>,
}

/// A school attended.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct School {
    /// The institution.
    pub name: Option<Fact<String>>,
    /// The degree.
    pub degree: Option<Fact<String>>,
    /// The subject.
    pub field: Option<Fact<String>>,
    /// When.
    pub period: Option<Fact<Period>>,
}

impl Profile {
    pub(super) fn each_source(&mut self, f: &mut impl FnMut(&mut Source)) {
        let lists = [
            &mut self.names, &mut self.employers, &mut self.roles, &mut self.emails, &mut self.phones, &mut self.urls,
            &mut self.languages,
        ];
        lists.into_iter().flatten().for_each(|x| f(&mut x.source));
        [&mut self.headline, &mut self.location, &mut self.about].into_iter().flatten().for_each(|x| f(&mut x.source));
        for position in &mut self.positions {
            let texts = [&mut position.title, &mut position.employer, &mut position.place, &mut position.about];
            texts.into_iter().flatten().for_each(|x| f(&mut x.source));
            position.period.iter_mut().for_each(|x| f(&mut x.source));
        }
        for school in &mut self.schools {
            let texts = [&mut school.name, &mut school.degree, &mut school.field];
            texts.into_iter().flatten().for_each(|x| f(&mut x.source));
            school.period.iter_mut().for_each(|x| f(&mut x.source));
        }
        [&mut self.joined, &mut self.photo_changed].into_iter().flatten().for_each(|x| f(&mut x.source));
        self.connections.iter_mut().for_each(|x| f(&mut x.source));
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
