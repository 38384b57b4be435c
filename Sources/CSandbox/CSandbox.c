#define _GNU_SOURCE
#include "CSandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

extern char **environ;

static int set_limit(int resource, uint64_t value) {
    struct rlimit limit = {value, value};
    return setrlimit(resource, &limit) == 0 ? 0 : errno;
}

// What a sanitizer keeps beside the process' own memory is terabytes of addresses.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)
#define IS_SANITIZED 1
#endif
#endif

int csandbox_limit(uint64_t memory, uint64_t files, uint64_t file_bytes) {
#ifdef IS_SANITIZED
    int error = 0;
    (void)memory;
#else
    int error = set_limit(RLIMIT_DATA, memory);
#endif
    if (error == 0) error = set_limit(RLIMIT_NOFILE, files);
    if (error == 0) error = set_limit(RLIMIT_FSIZE, file_bytes);
    if (error == 0) error = set_limit(RLIMIT_CORE, 0);
    return error;
}

void csandbox_be_frugal(void) {
    // A freed block goes back at once, instead of raising what the next ones are kept by.
    mallopt(M_MMAP_THRESHOLD, 256 << 10);
    mallopt(M_TRIM_THRESHOLD, 1 << 20);
    mallopt(M_ARENA_MAX, 2);
    // Whoever reads a page is served first; where there is nothing else to do, this costs nothing.
    setpriority(PRIO_PROCESS, 0, 10);
    pthread_attr_t attributes;
    if (pthread_attr_init(&attributes) != 0) return;
    if (pthread_attr_setstacksize(&attributes, 1 << 20) == 0) pthread_setattr_default_np(&attributes);
    pthread_attr_destroy(&attributes);
}

int csandbox_allow_seconds(uint64_t seconds) {
    struct rusage usage;
    if (getrusage(RUSAGE_SELF, &usage) != 0) return errno;
    struct rlimit limit;
    if (getrlimit(RLIMIT_CPU, &limit) != 0) return errno;
    // Only the soft limit moves: it kills as surely, and can be raised for the next photo.
    limit.rlim_cur = (rlim_t)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + seconds + 1;
    if (limit.rlim_max != RLIM_INFINITY && limit.rlim_cur > limit.rlim_max) limit.rlim_cur = limit.rlim_max;
    return setrlimit(RLIMIT_CPU, &limit) == 0 ? 0 : errno;
}

int csandbox_confine(const char *folder) {
    const uint64_t rights = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_READ_FILE
        | LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE
        | LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG
        | LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK
        | LANDLOCK_ACCESS_FS_MAKE_SYM;
    struct landlock_ruleset_attr ruleset = {.handled_access_fs = rights};
    int rules = (int)syscall(SYS_landlock_create_ruleset, &ruleset, sizeof ruleset, 0);
    if (rules < 0) return errno;
    int error = 0;
    struct landlock_path_beneath_attr beneath = {
        .allowed_access = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR
            | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG,
        .parent_fd = open(folder, O_PATH | O_CLOEXEC | O_DIRECTORY),
    };
    if (beneath.parent_fd < 0
        || syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0) != 0
        || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || syscall(SYS_landlock_restrict_self, rules, 0) != 0)
        error = errno;
    if (beneath.parent_fd >= 0) close(beneath.parent_fd);
    close(rules);
    return error;
}

#if defined(__x86_64__)
#define CSANDBOX_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define CSANDBOX_ARCH AUDIT_ARCH_AARCH64
#endif

#ifdef CSANDBOX_ARCH
#define REFUSE(number) \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM)

int csandbox_filter(void) {
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, CSANDBOX_ARCH, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        REFUSE(SYS_socket),
        REFUSE(SYS_socketpair),
        REFUSE(SYS_connect),
        REFUSE(SYS_bind),
        REFUSE(SYS_execve),
        REFUSE(SYS_execveat),
        REFUSE(SYS_ptrace),
        REFUSE(SYS_process_vm_readv),
        REFUSE(SYS_process_vm_writev),
        REFUSE(SYS_kill),
        REFUSE(SYS_mount),
        REFUSE(SYS_unshare),
        REFUSE(SYS_setns),
        REFUSE(SYS_bpf),
        REFUSE(SYS_perf_event_open),
        REFUSE(SYS_userfaultfd),
        REFUSE(SYS_io_uring_setup),
        REFUSE(SYS_keyctl),
        REFUSE(SYS_open_by_handle_at),
        // What Landlock lets pass everywhere: cutting off files, and changing what they are.
        REFUSE(SYS_truncate),
        REFUSE(SYS_fchmod),
        REFUSE(SYS_fchmodat),
        REFUSE(SYS_fchown),
        REFUSE(SYS_fchownat),
        REFUSE(SYS_setxattr),
        REFUSE(SYS_lsetxattr),
        REFUSE(SYS_utimensat),
#ifdef SYS_chmod
        REFUSE(SYS_chmod),
        REFUSE(SYS_chown),
        REFUSE(SYS_lchown),
#endif
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {.len = sizeof code / sizeof code[0], .filter = code};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0 ? 0 : errno;
}
#else
int csandbox_filter(void) { return ENOSYS; }
#endif

int csandbox_spawn(char *const arguments[], int socket, int32_t *process) {
    const int32_t files[3] = {socket, socket, STDERR_FILENO};
    return csandbox_spawn_with(arguments, environ, files, process);
}

int csandbox_spawn_with(
    char *const arguments[], char *const environment[], const int32_t files[3], int32_t *process
) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    // Signals are neither blocked nor ignored as they are in the parent, and a terminal's Ctrl-C is the parent's affair.
    posix_spawnattr_setflags(
        &attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
    );
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    for (int place = 0; place < 3; place++) posix_spawn_file_actions_adddup2(&actions, files[place], place);
    posix_spawn_file_actions_addclosefrom_np(&actions, 3);
    pid_t child = 0;
    int error = posix_spawnp(&child, arguments[0], &actions, &attributes, arguments, environment);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    *process = child;
    return error;
}
