//! Public job boards of nine vendors, each in its own form.

use serde_json::{Value, json};

use crate::site::{Board, Job};
use crate::{Answer, Request, World};

/// Postings of one page where a vendor pages and the asker names no size.
const PAGE: usize = 20;

/// Answers for a vendor.
pub(crate) fn answer(world: &World, vendor: &str, request: &Request) -> Option<Answer> {
    let board = asked_for(world, vendor, request);
    if let Some(status) = board.and_then(|b| b.down) {
        return Some(Answer::of(status, "text/plain", "Something went wrong."));
    }
    let parts = request.parts();
    match (vendor, board) {
        ("greenhouse", Some(board)) => Some(greenhouse(board, &parts)),
        ("greenhouse", None) => Some(Answer::refusal(404, &json!({ "status": 404, "error": "Job not found" }))),
        ("lever", Some(board)) => Some(lever(board, request)),
        ("lever", None) => Some(Answer::refusal(404, &json!({ "ok": false, "error": "Document not found" }))),
        ("ashby", Some(board)) => Some(ashby(board)),
        ("ashby", None) => Some(Answer::of(404, "text/plain", "Not Found")),
        ("workday", Some(board)) => workday(board, request),
        ("smartrecruiters", board) => Some(smartrecruiters(board, request)),
        ("workable", Some(board)) => Some(workable(board)),
        ("workable", None) => Some(Answer::refusal(404, &json!({ "error": "Not found" }))),
        ("recruitee", Some(board)) => recruitee(board, &parts),
        ("teamtailor", Some(board)) => teamtailor(board, request),
        ("greetinghr", Some(board)) => greetinghr(board, request),
        _ => None,
    }
}

/// The board that a request is about: its tenant is in the host or in the path, as the vendor has it.
pub(crate) fn asked_for<'w>(world: &'w World, vendor: &str, request: &Request) -> Option<&'w Board> {
    let parts = request.parts();
    let tenant = match vendor {
        "greenhouse" | "lever" | "ashby" => parts.get(2),
        "smartrecruiters" => parts.get(2),
        "workable" => parts.get(4),
        "workday" | "recruitee" | "teamtailor" | "greetinghr" => {
            return world.board(vendor, request.host.split('.').next()?);
        }
        _ => None,
    };
    world.board(vendor, tenant?)
}

fn numbered(board: &Board) -> impl Iterator<Item = (u64, &Job)> {
    board.job.iter().zip(4_018_551_007..).map(|(job, number)| (number, job))
}

/// <https://developers.greenhouse.io/job-board.html>
fn greenhouse(board: &Board, parts: &[String]) -> Answer {
    if parts.get(3).is_none() {
        return Answer::json(&json!({ "name": board.name, "content": "" }));
    }
    let jobs: Vec<Value> = numbered(board)
        .map(|(id, job)| {
            json!({
                "id": id, "internal_job_id": id - 11_000, "title": job.title, "updated_at": "2026-04-02T09:12:44-04:00",
                "requisition_id": job.number, "location": { "name": job.location }, "metadata": null,
                "absolute_url": format!("https://boards.greenhouse.example/{}/jobs/{id}", board.tenant),
                "company_name": board.name, "first_published": "2026-03-18T05:00:00-04:00", "language": "en",
            })
        })
        .collect();
    Answer::json(&json!({ "meta": { "total": jobs.len() }, "jobs": jobs }))
}

/// <https://github.com/lever/postings-api>
fn lever(board: &Board, request: &Request) -> Answer {
    let (skip, limit) = (request.number("skip").unwrap_or(0), request.number("limit").unwrap_or(usize::MAX));
    let jobs: Vec<Value> = numbered(board)
        .skip(skip)
        .take(limit)
        .map(|(id, job)| {
            let id = format!("5f0a6c1e-77d2-4c1b-9d3e-{id:012}");
            json!({
                "id": id, "text": job.title, "createdAt": 1_773_824_400_000_u64, "country": null, "workplaceType": "hybrid",
                "categories": { "location": job.location, "team": "Engineering", "commitment": "Full-time", "allLocations": [job.location] },
                "hostedUrl": format!("https://jobs.lever.example/{}/{id}", board.tenant),
                "applyUrl": format!("https://jobs.lever.example/{}/{id}/apply", board.tenant),
                "descriptionPlain": "", "description": "", "lists": [], "additional": "",
            })
        })
        .collect();
    Answer::json(&Value::Array(jobs))
}

/// <https://developers.ashbyhq.com/docs/public-job-posting-api>
fn ashby(board: &Board) -> Answer {
    let jobs: Vec<Value> = numbered(board)
        .map(|(id, job)| {
            let url = format!("https://jobs.ashbyhq.example/{}/8e2b1d7c-1f4a-4b6e-a2c9-{id:012}", board.tenant);
            json!({
                "id": format!("8e2b1d7c-1f4a-4b6e-a2c9-{id:012}"), "title": job.title, "location": job.location,
                "secondaryLocations": [], "department": "Engineering", "team": "Platform", "isListed": true, "isRemote": false,
                "employmentType": "FullTime", "publishedAt": "2026-04-09T14:20:31.512+00:00", "jobUrl": url,
                "applyUrl": format!("{url}/application"), "descriptionPlain": "", "descriptionHtml": "",
            })
        })
        .collect();
    Answer::json(&json!({ "jobs": jobs, "apiVersion": "1" }))
}

/// The interface that Workday's own career sites use: `POST /wday/cxs/TENANT/SITE/jobs`.
fn workday(board: &Board, request: &Request) -> Option<Answer> {
    let site = board.site.as_deref().unwrap_or("External");
    let parts = request.parts();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    match parts.as_slice() {
        ["wday", "cxs", _, asked, "jobs"] if request.method == "POST" && asked.eq_ignore_ascii_case(site) => {
            let wish: Value = serde_json::from_slice(&request.body).unwrap_or_default();
            let number =
                |name: &str, or: usize| wish[name].as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(or);
            let sought = wish["searchText"].as_str().unwrap_or_default().to_lowercase();
            let words: Vec<&str> = sought.split_whitespace().collect();
            let found: Vec<_> =
                board.job.iter().filter(|job| words.iter().all(|w| job.title.to_lowercase().contains(w))).collect();
            let postings: Vec<Value> = found
                .iter()
                .skip(number("offset", 0))
                .take(number("limit", PAGE).min(PAGE))
                .map(|job| {
                    let slug = job.title.replace([' ', '/', ','], "-");
                    json!({
                        "title": job.title, "externalPath": format!("/job/{}/{slug}_{}", job.location, job.number),
                        "locationsText": job.location, "postedOn": "Posted 12 Days Ago", "bulletFields": [job.number],
                    })
                })
                .collect();
            Some(Answer::json(&json!({
                "total": found.len(), "jobPostings": postings, "facets": [], "userAuthenticated": false,
            })))
        }
        // Anything else of the interface is a request that the service can't do.
        ["wday", "cxs", ..] => Some(Answer::refusal(
            422,
            &json!({ "errorCode": "HTTP_422", "httpStatus": 422, "message": "", "messageParams": {} }),
        )),
        ["robots.txt"] => {
            let map =
                format!("User-agent: *\nDisallow: /*/login\nSitemap: https://{}/{site}/siteMap.xml\n", request.host);
            Some(Answer::of(200, "text/plain; charset=utf-8", map))
        }
        [] => Some(Answer::of(302, "text/html", "").with("location", format!("/{site}"))),
        [asked, ..] if asked.eq_ignore_ascii_case(site) => Some(Answer::of(
            200,
            "text/html; charset=utf-8",
            format!(
                "<!doctype html><html><head><title>{} Careers</title></head><body><div id=\"root\"></div><script>\
                 window.workday = {{ tenant: \"{}\", siteId: \"{site}\" }};</script></body></html>",
                board.name, board.tenant
            ),
        )),
        _ => None,
    }
}

/// <https://developers.smartrecruiters.com/docs/posting-api>. A company that isn't there has no postings.
fn smartrecruiters(board: Option<&Board>, request: &Request) -> Answer {
    let (offset, limit) = (request.number("offset").unwrap_or(0), request.number("limit").unwrap_or(100).min(100));
    let all = board.map_or(0, |b| b.job.len());
    let content: Vec<Value> = board
        .into_iter()
        .flat_map(|board| {
            numbered(board).skip(offset).take(limit).map(|(id, job)| {
                let (city, country) = job.location.split_once(", ").unwrap_or((&job.location, ""));
                json!({
                    "id": format!("74400{id}"), "name": job.title, "uuid": format!("1c2a90b7-6c1f-4d55-8a0e-{id:012}"),
                    "refNumber": job.number, "company": { "identifier": board.tenant, "name": board.name },
                    "releasedDate": "2026-03-30T08:15:00.000Z", "location": { "city": city, "country": country, "remote": false },
                    "industry": {}, "department": {}, "function": {}, "typeOfEmployment": { "label": "Full-time" },
                    "ref": format!("https://api.smartrecruiters.example/v1/companies/{}/postings/74400{id}", board.tenant),
                })
            })
        })
        .collect();
    Answer::json(&json!({ "offset": offset, "limit": limit, "totalFound": all, "content": content }))
}

/// Workable's widget, `/api/v1/widget/accounts/TENANT`.
fn workable(board: &Board) -> Answer {
    let jobs: Vec<Value> = numbered(board)
        .map(|(id, job)| {
            let (city, country) = job.location.split_once(", ").unwrap_or((&job.location, ""));
            let url = format!("https://apply.workable.example/j/{id:X}");
            json!({
                "title": job.title, "shortcode": format!("{id:X}"), "code": job.number, "employment_type": "Full-time",
                "telecommuting": false, "department": "Engineering", "url": url, "shortlink": url,
                "application_url": format!("{url}/apply"), "published_on": "2026-04-01", "created_at": "2026-03-28",
                "country": country, "city": city, "state": "", "education": "", "experience": "", "function": "", "industry": "",
            })
        })
        .collect();
    Answer::json(&json!({ "name": board.name, "description": "", "jobs": jobs }))
}

/// <https://docs.recruitee.com/reference/offers>: `/api/offers/`.
fn recruitee(board: &Board, parts: &[String]) -> Option<Answer> {
    if parts.first().map(String::as_str) != Some("api") {
        return None;
    }
    let offers: Vec<Value> = numbered(board)
        .map(|(id, job)| {
            let slug = job.title.to_lowercase().replace([' ', '/'], "-");
            let url = format!("https://{}.recruitee.example/o/{slug}", board.tenant);
            json!({
                "id": id, "slug": slug, "position": 1, "status": "published", "title": job.title, "department": "Engineering",
                "location": job.location, "city": job.location, "careers_url": url, "careers_apply_url": format!("{url}/c/new"),
                "company_name": board.name, "created_at": "2026-03-11 10:22:41 UTC", "published_at": "2026-03-12 08:00:00 UTC",
                "description": "", "requirements": "", "employment_type_code": "fulltime", "remote": false,
            })
        })
        .collect();
    Some(Answer::json(&json!({ "offers": offers })))
}

/// Teamtailor's career site: a JSON feed (<https://jsonfeed.org/version/1.1>) at `/jobs.json`, RSS, and pages.
fn teamtailor(board: &Board, request: &Request) -> Option<Answer> {
    let base = format!("https://{}", request.host);
    let link = |id: u64, job: &Job| format!("{base}/jobs/{id}-{}", job.title.to_lowercase().replace([' ', '/'], "-"));
    match request.path().as_str() {
        "/jobs.json" => {
            let items: Vec<Value> = numbered(board)
                .map(|(id, job)| {
                    json!({
                        "id": format!("{id}"), "title": job.title, "url": link(id, job), "content_html": "",
                        "date_published": "2026-04-14T11:03:00+02:00",
                        "_jobposting": {
                            "@context": "http://schema.org/", "@type": "JobPosting", "title": job.title,
                            "hiringOrganization": { "@type": "Organization", "name": board.name },
                            "jobLocation": [{ "@type": "Place", "address": { "@type": "PostalAddress", "addressLocality": job.location } }],
                        },
                    })
                })
                .collect();
            let feed = json!({
                "version": "https://jsonfeed.org/version/1.1", "title": format!("Jobs at {}", board.name),
                "home_page_url": format!("{base}/jobs"), "feed_url": format!("{base}/jobs.json"), "items": items,
            });
            Some(Answer { media: "application/feed+json; charset=utf-8".to_owned(), ..Answer::json(&feed) })
        }
        "/jobs.rss" => {
            let items: String = numbered(board)
                .map(|(id, job)| format!("<item><title>{}</title><link>{}</link></item>", job.title, link(id, job)))
                .collect();
            let feed = format!(
                "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>{}</title>{items}</channel></rss>",
                board.name
            );
            Some(Answer::of(200, "application/rss+xml; charset=utf-8", feed))
        }
        "/" | "/jobs" => {
            let items: String = numbered(board)
                .map(|(id, job)| format!("<li><a href=\"{}\">{}</a></li>", link(id, job), job.title))
                .collect();
            let page = format!(
                "<!doctype html><html><head><title>{}</title></head><body><ul>{items}</ul></body></html>",
                board.name
            );
            Some(Answer::of(200, "text/html; charset=utf-8", page))
        }
        _ => None,
    }
}

/// GreetingHR's career site: a list of links to `/ko/o/NUMBER`, each of which holds JSON-LD.
fn greetinghr(board: &Board, request: &Request) -> Option<Answer> {
    let path = request.path();
    let number = path.rsplit_once("/o/").and_then(|(_, number)| number.parse::<u64>().ok());
    let (title, told, body) = match number {
        Some(number) => {
            let (_, job) = openings(board).find(|(id, _)| *id == number)?;
            let posting = json!({
                "@context": "https://schema.org/", "@type": "JobPosting", "title": job.title,
                "hiringOrganization": { "@type": "Organization", "name": board.name },
                "jobLocation": { "@type": "Place", "address": { "@type": "PostalAddress", "addressLocality": job.location } },
            });
            let told = format!("<script type=\"application/ld+json\">{posting}</script>");
            (job.title.clone(), told, format!("<h1>{}</h1>", job.title))
        }
        None if matches!(path.as_str(), "/" | "/ko" | "/ko/home" | "/ko/guide" | "/home") => {
            let links: String = openings(board)
                .map(|(id, job)| {
                    format!(
                        "<li><a href=\"/ko/o/{id}\"><span>{}</span><span>{}</span></a></li>",
                        job.title, job.location
                    )
                })
                .collect();
            let known: Vec<Value> = openings(board)
                .map(
                    |(id, job)| json!({ "openingId": id, "title": job.title, "deployed": true, "place": job.location }),
                )
                .collect();
            let state = json!({ "props": { "pageProps": { "dehydratedState": { "queries": [
                { "queryKey": ["openings"], "state": { "data": known } },
            ] } } } });
            let told = format!("<script id=\"__NEXT_DATA__\" type=\"application/json\">{state}</script>");
            (format!("{} 채용", board.name), told, format!("<ul>{links}</ul>"))
        }
        None => return None,
    };
    let page = format!(
        "<!doctype html><html lang=\"ko\"><head><meta charset=\"utf-8\"><title>{title}</title>{told}</head><body>{body}</body></html>"
    );
    Some(Answer::of(200, "text/html; charset=utf-8", page))
}

fn openings(board: &Board) -> impl Iterator<Item = (u64, &Job)> {
    board.job.iter().zip(148_201..).map(|(job, number)| (number, job))
}
