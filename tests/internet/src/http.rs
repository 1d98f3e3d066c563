//! The servers of the sites: HTTP/1.1, plain and within TLS.

use std::net::SocketAddr;
use std::sync::Arc;

use jiff::Timestamp;
use serde_json::json;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use crate::site::Page;
use crate::{Answer, Book, Request, Seen, Site, Trouble, World, services, trouble};

/// The server of one port.
#[derive(Debug, Clone)]
pub(crate) struct Server {
    pub(crate) world: Arc<World>,
    pub(crate) book: Arc<Book>,
}

impl Server {
    /// Answers in the clear.
    pub(crate) async fn plain(self, listener: TcpListener) {
        loop {
            let Ok((stream, _)) = listener.accept().await else { continue };
            let Ok(at) = stream.local_addr() else { continue };
            self.book.connection(at);
            tokio::spawn(self.clone().serve(stream, at, "http"));
        }
    }

    /// Answers within TLS.
    pub(crate) async fn encrypted(self, listener: TcpListener, acceptor: TlsAcceptor) {
        loop {
            let Ok((stream, _)) = listener.accept().await else { continue };
            let Ok(at) = stream.local_addr() else { continue };
            self.book.connection(at);
            let (server, acceptor) = (self.clone(), acceptor.clone());
            tokio::spawn(async move {
                // Whoever doesn't trust a site's certificate hangs up here, as it should.
                if let Ok(stream) = acceptor.accept(stream).await {
                    server.serve(stream, at, "https").await;
                }
            });
        }
    }

    async fn serve(self, mut stream: impl AsyncRead + AsyncWrite + Unpin, at: SocketAddr, scheme: &'static str) {
        while let Some(request) = Request::read(&mut stream).await {
            let Some(site) = self.world.site(&request.host).filter(|site| here(site, at)) else {
                let stray = Answer::of(421, "text/plain", "This host is not here.");
                stream.write_all(&stray.bytes(false)).await.ok();
                return;
            };
            self.book.request(Seen {
                at: Timestamp::now(),
                scheme,
                host: request.host.clone(),
                whose: site.whose,
                method: request.method.clone(),
                path: request.target.clone(),
                headers: request.headers.clone(),
                body: request.body.len(),
            });
            let page = site.page.iter().find(|page| fits(page, &request));
            let harm = site
                .trouble
                .or(page.and_then(|p| p.trouble))
                .or_else(|| services::trouble(&self.world, site, &request));
            if let Some(harm) = harm.filter(|harm| !of_certificates(*harm)) {
                trouble::make(harm, &mut stream, &request).await.ok();
                return;
            }
            let answer = match page {
                Some(page) => page_of(page, site, &request),
                None => services::answer(&self.world, site, &request).unwrap_or_else(nothing),
            };
            if stream.write_all(&fresh(answer, &request).bytes(request.method == "HEAD")).await.is_err() {
                return;
            }
        }
    }
}

/// Whether a site is at the address that a connection reached.
fn here(site: &Site, at: SocketAddr) -> bool {
    std::iter::once(&site.address).chain(&site.rebinds).any(|own| at.ip() == *own)
}

fn of_certificates(trouble: Trouble) -> bool {
    matches!(trouble, Trouble::SelfSigned | Trouble::Expired | Trouble::WrongName)
}

fn fits(page: &Page, request: &Request) -> bool {
    let path = request.path();
    let at_host = page.host.as_ref().is_none_or(|host| *host == request.host);
    at_host
        && (page.path == request.target
            || page.path == path
            || page.path.strip_suffix('*').is_some_and(|start| path.starts_with(start)))
}

fn nothing() -> Answer {
    Answer::of(404, "text/html; charset=utf-8", "<!doctype html><title>Not found</title><h1>Not found</h1>")
}

/// The same answer, or 304 if it is the one that the asker has (RFC 9110, 13.1.2).
fn fresh(answer: Answer, request: &Request) -> Answer {
    if answer.status != 200 || request.method == "POST" {
        return answer;
    }
    let tag = answer.tag();
    if request.header("if-none-match").is_some_and(|known| known.split(", ").any(|known| known == tag)) {
        return Answer { status: 304, ..Answer::default() }.with("etag", tag);
    }
    answer.with("etag", tag)
}

fn page_of(page: &Page, site: &Site, request: &Request) -> Answer {
    let whole = page.body.trim_start().starts_with('<') && page.body.to_ascii_lowercase().contains("<html");
    let body = if page.media.starts_with("text/html") && !whole && page.location.is_none() {
        document(page)
    } else {
        page.body.clone()
    };
    let mut answer = Answer::of(page.status, &page.media, body);
    for (name, value) in &page.headers {
        answer = answer.with(name, value);
    }
    if let Some(location) = &page.location {
        let usual = site.names.first().map_or(request.host.as_str(), String::as_str);
        answer.status = if page.status == 200 { 302 } else { page.status };
        answer = answer.with("location", location.replace("{host}", usual));
    }
    answer
}

/// A body in a document of its own.
fn document(page: &Page) -> String {
    let told = page.json_ld.as_ref().map(|value| {
        // JSON may not end the element that it stands in.
        let text = json!(value).to_string().replace("</", "<\\/");
        format!("<script type=\"application/ld+json\">{text}</script>")
    });
    format!(
        "<!doctype html>\n<html><head><meta charset=\"utf-8\"><title>{}</title>{}</head>\n<body>\n{}\n</body></html>\n",
        page.title,
        told.unwrap_or_default(),
        page.body
    )
}
