/*
 * A host that has shut itself in: the kernel ends it where it opens or reads a file, or asks for
 * the time or who it is. All that it needs of the library has to go on.
 */
#define _GNU_SOURCE /* syscall */

#include "work.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define NOT(number)                                                                                \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (number), 0, 1),                                           \
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS)

static struct sock_filter filter[] = {
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
#ifdef __NR_open
    NOT(__NR_open),
#endif
#ifdef __NR_time
    NOT(__NR_time),
#endif
    NOT(__NR_openat),
    NOT(__NR_read),
    NOT(__NR_getpid),
    NOT(__NR_gettimeofday),
    NOT(__NR_clock_gettime),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
};

/* Not every machine goes to the kernel for the time: the host's own stands before the C library's.
 */
time_t time(time_t *out)
{
    (void)out;
    printf("the time was asked for\n");
    fflush(stdout);
    _exit(1);
}

/* Whether a file that is opened is the end of it; in a process of its own. */
static bool is_shut_in(void)
{
    int status = 0;
    const pid_t child = fork();
    if (child == 0) {
        syscall(__NR_openat, -1, "/dev/null", 0);
        _exit(0);
    }
    return child > 0 && waitpid(child, &status, 0) == child && WIFSIGNALED(status);
}

int main(void)
{
    const struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) ||
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) || !is_shut_in()) {
        printf("this machine cannot shut it in\n");
        return 77;
    }
    return !works();
}
