//! What an employer's notice about recruitment fraud says that it never does.
//!
//! Only a sentence counts that is about the employer's own doings and denies them: "We never ask candidates for money",
//! "당사는 채용 과정에서 금전을 요구하지 않습니다". What it warns of ("fraudsters ask for money"), advises ("never share your
//! password") or does ("we may contact you through WhatsApp") is no denial.

use regex::Regex;
use std::sync::LazyLock;

use crate::text::fold::{fold, is_hangul};
use crate::text::words;

/// Something that an employer says it never does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Denial {
    /// Asks candidates for money: fees, deposits, purchases, cheques.
    Money,
    /// Recruits through these messengers; none named means all of them.
    Messengers(Vec<&'static str>),
    /// Interviews through these messengers; none named means all of them.
    MessengerInterview(Vec<&'static str>),
    /// Interviews by text alone.
    ChatInterview,
    /// Hires without an interview.
    NoInterview,
    /// Asks for papers or bank details before an offer.
    Papers,
    /// Asks candidates to install something.
    Software,
    /// Asks candidates to run code or open a repository.
    Code,
    /// Sends programs, archives or locked files.
    Files,
    /// Asks candidates to sign in somewhere, or for a password.
    SignIn,
    /// Asks about the present employer's work.
    Inside,
    /// Writes from a free mailbox.
    Freemail,
    /// Writes from anywhere but these domains.
    OtherDomains(Vec<String>),
}

/// Longest sentence that is read, in bytes.
const LONGEST: usize = 1_200;

/// Messengers by the names under which handles are kept, and what they are called.
const MESSENGERS: [(&str, &[&str]); 9] = [
    ("whatsapp", &["whatsapp", "whats app", "왓츠앱", "와츠앱"]),
    ("telegram", &["telegram", "텔레그램"]),
    ("signal", &["signal app", "signal,", "signal or", "or signal", "and signal", "시그널"]),
    ("wechat", &["wechat", "위챗"]),
    ("discord", &["discord", "디스코드"]),
    ("skype", &["skype", "스카이프"]),
    ("line", &["line app", "라인"]),
    ("kakaotalk", &["kakaotalk", "kakao talk", "카카오톡", "카톡"]),
    ("hangouts", &["google hangouts", "google chat", "행아웃"]),
];

/// Messengers in general.
const MESSENGERS_AT_LARGE: [&str; 15] = [
    "messaging app", "messaging apps", "messaging application*", "messaging platform*", "messaging service*",
    "messenger", "messengers", "chat app", "chat apps", "chat platform*", "instant messag*", "text messag*", "메신저",
    "문자메시지", "문자 메시지",
];

/// Words that make names examples.
const EXAMPLES: [&str; 6] = ["such as", "including", "e.g.", "for example", "or similar", " 등"];

/// What an employer says it never does, in one sentence of its notice. Usually one thing, sometimes several.
#[must_use]
pub fn denials(sentence: &str) -> Vec<Denial> {
    if sentence.len() > LONGEST {
        return Vec::new();
    }
    let folded = fold(sentence);
    let mut found = Vec::new();
    let only = own_domains(&folded);
    if !only.is_empty() {
        found.push(Denial::OtherDomains(only));
    }
    if !denied(&folded) {
        return found;
    }
    // "… never ask for money. If someone does …" was split before; an exception within the sentence takes it back.
    if words::any(&folded, &["unless", "except when", "without your consent", "other than for", "제외하고", "외에는"])
    {
        return found;
    }
    let has = |phrases: &[&str]| words::any(&folded, phrases);
    let asks = has(&[
        "ask*", "request*", "require*", "demand*", "charge*", "collect*", "solicit*", "seek*", "pay*", "send*",
        "provide*", "purchase*", "buy", "want*", "accept*", "요구", "요청", "받지", "수취", "청구", "유도", "부과",
    ]);
    if asks && has(MONEY) {
        found.push(Denial::Money);
    }
    if asks && has(PAPERS) {
        found.push(Denial::Papers);
    }
    for (denial, things) in THINGS {
        if asks && has(things) {
            found.push(denial.clone());
        }
    }
    let named: Vec<&'static str> = messengers(&folded).collect();
    let at_large = words::any(&folded, &MESSENGERS_AT_LARGE);
    let interviews = has(INTERVIEWS);
    let by_text = has(BY_TEXT);
    let recruits = has(&[
        "contact*", "communicat*", "recruit*", "use", "uses", "using", "reach out", "hire", "hiring", "offer*",
        "message*", "correspond*", "approach*", "연락", "안내", "사용", "이용", "채용을", "채용 절차", "발송",
    ]);
    if (recruits || interviews) && (at_large || !named.is_empty()) {
        let all = at_large || words::any(&folded, &EXAMPLES);
        let apps = if all { Vec::new() } else { named };
        found.push(if recruits { Denial::Messengers(apps) } else { Denial::MessengerInterview(apps) });
    }
    if interviews && by_text {
        found.push(Denial::ChatInterview);
    }
    if has(&[
        "without an interview", "without any interview", "without interview*", "without first interview*",
        "without a formal interview", "without meeting", "without speaking", "without a conversation", "면접 없이",
        "면접없이", "인터뷰 없이",
    ]) {
        found.push(Denial::NoInterview);
    }
    if has(&[
        "gmail", "gmail.com", "yahoo", "yahoo.com", "hotmail", "outlook.com", "free email", "free e-mail", "free mail",
        "free web-based", "web-based email", "personal email", "personal e-mail", "public email", "지메일",
        "네이버 메일", "개인 메일", "개인 이메일", "무료 메일", "무료 이메일", "포털 메일",
    ]) {
        found.push(Denial::Freemail);
    }
    found
}

static TEXT_INTERVIEW: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let forms = [
        // "a text interview", "interview by chat": confirming an interview by text message is what everybody does.
        r"\b(?:text|chat|text-based|chat-based|text-only|instant message) interview",
        r"\b(?:(?:we|will|to|i|they) interview|interviewed|interviewing)(?: you)? (?:by|via|over|through|on) (?:an? )?(?:online |text |live )?(?:chat|text)\b",
        r"\binterview[^.!?]{0,60}\b(?:held|conducted|takes? place|done|carried out|run)\b[^.!?]{0,30}\b(?:by|via|over|through|in|as) [^.!?]{0,12}(?:chat|text\b|instant messag)",
        r"(?:채팅|문자|텍스트|메신저) ?(?:면접|인터뷰)",
        r"(?:면접|인터뷰)[^.!?]{0,25}(?:채팅|문자|텍스트|메신저)(?:으로|로|에서)[^.!?]{0,12}(?:진행|실시|봅니다|합니다|보겠)",
        r"(?:채팅|문자|텍스트|메신저)(?:으로|로|에서) (?:면접|인터뷰)",
    ];
    Regex::new(&forms.join("|")).ok()
});

/// Whether a sentence of a message, folded, announces an interview by text alone.
#[must_use]
pub fn interviews_by_text(folded: &str) -> bool {
    TEXT_INTERVIEW.as_ref().is_some_and(|pattern| pattern.is_match(folded)) && !denied(folded)
}

/// Whether a folded sentence speaks of an interview.
#[must_use]
pub fn of_an_interview(folded: &str) -> bool {
    words::any(folded, INTERVIEWS)
}

const INTERVIEWS: &[&str] = &["interview*", "면접", "인터뷰"];

const BY_TEXT: &[&str] = &[
    "by chat", "via chat", "over chat", "through chat", "text chat", "online chat", "chat room*", "chat-based",
    "by text", "via text", "over text", "text-only", "text only", "text-based", "by email only", "by e-mail only",
    "solely by", "in writing", "instant messag*", "text messag*", "채팅", "문자",
];

/// The names under which messengers that a folded text names are kept.
pub fn messengers(folded: &str) -> impl Iterator<Item = &'static str> {
    MESSENGERS.iter().filter(|(_, names)| words::any(folded, names)).map(|(app, _)| *app)
}

/// What else an employer may say that it never asks for or sends.
const THINGS: &[(Denial, &[&str])] = &[
    (Denial::Software, &["install*", "download*", "설치", "다운로드"]),
    (
        Denial::Code,
        &[
            "run code", "run a project", "execute", "repository", "repositories", "source code", "소스코드",
            "코드를 실행",
        ],
    ),
    (
        Denial::Files,
        &[
            "programs", "archives", "archive", "zip file*", "executable*", "disk image*", "압축파일", "압축 파일",
            "실행파일",
        ],
    ),
    (
        Denial::SignIn,
        &[
            "sign in", "log in", "login", "password", "passwords", "one-time code*", "verification code*", "로그인",
            "인증번호", "비밀번호",
        ],
    ),
    (
        Denial::Inside,
        &[
            "projects that you work on", "your current project*", "your projects", "current employer*",
            "present employer*", "confidential information", "trade secret*", "proprietary", "classified", "현 직장",
            "재직 중인", "업무 자료", "영업비밀", "기밀",
        ],
    ),
];

const MONEY: &[&str] = &[
    "money", "fee", "fees", "payment", "payments", "deposit", "deposits", "to pay", "pay for", "funds", "cash",
    "cheque*", "check", "checks", "gift card*", "cryptocurrenc*", "bitcoin", "wire transfer*", "transfer of funds",
    "purchase*", "buy", "financial transaction*", "monetary", "invest", "investment*", "금전", "금품", "돈을", "비용",
    "수수료", "입금", "송금", "보증금", "결제", "대금", "투자",
];

const PAPERS: &[&str] = &[
    "bank account*", "bank detail*", "banking", "bank information", "bank", "account number*", "credit card*",
    "card detail*", "passport*", "social security", "national insurance", "id card*", "identity document*",
    "identification document*", "financial information", "financial details", "driver's license", "driving licence",
    "계좌", "통장", "신분증", "주민등록", "여권", "금융정보", "카드번호",
];

/// Whether the employer denies doings of its own.
fn denied(folded: &str) -> bool {
    if folded.chars().any(is_hangul) {
        // Advice to the reader and warnings end otherwise.
        let advice = ["마십시오", "마세요", "바랍니다", "주의", "하지 마", "않도록", "경우", "의심"];
        let denial = [
            "지 않습니다", "지 않으며", "지 않고", "지 않는다", "지 않음", "지않습니다", "하지 않", "받지 않",
            "없습니다", "아닙니다", "일절", "절대",
        ];
        return denial.iter().any(|d| folded.contains(d)) && !advice.iter().any(|a| folded.contains(a));
    }
    // "Never send money to anyone who …" is advice, whatever the subject of the notice.
    let advice = ["never ", "do not ", "don't ", "please ", "you should ", "candidates should ", "if ", "be "];
    let own = words::find(folded, "we")
        .or_else(|| words::find(folded, "our"))
        .or_else(|| words::find(folded, "us"))
        .is_some();
    if advice.iter().any(|a| folded.starts_with(a)) && !own {
        return false;
    }
    const NEVER: [&str; 31] = [
        "no one at", "nobody at", "none of our", "no member of", "never", "will not", "won't", "do not", "don't",
        "does not", "doesn't", "at no time", "under no circumstances", "at no point", "in no case", "no employee",
        "no recruiter", "not ask", "not request", "not require", "not conduct", "not use", "not contact", "not make",
        "not accept", "not charge", "neither", "not extend", "no fee*", "no charge*", "is not our practice",
    ];
    let Some(first) = NEVER.iter().filter_map(|phrase| words::find(folded, phrase)).min() else { return false };
    // Whoever does what follows stands before the denial.
    let subject = folded.get(..first).unwrap_or("");
    const OTHERS: [&str; 16] = [
        "fraudster*", "scammer*", "scam*", "criminal*", "imposter*", "impostor*", "fraudulent*", "they", "you", "he",
        "she", "candidates", "applicants", "these individuals", "someone", "anyone",
    ];
    !words::any(subject, &OTHERS)
        || words::any(subject, &["we", "our"])
            && !words::any(subject, &["fraudster*", "scammer*", "criminal*", "imposter*", "impostor*"])
}

static ADDRESS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"@\s?((?:[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\.)+[a-z]{2,24})").ok());

static OTHER_THAN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:other than|except|besides) (?:from )?@?((?:[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\.)+[a-z]{2,24})")
        .ok()
});

/// The domains from which alone the employer says to write: "only from addresses ending in @acme.example", "never from a
/// domain other than acme.example".
fn own_domains(folded: &str) -> Vec<String> {
    const MOST: usize = 8;
    const ONLY: [&str; 22] = [
        "only", "always", "exclusively", "solely", "will come from", "comes from", "come from", "sent from",
        "will end in", "ends in", "end in", "ending in", "ends with", "end with", "originate from", "official email",
        "official e-mail", "에서만", "으로만", "만을 사용", "만 사용", "공식 메일",
    ];
    const WARNED: [&str; 16] = [
        "fake", "fraudulent", "not from", "is not", "are not", "aren't", "isn't", "similar to", "look like", "scam*",
        "beware", "if you receive", "report", "사칭", "가짜", "아닙니다",
    ];
    let mail = [
        "mail", "email*", "e-mail*", "emails", "address*", "correspondence", "communication*", "write", "domain",
        "메일", "주소", "도메인",
    ];
    if let Some(other) = OTHER_THAN.as_ref().filter(|_| denied(folded) && words::any(folded, &mail)) {
        let named = other.captures_iter(folded).filter_map(|c| c.get(1)).map(|m| m.as_str().to_owned());
        let found: Vec<String> = named.take(MOST).collect();
        if !found.is_empty() {
            return found;
        }
    }
    if !words::any(folded, &ONLY) || words::any(folded, &WARNED) || !words::any(folded, &mail) {
        return Vec::new();
    }
    let Some(pattern) = ADDRESS.as_ref() else { return Vec::new() };
    let mut found: Vec<String> = Vec::new();
    for captured in pattern.captures_iter(folded).take(MOST) {
        if let Some(domain) = captured.get(1).map(|m| m.as_str().to_owned())
            && !found.contains(&domain)
        {
            found.push(domain);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::Denial::{
        ChatInterview, Code, Files, Freemail, Inside, MessengerInterview, Messengers, Money, NoInterview, OtherDomains,
        Papers, SignIn, Software,
    };
    use super::*;

    #[test]
    fn what_an_employer_never_does() {
        for (sentence, wanted) in [
            ("Orbitworks will never ask candidates for money at any stage of the recruitment process.", vec![Money]),
            ("We do not charge a fee to apply, and we don't ask you to buy equipment.", vec![Money]),
            ("당사는 채용 과정에서 어떠한 금전도 요구하지 않습니다.", vec![Money]),
            (
                "Our recruiters never contact candidates through WhatsApp or Telegram.",
                vec![Messengers(vec!["whatsapp", "telegram"])],
            ),
            ("We do not use messaging apps such as WhatsApp to recruit.", vec![Messengers(vec![])]),
            ("당사는 텔레그램, 카카오톡 등 메신저로 면접을 진행하지 않습니다.", vec![MessengerInterview(vec![])]),
            ("우리 회사는 텔레그램으로 채용을 진행하지 않습니다.", vec![Messengers(vec!["telegram"])]),
            ("We never conduct interviews by text chat.", vec![ChatInterview]),
            (
                "We never interview by chat and never use WhatsApp or Telegram to recruit.",
                vec![Messengers(vec!["whatsapp", "telegram"]), ChatInterview],
            ),
            ("Our recruiters will never ask you to pay for certification or training.", vec![Money]),
            ("We never make an offer without meeting you in person or on a video call.", vec![NoInterview]),
            ("Neither we nor our agencies charge a fee.", vec![Money]),
            ("No one at Orbitworks will ask you for a deposit.", vec![Money]),
            ("교육비, 보증금 등 금전을 절대 요구하지 않습니다.", vec![Money]),
            (
                "카카오톡이나 텔레그램으로 면접을 진행하지 않습니다.",
                vec![MessengerInterview(vec!["telegram", "kakaotalk"])],
            ),
            ("We will never make an offer without an interview.", vec![NoInterview]),
            ("We never request your bank details or passport before an offer.", vec![Papers]),
            ("We will never ask you to download software for an interview.", vec![Software]),
            ("We will never ask you to run code from a stranger's repository.", vec![Code]),
            ("We never send programs or locked archives to candidates.", vec![Files]),
            ("We never ask candidates to sign in with their own account.", vec![SignIn]),
            ("We never ask for details of projects that you work on.", vec![Inside]),
            ("현 직장의 업무 자료를 요청하지 않습니다.", vec![Inside]),
            (
                "Orbitworks does not send offers from any domain other than orbitworks.example.",
                vec![OtherDomains(vec!["orbitworks.example".to_owned()])],
            ),
            ("We write only from @orbitworks.example.", vec![OtherDomains(vec!["orbitworks.example".to_owned()])]),
            ("Our recruiters never write from Gmail or other free email accounts.", vec![Freemail]),
            (
                "Emails from our recruitment team always come from an @orbitworks.example address.",
                vec![OtherDomains(vec!["orbitworks.example".to_owned()])],
            ),
            (
                "채용 관련 메일은 @hanbit.example 공식 메일에서만 발송됩니다.",
                vec![OtherDomains(vec!["hanbit.example".to_owned()])],
            ),
        ] {
            assert_eq!(denials(sentence), wanted, "{sentence}");
        }
    }

    #[test]
    fn interviews_that_are_held_by_text() {
        for sentence in [
            "the interview will be held by text chat on friday.",
            "you are invited to a chat interview.",
            "we interview via chat.",
            "면접은 채팅으로 진행합니다.",
            "텍스트 면접입니다.",
        ] {
            assert!(interviews_by_text(sentence), "{sentence}");
        }
        for sentence in [
            "i will confirm the interview by text.",
            "the interview is in our office; i'll text you the address.",
            "let's chat before your interview.",
            "we never hold interviews by chat, and the interview will be held by video.",
            "면접 일정은 문자로 안내드리겠습니다.",
        ] {
            assert!(!interviews_by_text(sentence), "{sentence}");
        }
    }

    #[test]
    fn warnings_advice_and_doings_deny_nothing() {
        for sentence in [
            "Fraudsters may ask you for money and never show their face.",
            "Never send money to anyone who claims to be a recruiter.",
            "Please do not share your bank details.",
            "We may contact you through WhatsApp once you have applied.",
            "If someone asks you for a fee, do not pay.",
            "Scammers have used addresses such as @orbitworks-careers.example, which are not ours.",
            "They never interview in person and ask for a deposit.",
            "금전을 요구하는 경우 신고해 주시기 바랍니다.",
            "당사를 사칭하여 계좌 입금을 요구하는 사례가 있으니 주의하십시오.",
            "You will never be alone with your questions about pay.",
            "We never stop learning.",
            "We never ask for bank details unless you have signed a contract with us.",
        ] {
            assert_eq!(denials(sentence), vec![], "{sentence}");
        }
    }
}
