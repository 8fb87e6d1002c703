#define _GNU_SOURCE
#include "CNCurses.h"
#include <string.h>
#include <term.h>
#include <wchar.h>

int nc_put(WINDOW *window, int row, int column, const wchar_t *text, attr_t attributes, int pair) {
  cchar_t cell;
  if (setcchar(&cell, text, attributes, 0, &pair) == ERR) return ERR;
  return mvwadd_wch(window, row, column, &cell);
}

int nc_wcwidth(uint32_t scalar) { return wcwidth((wchar_t)scalar); }

bool nc_has_ansi_cursor(void) {
  const char *move = tigetstr("cup");
  return move != NULL && move != (const char *)-1 && strncmp(move, "\033[", 2) == 0;
}
