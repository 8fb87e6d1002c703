#define _GNU_SOURCE
#include "CNCurses.h"
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static struct {
  int descriptor;
  size_t count;
  char bytes[256];
  struct termios settings;
} saved;
static atomic_bool armed;

void nc_arm_emergency(int descriptor, const char *bytes, size_t count, const struct termios *settings) {
  atomic_store(&armed, false);
  saved.descriptor = descriptor;
  saved.count = count < sizeof saved.bytes ? count : sizeof saved.bytes;
  memcpy(saved.bytes, bytes, saved.count);
  saved.settings = *settings;
  atomic_store(&armed, true);
}

void nc_disarm_emergency(void) { atomic_store(&armed, false); }

void nc_emergency_restore(void) {
  if (!atomic_exchange(&armed, false)) return;
  int error = errno;
  size_t written = 0;
  while (written < saved.count) {
    ssize_t result = write(saved.descriptor, saved.bytes + written, saved.count - written);
    if (result > 0) written += (size_t)result;
    else if (result == 0 || errno != EINTR) break;
  }
  // TCSANOW: draining could block for ever on a terminal that has stopped.
  tcsetattr(saved.descriptor, TCSANOW, &saved.settings);
  errno = error;
}

/// Signals that end a process which does nothing about them. Those of a crash come first.
static const int fatal_signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT, SIGSYS,
                                    SIGTERM, SIGHUP, SIGINT, SIGQUIT};
enum { fatal_signal_count = sizeof fatal_signals / sizeof *fatal_signals, crash_signal_count = 7 };
static struct sigaction previous[fatal_signal_count];

/// Raised again, the signal goes to whom it belonged before as soon as this returns.
static void on_fatal_signal(int signal_number) {
  nc_emergency_restore();
  for (int index = 0; index < fatal_signal_count; index++)
    if (fatal_signals[index] == signal_number) sigaction(signal_number, &previous[index], NULL);
  raise(signal_number);
}

/// A stack that has overflowed can't take a handler's frame.
static void provide_signal_stack(void) {
  static char memory[32768];
  stack_t current;
  if (sigaltstack(NULL, &current) != 0 || !(current.ss_flags & SS_DISABLE)) return;
  stack_t stack = {.ss_sp = memory, .ss_size = sizeof memory};
  sigaltstack(&stack, NULL);
}

void nc_install_emergency_handlers(void) {
  static atomic_bool installed;
  if (atomic_exchange(&installed, true)) return;
  provide_signal_stack();
  atexit(nc_emergency_restore);
  struct sigaction action = {.sa_handler = on_fatal_signal, .sa_flags = SA_ONSTACK};
  sigemptyset(&action.sa_mask);
  for (int index = 0; index < fatal_signal_count; index++) {
    int signal_number = fatal_signals[index];
    sigaction(signal_number, NULL, &previous[index]);
    // Somebody else's plans for a polite signal are respected.
    if (index >= crash_signal_count && previous[index].sa_handler != SIG_DFL) continue;
    sigaction(signal_number, &action, NULL);
  }
}
