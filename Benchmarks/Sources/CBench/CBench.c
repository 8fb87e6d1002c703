#define _GNU_SOURCE
#include "CBench.h"

#include <pty.h>
#include <signal.h>
#include <stdlib.h>
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

static void end(int signal) { _exit(128 + signal); }

void cb_end_on_signals(void) {
  signal(SIGINT, end);
  signal(SIGTERM, end);
  signal(SIGHUP, end);
}
