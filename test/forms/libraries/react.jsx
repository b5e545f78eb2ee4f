import { Component, useEffect, useReducer, useRef, useState } from 'react';
import { hold } from '../page/hold.js';
import { react } from '../page/react.jsx';
import { bankCard } from '../page/specimen.js';
import { day, is, part, same } from '../page/wants.js';

const empty = { name: '', idNumber: '', address: '' };
const three = { name: same('name'), idNumber: same('number'), address: same('address') };

/** The form of the tutorials: one object of values, replaced at every change. */
function OneObject({ children }) {
  const [values, set] = useState(empty);
  hold(values);
  const field = (name, label) => (
    <label>
      {label}{' '}
      <input name={name} value={values[name]} onChange={(event) => set({ ...values, [name]: event.target.value })} />
    </label>
  );
  return (
    <form>
      {field('name', 'Name')}
      {field('idNumber', 'ID number')}
      {field('address', 'Address')}
      {children}
    </form>
  );
}

function controlled(key, Control, initial = '') {
  return react(() => {
    const [value, setValue] = useState(initial);
    hold({ [key]: value });
    return (
      <form>
        <Control value={value} setValue={setValue} />
      </form>
    );
  });
}

class ClassForm extends Component {
  state = { name: '', idNumber: '' };

  render() {
    hold(this.state);
    const change = (event) => this.setState({ [event.target.name]: event.target.value });
    return (
      <form>
        <input name="name" placeholder="Name" value={this.state.name} onChange={change} />
        <input name="idNumber" placeholder="ID number" value={this.state.idNumber} onChange={change} />
      </form>
    );
  }
}

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Calls `fillForm` from within React: from a button's handler, from an effect. Gives what it gave. */
function fromHandler({ fillForm, form, card }) {
  return new Promise((resolve) => {
    globalThis.fillNow = () => resolve(fillForm(form, card));
    form.querySelector('button').click();
  });
}

function options(from, to) {
  const numbers = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  return numbers.map((number) => (
    <option key={number} value={number}>
      {number}
    </option>
  ));
}

export default [
  {
    id: 'controlled',
    mount: controlled('name', ({ value, setValue }) => (
      <input aria-label="Name" name="name" value={value} onChange={(event) => setValue(event.target.value)} />
    )),
    wants: { name: same('name') },
  },
  { id: 'one-object', mount: react(() => <OneObject />), wants: three },
  { id: 'class', mount: react(() => <ClassForm />), wants: { name: same('name'), idNumber: same('number') } },
  {
    id: 'one-object-in-handler',
    mount: react(() => (
      <OneObject>
        <button type="button" onClick={() => globalThis.fillNow()}>
          Fill
        </button>
      </OneObject>
    )),
    fill: fromHandler,
    wants: three,
  },
  {
    id: 'one-object-in-effect',
    mount: react(() => {
      const [count, setCount] = useState(0);
      useEffect(() => {
        if (count > 0) globalThis.fillNow();
      }, [count]);
      return (
        <OneObject>
          <button type="button" onClick={() => setCount(count + 1)}>
            Fill
          </button>
        </OneObject>
      );
    }),
    fill: fromHandler,
    wants: three,
  },
  {
    id: 'reducer',
    mount: react(() => {
      const [values, dispatch] = useReducer((state, { name, value }) => ({ ...state, [name]: value }), {
        ...empty,
        gender: '',
      });
      hold(values);
      const change = (event) => dispatch(event.target);
      return (
        <form>
          <input name="name" aria-label="Name" value={values.name} onChange={change} />
          <input name="idNumber" aria-label="ID number" value={values.idNumber} onChange={change} />
          <textarea name="address" aria-label="Address" value={values.address} onChange={change} />
          <fieldset>
            <legend>Gender</legend>
            {['male', 'female'].map((sex) => (
              <label key={sex}>
                <input type="radio" name="gender" value={sex} checked={values.gender === sex} onChange={change} /> {sex}
              </label>
            ))}
          </fieldset>
        </form>
      );
    }),
    wants: { ...three, gender: is('sex', 'female') },
  },
  {
    id: 'commit-on-blur',
    mount: controlled('name', ({ setValue }) => (
      <input aria-label="Name" name="name" defaultValue="" onBlur={(event) => setValue(event.target.value)} />
    )),
    wants: { name: same('name') },
  },
  {
    id: 'commit-on-blur-draft',
    mount: react(() => {
      const [draft, setDraft] = useState('');
      const [value, setValue] = useState('');
      hold({ address: value });
      return (
        <form>
          <label>
            Address{' '}
            <input value={draft} onChange={(event) => setDraft(event.target.value)} onBlur={() => setValue(draft)} />
          </label>
        </form>
      );
    }),
    wants: { address: same('address') },
  },
  {
    id: 'digits-only',
    mount: controlled('number', ({ value, setValue }) => (
      <input
        aria-label="ID number"
        name="number"
        value={value}
        onChange={(event) => setValue(event.target.value.replace(/\D/g, ''))}
      />
    )),
    wants: { number: same('number') },
  },
  {
    id: 'reject-invalid',
    cards: [bankCard],
    mount: controlled('bankCardNum', ({ value, setValue }) => (
      <input
        aria-label="Card number"
        name="bankCardNum"
        value={value}
        onChange={(event) => /^\d{0,16}$/.test(event.target.value) && setValue(event.target.value)}
      />
    )),
    wants: { bankCardNum: same('bankCardNum') },
  },
  {
    id: 'groups-of-four',
    cards: [bankCard],
    mount: controlled('bankCardNum', ({ value, setValue }) => (
      <input
        aria-label="Card number"
        name="bankCardNum"
        value={value}
        onChange={(event) => setValue(event.target.value.replace(/\D/g, '').replace(/(.{4})(?=.)/g, '$1 '))}
      />
    )),
    wants: { bankCardNum: same('bankCardNum') },
  },
  {
    id: 'upper-case',
    mount: controlled('number', ({ value, setValue }) => (
      <input
        aria-label="ID number"
        name="number"
        value={value}
        onChange={(event) => setValue(event.target.value.toUpperCase().trim())}
      />
    )),
    wants: { number: same('number') },
  },
  {
    id: 'slashes-typed-in',
    mount: controlled('birth', ({ value, setValue }) => (
      <input
        aria-label="Date of birth (DD/MM/YYYY)"
        name="birth"
        value={value}
        onChange={(event) => {
          const digits = event.target.value.replace(/\D/g, '').slice(0, 8);
          setValue([digits.slice(0, 2), digits.slice(2, 4), digits.slice(4)].filter(Boolean).join('/'));
        }}
      />
    )),
    wants: { birth: day('birth', 'DD/MM/YYYY') },
  },
  {
    id: 'keyup-only',
    mount: react(() => {
      const [name, setName] = useState('');
      hold({ name });
      return (
        <form>
          <input name="name" aria-label="Name" onKeyUp={(event) => setName(event.currentTarget.value)} />
        </form>
      );
    }),
    wants: { name: same('name') },
  },
  {
    id: 'uncontrolled-ref',
    mount: react(() => {
      const name = useRef(null);
      hold(() => ({ name: name.current?.value }));
      return (
        <form>
          <label>
            Full name <input ref={name} />
          </label>
        </form>
      );
    }),
    wants: { name: same('name') },
  },
  {
    id: 'date-three-selects-dmy',
    mount: react(() => {
      const [{ y, m, d }, set] = useState({ y: '', m: '', d: '' });
      hold({ birthYear: y, birthMonth: m, birthDay: d });
      const days = y && m ? new Date(Number(y), Number(m), 0).getDate() : 0;
      return (
        <form>
          <select name="birthDay" value={d} onChange={(event) => set({ y, m, d: event.target.value })}>
            <option value="">Day</option>
            {options(1, days)}
          </select>
          <select name="birthMonth" value={m} onChange={(event) => set({ y, m: event.target.value, d: '' })}>
            <option value="">Month</option>
            {options(1, 12)}
          </select>
          <select name="birthYear" value={y} onChange={(event) => set({ y: event.target.value, m, d: '' })}>
            <option value="">Year</option>
            {options(1930, 2026)}
          </select>
        </form>
      );
    }),
    restMs: 400,
    wants: { birthYear: part('birth', 'year'), birthMonth: part('birth', 'month'), birthDay: part('birth', 'day') },
  },
  {
    id: 'wizard',
    mount: react(() => {
      const [step, setStep] = useState(1);
      const [values, set] = useState({ name: '', idNumber: '' });
      hold(values);
      const change = (event) => set((before) => ({ ...before, [event.target.name]: event.target.value }));
      const name = step === 1 ? 'name' : 'idNumber';
      return (
        <form>
          <label key={name}>
            {step === 1 ? 'Name' : 'ID number'} <input name={name} value={values[name]} onChange={change} />
          </label>
          <button type="button" onClick={() => setStep(2)}>
            Next
          </button>
        </form>
      );
    }),
    afterwards: async ({ app }) => {
      app.querySelector('button').click();
      await wait(800);
    },
    wants: { name: same('name'), idNumber: same('number') },
  },
  {
    id: 'conditional',
    mount: react(() => {
      const [values, set] = useState({ name: '', idNumber: '' });
      hold(values);
      const change = (event) => set((before) => ({ ...before, [event.target.name]: event.target.value }));
      return (
        <form>
          <input name="name" aria-label="Name" value={values.name} onChange={change} />
          {values.name !== '' && (
            <input name="idNumber" aria-label="ID number" value={values.idNumber} onChange={change} />
          )}
        </form>
      );
    }),
    restMs: 700,
    wants: { name: same('name'), idNumber: same('number') },
  },
  {
    id: 'remount-by-key',
    mount: react(() => {
      const [values, set] = useState({ name: '', idNumber: '' });
      hold(values);
      return (
        <form key={values.name}>
          <input
            name="name"
            aria-label="Name"
            defaultValue={values.name}
            onChange={(event) => set((before) => ({ ...before, name: event.target.value }))}
          />
          <input
            name="idNumber"
            aria-label="ID number"
            defaultValue={values.idNumber}
            onChange={(event) => set((before) => ({ ...before, idNumber: event.target.value }))}
          />
        </form>
      );
    }),
    restMs: 400,
    wants: { name: same('name'), idNumber: same('number') },
  },
  {
    id: 'async-reset',
    mount: react(() => {
      const [name, setName] = useState('');
      const timer = useRef();
      hold({ name });
      return (
        <form>
          <input
            name="name"
            aria-label="Name"
            value={name}
            onChange={(event) => {
              setName(event.target.value);
              clearTimeout(timer.current);
              timer.current = setTimeout(() => setName((now) => now.trim()), 30);
            }}
          />
        </form>
      );
    }),
    wants: { name: same('name') },
  },
  {
    id: 'contenteditable',
    mount: react(() => {
      const [name, setName] = useState('');
      hold({ name });
      return (
        <form>
          <div
            role="textbox"
            aria-label="Name"
            contentEditable
            suppressContentEditableWarning
            onInput={(event) => setName(event.currentTarget.textContent)}
          />
        </form>
      );
    }),
    wants: { name: same('name') },
  },
];
