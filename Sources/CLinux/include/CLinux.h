#pragma once

// What Swift's Glibc module lacks. _GNU_SOURCE must not be defined here: it changes Glibc's own types once another
// module has imported them. linux/if.h, if_bridge.h, if_tunnel.h and in6.h redefine types of Glibc: the constants needed
// from those stand at the end of this file.

#include <linux/fib_rules.h>
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/inet_diag.h>
#include <linux/magic.h>
#include <linux/neighbour.h>
#include <linux/net_namespace.h>
#include <linux/netconf.h>
#include <linux/netlink.h>
#include <linux/nexthop.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/veth.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/types.h>

int setns(int fd, int nstype);
int unshare(int flags);

// linux/sched.h; as constants because the macros there belong to clone(2) users under _GNU_SOURCE.
static const int CL_CLONE_NEWNS = 0x00020000;
static const int CL_CLONE_NEWNET = 0x40000000;
static const int CL_CLONE_FS = 0x00000200;
static const int CL_CLONE_NEWUTS = 0x04000000;
static const int CL_CLONE_NEWPID = 0x20000000;

// sys/auxv.h, elf.h
unsigned long getauxval(unsigned long type);
static const unsigned long CL_AT_SECURE = 23;

int cl_gettid(void);
/// pidfd_open(2).
int cl_pidfd_open(int pid);
/// pidfd_send_signal(2).
int cl_pidfd_send_signal(int pidfd, int signal);
/// pipe2(2) with O_CLOEXEC.
int cl_pipe(int ends[2]);
/// pidfd_getfd(2).
int cl_pidfd_getfd(int pidfd, int target);
/// SIOCGSKNS: a descriptor of the network namespace of a socket (linux/sockios.h).
int cl_socket_namespace(int socket);
/// NS_GET_NSTYPE of ioctl_ns(2): a CLONE_NEW* constant.
int cl_namespace_type(int fd);
/// openat2(2) with O_PATH|O_CLOEXEC and RESOLVE_NO_SYMLINKS|RESOLVE_NO_MAGICLINKS|RESOLVE_IN_ROOT.
int cl_open_path_in_root(int root, const char *path);
/// openat2(2)'s flags from fcntl.h under _GNU_SOURCE: open(path, O_PATH|O_CLOEXEC).
int cl_open_path(const char *path);
/// 1 where the file is on nsfs, 0 where it is not, -1 and errno otherwise.
int cl_is_nsfs(int fd);
/// Device and inode of what a path leads to, by statx(2) without asking the file system's server where it has one (FUSE,
/// NFS): it may be slow, or hostile.
int cl_identity(int directory, const char *path, uint64_t *device, uint64_t *inode);
/// prctl(PR_SET_NAME) for the calling thread; the kernel cuts at 15 bytes.
int cl_name_thread(const char *name);
/// Sends one packet of a protocol (linux/if_ether.h) to a hardware address of 6 octets on a link, by a packet(7) socket of
/// its own.
int cl_send_packet(int index, uint16_t protocol, const uint8_t *to, const void *packet, size_t length);
/// A packet(7) socket of one link and one protocol that does not block. It receives answers of ARP (0x0806) or neighbour
/// advertisements (0x86dd) only.
int cl_neighbour_socket(int index, uint16_t protocol);
/// As `cl_send_packet`, by a socket of `cl_neighbour_socket`.
int cl_send_from(int fd, int index, uint16_t protocol, const uint8_t *to, const void *packet, size_t length);
/// memfd_create(2) with MFD_CLOEXEC: a file in memory that goes with its last descriptor.
int cl_memory_file(const char *name);
/// SO_NETNS_COOKIE (Linux 5.14).
int cl_namespace_cookie(int socket, uint64_t *cookie);

// sys/timerfd.h brings `struct timespec`, which then seems to be this module's and no longer Glibc's.
/// timerfd_create(2) with CLOCK_MONOTONIC, TFD_CLOEXEC and TFD_NONBLOCK.
int cl_timer(void);
/// timerfd_settime(2), in nanoseconds.
int cl_timer_set(int fd, unsigned long long delay, unsigned long long interval);

/// What recvmsg(2) says about one netlink datagram.
struct cl_receipt {
  /// MSG_TRUNC and the like.
  int flags;
  /// The sender's port; 0 is the kernel.
  unsigned int port;
  /// The namespace the message is from, in the receiver's numbering; -1 where it is the receiver's own or unknown.
  int nsid;
};
/// recvfrom(2) on a netlink socket, which is cheaper where the namespace is known; the length as in `cl_receive`.
ssize_t cl_receive_answer(int socket, void *buffer, size_t length, int flags, unsigned int *port);
/// recvmsg(2) on a netlink socket with the control message of NETLINK_LISTEN_ALL_NSID taken apart; with MSG_TRUNC the
/// whole length is returned, also where it exceeds `length`.
ssize_t cl_receive(int socket, void *buffer, size_t length, int flags, struct cl_receipt *receipt);

// linux/ipv6.h, which cannot be included beside netinet/in.h
static const long CL_DEVCONF6_FORWARDING = 0;
static const long CL_DEVCONF6_ACCEPT_RA = 3;
static const long CL_DEVCONF6_PROXY_NDP = 22;
static const long CL_DEVCONF_DISABLE_IPV6 = 26;
// linux/ip.h, which cannot be included beside netinet/in.h: IPV4_DEVCONF_*, counted from 1.
static const long CL_DEVCONF_FORWARDING = 1;
static const long CL_DEVCONF_PROXY_ARP = 3;
static const long CL_DEVCONF_RP_FILTER = 8;
static const long CL_DEVCONF_ARP_IGNORE = 19;

// linux/if_bridge.h
enum { IFLA_BRIDGE_FLAGS, IFLA_BRIDGE_MODE, IFLA_BRIDGE_VLAN_INFO, IFLA_BRIDGE_VLAN_TUNNEL_INFO };
struct cl_bridge_vlan_info {
  unsigned short flags;
  unsigned short vid;
};
static const int BRIDGE_VLAN_INFO_MASTER = 1 << 0;
static const int BRIDGE_VLAN_INFO_PVID = 1 << 1;
static const int BRIDGE_VLAN_INFO_UNTAGGED = 1 << 2;
static const int BRIDGE_VLAN_INFO_RANGE_BEGIN = 1 << 3;
static const int BRIDGE_VLAN_INFO_RANGE_END = 1 << 4;

// linux/if_tunnel.h
enum {
  IFLA_IPTUN_UNSPEC,
  IFLA_IPTUN_LINK,
  IFLA_IPTUN_LOCAL,
  IFLA_IPTUN_REMOTE,
  IFLA_IPTUN_TTL,
};
enum {
  IFLA_GRE_UNSPEC,
  IFLA_GRE_LINK,
  IFLA_GRE_IFLAGS,
  IFLA_GRE_OFLAGS,
  IFLA_GRE_IKEY,
  IFLA_GRE_OKEY,
  IFLA_GRE_LOCAL,
  IFLA_GRE_REMOTE,
  IFLA_GRE_TTL,
};
enum {
  IFLA_VTI_UNSPEC,
  IFLA_VTI_LINK,
  IFLA_VTI_IKEY,
  IFLA_VTI_OKEY,
  IFLA_VTI_LOCAL,
  IFLA_VTI_REMOTE,
};

/// posix_spawn_file_actions_addclosefrom_np(3), which only shows itself to _GNU_SOURCE; `actions` is a
/// posix_spawn_file_actions_t.
int cl_close_from(void *actions, int first);
