// SPDX-License-Identifier: Apache-2.0
// The cases by name. `rules`: of the gateway between browser and server (nft). `config`: the server's. `page`: the host that the
// browser opens. `expect`: what the pair of candidates that carries the media must be. `fails`: nobody shall get in.
import { v4 } from './network.mjs';

/** What is sent on through the gateway, besides what belongs to something that was let in. */
const forward = (...allowed) => `chain forward { type filter hook forward priority 0; policy drop;
  ct state established,related accept; ${allowed.map((rule) => `${rule}; `).join('')}
}`;
/** What reaches the gateway itself, where the TURN server is. */
const input = (...allowed) => `chain input { type filter hook input priority 0; policy drop;
  ct state established,related accept; iif lo accept; iifname "srv" accept; ip6 nexthdr icmpv6 accept; ${allowed.map((rule) => `${rule}; `).join('')}
}`;
/** What the rooms have relayed for themselves does not get to the browser: it shall use its own relay. */
const output = `chain output { type filter hook output priority 0; policy accept; oifname "cli" udp sport >= 49152 drop;
}`;
const table = (...chains) => `table inet reach {\n${chains.join('\n')}\n}\n`;

const page = 'iifname "cli" tcp dport 8080 accept';

/** A cloud: one public address that leads to the machine's private one, port by port. From inside nothing goes out unasked. */
const oneToOne = table(forward('iifname "cli" ct status dnat accept'),
  `chain pre { type nat hook prerouting priority dstnat; iifname "cli" ip daddr ${v4.public} dnat ip to ${v4.server};
}`,
  `chain post { type nat hook postrouting priority srcnat; oifname "cli" ip saddr ${v4.server} snat ip to ${v4.public};
}`);
const ports = 'port_min = 40000\nport_max = 40099\n';
const secret = 'the north pole';
const turn = (url) => `[[ice.servers]]\nurls = ["${url}"]\nsecret = "${secret}"\n`;

export const turnSecret = secret;
export const cases = {
  direct: { about: 'nothing in between, to compare with', expect: { protocol: 'udp' } },
  'nat-1to1': {
    about: 'the server behind a NAT, with ice.announce', rules: oneToOne, page: v4.public,
    config: `[ice]\nannounce = ["${v4.public}"]\n${ports}`, expect: { protocol: 'udp', remote: v4.public },
  },
  'nat-silent': { about: 'the same without ice.announce: nobody gets in', rules: oneToOne, page: v4.public, config: `[ice]\n${ports}`, fails: true },
  'ipv6-only': { about: 'no IPv4 anywhere', ipv6: true, expect: { protocol: 'udp' } },
  'ice-tcp': {
    about: 'no UDP gets through, with ice.tcp', rules: table(forward('iifname "cli" ip protocol tcp accept')),
    config: `[ice]\ntcp = true\n${ports}`, expect: { protocol: 'tcp' },
  },
  'relay-udp': {
    about: 'only the TURN server can be reached, by UDP', rules: table(forward(page), input('udp dport 3478 accept'), output), turn: true,
    config: turn(`turn:${v4.outside}:3478?transport=udp`), expect: { local: 'relay', relay: 'udp' },
  },
  'relay-tcp': {
    about: 'only the TURN server can be reached, by TCP', rules: table(forward(page), input('tcp dport 3478 accept'), output), turn: true,
    config: turn(`turn:${v4.outside}:3478?transport=tcp`), expect: { local: 'relay', relay: 'tcp' },
  },
  'relay-tls': {
    about: 'only the TURN server can be reached, by TLS', rules: table(forward(page), input('tcp dport 5349 accept'), output), turn: true,
    config: turn(`turns:${v4.outside}:5349?transport=tcp`), expect: { local: 'relay', relay: 'tls' },
  },
};
