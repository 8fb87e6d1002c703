#define _GNU_SOURCE
#include "CBench.h"

#include <errno.h>
#include <pty.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

pid_t cb_start_on_terminal(char *const arguments[], int rows, int columns, int *terminal) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  pid_t child = forkpty(terminal, NULL, NULL, &size);
  if (child != 0) return child;
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  execv(arguments[0], arguments);
  _exit(127);
}

uint64_t cb_processor_time(pid_t process) {
  clockid_t clock;
  struct timespec time;
  if (clock_getcpuclockid(process, &clock) != 0 || clock_gettime(clock, &time) != 0) return 0;
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

int cb_use_one_processor(int only_one) {
  static cpu_set_t all;
  static int is_known;
  if (!is_known) {
    if (sched_getaffinity(0, sizeof all, &all) < 0) return -1;
    is_known = 1;
  }
  cpu_set_t set = all;
  if (only_one) {
    CPU_ZERO(&set);
    for (int processor = 0; processor < CPU_SETSIZE; processor++) {
      if (!CPU_ISSET(processor, &all)) continue;
      CPU_SET(processor, &set);
      break;
    }
  }
  return sched_setaffinity(0, sizeof set, &set);
}

static void end(int signal) { _exit(128 + signal); }

void cb_end_on_signals(void) {
  signal(SIGINT, end);
  signal(SIGTERM, end);
  signal(SIGHUP, end);
}
