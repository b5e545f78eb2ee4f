import { CardUpload, useCardScan } from '@scanfill/widget';
import { useMemo, useState } from 'react';
import { hold } from '../page/hold.js';
import { react } from '../page/react.jsx';
import { idFront } from '../page/specimen.js';
import { same } from '../page/wants.js';

/** The widget's own ways of filling, on the form of the tutorials: confirmed, edited and undone from handlers of the page. */

const never = () => new Promise(() => undefined);
const image = {
  format: 'jpeg',
  width: 860,
  height: 540,
  orientation: 1,
  bytes: 9,
  frames: 1,
  moreFrames: false,
  animated: false,
};
const photo = new File(['specimen.'], 'card.jpg', { type: 'image/jpeg' });
const scan = {
  id: 'scan-1',
  card: 'id-card-front',
  state: 'done',
  createdAt: '2026-11-23T08:00:00.000Z',
  doneAt: '2026-11-23T08:00:02.000Z',
  fields: idFront,
  raw: {},
  warnings: [],
  recognised: true,
};

/** A world in which every photo is read at once, and always as the same card. */
const services = () => ({
  inspect: async () => ({ ok: true, image, warnings: [] }),
  hints: async () => [],
  prepare: async () => ({ file: photo }),
  client: {
    async scan(_card, _file, { onScan }) {
      onScan('scan-1');
      return scan;
    },
    resume: never,
    remove: async () => undefined,
  },
  failureOf: () => ({ code: 'internal', retry: 'same', params: {} }),
  newKey: () => 'key',
  memory: { load: () => undefined, save: () => undefined },
  network: { online: () => true, watch: () => () => undefined },
});

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
let filled;

function useValues() {
  const [values, set] = useState({ name: '', idNumber: '', address: '' });
  hold(values);
  const field = (name, label) => (
    <label>
      {label}{' '}
      <input name={name} value={values[name]} onChange={(event) => set({ ...values, [name]: event.target.value })} />
    </label>
  );
  return (
    <>
      {field('name', 'Name')}
      {field('idNumber', 'ID number')}
      {field('address', 'Address')}
    </>
  );
}

const options = {
  card: 'id-card-front',
  endpoint: '/scanfill',
  session: async () => 'token',
  fill: '#signup',
  onFilled: (result) => {
    filled = result;
  },
};

function page({ confirm }) {
  return react(() => {
    const scripted = useMemo(services, []);
    const fields = useValues();
    const flow = useCardScan({ ...options, confirm, services: scripted });
    return (
      <form id="signup">
        {fields}
        <button type="button" data-do="choose" onClick={() => flow.choose(photo)}>
          Photo
        </button>
        <button type="button" data-do="confirm" onClick={flow.confirm}>
          Confirm
        </button>
        <button type="button" data-do="edit" onClick={() => flow.edit('name', '李四')}>
          Edit
        </button>
        <button type="button" data-do="undo" onClick={flow.undo}>
          Undo
        </button>
        <output>{flow.state.phase}</output>
      </form>
    );
  });
}

/** Waits until something is so, five seconds at most. */
async function until(isSo) {
  for (let tries = 0; tries < 100 && !isSo(); tries++) await wait(50);
}

/** Presses the page's buttons one after the other, as a person would, and gives what the flow said it did. */
function pressing(...names) {
  return async ({ form }) => {
    filled = undefined;
    for (const name of names) {
      form.querySelector(`[data-do=${name}]`).click();
      await until(() => /review|done/.test(form.querySelector('output').value));
      if (name !== names.at(-1)) await wait(1200);
    }
    await until(() => filled !== undefined);
    await wait(700);
    return resultOf(form);
  };
}

function resultOf(form) {
  return {
    settled: Promise.resolve({
      filled: filled?.filled ?? [],
      skipped: filled?.skipped ?? [],
      missing: filled?.missing ?? [],
    }),
    undo: async () => {
      form.querySelector('[data-do=undo]')?.click();
      await wait(700);
      return { kept: filled?.kept ?? [] };
    },
  };
}

const wants = { name: same('name'), idNumber: same('number'), address: same('address') };

export default [
  { id: 'hook-after-await', mount: page({ confirm: false }), fill: pressing('choose'), wants },
  { id: 'hook-confirm-in-handler', mount: page({ confirm: true }), fill: pressing('choose', 'confirm'), wants },
  {
    id: 'hook-edit-in-handler',
    mount: page({ confirm: false }),
    cards: [{ ...idFront, name: '李四' }],
    fill: pressing('choose', 'edit'),
    wants,
  },
  {
    id: 'upload-confirm',
    mount: react(() => {
      const scripted = useMemo(services, []);
      const fields = useValues();
      return (
        <>
          <form id="signup">{fields}</form>
          <CardUpload {...options} lang="en" confirm services={scripted} />
        </>
      );
    }),
    fill: async ({ form }) => {
      filled = undefined;
      const input = document.querySelector('input[type=file]');
      const files = new DataTransfer();
      files.items.add(photo);
      input.files = files.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
      const named = (pattern) => [...document.querySelectorAll('button')].find((one) => pattern.test(one.textContent));
      await until(() => named(/^(use these|confirm)/i) !== undefined);
      named(/^(use these|confirm)/i)?.click();
      await until(() => filled !== undefined);
      await wait(700);
      return {
        ...resultOf(form),
        undo: async () => {
          named(/undo/i)?.click();
          await wait(700);
          return { kept: filled?.kept ?? [] };
        },
      };
    },
    wants,
  },
];
