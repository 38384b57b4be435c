#ifndef CCURL_H
#define CCURL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// libcurl's options are variadic, which Swift cannot import. Here is one transfer with the options that all of ours
// have in common, and the loop that drives transfers. Functions that return bool answer false when memory ran out or
// an argument is none that libcurl takes.

/// One request and what came of it. Used by one thread at a time.
typedef struct ccurl_transfer ccurl_transfer;
/// What drives transfers. Used by one thread, but for ccurl_wake.
typedef struct ccurl_loop ccurl_loop;

/// Whether a socket may be opened to an address: 4 or 16 bytes in network order.
typedef bool (*ccurl_address_rule)(const uint8_t *address, size_t length, void *context);

typedef enum {
    CCURL_DONE,
    /// The rule refused every address of the host.
    CCURL_ADDRESS_REFUSED,
    CCURL_BODY_TOO_LARGE,
    CCURL_HEADERS_TOO_LARGE,
    CCURL_TIMED_OUT,
    CCURL_UNRESOLVED,
    CCURL_UNREACHABLE,
    /// The certificate is not the host's, or nobody known has signed it.
    CCURL_CERTIFICATE,
    /// What came is no HTTP, or broke off.
    CCURL_BROKEN,
} ccurl_outcome;

/// Makes libcurl ready, once in the process.
bool ccurl_start(void);

// A transfer

/// Takes an absolute URL with http or https and without a name and password; NULL if it is none.
ccurl_transfer *ccurl_open(const char *url);
void ccurl_close(ccurl_transfer *transfer);
/// In lower case; both belong to the transfer.
const char *ccurl_scheme(const ccurl_transfer *transfer);
const char *ccurl_host(const ccurl_transfer *transfer);

/// GET, HEAD, POST, PUT or DELETE; the body is copied.
bool ccurl_set_method(ccurl_transfer *transfer, const char *method, const void *body, size_t length);
/// A line `name: value`.
bool ccurl_add_header(ccurl_transfer *transfer, const char *line);
bool ccurl_set_user_agent(ccurl_transfer *transfer, const char *text);
/// An empty text is no proxy, whatever the environment says.
bool ccurl_set_proxy(ccurl_transfer *transfer, const char *url);
/// Authorities beside those of the system.
bool ccurl_set_authorities(ccurl_transfer *transfer, const char *path);
/// As libcurl has it: `host:port:other:port`.
bool ccurl_add_connect_to(ccurl_transfer *transfer, const char *entry);
bool ccurl_set_times(ccurl_transfer *transfer, long connect_ms, long total_ms);
bool ccurl_set_limits(ccurl_transfer *transfer, size_t header_bytes, size_t body_bytes);
/// Asked before each socket is opened, with the very address that it is opened to.
void ccurl_set_address_rule(ccurl_transfer *transfer, ccurl_address_rule rule, void *context);

long ccurl_status(const ccurl_transfer *transfer);
const uint8_t *ccurl_body(const ccurl_transfer *transfer, size_t *length);
/// The lines of the last response's headers, its status line first.
const uint8_t *ccurl_headers(const ccurl_transfer *transfer, size_t *length);
/// Where a redirection leads, absolute; NULL if this is none. Belongs to the transfer.
const char *ccurl_redirect(const ccurl_transfer *transfer);
/// libcurl's words for what failed; belongs to the transfer.
const char *ccurl_detail(const ccurl_transfer *transfer);

// The loop

ccurl_loop *ccurl_loop_open(long kept_connections);
void ccurl_loop_close(ccurl_loop *loop);
bool ccurl_add(ccurl_loop *loop, ccurl_transfer *transfer);
void ccurl_remove(ccurl_loop *loop, ccurl_transfer *transfer);
/// Does what can be done now; gives a transfer that is over, and no longer the loop's, or NULL.
ccurl_transfer *ccurl_step(ccurl_loop *loop, ccurl_outcome *outcome);
/// Waits until there is something to do, somebody wakes it, or the time is over.
void ccurl_wait(ccurl_loop *loop, int milliseconds);
/// From any thread.
void ccurl_wake(ccurl_loop *loop);

#endif
