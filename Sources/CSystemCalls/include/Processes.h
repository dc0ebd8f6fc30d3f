#ifndef PIXREDACT_PROCESSES_H
#define PIXREDACT_PROCESSES_H

#include <stdint.h>
#include <sys/types.h>

/// Starts `path` without arguments: its descriptor 3 is `channel`, 0 to 2 are /dev/null, all
/// others must be close-on-exec; a process group of its own; no signal blocked; SIGTERM and
/// SIGPIPE at their defaults; the caller's environment with OMP_THREAD_LIMIT=1 and
/// SWIFT_BACKTRACE=enable=no. Returns 0 or an error number.
int pixredact_spawn_worker(const char *_Nonnull path, int channel, pid_t *_Nonnull process);

/// Kills `process` (SIGKILL).
void pixredact_kill(pid_t process);

/// Waits for the end of `process`. The exit status, minus the signal's number when a signal ended
/// it, or INT32_MIN when there is no such child.
int32_t pixredact_wait(pid_t process);

/// For a worker, at its start: leaves no core dump (it would hold pixels and names), ends with
/// its parent, and ignores SIGINT, which is the parent's to answer. Returns 0, or -1 with errno.
int pixredact_become_worker(void);

/// Sets the soft limit of the address space, never above the hard one. Returns 0, or -1 with errno.
int pixredact_limit_address_space(uint64_t bytes);

/// Sets the soft limit of open files to the hard one, where the system lets it.
void pixredact_raise_descriptor_limit(void);

/// Installs handlers for SIGINT and SIGTERM: the first signal makes `stop` readable, the second
/// makes `abort` readable. Both are write ends of pipes and stay open for the life of the process.
/// Unblocks the two in the calling thread, from which others inherit, and ignores SIGPIPE. Returns 0, or -1 with errno.
int pixredact_watch_interrupts(int stop, int abort);

/// A close-on-exec, non-blocking pipe. Returns 0, or -1 with errno.
int pixredact_pipe(int ends[_Nonnull 2]);

#endif
