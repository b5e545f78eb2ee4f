import { createScanClient, fillForm, inspectImage, prepareImage } from '@scanfill/widget/core';

const client = createScanClient({
  endpoint: '/scanfill',
  session: async () => (await (await fetch('/session', { method: 'POST' })).json()).token,
});
const form = document.getElementById('form');
const outcome = document.getElementById('outcome');

document.getElementById('photo').addEventListener('change', async (event) => {
  const [file] = event.target.files;
  const verdict = await inspectImage(file);
  if (!verdict.ok) {
    outcome.textContent = verdict.code;
    return;
  }
  const { file: prepared } = await prepareImage(file);
  const scan = await client.scan('id-card-front', prepared);
  const { filled } = fillForm(form, scan);
  outcome.textContent = `filled ${filled.length}`;
});
