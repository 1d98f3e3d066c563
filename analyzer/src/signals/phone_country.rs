//! Is the number of another country than the office?

use super::{Signal, about_work, in_house};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::text::fold::fold;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "phone-country",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Phone,
    question: Text {
        en: "Is the number of another country than the office?",
        ko: "번호의 국가가 주장하는 지역과 다릅니까?",
    },
    why: Text {
        en: "Weak: recruiters work across borders, and internet numbers are cheap.",
        ko: "약한 징후입니다. 국제 채용이 흔하고 인터넷 번호는 쉽게 얻습니다.",
    },
    page: include_str!("phone_country.md"),
    check,
};

const CODES: &[&str] = &["PH-2"];

fn check(reading: &Reading<'_>) -> Outcome {
    if !about_work(reading) {
        return Outcome::Clear;
    }
    let place = reading.case.submission.profiles.iter().find_map(|p| p.location.as_ref());
    let claimed = place.and_then(|l| reading.reference.places.region(&fold(&l.value)));
    let office =
        in_house(reading).and_then(|e| e.organisation.as_deref()).map(|o| o.country.as_str()).filter(|c| !c.is_empty());
    for phone in reading.contact.phones.iter().filter(|p| p.value.valid && !p.value.region.is_empty()) {
        let region = phone.value.region.as_str();
        if let Some(wanted) = claimed.filter(|w| *w != region) {
            let both = office.is_some_and(|o| o != region && o != wanted);
            let strength = if both { Strength::Moderate } else { Strength::Weak };
            let claim = Says::new(
                format!("The number {} is of {region}, the profile says {wanted}.", phone.value.raw),
                format!("번호 {}은(는) {region}, 프로필 지역은 {wanted}입니다.", phone.value.raw),
            );
            let mut finding = Finding::new(CODES, strength, claim, phone);
            if let Some(place) = place {
                finding = finding.and(place);
            }
            return Outcome::Found(vec![finding]);
        }
    }
    Outcome::Clear
}
