extension HealthyHost {
  /// Virtual routers and tunnels.
  static let routers: [HealthyHost] = [
    HealthyHost(
      "keepalived: two routers that share addresses, one of them by a virtual router's hardware address",
      script: """
        lan; add_bridge host br0; address host br0 10.5.0.1/24
        for n in 2 3 4 5; do
          namespaces n$n; cable host v$n n$n eth0; plug host br0 v$n; address n$n eth0 10.5.0.$n/24
        done
        for n in 2 3; do
          ip -n n$n link add vrrp.51 link eth0 address 00:00:5e:00:01:33 type macvlan mode private
          ip -n n$n link set vrrp.51 up; setting n$n net.ipv4.ip_forward=1; route n$n default via 10.5.0.1
        done
        address n2 vrrp.51 10.5.0.100/32; address n2 eth0 10.5.0.101/24
        route n4 default via 10.5.0.100; route n5 default via 10.5.0.101
        ask n4 10.5.0.100; ask n5 10.5.0.101
        """),
    HealthyHost(
      "wg-quick: a tunnel that takes what has no mark, and a container with a VPN in halves", remarks: "egress-mtu",
      script: """
        lan; add_bridge host docker0; address host docker0 172.17.0.1/16; namespaces web vpn
        cable host vweb web eth0; plug host docker0 vweb
        address web eth0 172.17.0.2/16; route web default via 172.17.0.1
        hold host tun wg0; ip link set wg0 mtu 1420 up; address host wg0 10.66.0.2/32; address host wg0 fd00:66::2/128
        for family in -4 -6; do
          ip $family route add default dev wg0 table 51820; ip $family rule add not fwmark 51820 table 51820
          ip $family rule add table main suppress_prefixlength 0
        done
        cable host vvpn vpn eth0; plug host docker0 vvpn
        address vpn eth0 172.17.0.3/16; route vpn default via 172.17.0.1
        hold vpn tun tun0; ip -n vpn link set tun0 up; address vpn tun0 10.8.0.6/24
        route vpn 0.0.0.0/1 via 10.8.0.1; route vpn 128.0.0.0/1 via 10.8.0.1
        ask web 172.17.0.1; ask vpn 172.17.0.1
        """),
  ]
}
