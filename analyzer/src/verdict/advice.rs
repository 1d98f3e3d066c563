//! What to do next, what would settle it, and how much could be looked at.

use super::{Rating, Weighed, credentials};
use crate::case::{Channel, ContactRole, Lang, LookupResult, SigningOutcome};
use crate::finding::{Family, Strength};
use crate::reading::{Reading, Topic};
use crate::reference::Organisation;
use crate::text::asks::AskKind;
use crate::text::claims::Relation;

/// The share of the questions about the contact that could be looked into, weighed by the policy, from 0 to 1.
pub(super) fn coverage(reading: &Reading<'_>) -> f64 {
    let submission = &reading.case.submission;
    let words =
        reading.sentences.iter().filter(|s| s.turn != usize::MAX).map(|s| s.fact.value.chars().count()).sum::<usize>();
    let has_words = words >= 40;
    let sender =
        !reading.contact.emails.is_empty() || !reading.contact.phones.is_empty() || !submission.profiles.is_empty();
    let authentication = submission.messages.iter().any(|m| {
        !m.authentication.results.is_empty()
            || m.authentication.signatures.iter().any(|s| s.value.outcome != SigningOutcome::NotChecked)
    });
    let employer = reading.claimed_organisations().next().is_some();
    let nothing_unread = submission.gaps.is_empty() && has_words;
    let asked = reading.case.lookups.iter().any(|l| matches!(l.result, LookupResult::Found | LookupResult::Absent));
    let answered = [
        ("words", has_words),
        ("sender", sender),
        ("authentication", authentication),
        ("employer", employer),
        ("links-and-files", nothing_unread),
        ("lookups", asked),
    ];
    let weights = &reading.reference.policy.coverage;
    answered.iter().filter(|(_, yes)| *yes).filter_map(|(name, _)| weights.get(*name)).sum()
}

/// The employer to verify with: one the contact claims and whose own site the lists know.
fn employer<'r>(reading: &'r Reading<'_>) -> Option<&'r Organisation> {
    let known = |relation: Relation| {
        let all = reading.contact.employers.iter().filter(move |e| e.relation == relation);
        all.filter_map(|e| e.organisation.as_deref())
            .find(|o| !o.domains.is_empty() && o.sector != "job-board" && o.sector != "ats")
    };
    known(Relation::RecruitsFor).or_else(|| known(Relation::WorksFor))
}

/// The address a person can type by hand: its careers site, else its own site.
fn known_site(organisation: &Organisation) -> &str {
    organisation.careers.first().or(organisation.domains.first()).map_or("", String::as_str)
}

/// What to do, in order.
pub(super) fn next_steps(reading: &Reading<'_>, rating: Rating, found: &[Weighed]) -> Vec<String> {
    let lang = reading.case.lang;
    let say = |en: String, ko: String| match lang {
        Lang::En => en,
        Lang::Ko => ko,
    };
    let fixed = |en: &str, ko: &str| say(en.to_owned(), ko.to_owned());
    let mut steps = Vec::new();
    let strong = |families: &[Family]| {
        found.iter().any(|w| w.finding.strength >= Strength::Moderate && families.contains(&w.signal.family))
    };
    let applicant = reading.case.role == ContactRole::Applicant;
    let report = reading.case.org.as_ref().and_then(|o| o.report_to.first());
    match rating {
        Rating::Stop => {
            steps.push(fixed(
                "Don't reply, click, open or delete. Keep the message as it is.",
                "답장·클릭·실행·삭제를 하지 말고 메시지를 그대로 두세요.",
            ));
            if strong(&[Family::Execution, Family::File]) {
                steps.push(fixed(
                    "If you already ran or opened it: unplug the network, leave the machine on, and call security. You are not in trouble.",
                    "이미 실행했거나 열었다면 네트워크를 끊고 전원은 켜 둔 채 보안팀에 연락하세요. 불이익은 없습니다.",
                ));
            } else if strong(&[Family::Theft]) {
                steps.push(fixed(
                    "If you already sent money, papers or a password: call your bank, change the password from another device, and tell security. You are not in trouble.",
                    "이미 돈·신분증·비밀번호를 보냈다면 은행에 연락하고 다른 기기에서 비밀번호를 바꾼 뒤 보안팀에 알리세요. 불이익은 없습니다.",
                ));
            } else {
                steps.push(fixed(
                    "If you already answered: say so when you report. You are not in trouble, and looking for a job is your own affair.",
                    "이미 답했다면 신고할 때 함께 알려 주세요. 불이익은 없으며 구직은 본인의 자유입니다.",
                ));
            }
            steps.push(match report {
                Some(to) => say(format!("Report it: {to}"), format!("신고: {to}")),
                None => fixed(
                    "Report it to your security team, with the original message attached.",
                    "원본 메시지를 첨부해 보안팀에 신고하세요.",
                ),
            });
        }
        Rating::Verify => {
            steps.push(fixed(
                "Before you answer, check it by a way that is not in the message.",
                "답장하기 전에, 메시지에 없는 경로로 먼저 확인하세요.",
            ));
        }
        Rating::Unknown => {
            steps.push(fixed(
                "Hand in more: the whole conversation, the original mail (.eml), the saved profile page.",
                "자료를 더 제출하세요: 대화 전체, 원본 메일(.eml), 저장한 프로필 페이지.",
            ));
        }
        Rating::Ordinary => {}
    }
    if reading.topic == Topic::Other && rating == Rating::Ordinary {
        return steps;
    }
    if applicant {
        steps.extend(identity_checks(reading, rating));
    }
    steps.extend(credentials::question(reading, applicant, found).map(|q| q.get(lang).to_owned()));
    if applicant {
        return steps;
    }
    if rating != Rating::Ordinary || reading.topic != Topic::Other {
        if let Some(organisation) = employer(reading) {
            let site = known_site(organisation);
            steps.push(say(
                format!("If you want the job: type {site} yourself and look for the role there."),
                format!("관심이 있다면 {site} 주소를 직접 입력해 해당 공고가 있는지 찾아보세요."),
            ));
            if rating != Rating::Ordinary {
                let name = &organisation.name;
                let korean = organisation.korean.first().unwrap_or(name);
                steps.push(say(
                    format!("Call {name}'s switchboard (number from its own site) and ask for the recruiter by name. Never use a number, link or calendar from the message."),
                    format!("{korean} 대표번호(공식 홈페이지에서 확인)로 전화해 담당자 이름을 대고 확인하세요. 메시지에 있는 번호·링크·일정은 쓰지 마세요."),
                ));
            }
        } else if rating != Rating::Ordinary {
            steps.push(fixed(
                "Ask for the full legal name of the employer or agency, look it up in the company register yourself, and call a number you found there.",
                "회사 또는 서치펌의 정식 상호를 물어 직접 등기·사업자 정보를 찾고, 거기서 찾은 번호로 전화하세요.",
            ));
        }
    }
    if rating == Rating::Ordinary {
        steps.push(fixed(
            "Nothing here contradicts it; that is no proof. Don't discuss your projects, customers or clearance before you have met them.",
            "어긋나는 점은 없지만 증명된 것도 아닙니다. 직접 확인하기 전에는 과제·고객·비밀취급 내용을 이야기하지 마세요.",
        ));
    }
    steps
}

/// How an applicant's identity is checked: the same for everybody, then what this application names. Never a rejection.
fn identity_checks(reading: &Reading<'_>, rating: Rating) -> Vec<String> {
    /// Employers that are named at most.
    const MOST: usize = 2;
    let say = |en: String, ko: String| match reading.case.lang {
        Lang::En => en,
        Lang::Ko => ko,
    };
    let mut steps = vec![say(
        "Check identity the way you do for everyone: an official document at the video interview, a call to the school or employer on a number from its own site.".into(),
        "누구에게나 하듯 신원을 확인하세요: 화상 면접에서 신분증 확인, 학교·회사 공식 번호로 재직·학력 확인.".into(),
    )];
    if rating < Rating::Unknown {
        return steps;
    }
    let positions = reading.case.submission.profiles.iter().flat_map(|p| &p.positions);
    for employer in positions.filter_map(|p| p.employer.as_ref()).take(MOST) {
        steps.push(say(
            format!(
                "Ask {}'s personnel office, on a number from its own site, when the applicant worked there.",
                employer.value
            ),
            format!("{} 인사 부서에 공식 번호로 재직 기간을 확인하세요.", employer.value),
        ));
    }
    steps.push(say(
        "In the interview let the applicant show the camera and the room, explain code of theirs line by line, and talk about the town and the office they name. Ask everybody the same.".into(),
        "면접에서 카메라를 켜고 본인이 작성한 코드를 줄 단위로 설명하게 하며, 근무했다는 지역과 사무실에 대해 이야기해 보세요. 모든 지원자에게 똑같이 물으세요.".into(),
    ));
    steps
}

/// The question whose answer would change the verdict most.
pub(super) fn settles(reading: &Reading<'_>, rating: Rating, found: &[Weighed]) -> String {
    let lang = reading.case.lang;
    let say = |en: String, ko: String| match lang {
        Lang::En => en,
        Lang::Ko => ko,
    };
    let text_only =
        reading.case.submission.messages.iter().all(|m| !matches!(m.channel, Channel::Mail | Channel::LinkedInMail));
    let asked = |kinds: &[AskKind]| reading.asks.iter().any(|a| a.likely() && kinds.contains(&a.kind));
    if rating == Rating::Stop && found.iter().any(|w| w.counted && w.signal.axis == crate::finding::Axis::Ask) {
        return say(
            "Nothing that the contact can send you. A real employer can do without it: say that you'll come to its own office or careers site instead.".into(),
            "상대가 보내는 어떤 것도 증거가 되지 않습니다. 실제 회사라면 이런 요구 없이도 진행할 수 있습니다.".into(),
        );
    }
    if reading.case.role == ContactRole::Applicant && rating != Rating::Stop {
        return say(
            "A video interview with an official document, and the school's or employer's own answer.".into(),
            "신분증을 확인하는 화상 면접, 그리고 학교나 회사가 직접 주는 답변.".into(),
        );
    }
    if let Some(organisation) = employer(reading) {
        let domain = organisation.domains.first().map_or("", String::as_str);
        return say(
            format!("A mail from a {domain} address that you ask for yourself, and answer to."),
            format!("직접 요청해서 받은 {domain} 주소의 메일, 그리고 그 주소로 보낸 답장에 대한 회신."),
        );
    }
    if asked(&[AskKind::VagueClient]) || text_only {
        return say(
            "The employer's name, and a mail from the employer's own domain.".into(),
            "채용 회사의 이름과, 그 회사 도메인에서 온 메일.".into(),
        );
    }
    say(
        "The original message with its headers, or the profile page saved as a file.".into(),
        "헤더가 있는 원본 메시지 또는 저장한 프로필 페이지.".into(),
    )
}
