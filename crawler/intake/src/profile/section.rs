//! The headings under which profiles and CVs tell things, in the languages of LinkedIn's interface.

/// What stands under a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Section {
    Contact,
    Skills,
    Languages,
    Certifications,
    Honours,
    Summary,
    Experience,
    Education,
    /// Something that no claim is read from.
    Other,
}

const HEADINGS: [(Section, &[&str]); 9] = [
    (
        Section::Contact,
        &[
            "contact", "contact details", "contact information", "연락처", "연락하기", "인적사항", "인적 사항",
            "기본정보", "kontakt", "coordonnées", "contactar", "contato", "contatto", "contatti", "연락 정보",
            "連絡先", "联系方式", "聯絡資訊", "контакты", "iletişim", "personal details", "personal information",
            "profile details", "개인정보",
        ],
    ),
    (
        Section::Skills,
        &[
            "skills", "top skills", "key skills", "technical skills", "core skills", "보유기술", "보유 기술",
            "주요 보유기술", "주요 기술", "기술", "기술 스택", "보유 스킬", "top-kenntnisse", "kenntnisse",
            "principales compétences", "compétences", "aptitudes principales", "principais competências",
            "competências", "competenze", "competenze principali", "topvaardigheden", "vaardigheden", "トップスキル",
            "スキル", "热门技能", "技能", "aptitudes", "habilidades",
        ],
    ),
    (
        Section::Languages,
        &[
            "languages", "language", "언어", "외국어", "어학", "어학능력", "sprachen", "langues", "idiomas",
            "languages spoken", "lingue", "talen", "言語", "语言", "語言", "języki", "языки", "diller", "språk",
            "sprog",
        ],
    ),
    (
        Section::Certifications,
        &[
            "certifications", "certificates", "licenses & certifications", "licenses and certifications", "자격증",
            "자격", "자격 및 면허", "자격사항", "자격증 및 면허", "수료증", "zertifikate", "certificazioni",
            "certificaciones", "certificações", "certificeringen", "資格", "认证", "bescheinigungen und zertifikate",
            "licenses & certificates",
        ],
    ),
    (
        Section::Honours,
        &[
            "honors-awards", "honors & awards", "honours", "awards", "honors", "수상경력", "수상 경력", "수상내역",
            "수상", "auszeichnungen", "distinctions", "premios", "prêmios", "premi", "受賞歴", "荣誉奖项",
        ],
    ),
    (
        Section::Summary,
        &[
            "summary", "about", "about me", "profile", "personal profile", "professional summary", "objective",
            "personal statement", "요약", "개요", "소개", "자기소개", "자기 소개", "정보", "간략한 소개",
            "zusammenfassung", "info", "über mich", "résumé", "infos", "à propos", "extracto", "acerca de", "resumo",
            "sobre", "riepilogo", "informazioni", "samenvatting", "over", "要約", "自己紹介", "概要", "个人简介",
            "关于", "關於", "podsumowanie", "общие сведения", "özet", "sammanfattning", "resumé", "sammendrag",
        ],
    ),
    (
        Section::Experience,
        &[
            "experience", "work", "work experience", "professional experience", "employment", "employment history",
            "work history", "career", "career history", "경력", "경력사항", "경력 사항", "업무경력", "업무 경력",
            "경력 요약", "직장 경력", "근무경력", "근무 경력", "berufserfahrung", "beruflicher werdegang",
            "expérience", "expériences", "expérience professionnelle", "experiencia", "experiencia laboral",
            "experiência", "experiência profissional", "esperienza", "esperienze", "ervaring", "werkervaring", "職歴",
            "职业经历", "经历", "工作经历", "工作经验", "經歷", "doświadczenie", "опыт работы", "deneyim",
            "erfarenhet", "erfaring", "relevant experience",
        ],
    ),
    (
        Section::Education,
        &[
            "education", "education and training", "academic background", "qualifications", "학력", "학력사항",
            "학력 사항", "학력정보", "최종학력", "ausbildung", "bildung", "formation", "educación", "formación",
            "formação acadêmica", "educação", "formação", "formazione", "istruzione", "opleiding", "学歴", "教育经历",
            "教育背景", "学历", "教育", "學歷", "wykształcenie", "образование", "eğitim", "utbildning", "utdanning",
            "uddannelse", "academic history",
        ],
    ),
    (
        Section::Other,
        &[
            "publications", "patents", "other", "특이사항", "기타", "경력기술서", "경력 기술서", "포트폴리오",
            "projects", "volunteering", "volunteer experience", "courses", "organizations", "references", "interests",
            "hobbies", "activities", "recommendations", "test scores", "recent activity", "activity", "featured",
            "people also viewed", "people you may know", "논문", "특허", "프로젝트", "봉사활동", "병역", "병역사항",
            "추천", "관심분야", "활동", "교육과정", "대외활동", "publikationen", "patente", "projekte",
            "publicaciones", "brevets", "causes", "services", "analytics", "highlights", "training", "memberships",
            "professional memberships", "additional information", "military service", "추천서", "관심사", "추천 항목",
        ],
    ),
];

/// The section that a line is the heading of.
#[must_use]
pub(super) fn of(line: &str) -> Option<Section> {
    if line.chars().count() > 48 {
        return None;
    }
    let lower = line
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    // Hangul headings of forms are set apart ("학 력 사 항").
    let spaced = lower.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let single = lower.split(' ').all(|w| w.chars().count() == 1) && lower.contains(' ');
    let lower = if single { spaced } else { lower };
    HEADINGS.iter().find(|(_, names)| names.contains(&lower.as_str())).map(|(section, _)| *section)
}
