/**
 * A customer's page: ?form=plain|controlled|hook|whole · strict (StrictMode) · shadow (everything in a shadow root) · two (two widgets) ·
 * group (both sides) · parts (`heic`, `plain`, `pdf`: opted into) · drop (the page has a drop zone of its own) · consent (asked for in the page's own words) ·
 * overwrite.
 */
import { CardUpload, CardUploadGroup } from '@scanfill/widget';
import { acceptHeic } from '@scanfill/widget/heic';
import { acceptPdf } from '@scanfill/widget/pdf';
import sheetUrl from '@scanfill/widget/styles.css?url';
import { StrictMode, useState, version } from 'react';
import { createRoot } from 'react-dom/client';
import { useForm } from 'react-hook-form';

const params = new URLSearchParams(location.search);
const parts = params.get('parts')?.split(' ') ?? [];
if (parts.includes('heic')) acceptHeic({ files: '/parts/heic/' });
if (parts.includes('plain')) acceptHeic({ files: '/parts/plain', wasm: false });
if (parts.includes('pdf')) acceptPdf({ files: '/parts/pdf/' });
const session = async () => (await (await fetch('/session', { method: 'POST' })).json()).token;
const words = (
  <>
    I have read the <a href="#privacy">privacy notice</a>, and agree that my ID card is photographed and read.
  </>
);
const widget = {
  endpoint: '/scanfill',
  session,
  lang: 'en',
  overwrite: params.has('overwrite'),
  consent: params.has('consent') ? { version: params.get('consent'), children: words } : undefined,
};
const log = (name, detail) => {
  document.documentElement.dataset[name] = JSON.stringify(detail);
};

function Plain() {
  return (
    <form id="form" onSubmit={(event) => event.preventDefault()}>
      <label>
        Name <input name="name" />
      </label>
      <label>
        ID number <input name="number" />
      </label>
      <label>
        Birth <input name="birth" type="date" />
      </label>
      <label>
        Sex{' '}
        <select name="sex" defaultValue="">
          <option value="" />
          <option value="female">Female</option>
          <option value="male">Male</option>
        </select>
      </label>
    </form>
  );
}

/** A place for every field of the card's portrait side, controlled by React. */
function Whole() {
  const names = {
    name: 'Name',
    nationality: 'Ethnic group',
    number: 'ID number',
    birth: 'Date of birth',
    address: 'Address',
  };
  const [values, setValues] = useState(Object.fromEntries(Object.keys(names).map((name) => [name, ''])));
  const change = (event) => setValues((before) => ({ ...before, [event.target.name]: event.target.value }));
  return (
    <form id="form">
      {Object.entries(names).map(([name, label]) => (
        <label key={name}>
          {label} <input name={name} type={name === 'birth' ? 'date' : 'text'} value={values[name]} onChange={change} />
        </label>
      ))}
    </form>
  );
}

function Controlled() {
  const [values, setValues] = useState({ name: '', number: '' });
  const change = (event) => setValues((before) => ({ ...before, [event.target.name]: event.target.value }));
  log('values', values);
  return (
    <form id="form">
      <label>
        Name <input name="name" value={values.name} onChange={change} />
      </label>
      <label>
        ID number <input name="number" value={values.number} onChange={change} />
      </label>
    </form>
  );
}

function Hook() {
  const { register, handleSubmit, formState } = useForm({ mode: 'onChange' });
  return (
    <form id="form" onSubmit={handleSubmit((values) => log('values', values))}>
      <label>
        Name <input {...register('name', { required: true })} />
      </label>
      <label>
        ID number <input {...register('number', { minLength: 18 })} />
      </label>
      <output>{formState.isValid ? 'valid' : 'invalid'}</output>
      <button type="submit">Send</button>
    </form>
  );
}

function HostDrop() {
  const [dropped, setDropped] = useState('');
  return (
    <section
      className="host-drop"
      aria-label="The page's own drop zone"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        setDropped(event.dataTransfer.files[0]?.name ?? '');
      }}
    >
      Dropped: <span id="dropped">{dropped}</span>
    </section>
  );
}

function Host({ target }) {
  const form = params.get('form') ?? 'plain';
  return (
    <>
      {params.has('group') ? (
        <CardUploadGroup
          {...widget}
          cards={['id-card-front', 'id-card-back']}
          fill={target}
          onDone={(result) => log('group', result)}
        />
      ) : (
        <CardUpload
          {...widget}
          card="id-card-front"
          fill={target}
          onDone={(scan) => log('done', scan)}
          onChange={(fields) => log('fields', fields ?? null)}
        />
      )}
      {params.has('two') ? <CardUpload {...widget} card="passport" onDone={(scan) => log('second', scan)} /> : null}
      {form === 'whole' ? <Whole /> : form === 'controlled' ? <Controlled /> : form === 'hook' ? <Hook /> : <Plain />}
      {params.has('drop') ? <HostDrop /> : null}
    </>
  );
}

function mount(container, target) {
  const host = <Host target={target} />;
  createRoot(container).render(params.has('strict') ? <StrictMode>{host}</StrictMode> : host);
}

const root = document.getElementById('root');
document.documentElement.dataset.react = version;
const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: sheetUrl });
if (params.has('shadow')) {
  const shadow = root.attachShadow({ mode: 'open' });
  const container = document.createElement('div');
  shadow.append(link, container);
  const target = {
    get current() {
      return shadow.querySelector('#form');
    },
  };
  mount(container, target);
} else {
  document.head.append(link);
  mount(root, '#form');
}
