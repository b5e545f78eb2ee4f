import IMask from 'imask';
import { useState } from 'react';
import { IMaskInput } from 'react-imask';
import { hold } from '../page/hold.js';
import { html } from '../page/html.js';
import { react } from '../page/react.jsx';
import { bankCard } from '../page/specimen.js';
import { day, same, sends } from '../page/wants.js';

const field = (name, label) => `<form><label>${label} <input name="${name}"></label></form>`;

function masked(name, label, options, asHeld = (mask) => mask.unmaskedValue) {
  return html(field(name, label), (app) => {
    const mask = IMask(app.querySelector('input'), options);
    hold(() => ({ [name]: asHeld(mask) }));
  });
}

function page(key, props, label = 'Date of birth') {
  return react(() => {
    const [value, setValue] = useState('');
    hold({ [key]: value });
    return (
      <form>
        <label>
          {label} <IMaskInput name={key} value={value} onAccept={(next) => setValue(next)} {...props} />
        </label>
      </form>
    );
  });
}

export default [
  {
    id: 'card',
    cards: [bankCard],
    mount: masked('bankCardNum', 'Card number', { mask: '0000 0000 0000 0000 000' }),
    wants: { bankCardNum: same('bankCardNum') },
  },
  {
    id: 'id-number',
    mount: masked('idNumber', 'ID number', { mask: '00000000000000000*', prepareChar: (char) => char.toUpperCase() }),
    wants: { idNumber: same('number') },
  },
  {
    id: 'date',
    mount: masked('birth', 'Date of birth', { mask: Date }, (mask) => mask.typedValue),
    wants: { birth: sends(day('birth'), null) },
  },
  {
    id: 'date-shown',
    mount: masked('birth', 'Date of birth', { mask: Date, lazy: false }, (mask) => mask.typedValue),
    wants: { birth: sends(day('birth'), null) },
  },
  {
    id: 'react-card',
    cards: [bankCard],
    mount: page('bankCardNum', { mask: '0000 0000 0000 0000 000' }, 'Card number'),
    wants: { bankCardNum: same('bankCardNum') },
  },
  {
    id: 'react-16',
    cards: [bankCard],
    mount: page('bankCardNum', { mask: '0000 0000 0000 0000' }, 'Card number'),
    wants: { bankCardNum: same('bankCardNum') },
  },
  {
    id: 'react-date',
    mount: page('birth', { mask: '00.00.0000', placeholder: 'DD.MM.YYYY' }),
    wants: { birth: day('birth', 'DD.MM.YYYY') },
  },
];
