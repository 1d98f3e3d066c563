#!/usr/bin/env python3
"""Reads profiles of the developers' corpora (not part of the repository) and prints how many fields come out right.

Usage: .ci/measure-profiles.py [CORPORA] [--program target/debug/bonafide] [--wrong]

LinkedIn's "Save to PDF": every name, headline, current employer and role, and every position and school with its
dates, against the expected JSON beside it. Where that JSON holds only the last line of a headline
or the first of a mail address, that much counts.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tarfile


def read(program, *paths):
    done = subprocess.run([program, "read", *paths], capture_output=True, timeout=120)
    if done.returncode != 0:
        sys.exit(f"{paths}: {done.stderr.decode()}")
    return json.loads(done.stdout)


def plain(text):
    return re.sub(r"\s+", " ", text or "").strip().lower().replace("\u2019", "'")


def value(fact):
    return fact["value"] if fact else None


def when(told):
    if not told:
        return None
    return f"{told['year']}-{told['month']:02}" if told.get("month") else str(told["year"])


def span(fact):
    told = value(fact)
    return (when(told["from"]), when(told["until"]), told["present"]) if told else (None, None, False)


class Tally:
    def __init__(self):
        self.right, self.all, self.wrong = {}, {}, []

    def mark(self, field, right, wanted, got):
        self.all[field] = self.all.get(field, 0) + 1
        self.right[field] = self.right.get(field, 0) + bool(right)
        if not right:
            self.wrong.append(f"{field}: wanted {wanted!r}, got {got!r}")

    def add(self, other):
        for field, count in other.all.items():
            self.all[field] = self.all.get(field, 0) + count
            self.right[field] = self.right.get(field, 0) + other.right[field]

    def __str__(self):
        return "  ".join(f"{field} {self.right[field]}/{self.all[field]}" for field in self.all)


def against(profile, wanted):
    """A profile as read against a JSON Resume."""
    tally = Tally()
    basics = wanted["basics"]
    name = value((profile["names"] or [None])[0])
    tally.mark("name", plain(name) == plain(basics["name"]), basics["name"], name)
    headline = value(profile["headline"])
    label = plain(basics["label"])
    tally.mark("headline", label and plain(headline).endswith(label), basics["label"], headline)
    place = value(profile["location"])
    told = basics.get("location", {})
    told = plain(", ".join(told[k] for k in ("city", "region", "countryCode") if k in told))
    tally.mark("place", plain(place) == told, told, place)
    if basics.get("email"):
        mails = [e["value"] for e in profile["emails"]]
        tally.mark("mail", any(m.startswith(basics["email"]) for m in mails), basics["email"], mails)
    current = [w for w in wanted["work"] if w.get("startDate") and not w.get("endDate")]
    for field, key, got in (("employer", "name", profile["employers"]), ("role", "position", profile["roles"])):
        first, firsts = (current or [{}])[0].get(key), [g["value"] for g in got]
        tally.mark(f"current {field}", plain(first) == plain((firsts or [""])[0]), first, firsts)
    have = [(plain(value(p["employer"])), plain(value(p["title"])), *span(p["period"])) for p in profile["positions"]]
    for work in wanted["work"]:
        start, end = work.get("startDate"), work.get("endDate")
        want = (plain(work["name"]), plain(work["position"]), start, end, bool(start and not end))
        tally.mark("positions", want in have, want, have)
    tally.mark("no position more", len(have) == len(wanted["work"]), len(wanted["work"]), len(have))
    have = [(plain(value(s["name"])), *span(s["period"])[:2]) for s in profile["schools"]]
    for school in wanted.get("education", []):
        want = (plain(school["institution"]), school.get("startDate"), school.get("endDate"))
        tally.mark("schools", want in have, want, have)
        want = (plain(school.get("studyType")), plain(school.get("area")))
        degrees = [(plain(value(s["degree"])), plain(value(s["field"]))) for s in profile["schools"]]
        tally.mark("degrees", want in degrees, want, degrees)
    return tally


MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
ONE = rf"(?:(?:{'|'.join(m + '[a-z]*' for m in MONTHS)}) )?\d{{4}}"
SPAN = re.compile(rf"^({ONE}) ?(?:to|-|\u2013) ?({ONE}|Present)\b")


def month(text):
    if text == "Present":
        return None
    name, _, year = text.rpartition(" ")
    return f"{year}-{MONTHS.index(name[:3]) + 1:02}" if name else year


def times(lines):
    found = [SPAN.match(line) for line in lines]
    return [(month(m[1]), month(m[2]), m[2] == "Present") for m in found if m]


def lines_of(html, tags):
    """Inner texts of certain tags, in order."""
    texts = re.findall(tags, html, re.S)
    return [" ".join(re.sub(r"<[^>]*>", "", t).split()) for t in texts]


def of_page(profile, page):
    """A saved page against what it says a second time: its texts for screen readers, or its elements' class names."""
    tally = Tally()
    between = lambda start, end: page[page.index(start) :].split(end)[0] if start in page else ""
    if 'class="visually-hidden"' in page:
        twins = r'class="visually-hidden">(.*?)</span>'
        name, headline = r"<h1[^>]*>(.*?)</h1>", r'<div class="text-body-medium break-words"[^>]*>(.*?)</div>'
        work = lines_of(between('<div id="experience"', "</section>"), twins)
        study = lines_of(between('<div id="education"', "</section>"), twins)
    else:
        name, headline = r'<h1 id="name"[^>]*>(.*?)</h1>', r'<p class="headline title">(.*?)</p>'
        text = r'<h4 class="item-title">(.*?)</h4>|<h5 class="item-subtitle">(.*?)</h5>|<span class="date-range">(.*?)</span>'
        between_items = lambda html: lines_of(re.sub(r"</?(?:a|time)\b[^>]*>", "", html), text.replace("(.*?)", ".*?"))
        work = between_items(between('<section id="experience"', "</section>"))
        study = between_items(between('<section id="education"', "</section>"))
    unescape = lambda text: text.replace("&amp;", "&")
    for field, pattern, got in (("name", name, (profile["names"] or [None])[0]), ("headline", headline, profile["headline"])):
        wanted = unescape((lines_of(page, pattern) or [""])[0])
        tally.mark(field, wanted and plain(wanted) == plain(value(got)), wanted, value(got))
    firms = lambda line: line.split(" \u00b7 ")[0]
    first = next(n for n, line in enumerate(work) if SPAN.match(line))
    start = 1 if work[0] == "Experience" else 0
    # An employer with several positions has the whole time below it, and stands above its titles.
    group = re.match(r"(?:[\w-]+ \u00b7 )?\d+ (?:yr|mo)", work[start + 1])
    kinds = ("Full-time", "Part-time", "Contract", "Internship", "Freelance", "Self-employed")
    title = next(line for line in reversed(work[:first]) if line not in kinds) if group else work[start]
    employer = work[start] if group else firms(work[first - 1])
    tally.mark("current role", profile["roles"] and title == value(profile["roles"][0]), title, profile["roles"])
    tally.mark("current employer", profile["employers"] and employer == value(profile["employers"][0]), employer, profile["employers"])
    have = [span(p["period"]) for p in profile["positions"]]
    for n, want in enumerate(times(work)):
        tally.mark("positions", n < len(have) and have[n] == want, want, have)
    known = set(work) | {firms(line) for line in work}
    for p in profile["positions"]:
        told = [value(p["title"]), value(p["employer"])]
        tally.mark("their titles and employers", all(t in known for t in told), told, "not on the page")
    tally.mark("no position more", len(have) == len(times(work)), len(times(work)), len(have))
    have = [span(s["period"])[:2] for s in profile["schools"] if s["period"]]
    for n, want in enumerate(times(study)):
        tally.mark("schools", n < len(have) and have[n] == want[:2], want, have)
    return tally


def unpack(corpora, work, archive):
    folder = os.path.join(work, archive)
    if not os.path.isdir(folder):
        with tarfile.open(os.path.join(corpora, archive + ".tar.gz")) as packed:
            packed.extractall(folder, filter="data")
    return folder


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", nargs="?", default="../shared/corpora")
    parser.add_argument("--program", default="target/release/bonafide")
    parser.add_argument("--wrong", action="store_true", help="show what came out wrong")
    options = parser.parse_args()
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
    if not os.path.isdir(options.corpora):
        print(f"no corpora at {options.corpora}: nothing to measure")
        return
    os.makedirs("target/corpora", exist_ok=True)
    overall = Tally()
    print("LinkedIn's \"Save to PDF\"")
    for folder, _, names in sorted(os.walk(unpack(options.corpora, "target/corpora", "linkedin_pdf"))):
        if "Profile.pdf" in names and "Profile.expected.json" in names:
            profile = read(options.program, os.path.join(folder, "Profile.pdf"))["profiles"]
            with open(os.path.join(folder, "Profile.expected.json"), encoding="utf-8") as wanted:
                tally = against(profile[0], json.load(wanted)) if len(profile) == 1 else Tally()
            print(f"  {folder.split(os.sep)[-2]:10}", tally)
            for wrong in tally.wrong if options.wrong else []:
                print("      ", wrong)
            overall.add(tally)
    print("  together  ", overall)
    print("Saved pages")
    overall = Tally()
    folder = unpack(options.corpora, "target/corpora", "linkedin_profile_html")
    pages = sorted(os.path.join(f, n) for f, _, names in os.walk(folder) for n in names if n.endswith(".html"))
    for path in pages:
        profile = read(options.program, path)["profiles"]
        with open(path, encoding="utf-8") as page:
            tally = of_page(profile[0], page.read()) if len(profile) == 1 else Tally()
        print(f"  {os.path.basename(path):28}", tally)
        for wrong in tally.wrong if options.wrong else []:
            print("      ", wrong)
        overall.add(tally)
    print("  together                    ", overall)
    print("Voyager JSON")
    for name in sorted(os.path.join(f, n) for f, _, names in os.walk(folder) for n in names if n.endswith(".json")):
        with open(name, encoding="utf-8") as text:
            told = json.load(text)
        whole = [p for p in told.get("included", []) if p.get("geoLocation") and p.get("$type", "").endswith("profile.Profile")]
        profiles = read(options.program, name)["profiles"]
        if whole or profiles:
            tally = Tally()
            wanted = f"{whole[0]['firstName']} {whole[0]['lastName']}" if whole else None
            got = profiles[0] if profiles else {"names": [None], "headline": None}
            tally.mark("name", value(got["names"][0]) == wanted, wanted, got["names"])
            tally.mark("headline", whole and value(got["headline"]) == whole[0]["headline"], "", got["headline"])
            print(f"  {os.path.basename(name):28}", tally)


if __name__ == "__main__":
    main()
