#include "ccurl.h"
#include <curl/curl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

typedef struct {
    uint8_t *bytes;
    size_t length, capacity, limit;
} buffer;

struct ccurl_transfer {
    CURL *easy;
    CURLU *url;
    char *scheme, *host;
    struct curl_slist *lines, *connect_to;
    ccurl_address_rule rule;
    void *context;
    buffer headers, body;
    bool refused, opened, has_body, headers_full, body_full;
    char words[CURL_ERROR_SIZE];
};

struct ccurl_loop {
    CURLM *multi;
};

bool ccurl_start(void) { return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK; }

// What libcurl calls

static bool append(buffer *buffer, const void *bytes, size_t length) {
    if (length > buffer->limit - buffer->length) return false;
    if (length > buffer->capacity - buffer->length) {
        size_t capacity = buffer->capacity ? buffer->capacity * 2 : 4096;
        if (capacity < buffer->length + length) capacity = buffer->length + length;
        uint8_t *grown = realloc(buffer->bytes, capacity);
        if (!grown) return false;
        buffer->bytes = grown;
        buffer->capacity = capacity;
    }
    memcpy(buffer->bytes + buffer->length, bytes, length);
    buffer->length += length;
    return true;
}

static size_t take_header(char *bytes, size_t size, size_t count, void *context) {
    ccurl_transfer *transfer = context;
    size_t length = size * count;
    // Trailers say nothing that anybody asked for.
    if (transfer->has_body) return length;
    // A status line after another one: that was an interim response.
    if (length >= 5 && memcmp(bytes, "HTTP/", 5) == 0) transfer->headers.length = 0;
    if (append(&transfer->headers, bytes, length)) return length;
    transfer->headers_full = true;
    return 0;
}

static size_t take_body(char *bytes, size_t size, size_t count, void *context) {
    ccurl_transfer *transfer = context;
    size_t length = size * count;
    transfer->has_body = true;
    // What is compressed comes unpacked and piece by piece, so that the limit holds for that too.
    if (append(&transfer->body, bytes, length)) return length;
    transfer->body_full = true;
    return 0;
}

static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address) {
    (void)purpose;
    ccurl_transfer *transfer = context;
    if (transfer->rule) {
        const uint8_t *bytes = NULL;
        size_t length = 0;
        if (address->family == AF_INET) {
            bytes = (const uint8_t *)&((const struct sockaddr_in *)&address->addr)->sin_addr;
            length = sizeof(struct in_addr);
        } else if (address->family == AF_INET6) {
            bytes = (const uint8_t *)&((const struct sockaddr_in6 *)&address->addr)->sin6_addr;
            length = sizeof(struct in6_addr);
        }
        if (!bytes || !transfer->rule(bytes, length, transfer->context)) {
            transfer->refused = true;
            return CURL_SOCKET_BAD;
        }
    }
    transfer->opened = true;
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

// A transfer

#define SET(option, value) (curl_easy_setopt(transfer->easy, option, value) == CURLE_OK)

static bool set_common(ccurl_transfer *transfer) {
    return SET(CURLOPT_CURLU, transfer->url) && SET(CURLOPT_PRIVATE, transfer) && SET(CURLOPT_NOSIGNAL, 1L)
#if LIBCURL_VERSION_NUM >= 0x075700
        // A resolver that hangs holds up nobody else.
        && SET(CURLOPT_QUICK_EXIT, 1L)
#endif
#if LIBCURL_VERSION_NUM >= 0x075500
        && SET(CURLOPT_PROTOCOLS_STR, "http,https")
#else
        && SET(CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS))
#endif
        && SET(CURLOPT_FOLLOWLOCATION, 0L)
        && SET(CURLOPT_NETRC, (long)CURL_NETRC_IGNORED) && SET(CURLOPT_SSL_VERIFYPEER, 1L)
        && SET(CURLOPT_SSL_VERIFYHOST, 2L) && SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2)
        && SET(CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS) && SET(CURLOPT_ACCEPT_ENCODING, "gzip, deflate")
        && SET(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L) && SET(CURLOPT_ERRORBUFFER, transfer->words)
        && SET(CURLOPT_HEADERFUNCTION, take_header) && SET(CURLOPT_HEADERDATA, transfer)
        && SET(CURLOPT_WRITEFUNCTION, take_body) && SET(CURLOPT_WRITEDATA, transfer)
        && SET(CURLOPT_OPENSOCKETFUNCTION, open_socket) && SET(CURLOPT_OPENSOCKETDATA, transfer);
}

static bool read_url(ccurl_transfer *transfer, const char *url) {
    transfer->url = curl_url();
    return transfer->url && curl_url_set(transfer->url, CURLUPART_URL, url, CURLU_DISALLOW_USER) == CURLUE_OK
        && curl_url_get(transfer->url, CURLUPART_SCHEME, &transfer->scheme, 0) == CURLUE_OK
        && curl_url_get(transfer->url, CURLUPART_HOST, &transfer->host, 0) == CURLUE_OK
        && (strcasecmp(transfer->scheme, "http") == 0 || strcasecmp(transfer->scheme, "https") == 0);
}

ccurl_transfer *ccurl_open(const char *url) {
    ccurl_transfer *transfer = calloc(1, sizeof *transfer);
    if (!transfer) return NULL;
    transfer->easy = curl_easy_init();
    if (transfer->easy && read_url(transfer, url) && set_common(transfer)) return transfer;
    ccurl_close(transfer);
    return NULL;
}

void ccurl_close(ccurl_transfer *transfer) {
    curl_easy_cleanup(transfer->easy);
    curl_url_cleanup(transfer->url);
    curl_free(transfer->scheme);
    curl_free(transfer->host);
    curl_slist_free_all(transfer->lines);
    curl_slist_free_all(transfer->connect_to);
    free(transfer->headers.bytes);
    free(transfer->body.bytes);
    free(transfer);
}

const char *ccurl_scheme(const ccurl_transfer *transfer) { return transfer->scheme; }
const char *ccurl_host(const ccurl_transfer *transfer) { return transfer->host; }

static bool add_line(struct curl_slist **list, const char *line) {
    struct curl_slist *longer = curl_slist_append(*list, line);
    if (longer) *list = longer;
    return longer != NULL;
}

bool ccurl_set_method(ccurl_transfer *transfer, const char *method, const void *body, size_t length) {
    if (strcmp(method, "GET") == 0) return SET(CURLOPT_HTTPGET, 1L);
    if (strcmp(method, "HEAD") == 0) return SET(CURLOPT_NOBODY, 1L);
    // The size first: it says how much is copied. No waiting for leave to send a body.
    return SET(CURLOPT_POST, 1L) && SET(CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)length)
        && SET(CURLOPT_COPYPOSTFIELDS, length ? body : "") && SET(CURLOPT_CUSTOMREQUEST, method)
        // On a connection that was used before, libcurl sends again by itself what may have been taken already.
        && SET(CURLOPT_FRESH_CONNECT, 1L)
        && ccurl_add_header(transfer, "Expect:");
}

bool ccurl_add_header(ccurl_transfer *transfer, const char *line) {
    return add_line(&transfer->lines, line) && SET(CURLOPT_HTTPHEADER, transfer->lines);
}

bool ccurl_set_user_agent(ccurl_transfer *transfer, const char *text) { return SET(CURLOPT_USERAGENT, text); }

bool ccurl_set_proxy(ccurl_transfer *transfer, const char *url) {
    return SET(CURLOPT_PROXY, url) && SET(CURLOPT_NOPROXY, "");
}

bool ccurl_set_authorities(ccurl_transfer *transfer, const char *path) { return SET(CURLOPT_CAINFO, path); }

bool ccurl_add_connect_to(ccurl_transfer *transfer, const char *entry) {
    return add_line(&transfer->connect_to, entry) && SET(CURLOPT_CONNECT_TO, transfer->connect_to);
}

bool ccurl_set_times(ccurl_transfer *transfer, long connect_ms, long total_ms) {
    return SET(CURLOPT_CONNECTTIMEOUT_MS, connect_ms) && SET(CURLOPT_TIMEOUT_MS, total_ms);
}

bool ccurl_set_limits(ccurl_transfer *transfer, size_t header_bytes, size_t body_bytes) {
    transfer->headers.limit = header_bytes;
    transfer->body.limit = body_bytes;
    // What says that it is longer is not even begun.
    return SET(CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)(body_bytes ? body_bytes : 1));
}

void ccurl_set_address_rule(ccurl_transfer *transfer, ccurl_address_rule rule, void *context) {
    transfer->rule = rule;
    transfer->context = context;
}

long ccurl_status(const ccurl_transfer *transfer) {
    long status = 0;
    curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
    return status;
}

const uint8_t *ccurl_body(const ccurl_transfer *transfer, size_t *length) {
    *length = transfer->body.length;
    return transfer->body.bytes;
}

const uint8_t *ccurl_headers(const ccurl_transfer *transfer, size_t *length) {
    *length = transfer->headers.length;
    return transfer->headers.bytes;
}

const char *ccurl_redirect(const ccurl_transfer *transfer) {
    char *url = NULL;
    curl_easy_getinfo(transfer->easy, CURLINFO_REDIRECT_URL, &url);
    return url;
}

const char *ccurl_detail(const ccurl_transfer *transfer) { return transfer->words; }

// The loop

ccurl_loop *ccurl_loop_open(long kept_connections) {
    ccurl_loop *loop = calloc(1, sizeof *loop);
    if (!loop) return NULL;
    loop->multi = curl_multi_init();
    if (loop->multi && curl_multi_setopt(loop->multi, CURLMOPT_MAXCONNECTS, kept_connections) == CURLM_OK) return loop;
    ccurl_loop_close(loop);
    return NULL;
}

void ccurl_loop_close(ccurl_loop *loop) {
    curl_multi_cleanup(loop->multi);
    free(loop);
}

bool ccurl_add(ccurl_loop *loop, ccurl_transfer *transfer) {
    return curl_multi_add_handle(loop->multi, transfer->easy) == CURLM_OK;
}

void ccurl_remove(ccurl_loop *loop, ccurl_transfer *transfer) { curl_multi_remove_handle(loop->multi, transfer->easy); }

static ccurl_outcome outcome_of(const ccurl_transfer *transfer, CURLcode code) {
    if (transfer->body_full) return CCURL_BODY_TOO_LARGE;
    if (transfer->headers_full) return CCURL_HEADERS_TOO_LARGE;
    switch (code) {
    case CURLE_OK: return CCURL_DONE;
    case CURLE_FILESIZE_EXCEEDED: return CCURL_BODY_TOO_LARGE;
    case CURLE_OPERATION_TIMEDOUT: return CCURL_TIMED_OUT;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY: return CCURL_UNRESOLVED;
    case CURLE_COULDNT_CONNECT:
        return transfer->refused && !transfer->opened ? CCURL_ADDRESS_REFUSED : CCURL_UNREACHABLE;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR: return CCURL_CERTIFICATE;
    default: return CCURL_BROKEN;
    }
}

ccurl_transfer *ccurl_step(ccurl_loop *loop, ccurl_outcome *outcome) {
    int running = 0, waiting = 0;
    curl_multi_perform(loop->multi, &running);
    for (CURLMsg *message; (message = curl_multi_info_read(loop->multi, &waiting));) {
        if (message->msg != CURLMSG_DONE) continue;
        CURLcode code = message->data.result;
        CURL *easy = message->easy_handle;
        char *transfer = NULL;
        curl_easy_getinfo(easy, CURLINFO_PRIVATE, &transfer);
        // The message is gone with the handle.
        curl_multi_remove_handle(loop->multi, easy);
        ccurl_transfer *done = (ccurl_transfer *)transfer;
        *outcome = outcome_of(done, code);
        if (!done->words[0]) strncpy(done->words, curl_easy_strerror(code), CURL_ERROR_SIZE - 1);
        return done;
    }
    return NULL;
}

void ccurl_wait(ccurl_loop *loop, int milliseconds) { curl_multi_poll(loop->multi, NULL, 0, milliseconds, NULL); }
void ccurl_wake(ccurl_loop *loop) { curl_multi_wakeup(loop->multi); }
