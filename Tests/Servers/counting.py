"""How networks count texts, over again and apart from the engine's own counting."""
import re
import unicodedata

URL = re.compile(r"(?<![A-Za-z0-9@#$])https?://[a-z0-9.-]+\.[a-z]{2,}(?::\d+)?(?:/[!-~]*[A-Za-z0-9_~=&%+/-])?", re.I)


def graphemes(text):
    """About the user-perceived characters of a text: what joins the one before is none of its own."""
    count, joins, flag = 0, False, False
    for letter in text:
        code = ord(letter)
        regional = 0x1F1E6 <= code <= 0x1F1FF
        extends = unicodedata.category(letter) in ("Mn", "Me", "Mc") or code in (0x200D, 0xFE0F) or 0x1F3FB <= code <= 0x1F3FF
        if not extends and not joins and not (regional and flag):
            count += 1
        flag = regional and not flag
        joins = code == 0x200D
    return count


def mastodon(text):
    return graphemes(URL.sub("x" * 23, text))


def tweet(text):
    """Weights of twitter-text 3."""
    text = URL.sub("x" * 23, unicodedata.normalize("NFC", text))
    emoji = re.compile(
        "(?:[\U0001F1E6-\U0001F1FF]{2}|[#*0-9]\ufe0f?\u20e3|[\u203c-\u3299\U0001F000-\U0001FAFF]\ufe0f?[\U0001F3FB-\U0001F3FF]?"
        "(?:\u200d[\u2600-\u27bf\U0001F000-\U0001FAFF]\ufe0f?[\U0001F3FB-\U0001F3FF]?)*)"
    )
    count = 0
    while text:
        match = emoji.match(text)
        if match and (ord(text[0]) >= 0x1F000 or "\ufe0f" in match[0] or "\u20e3" in match[0]):
            count, text = count + 2, text[len(match[0]):]
            continue
        code = ord(text[0])
        light = code <= 4351 or 8192 <= code <= 8205 or 8208 <= code <= 8223 or 8242 <= code <= 8247
        count, text = count + (1 if light else 2), text[1:]
    return count


def utf16(text):
    return len(text.encode("utf-16-le")) // 2
