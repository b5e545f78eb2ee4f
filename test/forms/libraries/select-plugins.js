import 'choices.js/public/assets/styles/choices.css';
import 'tom-select/dist/css/tom-select.css';
import Choices from 'choices.js';
import TomSelect from 'tom-select';
import { hold } from '../page/hold.js';
import { html } from '../page/html.js';
import { passport } from '../page/specimen.js';
import { is } from '../page/wants.js';

const select = (name, label, pairs) =>
  `<form><label for="s">${label}</label><select id="s" name="${name}"><option value="">-</option>${pairs.map(([value, text]) => `<option value="${value}">${text}</option>`).join('')}</select></form>`;
const sexes = [
  ['M', 'Male'],
  ['F', 'Female'],
];
const countries = [
  ['FR', 'France'],
  ['CN', 'China'],
  ['JP', 'Japan'],
];

export default [
  {
    id: 'choices',
    mount: html(select('sex', 'Sex', sexes), (app) => {
      const choices = new Choices(app.querySelector('select'), { searchEnabled: false, shouldSort: false });
      hold(() => ({ sex: choices.getValue(true) }));
    }),
    wants: { sex: is('sex', 'F') },
  },
  {
    id: 'choices-search',
    cards: [passport],
    mount: html(select('country', 'Country', countries), (app) => {
      const choices = new Choices(app.querySelector('select'));
      hold(() => ({ country: choices.getValue(true) }));
    }),
    wants: { country: is('srcCountry', 'CN') },
  },
  {
    id: 'tom-select',
    mount: html(select('sex', 'Sex', sexes), (app) => {
      const tom = new TomSelect(app.querySelector('select'), {});
      hold(() => ({ sex: tom.getValue() }));
    }),
    wants: { sex: is('sex', 'F') },
  },
  {
    id: 'tom-select-country',
    cards: [passport],
    mount: html(select('country', 'Country', countries), (app) => {
      const tom = new TomSelect(app.querySelector('select'), { create: false, sortField: { field: 'text' } });
      hold(() => ({ country: tom.getValue() }));
    }),
    wants: { country: is('srcCountry', 'CN') },
  },
];
