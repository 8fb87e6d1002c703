#pragma once

#include <stdint.h>
#include <sys/types.h>

/// forkpty(3) and execv(3) with an empty signal mask. The child's status is 127 where the program cannot be run.
/// Returns the child and puts the terminal's other end into `terminal`; -1 and errno where that fails.
pid_t cb_start_on_terminal(char *const arguments[], int rows, int columns, int *terminal);

/// Processor time that a process has used so far, in nanoseconds (clock_getcpuclockid(3)); 0 where it is gone.
uint64_t cb_processor_time(pid_t process);

/// Ends the process at once on SIGINT, SIGTERM and SIGHUP: as the first process of a PID namespace it would not notice
/// them, and with it all that is in the namespace ends.
void cb_end_on_signals(void);
