#!/usr/bin/env python3
"""Writes data/reference/registries.toml from IANA's bootstrap file of RDAP servers for domains (RFC 9224).

    curl -O https://data.iana.org/rdap/dns.json
    python3 .ci/refresh-registries.py dns.json

or, where IANA can't be reached, from the copy that a package carries: its name and version as a second argument.

Needs Python 3.11. Of several servers of an ending the first with https is taken; what has none is named and left out.
The same file gives the same bytes.
"""

import json
import re
import sys
from pathlib import Path

LIST = Path(__file__).resolve().parent.parent / "data" / "reference" / "registries.toml"


def main(path, carrier=None):
    file = json.loads(Path(path).read_text(encoding="utf-8"))
    published = file["publication"][:10]
    servers = {}
    for endings, addresses in file["services"]:
        secure = [a if a.endswith("/") else a + "/" for a in addresses if a.startswith("https://")]
        if not secure:
            print(f"left out, no https: {', '.join(endings)}")
            continue
        servers.setdefault(secure[0], set()).update(e.lower() for e in endings if re.fullmatch(r"[A-Za-z0-9.-]+", e))
    out = [
        'title = "RDAP servers of domain registries"',
        'source = "IANA, bootstrap registry of RDAP servers for domains (https://data.iana.org/rdap/dns.json, RFC 9224), '
        f'published {published}{f"; the copy in {carrier}" if carrier else ""}"',
        'licence = "CC0-1.0"',
        f'retrieved = "{published}"',
        'refresh = "download https://data.iana.org/rdap/dns.json and run: python3 .ci/refresh-registries.py dns.json"',
    ]
    for server, endings in sorted(servers.items()):
        out += ["", "[[registry]]", f"server = {json.dumps(server)}", f"endings = {json.dumps(sorted(endings))}"]
    LIST.write_text("\n".join(out) + "\n", encoding="utf-8")
    print(f"{len(servers)} servers for {sum(map(len, servers.values()))} endings, published {published}")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(*sys.argv[1:])
