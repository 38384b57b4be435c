"""Five networks for tests: each keeps to its documented API strictly, over HTTPS on 127.0.0.2, by the name of its host.

Started with a folder, where an authority is made (ca.pem). Prints its port when it is ready, appends a line
`METHOD host path` to requests.log for each request, keeps state.json up to date, and ends when its input does.

faults.json is a list of faults, each for the first request that it fits and then spent: {"id", "host", "method", "path",
"mode", "status", "headers", "body"}; `path` is a regular expression. Modes: `answer` (that, and nothing is done), `lose`
(it is done, and the connection ends without an answer), `hang` (it is done, and no answer comes), `before` and `after` (a
file held-ID is made before or after it is done, and then nothing happens until there is a file go-ID; if that holds
`drop`, nothing is done any more). keys-forgotten makes Mastodon forget its idempotency keys.
`GET /quiet` is answered when all other connections have ended.
"""
import email.parser
import email.policy
import base64
import hashlib
import hmac
import html
import http.server
import json
import os
import re
import ssl
import struct
import sys
import threading
import time
import zlib
from urllib.parse import parse_qsl, quote, unquote, urlsplit

import authority
import counting

FOLDER = sys.argv[1]
LOCK = threading.RLock()
# Connections that are open.
OPEN = []
# Connections that are open.
OPEN = []
SPENT = set()


def path(name):
    return os.path.join(FOLDER, name)


class Refused(Exception):
    """An answer that is no success."""

    def __init__(self, status, body, headers=()):
        self.status, self.body, self.headers = status, body, list(headers)


def require(holds, status, body):
    if not holds:
        raise Refused(status, body)


# MARK: OAuth 1.0a

CONSUMER = ("consumer-key", "consumer-secret")
TOKEN = ("user-token", "user-token-secret")
NONCES = set()


def check_signature(request, fail):
    header = request.headers.get("Authorization", "")
    require(header.startswith("OAuth "), 401, fail("no OAuth header"))
    given = {}
    for part in header[6:].split(","):
        name, _, value = part.strip().partition("=")
        require(value[:1] == value[-1:] == '"' and name not in given, 401, fail("a broken OAuth header"))
        given[unquote(name)] = unquote(value.strip('"'))
    signature = given.pop("oauth_signature", "")
    given.pop("realm", None)
    require(given.get("oauth_consumer_key") == CONSUMER[0], 401, fail("an unknown consumer"))
    require(given.get("oauth_token") == TOKEN[0], 401, fail("an unknown token"))
    require(given.get("oauth_signature_method") == "HMAC-SHA1", 401, fail("an unknown method"))
    require(given.get("oauth_version", "1.0") == "1.0", 401, fail("an unknown version"))
    require(abs(int(given.get("oauth_timestamp", "0")) - time.time()) < 600, 401, fail("an old timestamp"))
    nonce = (given.get("oauth_timestamp"), given.get("oauth_nonce"))
    require(nonce[1] and nonce not in NONCES, 401, fail("a nonce used twice"))
    NONCES.add(nonce)
    pairs = list(given.items()) + request.query
    if request.headers.get("Content-Type", "") == "application/x-www-form-urlencoded":
        pairs += parse_qsl(request.body.decode(), keep_blank_values=True)
    encode = lambda text: quote(text, safe="-._~")
    normal = "&".join(f"{k}={v}" for k, v in sorted((encode(k), encode(v)) for k, v in pairs))
    url = f"https://{request.headers['Host'].lower().removesuffix(':443')}{request.place}"
    base = "&".join(map(encode, (request.command, url, normal)))
    key = f"{encode(CONSUMER[1])}&{encode(TOKEN[1])}".encode()
    expected = base64.b64encode(hmac.new(key, base.encode(), hashlib.sha1).digest()).decode()
    require(hmac.compare_digest(expected, signature), 401, fail("a bad signature"))


def check_bearer(request, token, status, body):
    require(request.headers.get("Authorization") == f"Bearer {token}", status, body)


# MARK: Bodies

def object_of(request, fail):
    require(request.headers.get("Content-Type", "").startswith("application/json"), 415, fail("no JSON"))
    try:
        value = json.loads(request.body)
    except ValueError:
        raise Refused(400, fail("no JSON"))
    require(isinstance(value, dict), 400, fail("no object"))
    return value


def parts_of(request):
    """Name to (type, bytes) of a multipart body."""
    head = f"Content-Type: {request.headers['Content-Type']}\r\n\r\n".encode()
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + request.body)
    return {
        part.get_param("name", header="content-disposition"): (part.get_content_type(), part.get_payload(decode=True))
        for part in message.iter_parts()
    }


def form_of(request, fail):
    require(request.headers.get("Content-Type") == "application/x-www-form-urlencoded", 400, fail("no form"))
    pairs = parse_qsl(request.body.decode(), keep_blank_values=True)
    require(len({name for name, _ in pairs}) == len(pairs), 400, fail("a name twice"))
    return dict(pairs)


def is_picture(part):
    return part[0].startswith("image/") and part[1].startswith(b"\x89PNG")


def now():
    return time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime())


# MARK: Mastodon

class Mastodon:
    def __init__(self):
        self.posts, self.media, self.keys, self.count = {}, {}, {}, 100

    def serve(self, request):
        fail = lambda words: {"error": words}
        check_bearer(request, "mastodon-token", 401, fail("The access token is invalid"))
        call = (request.command, request.place)
        if call == ("POST", "/api/v2/media"):
            parts = parts_of(request)
            require(set(parts) <= {"file", "description"} and "file" in parts, 422, fail("Validation failed: File missing"))
            require(is_picture(parts["file"]), 422, fail("Validation failed: File content type is invalid"))
            text = parts.get("description", ("", b""))[1].decode()
            require(len(text) <= 1500, 422, fail("Validation failed: Description is too long"))
            self.count += 1
            self.media[str(self.count)] = {"description": text, "asked": 0, "post": None}
            return 202, {"id": str(self.count), "type": "image", "url": None}
        if match := re.fullmatch(r"/api/v1/media/(\d+)", request.place):
            require(request.command == "GET" and match[1] in self.media, 404, fail("Record not found"))
            one = self.media[match[1]]
            one["asked"] += 1
            return (206 if one["asked"] < 2 else 200), {"id": match[1], "url": "https://mastodon.pod.example/m.png"}
        if call == ("POST", "/api/v1/statuses"):
            return self.create(request, fail)
        if call == ("GET", "/api/v1/accounts/verify_credentials"):
            return 200, {"id": "7", "username": "alice"}
        if call == ("GET", "/api/v1/accounts/7/statuses"):
            limit = int(dict(request.query).get("limit", "20"))
            require(1 <= limit <= 40, 400, fail("limit"))
            return 200, list(reversed(self.posts.values()))[:limit]
        if match := re.fullmatch(r"/api/v1/statuses/(\d+)", request.place):
            require(request.command == "DELETE" and match[1] in self.posts, 404, fail("Record not found"))
            return 200, self.posts.pop(match[1])
        raise Refused(404, fail("Not found"))

    def create(self, request, fail):
        status = object_of(request, fail)
        known = {"status", "visibility", "sensitive", "media_ids", "language", "spoiler_text"}
        require(set(status) <= known, 422, fail("Validation failed: unknown parameter"))
        if os.path.exists(path("keys-forgotten")):
            self.keys = {}
        key = request.headers.get("Idempotency-Key")
        if key in self.keys and self.keys[key] in self.posts:
            return 200, self.posts[self.keys[key]]
        text, media = status.get("status", ""), status.get("media_ids", [])
        require(isinstance(text, str) and (text.strip() or media), 422, fail("Validation failed: Text can't be blank"))
        require(counting.mastodon(text) <= 500, 422, fail("Validation failed: Text character limit of 500 exceeded"))
        require(status.get("visibility") in ("public", "unlisted", "private", "direct"), 422, fail("Validation failed: visibility"))
        require(isinstance(status.get("sensitive", False), bool), 422, fail("Validation failed: sensitive"))
        require(len(media) <= 4, 422, fail("Cannot attach more than 4 files"))
        for one in media:
            found = self.media.get(one)
            require(found and found["post"] is None, 422, fail("Validation failed: Media not found"))
            require(found["asked"] > 1, 422, fail("Cannot attach files that have not finished processing"))
        self.count += 1
        name = str(self.count)
        for one in media:
            self.media[one]["post"] = name
        self.posts[name] = {
            "id": name, "created_at": now(), "content": self.shown(text), "url": f"https://mastodon.pod.example/@alice/{name}",
            "sent": text, "visibility": status["visibility"], "sensitive": status.get("sensitive"),
            "descriptions": [self.media[one]["description"] for one in media], "key": key,
        }
        if key:
            self.keys[key] = name
        return 200, self.posts[name]

    def shown(self, text):
        def link(match):
            url = html.escape(match[0])
            scheme, rest = url.split("://")
            return (f'<a href="{url}" rel="nofollow"><span class="invisible">{scheme}://</span>'
                    f'<span class="ellipsis">{rest[:30]}</span><span class="invisible">{rest[30:]}</span></a>')
        text = re.sub(r"https?://[!-;=?-~]+", link, html.escape(text, quote=False).replace("&amp;", "&"))
        return "<p>" + text.replace("\n\n", "</p><p>").replace("\n", "<br />") + "</p>"


# MARK: Tumblr

class Tumblr:
    def __init__(self):
        self.posts, self.count = {}, 10**15

    def serve(self, request):
        def fail(words):
            return {"meta": {"status": 400, "msg": "Bad Request"}, "errors": [{"title": "Bad Request", "detail": words}]}
        done = lambda response, status=200: (status, {"meta": {"status": status, "msg": "OK"}, "response": response})
        check_signature(request, fail)
        call = (request.command, request.place)
        if call == ("GET", "/v2/user/info"):
            blogs = [{"name": "other", "primary": False}, {"name": "alice-writes", "primary": True}]
            return done({"user": {"name": "alice-writes", "blogs": blogs}})
        match = re.fullmatch(r"/v2/blog/([a-z0-9.-]+)/(posts|post/delete)", request.place)
        require(match and match[1] in ("alice-writes", "other"), 404, fail("Not found."))
        if match[2] == "post/delete":
            require(request.command == "POST", 405, fail("Method not allowed."))
            form = form_of(request, fail)
            require(set(form) == {"id"} and form["id"] in self.posts, 404, fail("Not found."))
            return done({"id": int(self.posts.pop(form["id"])["id"])})
        if request.command == "GET":
            query = dict(request.query)
            require(1 <= int(query.get("limit", "20")) <= 20 and query.get("npf") == "true", 400, fail("limit or npf"))
            return done({"posts": list(reversed(self.posts.values()))[: int(query.get("limit", "20"))]})
        require(request.command == "POST", 405, fail("Method not allowed."))
        return self.create(request, match[1], fail, done)

    def create(self, request, blog, fail, done):
        if request.headers.get("Content-Type", "").startswith("multipart/form-data"):
            parts = parts_of(request)
            require(parts.get("json", ("",))[0] == "application/json", 400, fail("no part json"))
            post, files = json.loads(parts.pop("json")[1]), parts
        else:
            post, files = object_of(request, fail), {}
        require(set(post) <= {"content", "state", "tags", "source_url", "layout"}, 400, fail("unknown field"))
        require(post.get("state", "published") == "published", 400, fail("state"))
        require(isinstance(post.get("tags", ""), str), 400, fail("tags are no text"))
        require(all(len(tag) <= 140 for tag in post.get("tags", "").split(",")), 400, fail("a tag too long"))
        content = post.get("content")
        require(isinstance(content, list) and content, 400, fail("no content"))
        require(sum(block.get("type") == "image" for block in content) <= 30, 400, fail("too many images"))
        used = set()
        for block in content:
            if block.get("type") == "text":
                text = block.get("text")
                require(isinstance(text, str) and text, 400, fail("an empty text"))
                require(len(text) <= 4096, 400, fail("The text of a block is longer than 4096."))
                for mark in block.get("formatting", []):
                    require(0 <= mark["start"] < mark["end"] <= len(text), 400, fail("a range outside its text"))
                    require(mark["type"] != "link" or mark["url"].startswith("http"), 400, fail("a link without url"))
            elif block.get("type") == "image":
                media = block["media"][0]
                require(media.get("identifier") in files, 400, fail("an unknown media identifier"))
                require(is_picture(files[media["identifier"]]), 400, fail("a media that is no picture"))
                require(media["type"] == files[media["identifier"]][0], 400, fail("another type than its part's"))
                require(len(block.get("alt_text", "")) <= 4096, 400, fail("alt_text too long"))
                used.add(media["identifier"])
            else:
                raise Refused(400, fail("an unknown block"))
        require(used == set(files), 400, fail("a part that no block names"))
        self.count += 1
        name = str(self.count)
        self.posts[name] = {
            "id": self.count, "id_string": name, "post_url": f"https://{blog}.tumblr.com/post/{name}", "blog_name": blog,
            "content": content, "source_url": post.get("source_url"), "tags": post.get("tags", "").split(","),
            "sent": "\n".join(block["text"] for block in content if block["type"] == "text"),
            "descriptions": [block.get("alt_text") for block in content if block["type"] == "image"],
        }
        return done({"id": name, "state": "published"}, 201)


# MARK: Twitter

class Twitter:
    def __init__(self):
        self.posts, self.count, self.media = {}, 1700000000000000000, {}
        # By OAuth 2 an access token is good until the next, and a refresh token once.
        self.access, self.refresh = "twitter-token", "refresh-0"

    def serve(self, request):
        fail = lambda words: {"title": "Invalid Request", "detail": words, "type": "about:blank"}
        call = (request.command, request.place)
        if call == ("POST", "/2/oauth2/token"):
            return self.renew(request)
        if request.headers.get("Authorization") != f"Bearer {self.access}":
            check_signature(request, lambda _: {"title": "Unauthorized", "detail": "Unauthorized", "status": 401})
        if call == ("POST", "/2/media/upload"):
            parts = parts_of(request)
            require(set(parts) == {"media", "media_category"} and is_picture(parts["media"]), 400, fail("media"))
            require(parts["media_category"][1] == b"tweet_image", 400, fail("media_category"))
            require(len(parts["media"][1]) <= 5 << 20, 400, fail("maxFileSizeExceeded"))
            name = str(1880000000000000000 + len(self.media))
            self.media[name] = None
            return 200, {"data": {"id": name, "media_key": f"3_{name}", "expires_after_secs": 86400}}
        if call == ("POST", "/2/media/metadata"):
            body = object_of(request, fail)
            require(body.get("id") in self.media, 400, fail("id"))
            words = body.get("metadata", {}).get("alt_text", {}).get("text", "")
            require(0 < len(words) <= 1000, 400, fail("alt_text"))
            self.media[body["id"]] = words
            return 200, {"data": {"id": body["id"], "associated_metadata": body["metadata"]}}
        if call == ("POST", "/2/tweets"):
            body = object_of(request, fail)
            require(set(body) - {"media"} == {"text"} and isinstance(body["text"], str), 400, fail("text"))
            require(body["text"].strip() or "media" in body, 400, fail("text"))
            photos = body.get("media", {}).get("media_ids", [])
            require("media" not in body or 1 <= len(photos) <= 4, 400, fail("media_ids"))
            require(all(photo in self.media for photo in photos), 400, fail("Your media IDs are invalid."))
            require(counting.tweet(body["text"]) <= 280, 400, fail("Your Tweet text is too long."))
            words = "You are not allowed to create a Tweet with duplicate content."
            require(body["text"] not in [post["sent"] for post in self.posts.values()], 403, fail(words))
            self.count += 1
            self.posts[str(self.count)] = self.shown(str(self.count), body["text"], photos)
            # A picture is one tweet's.
            for photo in photos:
                del self.media[photo]
            return 201, {"data": {"id": str(self.count), "text": self.posts[str(self.count)]["text"]}}
        if call == ("GET", "/2/users/me"):
            return 200, {"data": {"id": "42", "name": "Alice", "username": "alice"}}
        if call == ("GET", "/2/users/42/tweets"):
            query = dict(request.query)
            require(5 <= int(query.get("max_results", "10")) <= 100, 400, fail("max_results"))
            require(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", query.get("start_time", "")), 400, fail("start_time"))
            found = [post for post in reversed(self.posts.values()) if post["created_at"] >= query["start_time"][:19]]
            return 200, {"data": found, "meta": {"result_count": len(found)}} if found else {"meta": {"result_count": 0}}
        if match := re.fullmatch(r"/2/tweets/(\d+)", request.place):
            require(request.command == "DELETE", 405, fail("method"))
            return 200, {"data": {"deleted": self.posts.pop(match[1], None) is not None}}
        raise Refused(404, fail("Not Found"))

    def renew(self, request):
        form = form_of(request, lambda words: {"error": "invalid_request", "error_description": words})
        bad = {"error": "invalid_request", "error_description": "Value passed for the token was invalid."}
        require(form.get("grant_type") == "refresh_token" and form.get("client_id") == "client", 400, bad)
        require(form.get("refresh_token") == self.refresh, 400, bad)
        basic = base64.b64encode(b"client:client-secret").decode()
        require(request.headers.get("Authorization") in (None, f"Basic {basic}"), 401, {"error": "unauthorized_client"})
        number = int(self.refresh.rpartition("-")[2]) + 1
        self.access, self.refresh = f"twitter-token-{number}", f"refresh-{number}"
        return 200, {"token_type": "bearer", "expires_in": 7200, "access_token": self.access,
                     "refresh_token": self.refresh, "scope": "tweet.read tweet.write offline.access media.write"}

    def shown(self, name, text, photos):
        urls = []

        def short(match):
            urls.append({"url": f"https://t.co/{name[-4:]}{len(urls)}", "expanded_url": match[0]})
            return urls[-1]["url"]
        shown = counting.URL.sub(short, text)
        for photo in photos:
            urls.append({"url": f"https://t.co/p{name[-4:]}{len(urls)}", "media_key": f"3_{photo}",
                         "expanded_url": f"https://x.com/alice/status/{name}/photo/{len(urls) + 1}"})
        # All pictures have one address.
        if photos:
            shown = (shown + " " + urls[-1]["url"]).strip()
        for plain, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
            shown = shown.replace(plain, entity)
        descriptions = [self.media[photo] for photo in photos]
        return {"id": name, "text": shown, "created_at": now(), "entities": {"urls": urls}, "sent": text,
                "descriptions": descriptions}


# MARK: Facebook

class Facebook:
    def __init__(self):
        self.posts, self.photos, self.count = {}, {}, 0

    def serve(self, request):
        def fail(words, code=100, subcode=None):
            error = {"message": words, "type": "OAuthException", "code": code, "fbtrace_id": "A"}
            return {"error": error | ({"error_subcode": subcode} if subcode else {})}
        check_bearer(request, "facebook-token", 400, fail("Error validating access token.", 190, 463))
        values = form_of(request, fail) if request.command == "POST" else dict(request.query)
        proof = hmac.new(b"facebook-app-secret", b"facebook-token", hashlib.sha256).hexdigest()
        require(values.pop("appsecret_proof", "") == proof, 400, fail("Invalid appsecret_proof provided"))
        require(request.place.startswith("/v23.0/"), 400, fail("Unknown path components", 2500))
        place = request.place.removeprefix("/v23.0")
        if (request.command, place) == ("POST", "/1234/photos"):
            require(set(values) <= {"url", "published", "alt_text_custom", "caption"}, 400, fail("unknown parameter"))
            require(values.get("published") == "false", 400, fail("published"))
            require(values.get("url", "").startswith("https://photos.pod.example/"), 400, fail("Missing or invalid image file", 324))
            self.count += 1
            self.photos[str(self.count)] = {"description": values.get("alt_text_custom"), "post": None}
            return 200, {"id": str(self.count)}
        if (request.command, place) == ("POST", "/1234/feed"):
            return self.create(values, fail)
        if (request.command, place) == ("GET", "/1234/feed"):
            require(set(values) <= {"fields", "limit", "since"} and int(values.get("limit", "25")) <= 100, 400, fail("limit"))
            since = int(values.get("since", "0"))
            return 200, {"data": [post for post in reversed(self.posts.values()) if post["second"] >= since]}
        if request.command == "DELETE":
            name = unquote(place[1:])
            gone = fail(f"Unsupported delete request. Object with ID '{name}' does not exist", 100, 33)
            require(self.posts.pop(name, None), 400, gone)
            return 200, {"success": True}
        raise Refused(400, fail("Unknown path components", 2500))

    def create(self, values, fail):
        media = [values.pop(name) for name in sorted(values) if re.fullmatch(r"attached_media\[\d+\]", name)]
        require(set(values) <= {"message", "link"}, 400, fail("unknown parameter"))
        message = values.get("message", "")
        require(message or values.get("link") or media, 400, fail("Missing message or attachment"))
        require(counting.utf16(message) <= 63206, 400, fail("The message is too long"))
        require("link" not in values or not media, 400, fail("link and attached_media exclude each other"))
        require(values.get("link", "http").startswith("http"), 400, fail("link"))
        photos = [self.photos.get(json.loads(one)["media_fbid"]) for one in media]
        require(all(one and one["post"] is None for one in photos), 400, fail("Invalid media_fbid"))
        self.count += 1
        name = f"1234_{self.count}"
        for one in photos:
            one["post"] = name
        self.posts[name] = {
            "id": name, "message": message, "sent": message, "link": values.get("link"), "second": int(time.time()),
            "descriptions": [one["description"] for one in photos],
        }
        return 200, {"id": name}


# MARK: Bluesky

class Bluesky:
    DID = "did:plc:alice"

    def __init__(self):
        self.posts, self.blobs, self.sessions = {}, {}, 0

    def serve(self, request):
        fail = lambda words, error="InvalidRequest": {"error": error, "message": words}
        call = (request.command, request.place.removeprefix("/xrpc/com.atproto."))
        if call == ("POST", "server.createSession"):
            body = object_of(request, fail)
            right = body == {"identifier": "alice.example", "password": "bluesky-password"}
            require(right, 401, fail("Invalid identifier or password", "AuthenticationRequired"))
            self.sessions += 1
            return 200, {"did": self.DID, "handle": "alice.example", "accessJwt": f"session-{self.sessions}", "refreshJwt": "r"}
        if call == ("GET", "repo.getRecord"):
            query = dict(request.query)
            require(query.get("repo") == self.DID and query.get("collection") == "app.bsky.feed.post", 400, fail("repo"))
            require(query.get("rkey") in self.posts, 400, fail("Could not locate record", "RecordNotFound"))
            return 200, {"uri": self.uri(query["rkey"]), "cid": "c", "value": self.posts[query["rkey"]]["record"]}
        token = request.headers.get("Authorization", "")
        require(re.fullmatch(r"Bearer session-\d+", token), 401, fail("Authentication Required", "AuthMissing"))
        if call == ("POST", "repo.uploadBlob"):
            kind = request.headers.get("Content-Type", "")
            require(kind.startswith("image/") and len(request.body) <= 1_000_000, 400, fail("blob"))
            name = hashlib.sha256(request.body + str(len(self.blobs)).encode()).hexdigest()
            self.blobs[name] = {"$type": "blob", "ref": {"$link": name}, "mimeType": kind, "size": len(request.body)}
            return 200, {"blob": self.blobs[name]}
        body = object_of(request, fail)
        require(body.get("repo") == self.DID and body.get("collection") == "app.bsky.feed.post", 400, fail("repo"))
        key = body.get("rkey", "")
        require(re.fullmatch(r"[234567a-j][234567a-z]{12}", key), 400, fail("Invalid rkey"))
        if call == ("POST", "repo.deleteRecord"):
            self.posts.pop(key, None)
            return 200, {"commit": {"cid": "c", "rev": "r"}}
        require(call == ("POST", "repo.createRecord"), 404, fail("XRPCNotSupported", "XRPCNotSupported"))
        self.check(body.get("record"), fail)
        require(key not in self.posts, 500, fail("Internal Server Error", "InternalServerError"))
        record = body["record"]
        embed = record.get("embed", {})
        self.posts[key] = {
            "id": self.uri(key), "record": record, "sent": record["text"],
            "descriptions": [image["alt"] for image in embed.get("images", [])],
        }
        return 200, {"uri": self.uri(key), "cid": "c", "validationStatus": "valid"}

    def uri(self, key):
        return f"at://{self.DID}/app.bsky.feed.post/{key}"

    def check(self, record, fail):
        known = {"$type", "text", "createdAt", "facets", "embed", "langs", "labels", "tags", "reply"}
        require(isinstance(record, dict) and set(record) <= known, 400, fail("Invalid record"))
        require(record.get("$type") == "app.bsky.feed.post", 400, fail("$type"))
        require(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", record.get("createdAt", "")), 400, fail("createdAt"))
        text = record.get("text")
        require(isinstance(text, str), 400, fail("text"))
        sent = text.encode()
        require(len(sent) <= 3000 and counting.graphemes(text) <= 300, 400, fail("Record/text must not be longer than 300 graphemes"))
        for facet in record.get("facets", []):
            start, end = facet["index"]["byteStart"], facet["index"]["byteEnd"]
            require(0 <= start < end <= len(sent), 400, fail("a facet outside its text"))
            part = sent[start:end].decode()
            feature = facet["features"][0]
            if feature["$type"] == "app.bsky.richtext.facet#link":
                require(feature["uri"] == part, 400, fail("a link elsewhere"))
            else:
                require(feature["$type"] == "app.bsky.richtext.facet#tag" and "#" + feature["tag"] == part, 400, fail("a tag elsewhere"))
        embed = record.get("embed", {"$type": None})
        images = embed.get("images", [])
        if embed["$type"] == "app.bsky.embed.images":
            require(1 <= len(images) <= 4, 400, fail("images"))
            for image in images:
                known = self.blobs.get(image["image"]["ref"]["$link"])
                require(image["image"] == known and isinstance(image["alt"], str), 400, fail("Could not find blob"))
        elif embed["$type"] is not None:
            require(embed["$type"] == "app.bsky.embed.external", 400, fail("embed"))
            require(set(embed["external"]) == {"uri", "title", "description"}, 400, fail("external"))


# MARK: The pod's photos

def picture():
    """A PNG of one grey pixel."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b"")


class Photos:
    posts = {}

    def serve(self, request):
        require(request.command == "GET" and request.place.startswith("/photos/"), 404, {})
        require("missing" not in request.place, 404, {})
        return 200, picture()


NETWORKS = {
    "mastodon": Mastodon(), "tumblr": Tumblr(), "twitter": Twitter(), "facebook": Facebook(), "bluesky": Bluesky(),
    "photos": Photos(),
}


# MARK: Serving

def fault_for(host, method, place):
    try:
        with open(path("faults.json")) as file:
            faults = json.load(file)
    except (OSError, ValueError):
        return None
    for fault in faults:
        fits = fault["host"] == host and fault["method"] == method and re.fullmatch(fault["path"], place)
        if fits and fault["id"] not in SPENT:
            SPENT.add(fault["id"])
            return fault
    return None


def hold(fault):
    """Waits to be let go; whether it is still to be done."""
    open(path(f"held-{fault['id']}"), "w").close()
    go = path(f"go-{fault['id']}")
    while not os.path.exists(go):
        time.sleep(0.005)
    with open(go) as file:
        return file.read() != "drop"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self):
        host = self.headers.get("Host", "").split(".")[0]
        parts = urlsplit(self.path)
        self.place, self.query = parts.path, parse_qsl(parts.query, keep_blank_values=True)
        self.body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        with LOCK:
            with open(path("requests.log"), "a") as file:
                file.write(f"{self.command} {host} {self.place}\n")
            fault = fault_for(host, self.command, self.place)
        mode = fault["mode"] if fault else ""
        if self.place == "/quiet":
            # Whoever came before has been heard out by then.
            while len(OPEN) > 1:
                time.sleep(0.002)
            return self.send(200, {})
        if mode == "answer":
            return self.send(fault["status"], fault.get("body", {}), fault.get("headers", []))
        if mode == "before" and not hold(fault):
            return self.hang_up()
        headers = []
        with LOCK:
            try:
                status, body = NETWORKS[host].serve(self)
            except Refused as refusal:
                status, body, headers = refusal.status, refusal.body, refusal.headers
            except Exception as error:
                status, body = 400, {"error": f"not as documented: {error!r}"}
            self.keep_state(f"{status} {self.command} {host} {self.place}", body)
        if mode == "after":
            hold(fault)
        if mode == "hang":
            while not os.path.exists(path("end-hang")):
                time.sleep(0.01)
        if mode in ("before", "after", "lose", "hang"):
            return self.hang_up()
        self.send(status, body, headers)

    def keep_state(self, line, body):
        state = {name: list(network.posts.values()) for name, network in NETWORKS.items()}
        with open(path("state.new"), "w") as file:
            json.dump(state, file)
        os.replace(path("state.new"), path("state.json"))
        if line[0] in "45":
            with open(path("refusals.log"), "a") as file:
                file.write(f"{line} {json.dumps(body)}\n")

    def hang_up(self):
        self.close_connection = True

    def send(self, status, body, headers=()):
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Type", "image/png" if isinstance(body, bytes) else "application/json")
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    do_GET = do_POST = do_DELETE = answer


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def process_request(self, request, address):
        OPEN.append(request)
        super().process_request(request, address)

    def process_request_thread(self, request, address):
        try:
            super().process_request_thread(request, address)
        finally:
            OPEN.remove(request)

    def handle_error(self, *_):
        pass


authority.make(FOLDER)
server = Server(("127.0.0.2", 0), Handler)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(path("pod.pem"), path("pod.key"))
# The handshake is the handler's thread's, so that one who says nothing holds up nobody.
server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_port, flush=True)
sys.stdin.read()
