extension HealthyHost {
  /// Virtual machines, system containers, rootless engines.
  static let machines: [HealthyHost] = [
    HealthyHost(
      "Proxmox: firewall bridges between the guests and the bridge of the card",
      script: """
        uplink; add_bridge host vmbr0; plug host vmbr0 eth0
        address host vmbr0 192.0.2.2/24; route host default via 192.0.2.1
        firewall() {
          add_bridge host fwbr$1; ip link add fwpr$1 up type veth peer name fwln$1; ip link set fwln$1 up
          plug host vmbr0 fwpr$1; plug host fwbr$1 fwln$1
        }
        firewall 100i0; hold host tap tap100i0; ip link set tap100i0 up; plug host fwbr100i0 tap100i0
        firewall 101i0; namespaces guest; cable host veth101i0 guest eth0; plug host fwbr101i0 veth101i0
        address guest eth0 192.0.2.101/24; route guest default via 192.0.2.1
        add_bridge host vmbr1; hold host tap tap102i0; ip link set tap102i0 up; plug host vmbr1 tap102i0
        ask guest 192.0.2.1
        """),
    HealthyHost(
      "libvirt: bridges with taps, one that isolates, one without guests, and a macvtap",
      script: """
        lan; add_bridge host virbr0; address host virbr0 192.168.122.1/24
        hold host tap vnet0; ip link set vnet0 up master virbr0
        ip tuntap add virbr0-nic mode tap; ip link set virbr0-nic master virbr0
        add_bridge host virbr1; address host virbr1 192.168.100.1/24
        add_bridge host virbr2; hold host tap vnet1; ip link set vnet1 up master virbr2
        ip link add macvtap0 link eth0 up type macvtap mode bridge
        """),
    HealthyHost(
      "LXC: bridged, routed both ways, and macvlan",
      script: """
        lan; add_bridge host lxcbr0; address host lxcbr0 10.0.3.1/24; namespaces web routed router street
        cable host vethWEB web eth0; plug host lxcbr0 vethWEB
        address web eth0 10.0.3.10/24; route web default via 10.0.3.1
        cable host vethLXD routed eth0; address host vethLXD 169.254.0.1/32; route host 192.0.2.50 dev vethLXD
        setting host net.ipv4.conf.vethLXD.proxy_arp=1 net.ipv4.conf.eth0.proxy_arp=1
        address routed eth0 192.0.2.50/32; route routed 169.254.0.1 dev eth0; route routed default via 169.254.0.1
        cable host vethLXC router eth0; route host 192.0.2.51 dev vethLXC
        setting host net.ipv4.conf.vethLXC.proxy_arp=1
        address router eth0 192.0.2.51/32; route router default dev eth0
        ip link add tmp link eth0 type macvlan mode bridge; ip link set tmp netns street name eth0
        ip -n street link set eth0 up; address street eth0 192.0.2.60/24; route street default via 192.0.2.1
        ask web 10.0.3.1; ask routed 192.0.2.1; ask router 192.0.2.1; ask street 192.0.2.1
        """),
    HealthyHost(
      "systemd-nspawn: a pair with addresses, a zone's bridge, and a macvlan of the host itself",
      script: """
        lan; namespaces one two; cable host ve-one one host0; cable host vb-two two host0
        address host ve-one 192.168.77.1/28; address one host0 192.168.77.2/28; route one default via 192.168.77.1
        add_bridge host vz-zone; address host vz-zone 192.168.78.1/24; plug host vz-zone vb-two
        address two host0 192.168.78.2/24; address two host0 169.254.7.7/16
        ip link add mv-eth0 link eth0 up type macvlan mode bridge; address host mv-eth0 192.0.2.70/24
        ask one 192.168.77.1; ask two 192.168.78.1
        """),
    HealthyHost(
      "Podman without root: a user namespace with the tap of slirp4netns, and one with that of pasta",
      script: """
        lan
        unshare --user --map-root-user --net sh -c 'ip link set lo up; echo $$ >/run/holder; exec tail -f /dev/null' \\
          </dev/null >/dev/null 2>&1 &
        until [ -s /run/holder ]; do :; done
        ip netns attach rootless $(cat /run/holder)
        hold rootless tap tap0 10.0.2.2; ip -n rootless link set tap0 mtu 65520 up
        address rootless tap0 10.0.2.100/24; route rootless default via 10.0.2.2
        add_bridge rootless podman0; address rootless podman0 10.88.0.1/16; namespaces web pasta
        cable rootless veth0 web eth0; plug rootless podman0 veth0
        address web eth0 10.88.0.2/16; route web default via 10.88.0.1; setting rootless net.ipv4.ip_forward=1
        hold pasta tap eth0 192.0.2.1; ip -n pasta link set eth0 mtu 65520 up
        address pasta eth0 192.0.2.2/24; route pasta default via 192.0.2.1
        ask web 10.88.0.1
        """),
  ]
}
