/** Scripted services that bring a flow into one state and leave it there. */

const never = () => new Promise(() => undefined);
const failures = {
  failed: { code: 'network', retry: 'same', params: {} },
  unsure: { code: 'unconfirmed', retry: 'ask', params: {} },
  session: { code: 'session-invalid', retry: 'no', params: {} },
};

const fieldsOf = {
  'id-card-front': {
    name: '林晓月',
    nationality: '汉',
    number: '110105194912310O2X',
    birth: '1949-12-31',
    address: '示例省样本市虚构区演示路 88 号 3 单元 1201 室',
  },
  passport: {
    type: 'P',
    srcCountry: 'UTO',
    personId: 'L898902C3',
    name: 'ERIKSSON, ANNA MARIA',
    surname: 'ERIKSSON',
    givenName: 'ANNA MARIA',
    birthDate: '1974-08-12',
    expireDate: '2012-04-15',
    line0: 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
    line1: 'L898902C36UTO7408122F1204159ZE184226B<<<<<10',
  },
};

function scanOf(card, changes = {}) {
  return {
    id: 'scan-1',
    card,
    state: 'done',
    createdAt: '2026-11-23T08:00:00.000Z',
    doneAt: '2026-11-23T08:00:02.000Z',
    fields: fieldsOf[card] ?? {},
    raw: {},
    warnings: [{ code: 'check-digit', field: 'number' }, { code: 'photocopy' }],
    recognised: true,
    ...changes,
  };
}

async function drawnCard() {
  const canvas = new OffscreenCanvas(860, 540);
  const context = canvas.getContext('2d');
  context.fillStyle = '#e9eef2';
  context.fillRect(0, 0, 860, 540);
  context.fillStyle = '#c3d2dc';
  context.fillRect(580, 110, 200, 260);
  context.fillStyle = '#26323c';
  context.font = '40px sans-serif';
  for (const [index, text] of ['SPECIMEN', 'LIN XIAOYUE', '1949-12-31', 'No real person'].entries())
    context.fillText(text, 60, 120 + index * 90);
  return new File([await canvas.convertToBlob({ type: 'image/jpeg' })], 'card.jpg', { type: 'image/jpeg' });
}

export async function stateServices(state, card) {
  const photo = await drawnCard();
  const image = {
    format: 'jpeg',
    width: 860,
    height: 540,
    orientation: 1,
    bytes: photo.size,
    frames: 1,
    moreFrames: false,
    animated: false,
  };
  const refusals = {
    refused: { code: 'image-format', params: { format: 'heic' } },
    'too-large': { code: 'image-too-large', params: { actual: 27_000_000, limit: 20_971_520 } },
  };
  let word = state === 'reloaded' ? 'camera' : undefined;
  const services = {
    inspect: async () => {
      if (state === 'inspecting') return never();
      return refusals[state] ? { ok: false, detail: '', ...refusals[state] } : { ok: true, image, warnings: [] };
    },
    hints: async () => (state === 'hint' ? ['blur', 'glare'] : []),
    prepare: async () => (state === 'preparing' ? never() : { file: photo }),
    client: {
      async scan(_card, _file, { onProgress, onScan }) {
        onProgress({ phase: 'upload', loaded: 640, total: 1000 });
        if (state === 'uploading') return never();
        if (state === 'offline') {
          onProgress({ phase: 'upload', loaded: 640, total: 1000, waiting: 'offline' });
          return never();
        }
        onScan('scan-1');
        if (state === 'recognising') return never();
        if (failures[state]) throw failures[state];
        if (state === 'nothing') return scanOf(card, { recognised: false, fields: {}, warnings: [] });
        if (state === 'clean' || state === 'folded')
          return scanOf(card, { warnings: [], fields: { ...fieldsOf[card], number: '11010519491231002X' } });
        if (state === 'other-side') return scanOf(card, { warnings: [{ code: 'other-side' }], fields: {} });
        return scanOf(card);
      },
      resume: never,
      remove: async () => undefined,
    },
    failureOf: (error) => (error && 'code' in error ? error : { code: 'internal', retry: 'same', params: {} }),
    newKey: () => crypto.randomUUID?.() ?? String(Math.random()),
    memory: {
      load: () => word,
      save: (next) => {
        word = next;
      },
    },
    network: { online: () => true, watch: () => () => undefined },
  };
  const empty = ['idle', 'asked', 'disabled', 'reloaded'].includes(state);
  return { services, photo: empty ? undefined : photo };
}
