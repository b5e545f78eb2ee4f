import { createScanFrame } from '/widget/frame-host.js';

// The same server under its other name: to the browser that is another site, as the operator's own would be.
const twins = { localhost: '127.0.0.1', '127.0.0.1': 'localhost' };
const address = new URL('/widget/frame.html', location.href);
address.hostname = twins[address.hostname] ?? address.hostname;
document.querySelector('#origin').textContent = address.origin;

/** The hotel's backend opens a session for its guest; the frame asks for it here. */
async function session() {
  const response = await fetch('/session', { method: 'POST' });
  if (!response.ok) throw new Error(`The session could not be opened (${response.status}).`);
  return response.json();
}

createScanFrame(document.querySelector('#frame'), {
  src: address.href,
  title: 'Passport upload',
  card: 'passport',
  lang: 'en',
  review: 'off',
  session,
  fill: '#check-in',
});

document.querySelector('form').addEventListener('submit', (event) => {
  event.preventDefault();
  const guest = new FormData(event.currentTarget);
  document.querySelector('output').textContent =
    `${guest.get('givenName')} ${guest.get('surname')} would be checked in. Nothing was sent.`;
});

const specimens = document.querySelector('#specimens');
const response = await fetch('/specimens/index.json');
for (const { card, file, kind } of response.ok ? await response.json() : []) {
  if (card !== 'passport') continue;
  const link = document.createElement('a');
  link.href = `/specimens/${encodeURIComponent(file)}`;
  link.download = file;
  link.textContent = kind === 'clean' ? 'a scan' : 'a phone photo';
  specimens.append(specimens.hasChildNodes() ? ', ' : '', link);
}
