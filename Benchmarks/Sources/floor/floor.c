// The floor: the kernel calls that a discovery or a tick cannot do without, made with as little around them as C allows.
//
//   floor discover [--threads 2] [--repeat N] [--neighbours]   all namespaces: links, addresses, routes, the host's nsid;
//                                                              rules and forwarding of this one
//   floor list     [--threads 2] [--repeat N]                  the same, each gateway's neighbour entry, and this one's
//                                                              neighbours
//   floor enter    [--repeat N]                                all namespaces: links only, as a tick by entering
//   floor stats    [--repeat N]                                one RTM_GETSTATS dump of this namespace
//   floor links    [--repeat N]                                one RTM_GETLINK dump of this namespace
//
// It prints the nanoseconds of each repetition, one a line: starting the program does not count.
#define _GNU_SOURCE
#include <dirent.h>
#include <err.h>
#include <fcntl.h>
#include <getopt.h>
#include <linux/if_link.h>
#include <linux/fib_rules.h>
#include <linux/neighbour.h>
#include <linux/net_namespace.h>
#include <linux/netconf.h>
#include <linux/rtnetlink.h>
#include <pthread.h>
#include <sched.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { most_namespaces = 16384, most_threads = 8, receive_size = 65536 };

struct place {
  unsigned long inode;
  char path[256];
};

static struct place places[most_namespaces];
static int place_count;
static bool asks_neighbours, asks_gateways, only_links;
static unsigned long own_inode;

static uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

// Sends a request and reads until its answer is over; `each` is called with each message of it.
static void ask_each(
    int socket, char *buffer, int type, int flags, const void *body, size_t length,
    void (*each)(const struct nlmsghdr *, void *), void *context) {
  struct {
    struct nlmsghdr header;
    char body[64];
  } request = {{.nlmsg_len = NLMSG_LENGTH(length), .nlmsg_type = type, .nlmsg_flags = NLM_F_REQUEST | flags}, {0}};
  memcpy(request.body, body, length);
  if (send(socket, &request, request.header.nlmsg_len, 0) < 0) err(1, "send");
  for (;;) {
    ssize_t count = recv(socket, buffer, receive_size, 0);
    if (count <= 0) err(1, "recv");
    int rest = (int)count;
    for (struct nlmsghdr *message = (void *)buffer; NLMSG_OK(message, rest); message = NLMSG_NEXT(message, rest)) {
      if (message->nlmsg_type == NLMSG_DONE || message->nlmsg_type == NLMSG_ERROR) return;
      if (each) each(message, context);
    }
    if (!(flags & NLM_F_DUMP)) return;
  }
}

static void ask(int socket, char *buffer, int type, int flags, const void *body, size_t length) {
  ask_each(socket, buffer, type, flags, body, length, NULL, NULL);
}

static int open_netlink(void) {
  int descriptor = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
  if (descriptor < 0) err(1, "socket");
  int on = 1;
  setsockopt(descriptor, SOL_NETLINK, NETLINK_GET_STRICT_CHK, &on, sizeof on);
  return descriptor;
}

static void ask_links(int socket, char *buffer) {
  // As gantry asks: without the protocols' own counters.
  struct {
    struct ifinfomsg header;
    struct nlattr attribute;
    uint32_t mask;
  } body = {{0}, {8, IFLA_EXT_MASK}, RTEXT_FILTER_SKIP_STATS};
  ask(socket, buffer, RTM_GETLINK, NLM_F_DUMP, &body, sizeof body);
}

static void ask_host_number(int socket, char *buffer, int home) {
  struct {
    struct rtgenmsg header;
    char padding[3];
    struct nlattr attribute;
    int descriptor;
  } body = {{0}, {0}, {8, NETNSA_FD}, home};
  ask(socket, buffer, RTM_GETNSID, 0, &body, sizeof body);
}

enum { most_gateways = 8 };

// The gateways of a namespace's routes, IPv4 alone: the lab has no others.
struct gateways {
  int count;
  struct {
    uint32_t address;
    int link;
  } each[most_gateways];
};

static void add_gateway(const struct nlmsghdr *message, void *context) {
  struct gateways *gateways = context;
  const struct rtmsg *route = NLMSG_DATA(message);
  int rest = (int)RTM_PAYLOAD(message), link = 0;
  uint32_t address = 0;
  for (const struct rtattr *attribute = RTM_RTA(route); RTA_OK(attribute, rest); attribute = RTA_NEXT(attribute, rest)) {
    if (attribute->rta_type == RTA_OIF) link = *(int *)RTA_DATA(attribute);
    if (attribute->rta_type == RTA_GATEWAY && route->rtm_family == AF_INET) address = *(uint32_t *)RTA_DATA(attribute);
  }
  if (address == 0 || link == 0 || gateways->count == most_gateways) return;
  gateways->each[gateways->count].address = address;
  gateways->each[gateways->count++].link = link;
}

static void ask_neighbour(int socket, char *buffer, uint32_t address, int link) {
  struct {
    struct ndmsg header;
    struct nlattr attribute;
    uint32_t address;
  } body = {{.ndm_family = AF_INET, .ndm_ifindex = link}, {8, NDA_DST}, address};
  ask(socket, buffer, RTM_GETNEIGH, 0, &body, sizeof body);
}

static void ask_neighbours(int socket, char *buffer) {
  struct ndmsg body = {0};
  ask(socket, buffer, RTM_GETNEIGH, NLM_F_DUMP, &body, sizeof body);
}

// What decides over routes: rules, and whether the namespace forwards.
static void ask_policy(int socket, char *buffer) {
  struct fib_rule_hdr rules = {0};
  ask(socket, buffer, RTM_GETRULE, NLM_F_DUMP, &rules, sizeof rules);
  for (int turn = 0; turn < 2; turn++) {
    struct {
      struct netconfmsg header;
      char padding[3];
      struct nlattr attribute;
      int link;
    } body = {{turn ? AF_INET6 : AF_INET}, {0}, {8, NETCONFA_IFINDEX}, NETCONFA_IFINDEX_ALL};
    ask(socket, buffer, RTM_GETNETCONF, 0, &body, sizeof body);
  }
}

static void ask_routes(int socket, char *buffer, struct gateways *gateways) {
  struct {
    struct rtmsg header;
    struct nlattr attribute;
    uint32_t table;
  } body = {{0}, {8, RTA_TABLE}, RT_TABLE_MAIN};
  ask_each(socket, buffer, RTM_GETROUTE, NLM_F_DUMP, &body, sizeof body, add_gateway, gateways);
}

static void read_namespace(const struct place *place, char *buffer, int home) {
  int namespace = open(place->path, O_RDONLY | O_CLOEXEC);
  if (namespace < 0) return;
  if (setns(namespace, CLONE_NEWNET) < 0) err(1, "setns");
  int socket = open_netlink();
  ask_links(socket, buffer);
  if (!only_links) {
    ask_host_number(socket, buffer, home);
    struct ifaddrmsg addresses = {0};
    ask(socket, buffer, RTM_GETADDR, NLM_F_DUMP, &addresses, sizeof addresses);
    struct gateways gateways = {0};
    ask_routes(socket, buffer, &gateways);
    bool is_own = place->inode == own_inode;
    if (is_own) ask_policy(socket, buffer);
    if (asks_neighbours || (asks_gateways && is_own)) ask_neighbours(socket, buffer);
    for (int index = 0; asks_gateways && !is_own && index < gateways.count; index++)
      ask_neighbour(socket, buffer, gateways.each[index].address, gateways.each[index].link);
  }
  close(socket);
  close(namespace);
}

static void add(unsigned long inode, const char *path) {
  // Processes of one namespace mostly stand together.
  if (place_count > 0 && places[place_count - 1].inode == inode) return;
  if (place_count == most_namespaces) errx(1, "more than %d namespaces", most_namespaces);
  places[place_count].inode = inode;
  snprintf(places[place_count++].path, sizeof places[0].path, "%s", path);
}

static void scan_mounts(void) {
  FILE *file = fopen("/proc/self/mountinfo", "re");
  if (!file) err(1, "mountinfo");
  char *line = NULL;
  size_t capacity = 0;
  unsigned long inode;
  char path[256];
  while (getline(&line, &capacity, file) >= 0)
    if (sscanf(line, "%*d %*d %*s net:[%lu] %255s", &inode, path) == 2) add(inode, path);
  free(line);
  fclose(file);
}

static void scan_processes(void) {
  DIR *directory = opendir("/proc");
  if (!directory) err(1, "/proc");
  struct dirent *entry;
  unsigned long inode;
  while ((entry = readdir(directory))) {
    if (entry->d_name[0] < '1' || entry->d_name[0] > '9') continue;
    char path[272], target[64];
    snprintf(path, sizeof path, "/proc/%s/ns/net", entry->d_name);
    ssize_t length = readlink(path, target, sizeof target - 1);
    if (length < 0) continue;
    target[length] = 0;
    if (sscanf(target, "net:[%lu]", &inode) == 1) add(inode, path);
  }
  closedir(directory);
}

static int by_inode(const void *one, const void *other) {
  unsigned long a = ((const struct place *)one)->inode, b = ((const struct place *)other)->inode;
  return (a > b) - (a < b);
}

static void scan(void) {
  place_count = 0;
  scan_processes();
  scan_mounts();
  qsort(places, place_count, sizeof places[0], by_inode);
  int kept = 0;
  for (int index = 0; index < place_count; index++)
    if (kept == 0 || places[kept - 1].inode != places[index].inode) places[kept++] = places[index];
  place_count = kept;
}

struct share {
  int first, end;
};

static void *read_share(void *argument) {
  static _Thread_local char buffer[receive_size];
  const struct share *share = argument;
  int home = open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC);
  if (home < 0) err(1, "/proc/thread-self/ns/net");
  for (int index = share->first; index < share->end; index++) read_namespace(&places[index], buffer, home);
  setns(home, CLONE_NEWNET);
  close(home);
  return NULL;
}

static void discover(int threads) {
  struct stat own;
  if (stat("/proc/self/ns/net", &own) < 0) err(1, "/proc/self/ns/net");
  own_inode = own.st_ino;
  scan();
  struct share shares[most_threads];
  pthread_t others[most_threads];
  for (int index = 0; index < threads; index++)
    shares[index] = (struct share){place_count * index / threads, place_count * (index + 1) / threads};
  for (int index = 1; index < threads; index++) pthread_create(&others[index], NULL, read_share, &shares[index]);
  read_share(&shares[0]);
  for (int index = 1; index < threads; index++) pthread_join(others[index], NULL);
}

static void dump_host(bool statistics) {
  static char buffer[receive_size];
  int socket = open_netlink();
  if (statistics) {
    struct if_stats_msg body = {.filter_mask = IFLA_STATS_FILTER_BIT(IFLA_STATS_LINK_64)};
    ask(socket, buffer, RTM_GETSTATS, NLM_F_DUMP, &body, sizeof body);
  } else {
    ask_links(socket, buffer);
  }
  close(socket);
}

int main(int count, char **arguments) {
  static const struct option options[] = {
      {"threads", required_argument, NULL, 't'}, {"repeat", required_argument, NULL, 'r'},
      {"neighbours", no_argument, NULL, 'n'}, {0}};
  int threads = 1, repeat = 1, option;
  while ((option = getopt_long(count, arguments, "", options, NULL)) >= 0) switch (option) {
      case 't': threads = atoi(optarg); break;
      case 'r': repeat = atoi(optarg); break;
      case 'n': asks_neighbours = true; break;
      default: return 2;
    }
  const char *what = optind < count ? arguments[optind] : "";
  asks_gateways = !strcmp(what, "list");
  bool enters = asks_gateways || !strcmp(what, "discover") || !strcmp(what, "enter");
  bool statistics = !strcmp(what, "stats");
  if ((!enters && !statistics && strcmp(what, "links")) || threads < 1 || threads > most_threads)
    errx(2, "discover, list, enter, stats or links; up to %d threads", most_threads);
  only_links = !strcmp(what, "enter");
  for (int index = 0; index < repeat; index++) {
    uint64_t start = now();
    if (enters) discover(threads); else dump_host(statistics);
    printf("%llu\n", (unsigned long long)(now() - start));
  }
}
