#pragma once
// The wide API must be asked for here: what a target's cSettings define, the importer doesn't see.
#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#define NCURSES_ENABLE_STDBOOL_H 1
#include <ncurses.h>
#include <stddef.h>
#include <stdint.h>

struct termios;

static const attr_t nc_bold = WA_BOLD;
static const attr_t nc_dim = WA_DIM;
static const attr_t nc_reverse = WA_REVERSE;
static const attr_t nc_underline = WA_UNDERLINE;

// Macros and globals that Swift doesn't import or takes for unsafe.
static inline SCREEN *nc_newterm(const char *type) { return newterm(type, stdout, stdin); }
static inline WINDOW *nc_stdscr(void) { return stdscr; }
static inline int nc_columns(void) { return COLS; }
static inline int nc_lines(void) { return LINES; }
static inline int nc_colors(void) { return COLORS; }
static inline int nc_color_pairs(void) { return COLOR_PAIRS; }

/// Puts one cell: a base character and its combining marks, ended by 0. `pair` may be above 255.
int nc_put(WINDOW *window, int row, int column, const wchar_t *text, attr_t attributes, int pair);

/// Columns that the C library gives to a character in the current locale; -1 if it can't be printed.
int nc_wcwidth(uint32_t scalar);

/// Whether the terminal chosen by newterm can place the cursor with ANSI sequences.
bool nc_has_ansi_cursor(void);

/// Keeps what `nc_emergency_restore` needs: bytes to write to `descriptor` and the line settings to go back to.
/// At most 256 bytes are kept.
void nc_arm_emergency(int descriptor, const char *bytes, size_t count, const struct termios *settings);

/// Forgets it again: the terminal is as it was.
void nc_disarm_emergency(void);

/// Gives the terminal back as it was, if it isn't. Safe in signal handlers; what was armed is used once.
void nc_emergency_restore(void);

/// From now on the terminal is restored before the process dies of a crash or of a signal that nobody handles, and when
/// it leaves through exit(3). What handled the crash signals before still does afterwards.
void nc_install_emergency_handlers(void);
