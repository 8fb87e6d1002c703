#define _GNU_SOURCE
#include "CLinux.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/if_packet.h>
#include <linux/nsfs.h>
#include <linux/openat2.h>
#include <linux/sockios.h>
#include <spawn.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/timerfd.h>
#include <sys/vfs.h>
#include <unistd.h>

#ifndef SO_NETNS_COOKIE
#define SO_NETNS_COOKIE 71
#endif

int cl_gettid(void) { return (int)syscall(SYS_gettid); }

int cl_pidfd_open(int pid) { return (int)syscall(SYS_pidfd_open, pid, 0); }

int cl_pidfd_send_signal(int pidfd, int signal) { return (int)syscall(SYS_pidfd_send_signal, pidfd, signal, NULL, 0); }

int cl_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int cl_pidfd_getfd(int pidfd, int target) { return (int)syscall(SYS_pidfd_getfd, pidfd, target, 0); }

int cl_socket_namespace(int socket) { return ioctl(socket, SIOCGSKNS); }

int cl_namespace_type(int fd) { return ioctl(fd, NS_GET_NSTYPE); }

int cl_open_path_in_root(int root, const char *path) {
  struct open_how how = {
      .flags = O_PATH | O_CLOEXEC,
      .resolve = RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_IN_ROOT,
  };
  return (int)syscall(SYS_openat2, root, path, &how, sizeof how);
}

int cl_open_path(const char *path) { return open(path, O_PATH | O_CLOEXEC); }

int cl_is_nsfs(int fd) {
  struct statfs status;
  if (fstatfs(fd, &status) != 0) return -1;
  return status.f_type == NSFS_MAGIC;
}

int cl_identity(int directory, const char *path, uint64_t *device, uint64_t *inode) {
  struct statx status;
  if (statx(directory, path, AT_STATX_DONT_SYNC | AT_NO_AUTOMOUNT, STATX_INO, &status) != 0) return -1;
  *device = makedev(status.stx_dev_major, status.stx_dev_minor);
  *inode = status.stx_ino;
  return 0;
}

int cl_name_thread(const char *name) { return prctl(PR_SET_NAME, name); }

int cl_namespace_cookie(int socket, uint64_t *cookie) {
  socklen_t length = sizeof *cookie;
  return getsockopt(socket, SOL_SOCKET, SO_NETNS_COOKIE, cookie, &length);
}

int cl_memory_file(const char *name) { return memfd_create(name, MFD_CLOEXEC); }

int cl_send_from(int fd, int index, uint16_t protocol, const uint8_t *to, const void *packet, size_t length) {
  struct sockaddr_ll address = {
      .sll_family = AF_PACKET,
      .sll_protocol = htons(protocol),
      .sll_ifindex = index,
      .sll_halen = 6,
  };
  memcpy(address.sll_addr, to, 6);
  return sendto(fd, packet, length, 0, (struct sockaddr *)&address, sizeof address) < 0 ? -1 : 0;
}

int cl_send_packet(int index, uint16_t protocol, const uint8_t *to, const void *packet, size_t length) {
  int fd = socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return -1;
  int result = cl_send_from(fd, index, protocol, to, packet, length);
  int error = errno;
  close(fd);
  errno = error;
  return result;
}

int cl_neighbour_socket(int index, uint16_t protocol) {
  // Offsets count from the network header on. ARP: operation 2. IPv6: next header 58 and, without extension headers, type
  // 136.
  struct sock_filter arp[] = {
      BPF_STMT(BPF_LD | BPF_H | BPF_ABS, 6),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 2, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, 0xffff),
      BPF_STMT(BPF_RET | BPF_K, 0),
  };
  struct sock_filter advertisement[] = {
      BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 6),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 58, 0, 3),
      BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 40),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 136, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, 0xffff),
      BPF_STMT(BPF_RET | BPF_K, 0),
  };
  struct sock_fprog program = {sizeof arp / sizeof *arp, arp};
  if (protocol != 0x0806) program = (struct sock_fprog){sizeof advertisement / sizeof *advertisement, advertisement};
  struct sockaddr_ll address = {.sll_family = AF_PACKET, .sll_protocol = htons(protocol), .sll_ifindex = index};
  int fd = socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) return -1;
  // Nothing is received before the socket is bound.
  if (setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program) == 0 &&
      bind(fd, (struct sockaddr *)&address, sizeof address) == 0)
    return fd;
  int error = errno;
  close(fd);
  errno = error;
  return -1;
}

int cl_timer(void) { return timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK); }

int cl_timer_set(int fd, unsigned long long delay, unsigned long long interval) {
  const unsigned long long second = 1000000000;
  struct itimerspec specification = {
      .it_interval = {interval / second, interval % second},
      .it_value = {delay / second, delay % second},
  };
  return timerfd_settime(fd, 0, &specification, NULL);
}

ssize_t cl_receive_answer(int socket, void *buffer, size_t length, int flags, unsigned int *port) {
  struct sockaddr_nl source = {0};
  socklen_t size = sizeof source;
  ssize_t received = recvfrom(socket, buffer, length, flags | MSG_TRUNC, (struct sockaddr *)&source, &size);
  *port = source.nl_pid;
  return received;
}

ssize_t cl_receive(int socket, void *buffer, size_t length, int flags, struct cl_receipt *receipt) {
  struct sockaddr_nl source = {0};
  struct iovec vector = {buffer, length};
  union {
    struct cmsghdr header;
    char bytes[128];
  } control;
  struct msghdr message = {
      .msg_name = &source,
      .msg_namelen = sizeof source,
      .msg_iov = &vector,
      .msg_iovlen = 1,
      .msg_control = &control,
      .msg_controllen = sizeof control,
  };
  ssize_t received = recvmsg(socket, &message, flags | MSG_TRUNC);
  receipt->flags = message.msg_flags;
  receipt->port = source.nl_pid;
  receipt->nsid = -1;
  if (received < 0) return received;
  for (struct cmsghdr *item = CMSG_FIRSTHDR(&message); item; item = CMSG_NXTHDR(&message, item))
    if (item->cmsg_level == SOL_NETLINK && item->cmsg_type == NETLINK_LISTEN_ALL_NSID &&
        item->cmsg_len >= CMSG_LEN(sizeof receipt->nsid))
      memcpy(&receipt->nsid, CMSG_DATA(item), sizeof receipt->nsid);
  return received;
}

int cl_close_from(void *actions, int first) { return posix_spawn_file_actions_addclosefrom_np(actions, first); }
