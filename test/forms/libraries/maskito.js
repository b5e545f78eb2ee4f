import { Maskito } from '@maskito/core';
import { maskitoDateOptionsGenerator } from '@maskito/kit';
import { html } from '../page/html.js';
import { bankCard } from '../page/specimen.js';
import { exactly, same } from '../page/wants.js';
import { CleaveZen } from './components/cleave.js';

function masked(name, label, options, placeholder = '') {
  return html(`<form><label>${label} <input name="${name}" placeholder="${placeholder}"></label></form>`, (app) => {
    new Maskito(app.querySelector('input'), options);
  });
}

const groups = (...lengths) =>
  lengths.flatMap((length, index) => [...(index ? [' '] : []), ...Array(length).fill(/\d/)]);

export default [
  {
    id: 'date-dmy',
    mount: masked('birth', 'Date of birth', maskitoDateOptionsGenerator({ mode: 'dd/mm/yyyy', separator: '/' })),
    wants: { birth: exactly('birth', 'DD/MM/YYYY') },
  },
  {
    id: 'date-placeholder',
    mount: masked(
      'birth',
      'Date of birth',
      maskitoDateOptionsGenerator({ mode: 'mm/dd/yyyy', separator: '/' }),
      'mm/dd/yyyy',
    ),
    wants: { birth: exactly('birth', 'MM/DD/YYYY') },
  },
  {
    id: 'date-ymd',
    mount: masked('birth', 'Date of birth', maskitoDateOptionsGenerator({ mode: 'yyyy/mm/dd', separator: '.' })),
    wants: { birth: exactly('birth', 'YYYY.MM.DD') },
  },
  {
    id: 'card-16',
    cards: [bankCard],
    mount: masked('bankCardNum', 'Card number', { mask: groups(4, 4, 4, 4) }),
    wants: { bankCardNum: same('bankCardNum') },
  },
  {
    id: 'card-19',
    cards: [bankCard],
    mount: masked('bankCardNum', 'Card number', { mask: groups(4, 4, 4, 4, 3) }),
    wants: { bankCardNum: same('bankCardNum') },
  },
  {
    id: 'id-number',
    mount: masked('idNumber', 'ID number', { mask: [...Array(17).fill(/\d/), /[\dX]/i] }),
    wants: { idNumber: same('number') },
  },
  {
    id: 'cleave-date',
    mount: html('<form><label>Date of birth <input name="birth"></label></form>', (app) =>
      CleaveZen.date(app.querySelector('input')),
    ),
    wants: { birth: exactly('birth', 'DD/MM/YYYY') },
  },
  {
    id: 'cleave-card',
    cards: [bankCard],
    mount: html('<form><label>Card number <input name="bankCardNum"></label></form>', (app) =>
      CleaveZen.card(app.querySelector('input')),
    ),
    wants: { bankCardNum: same('bankCardNum') },
  },
];
