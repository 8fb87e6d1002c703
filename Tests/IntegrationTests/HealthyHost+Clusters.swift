extension HealthyHost {
  /// Nodes of clusters, by their network plugin.
  static let clusters: [HealthyHost] = [
    HealthyHost(
      "kind: a node in a container with routed pods, and engines in containers that use the host's subnets again",
      script: """
        lan; add_bridge host docker0; address host docker0 172.17.0.1/16; namespaces node engine inner
        cable host vnode node eth0; plug host docker0 vnode
        address node eth0 172.17.0.2/16; route node default via 172.17.0.1; setting node net.ipv4.ip_forward=1
        \(pods("node"))
        route node 10.244.1.0/24 via 172.17.0.3
        add_bridge node docker0; address node docker0 172.18.0.1/16
        cable node vinner inner eth0; plug node docker0 vinner
        address inner eth0 172.18.0.2/16; route inner default via 172.18.0.1
        cable host vengine engine eth0; plug host docker0 vengine
        address engine eth0 172.17.0.3/16; route engine default via 172.17.0.1
        add_bridge engine docker0; address engine docker0 172.18.0.1/16
        ask pod5 172.17.0.2; ask pod6 10.244.0.5; ask inner 172.18.0.1; ask node 172.17.0.1
        """),
    HealthyHost(
      "Calico: routed pods of both families, and a tunnel to another node",
      script: """
        lan
        for n in 5 6; do
          namespaces pod$n; ip link add cali$n address ee:ee:ee:ee:ee:ee type veth peer name eth0 netns pod$n
          ip link set cali$n up; ip -n pod$n link set eth0 up; setting host net.ipv4.conf.cali$n.proxy_arp=1
          address pod$n eth0 10.42.7.$n/32; route host 10.42.7.$n dev cali$n scope link
          route pod$n 169.254.1.1 dev eth0 scope link; route pod$n default via 169.254.1.1
          address pod$n eth0 fd00:42::$n/128; route host fd00:42::$n dev cali$n
          ip -n pod$n -6 route add default via fe80::ecee:eeff:feee:eeee dev eth0
        done
        route host blackhole 10.42.7.0/26 proto 80
        ip link add vxlan.calico up mtu 1450 type vxlan id 4096 dev eth0 dstport 4789 local 192.0.2.2 nolearning
        address host vxlan.calico 10.42.7.0/32
        ip neigh add 10.42.8.0 lladdr 66:00:00:00:00:08 dev vxlan.calico nud permanent
        bridge fdb append 66:00:00:00:00:08 dev vxlan.calico dst 192.0.2.1 self permanent
        route host 10.42.8.0/26 via 10.42.8.0 dev vxlan.calico onlink
        ask pod5 192.0.2.2; ask pod5 10.42.7.6
        """),
    HealthyHost(
      "Cilium: pods whose host ends have neither bridge nor route, as a program in the kernel forwards",
      script: """
        lan; ip link add cilium_host up type veth peer name cilium_net; ip link set cilium_net up
        address host cilium_host 10.0.0.1/32; ip link add cilium_vxlan up type vxlan external dstport 8472
        route host 10.0.0.1 dev cilium_host scope link
        route host 10.0.0.0/24 via 10.0.0.1 dev cilium_host src 10.0.0.1
        route host 10.0.1.0/24 via 10.0.0.1 dev cilium_host src 10.0.0.1 mtu 1450
        for n in 5 6 7; do
          namespaces pod$n; cable host lxc$n pod$n eth0; address pod$n eth0 10.0.0.$n/32
          route pod$n 10.0.0.1 dev eth0 scope link; route pod$n default via 10.0.0.1
        done
        route host 10.0.0.7 dev lxc7; ask pod7 10.0.0.1
        """),
    HealthyHost(
      "flannel: a bridge for the pods and a tunnel to another node",
      script: """
        lan; ip link add flannel.1 up mtu 1450 type vxlan id 1 dev eth0 dstport 8472 local 192.0.2.2 nolearning
        address host flannel.1 10.244.1.0/32
        ip neigh add 10.244.2.0 lladdr 66:00:00:00:00:02 dev flannel.1 nud permanent
        bridge fdb add 66:00:00:00:00:02 dev flannel.1 dst 192.0.2.1 self permanent
        route host 10.244.2.0/24 via 10.244.2.0 dev flannel.1 onlink
        add_bridge host cni0; ip link set cni0 mtu 1450; address host cni0 10.244.1.1/24
        for n in 5 6; do
          namespaces pod$n; cable host veth$n pod$n eth0; plug host cni0 veth$n
          ip link set veth$n mtu 1450; ip -n pod$n link set eth0 mtu 1450
          address pod$n eth0 10.244.1.$n/24; route pod$n default via 10.244.1.1
          route pod$n 10.244.0.0/16 via 10.244.1.1
        done
        ask pod5 10.244.1.1; ask pod6 10.244.1.5
        """),
    HealthyHost(
      "AWS: routed pods that have a fixed neighbour entry for their gateway",
      script: """
        lan
        for n in 5 6; do
          namespaces pod$n; cable host eni$n pod$n eth0; route host 192.0.2.$n dev eni$n scope link
          ip rule add to 192.0.2.$n lookup main pref 51$n
          address pod$n eth0 192.0.2.$n/32; route pod$n 169.254.1.1 dev eth0 scope link
          route pod$n default via 169.254.1.1
          mac=$(ip -br link show eni$n | sed 's/.* \\(..:..:..:..:..:..\\).*/\\1/')
          ip -n pod$n neigh add 169.254.1.1 lladdr $mac dev eth0 nud permanent
        done
        ask pod5 192.0.2.2
        """),
  ]

  /// A node that is itself in a container, on two networks of it: `eth0` and `eth1` are there.
  static let node = HealthyHost(
    "a node in a namespace", remarks: "hidden-peer",
    script: """
      for link in eth0 eth1; do ip link set $link up; done
      address host eth0 172.18.0.2/16; address host eth1 172.19.0.2/16; route host default via 172.18.0.1
      setting host net.ipv4.ip_forward=1
      \(pods("host"))
      add_bridge host docker0; address host docker0 172.17.0.1/16; namespaces inner
      cable host vinner inner eth0; plug host docker0 vinner
      address inner eth0 172.17.0.2/16; route inner default via 172.17.0.1
      ask host 172.18.0.1; ask inner 172.17.0.1; ask pod5 10.244.0.6
      """)

  /// Two pods as the plugin ptp wires them.
  private static func pods(_ node: String) -> String {
    """
    for n in 5 6; do
      namespaces pod$n; cable \(node) veth$n pod$n eth0
      address \(node) veth$n 10.244.0.1/32; route \(node) 10.244.0.$n dev veth$n scope host
      address pod$n eth0 10.244.0.$n/24; ip -n pod$n route del 10.244.0.0/24
      route pod$n 10.244.0.1 dev eth0 scope link src 10.244.0.$n; route pod$n default via 10.244.0.1
      route pod$n 10.244.0.0/24 via 10.244.0.1 src 10.244.0.$n
    done
    """
  }
}
