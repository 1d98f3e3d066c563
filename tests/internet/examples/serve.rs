//! Starts the little internet for trying things by hand: `cargo run -p internet --example serve`.

fn main() -> std::io::Result<()> {
    let internet = internet::Internet::start();
    let folder = std::env::temp_dir().join("little-internet");
    std::fs::create_dir_all(&folder)?;
    println!("bonafide check --online --lookup-config {} \\", internet.write_config(&folder).display());
    println!("    --data {} tests/online/…", internet.write_data(&folder).display());
    println!("Enter ends it.");
    std::io::stdin().read_line(&mut String::new())?;
    for seen in internet.seen() {
        println!("{} {} {}://{}{} ({:?})", seen.at, seen.method, seen.scheme, seen.host, seen.path, seen.whose);
    }
    Ok(())
}
