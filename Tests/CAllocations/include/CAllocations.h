#pragma once

/// Begins to count the calls of malloc(3) on the calling thread.
void ca_begin(void);

/// How many there were since ca_begin on this thread.
long ca_count(void);
