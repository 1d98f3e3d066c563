use analyzer::case::{Profile, Submission, Verification, When};

use crate::{Delivery, InProcess, Isolation, Job, JobKind, Options, read};

/// Answers with recorded words of a PDF, and does everything else in this process.
struct Recorded(String);

impl Isolation for Recorded {
    fn run(&self, job: &Job, bytes: &[u8]) -> Result<String, String> {
        if job.kind == JobKind::PdfWords { Ok(self.0.clone()) } else { InProcess.run(job, bytes) }
    }
}

/// What poppler would print for lines of (page, left, top, size, words).
fn xhtml(lines: &[(u32, f32, f32, f32, &str)]) -> String {
    let mut out = String::from("<html><head><meta name=\"Author\" content=\"LinkedIn\"/></head><body><doc>\n");
    let mut page = 0;
    for (of, left, top, size, words) in lines {
        while page < *of {
            page += 1;
            out.push_str("<page width=\"612.000000\" height=\"792.000000\">\n");
        }
        let bottom = top + size * 1.4067;
        out.push_str("<block xMin=\"0\">\n<line xMin=\"0\">\n");
        let mut at = *left;
        for word in words.split(' ') {
            let right = at + 0.5 * size * word.chars().count() as f32;
            let word = word.replace('&', "&amp;");
            out.push_str(&format!(
                "<word xMin=\"{at}\" yMin=\"{top}\" xMax=\"{right}\" yMax=\"{bottom}\">{word}</word>\n"
            ));
            at = right + 0.28 * size;
        }
        out.push_str("</line>\n</block>\n");
    }
    out
}

fn one(deliveries: &[Delivery], isolation: &dyn Isolation) -> (Submission, Profile) {
    let submission = read(deliveries, &Options::default(), isolation).unwrap();
    assert_eq!(submission.profiles.len(), 1, "{submission:#?}");
    let profile = submission.profiles[0].clone();
    (submission, profile)
}

fn page(html: &str) -> Profile {
    let (submission, profile) = one(&[Delivery::new("page.html", html)], &InProcess);
    assert!(submission.messages.is_empty(), "a profile's words are no message");
    profile
}

/// Positions as "title | employer | place | from – until".
fn positions(profile: &Profile) -> Vec<String> {
    let value = |fact: &Option<analyzer::case::Fact<String>>| fact.as_ref().map_or("–".into(), |f| f.value.clone());
    let all = profile.positions.iter().map(|p| {
        let period = p.period.as_ref().map_or("–".into(), |p| span(&p.value));
        format!("{} | {} | {} | {period}", value(&p.title), value(&p.employer), value(&p.place))
    });
    all.collect()
}

/// Schools as "name | degree | field | from – until".
fn schools(profile: &Profile) -> Vec<String> {
    let value = |fact: &Option<analyzer::case::Fact<String>>| fact.as_ref().map_or("–".into(), |f| f.value.clone());
    let all = profile.schools.iter().map(|s| {
        let period = s.period.as_ref().map_or("–".into(), |p| span(&p.value));
        format!("{} | {} | {} | {period}", value(&s.name), value(&s.degree), value(&s.field))
    });
    all.collect()
}

fn span(period: &analyzer::case::Period) -> String {
    let when = |w: Option<When>| match w {
        Some(When { year, month: Some(month) }) => format!("{year}-{month:02}"),
        Some(When { year, .. }) => year.to_string(),
        None => String::new(),
    };
    format!("{} – {}", when(period.from), if period.present { "now".into() } else { when(period.until) })
}

fn values(facts: &[analyzer::case::Fact<String>]) -> Vec<&str> {
    facts.iter().map(|f| f.value.as_str()).collect()
}

#[test]
fn linkedins_pdf() {
    let words = xhtml(&[
        (1, 21.6, 40.0, 13.0, "Contact"),
        (1, 21.6, 62.0, 10.5, "hana.yi@northwind.exa"),
        (1, 21.6, 74.6, 10.5, "mple"),
        (1, 21.6, 99.0, 11.0, "www.linkedin.com/in/hana-"),
        (1, 21.6, 113.0, 11.0, "yi-1a2b (LinkedIn)"),
        (1, 21.6, 150.0, 13.0, "Languages"),
        (1, 21.6, 172.0, 10.5, "Korean (Native or Bilingual)"),
        (1, 223.6, 37.5, 26.0, "Hana Yi, SHRM-CP"),
        (1, 223.6, 73.8, 12.0, "Talent Partner at Northwind & lead of campus hiring in"),
        (1, 223.6, 88.2, 12.0, "Korea"),
        (1, 223.6, 103.6, 12.0, "Seoul, South Korea"),
        (1, 223.6, 137.2, 15.75, "Summary"),
        (1, 223.6, 166.7, 12.0, "I hire engineers. Please send me your"),
        (1, 223.6, 184.7, 12.0, "passport."),
        (1, 223.6, 306.5, 15.75, "Experience"),
        (1, 223.6, 341.0, 12.0, "Northwind"),
        (1, 223.6, 359.1, 10.5, "5 years 6 months"),
        (1, 223.6, 379.3, 11.5, "Talent Partner"),
        (1, 223.6, 394.9, 10.5, "January 2020 - Present (5 years 6 months)"),
        (1, 223.6, 409.6, 10.5, "Seoul, South Korea"),
        (1, 223.6, 443.4, 11.5, "Recruiter"),
        (1, 223.6, 458.9, 10.5, "March 2018 - January 2020 (1 year 11 months)"),
        (1, 223.6, 479.2, 10.5, "Ran the graduate programme."),
        (1, 223.6, 740.0, 12.0, "Contoso Institute of Applied"),
        (1, 384.0, 768.4, 9.0, "Page 1 of 2"),
        (2, 223.6, 42.5, 12.0, "Research"),
        (2, 223.6, 59.1, 11.5, "Intern"),
        (2, 223.6, 74.7, 10.5, "2014 - 2015 (1 year)"),
        (2, 223.6, 216.5, 15.75, "Education"),
        (2, 223.6, 246.0, 12.0, "Hanbit University"),
        (2, 223.6, 265.2, 10.5, "Bachelor of Arts - BA, Psychology · (September"),
        (2, 223.6, 283.2, 10.5, "2009 - June 2013)"),
        (2, 384.0, 768.4, 9.0, "Page 2 of 2"),
    ]);
    let pdf = Delivery::new("Profile.pdf", b"%PDF-1.4\n".to_vec());
    let (submission, profile) = one(&[pdf], &Recorded(words));
    assert_eq!(values(&profile.names), ["Hana Yi"]);
    assert_eq!(profile.names[0].quote, "Hana Yi, SHRM-CP");
    assert_eq!(
        profile.headline.as_ref().unwrap().value,
        "Talent Partner at Northwind & lead of campus hiring in Korea"
    );
    assert_eq!(profile.location.as_ref().unwrap().value, "Seoul, South Korea");
    assert_eq!(values(&profile.emails), ["hana.yi@northwind.example"]);
    assert_eq!(values(&profile.urls), ["www.linkedin.com/in/hana-yi-1a2b"]);
    assert_eq!(values(&profile.languages), ["Korean"]);
    assert_eq!(values(&profile.employers), ["Northwind"]);
    assert_eq!(values(&profile.roles), ["Talent Partner"]);
    assert_eq!(
        positions(&profile),
        [
            "Talent Partner | Northwind | Seoul, South Korea | 2020-01 – now",
            "Recruiter | Northwind | – | 2018-03 – 2020-01",
            "Intern | Contoso Institute of Applied Research | – | 2014 – 2015",
        ]
    );
    assert_eq!(profile.positions[1].about.as_ref().unwrap().value, "Ran the graduate programme.");
    assert_eq!(schools(&profile), ["Hanbit University | Bachelor of Arts - BA | Psychology | 2009-09 – 2013-06"]);
    assert_eq!(profile.schools[0].period.as_ref().unwrap().source.place.to_string(), "page 2");
    // What somebody says about himself is asked of nobody.
    assert!(submission.messages.is_empty());
}

#[test]
fn linkedins_pdf_in_korean_and_in_a_language_unknown() {
    for (contact, summary, experience, education) in
        [("연락처", "요약", "경력", "학력"), ("Kontaktilo", "Resumo de mi", "Laborsperto", "Edukado")]
    {
        let words = xhtml(&[
            (1, 21.6, 40.0, 13.0, contact),
            (1, 21.6, 62.0, 11.0, "www.linkedin.com/in/hana (LinkedIn)"),
            (1, 223.6, 37.5, 26.0, "이하나"),
            (1, 223.6, 73.8, 12.0, "노스윈드 채용 담당"),
            (1, 223.6, 89.2, 12.0, "대한민국 서울"),
            (1, 223.6, 137.2, 15.75, summary),
            (1, 223.6, 166.7, 12.0, "엔지니어를 채용합니다."),
            (1, 223.6, 206.5, 15.75, experience),
            (1, 223.6, 241.0, 12.0, "노스윈드"),
            (1, 223.6, 257.6, 11.5, "채용 담당"),
            (1, 223.6, 273.2, 10.5, "2020년 1월 - Present(5년 6개월)"),
            (1, 223.6, 287.9, 10.5, "대한민국 서울"),
            (1, 223.6, 416.5, 15.75, education),
            (1, 223.6, 446.0, 12.0, "한빛대학교"),
            (1, 223.6, 465.2, 10.5, "학사, 심리학 · (2009년 - 2013년)"),
            (1, 384.0, 768.4, 9.0, "Page 1 of 1"),
        ]);
        let (_, profile) = one(&[Delivery::new("Profile.pdf", b"%PDF-1.4\n".to_vec())], &Recorded(words));
        assert_eq!(values(&profile.names), ["이하나"]);
        assert_eq!(positions(&profile), ["채용 담당 | 노스윈드 | 대한민국 서울 | 2020-01 – now"]);
        assert_eq!(schools(&profile), ["한빛대학교 | 학사 | 심리학 | 2009 – 2013"]);
        assert!(profile.about.is_some());
    }
}

#[test]
fn the_words_of_a_description_are_read_once() {
    let words = xhtml(&[
        (1, 60.0, 60.0, 12.0, "Send a copy of your passport to jobs@northwind.example"),
        (2, 60.0, 60.0, 12.0, "Thanks"),
    ]);
    let pdf = b"%PDF-1.4\n% a job description\n".to_vec();
    let attached = "From: Dana Reed <dana@northwind.example>\r\nSubject: Role\r\nMessage-ID: <1@n>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHello\r\n--b\r\nContent-Type: application/pdf; name=role.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQKJSBhIGpvYiBkZXNjcmlwdGlvbgo=\r\n--b--\r\n";
    let both = [Delivery::new("m.eml", attached), Delivery::new("role.pdf", pdf)];
    let submission = read(&both, &Options::default(), &Recorded(words)).unwrap();
    assert!(submission.profiles.is_empty());
    let pages: Vec<_> =
        submission.messages.iter().flat_map(|m| &m.turns).map(|t| t.text.source.place.to_string()).collect();
    assert_eq!(pages.iter().filter(|p| p.starts_with("page")).count(), 2, "{pages:?}");
    let links: Vec<_> = submission.messages.iter().flat_map(|m| &m.links).map(|l| l.target.value.as_str()).collect();
    assert_eq!(links, ["mailto:jobs@northwind.example"]);
}

#[test]
fn without_a_reader_of_pdfs_the_report_says_so() {
    let submission =
        read(&[Delivery::new("Profile.pdf", b"%PDF-1.4\n".to_vec())], &Options::default(), &InProcess).unwrap();
    assert_eq!(submission.gaps.len(), 1);
    assert!(submission.gaps[0].why.contains("words were not read"));
    let rubbish = Recorded("<<<page <word xMin=\"NaN\"".into());
    let submission = read(&[Delivery::new("a.pdf", b"%PDF-1.4\n".to_vec())], &Options::default(), &rubbish).unwrap();
    assert!(submission.gaps[0].why.contains("no words"));
}

/// A text as LinkedIn writes it: for the eye and for screen readers.
fn twice(text: &str) -> String {
    format!("<span aria-hidden=\"true\">{text}</span><span class=\"visually-hidden\">{text}</span>")
}

#[test]
fn a_page_seen_when_logged_in() {
    let entry = |lines: &[&str], below: &str| {
        let lines: String = lines.iter().map(|l| format!("<span class=\"t-14\">{}</span>", twice(l))).collect();
        format!("<li class=\"a1b2\"><div>{lines}</div><div><ul>{below}</ul></div></li>")
    };
    let position = |lines: &[&str], told: &str| entry(lines, &format!("<li><ul><li>{}</li></ul></li>", twice(told)));
    let html = format!(
        "<html><head><title>(3) Hana Yi | LinkedIn</title></head><body><nav>Home</nav><img src=\"https://media.licdn.com/a\">\
         <a href=\"/in/hana-yi/overlay/about-this-profile/\"><h1>Hana Yi</h1></a><span>(She/Her)</span><span>· 2nd</span>\
         <div class=\"text-body-medium break-words\">Talent Partner at Northwind</div>\
         <span class=\"text-body-small inline t-black--light\">Seoul, South Korea</span><a>Contact info</a>\
         <ul><li><span><b>500+</b> connections</span></li></ul>\
         <section><div id=\"about\"></div><h2>{}</h2><div>{}<button>…see more</button></div></section>\
         <section><div id=\"experience\"></div><h2>{}</h2><ul>{}{}</ul></section>\
         <section><div id=\"education\"></div><h2>{}</h2><ul>{}</ul></section>\
         <section><h2>People you may know</h2><ul>{}</ul></section>\
         <div role=\"dialog\"><h2>About this profile</h2><p>Joined</p><p>March 2012</p><p>Profile photo</p>\
         <p>Updated June 2024</p><p>Workplace</p><p>Northwind</p><p>Verified using work email</p></div></body></html>",
        twice("About"),
        twice("I hire engineers."),
        twice("Experience"),
        position(
            &["Talent Partner", "Northwind · Full-time", "Jul 2021 - Present · 3 yrs 1 mo", "Seoul · Hybrid"],
            "Hiring."
        ),
        entry(
            &["Contoso", "5 yrs 11 mos"],
            &(position(&["Recruiter", "Full-time", "Aug 2018 - Jun 2021 · 2 yrs 11 mos"], "Campus.")
                + &position(&["Intern", "Aug 2015 - Jul 2018 · 3 yrs"], "Lists."))
        ),
        twice("Education"),
        entry(&["Hanbit University", "Bachelor's degree, Psychology", "2009 - 2013"], ""),
        entry(&["Somebody Else", "Director", "Jan 2001 - Present"], ""),
    );
    let profile = page(&html);
    assert_eq!(values(&profile.names), ["Hana Yi"]);
    assert_eq!(profile.headline.as_ref().unwrap().value, "Talent Partner at Northwind");
    assert_eq!(profile.location.as_ref().unwrap().value, "Seoul, South Korea");
    assert_eq!(profile.connections.as_ref().unwrap().value, 500);
    assert_eq!(profile.about.as_ref().unwrap().value, "I hire engineers.");
    assert_eq!(
        positions(&profile),
        [
            "Talent Partner | Northwind | Seoul | 2021-07 – now",
            "Recruiter | Contoso | – | 2018-08 – 2021-06",
            "Intern | Contoso | – | 2015-08 – 2018-07",
        ]
    );
    assert_eq!(profile.positions[0].about.as_ref().unwrap().value, "Hiring.");
    assert_eq!(schools(&profile), ["Hanbit University | Bachelor's degree | Psychology | 2009 – 2013"]);
    assert_eq!(profile.joined.as_ref().unwrap().value, When { year: 2012, month: Some(3) });
    assert_eq!(profile.photo_changed.as_ref().unwrap().value, When { year: 2024, month: Some(6) });
    assert_eq!(profile.verification.as_ref().unwrap().value, Verification::Workplace("Northwind".into()));
    assert_eq!(values(&profile.urls), ["https://www.linkedin.com/in/hana-yi"]);
    let inline = html.replace(
        "<p>Workplace</p><p>Northwind</p><p>Verified using work email</p>",
        "<ul><li><span>Workplace</span><span>Northwind Korea · Verified using work email</span></li></ul>",
    );
    let verified = page(&inline).verification.unwrap();
    assert_eq!(verified.value, Verification::Workplace("Northwind Korea".into()));
    // The same in one file, as browsers archive it.
    let archive = format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.linkedin.com/in/hana-yi/\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\"; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{html}\r\n--b\r\nContent-Type: text/css\r\n\r\nh1 {{}}\r\n--b--\r\n"
    );
    let (submission, archived) = one(&[Delivery::new("Hana.mhtml", archive)], &InProcess);
    assert_eq!(positions(&archived), positions(&profile));
    assert!(submission.messages.is_empty());
}

#[test]
fn a_page_seen_by_anybody() {
    let html = "<html><head><title>Hana Yi - Talent Partner - Northwind | LinkedIn</title><meta property=\"og:type\" content=\"profile\">\
        <meta property=\"og:url\" content=\"https://kr.linkedin.com/in/hana-yi\">\
        <meta property=\"og:description\" content=\"I hire engineers. · Experience: Northwind · Location: Seoul · 321 connections on LinkedIn. View more.\">\
        <script type=\"application/ld+json\">{\"@graph\":[{\"@type\":\"WebPage\"},{\"@type\":\"Person\",\"name\":\"Hana Yi\",\"jobTitle\":[\"*** ***\"],\
        \"worksFor\":[{\"@type\":\"Organization\",\"name\":\"Northwind\",\"member\":{\"@type\":\"OrganizationRole\",\"startDate\":2021}}],\
        \"address\":{\"addressLocality\":\"Seoul\",\"addressCountry\":\"KR\"}}]}</script></head>\
        <body><main><section class=\"top-card-layout\"><h1>Hana Yi</h1><h2 class=\"top-card-layout__headline\">Talent Partner at Northwind</h2></section>\
        <section data-section=\"experience\"><h2>Experience</h2><ul><li><h3>Talent Partner</h3><h4>Northwind</h4>\
        <span class=\"date-range\"><time>Jul 2021</time> - Present <span>3 years 1 month</span></span><p>Seoul</p></li></ul></section></main></body></html>";
    let profile = page(html);
    assert_eq!(values(&profile.names), ["Hana Yi"]);
    assert_eq!(profile.headline.as_ref().unwrap().value, "Talent Partner at Northwind");
    assert_eq!(positions(&profile), ["Talent Partner | Northwind | Seoul | 2021-07 – now"]);
    assert_eq!(profile.connections.as_ref().unwrap().value, 321);
    assert_eq!(values(&profile.roles), ["Talent Partner"]);
    assert_eq!(values(&profile.urls), ["https://kr.linkedin.com/in/hana-yi"]);
    let gone = "<html><head><title>Page not found | LinkedIn</title></head><body><h1>This page doesn’t exist</h1></body></html>";
    assert!(page(gone).gone.is_some());
    // A page that tells of a person among other things is read for both.
    let team = "<html><head><script type=\"application/ld+json\">{\"@type\":\"Person\",\"name\":\"Hana Yi\",\"jobTitle\":\"Talent Partner\",\"worksFor\":{\"name\":\"Northwind\"}}</script></head><body><p>Send your passport.</p></body></html>";
    let (submission, profile) = one(&[Delivery::new("team.html", team)], &InProcess);
    assert_eq!((submission.messages.len(), values(&profile.employers)), (1, vec!["Northwind"]));
    // Nor does a mail become an archive by what its sender writes into it.
    let mail = "Received: from a\r\nSnapshot-Content-Location: x\r\nFrom: a@b.example\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b--";
    assert_eq!(crate::sniff("a.eml", mail.as_bytes()), crate::Format::Mail);
    // A page about something else stays a text.
    let other = "<html><head><title>News</title></head><body><h1>Radar sales grow</h1><p>Northwind sold more.</p></body></html>";
    let submission = read(&[Delivery::new("a.html", other)], &Options::default(), &InProcess).unwrap();
    assert_eq!((submission.profiles.len(), submission.messages.len()), (0, 1));
}

#[test]
fn json_of_several_kinds() {
    let json = |text: &str| one(&[Delivery::new("a.json", text)], &InProcess).1;
    let resume = json(
        "{\"basics\":{\"name\":\"Hana Yi\",\"label\":\"Talent Partner\",\"email\":\"Hana@Northwind.example\",\"phone\":\"+82 10 1234 5678\",\
         \"location\":{\"city\":\"Seoul\",\"countryCode\":\"KR\"},\"profiles\":[{\"url\":\"https://www.linkedin.com/in/hana-yi\"}]},\
         \"work\":[{\"name\":\"Northwind\",\"position\":\"Talent Partner\",\"startDate\":\"2021-07\"},{\"name\":\"Contoso\",\"position\":\"Recruiter\",\"startDate\":\"2015-03-01\",\"endDate\":\"2021-06\"}],\
         \"education\":[{\"institution\":\"Hanbit University\",\"studyType\":\"BA\",\"area\":\"Psychology\",\"endDate\":\"2013\"}],\"languages\":[{\"language\":\"Korean\"}]}",
    );
    assert_eq!(
        positions(&resume),
        ["Talent Partner | Northwind | – | 2021-07 – now", "Recruiter | Contoso | – | 2015-03 – 2021-06"]
    );
    assert_eq!(schools(&resume), ["Hanbit University | BA | Psychology |  – 2013"]);
    assert_eq!(
        (values(&resume.emails), values(&resume.employers)),
        (vec!["hana@northwind.example"], vec!["Northwind"])
    );
    assert_eq!(resume.positions[1].title.as_ref().unwrap().source.place.to_string(), "property work[1].position");
    let voyager = json(
        "{\"data\":{\"*elements\":[\"urn:li:fsd_profile:AAA\"]},\"included\":[\
         {\"$type\":\"com.linkedin.voyager.dash.identity.profile.Profile\",\"entityUrn\":\"urn:li:fsd_profile:ME\",\"firstName\":\"Robin\",\"lastName\":\"Own\",\"headline\":\"Engineer\"},\
         {\"$type\":\"com.linkedin.voyager.dash.identity.profile.Profile\",\"entityUrn\":\"urn:li:fsd_profile:AAA\",\"firstName\":\"Hana\",\"lastName\":\"Yi\",\"headline\":\"Talent Partner\",\"publicIdentifier\":\"hana-yi\",\"geoLocation\":{\"*geo\":\"urn:li:fsd_geo:1\"}},\
         {\"$type\":\"com.linkedin.voyager.dash.common.Geo\",\"entityUrn\":\"urn:li:fsd_geo:1\",\"defaultLocalizedName\":\"Seoul, South Korea\"},\
         {\"$type\":\"com.linkedin.voyager.dash.identity.profile.Position\",\"entityUrn\":\"urn:li:fsd_profilePosition:(AAA,5)\",\"title\":\"Talent Partner\",\"companyName\":\"Northwind\",\"dateRange\":{\"start\":{\"year\":2021,\"month\":7}}},\
         {\"$type\":\"com.linkedin.voyager.dash.identity.profile.Position\",\"entityUrn\":\"urn:li:fsd_profilePosition:(ME,6)\",\"title\":\"Engineer\",\"companyName\":\"Own\"},\
         {\"$type\":\"com.linkedin.voyager.dash.identity.profile.Education\",\"entityUrn\":\"urn:li:fsd_profileEducation:(AAA,7)\",\"schoolName\":\"Hanbit University\",\"degreeName\":\"BA\",\"fieldOfStudy\":\"Psychology\",\"dateRange\":{\"start\":{\"year\":2009},\"end\":{\"year\":2013}}}]}",
    );
    assert_eq!(values(&voyager.names), ["Hana Yi"]);
    assert_eq!(voyager.location.as_ref().unwrap().value, "Seoul, South Korea");
    assert_eq!(positions(&voyager), ["Talent Partner | Northwind | – | 2021-07 – now"]);
    assert_eq!(schools(&voyager), ["Hanbit University | BA | Psychology | 2009 – 2013"]);
    let scraped = json(
        "{\"full_name\":\"Hana Yi\",\"occupation\":\"Talent Partner at Northwind\",\"city\":\"Seoul\",\"country_full_name\":\"South Korea\",\"connections\":500,\
         \"experiences\":[{\"company\":\"Northwind\",\"title\":\"Talent Partner\",\"starts_at\":{\"day\":1,\"month\":7,\"year\":2021},\"ends_at\":null}]}",
    );
    assert_eq!(positions(&scraped), ["Talent Partner | Northwind | – | 2021-07 – now"]);
    assert_eq!(scraped.connections.as_ref().unwrap().value, 500);
}

#[test]
fn a_cv_as_text() {
    let text = "Marta Lindqvist-Oye\nSenior Talent Partner\nToulouse, France | marta@northwind.example | +33 6 12 34 56 78\n\n\
        PROFESSIONAL SUMMARY\nI hire engineers.\n\nWORK EXPERIENCE\n\nSenior Talent Partner, Northwind Aerospace Ltd      Jan 2019 – Present\n\
        • Hired 120 engineers in 2021\n\nRecruiter\nContoso GmbH, Hamburg\n03/2015 – 12/2018\nRan the graduate programme.\n\n\
        EDUCATION\nMSc Human Resources, Uppsala University (2011-2013)\n";
    let (submission, profile) = one(&[Delivery::new("cv.txt", text)], &InProcess);
    assert!(submission.messages.is_empty());
    assert_eq!(values(&profile.names), ["Marta Lindqvist-Oye"]);
    assert_eq!(profile.location.as_ref().unwrap().value, "Toulouse, France");
    assert_eq!(
        (values(&profile.emails), values(&profile.phones)),
        (vec!["marta@northwind.example"], vec!["+33 6 12 34 56 78"])
    );
    assert_eq!(
        positions(&profile),
        [
            "Senior Talent Partner | Northwind Aerospace Ltd | – | 2019-01 – now",
            "Recruiter | Contoso GmbH | Hamburg | 2015-03 – 2018-12",
        ]
    );
    assert_eq!(schools(&profile), ["Uppsala University | MSc | Human Resources | 2011 – 2013"]);
    // What speaks to the reader is read as a message, too: a CV is no place to hide an ask.
    let asking = text.replace("I hire engineers.", "Please send me your passport.");
    let (submission, profile) = one(&[Delivery::new("cv.txt", asking)], &InProcess);
    assert_eq!((submission.messages.len(), profile.positions.len()), (1, 2));
    // A job description has the same headings, and no history.
    let description = "Senior Radar Engineer\nNorthwind Aerospace\n\nExperience\n5+ years in signal processing\n\nEducation\nMSc in Physics\n\nSend your CV by 3 March 2026.\n";
    let submission = read(&[Delivery::new("jd.txt", description)], &Options::default(), &InProcess).unwrap();
    assert_eq!((submission.profiles.len(), submission.messages.len()), (0, 1));
}

/// A ZIP container with one member beside its type.
fn document(kind: (&str, &str), member: (&str, &str)) -> Vec<u8> {
    use std::io::Write;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in [kind, member] {
        zip.start_file(name, options).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_cv_as_a_document() {
    let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let row = |cells: &[&str]| format!("<w:tr>{}</w:tr>", cells.iter().map(|c| cell(c)).collect::<String>());
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t><w:instrText>HYPERLINK</w:instrText></w:r></w:p>");
    let word = format!(
        "<w:document><w:body>{}{}{}{}<w:tbl>{}{}</w:tbl></w:body></w:document>",
        paragraph("이 력 서"),
        paragraph("성명: 이하나"),
        paragraph("이메일: hana@hanbit.example"),
        paragraph("경력사항"),
        row(&["2019.03 ~ 현재", "(주)노스윈드코리아", "채용 담당 과장"]),
        row(&["2013년 5월 - 2019년 2월", "한빛전자", "대리"]),
    );
    let docx = document(("[Content_Types].xml", "<Types/>"), ("word/document.xml", &word));
    let (submission, profile) = one(&[Delivery::new("이력서.docx", docx)], &InProcess);
    assert!(submission.messages.is_empty());
    assert_eq!(values(&profile.names), ["이하나"]);
    assert_eq!(
        positions(&profile),
        ["채용 담당 과장 | (주)노스윈드코리아 | – | 2019-03 – now", "대리 | 한빛전자 | – | 2013-05 – 2019-02"]
    );
    let open = "<office:document-content><office:automatic-styles>no</office:automatic-styles><office:body><office:text>\
        <text:p>Send a copy of your passport to<text:s/>us.</text:p><text:p/>\n<text:p>Thanks &amp; regards</text:p></office:text></office:body></office:document-content>";
    let odt = document(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", open));
    let submission = read(&[Delivery::new("role.odt", odt)], &Options::default(), &InProcess).unwrap();
    assert_eq!(
        submission.messages[0].turns[0].text.value.trim(),
        "Send a copy of your passport to us.\n\nThanks & regards"
    );
}

#[test]
fn hostile_profiles_are_bounded() {
    let deep = "{\"a\":".repeat(30_000);
    let wide = format!("[{}]", "{\"name\":\"A B\",\"work\":[]},".repeat(10_000));
    let tags = "<li><section>".repeat(5_000);
    let linkedin = format!(
        "<html><title>A B | LinkedIn</title>licdn.com<h1>A B</h1><h2>Experience</h2><ul>{}",
        "<li>Jan 2019 - Present".repeat(2_000)
    );
    let words = "<page width=\"1e99\"><line><word xMin=\"1\" yMin=\"1\" xMax=\"2\" yMax=\"-5\">a</word>".repeat(5_000);
    let start = std::time::Instant::now();
    for (name, text) in [("a.json", deep), ("b.json", wide), ("c.html", tags), ("d.html", linkedin)] {
        let _ = read(&[Delivery::new(name, text)], &Options::default(), &InProcess);
    }
    let _ = read(&[Delivery::new("e.pdf", b"%PDF-1.4".to_vec())], &Options::default(), &Recorded(words));
    assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
}
