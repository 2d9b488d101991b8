/* Calls of libc that open, read or change something below a folder, counted; at the n-th something happens.
   Loaded by LD_PRELOAD and idle until it is armed, with an action of tests/sweeps/shim.py. The day it is, is SHIM_DAYS on. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { FAIL, SHORT, SIGNAL, SIGNAL_AFTER, PARENT };
enum { MOST = 1 << 20 };

static char root[PATH_MAX];
static const char *names[MOST];
static long at, seen;
static int action, argument, due;
static pid_t armed;

void shim_arm(const char *folder, long number, int what, int with) {
    snprintf(root, sizeof root, "%s", folder);
    at = number, action = what, argument = with, seen = 0, due = 0, armed = getpid();
}

long shim_seen(void) { return seen; }

const char *shim_name(long number) { return names[number % MOST]; }

static int below(const char *path) { return root[0] && strncmp(path, root, strlen(root)) == 0; }

static int below_open(int handle) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    ssize_t length = root[0] ? readlink(link, path, sizeof path - 1) : 0;
    return length > 0 && (path[length] = 0, below(path));
}

static int below_at(int folder, const char *path) {
    return root[0] && path && (path[0] == '/' ? below(path) : folder != AT_FDCWD && below_open(folder));
}

/* Whether this call fails. A signal before it is sent here; the second SIGTERM finds the handler of the first. */
static int met(const char *name) {
    names[++seen % MOST] = name;
    if (seen != at) return 0;
    if (action == SIGNAL) kill(getpid(), argument), kill(getpid(), argument);
    if (action == PARENT && getpid() != armed) kill(getppid(), argument);
    due = action == SIGNAL_AFTER;
    return action == FAIL && (errno = argument, 1);
}

static long done(long result) {
    if (due) due = 0, kill(getpid(), argument);
    return result;
}

#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)
#define CALL(type, name, parameters, arguments, where) \
    type name parameters { REAL(name); return (where) && met(#name) ? -1 : done(real arguments); }

CALL(ssize_t, read, (int f, void *b, size_t n), (f, b, n), f > 2 && below_open(f))
CALL(int, fsync, (int f), (f), below_open(f))
CALL(int, fdatasync, (int f), (f), below_open(f))
CALL(int, ftruncate64, (int f, off64_t n), (f, n), below_open(f))
CALL(int, fchmod, (int f, mode_t m), (f, m), below_open(f))
CALL(ssize_t, pwrite64, (int f, const void *b, size_t n, off64_t o), (f, b, n, o), below_open(f))
CALL(int, mkdir, (const char *p, mode_t m), (p, m), below_at(AT_FDCWD, p))
CALL(int, rmdir, (const char *p), (p), below_at(AT_FDCWD, p))
CALL(int, unlink, (const char *p), (p), below_at(AT_FDCWD, p))
CALL(int, unlinkat, (int d, const char *p, int g), (d, p, g), below_at(d, p))
CALL(int, chmod, (const char *p, mode_t m), (p, m), below_at(AT_FDCWD, p))
CALL(int, symlink, (const char *t, const char *p), (t, p), below_at(AT_FDCWD, p))
CALL(int, link, (const char *a, const char *b), (a, b), below_at(AT_FDCWD, b))
CALL(int, linkat, (int x, const char *a, int y, const char *b, int g), (x, a, y, b, g), below_at(y, b))
CALL(int, rename, (const char *a, const char *b), (a, b), below_at(AT_FDCWD, b))
CALL(int, renameat, (int x, const char *a, int y, const char *b), (x, a, y, b), below_at(y, b))
CALL(int, renameat2, (int x, const char *a, int y, const char *b, unsigned g), (x, a, y, b, g), below_at(y, b))
CALL(int, utimensat, (int d, const char *p, const struct timespec t[2], int g), (d, p, t, g), below_at(d, p))

/* A short write is half of what was asked: whoever calls it goes on with the rest. */
ssize_t write(int f, const void *b, size_t n) {
    REAL(write);
    if (f <= 2 || !below_open(f)) return real(f, b, n);
    if (met("write")) return -1;
    return done(real(f, b, action == SHORT && seen == at ? (n + 1) / 2 : n));
}

static int written_to(int handle) { return (fcntl(handle, F_GETFL) & O_ACCMODE) != O_RDONLY; }

/* Only what was written to fails when it is closed, and is closed all the same. */
int close(int f) {
    REAL(close);
    int fails = f > 2 && below_open(f) && written_to(f) && met("close");
    int number = errno, result = real(f);
    return fails ? errno = number, -1 : done(result);
}

#define MODE va_list more; va_start(more, g); int m = va_arg(more, int); va_end(more)
#define OPEN(name) int name(const char *p, int g, ...) { REAL(name); MODE; \
    return below_at(AT_FDCWD, p) && met("open") ? -1 : done(real(p, g, m)); }
#define OPEN_AT(name) int name(int d, const char *p, int g, ...) { REAL(name); MODE; \
    return below_at(d, p) && met("open") ? -1 : done(real(d, p, g, m)); }

OPEN(open)
OPEN(open64)
OPEN_AT(openat)
OPEN_AT(openat64)

static time_t later(void) {
    const char *days = getenv("SHIM_DAYS");
    return days ? atol(days) * 86400 : 0;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    REAL(clock_gettime);
    int result = real(clock, now);
    if (clock == CLOCK_REALTIME) now->tv_sec += later();
    return result;
}

time_t time(time_t *now) {
    struct timespec found;
    clock_gettime(CLOCK_REALTIME, &found);
    return now ? *now = found.tv_sec : found.tv_sec;
}
