// SPDX-License-Identifier: Apache-2.0
// Started by script/reach.
import { Attempt } from './attempt.mjs';
import { cases } from './cases.mjs';

const help = `usage: script/reach CASE...
       script/reach --all

Opens a room in a real Chromium whose only way to the server is the one that the case says, over network namespaces of this machine.
Needs root, and coturn, nftables and iproute2. Prints a line of JSON a case:
  pictureMs       from the opening of the page to the first picture of the room; null: none came
  local, protocol, relay, remote, remoteType
                  the pair of candidates that carries the media: the browser's kind and protocol, the protocol to the TURN server,
                  and where it sends
  ok              whether that is what the case is about
Exit status: 0, or 1 when a case is not ok.

  --list          names the cases
  --all           runs all of them`;

let running;
process.on('SIGINT', async () => {
  await running?.undo();
  process.exit(1);
});

async function attempt(name) {
  running = new Attempt(name, cases[name]);
  try {
    return await running.run();
  } catch (error) {
    console.error(`reach: ${name}: ${error.message}`);
    return { case: name, pictureMs: null, ok: false };
  }
}

async function main(args) {
  if (args.length === 0 || args.includes('--help') || args.includes('-h')) return console.log(help);
  if (args.includes('--list')) return console.log(Object.entries(cases).map(([name, { about }]) => `${name.padEnd(10)}  ${about}`).join('\n'));
  const names = args.includes('--all') ? Object.keys(cases) : args;
  const unknown = names.find((name) => !Object.hasOwn(cases, name));
  if (unknown || process.getuid() !== 0) {
    console.error(unknown ? `reach: there is no case ${unknown}: --list has all` : 'reach: network namespaces need root');
    process.exitCode = 2;
    return undefined;
  }
  for (const name of names) {
    const row = await attempt(name);
    console.log(JSON.stringify(row));
    if (!row.ok) process.exitCode = 1;
  }
  return undefined;
}

await main(process.argv.slice(2));
