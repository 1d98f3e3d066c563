//! How high a title is, where it says so.

use crate::text::words;

/// A rung of the ladder. Between the second and the third is everybody whose title does not tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// Still learning: a student, an intern, an apprentice.
    Learning,
    /// At the beginning.
    Junior,
    /// Of some standing: senior, lead, manager.
    Senior,
    /// Directs: a director, a vice president, the head of something.
    Director,
    /// At the top.
    Chief,
}

impl Rank {
    /// The English word for it, as verdicts carry it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Rank::Learning => "student or intern",
            Rank::Junior => "junior",
            Rank::Senior => "senior or manager",
            Rank::Director => "director",
            Rank::Chief => "chief",
        }
    }

    /// The Korean one.
    #[must_use]
    pub fn korean(self) -> &'static str {
        match self {
            Rank::Learning => "학생·인턴",
            Rank::Junior => "사원급",
            Rank::Senior => "관리자급",
            Rank::Director => "임원급",
            Rank::Chief => "대표급",
        }
    }
}

const RANKS: [(Rank, &[&str]); 5] = [
    (
        Rank::Chief,
        &["ceo", "cto", "cfo", "coo", "chief executive", "chief technology", "president", "대표이사", "사장", "회장"],
    ),
    (
        Rank::Director,
        &["director", "vp", "vice president", "svp", "evp", "head of", "상무", "전무", "본부장", "부사장", "임원"],
    ),
    (Rank::Senior, &["senior", "lead", "principal", "manager", "팀장", "차장", "부장", "수석", "책임"]),
    (Rank::Junior, &["junior", "entry level", "entry-level", "graduate engineer", "신입", "주임"]),
    (
        Rank::Learning,
        &[
            "student", "undergraduate", "intern", "internship", "trainee", "apprentice", "대학생", "재학", "인턴",
            "수습",
        ],
    ),
];

/// The rank that a title tells; none where it tells several far apart: an intern programme's manager is no intern.
#[must_use]
pub fn of(title: &str) -> Option<Rank> {
    read(&crate::text::fold::fold(title))
}

fn read(folded: &str) -> Option<Rank> {
    // Whoever assists one, works for one.
    if words::any(folded, &["assistant to", "to the", "reporting to", "office of", "비서"]) {
        return None;
    }
    let mut told = RANKS.iter().filter(|(_, names)| words::any(folded, names)).map(|(rank, _)| *rank);
    // "Vice president" holds "president".
    let highest = match told.next()? {
        Rank::Chief if words::any(folded, &["vice president", "부사장"]) => Rank::Director,
        highest => highest,
    };
    let lowest = told.next_back().unwrap_or(highest);
    (highest <= Rank::Junior || lowest >= Rank::Senior).then_some(highest)
}

/// The rank that the contact gives himself in a sentence: "I'm the HR director of …", "저는 … 상무입니다".
#[must_use]
pub fn introduced(folded: &str) -> Option<Rank> {
    const OPENINGS: [&str; 6] = ["i am ", "i'm ", "i’m ", "i work as ", "my role is ", "my title is "];
    const OTHERS: [&str; 14] = [
        "looking", "searching", "hiring", "contacting", "writing", "reaching", "recruiting", "seeking", "your", "you",
        "working with", "supporting", "for a", "for an",
    ];
    if let Some(at) = OPENINGS.iter().find_map(|o| words::find(folded, o.trim_end()).map(|at| at + o.len())) {
        let rest = folded.get(at..)?.split([',', '.', ';', '–', '(']).next()?;
        let near = rest.split(' ').take(7).collect::<Vec<_>>().join(" ");
        return read(&near).filter(|_| !words::any(&near, &OTHERS));
    }
    let rest = folded.get(words::find(folded, "저는")?..)?;
    let end = words::find(rest, "입니다")?;
    let said = rest.get(..end).filter(|said| said.chars().count() <= 40)?;
    read(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles() {
        assert_eq!(of("Director of Talent Acquisition, EMEA"), Some(Rank::Director));
        assert_eq!(of("Vice President, Engineering"), Some(Rank::Director));
        assert_eq!(of("Junior Recruiter"), Some(Rank::Junior));
        assert_eq!(of("Aerospace student at TU Delft"), Some(Rank::Learning));
        assert_eq!(of("Intern Program Manager"), None);
        assert_eq!(of("Executive Assistant to the CEO"), None);
        assert_eq!(of("Recruiter"), None);
        assert_eq!(of("인사팀 상무"), Some(Rank::Director));
        assert_eq!(introduced("i'm the hr director of airbus in seoul"), Some(Rank::Director));
        assert_eq!(introduced("i am looking for a director of engineering"), None);
        assert_eq!(introduced("저는 한화시스템 채용을 맡고 있는 상무입니다"), Some(Rank::Director));
    }
}
