"""Links, addresses and routes of every named namespace, by pyroute2."""
from pyroute2 import NetNS, netns

for name in netns.listnetns():
    with NetNS(name) as kernel:
        print(name, len(list(kernel.get_links())), len(list(kernel.get_addr())), len(list(kernel.get_routes())))
