//! What hosts do that mean harm, or are broken.

use std::io::Write as _;
use std::sync::OnceLock;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::time::sleep;

use crate::{Request, Trouble};

/// Between two bytes of what drips.
const DRIP: Duration = Duration::from_millis(500);

/// How long a silent host keeps the connection.
const SILENCE: Duration = Duration::from_secs(300);

const OK: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\n";

/// Does it.
pub(crate) async fn make(
    trouble: Trouble,
    stream: &mut (impl AsyncWrite + Unpin),
    request: &Request,
) -> std::io::Result<()> {
    match trouble {
        Trouble::Endless => {
            stream.write_all(&[OK, b"\r\n"].concat()).await?;
            loop {
                stream.write_all(&[b'a'; 16 << 10]).await?;
            }
        }
        Trouble::SlowBody => {
            stream.write_all(&[OK, b"content-length: 100000\r\n\r\n"].concat()).await?;
            drip(stream, &[b'a'; 100_000]).await
        }
        Trouble::SlowHead => drip(stream, &[OK, "x-drip: a\r\n".repeat(10_000).as_bytes()].concat()).await,
        Trouble::Silent => {
            sleep(SILENCE).await;
            Ok(())
        }
        Trouble::Bomb => {
            let bomb = bomb()?;
            let head = format!("content-encoding: gzip\r\ncontent-length: {}\r\n\r\n", bomb.len());
            stream.write_all(&[OK, head.as_bytes(), bomb].concat()).await
        }
        Trouble::WideHead => {
            stream.write_all(&[OK, b"x-wide: "].concat()).await?;
            for _ in 0..64 {
                stream.write_all(&vec![b'a'; 1 << 20]).await?;
            }
            stream.write_all(b"\r\ncontent-length: 0\r\n\r\n").await
        }
        Trouble::ManyFields => {
            stream.write_all(OK).await?;
            for number in 0..100_000 {
                stream.write_all(format!("x-{number}: a\r\n").as_bytes()).await?;
            }
            stream.write_all(b"content-length: 0\r\n\r\n").await
        }
        Trouble::ShortBody => stream.write_all(&[OK, b"content-length: 5000\r\n\r\n<p>Only this"].concat()).await,
        Trouble::LongBody => {
            let body = "<p>More than was promised</p>".repeat(100);
            stream.write_all(&[OK, b"content-length: 10\r\n\r\n", body.as_bytes()].concat()).await
        }
        Trouble::Loop => {
            let next = format!("/again{}", request.target.len());
            let head =
                format!("HTTP/1.1 302 Found\r\nlocation: {next}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
            stream.write_all(head.as_bytes()).await
        }
        Trouble::Rubbish => stream.write_all(b"\x00\xff\x13\x37 220 this is no web server\r\n\r\n").await,
        Trouble::HangsUp | Trouble::SelfSigned | Trouble::Expired | Trouble::WrongName => Ok(()),
    }
}

async fn drip(stream: &mut (impl AsyncWrite + Unpin), bytes: &[u8]) -> std::io::Result<()> {
    for byte in bytes {
        stream.write_all(&[*byte]).await?;
        stream.flush().await?;
        sleep(DRIP).await;
    }
    Ok(())
}

/// A quarter of a gigabyte of zeros, a quarter of a megabyte on the line; made once.
fn bomb() -> std::io::Result<&'static [u8]> {
    static BOMB: OnceLock<Vec<u8>> = OnceLock::new();
    if let Some(made) = BOMB.get() {
        return Ok(made);
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    for _ in 0..256 {
        encoder.write_all(&vec![0; 1 << 20])?;
    }
    let made = encoder.finish()?;
    Ok(BOMB.get_or_init(|| made))
}
