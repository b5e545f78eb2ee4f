import Inputmask from 'inputmask';
import { hold } from '../page/hold.js';
import { html } from '../page/html.js';
import { bankCard } from '../page/specimen.js';
import { day, exactly, same } from '../page/wants.js';

function masked(name, label, ...options) {
  return html(`<form><label>${label} <input name="${name}"></label></form>`, (app) => {
    const input = app.querySelector('input');
    Inputmask(...options).mask(input);
    hold(() => ({ [name]: input.inputmask.isComplete() ? input.value : '' }));
  });
}

export default [
  {
    id: 'card-16',
    cards: [bankCard],
    mount: masked('bankCardNum', 'Card number', '9999 9999 9999 9999'),
    wants: { bankCardNum: same('bankCardNum') },
  },
  {
    id: 'card-19',
    cards: [bankCard],
    mount: masked('bankCardNum', 'Card number', '9999 9999 9999 9999 999'),
    wants: { bankCardNum: same('bankCardNum') },
  },
  {
    id: 'id-number',
    mount: masked('idNumber', 'ID number', { regex: '[0-9]{17}[0-9X]', casing: 'upper' }),
    wants: { idNumber: same('number') },
  },
  {
    id: 'date-dmy',
    mount: masked('birth', 'Date of birth', { alias: 'datetime', inputFormat: 'dd/mm/yyyy' }),
    wants: { birth: exactly('birth', 'DD/MM/YYYY') },
  },
  {
    id: 'date-mdy',
    mount: masked('birth', 'Date of birth', {
      alias: 'datetime',
      inputFormat: 'mm/dd/yyyy',
      placeholder: 'mm/dd/yyyy',
    }),
    wants: { birth: exactly('birth', 'MM/DD/YYYY') },
  },
  {
    id: 'date-pattern',
    mount: masked('birth', 'Date of birth', '99/99/9999', { placeholder: 'dd/mm/yyyy' }),
    wants: { birth: exactly('birth', 'DD/MM/YYYY') },
  },
  {
    id: 'date-iso',
    mount: masked('birth', 'Date of birth', { alias: 'datetime', inputFormat: 'yyyy-mm-dd' }),
    wants: { birth: day('birth') },
  },
];
