//! Pictures in a mail: a lure may be written in one. Their words are the mail's, read off a picture.

use analyzer::case::{Artifact, ArtifactId, ArtifactKind, Fact, Gap, Message, Place, Side, Source, Submission, Turn};

use super::links;
use crate::isolation::Isolation;
use crate::{picture, screenshot};

/// Most pictures of one mail whose text is read.
const MOST: usize = 6;

/// Least width and height, in pixels, of a picture with something to read; smaller ones are icons, rules and buttons.
const LEAST: (u32, u32) = (200, 100);

/// Fewest words and letters that are more than a firm's name and its motto.
const FEWEST: (usize, usize) = (8, 40);

/// With so many letters of its own a mail does not depend on what its pictures say.
const OWN_LETTERS: usize = 80;

/// What the pictures of a mail say, until all of the mail is read.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    tried: usize,
    seen: Vec<String>,
    read: Vec<Read>,
}

/// One picture's words and what is missing of them, and the mail it came with.
#[derive(Debug)]
struct Read {
    mail: ArtifactId,
    words: Vec<Fact<String>>,
    gap: Option<Gap>,
}

impl Pictures {
    /// Looks at an attached picture, and reads it where something may be written in it.
    pub fn look_into(
        &mut self,
        submission: &mut Submission,
        name: &str,
        bytes: &[u8],
        mail: ArtifactId,
        isolation: &dyn Isolation,
    ) {
        let readable = match picture::readable(name, bytes, isolation) {
            Ok(readable) => readable,
            Err(why) => return self.missed(mail, screenshot::not_read(name, &why)),
        };
        let before = submission.pictures.len();
        picture::look_into(submission, name, &readable, mail, isolation);
        let large = |seen: &analyzer::case::Picture| seen.width >= LEAST.0 && seen.height >= LEAST.1;
        if !submission.pictures.get(before).is_some_and(large) {
            return;
        }
        let artifact = Artifact::of(name, ArtifactKind::File, bytes);
        if self.seen.contains(&artifact.digest) {
            return;
        }
        self.seen.push(artifact.digest.clone());
        if self.tried >= MOST {
            return self.missed(mail, too_many(name));
        }
        self.tried += 1;
        // Only what says something is an artifact of its own.
        let id = ArtifactId(u32::try_from(submission.artifacts.len()).unwrap_or(u32::MAX));
        match screenshot::words(name, &readable, id, isolation) {
            Ok((words, gap)) if says_something(&words) => {
                submission.add_artifact(Artifact { inside: Some(mail), ..artifact });
                self.read.push(Read { mail, words, gap });
            }
            Ok(_) => {}
            Err(gap) => self.missed(mail, gap),
        }
    }

    fn missed(&mut self, mail: ArtifactId, gap: Gap) {
        self.read.push(Read { mail, words: Vec::new(), gap: Some(gap) });
    }

    /// Adds the words to the mails they came with. What could not be read is told where a mail has hardly any words of
    /// its own, for there the picture is the message; and where words were taken from it.
    pub fn tell(self, submission: &mut Submission) {
        for Read { mail, words, gap } in self.read {
            let message = submission.messages.iter_mut().find(|message| message.artifact == mail);
            let Some(message) = message else { continue };
            if !words.is_empty() || own_letters(message) < OWN_LETTERS {
                submission.gaps.extend(gap);
            }
            words.into_iter().for_each(|words| add(message, words));
        }
    }
}

/// Adds words to a mail as its sender's; those of a mere envelope are its forwarder's.
fn add(message: &mut Message, words: Fact<String>) {
    let envelope = !message.turns.is_empty() && message.turns.iter().all(|turn| turn.side == Side::Other);
    let side = if envelope { Side::Other } else { Side::Contact };
    if side == Side::Contact {
        for link in links::links_in(&words.value, &words.source) {
            if !message.links.iter().any(|held| held.target.value == link.target.value) {
                message.links.push(link);
            }
        }
    }
    message.turns.push(Turn { speaker: None, side, at: None, text: words });
}

fn too_many(name: &str) -> Gap {
    Gap {
        name: name.to_owned(),
        why: format!("one picture more than the {MOST} of a mail whose text is read; hand it in by itself"),
        why_ko: format!("메일 하나에서 글자를 읽는 그림 {MOST}개를 넘었습니다. 따로 제출하세요"),
    }
}

/// Whether the words are more than a logo's.
fn says_something(words: &[Fact<String>]) -> bool {
    let tokens = words.iter().flat_map(|fact| fact.value.split_whitespace());
    let spoken = tokens.filter(|token| token.chars().filter(|c| c.is_alphabetic()).count() >= 2);
    let (count, letters) = spoken.fold((0, 0), |(count, letters), token| (count + 1, letters + weight(token)));
    count >= FEWEST.0 && letters >= FEWEST.1
}

/// Letters; a syllable of Hangul is worth two or three.
fn weight(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// The letters of a mail's own words, those of its pictures aside.
fn own_letters(message: &Message) -> usize {
    let own = |turn: &&Turn| {
        matches!(turn.side, Side::Contact | Side::Unknown)
            && !matches!(turn.text.source, Source { place: Place::Region { .. }, .. })
    };
    message.turns.iter().filter(own).map(|turn| weight(&turn.text.value)).sum()
}

#[cfg(test)]
mod tests {
    use analyzer::case::{Place, Side, Submission};
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;

    use super::super::read;
    use crate::{Delivery, InProcess, Isolation, Job, JobKind, Options};

    /// Reads the same words off every picture, or can't.
    struct Reads(Result<&'static str, &'static str>);

    impl Isolation for Reads {
        fn run(&self, job: &Job, bytes: &[u8]) -> Result<String, String> {
            match job.kind {
                JobKind::Recognise => self.0.map_err(str::to_owned).map(|text| {
                    let word = |(at, word): (usize, &str)| {
                        let (left, top) = (at % 6 * 60 + 10, at / 6 * 30 + 10);
                        format!("5\t1\t1\t1\t{}\t{at}\t{left}\t{top}\t50\t20\t96\t{word}\n", at / 6)
                    };
                    text.split(' ').enumerate().map(word).collect()
                }),
                JobKind::RecogniseHangul => Err("not recorded".into()),
                _ => InProcess.run(job, bytes),
            }
        }
    }

    /// A drawing of so many pixels, a part of them unlike their neighbours so that the file is not small.
    fn png(width: u32, height: u32) -> String {
        let picture = image::RgbImage::from_fn(width, height, |x, y| {
            if x > width / 5 {
                return image::Rgb([250; 3]);
            }
            image::Rgb([(x * x * 7 + y * 31) as u8, (x * 13 + y * y * 5) as u8, (x * y) as u8])
        });
        let mut bytes = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        STANDARD.encode(bytes.into_inner())
    }

    fn mail(words: &str, pictures: &[String]) -> String {
        let mut mail = format!(
            "From: Dana Reed <dana@northwind.example>\r\nTo: robin@own.example\r\nSubject: Role\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\
             <p>{words}</p><img src=\"cid:p0\">\r\n"
        );
        for (at, picture) in pictures.iter().enumerate() {
            mail.push_str(&format!(
                "--b\r\nContent-Type: image/png; name=\"image{at}.png\"\r\nContent-ID: <p{at}>\r\n\
                 Content-Disposition: inline; filename=\"image{at}.png\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{picture}\r\n"
            ));
        }
        mail + "--b--\r\n"
    }

    fn read_with(isolation: &dyn Isolation, words: &str, pictures: &[String]) -> Submission {
        read(&Delivery::new("a.eml", mail(words, pictures)), &Options::default(), isolation).unwrap()
    }

    const LURE: &str = "Please install the interview client from https://northwind-panel.example/client and send us \
                        your passport before the call";
    const WORDS: &str = "Dear Robin, thank you for your time yesterday. We would like to invite you to a second interview \
                         at our office, at whatever time suits you best.";

    #[test]
    fn a_lure_in_a_picture_is_the_contacts() {
        let read = read_with(&Reads(Ok(LURE)), "", &[png(500, 300)]);
        let message = &read.messages[0];
        let turn = message.turns.last().unwrap();
        assert_eq!(turn.side, Side::Contact);
        let words = turn.text.value.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.starts_with("Please install the interview client from https://northwind"), "{words}");
        assert!(matches!(turn.text.source.place, Place::Region { .. }));
        let artifact = read.artifact(turn.text.source.artifact).unwrap();
        assert_eq!((artifact.name.as_str(), artifact.inside), ("image0.png", Some(message.artifact)));
        assert!(message.links.iter().any(|link| link.target.value == "https://northwind-panel.example/client"));
        assert_eq!(message.from.as_ref().unwrap().value.name, "Dana Reed");
    }

    #[test]
    fn a_logo_is_not_the_conversation() {
        for (words, size) in [("Northwind Systems – engineering tomorrow", (500, 300)), (LURE, (160, 60))] {
            let read = read_with(&Reads(Ok(words)), WORDS, &[png(size.0, size.1)]);
            assert_eq!((read.messages[0].turns.len(), read.artifacts.len()), (1, 1));
            assert_eq!((read.pictures.len(), read.gaps.len()), (1, 0), "{:?}", read.gaps);
        }
    }

    #[test]
    fn without_recognition_only_a_mail_without_words_says_so() {
        let none = Reads(Err("tesseract is not installed here (Debian: apt install tesseract-ocr)"));
        assert!(read_with(&none, WORDS, &[png(500, 300)]).gaps.is_empty());
        let gaps = read_with(&none, "See below.", &[png(500, 300)]).gaps;
        assert!(gaps.len() == 1 && gaps[0].why.contains("apt install"), "{gaps:?}");
    }

    #[test]
    fn a_few_pictures_are_read_each_once() {
        let pictures: Vec<String> = (0..9).map(|n| png(500 + n, 300)).collect();
        let read = read_with(&Reads(Ok(LURE)), WORDS, &pictures);
        assert_eq!(read.messages[0].turns.len(), 1 + super::MOST);
        let same = read_with(&Reads(Ok(LURE)), WORDS, &[png(500, 300), png(500, 300)]);
        assert_eq!(same.messages[0].turns.len(), 2);
    }
}
