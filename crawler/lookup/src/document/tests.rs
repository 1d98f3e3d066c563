use super::*;

fn answer(body: &[u8], content_type: Option<&str>) -> Response {
    let url = Url::parse("https://acme.example/a/b").unwrap();
    let headers = content_type.map(|told| ("content-type".to_owned(), told.to_owned())).into_iter().collect();
    Response { url, status: 200, headers, body: body.to_vec(), at: jiff::Timestamp::UNIX_EPOCH }
}

fn read(html: &str) -> Document {
    Document::read(&answer(html.as_bytes(), Some("text/html; charset=utf-8")))
}

#[test]
fn takes_a_page_apart() {
    let page = read(
        "<html><head><title> Careers\n at  Acme </title><meta property='og:Title' content='Acme &amp; Co'>\
         <script type=\"application/ld+json\">{\"@graph\":[{\"@type\":[\"schema:Organization\"],\"name\":\"Acme\"}]}</script>\
         <script>var x = '<p>no</p>';</script></head><body><h1>Open <b>roles</b></h1><p hidden>secret</p>\
         <div style='display: none'>bus ter</div><ul><li>One\u{200b}</li><li>Two</li></ul>\
         <a href='../x#frag'>x</a><a href='mailto:a@acme.example'>m</a><a href='javascript:alert(1)'>j</a>\
         <a href='https://other.example/'>o</a><a href='/x'>x again</a></body></html>",
    );
    assert_eq!(page.title.as_deref(), Some("Careers at Acme"));
    assert_eq!(page.meta("og:title"), Some("Acme & Co"));
    assert_eq!(page.text(), "Open roles\nOne\nTwo\nxmjox again");
    assert_eq!(page.addresses(), ["https://acme.example/x", "https://other.example/"]);
    assert!(
        objects(&page.data, Through::All).iter().any(|n| is_of_type(n, |k| k == "Organization") && n["name"] == "Acme")
    );
    assert!(!page.asks_password);
}

#[test]
fn charsets() {
    let html = "<html><head><meta charset=\"euc-kr\"><title>한빛정밀 채용</title></head></html>";
    let (bytes, _, _) = encoding_rs::EUC_KR.encode(html);
    for header in
        [None, Some("text/html"), Some("text/html; charset=CP949"), Some("text/html;charset=\"ks_c_5601-1987\"")]
    {
        let page = Document::read(&answer(&bytes, header));
        assert_eq!(page.title.as_deref(), Some("한빛정밀 채용"), "{header:?}");
    }
    // Undeclared bytes that aren't UTF-8, and a header that contradicts the page: the header counts.
    let (bytes, _, _) = encoding_rs::EUC_KR.encode("<title>똠방각하 펲시콜라</title>");
    assert_eq!(Document::read(&answer(&bytes, None)).title.as_deref(), Some("똠방각하 펲시콜라"));
    let utf8 = "<meta charset=euc-kr><title>한빛</title>".as_bytes();
    assert_eq!(Document::read(&answer(utf8, Some("text/html; charset=utf-8"))).title.as_deref(), Some("한빛"));
}

#[test]
fn hostile_pages_are_bounded() {
    assert_eq!(read(&format!("{}deep", "<div>".repeat(50_000))).text(), "deep");
    assert_eq!(read(&format!("{}deep", "<b><i>".repeat(500))).text(), "deep");
    assert!(read(&"<div>word ".repeat(100_000)).text().len() <= MOST_TEXT);
    let many: String = (0..2_000).map(|n| format!("<a href='/{n}'>{n}</a> ")).collect();
    assert_eq!(read(&many).addresses().len(), MOST_ADDRESSES);
    assert!(read(&"<p>word ".repeat(300_000)).text().len() <= MOST_TEXT);
    let nested = format!("<script type='application/ld+json'>{}1{}</script>", "[".repeat(5_000), "]".repeat(5_000));
    assert!(read(&nested).data.is_empty());
    let blocks = "<script type='application/ld+json'>{\"a\":1}</script>".repeat(100);
    assert_eq!(read(&blocks).data.len(), walk::MOST_DATA);
    assert_eq!(read(""), Document::default());
}

fn page(html: &str) -> Document {
    Document::of(html, &Url::parse("https://orbitworks.example/about/").unwrap())
}

#[test]
fn a_page_is_taken_apart() {
    let page = page(
        r#"<html lang="EN-gb"><head><title>About us</title><meta property="og:site_name" content="Orbitworks">
        <script type="application/ld+json">{"@type":"Organization","name":"Orbitworks"}</script>
        <script>var hidden = "<a href='x'>";</script></head><body><h2>Who <b>we</b> are</h2><p>We build
        satellites.</p><ul><li>Never money</li></ul><a href="../careers?x=1">Our <i>careers</i></a>
        <a href="javascript:alert(1)">no</a> <a href="mailto:jobs@orbitworks.example">mail</a>
        <address>1 Quay St</address><p hidden>unseen</p></body></html>"#,
    );
    assert_eq!(page.title.as_deref(), Some("About us"));
    assert_eq!(page.language, "en-gb");
    assert_eq!(page.meta("og:site_name"), Some("Orbitworks"));
    let lines: Vec<&str> = page.lines.iter().map(|l| l.text.as_str()).collect();
    assert_eq!(lines, ["Who we are", "We build satellites.", "Never money", "Our careers no mail", "1 Quay St"]);
    assert!(page.lines[0].heading && page.lines[2].item && page.lines[4].address);
    assert_eq!(page.links.len(), 1);
    assert_eq!(page.links[0].url.as_str(), "https://orbitworks.example/careers?x=1");
    assert_eq!(page.links[0].text, "Our careers");
    assert_eq!(page.contacts, ["mailto:jobs@orbitworks.example"]);
    assert_eq!(page.data.len(), 1);
}

#[test]
fn hostile_pages_stay_within_bounds() {
    let deep = format!("{}we never ask for money{}", "<div>".repeat(60_000), "</div>".repeat(60_000));
    assert_eq!(page(&deep).lines.len(), 1);
    let unclosed = format!("{}x", "<b><i><table>".repeat(50_000));
    assert!(page(&unclosed).lines.len() <= walk::MOST_LINES);
    let wide = "<p>a</p>".repeat(200_000);
    assert!(page(&wide).lines.len() <= walk::MOST_LINES);
    let formats: String = (0..390).map(|n| format!("<b id={n}>")).collect();
    assert!(page(&format!("<p>{formats}{}", "<p>x".repeat(300_000))).lines.len() <= walk::MOST_LINES);
    let links = "<a href='/x'>y</a>".repeat(50_000);
    assert!(page(&links).links.len() <= walk::MOST_LINKS);
    let json = format!("<script type='application/ld+json'>{}{}</script>", "[".repeat(5_000), "]".repeat(5_000));
    assert!(page(&json).data.is_empty());
    for scrap in ["", "<", "<!--", "<script>", "<title>", "<a href='http://[::'>", "<meta charset=", "\u{0}"] {
        let _ = page(scrap);
    }
}

#[test]
fn korean_pages_of_old() {
    let (body, _, _) = encoding_rs::EUC_KR.encode("<meta charset=\"euc-kr\"><p>채용 사칭 주의</p>");
    for header in ["text/html", "text/html; charset=EUC-KR"] {
        assert_eq!(Document::read(&answer(&body, Some(header))).text(), "채용 사칭 주의");
    }
}

#[test]
fn other_media_types() {
    assert_eq!(Document::read(&answer(b"<b>a</b>\n\n b", Some("text/plain"))).text(), "<b>a</b>\nb");
    assert_eq!(Document::read(&answer(b"<p>a</p>", Some("application/xhtml+xml; charset=utf-8"))).text(), "a");
    assert_eq!(Document::read(&answer(b"<svg>a</svg>", Some("image/svg+xml"))), Document::default());
}

#[test]
fn folded_menus_lead_on_and_are_not_read() {
    let page = read(
        "<base href='/jobs/'><nav style='display:none'><a href='open'>Open <b>roles</b></a></nav><a href='b'>B<i hidden>x</i></a><p>Hi",
    );
    assert_eq!(page.text(), "B\nHi");
    assert_eq!(page.links[0].url.as_str(), "https://acme.example/jobs/open");
    assert_eq!((page.links[0].text.as_str(), page.links[1].text.as_str()), ("Open roles", "B"));
}
