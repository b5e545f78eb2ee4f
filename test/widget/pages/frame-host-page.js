import { createScanFrame } from '/widget/frame-host.js';

const query = new URLSearchParams(location.search);
const src = query.get('frame');
const cards = query.get('cards')?.split(' ');
const consent = query.get('consent');
const { dataset } = document.documentElement;
dataset.messages = '0';
addEventListener('message', () => {
  dataset.messages = String(Number(dataset.messages) + 1);
});
const frame = createScanFrame(document.getElementById('frame'), {
  src,
  ...(cards ? { cards } : { card: 'id-card-front' }),
  title: 'Your ID card',
  lang: 'en',
  ...(consent ? { consent: { version: consent, text: 'I <b>agree</b>.' } } : {}),
  session: async () => ({ token: 'test-session', expiresIn: 600 }),
  fill: '#form',
  onPhase: (phase) => {
    dataset.phase = phase;
  },
  onDone: (scan) => {
    dataset.done = JSON.stringify(scan);
  },
});
document.getElementById('form').addEventListener('reset', () => frame.clear());
