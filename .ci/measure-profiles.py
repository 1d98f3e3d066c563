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


if __name__ == "__main__":
    main()
