//! The report in a terminal: the employee's card first, the analyst's part below.
//!
//! Whatever is printed goes through [`visible`]: names, places, claims and advice may repeat what the contact or a site
//! wrote, and a terminal must not obey it. Addresses are made harmless by where they stand: in quotations and lists they are
//! defanged; in claims and advice the host stays readable, for there the reader compares it with the real one or types it,
//! and only what a terminal would open on a click is taken off.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::IsTerminal;

use analyzer::case::{Lang, LookupResult, PictureNote};
use analyzer::finding::{Axis, Strength, Text};
use analyzer::reading::Topic;
use analyzer::signals::SIGNALS;
use analyzer::text::claims::SaidIn;
use analyzer::text::fold::invisible;
use analyzer::verdict::{ClaimLine, FindingLine, MissingLine, PictureLine, defang, strength_word};
use analyzer::{Rating, Verdict};
use owo_colors::{OwoColorize, Style};
use unicode_width::UnicodeWidthStr;

/// Most reasons on the employee's card.
const MOST_REASONS: usize = 3;

/// Longest quotation on the card, in characters.
const LONGEST_QUOTE: usize = 170;

/// Longest value of a claim or note in the analyst's part.
const LONGEST_VALUE: usize = 80;

/// Kinds of claims, in the order of the report, with their labels.
const KINDS: [(&str, &str, &str); 12] = [
    ("name", "names", "이름"),
    ("employer", "employers", "회사"),
    ("client", "recruits for", "채용사"),
    ("role", "roles", "직함"),
    ("seniority", "rank", "직급"),
    ("place", "places", "지역"),
    ("time-zone", "time zone", "시간대"),
    ("phone", "phones", "전화"),
    ("mail", "addresses", "메일"),
    ("school", "schools", "학교"),
    ("dates", "dates", "기간"),
    ("language", "languages", "언어"),
];

/// What a note of a picture's file is about.
fn note_word(note: PictureNote) -> Text {
    match note {
        PictureNote::Camera => Text { en: "camera", ko: "카메라" },
        PictureNote::Taken => Text { en: "taken", ko: "촬영" },
        PictureNote::Software => Text { en: "program", ko: "프로그램" },
        PictureNote::Position => Text { en: "place recorded", ko: "위치 정보" },
        PictureNote::Credit => Text { en: "credit", ko: "저작자" },
        PictureNote::Description => Text { en: "description", ko: "설명" },
        PictureNote::Credentials => {
            Text { en: "credentials (C2PA), unchecked", ko: "콘텐츠 자격 증명(C2PA), 미확인" }
        }
        PictureNote::Generated => Text { en: "generated", ko: "생성됨" },
        PictureNote::Retouched => Text { en: "partly generated", ko: "일부 생성됨" },
    }
}

/// How wide, and whether in colour.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Columns.
    pub width: usize,
    /// Colours.
    pub colour: bool,
}

impl Look {
    /// As the terminal allows: colour only where it is one, and not against `NO_COLOR`.
    pub fn of_terminal() -> Self {
        let terminal = std::io::stdout().is_terminal();
        let columns = std::env::var("COLUMNS")
            .ok()
            .and_then(|c| c.parse().ok())
            .unwrap_or_else(|| if terminal { textwrap::termwidth() } else { 100 });
        let colour = terminal && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
        Self { width: columns.clamp(48, 110), colour }
    }
}

/// Adds what the program itself could not read to what could not be checked.
pub fn add_unread<'a>(verdict: &mut Verdict, failures: impl Iterator<Item = &'a str>) {
    verdict.missing.extend(failures.map(|why| MissingLine {
        signal: "unreadable".to_owned(),
        why: why.to_owned(),
        ask: String::new(),
    }));
}

/// The whole report.
pub fn render(verdict: &Verdict, analyst: bool, look: Look) -> String {
    let mut page = Page { out: String::new(), look, lang: verdict.lang };
    page.card(verdict);
    if analyst {
        page.analyst(verdict);
    }
    page.out
}

struct Page {
    out: String,
    look: Look,
    lang: Lang,
}

impl Page {
    fn say(&self, en: &'static str, ko: &'static str) -> &'static str {
        Text { en, ko }.get(self.lang)
    }

    fn paint(&self, text: &str, style: Style) -> String {
        if self.look.colour { text.style(style).to_string() } else { text.to_owned() }
    }

    fn card(&mut self, verdict: &Verdict) {
        let rating = verdict.rating.text(verdict.topic).get(self.lang);
        let rating = if verdict.rating == Rating::Stop && self.lang == Lang::En {
            rating.replace("Stop", "STOP")
        } else {
            rating.to_owned()
        };
        let style = match verdict.rating {
            Rating::Stop => Style::new().white().on_red().bold(),
            Rating::Verify => Style::new().yellow().bold(),
            Rating::Unknown => Style::new().cyan().bold(),
            Rating::Ordinary => Style::new().green().bold(),
        };
        let names: Vec<&str> = verdict.artifacts.iter().map(|a| a.name.as_str()).take(2).collect();
        let date = match self.lang {
            Lang::En => verdict.as_of.strftime("%-d %B %Y"),
            Lang::Ko => verdict.as_of.strftime("%Y년 %-m월 %-d일"),
        };
        let about = format!("{} · {date}", clean(&names.join(", ")));
        let room = self.look.width.saturating_sub(4 + rating.width());
        let gap = room.saturating_sub(about.width()).max(2);
        let dim = Style::new().dimmed();
        self.out.push('\n');
        let line = format!("  {}{}{}\n", self.paint(&rating, style), " ".repeat(gap), self.paint(&about, dim));
        self.out.push_str(&line);

        let reasons = reasons(verdict);
        for (number, finding) in (1..).zip(&reasons) {
            self.out.push('\n');
            let head = format!("{number}  ");
            let bold = Style::new().bold();
            self.block(&format!("  {head}"), "     ", &claim(finding), bold);
            if let Some(cite) = finding.cites.iter().find(|c| !c.quote.trim().is_empty()) {
                self.block(
                    "     ",
                    "     ",
                    &format!("“{}”", shorten(&defang(&clean(&cite.quote)), LONGEST_QUOTE)),
                    Style::new().italic(),
                );
            }
            self.block("     ", "     ", &finding.why, Style::new());
        }
        let minor: Vec<&FindingLine> = verdict
            .findings
            .iter()
            .filter(|f| f.strength == Strength::Weak && f.counted && !reasons.iter().any(|r| r.signal == f.signal))
            .take(2)
            .collect();
        self.out.push('\n');
        let good: Vec<String> =
            verdict.findings.iter().filter(|f| f.strength == Strength::Reassuring).map(claim).collect();
        if !good.is_empty() {
            self.entry(self.say("Speaks for it", "믿을 만한 점"), &good.join(" "));
        }
        if !minor.is_empty() {
            let small: Vec<String> = minor.iter().map(|f| claim(f)).collect();
            self.entry(
                self.say("Noticed", "참고"),
                &format!(
                    "{} {}",
                    small.join(" "),
                    self.say("(Honest recruiters do this too.)", "(정상적인 채용에서도 흔합니다.)")
                ),
            );
        }
        if let Some(asked) = self.asked(verdict) {
            self.entry(self.say("Asked outside", "외부 조회"), &asked);
        }
        let unknown = not_known(verdict);
        if !unknown.is_empty() {
            self.entry(self.say("Not known", "확인하지 못함"), &unknown.join(" · "));
        }
        if verdict.topic == Topic::Other && verdict.rating != Rating::Ordinary {
            self.entry(
                self.say("About", "내용"),
                self.say("This is not about recruiting.", "채용에 관한 내용이 아닙니다."),
            );
        }
        if !verdict.next_steps.is_empty() {
            self.out.push('\n');
            let label = self.say("What to do", "할 일");
            for (number, step) in (1..).zip(&verdict.next_steps) {
                let name = if number == 1 { label } else { "" };
                self.entry(name, &format!("{number}  {step}"));
            }
        }
        let nothing_to_settle =
            verdict.settles.is_empty() || verdict.rating == Rating::Ordinary && verdict.topic == Topic::Other;
        if !nothing_to_settle {
            self.out.push('\n');
            let text = format!("{} {}", self.say("What would settle it:", "확실히 하려면:"), verdict.settles);
            self.block("  ", "  ", &text, Style::new());
        }
        self.out.push('\n');
    }

    fn analyst(&mut self, verdict: &Verdict) {
        let title = self.say("For the analyst", "분석가용");
        let rule = "─".repeat(self.look.width.saturating_sub(5 + title.width()));
        let dim = Style::new().dimmed();
        let head = format!("  {}\n\n", self.paint(&format!("{title} {rule}"), dim));
        self.out.push_str(&head);
        let stage = verdict.stage.text().get(self.lang);
        let topic = match verdict.topic {
            Topic::Recruiting => self.say("recruiting", "채용"),
            Topic::Applicant => self.say("application", "지원"),
            Topic::Other => self.say("other", "기타"),
            Topic::Unclear => self.say("unclear", "불분명"),
        };
        self.entry(
            self.say("Score", "점수"),
            &format!(
                "{:.3} · {} {:.0} % · {} {:?} ({stage}) · {} {topic}",
                verdict.score,
                self.say("read", "확인 범위"),
                verdict.coverage * 100.0,
                self.say("stage", "단계"),
                verdict.stage,
                self.say("topic", "주제")
            ),
        );
        for story in &verdict.stories {
            self.entry(self.say("Story", "유형"), &format!("{} [{}]", story.text, story.attack.join(", ")));
        }
        for axis in [Axis::Identity, Axis::Ask, Axis::Targeting] {
            self.axis(verdict, axis);
        }
        let mut asked: BTreeSet<&str> = SIGNALS.iter().map(|s| s.id).collect();
        for id in
            verdict.findings.iter().map(|f| f.signal.as_str()).chain(verdict.missing.iter().map(|m| m.signal.as_str()))
        {
            asked.remove(id);
        }
        self.out.push('\n');
        self.entry(self.say("Nothing found", "발견 없음"), &asked.into_iter().collect::<Vec<_>>().join(", "));
        for missing in &verdict.missing {
            self.entry(
                self.say("Not answered", "답 없음"),
                &clean(&format!(
                    "{}: {}{}{}",
                    missing.signal,
                    missing.why,
                    if missing.ask.is_empty() { "" } else { " – " },
                    missing.ask
                )),
            );
        }
        self.lookups(verdict);
        self.claims(&verdict.claims);
        let contact = &verdict.contact;
        let fields = [
            (self.say("handles", "메신저"), &contact.handles),
            (self.say("domains", "도메인"), &contact.domains),
            (self.say("profiles", "프로필"), &contact.profile_urls),
        ];
        for (name, values) in fields.into_iter().filter(|(_, v)| !v.is_empty()) {
            let line = values.iter().map(|v| defang(&clean(v))).collect::<Vec<_>>().join(" · ");
            self.entry(name, &line);
        }
        for picture in &verdict.pictures {
            self.picture(picture);
        }
        for artifact in &verdict.artifacts {
            self.entry(
                self.say("artifact", "자료"),
                &format!("{} {} {} B", clean(&artifact.name), artifact.digest, artifact.size),
            );
        }
        self.entry(
            self.say("judged with", "판정 기준"),
            &format!("bonafide {} · {}", verdict.engine, verdict.reference),
        );
        self.out.push('\n');
    }

    /// How much was asked outside, in a few words; nothing if nothing was.
    fn asked(&self, verdict: &Verdict) -> Option<String> {
        let count = |result: LookupResult| verdict.lookups.iter().filter(|l| l.result == result).count();
        let answered = count(LookupResult::Found) + count(LookupResult::Absent);
        let (failed, held_back) = (count(LookupResult::Failed), count(LookupResult::NotAsked));
        if verdict.lookups.is_empty() {
            return None;
        }
        let mut parts = Vec::new();
        if answered + failed > 0 {
            parts.push(match self.lang {
                Lang::En => format!("{answered} of {} questions answered", answered + failed),
                Lang::Ko => format!("질문 {}개 중 {answered}개 답을 얻음", answered + failed),
            });
        }
        if held_back > 0 {
            parts.push(match self.lang {
                Lang::En => {
                    format!("{held_back} deliberately not asked (asking would tell the contact, or isn't allowed)")
                }
                Lang::Ko => format!("{held_back}개는 일부러 묻지 않음(상대방이 알게 되거나 허용되지 않음)"),
            });
        }
        Some(parts.join(" · "))
    }

    /// Every question, where and when it was asked, and what came of it.
    fn lookups(&mut self, verdict: &Verdict) {
        for lookup in &verdict.lookups {
            let result = match lookup.result {
                LookupResult::Found => self.say("found", "있음"),
                LookupResult::Absent => self.say("absent", "없음"),
                LookupResult::Failed => self.say("failed", "실패"),
                LookupResult::NotAsked => self.say("not asked", "묻지 않음"),
            };
            let mut line = format!("{} {}: {result}", lookup.kind, defang(&clean(&lookup.subject)));
            if let Some(why) = &lookup.why {
                let _ = write!(line, " ({})", defang(&clean(why)));
            }
            for address in lookup.asked.iter().take(4) {
                let _ = write!(line, " · {}", defang(&clean(address)));
            }
            if let Some(at) = lookup.asked_at {
                let _ = write!(line, " · {}", at.strftime("%Y-%m-%d %H:%M UTC"));
            }
            self.entry(self.say("Asked outside", "외부 조회"), &line);
        }
    }

    /// What the contact claims: a line for each kind, with every value and in what it is said.
    fn claims(&mut self, claims: &[ClaimLine]) {
        self.out.push('\n');
        for (kind, en, ko) in KINDS {
            let of_kind: Vec<&ClaimLine> = claims.iter().filter(|claim| claim.kind == kind).collect();
            let mut values: Vec<&str> = Vec::new();
            for claim in &of_kind {
                if !values.contains(&claim.value.as_str()) {
                    values.push(&claim.value);
                }
            }
            let line = values.iter().map(|value| {
                let places = of_kind.iter().filter(|claim| claim.value == *value).map(|claim| claim.said_in);
                let places: BTreeSet<SaidIn> = places.collect();
                let places: Vec<&str> = places.iter().map(|said_in| said_in.text().get(self.lang)).collect();
                format!("{} ({})", shorten(&defang(&clean(value)), LONGEST_VALUE), places.join(", "))
            });
            let line: Vec<String> = line.collect();
            if !line.is_empty() {
                self.entry(self.say(en, ko), &line.join(" · "));
            }
        }
    }

    /// A picture's size, its faces, and what its file says of its making.
    fn picture(&mut self, picture: &PictureLine) {
        let faces = match (picture.faces, self.lang) {
            (1, Lang::En) => "1 face".to_owned(),
            (n, Lang::En) => format!("{n} faces"),
            (n, Lang::Ko) => format!("얼굴 {n}개"),
        };
        let mut line = format!("{} {}×{}, {faces}", clean(&picture.name), picture.width, picture.height);
        for note in &picture.notes {
            let word = note_word(note.note).get(self.lang);
            let _ = write!(line, " · {word}: “{}”", shorten(&defang(&clean(&note.quote)), LONGEST_VALUE));
        }
        self.entry(self.say("picture", "그림"), &line);
    }

    /// The sum of an axis, so that it can be redone on paper.
    fn axis(&mut self, verdict: &Verdict, axis: Axis) {
        let Some(line) = verdict.axes.get(&axis) else { return };
        let name = match axis {
            Axis::Identity => self.say("Identity", "신원"),
            Axis::Ask => self.say("Ask", "요구"),
            Axis::Targeting => self.say("Targeting", "표적"),
        };
        let findings: Vec<&FindingLine> = verdict.findings.iter().filter(|f| f.axis == axis).collect();
        let sum: Vec<String> = findings.iter().filter(|f| f.counted).map(|f| format!("{:+}", f.points)).collect();
        let note = self.say("p = 1 / (1 + 10^(−points/10))", "p = 1 / (1 + 10^(−점수/10))");
        let capped = (line.prior + findings.iter().filter(|f| f.counted).map(|f| f.points).sum::<f64>() - line.points)
            .abs()
            > 0.01;
        let cap = if capped {
            self.say(" (weak and reassuring findings capped)", " (약한 근거·안심 근거는 상한 적용)")
        } else {
            ""
        };
        self.out.push('\n');
        self.entry(
            name,
            &format!("{} {} = {} → {:.3}   {note}{cap}", line.prior, sum.join(" "), line.points, line.probability),
        );
        for finding in findings {
            let mark = if finding.counted { "•" } else { "◦" };
            let codes = finding.codes.join(" ");
            let strength = strength_word(finding.strength, self.lang);
            let head =
                format!("{mark} {} [{codes}] {strength} {:+}: {}", finding.signal, finding.points, claim(finding));
            self.entry("", &head);
            for cite in finding.cites.iter().take(4) {
                self.entry(
                    "",
                    &format!(
                        "    {} · {}: “{}”",
                        clean(&cite.name),
                        cite.place,
                        shorten(&defang(&clean(&cite.quote)), LONGEST_QUOTE)
                    ),
                );
            }
        }
    }

    /// A label in the left column and text beside it.
    fn entry(&mut self, label: &str, text: &str) {
        let column = 16;
        let pad = " ".repeat(usize::saturating_sub(column, label.width() + 2));
        let dim = Style::new().dimmed();
        let first = format!("  {}{pad}", self.paint(label, dim));
        let text = visible(text);
        let numbered =
            text.len() > 3 && text.as_bytes().first().is_some_and(u8::is_ascii_digit) && text.get(1..3) == Some("  ");
        let inner = " ".repeat(
            column
                + if numbered {
                    3
                } else if text.starts_with("    ") {
                    4
                } else {
                    0
                },
        );
        let outer = " ".repeat(column);
        let options = textwrap::Options::new(self.look.width).initial_indent(&outer).subsequent_indent(&inner);
        for (number, line) in textwrap::wrap(&text, options).iter().enumerate() {
            let rest: String = if number == 0 {
                format!("{first}{}", line.get(column..).unwrap_or_default())
            } else {
                line.to_string()
            };
            let _ = writeln!(self.out, "{}", rest.trim_end());
        }
    }

    fn block(&mut self, first: &str, rest: &str, text: &str, style: Style) {
        let options = textwrap::Options::new(self.look.width.saturating_sub(2));
        let width = options.width.saturating_sub(rest.width());
        for (number, line) in textwrap::wrap(&visible(text), width.max(20)).iter().enumerate() {
            let indent = if number == 0 { first } else { rest };
            let line = self.paint(line, style);
            let _ = writeln!(self.out, "{indent}{line}");
        }
    }
}

/// The reasons of the card: what counted and is more than weak, the gravest first; one of each claim.
fn reasons(verdict: &Verdict) -> Vec<&FindingLine> {
    let mut found: Vec<&FindingLine> =
        verdict.findings.iter().filter(|f| f.counted && f.strength >= Strength::Moderate).collect();
    found.sort_by(|a, b| {
        b.strength
            .cmp(&a.strength)
            .then(b.points.total_cmp(&a.points))
            .then((a.axis != Axis::Ask).cmp(&(b.axis != Axis::Ask)))
    });
    found.truncate(MOST_REASONS);
    found
}

/// What could not be checked, in a few words each; the same reason once.
fn not_known(verdict: &Verdict) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for missing in &verdict.missing {
        let why = clean(&missing.why);
        if seen.insert(why.clone()) {
            all.push(why);
        }
    }
    let more = all.len().saturating_sub(5);
    all.truncate(5);
    if more > 0 {
        all.push(match verdict.lang {
            Lang::En => format!("and {more} more, below"),
            Lang::Ko => format!("그 밖에 {more}가지(아래 참고)"),
        });
    }
    all
}

/// What a finding claims. Hosts stay as they are, addresses can't be clicked.
fn claim(finding: &FindingLine) -> String {
    clean(&finding.claim).replace("https://", "hxxps://").replace("http://", "hxxp://")
}

/// On one line, with nothing that a terminal would obey.
pub fn clean(text: &str) -> String {
    visible(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Without control characters, line breaks, and marks that take no room or turn the reading direction; spaces stay, for the
/// line may be laid out already.
fn visible(text: &str) -> String {
    let plain = text.chars().map(|c| if c.is_control() || c.is_whitespace() { ' ' } else { c });
    plain.filter(|c| !invisible(*c)).collect()
}

fn shorten(text: &str, most: usize) -> String {
    if text.chars().count() <= most { text.to_owned() } else { text.chars().take(most - 1).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_obeys_nobody() {
        assert_eq!(clean("a\u{1b}[31mb\r\nc\u{202e}d\u{61c}\u{2069}\u{200b}e\u{2028}f\u{9b}g"), "a [31mb cde f g");
        assert_eq!(visible("  •  a\u{7}\u{feff}b"), "  •  a b");
    }

    #[test]
    fn whatever_is_printed_is_visible() {
        let look = Look { width: 80, colour: false };
        let mut page = Page { out: String::new(), look, lang: Lang::En };
        page.block("  ", "  ", "Call “Acme\u{202e}\u{1b}]0;x\u{7}”.", Style::new());
        page.entry("artifact", "x\u{202e}fdp.exe\u{1b}[2J");
        let obeyed = |c: char| c != '\n' && c.is_control() || invisible(c);
        assert!(!page.out.contains(obeyed), "{:?}", page.out);
    }
}
