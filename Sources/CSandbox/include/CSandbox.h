#ifndef CSANDBOX_H
#define CSANDBOX_H

#include <stdbool.h>
#include <stdint.h>

// What a process gives up for ever, and its children with it. To be called before there is a second thread.

/// Makes the heap give back what is freed, and threads' stacks small (1 MiB), and steps back behind other processes.
void csandbox_be_frugal(void);
/// Sets soft and hard limits: bytes of private memory, open files, bytes of a file written; and forbids core dumps.
/// Answers 0, or errno.
int csandbox_limit(uint64_t memory, uint64_t files, uint64_t file_bytes);
/// From now on the process may use so many seconds of the processor; then it is killed. Answers 0, or errno.
int csandbox_allow_seconds(uint64_t seconds);
/// Leaves access to files below `folder` only. Answers 0, or errno: ENOSYS and EOPNOTSUPP where the kernel has no
/// Landlock.
int csandbox_confine(const char *folder);
/// Takes away sockets, new programs, a look into other processes, and changes to files that are not open.
/// Answers 0, or errno.
int csandbox_filter(void);
/// Starts a program with `socket` as its standard input and output, and no other file but standard error.
/// Answers 0, or errno.
int csandbox_spawn(char *const arguments[], int socket, int32_t *process);
/// The same with an environment and three standard files of the caller's choice, each of them 3 or more or in its place.
int csandbox_spawn_with(
    char *const arguments[], char *const environment[], const int32_t files[3], int32_t *process
);

#endif
