/*
 * Records what a process writes into the files of one folder, and what it syncs: loaded before the C
 * library (LD_PRELOAD), so that nothing of the process has to know of it.
 *
 *   RECORD_DIR   the folder; the files hall.db and hall.db-wal in it are recorded
 *   RECORD_FILE  where to: records of 16 bytes, each with its data behind it
 *
 * A record: operation (1 write, 2 sync, 3 truncate, 4 unlink), file (0 the database, 1 its log), two
 * bytes of nothing, length of the data, and the offset (of a truncate: the new size).
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#define FDS 65536
/* 0: not recorded; else the file and one. */
static unsigned char recorded[FDS];
static int out = -1;
static char database[4096];
static char wal[4096];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

struct record {
  uint8_t operation, file;
  uint16_t nothing;
  uint32_t length;
  uint64_t offset;
};

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void) {
  const char *dir = getenv("RECORD_DIR"), *file = getenv("RECORD_FILE");
  if (dir == NULL || file == NULL || strlen(dir) > 4000) return;
  strcat(strcpy(database, dir), "/hall.db");
  strcat(strcpy(wal, dir), "/hall.db-wal");
  out = REAL(open)(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static void say(int operation, int file, uint64_t offset, const void *data, size_t length) {
  struct record r = {(uint8_t)operation, (uint8_t)file, 0, (uint32_t)length, offset};
  struct iovec parts[2] = {{&r, sizeof r}, {(void *)data, length}};
  pthread_mutex_lock(&lock);
  if (writev(out, parts, 2) < 0) abort();
  pthread_mutex_unlock(&lock);
}

static int fileOf(const char *path) {
  if (out < 0 || path == NULL) return -1;
  if (strcmp(path, database) == 0) return 0;
  return strcmp(path, wal) == 0 ? 1 : -1;
}

static int opened(int fd, const char *path) {
  if (fd >= 0 && fd < FDS) recorded[fd] = (unsigned char)(fileOf(path) + 1);
  return fd;
}

static int known(int fd) { return fd >= 0 && fd < FDS ? recorded[fd] - 1 : -1; }

#define MODE(flags) \
  mode_t mode = 0; \
  if ((flags) & (O_CREAT | O_TMPFILE)) { va_list a; va_start(a, flags); mode = va_arg(a, mode_t); va_end(a); }

int open(const char *path, int flags, ...) { MODE(flags) return opened(REAL(open)(path, flags, mode), path); }
int open64(const char *path, int flags, ...) { MODE(flags) return opened(REAL(open64)(path, flags, mode), path); }

int close(int fd) {
  if (fd >= 0 && fd < FDS) recorded[fd] = 0;
  return REAL(close)(fd);
}

ssize_t write(int fd, const void *data, size_t length) {
  int file = known(fd);
  if (file >= 0) say(1, file, (uint64_t)lseek(fd, 0, SEEK_CUR), data, length);
  return REAL(write)(fd, data, length);
}
ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) {
  if (known(fd) >= 0) say(1, known(fd), (uint64_t)offset, data, length);
  return REAL(pwrite)(fd, data, length, offset);
}
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) {
  if (known(fd) >= 0) say(1, known(fd), (uint64_t)offset, data, length);
  return REAL(pwrite64)(fd, data, length, offset);
}

/* Told after it was done: what is told later stands behind it. */
int fsync(int fd) {
  int done = REAL(fsync)(fd);
  if (done == 0 && known(fd) >= 0) say(2, known(fd), 0, NULL, 0);
  return done;
}
int fdatasync(int fd) {
  int done = REAL(fdatasync)(fd);
  if (done == 0 && known(fd) >= 0) say(2, known(fd), 0, NULL, 0);
  return done;
}

int ftruncate(int fd, off_t size) {
  if (known(fd) >= 0) say(3, known(fd), (uint64_t)size, NULL, 0);
  return REAL(ftruncate)(fd, size);
}
int ftruncate64(int fd, off64_t size) {
  if (known(fd) >= 0) say(3, known(fd), (uint64_t)size, NULL, 0);
  return REAL(ftruncate64)(fd, size);
}

int unlink(const char *path) {
  if (fileOf(path) >= 0) say(4, fileOf(path), 0, NULL, 0);
  return REAL(unlink)(path);
}
