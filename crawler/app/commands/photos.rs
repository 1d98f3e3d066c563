//! `bonafide photos`: the banks of known photographs.

use std::path::{Path, PathBuf};

use analyzer::case::{ArtifactId, PhotoBank, Picture};
use analyzer::photo::Print;
use jiff::Timestamp;
use store::{NewPhoto, PhotoId, Store};

use crate::cli::{DbOption, Photos};
use crate::isolation::ChildProcess;
use crate::{Failure, collect, config};

/// Runs one of the commands.
pub fn run(command: Photos) -> Result<u8, Failure> {
    match command {
        Photos::Add { staff: _, placeholder, name, organisation, files, db } => {
            add(placeholder, name.as_deref().unwrap_or_default(), &organisation, &files, &db)
        }
        Photos::Print { files } => print(&files),
        Photos::List { db, contacts, limit, json } => list(&db, contacts, limit, json),
        Photos::Forget { id, db } => {
            open(&db)?.forget_photo(PhotoId(id))?;
            println!("Photograph {id} is no longer known.");
            Ok(0)
        }
    }
}

fn open(db: &DbOption) -> Result<Store, Failure> {
    Ok(Store::open(&config::database(db)?)?)
}

/// A picture, decoded behind the wall.
fn look(path: &Path) -> Result<Picture, Failure> {
    let delivery = collect::file(path)?;
    intake::picture::look(&delivery.name, &delivery.bytes, ArtifactId(0), &ChildProcess)
        .map_err(|gap| Failure::new(format!("{}: {}", path.display(), gap.why)))
}

/// What a photograph of one person is recognised by: the largest face.
fn portrait(path: &Path) -> Result<Print, Failure> {
    let picture = look(path)?;
    match picture.prints().first() {
        Some(print) if !picture.faces.is_empty() => Ok(*print),
        _ => Err(Failure::new(format!(
            "{}: no face was found in it; take a larger portrait, seen from the front",
            path.display()
        ))),
    }
}

fn add(placeholder: bool, name: &str, organisation: &str, files: &[PathBuf], db: &DbOption) -> Result<u8, Failure> {
    let mut store = open(db)?;
    let bank = if placeholder { PhotoBank::Placeholder } else { PhotoBank::Staff };
    for path in files {
        let prints = if placeholder { look(path)?.prints() } else { vec![portrait(path)?] };
        if prints.iter().all(|print| *print == Print::default()) {
            return Err(Failure::new(format!(
                "{}: there is too little in it to know it again; it needs no entry",
                path.display()
            )));
        }
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let photo = NewPhoto { bank, name, organisation, file: &file, prints: &prints };
        match store.add_photo(&photo, Timestamp::now())? {
            0 => println!("{file}: known already"),
            _ => println!("{file}: added; its hashes are kept, the picture is not"),
        }
    }
    Ok(0)
}

fn print(files: &[PathBuf]) -> Result<u8, Failure> {
    for path in files {
        println!("\"{}\",", portrait(path)?);
    }
    Ok(0)
}

fn list(db: &DbOption, contacts: bool, limit: usize, json: bool) -> Result<u8, Failure> {
    let photos = open(db)?.photos(contacts, limit)?;
    if photos.is_empty() && !json {
        println!("No photograph is known yet. `bonafide photos add --staff --name NAME FILE` adds one.");
    }
    for photo in photos {
        if json {
            println!("{}", serde_json::to_string(&photo)?);
            continue;
        }
        let bank = match photo.bank {
            PhotoBank::Staff => "staff",
            PhotoBank::Contact => "contact",
            PhotoBank::Placeholder => "placeholder",
        };
        println!(
            "{:>5}  {}  {bank:<11} {}  {}",
            photo.id,
            photo.added_at.strftime("%Y-%m-%d"),
            photo.file,
            photo.names.iter().chain(&photo.organisations).cloned().collect::<Vec<_>>().join(" · ")
        );
    }
    Ok(0)
}
