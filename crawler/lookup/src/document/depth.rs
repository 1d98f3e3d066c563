//! How deep a page's tags are nested, before a parser is asked to follow: the tree's construction takes time that grows
//! with the square of the depth.

/// Deepest nesting that is handed to the parser; deeper pages are read as plain text without tags.
const MOST_DEPTH: usize = 400;

/// Elements that hold nothing, and those that the next one of their kind closes.
const SHALLOW: [&str; 16] = [
    "br", "img", "hr", "meta", "link", "input", "col", "area", "base", "wbr", "source", "track", "embed", "p", "li",
    "option",
];

/// Shapes of a drawing, which close themselves there.
const SHAPES: [&str; 8] = ["path", "circle", "rect", "use", "line", "polygon", "ellipse", "stop"];

/// Whether tags may be nested deeper than a parser should be asked to follow.
pub(super) fn is_too_deep(html: &str) -> bool {
    let (mut now, mut drawing) = (0usize, false);
    for piece in html.split('<').skip(1) {
        let closing = piece.starts_with('/');
        let name = piece.get(usize::from(closing)..).unwrap_or("");
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("").to_ascii_lowercase();
        if closing {
            drawing &= name != "svg";
            now = now.saturating_sub(1);
            continue;
        }
        if name.is_empty() || SHALLOW.contains(&name.as_str()) {
            continue;
        }
        match name.as_str() {
            "svg" => drawing = true,
            // Within these a drawing holds HTML again, where no tag closes itself.
            "desc" | "title" | "foreignobject" => drawing = false,
            _ => {}
        }
        let closes_itself = || piece.split('>').next().is_some_and(|tag| tag.ends_with('/'));
        if drawing && SHAPES.contains(&name.as_str()) && closes_itself() {
            continue;
        }
        now += 1;
        if now > MOST_DEPTH {
            return true;
        }
    }
    false
}

/// The words of a page without its tags.
pub(super) fn without_tags(html: &str) -> String {
    let mut out = String::with_capacity(html.len() / 2);
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => {
                inside = false;
                out.push('\n');
            }
            _ if !inside => out.push(c),
            _ => {}
        }
    }
    out
}
