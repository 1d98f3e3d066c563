//! `bonafide data refresh`.

use std::sync::Arc;

use analyzer::case::Audience;
use lookup::{Client, Fetch, NoShelf, Refresh, Request, Settings, Within};
use url::Url;

use super::digest;
use super::folder::{Folder, Put};
use super::manifest::{Offer, offers};
use crate::Failure;

/// Gets the lists that are asked for, or all that the configuration allows. Each is told; one that fails leaves the others
/// alone.
pub fn run(lists: &[String], settings: &Settings, folder: &Folder) -> Result<u8, Failure> {
    if settings.refresh.is_empty() {
        return Err(Failure::usage(
            "the configuration allows no refresh: add a [[refresh]] entry (see data/README.md)",
        ));
    }
    let allowed = |list: &String| settings.refresh.iter().any(|publisher| publisher.lists.contains(list));
    if let Some(list) = lists.iter().find(|list| !allowed(list)) {
        return Err(Failure::usage(format!("{list}: no [[refresh]] entry of the configuration allows it")));
    }
    // Fails before anything is asked if the lists in use don't load.
    folder.reference()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let failed = runtime.block_on(async {
        let client = Client::new(settings, Arc::new(NoShelf)).map_err(Failure::new)?;
        let mut failed = 0;
        for publisher in &settings.refresh {
            let wanted = |list: &&String| lists.is_empty() || lists.contains(list);
            let wanted: Vec<&String> = publisher.lists.iter().filter(wanted).collect();
            if !wanted.is_empty() {
                failed += from(publisher, &wanted, &client, folder).await?;
            }
        }
        Ok::<_, Failure>(failed)
    })?;
    Ok(u8::from(failed > 0))
}

/// Lists of one publisher; answers how many were not got.
async fn from(publisher: &Refresh, wanted: &[&String], fetch: &dyn Fetch, folder: &Folder) -> Result<usize, Failure> {
    let offered = match manifest(publisher, fetch).await {
        Ok(offered) => offered,
        Err(why) => {
            eprintln!("bonafide: {}: {why}", publisher.manifest);
            return Ok(wanted.len());
        }
    };
    let mut failed = 0;
    for list in wanted {
        let got = match offered.iter().find(|(_, offer)| offer.list == **list) {
            Some((url, offer)) => get_list(url, offer, fetch).await,
            None => Err("the manifest doesn't name it".to_owned()),
        };
        match got.map(|bytes| folder.put(list, &bytes)) {
            Ok(put) => match put? {
                Put::Taken(date) => println!("{list}: now of {date}"),
                Put::Same => println!("{list}: nothing newer"),
                Put::Refused(why) => {
                    failed += 1;
                    eprintln!("bonafide: {list}: not taken: {why}");
                }
            },
            Err(why) => {
                failed += 1;
                eprintln!("bonafide: {list}: {why}");
            }
        }
    }
    Ok(failed)
}

/// What a publisher offers, with the addresses.
async fn manifest(publisher: &Refresh, fetch: &dyn Fetch) -> Result<Vec<(Url, Offer)>, String> {
    let url = Url::parse(&publisher.manifest).map_err(|e| format!("no address ({e})"))?;
    let mut signature = url.clone();
    signature.set_path(&format!("{}.sig", url.path()));
    let (bytes, signature) = (get(url.clone(), fetch).await?, get(signature, fetch).await?);
    let offered = offers(&bytes, &signature, &publisher.key)?;
    offered
        .into_iter()
        .map(|offer| Ok((url.join(&offer.url).map_err(|e| format!("{}: no address ({e})", offer.list))?, offer)))
        .collect()
}

async fn get_list(url: &Url, offer: &Offer, fetch: &dyn Fetch) -> Result<Vec<u8>, String> {
    let bytes = get(url.clone(), fetch).await?;
    let found = digest(&bytes);
    if found.eq_ignore_ascii_case(&offer.sha256) {
        Ok(bytes)
    } else {
        Err(format!("its digest is {found}, and the manifest says {}", offer.sha256))
    }
}

async fn get(url: Url, fetch: &dyn Fetch) -> Result<Vec<u8>, String> {
    let request =
        Request { audience: Audience::Public, within: Within::SameSite, ..Request::service(url).accepting("*/*") };
    let response = fetch.get(request).await.map_err(|failure| failure.to_string())?;
    match response.status {
        200 => Ok(response.body),
        status => Err(format!("{} answered with status {status}", response.host())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use lookup::{Later, Response};

    const LIST: &str = "reference/hosts/relay.txt";

    /// A publisher's site.
    struct Site(BTreeMap<&'static str, Vec<u8>>);

    impl Fetch for Site {
        fn get(&self, request: Request) -> Later<'_, Result<Response, lookup::Failure>> {
            let body = self.0.get(request.url.path()).cloned();
            Box::pin(async move {
                Ok(Response {
                    status: if body.is_some() { 200 } else { 404 },
                    url: request.url,
                    headers: Vec::new(),
                    body: body.unwrap_or_default(),
                    at: jiff::Timestamp::UNIX_EPOCH,
                })
            })
        }
    }

    fn site(list: &[u8], named: &str) -> (Refresh, Site) {
        let pair = Ed25519KeyPair::from_seed_unchecked(&[9; 32]).unwrap();
        let manifest = serde_json::json!({
            "schema": "bonafide/lists/1", "lists": [{ "list": LIST, "url": "new/relay.txt", "sha256": named }],
        });
        let manifest = serde_json::to_vec(&manifest).unwrap();
        let signature = STANDARD.encode(pair.sign(&manifest)).into_bytes();
        let publisher = Refresh {
            manifest: "https://lists.example/b/manifest.json".to_owned(),
            key: STANDARD.encode(pair.public_key().as_ref()),
            lists: vec![LIST.to_owned()],
        };
        let files =
            [("/b/manifest.json", manifest), ("/b/manifest.json.sig", signature), ("/b/new/relay.txt", list.to_vec())];
        (publisher, Site(files.into()))
    }

    #[tokio::test]
    async fn what_is_signed_and_whole_is_taken() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::new(place.path().to_owned());
        let wanted = [&LIST.to_owned()];
        let list = b"# title: relays\n# source: made up\n# licence: CC0-1.0\n# retrieved: 2027-01-05\n# refresh: by hand\na.example\n";
        let (publisher, site_) = site(list, &digest(b"another"));
        assert_eq!(from(&publisher, &wanted, &site_, &folder).await.unwrap(), 1, "another digest");
        let (mut publisher, mut site_) = site(list, &digest(list));
        assert_eq!(from(&publisher, &wanted, &site_, &folder).await.unwrap(), 0);
        assert_eq!(std::fs::read(place.path().join(LIST)).unwrap(), list);
        assert_eq!(from(&publisher, &wanted, &site_, &folder).await.unwrap(), 0, "nothing newer is no failure");
        site_.0.remove("/b/manifest.json.sig");
        assert_eq!(from(&publisher, &wanted, &site_, &folder).await.unwrap(), 1, "no signature");
        publisher.manifest = "https://".to_owned();
        assert_eq!(from(&publisher, &wanted, &site_, &folder).await.unwrap(), 1);
    }
}
