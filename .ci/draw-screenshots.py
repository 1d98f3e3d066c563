#!/usr/bin/env python3
"""Draws the conversations of tests/screenshots/conversations.toml as screenshots, in the looks that PICTURES lists.

Needs Chromium (apt-get install chromium fonts-nanum fonts-noto-core fonts-roboto fonts-liberation) and Pillow
(pip install pillow). Writes palette PNG files and pictures.toml beside the conversations; what people see there is
invented. A picture looks like a program without being its design: colours, sides, times and bars are what counts.
"""
import html, pathlib, shutil, subprocess, tempfile, tomllib
from PIL import Image

HERE = pathlib.Path(__file__).resolve().parent.parent / "tests" / "screenshots"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
MARK = (255, 0, 255)

# conversation, look, theme, width in CSS pixels, scale, font, size in CSS pixels
PICTURES = [
    ("camera", "linkedin-desktop", "light", 620, 1, "Liberation Sans", 14),
    ("camera", "linkedin-desktop", "dark", 620, 1.5, "Roboto", 14),
    ("camera", "linkedin-phone", "light", 390, 2, "Roboto", 15),
    ("camera", "whatsapp", "dark", 360, 2, "Roboto", 15),
    ("repository", "linkedin-desktop", "light", 700, 1, "Noto Sans", 14),
    ("repository", "linkedin-phone", "dark", 375, 2, "Noto Sans", 15),
    ("repository", "telegram", "light", 390, 2, "Roboto", 16),
    ("repository", "telegram", "dark", 640, 1, "DejaVu Sans", 14),
    ("hotel", "whatsapp", "light", 360, 2, "Roboto", 15),
    ("hotel", "whatsapp", "dark", 412, 2, "Noto Sans", 16),
    ("hotel", "telegram", "light", 360, 1.5, "Roboto", 15),
    ("hotel", "sms-phone", "light", 390, 2, "Liberation Sans", 17),
    ("radar", "linkedin-desktop", "light", 620, 1.25, "Liberation Sans", 14),
    ("radar", "linkedin-desktop", "dark", 620, 1, "Noto Sans", 14),
    ("radar", "linkedin-phone", "light", 412, 2, "Roboto", 15),
    ("radar", "whatsapp", "light", 390, 2, "Roboto", 16),
    ("advice", "linkedin-desktop", "light", 680, 1, "Roboto", 14),
    ("advice", "linkedin-phone", "dark", 390, 2, "Liberation Sans", 15),
    ("advice", "whatsapp", "dark", 390, 1.5, "Roboto", 15),
    ("reminder", "sms-phone", "light", 375, 2, "Liberation Sans", 17),
    ("reminder", "sms-phone", "dark", 390, 2, "Roboto", 16),
    ("reminder", "whatsapp", "light", 412, 1.5, "Noto Sans", 15),
    ("referral", "linkedin-phone", "light", 390, 2, "Noto Sans", 15),
    ("referral", "telegram", "dark", 390, 2, "Roboto", 15),
    ("referral", "whatsapp", "dark", 360, 2, "Roboto", 15),
    ("client", "telegram", "light", 360, 2, "Roboto", 15),
    ("client", "linkedin-desktop", "dark", 640, 1.25, "Liberation Sans", 14),
    ("client", "whatsapp", "light", 360, 2, "Roboto", 15),
    ("hanwha", "linkedin-desktop", "light", 640, 1.25, "NanumGothic", 14),
    ("hanwha", "kakaotalk", "light", 390, 2, "NanumBarunGothic", 16),
    ("hanwha", "linkedin-phone", "dark", 390, 2, "NanumGothic", 15),
    ("wish", "kakaotalk", "light", 360, 2, "NanumGothic", 16),
    ("wish", "kakaotalk", "dark", 390, 2, "NanumSquare", 16),
    ("wish", "sms-phone", "light", 390, 2, "NanumBarunGothic", 16),
    ("headhunter", "linkedin-desktop", "light", 620, 1.5, "NanumBarunGothic", 14),
    ("headhunter", "linkedin-phone", "light", 390, 2, "NanumSquare", 15),
    ("headhunter", "kakaotalk", "light", 412, 1.5, "NanumGothic", 16),
    ("colleague", "kakaotalk", "light", 360, 2, "NanumSquare", 16),
    ("colleague", "kakaotalk", "dark", 390, 2, "NanumGothic", 16),
    ("consult", "telegram", "light", 390, 2, "NanumGothic", 16),
    ("consult", "linkedin-desktop", "dark", 640, 1.25, "NanumGothic", 14),
    ("consult", "kakaotalk", "light", 390, 2, "NanumBarunGothic", 16),
    ("interview", "sms-phone", "light", 390, 2, "NanumGothic", 16),
    ("interview", "sms-phone", "dark", 360, 2, "NanumBarunGothic", 16),
    ("mail-terminal", "mail", "light", 760, 1, "Roboto", 14),
    ("mail-terminal", "mail", "dark", 390, 2, "Roboto", 15),
    ("mail-invite", "mail", "light", 700, 1.25, "Liberation Sans", 14),
    ("mail-invite", "mail", "dark", 760, 1, "Noto Sans", 14),
    ("mail-korean", "mail", "light", 680, 1.25, "NanumGothic", 14),
    ("profile-english", "profile", "light", 780, 1, "Liberation Sans", 16),
    ("profile-english", "profile", "dark", 390, 2, "Roboto", 16),
    ("profile-korean", "profile", "light", 390, 2, "NanumGothic", 16),
]

# page, text, muted, theirs (bubble), mine (bubble), text in mine, bar, text on bar, link
COLOURS = {
    ("linkedin", "light"): ("#ffffff", "#1d1d1d", "#666666", None, None, "#1d1d1d", "#ffffff", "#1d1d1d", "#0a66c2"),
    ("linkedin", "dark"): ("#1b1f23", "#e8e8e8", "#a0a4a8", None, None, "#e8e8e8", "#1b1f23", "#ffffff", "#71b7fb"),
    ("linkedin-phone", "light"): ("#ffffff", "#1d1d1d", "#666666", "#f2f2f2", "#d6e8fa", "#1d1d1d", "#ffffff", "#1d1d1d", "#0a66c2"),
    ("linkedin-phone", "dark"): ("#121417", "#e8e8e8", "#a0a4a8", "#2b2f34", "#1f4262", "#f2f2f2", "#1b1f23", "#ffffff", "#71b7fb"),
    ("whatsapp", "light"): ("#efe7de", "#111b21", "#667781", "#ffffff", "#d9fdd3", "#111b21", "#008069", "#ffffff", "#027eb5"),
    ("whatsapp", "dark"): ("#0b141a", "#e9edef", "#8696a0", "#202c33", "#005c4b", "#e9edef", "#202c33", "#e9edef", "#53bdeb"),
    ("telegram", "light"): ("#c8d9a9", "#000000", "#7d8a94", "#ffffff", "#effdde", "#000000", "#517da2", "#ffffff", "#168acd"),
    ("telegram", "dark"): ("#0e1621", "#f5f5f5", "#7f91a4", "#182533", "#2b5278", "#ffffff", "#17212b", "#f5f5f5", "#70baf5"),
    ("kakaotalk", "light"): ("#b2c7da", "#191919", "#556677", "#ffffff", "#fee500", "#191919", "#b2c7da", "#191919", "#1a63b7"),
    ("kakaotalk", "dark"): ("#1a1a1a", "#eeeeee", "#8a8a8a", "#2c2c2c", "#fee500", "#191919", "#1a1a1a", "#eeeeee", "#8ab4f8"),
    ("sms-phone", "light"): ("#ffffff", "#000000", "#8a8a8e", "#e9e9eb", "#0b7cff", "#ffffff", "#f6f6f6", "#000000", "#0b57d0"),
    ("sms-phone", "dark"): ("#000000", "#ffffff", "#8d8d93", "#262629", "#0a84ff", "#ffffff", "#161617", "#ffffff", "#8ab4f8"),
    ("mail", "light"): ("#ffffff", "#202124", "#5f6368", None, None, "#202124", "#f6f8fc", "#202124", "#1155cc"),
    ("mail", "dark"): ("#1f1f1f", "#e3e3e3", "#9aa0a6", None, None, "#e3e3e3", "#111111", "#e3e3e3", "#8ab4f8"),
    ("profile", "light"): ("#ffffff", "#1d1d1d", "#666666", None, None, "#1d1d1d", "#ffffff", "#1d1d1d", "#0a66c2"),
    ("profile", "dark"): ("#1b1f23", "#f0f0f0", "#a0a4a8", None, None, "#f0f0f0", "#1b1f23", "#ffffff", "#71b7fb"),
}

WORDS = {
    "en": dict(input="Message", write="Write a message…", day="Today", online="online", seen="last seen recently", degree="· 2nd",
               to="to me", reply="Reply", forward="Forward", connect="Connect", message="Message", more="More",
               contact="Contact info", followers="1,204 followers", connections="500+ connections", active="Active now"),
    "ko": dict(input="메시지 입력", write="메시지를 작성하세요…", day="오늘", online="온라인", seen="최근 접속함", degree="· 2촌",
               to="나에게", reply="답장", forward="전달", connect="1촌 맺기", message="메시지 보내기", more="더보기",
               contact="연락처", followers="팔로워 1,204명", connections="1촌 500명 이상", active="활동 중"),
}


def words(text, colour):
    parts = []
    for word in text.split(" "):
        safe = html.escape(word)
        parts.append(f'<span style="color:{colour};word-break:break-all">{safe}</span>' if word.startswith("http") else safe)
    return " ".join(parts)


def clock(time, lang, look):
    hour, minute = map(int, time.split(":"))
    if lang == "ko" and look != "whatsapp":
        return f"{'오전' if hour < 12 else '오후'} {(hour - 1) % 12 + 1}:{minute:02}"
    if look.startswith("linkedin"):
        return f"{(hour - 1) % 12 + 1}:{minute:02} {'AM' if hour < 12 else 'PM'}"
    return f"{hour}:{minute:02}"


def page(talk, look, theme, font, size, phone):
    family = "linkedin" if look == "linkedin-desktop" else look
    ground, text, muted, theirs, mine, on_mine, bar, on_bar, link = COLOURS[(family, theme)]
    say = WORDS[talk["lang"]]
    name, headline = html.escape(talk["name"]), html.escape(talk.get("headline", ""))
    face = '<svg width="{0}" height="{0}" style="flex:none"><circle cx="50%" cy="50%" r="50%" fill="#9db4c8"/><circle cx="50%" cy="40%" r="18%" fill="#e9d5c3"/><ellipse cx="50%" cy="86%" rx="32%" ry="28%" fill="#4a6274"/></svg>'
    status = f'<div style="display:flex;justify-content:space-between;padding:6px 18px;font-size:13px;background:{bar};color:{on_bar}"><b>9:54</b><span>5G 61%</span></div>' if phone else ""
    body = ""
    if look == "linkedin-desktop":
        head = f'<div style="padding:12px 16px;border-bottom:1px solid {muted}55"><b style="font-size:{size + 2}px">{name}</b><div style="color:{muted};font-size:{size - 2}px">{headline}</div></div>'
        body += f'<div style="text-align:center;color:{muted};font-size:{size - 2}px;padding:10px">{"TODAY" if talk["lang"] == "en" else say["day"]}</div>'
        for turn in talk["turns"]:
            who = ("Robin Kim" if talk["lang"] == "en" else "나지훈") if turn.get("me") else talk["name"]
            body += f'<div style="display:flex;gap:10px;padding:8px 16px">{face.format(40)}<div><b>{who}</b> <span style="color:{muted};font-size:{size - 2}px">&nbsp;·&nbsp; {clock(turn["time"], talk["lang"], look)}</span><div style="margin-top:3px">{words(turn["text"], link)}</div></div></div>'
        foot = f'<div style="margin:12px 16px;padding:12px;border-radius:8px;background:{muted}22;color:{muted}">{say["write"]}</div>'
    elif look == "mail":
        head = f'<div style="padding:14px 18px;font-size:{size + 7}px">{html.escape(talk["subject"])}</div><div style="display:flex;gap:12px;padding:4px 18px">{face.format(40)}<div><b>{name}</b> <span style="color:{muted};font-size:{size - 2}px">&lt;{headline}&gt;</span><div style="color:{muted};font-size:{size - 2}px">{say["to"]}</div></div></div>'
        body = f'<div style="padding:14px 18px 14px {18 if phone else 70}px">{words(talk["turns"][0]["text"], link)}</div>'
        foot = f'<div style="padding:12px 18px 22px 18px"><span style="border:1px solid {muted};border-radius:18px;padding:7px 18px;margin-right:10px">{say["reply"]}</span><span style="border:1px solid {muted};border-radius:18px;padding:7px 18px">{say["forward"]}</span></div>'
    elif look == "profile":
        head = f'<div style="height:90px;background:linear-gradient(90deg,#a0b4b7,#6f8fa0)"></div><div style="margin:-50px 0 0 24px">{face.format(104)}</div>'
        body = f'<div style="padding:10px 24px"><b style="font-size:{size + 8}px">{name}</b> <span style="color:{muted}">{say["degree"]}</span><div style="margin-top:4px">{headline}</div><div style="color:{muted};font-size:{size - 2}px;margin-top:6px">{html.escape(talk["place"])} · <span style="color:{link}">{say["contact"]}</span></div><div style="color:{muted};font-size:{size - 2}px;margin-top:6px">{say["followers"]} · {say["connections"]}</div></div>'
        foot = f'<div style="padding:6px 24px 22px"><span style="background:{link};color:{ground};border-radius:18px;padding:7px 18px;margin-right:8px">{say["connect"]}</span><span style="border:1px solid {link};color:{link};border-radius:18px;padding:7px 18px">{say["message"]}</span></div>'
    else:
        sub = {"linkedin-phone": headline or say["active"], "whatsapp": say["online"], "telegram": say["seen"]}.get(look, "")
        align = "center" if look in ("sms-phone", "kakaotalk") else "left"
        picture = face.format(36) if look in ("whatsapp", "telegram", "linkedin-phone") else ""
        arrow = f'<svg width="14" height="20" style="flex:none"><path d="M11 3 L4 10 L11 17" stroke="{on_bar}" stroke-width="2" fill="none"/></svg>'
        head = f'<div style="display:flex;align-items:center;gap:10px;padding:8px 14px 10px;background:{bar};color:{on_bar}">{arrow}{picture}<div style="flex:1;text-align:{align}"><div style="font-weight:bold;font-size:{size + 2}px">{name}</div><div style="font-size:{size - 3}px;opacity:.8">{sub}</div></div></div>'
        pill = "background:#00000022;border-radius:12px;padding:3px 12px" if look in ("telegram", "kakaotalk", "whatsapp") else ""
        body += f'<div style="text-align:center;font-size:{size - 3}px;color:{muted if look != "telegram" else text};padding:10px"><span style="{pill}">{say["day"]}</span></div>'
        for turn in talk["turns"]:
            me = turn.get("me", False)
            ground_of, ink = (mine, on_mine) if me else (theirs, text)
            time = clock(turn["time"], talk["lang"], look)
            ticks = ' <svg width="14" height="9"><path d="M1 4 L4 8 L9 1 M6 7 L7 8 L13 1" stroke="#53bdeb" fill="none" stroke-width="1.4"/></svg>' if me and look in ("whatsapp", "telegram") else ""
            inside = f'<div style="text-align:right;font-size:{size - 4}px;color:{muted if not (me and theme == "dark") else "#a8c8d8"};margin-top:2px">{time}{ticks}</div>' if look in ("whatsapp", "telegram") else ""
            bubble = f'<div style="background:{ground_of};color:{ink};border-radius:14px;padding:8px 12px;max-width:{72 if look == "kakaotalk" else 78}%;box-sizing:border-box">{words(turn["text"], link if not me else ink)}{inside}</div>'
            beside = f'<div style="align-self:flex-end;font-size:{size - 5}px;color:{muted};margin:0 6px;white-space:nowrap">{time}</div>' if look == "kakaotalk" else ""
            row = f"{beside}{bubble}" if me else f"{bubble}{beside}"
            speaker = f'<div style="font-size:{size - 3}px;color:{muted if theme == "dark" else "#3a4a58"};padding:4px 16px 0 58px">{name}</div>' if look == "kakaotalk" and not me else ""
            lead = f'<div style="margin-right:8px">{face.format(34)}</div>' if look == "kakaotalk" and not me else ""
            body += f'{speaker}<div style="display:flex;justify-content:{"flex-end" if me else "flex-start"};padding:4px 12px">{lead}{row}</div>'
            if look in ("linkedin-phone", "sms-phone"):
                body += f'<div style="text-align:{"right" if me else "left"};font-size:{size - 5}px;color:{muted};padding:0 18px 6px">{time}</div>'
        foot = f'<div style="display:flex;gap:10px;align-items:center;margin:10px 12px 14px;padding:10px 16px;border-radius:22px;border:1px solid {muted}66;background:{ground if look == "sms-phone" else (theirs or ground)};color:{muted}">{say["input"]}</div>'
    return f'''<!doctype html><meta charset="utf-8"><style>*{{-webkit-font-smoothing:antialiased}}html{{background:rgb{MARK}}}body{{margin:0;background:{ground};color:{text};font:{size}px/1.38 "{font}","NanumGothic",sans-serif}}</style><body>{status}{head}{body}{foot}</body>'''


def draw(markup, width, scale, out):
    with tempfile.TemporaryDirectory() as folder:
        source, raw = pathlib.Path(folder, "page.html"), pathlib.Path(folder, "raw.png")
        source.write_text(markup, encoding="utf-8")
        # A window narrower than 500 pixels is widened by Chromium, so the page is laid out in a frame of its own width.
        frame = pathlib.Path(folder, "frame.html")
        frame.write_text(f'<!doctype html><style>html,body{{margin:0;background:rgb{MARK}}}iframe{{border:0;width:{width}px;height:1500px}}</style><iframe src="page.html"></iframe>')
        subprocess.run([CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--allow-file-access-from-files",
                        f"--force-device-scale-factor={scale}", "--window-size=900,1500", f"--screenshot={raw}", frame.as_uri()],
                       check=True, capture_output=True, timeout=90)
        picture = Image.open(raw).convert("RGB").crop((0, 0, round(width * scale), round(1500 * scale)))
        pixels = picture.load()
        bottom = next((y for y in range(picture.height) if pixels[5, y] == MARK), picture.height)
        picture = picture.crop((0, 0, picture.width, bottom))
        picture.quantize(32, dither=Image.Dither.NONE).save(out, optimize=True)


def main():
    talks = {talk["id"]: talk for talk in tomllib.loads((HERE / "conversations.toml").read_text(encoding="utf-8"))["conversation"]}
    lines = ["# Written by .ci/draw-screenshots.py: which conversation a picture shows, and in which look.\n"]
    for id, look, theme, width, scale, font, size in PICTURES:
        file = f"{id}-{look}-{theme}.png"
        phone = width < 500
        draw(page(talks[id], look, theme, font, size, phone), width, scale, HERE / file)
        lines.append(f'\n[[picture]]\nfile = "{file}"\nconversation = "{id}"\nlook = "{look}"\n')
    (HERE / "pictures.toml").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
