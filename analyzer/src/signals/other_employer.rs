//! Does the profile name another employer than the message?

use super::{Signal, about_work, agency_speaks, verified_sender};
use crate::finding::{Axis, Family, Finding, Outcome, Says, Strength, Text};
use crate::reading::Reading;
use crate::text::claims::{Employer, Origin, Relation};
use crate::text::fold::squeeze;

/// The signal.
pub const SIGNAL: Signal = Signal {
    id: "other-employer",
    codes: CODES,
    axis: Axis::Identity,
    family: Family::Company,
    question: Text {
        en: "Does the profile name another employer than the message?",
        ko: "프로필과 메시지의 소속이 다릅니까?",
    },
    why: Text {
        en: "Who borrows a name forgets that the profile is public. People who changed jobs lately, and recruiters whom an employer hires from an agency, differ honestly.",
        ko: "남의 이름을 빌린 사람은 프로필이 공개되어 있다는 점을 놓칩니다. 최근 이직했거나 파견된 채용 담당자는 실제로 다를 수 있습니다.",
    },
    page: include_str!("other_employer.md"),
    check,
};

const CODES: &[&str] = &["CO-1"];

fn check(reading: &Reading<'_>) -> Outcome {
    if !about_work(reading) || agency_speaks(reading) {
        return Outcome::Clear;
    }
    let of = |origin: Origin| {
        let all = reading.contact.employers.iter().filter(|e| e.relation == Relation::WorksFor);
        all.filter(move |e| e.origin == origin).collect::<Vec<_>>()
    };
    let (profile, message) = (of(Origin::Profile), of(Origin::Message));
    let (Some(shown), Some(said)) = (profile.first(), message.first()) else { return Outcome::Clear };
    if message.iter().any(|said| profile.iter().any(|shown| same(reading, shown, said)) || held(reading, said)) {
        return Outcome::Clear;
    }
    // Whose mail proves the employer is believed; the profile is then merely old.
    let strength = if verified_sender(reading) { Strength::Weak } else { Strength::Moderate };
    let claim = Says::new(
        format!("The profile says {}, the message {}.", shown.name.value, said.name.value),
        format!("프로필에는 {}, 메시지에는 {}(으)로 되어 있습니다.", shown.name.value, said.name.value),
    );
    Outcome::Found(vec![Finding::new(CODES, strength, claim, &shown.name).and(&said.name)])
}

/// Whether two claims can mean one employer: kin by the lists, or, where a list does not tell two apart, one name within
/// the other or a slip of the fingers.
fn same(reading: &Reading<'_>, a: &Employer, b: &Employer) -> bool {
    if reading.reference.organisations.kin(&a.name.value, &b.name.value) {
        return true;
    }
    let (x, y) = (squeeze(&a.name.value), squeeze(&b.name.value));
    let listed = a.organisation.is_some() && b.organisation.is_some();
    !listed && (x.contains(&y) || y.contains(&x) || strsim::osa_distance(&x, &y) <= 1)
}

/// Whether the profile lists the employer among the positions, past ones too: then it is no contradiction but a date.
fn held(reading: &Reading<'_>, said: &Employer) -> bool {
    let said = squeeze(&said.name.value);
    let positions = reading.case.submission.profiles.iter().flat_map(|p| &p.positions);
    positions.filter_map(|p| p.employer.as_ref()).any(|e| {
        let listed = squeeze(&e.value);
        listed.contains(&said) || said.contains(&listed)
    })
}
