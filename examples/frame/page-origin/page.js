import { createScanFrame } from '/widget/frame-host.js';

const { frameOrigin } = await (await fetch('/frame-origin')).json();

createScanFrame(document.querySelector('#card'), {
  src: `${frameOrigin}/widget/frame.html`,
  title: 'Your ID card',
  card: 'id-card-front',
  // The page's own backend knows the visitor; the frame's origin does not.
  session: async () => (await fetch('/session', { method: 'POST' })).json(),
  fill: '#signup',
});
