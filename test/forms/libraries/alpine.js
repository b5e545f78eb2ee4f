import Alpine from 'alpinejs';
import { hold } from '../page/hold.js';
import { html } from '../page/html.js';
import { idBackOpen } from '../page/specimen.js';
import { day, is, same } from '../page/wants.js';

let isStarted = false;

function page(source) {
  return html(source, (app) => {
    if (isStarted) Alpine.initTree(app);
    else Alpine.start();
    isStarted = true;
    const { form } = Alpine.$data(app.querySelector('form'));
    hold(() => ({ ...form }));
  });
}

export default [
  {
    id: 'x-model',
    mount: page(
      `<form x-data="{ form: { name: '', number: '' } }"><label>Name <input x-model="form.name"></label><label>ID number <input name="idNumber" x-model="form.number"></label></form>`,
    ),
    wants: { name: same('name'), number: same('number') },
  },
  {
    id: 'x-model-blur',
    mount: page(
      `<form x-data="{ form: { address: '' } }"><label>Address <input x-model.blur="form.address"></label></form>`,
    ),
    wants: { address: same('address') },
  },
  {
    id: 'x-model-debounce',
    mount: page(`<form x-data="{ form: { name: '' } }"><input name="name" x-model.debounce.500ms="form.name"></form>`),
    restMs: 900,
    wants: { name: same('name') },
  },
  {
    id: 'x-model-lazy-date',
    mount: page(
      `<form x-data="{ form: { birth: '' } }"><label>Date of birth <input type="date" x-model.lazy="form.birth"></label></form>`,
    ),
    wants: { birth: day('birth') },
  },
  {
    id: 'select',
    mount: page(
      `<form x-data="{ form: { sex: '' }, sexes: ['Male', 'Female'] }"><label>Sex <select x-model="form.sex"><option value="">–</option><template x-for="one in sexes"><option :value="one[0]" x-text="one"></option></template></select></label></form>`,
    ),
    wants: { sex: is('sex', 'F') },
  },
  {
    id: 'radio',
    mount: page(
      `<form x-data="{ form: { sex: '' } }"><fieldset><legend>Sex</legend><label><input type="radio" value="m" x-model="form.sex"> Male</label><label><input type="radio" value="f" x-model="form.sex"> Female</label></fieldset></form>`,
    ),
    wants: { sex: is('sex', 'f') },
  },
  {
    id: 'checkbox',
    cards: [idBackOpen],
    mount: page(
      `<form x-data="{ form: { longTerm: false } }"><label><input type="checkbox" x-model="form.longTerm"> Long-term</label></form>`,
    ),
    wants: { longTerm: is('longTerm', true) },
  },
  {
    id: 'keyup-only',
    mount: page(
      `<form x-data="{ form: { name: '' } }"><input name="name" @keyup="form.name = $event.target.value"></form>`,
    ),
    wants: { name: same('name') },
  },
];
