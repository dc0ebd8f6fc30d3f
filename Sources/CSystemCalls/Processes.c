#define _GNU_SOURCE
#include "Processes.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static int is_overridden(const char *entry)
{
    return strncmp(entry, "OMP_THREAD_LIMIT=", 17) == 0
        || strncmp(entry, "SWIFT_BACKTRACE=", 16) == 0;
}

// One OpenMP thread: Tesseract's threads cost four times the CPU for the same words. No Swift
// backtrace: it prints registers and memory, which hold pixels and names.
static char **worker_environment(void)
{
    size_t count = 0;
    while (environ[count] != NULL) {
        count++;
    }
    char **result = calloc(count + 3, sizeof *result);
    if (result == NULL) {
        return NULL;
    }
    size_t kept = 0;
    for (size_t index = 0; index < count; index++) {
        if (!is_overridden(environ[index])) {
            result[kept++] = environ[index];
        }
    }
    result[kept++] = "OMP_THREAD_LIMIT=1";
    result[kept++] = "SWIFT_BACKTRACE=enable=no";
    return result;
}

static int add_actions(posix_spawn_file_actions_t *actions, int channel)
{
    int error = posix_spawn_file_actions_adddup2(actions, channel, 3);
    for (int standard = 0; standard < 3 && error == 0; standard++) {
        error = posix_spawn_file_actions_addopen(actions, standard, "/dev/null", O_RDWR, 0);
    }
    return error;
}

static int set_attributes(posix_spawnattr_t *attributes)
{
    sigset_t none, defaults;
    sigemptyset(&none);
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGTERM);
    sigaddset(&defaults, SIGPIPE);
    int error = posix_spawnattr_setsigmask(attributes, &none);
    if (error == 0) {
        error = posix_spawnattr_setsigdefault(attributes, &defaults);
    }
    if (error == 0) {
        error = posix_spawnattr_setpgroup(attributes, 0);
    }
    if (error == 0) {
        error = posix_spawnattr_setflags(
            attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    }
    return error;
}

int pixredact_spawn_worker(const char *path, int channel, pid_t *process)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int error = posix_spawn_file_actions_init(&actions);
    if (error != 0) {
        return error;
    }
    error = posix_spawnattr_init(&attributes);
    if (error == 0) {
        error = add_actions(&actions, channel);
        if (error == 0) {
            error = set_attributes(&attributes);
        }
        char **environment = error == 0 ? worker_environment() : NULL;
        if (error == 0 && environment == NULL) {
            error = ENOMEM;
        }
        if (error == 0) {
            char *arguments[] = {(char *)path, NULL};
            error = posix_spawn(process, path, &actions, &attributes, arguments, environment);
        }
        free(environment);
        posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

void pixredact_kill(pid_t process)
{
    kill(process, SIGKILL);
}

int32_t pixredact_wait(pid_t process)
{
    int status;
    while (waitpid(process, &status, 0) < 0) {
        if (errno != EINTR) {
            return INT32_MIN;
        }
    }
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

int pixredact_become_worker(void)
{
    struct rlimit none = {0, 0};
    if (setrlimit(RLIMIT_CORE, &none) != 0) {
        return -1;
    }
    // A core pattern that is a pipe ignores RLIMIT_CORE; a process that may not be dumped is safe.
    if (prctl(PR_SET_DUMPABLE, 0) != 0 || prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) {
        return -1;
    }
    return signal(SIGINT, SIG_IGN) == SIG_ERR ? -1 : 0;
}

int pixredact_limit_address_space(uint64_t bytes)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_AS, &limit) != 0) {
        return -1;
    }
    limit.rlim_cur = limit.rlim_max;
    if (limit.rlim_max == RLIM_INFINITY || (uint64_t)limit.rlim_max > bytes) {
        limit.rlim_cur = (rlim_t)bytes;
    }
    return setrlimit(RLIMIT_AS, &limit);
}

void pixredact_raise_descriptor_limit(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        (void)setrlimit(RLIMIT_NOFILE, &limit);
    }
}

static int interrupt_pipes[2] = {-1, -1};
static atomic_int interrupts;

static void note_interrupt(int number)
{
    (void)number;
    int saved = errno;
    int seen = atomic_fetch_add(&interrupts, 1);
    if (seen < 2) {
        // A full pipe is readable already, so what write says does not matter.
        ssize_t written = write(interrupt_pipes[seen], "", 1);
        (void)written;
    }
    errno = saved;
}

int pixredact_watch_interrupts(int stop, int abort)
{
    interrupt_pipes[0] = stop;
    interrupt_pipes[1] = abort;
    struct sigaction action;
    memset(&action, 0, sizeof action);
    sigemptyset(&action.sa_mask);
    action.sa_handler = note_interrupt;
    action.sa_flags = SA_RESTART;
    if (sigaction(SIGINT, &action, NULL) != 0 || sigaction(SIGTERM, &action, NULL) != 0) {
        return -1;
    }
    // A parent that blocks signals passes its mask on.
    sigset_t watched;
    sigemptyset(&watched);
    sigaddset(&watched, SIGINT);
    sigaddset(&watched, SIGTERM);
    if (pthread_sigmask(SIG_UNBLOCK, &watched, NULL) != 0) {
        return -1;
    }
    return signal(SIGPIPE, SIG_IGN) == SIG_ERR ? -1 : 0;
}

int pixredact_pipe(int ends[2])
{
    return pipe2(ends, O_CLOEXEC | O_NONBLOCK);
}
