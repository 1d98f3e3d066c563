//! Whether two titles can name the same role: "Sr. SW Eng., Flight Controls" and "비행제어 소프트웨어 선임연구원".
//!
//! A title is taken apart into what the person is (engineer, manager, …) and what the work is about; seniority, grades,
//! requisition numbers and ways of working are left out. English and Korean words become one concept by a table, Korean
//! compounds are cut along it. Two titles are alike if they can be the same kind of person and share half of what the
//! sought one is about. That is generous on purpose: "nothing like it is listed" must not be said of a role that merely
//! bears another name.

use std::collections::BTreeSet;

use crate::text::fold::{fold, is_hangul};

/// What comes of holding a sought title against a listed one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// They can name one role.
    Alike,
    /// They name different ones.
    Different,
    /// They are in different languages, in words that the table doesn't know.
    CannotTell,
}

/// Longest title that is read, in characters.
const LONGEST: usize = 200;

/// Whether a listed title can be the sought role.
#[must_use]
pub fn likeness(sought: &str, listed: &str) -> Likeness {
    let (sought, listed) = (Role::of(sought), Role::of(listed));
    if !sought.can_be(&listed) {
        return Likeness::Different;
    }
    if sought.about.is_empty() {
        return Likeness::Alike;
    }
    let shared = sought.about.iter().filter(|word| listed.about.iter().any(|other| same(word, other))).count();
    if shared * 2 >= sought.about.len() && shared > 0 {
        return Likeness::Alike;
    }
    // A sought word that the table doesn't know may be a listed one in the other script, if that isn't known either.
    let strange = |role: &Role, hangul: bool| role.strange.iter().any(|word| word.chars().any(is_hangul) == hangul);
    let apart = [true, false].into_iter().any(|hangul| strange(&sought, hangul) && strange(&listed, !hangul));
    if apart { Likeness::CannotTell } else { Likeness::Different }
}

/// Whether words name a role: what somebody is, and what the work is about.
#[must_use]
pub fn names_a_role(words: &str) -> bool {
    let role = Role::of(words);
    !role.heads.is_empty() && !role.about.is_empty()
}

/// A title taken apart.
#[derive(Debug, Default)]
struct Role {
    /// What the person is; empty if the title doesn't say.
    heads: BTreeSet<&'static str>,
    /// What the work is about.
    about: BTreeSet<String>,
    /// Words of that which the table doesn't know.
    strange: BTreeSet<String>,
}

impl Role {
    fn of(title: &str) -> Self {
        let folded = fold(&title.chars().take(LONGEST).collect::<String>());
        let folded = folded.replace("s/w", "sw").replace("h/w", "hw").replace("r&d", "research");
        let mut role = Self::default();
        let words = folded.split(|c: char| !(c.is_alphanumeric() || matches!(c, '+' | '#')));
        for word in words.filter(|w| !w.is_empty()) {
            if word.chars().any(is_hangul) {
                pieces(word).into_iter().for_each(|piece| role.take(piece));
            } else {
                role.take(word);
            }
        }
        // "Lead Engineer" is an engineer, "Engineering Manager" a manager, "Engineer Intern" an intern.
        for above in ["intern", "director", "manager"] {
            if role.heads.contains(above) {
                role.heads.retain(|head| *head == above);
            }
        }
        if role.heads.len() > 1 {
            role.heads.remove("lead");
        }
        if role.heads.is_empty() && role.about.remove("engineering") {
            role.heads.insert("engineer");
        }
        role.about.remove("engineering");
        role
    }

    fn take(&mut self, word: &str) {
        let word = if meaning(word).is_some() { word } else { singular(word) };
        match meaning(word) {
            Some(Meaning::Head(heads)) => self.heads.extend(heads),
            Some(Meaning::About(concept)) => {
                self.about.insert(concept.to_owned());
            }
            Some(Meaning::Nothing) => {}
            // Requisition numbers and grades.
            None if word.chars().any(|c| c.is_ascii_digit()) => {}
            None if word.chars().count() == 1 && word != "c" => {}
            None => {
                self.about.insert(word.to_owned());
                self.strange.insert(word.to_owned());
            }
        }
    }

    /// Whether they can be the same kind of person. A title that doesn't say is nobody's denial.
    fn can_be(&self, other: &Self) -> bool {
        self.heads.is_empty() || other.heads.is_empty() || self.heads.intersection(&other.heads).next().is_some()
    }
}

/// One concept, one word but for a slip of the pen, or one word and its abbreviation.
fn same(a: &str, b: &str) -> bool {
    const LONG: usize = 6;
    const SHORT: usize = 4;
    let (shorter, longer) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    a == b
        || shorter.is_ascii() && shorter.len() >= LONG && strsim::osa_distance(a, b) <= 1
        || shorter.is_ascii() && shorter.len() >= SHORT && longer.starts_with(shorter)
}

fn singular(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 3 && word.is_ascii() && !stem.ends_with('s') => stem,
        _ => word,
    }
}

/// The parts of a Korean word that the table knows, longest first, and what is left between them.
fn pieces(word: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut at, mut loose) = (0, 0);
    while at < word.len() {
        let rest = word.get(at..).unwrap_or("");
        let known = TABLE.iter().flat_map(|(names, _)| names.iter()).filter(|name| {
            rest.starts_with(**name) && (name.chars().any(is_hangul) || loose == at && ends_word(rest, name))
        });
        match known.max_by_key(|name| name.len()) {
            Some(name) => {
                found.extend(word.get(loose..at).filter(|left| !left.is_empty()));
                found.extend(rest.get(..name.len()));
                at += name.len();
                loose = at;
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    found.extend(word.get(loose..).filter(|left| !left.is_empty()));
    found
}

/// Whether a Latin name is a whole run of letters: `sw` of `sw개발자`, not of `swift개발자`.
fn ends_word(rest: &str, name: &str) -> bool {
    rest.get(name.len()..).and_then(|after| after.chars().next()).is_none_or(|c| !c.is_ascii_alphanumeric())
}

/// What a word of a title means.
#[derive(Debug, Clone, Copy)]
enum Meaning {
    /// What the person is; several, where the language doesn't tell them apart.
    Head(&'static [&'static str]),
    /// What the work is about.
    About(&'static str),
    /// Seniority, ways of working, words of advertisements.
    Nothing,
}

fn meaning(word: &str) -> Option<Meaning> {
    TABLE.iter().find(|(names, _)| names.contains(&word)).map(|(_, meaning)| *meaning)
}

use Meaning::{About, Head, Nothing};

/// Words of titles, in folded form and in the singular, English and Korean.
const TABLE: &[(&[&str], Meaning)] = &[
    // What the person is. Those who write software are called engineers, developers and programmers alike; 연구원 is
    // anybody who does research and development.
    (&["engineer", "eng", "engr", "engnr", "엔지니어", "기술자", "기술원"], Head(&["engineer"])),
    (&["developer", "dev", "programmer", "coder", "개발자", "개발", "프로그래머"], Head(&["engineer"])),
    (&["연구원", "연구직", "연구개발"], Head(&["engineer", "researcher"])),
    (&["researcher", "scientist", "research", "연구자", "연구", "사이언티스트"], Head(&["researcher"])),
    (&["architect", "아키텍트"], Head(&["architect", "engineer"])),
    (&["designer", "설계자", "디자이너"], Head(&["designer", "engineer"])),
    (&["manager", "mgr", "매니저", "관리자", "팀장", "파트장"], Head(&["manager"])),
    (&["director", "이사", "임원", "본부장"], Head(&["director"])),
    (&["lead", "leader", "head", "리드", "리더"], Head(&["lead", "manager"])),
    (&["analyst", "분석가", "애널리스트"], Head(&["analyst"])),
    (&["technician", "tech", "정비사", "기능직", "테크니션"], Head(&["technician"])),
    (&["specialist", "expert", "전문가", "스페셜리스트"], Head(&["specialist", "analyst", "engineer"])),
    (&["consultant", "컨설턴트"], Head(&["consultant"])),
    (&["officer"], Head(&["officer"])),
    (&["administrator", "admin", "coordinator", "코디네이터"], Head(&["administrator"])),
    (&["planner", "기획자", "기획"], Head(&["planner", "manager"])),
    (&["intern", "internship", "trainee", "apprentice", "인턴", "인턴십", "실습생"], Head(&["intern"])),
    (&["operator", "오퍼레이터"], Head(&["operator"])),
    (&["inspector", "검사원"], Head(&["inspector"])),
    (&["professor", "교수"], Head(&["professor"])),
    (&["accountant", "controller", "회계사"], Head(&["accountant"])),
    (&["buyer", "purchaser"], Head(&["buyer", "specialist"])),
    (&["welder", "용접사"], Head(&["welder"])),
    (&["machinist"], Head(&["machinist", "technician"])),
    (&["counsel", "lawyer", "변호사"], Head(&["lawyer"])),
    (&["pilot", "조종사"], Head(&["pilot"])),
    // What tells nothing of the work.
    (
        &[
            "senior", "snr", "sr", "junior", "jr", "principal", "staff", "associate", "assistant", "graduate", "entry",
            "level", "mid", "chief", "deputy", "experienced", "distinguished", "fellow", "i", "ii", "iii", "iv", "v",
            "vi", "시니어", "주니어", "선임", "책임", "수석", "전임", "주임", "대리", "과장", "차장", "부장", "신입",
            "경력", "경력직", "신입직", "급", "직", "석사", "박사", "phd", "msc",
        ],
        Nothing,
    ),
    (
        &[
            "a", "an", "the", "and", "of", "for", "in", "at", "to", "or", "with", "m", "f", "d", "w", "x", "all",
            "gender", "remote", "hybrid", "onsite", "contract", "permanent", "full", "part", "time", "role",
            "position", "job", "opening", "team", "group", "department", "new", "urgent", "req", "담당자", "담당",
            "모집", "채용", "공고", "포지션", "직무", "부문", "분야", "팀", "및", "정규직", "계약직", "재택", "수시",
            "상시", "업무",
        ],
        Nothing,
    ),
    // What the work is about.
    (&["engineering", "엔지니어링"], About("engineering")),
    (&["software", "sw", "소프트웨어"], About("software")),
    (&["hardware", "hw", "하드웨어"], About("hardware")),
    (&["firmware", "fw", "펌웨어"], About("firmware")),
    (&["embedded", "임베디드"], About("embedded")),
    (&["frontend", "fe", "프론트엔드", "프런트엔드"], About("frontend")),
    (&["backend", "be", "백엔드"], About("backend")),
    (&["server", "서버"], About("server")),
    (&["fullstack", "풀스택"], About("fullstack")),
    (&["web", "웹"], About("web")),
    (&["mobile", "모바일"], About("mobile")),
    (&["platform", "플랫폼"], About("platform")),
    (&["network", "networking", "네트워크"], About("network")),
    (&["cloud", "클라우드"], About("cloud")),
    (&["infrastructure", "infra", "인프라"], About("infrastructure")),
    (&["security", "cybersecurity", "cyber", "보안", "사이버"], About("security")),
    (&["data", "데이터"], About("data")),
    (&["machine", "ml", "머신러닝", "기계학습"], About("machine learning")),
    (&["learning"], Nothing),
    (&["ai", "artificial", "인공지능"], About("ai")),
    (&["intelligence"], Nothing),
    (&["vision", "비전"], About("vision")),
    (&["algorithm", "알고리즘"], About("algorithm")),
    (&["test", "testing", "tester", "시험", "테스트", "평가"], About("test")),
    (&["verification", "validation", "검증"], About("verification")),
    (&["quality", "qa", "qc", "품질"], About("quality")),
    (&["assurance"], Nothing),
    (&["reliability", "신뢰성"], About("reliability")),
    (&["safety", "안전"], About("safety")),
    (&["system", "체계", "시스템"], About("system")),
    (&["integration", "통합"], About("integration")),
    (&["design", "설계", "디자인"], About("design")),
    (&["structure", "structural", "구조"], About("structure")),
    (&["stress", "응력"], About("stress")),
    (&["mechanical", "mech", "mechanic", "기계", "기구"], About("mechanical")),
    (&["electrical", "elec", "전기"], About("electrical")),
    (&["electronic", "electronics", "전자"], About("electronic")),
    (&["circuit", "회로"], About("circuit")),
    (&["power", "전력", "전원"], About("power")),
    (&["rf", "radio", "무선", "고주파"], About("rf")),
    (&["antenna", "안테나"], About("antenna")),
    (&["radar", "레이더", "레이다"], About("radar")),
    (&["sonar", "소나"], About("sonar")),
    (&["sensor", "센서"], About("sensor")),
    (&["signal", "신호"], About("signal")),
    (&["processing", "처리"], About("processing")),
    (&["communication", "comm", "comms", "통신"], About("communication")),
    (&["optic", "optical", "optics", "광학"], About("optical")),
    (&["laser", "레이저"], About("laser")),
    (&["guidance", "유도"], About("guidance")),
    (&["navigation", "nav", "항법"], About("navigation")),
    (&["control", "제어"], About("control")),
    (&["flight", "비행"], About("flight")),
    (&["avionic", "avionics", "항공전자", "항전"], About("avionics")),
    (&["aircraft", "항공기"], About("aircraft")),
    (&["aerospace", "항공우주"], About("aerospace")),
    (&["aerodynamic", "aerodynamics", "공력"], About("aerodynamics")),
    (&["propulsion", "추진", "추진기관"], About("propulsion")),
    (&["engine", "엔진"], About("engine")),
    (&["space", "우주"], About("space")),
    (&["satellite", "위성"], About("satellite")),
    (&["missile", "미사일", "유도탄", "유도무기"], About("missile")),
    (&["weapon", "무기"], About("weapon")),
    (&["drone", "uav", "uas", "무인기", "드론"], About("drone")),
    (&["unmanned", "무인"], About("unmanned")),
    (&["autonomous", "autonomy", "자율주행", "자율"], About("autonomous")),
    (&["robot", "robotic", "robotics", "로봇", "로보틱스"], About("robot")),
    (&["vehicle", "automotive", "차량", "자동차"], About("vehicle")),
    (&["ship", "naval", "marine", "선박", "함정", "조선", "해양"], About("ship")),
    (&["submarine", "잠수함"], About("submarine")),
    (&["nuclear", "원자력", "원전"], About("nuclear")),
    (&["semiconductor", "반도체"], About("semiconductor")),
    (&["memory", "메모리"], About("memory")),
    (&["process", "공정"], About("process")),
    (&["package", "packaging", "패키지", "패키징"], About("packaging")),
    (&["layout", "레이아웃"], About("layout")),
    (&["analog", "analogue", "아날로그"], About("analogue")),
    (&["digital", "디지털"], About("digital")),
    (&["display", "디스플레이"], About("display")),
    (&["battery", "배터리", "이차전지", "2차전지"], About("battery")),
    (&["material", "소재", "재료"], About("material")),
    (&["thermal", "열"], About("thermal")),
    (&["manufacturing", "제조"], About("manufacturing")),
    (&["production", "생산"], About("production")),
    (&["equipment", "설비", "장비"], About("equipment")),
    (&["maintenance", "정비", "유지보수"], About("maintenance")),
    (&["simulation", "시뮬레이션", "모의"], About("simulation")),
    (&["supply", "procurement", "purchasing", "구매", "조달"], About("procurement")),
    (&["logistic", "logistics", "물류"], About("logistics")),
    (&["product", "제품", "프로덕트", "상품"], About("product")),
    (&["program", "programme", "프로그램"], About("programme")),
    (&["project", "프로젝트", "사업관리", "사업"], About("project")),
    (&["sales", "sale", "영업"], About("sales")),
    (&["marketing", "마케팅"], About("marketing")),
    (&["business", "비즈니스"], About("business")),
    (&["strategy", "전략"], About("strategy")),
    (&["finance", "financial", "재무"], About("finance")),
    (&["accounting", "회계"], About("accounting")),
    (&["legal", "법무"], About("legal")),
    (&["game", "게임"], About("game")),
    (&["blockchain", "블록체인"], About("blockchain")),
    (&["analysis", "analytic", "analytics", "해석", "분석"], About("analysis")),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_role_under_many_names() {
        for (sought, listed) in [
            ("senior software engineer", "Sr. SW Eng."),
            ("software engineer", "Software Developer II (m/f/d) - Remote"),
            ("flight control software engineer", "Software Engineer, Flight Controls (R-104882)"),
            ("test engineer", "Flight Test Engineer - Changwon"),
            ("radar signal processing engineer", "Signal Processing Engineer (Radar)"),
            ("guidance engineer", "Guidance, Navigation & Control Engineer"),
            ("비행제어 책임연구원", "비행제어 선임연구원"),
            ("비행제어 연구원", "Senior Flight Control Engineer"),
            ("Radar Systems Engineer", "레이다체계 선임연구원 (경력)"),
            ("SW 개발자", "[경력] S/W 개발자 모집"),
            ("소프트웨어 엔지니어", "SW개발자"),
            ("mechanical design engineer", "Mech. Engineer, Design"),
            ("embedded software engineer", "Software Engineer"),
            ("반도체 공정 엔지니어", "Semiconductor Process Engineer"),
            ("data scientist", "Principal Data Scientist"),
            ("propulsion engineer", "Propulson Engineer III"),
            ("senior engineer", "Structural Engineer"),
            ("flight test manager", "Manager, Flight Test"),
            ("구조해석 연구원", "Structural Analysis Engineer"),
        ] {
            assert_eq!(likeness(sought, listed), Likeness::Alike, "{sought} | {listed}");
        }
    }

    #[test]
    fn other_roles() {
        for (sought, listed) in [
            ("software engineer", "Software Engineering Manager"),
            ("software engineer", "Software Engineer Intern"),
            ("guidance engineer", "Sales Engineer"),
            ("radar systems engineer", "Accountant"),
            ("test engineer", "Test Technician"),
            ("hardware engineer", "Software Engineer"),
            ("product manager", "Project Manager"),
            ("data analyst", "Data Engineer"),
            ("propulsion test lead", "Payroll Administrator"),
            ("비행제어 연구원", "인사 담당자"),
            ("레이다 신호처리 연구원", "Marketing Manager"),
            ("추진기관 연구원", "구조 연구원"),
            ("missile systems analyst", "Business Analyst"),
            ("시험 엔지니어", "Payroll Accountant"),
            ("radar engineer", "재무 담당자"),
        ] {
            assert_eq!(likeness(sought, listed), Likeness::Different, "{sought} | {listed}");
        }
    }

    #[test]
    fn words_without_a_counterpart() {
        assert_eq!(likeness("탐색기 연구원", "Seeker Engineer"), Likeness::CannotTell);
        assert_eq!(likeness("탐색기 연구원", "Seeker Technician"), Likeness::Different);
        assert_eq!(likeness("탐색기 연구원", "탐색기 선임연구원"), Likeness::Alike);
    }

    #[test]
    fn any_text_is_a_title() {
        for text in ["", " ", "—", "((((", "𝕊𝕎 𝔼𝕟𝕘", "개", "열", "sw", "\u{200b}"] {
            let _ = likeness(text, "Software Engineer");
            let _ = likeness("Software Engineer", text);
        }
        let _ = likeness(&"가".repeat(100_000), &"a ".repeat(100_000));
    }
}
