//! What to ask of a school (catalogue AC-3): no open list tells which subjects a school offers, so it is a question for
//! people and never a finding.

use crate::case::School;
use crate::finding::{Family, Says};
use crate::reading::Reading;
use crate::text::studies;

use super::Weighed;

/// The question, for every applicant alike, and for anybody whose schools or dates were asked about.
pub(super) fn question(reading: &Reading<'_>, applicant: bool, found: &[Weighed]) -> Option<Says> {
    let asked = found.iter().any(|w| matches!(w.signal.family, Family::Credentials | Family::History));
    if !applicant && !asked {
        return None;
    }
    let schools = reading.case.submission.profiles.iter().flat_map(|p| &p.schools);
    let with_degree = schools.filter(|s| s.name.is_some() && s.degree.is_some() && !studies::is_secondary(s));
    // The highest degree is the one that counts; among equals the first, which is mostly the latest.
    let school = with_degree.min_by_key(|s| std::cmp::Reverse(studies::level(s)))?;
    ask(reading, school)
}

fn ask(reading: &Reading<'_>, school: &School) -> Option<Says> {
    let (name, degree) = (&school.name.as_ref()?.value, &school.degree.as_ref()?.value);
    let known = reading.reference.institutions.named(name).filter(|known| known.whole);
    let site = known.iter().flat_map(|k| &k.institutions).find_map(|i| i.domains.first());
    let (site, site_ko) = site.map_or_else(
        || ("an address that you looked up yourself".to_owned(), "직접 찾은 공식 연락처".to_owned()),
        |site| (format!("an address from its own site, {site}"), format!("공식 사이트({site})의 연락처")),
    );
    let (offers, offers_ko) = match &school.field {
        Some(field) => {
            (format!(", and whether it offers {} at all", field.value), format!(", {} 전공이 있는지", field.value))
        }
        None => (String::new(), String::new()),
    };
    Some(Says::new(
        format!("Ask the registrar of {name} – at {site} – whether it gave this degree ({degree}){offers}."),
        format!("{name} 학적 부서에 {site_ko}(으)로 이 학위({degree})를 주었는지{offers_ko} 문의하세요."),
    ))
}
